//! Two curators who change the catalog on two branches: what git merges by itself, and that taking either side and
//! running `regen` settles the rest, as `catalog/README.md` says. The attributes are those of this repository.

use end_to_end::repository::Repository;
use end_to_end::tree::Tree;
use std::error::Error;
use std::path::Path;
use xtask::exit::Exit;

type Outcome = Result<(), Box<dyn Error>>;

const ALPHA: &str = "catalog/alpha-store/codes.toml";
const ERRORS: &str = "catalog/alpha-store/documents/errors.md";
const SHELF: &str = "catalog/alpha-store/documents/more-errors.rst";
const BETA: &str = "catalog/beta-store/documents/errors.html";

/// A change to a document: what is replaced in which file by what.
type Edit<'e> = (&'e str, &'e str, &'e str);

/// A row at the start of the first document.
const FIRST: Edit = (
    ERRORS,
    "| LidMissing |",
    "| BoxBurnt | 400 | The box has burnt. | Take another. |\n| LidMissing |",
);

/// A row at the end of the first document.
const LAST: Edit = (
    ERRORS,
    "| TooManyBoxes |",
    "| TooFewBoxes | 400 | One box is not enough. | Take two. |\n| TooManyBoxes |",
);

/// A row of the second document, whose code stands far from that of the first row.
const FAR: Edit = (
    SHELF,
    "| ShelfBusy ",
    "| ShelfBent   | 500          | The shelf is bent.           |\n+-------------+--------------+------------------------------+\n| ShelfBusy ",
);

/// A row of the second document, whose code stands next to that of the first row.
const NEAR: Edit = (
    SHELF,
    "| ShelfBusy ",
    "| BoxBroken   | 400          | The box is broken.           |\n+-------------+--------------+------------------------------+\n| ShelfBusy ",
);

/// A row of another service, with the code of the first row.
const OTHER: Edit = (
    BETA,
    "</tbody>",
    "<tr><td>BoxBurnt</td><td>The jar has burnt.</td><td>400</td></tr>\n</tbody>",
);

/// The small tree with two branches that differ from it by an edit each, the second one being the current one; `None`
/// where there is no git.
fn branches(one: Edit, two: Edit) -> Result<Option<Repository>, Box<dyn Error>> {
    let tree = Tree::small()?;
    assert_eq!(tree.run(&["regen"]).exit, Exit::Done);
    let attributes = Path::new(env!("CARGO_MANIFEST_DIR")).join("../.gitattributes");
    tree.write(".gitattributes", std::fs::read(attributes)?)?;
    let Some(repository) = Repository::of(tree)? else {
        return Ok(None);
    };
    for (branch, (path, from, to)) in [("one", one), ("two", two)] {
        repository.git(&["switch", "--quiet", "--create", branch, "main"])?;
        repository.tree.replace(path, from, to)?;
        assert_eq!(repository.tree.run(&["regen"]).exit, Exit::Done);
        repository.commit(branch)?;
    }
    Ok(Some(repository))
}

/// Merges the first branch into the second one, and gives the files in conflict.
fn merge(repository: &Repository) -> Result<String, Box<dyn Error>> {
    let merged = repository.tried(&["merge", "--quiet", "--no-edit", "one"])?;
    let conflicts = repository.git(&["diff", "--name-only", "--diff-filter", "U"])?;
    assert_eq!(merged.status.success(), conflicts.is_empty(), "{merged:?}");
    Ok(conflicts)
}

/// Asserts that `regen` makes of the merged tree what both branches are about.
fn settles(repository: &Repository) -> Result<String, Box<dyn Error>> {
    let ran = repository.tree.run(&["regen"]);
    assert_eq!((ran.exit, ran.err.as_str()), (Exit::Done, ""));
    repository.git(&["add", "--all"])?;
    let ran = repository.tree.run(&["diff", "main"]);
    assert_eq!(ran.out.matches(" added (").count(), 2, "{}", ran.out);
    repository.tree.read(ALPHA).map_err(Into::into)
}

#[test]
fn codes_of_different_documents_merge_by_themselves() -> Outcome {
    for other in [FAR, OTHER] {
        let Some(repository) = branches(FIRST, other)? else {
            return Ok(());
        };
        assert_eq!(merge(&repository)?, "", "{other:?}");
        settles(&repository)?;
    }
    Ok(())
}

#[test]
fn what_git_leaves_is_settled_by_either_side_and_a_run() -> Outcome {
    for other in [LAST, NEAR] {
        let mut settled = Vec::new();
        for side in ["--ours", "--theirs"] {
            let Some(repository) = branches(FIRST, other)? else {
                return Ok(());
            };
            assert_eq!(merge(&repository)?, format!("{ALPHA}\n"), "{other:?}");
            let ran = repository.tree.run(&["regen"]);
            assert_eq!(ran.exit, Exit::Settle);
            for line in [
                "a conflict of two branches",
                "git checkout --ours",
                "cargo xtask regen",
            ] {
                assert!(ran.err.contains(line), "{line}\n{}", ran.err);
            }
            repository.git(&["checkout", "--quiet", side, "--", ALPHA])?;
            settled.push(settles(&repository)?);
        }
        assert_eq!(settled.first(), settled.last());
    }
    Ok(())
}
