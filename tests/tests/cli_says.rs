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

use end_to_end::golden::{Golden, Made, hold, kind};
use end_to_end::played::program;
use end_to_end::tree::Tree;
use end_to_end::web::Web;
use std::path::Path;
use xtask::exit::Exit;

fn main() {
    let mut cases = vec!["errors/*/call.txt", "explain/*/call.txt", "help/*/call.txt"];
    if !program("curl") {
        cases.push("!errors/fetch-*/call.txt");
    }
    hold(&cases, Golden::InFolder("expected.txt"), call)
}

fn call(input: &Path) -> Made {
    let tree = Tree::small()?;
    let explains = kind(input) == "explain";
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
