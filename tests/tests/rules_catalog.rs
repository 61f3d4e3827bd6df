//! What must hold for the rules and the catalog of this workspace, and for trees with and without rules.

use end_to_end::tree::Tree;
use error_tables::catalog::{self, Answer, Catalog, Retry};
use error_tables::rules::{self, Rules};
use std::collections::BTreeSet;
use std::error::Error;
use xtask::exit::Exit;

type Outcome = Result<(), Box<dyn Error>>;

const SERVICES: [&str; 3] = ["aliyun-oss", "huawei-obs", "jdcloud-oss"];

fn workspace() -> Result<(Rules, Vec<Catalog>), Box<dyn Error>> {
    let tree = Tree::workspace()?;
    let ran = tree.run(&["regen"]);
    assert_eq!((ran.exit, ran.err.as_str()), (Exit::Done, ""));
    let rules = rules::parse(&tree.read("catalog/rules.toml")?).map_err(|it| format!("{it:?}"))?;
    let read = |id| -> Result<Catalog, Box<dyn Error>> {
        let text = tree.read(&format!("catalog/{id}/codes.toml"))?;
        Ok(catalog::parse(&text).map_err(|it| format!("{it:?}"))?)
    };
    let catalogs = SERVICES.into_iter().map(read).collect::<Result<_, _>>()?;
    Ok((rules, catalogs))
}

#[test]
fn every_code_has_both_answers_and_every_rule_is_of_use() -> Outcome {
    let (rules, catalogs) = workspace()?;
    assert_eq!(rules::check(&rules, &catalogs), []);
    let codes = catalogs.iter().flat_map(|it| &it.codes);
    let answered = codes.filter(|(_, code)| code.kind.is_some() && code.retry.is_some());
    assert_eq!(answered.count(), 245);
    Ok(())
}

#[test]
fn a_rule_about_codes_that_is_taken_out_is_missed() -> Outcome {
    let (rules, catalogs) = workspace()?;
    let all = answers(&rules, &catalogs);
    for index in 0..rules.rules.len() {
        let mut fewer = rules.clone();
        let gone = fewer.rules.remove(index);
        let is_missed = answers(&fewer, &catalogs) != all
            || fewer.by_status() != rules.by_status()
            // These say with a source of their own what the status says, so that another status would not change it.
            || gone.codes.iter().all(|it| ["InternalError", "ServiceUnavailable"].contains(&it.name.as_str()));
        assert!(is_missed, "line {}", gone.at.line);
    }
    Ok(())
}

fn answers(rules: &Rules, catalogs: &[Catalog]) -> Vec<Catalog> {
    let mut catalogs = catalogs.to_vec();
    for catalog in &mut catalogs {
        rules::answer(Some(rules), catalog);
    }
    catalogs
}

#[test]
fn the_same_error_has_the_same_answer_but_where_a_source_tells_services_apart() -> Outcome {
    let (rules, catalogs) = workspace()?;
    let of = |it: &rules::Member| {
        let catalog = catalogs
            .iter()
            .find(|catalog| catalog.service == it.service);
        let code = catalog.and_then(|catalog| catalog.codes.get(&it.code));
        code.map(|code| (code.kind, code.retry))
    };
    let mut differing = Vec::new();
    for group in rules::groups(Some(&rules), &catalogs) {
        let services: BTreeSet<&str> = group.iter().map(|it| it.service.as_str()).collect();
        assert_eq!(services.len(), group.len(), "{group:?}");
        let answers: BTreeSet<_> = group.iter().map(of).collect();
        if answers.len() > 1 {
            differing.extend(group.first().map(|it| it.code.clone()));
        }
    }
    assert_eq!(differing, ["BadRequest", "IncompleteBody"]);
    Ok(())
}

#[test]
fn the_errors_named_as_the_same_are_grouped_and_those_named_as_different_are_not() -> Outcome {
    let (rules, catalogs) = workspace()?;
    let groups = rules::groups(Some(&rules), &catalogs);
    let group = |service: &str, code: &str| {
        let is_in =
            |it: &&Vec<rules::Member>| it.iter().any(|it| it.service == service && it.code == code);
        let members = groups.iter().find(is_in)?.iter();
        Some(members.map(|it| it.code.as_str()).collect::<Vec<_>>())
    };
    let timeouts = ["RequestTimeout", "RequestTimeout", "RequestTimeOut"];
    assert_eq!(
        group("jdcloud-oss", "RequestTimeOut"),
        Some(timeouts.to_vec())
    );
    let long = ["KeyTooLongError", "KeyTooLong"];
    assert_eq!(group("huawei-obs", "KeyTooLongError"), Some(long.to_vec()));
    assert_eq!(
        group("aliyun-oss", "IncorrectNumberOfFilesInPOSTRequest").map(|it| it.len()),
        Some(3)
    );
    assert_eq!(
        group("aliyun-oss", "AccessForbidden").map(|it| it.len()),
        Some(2)
    );
    assert_eq!(group("jdcloud-oss", "AccessForbidden"), None);
    assert_eq!(group("huawei-obs", "UserKeyMustBeSpecified"), None);
    Ok(())
}

#[test]
fn statuses_fall_back_as_clients_agree() -> Outcome {
    let (rules, _) = workspace()?;
    let ranges = rules.by_status();
    assert_eq!(
        ranges
            .iter()
            .map(|(it, _)| it.clone().count())
            .sum::<usize>(),
        500
    );
    let retry = |status: u16| {
        let found = ranges.iter().find(|(range, _)| range.contains(&status));
        found.map_or(Answer::UNKNOWN, |(_, it)| *it).retry
    };
    for status in [408, 500, 502, 503, 504] {
        assert_eq!(retry(status), Retry::Transient, "{status}");
    }
    for status in [200, 203, 304, 400, 401, 403, 404, 409, 412, 416, 501] {
        assert_eq!(retry(status), Retry::No, "{status}");
    }
    assert_eq!(retry(429), Retry::Throttled);
    assert_eq!([301, 302, 307, 308].map(retry), [Retry::Redirect; 4]);
    Ok(())
}

#[test]
fn the_status_alone_misjudges_these() -> Outcome {
    let (rules, catalogs) = workspace()?;
    let misjudged = rules::misjudged(&rules, &catalogs);
    let codes: BTreeSet<&str> = misjudged.iter().map(|it| it.code.as_str()).collect();
    let expected = [
        "BadDigest",
        "BadRequest",
        "DecryptError",
        "DownloadTrafficRateLimitExceeded",
        "IncompleteBody",
        "MetaOperationQpsLimitExceeded",
        "OperationAborted",
        "RequestTimeOut",
        "RequestTimeTooSkewed",
        "RequestTimeout",
        "SlowDown",
        "UploadTrafficRateLimitExceeded",
        "WebsiteRedirect",
    ];
    assert_eq!(codes.into_iter().collect::<Vec<_>>(), expected);
    assert_eq!(misjudged.len(), 17);
    Ok(())
}

#[test]
fn the_tables_of_words_in_the_readme_are_those_of_the_code() -> Outcome {
    let tree = Tree::workspace()?;
    let readme = tree.read("catalog/README.md")?;
    for it in catalog::RETRIES {
        let line = format!("\n| `{}` | {} |\n", it.name, it.means);
        assert!(readme.contains(&line), "{line}");
    }
    for it in catalog::KINDS {
        let elsewhere = [it.google, it.opendal, it.object_store, it.io].join(" | ");
        let line = format!("\n| `{}` | {} | {elsewhere} |\n", it.name, it.means);
        assert!(readme.contains(&line), "{line}");
    }
    Ok(())
}

#[test]
fn without_rules_a_catalog_has_no_answers_and_with_them_it_has() -> Outcome {
    let tree = Tree::small()?;
    let path = "catalog/alpha-store/codes.toml";
    assert_eq!(tree.run(&["regen"]).exit, Exit::Done);
    assert!(!tree.read(path)?.contains("retry = "));
    let rule = |statuses: &str, kind: &str, retry: &str| {
        format!(
            "[[rules]]\nstatuses = [{statuses}]\nkind = \"{kind}\"\nretry = \"{retry}\"\nreason = \"r\"\nsource = \"s\"\n\n"
        )
    };
    let text = rule(
        "\"1xx\", \"2xx\", \"3xx\", \"4xx\"",
        "invalid-request",
        "no",
    ) + &rule("\"5xx\"", "internal", "transient");
    tree.write("catalog/rules.toml", &text)?;
    let ran = tree.run(&["regen"]);
    assert_eq!((ran.exit, ran.err.as_str()), (Exit::Done, ""));
    assert!(
        tree.read(path)?
            .contains("[codes.ShelfBusy]\nkind = \"internal\"\nretry = \"transient\"\n")
    );
    assert!(
        ran.out
            .contains("ShelfBusy retry changed: none -> transient"),
        "{}",
        ran.out
    );

    let before = tree.files()?;
    tree.write(
        "catalog/rules.toml",
        text.replace("kind = \"internal\"", "kind = \"infernal\""),
    )?;
    let ran = tree.run(&["regen"]);
    assert_eq!(ran.exit, Exit::Settle);
    assert!(
        ran.err
            .contains("catalog/rules.toml:10:8: problem: `infernal` is no kind"),
        "{}",
        ran.err
    );
    assert!(!ran.out.contains("changed: "), "{}", ran.out);
    assert_eq!(before.get(path), tree.files()?.get(path));

    std::fs::remove_file(tree.path("catalog/rules.toml"))?;
    assert_eq!(tree.run(&["regen"]).exit, Exit::Done);
    assert!(!tree.read(path)?.contains("retry = "));
    Ok(())
}
