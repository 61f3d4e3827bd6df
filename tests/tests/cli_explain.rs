//! `explain` over the catalog of this workspace; what it says word by word stands in the goldens of `cli_says`.

use end_to_end::tree::Tree;
use serde_json::Value;
use std::error::Error;
use xtask::exit::Exit;

type Outcome = Result<(), Box<dyn Error>>;

/// The lines that `explain NoSuchKey` prints for a program, as they are compiled here.
fn is_no_such_key(status: u16, headers: &[(&str, &str)], body: &str) -> bool {
    // What is printed takes references.
    let (headers, body) = (headers.to_vec(), body.to_owned());
    #[rustfmt::skip]
    let is_it = {
  use object_storage_errors::aliyun_oss::ErrorCode;
  use object_storage_errors::response::ErrorResponse;

  let response = ErrorResponse::<ErrorCode>::from_parts(status, &headers, &body);
  match response.known() {
      Some(ErrorCode::NoSuchKey) => { /* this error */ true }
      _ => { /* another one; response.retry() tells whether to send again */ false }
  }
    };
    is_it
}

#[test]
fn the_lines_for_a_program_are_lines_that_compile() -> Outcome {
    let tree = Tree::workspace()?;
    let ran = tree.run(&["explain", "NoSuchKey", "--service", "aliyun-oss"]);
    let (_, program) = ran.out.split_once("In a program").ok_or("no program")?;
    let here = include_str!("cli_explain.rs")
        .replace(" */ true }", " */ }")
        .replace(" */ false }", " */ }");
    let lines: Vec<&str> = program.lines().skip(1).collect();
    assert_eq!(lines.len(), 8, "{program}");
    assert!(here.contains(&lines.join("\n")), "{program}");
    let body = "<Error><Code>NoSuchKey</Code></Error>";
    assert!(is_no_such_key(404, &[], body) && !is_no_such_key(404, &[], ""));
    Ok(())
}

/// Asks for every code of `service`: each case must stand in a line of each document that it names. Gives the number of
/// cases.
fn stands(service: &str) -> Result<usize, Box<dyn Error>> {
    let tree = Tree::workspace()?;
    let text = tree.read(&format!("catalog/{service}/codes.toml"))?;
    let catalog = error_tables::catalog::parse(&text).map_err(|it| format!("{it:?}"))?;
    for (name, code) in &catalog.codes {
        let ran = tree.run(&["explain", name, "--service", service, "--json"]);
        assert_eq!((ran.exit, ran.err.as_str()), (Exit::Done, ""), "{name}");
        let answer: Value = serde_json::from_str(&ran.out)?;
        let told = answer["errors"][0]["cases"].as_array().ok_or("no cases")?;
        assert_eq!(told.len(), code.cases.len(), "{name}");
        for (told, case) in told.iter().zip(&code.cases) {
            assert_eq!(told["message"], case.message.as_str());
            let places = told["places"].as_array().ok_or("no places")?;
            assert_eq!(places.len(), case.documents.len(), "{name}");
            let is_there = |place| line(&tree, place).is_some_and(|it| !it.trim().is_empty());
            assert!(places.iter().all(is_there), "{name}");
        }
    }
    Ok(catalog.codes.values().map(|code| code.cases.len()).sum())
}

/// The first line of a place.
fn line(tree: &Tree, place: &Value) -> Option<String> {
    let line = place["lines"].as_array()?.first()?.as_u64()?;
    let document = tree.read(place["path"].as_str()?).ok()?;
    let index = usize::try_from(line).ok()?.checked_sub(1)?;
    document.lines().nth(index).map(str::to_owned)
}

#[test]
fn every_case_of_aliyun_oss_stands_in_its_documents() -> Outcome {
    assert!(stands("aliyun-oss")? > 150);
    Ok(())
}

#[test]
fn every_case_of_huawei_obs_stands_in_its_documents() -> Outcome {
    assert!(stands("huawei-obs")? > 80);
    Ok(())
}

#[test]
fn every_case_of_jdcloud_oss_stands_in_its_document() -> Outcome {
    assert!(stands("jdcloud-oss")? > 70);
    Ok(())
}
