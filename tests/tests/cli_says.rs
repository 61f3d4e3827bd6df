//! Goldens of what the command line says: when something is wrong, when `explain` is asked, and as help.
//!
//! Each folder under `data/errors/`, `data/explain/` and `data/help/` is a case:
//!
//! - `call.txt` holds the arguments, in one line or, where one has spaces, one in each;
//! - `input`, if there is one, is standard input;
//! - `tree/` is what differs from `data/tree` after a first `regen` there (a file called `x.gone` takes `x` away); what lies
//!   in `data/explain-tree` is there before that `regen` for all of `data/explain/`;
//! - `web/` holds the answers of the server that stands in for every host, by host and path, as `end_to_end::web` describes
//!   them; `[WEB]` in a call is its address;
//! - `expected.txt` is what is said and how it ends.
//!
//! A call that ends with 1, 2 or 3 must not change a file, and `explain` never does.
//!
//! `SNAPSHOTS=overwrite cargo test -p end-to-end --test cli_says` rewrites the goldens; read them before committing.

use end_to_end::played::program;
use end_to_end::tree::Tree;
use end_to_end::web::Web;
use std::error::Error;
use std::path::Path;
use xtask::exit::Exit;

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let mut cases = vec!["errors/*/call.txt", "explain/*/call.txt", "help/*/call.txt"];
    if !program("curl") {
        cases.push("!errors/fetch-*/call.txt");
    }
    tryfn::Harness::new(root, setup, call)
        .select(cases)
        // What is escaped has backslashes that are no path separators.
        .with_assert(
            snapbox::Assert::new()
                .action_env("SNAPSHOTS")
                .normalize_paths(false),
        )
        .test();
}

fn setup(input: std::path::PathBuf) -> tryfn::Case {
    let folder = input.parent().unwrap_or(&input);
    tryfn::Case {
        name: folder.file_name().unwrap_or_default().display().to_string(),
        expected: tryfn::Data::read_from(&folder.join("expected.txt"), None),
        fixture: input,
    }
}

fn call(input: &Path) -> Result<String, Box<dyn Error>> {
    let tree = Tree::small()?;
    let kind = input.ancestors().nth(2).and_then(Path::file_name);
    let explains = kind.is_some_and(|kind| kind == "explain");
    if explains {
        tree.overlay(&Path::new(env!("CARGO_MANIFEST_DIR")).join("data/explain-tree"))?;
    }
    let first = tree.run(&["regen"]);
    if first.exit != Exit::Done {
        return Err(first.err.into());
    }
    let overlay = input.with_file_name("tree");
    if overlay.is_dir() {
        tree.overlay(&overlay)?;
    }
    let before = tree.files()?;
    let text = std::fs::read_to_string(input)?;
    let root = tree.path("").display().to_string();
    let answers = input.with_file_name("web");
    let web = answers
        .is_dir()
        .then(|| Web::folder(&answers))
        .transpose()?;
    let at = web.map(|web| web.at()).unwrap_or_default();
    let args = text
        .trim()
        .replace("[ROOT]", root.trim_end_matches('/'))
        .replace("[WEB]", &at);
    let args: Vec<&str> = if args.contains('\n') {
        args.lines().collect()
    } else {
        args.split_whitespace().collect()
    };
    let stdin = input.with_file_name("input");
    let stdin = if stdin.is_file() {
        std::fs::read(stdin)?
    } else {
        Vec::new()
    };
    let ran = tree.run_with(&args, &stdin);
    if (explains || ran.exit != Exit::Done) && tree.files()? != before {
        return Err("a file was changed".into());
    }
    Ok(format!(
        "$ cargo xtask {}\nexit code {}\n\n--- output\n{}\n--- errors\n{}",
        text.trim().replace('\n', " "),
        ran.exit.code(),
        ran.out,
        ran.err
    ))
}
