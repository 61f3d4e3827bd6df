//! Holds what a function makes of files against goldens: text in, text out.
//!
//! Knows where the files and their goldens stand. Knows nothing of what is made of them.

use std::error::Error;
use std::path::{Path, PathBuf};

/// What becomes of an input, as text.
pub type Made = Result<String, Box<dyn Error>>;

/// Where the golden of an input stands.
#[derive(Clone, Copy)]
pub enum Golden {
    /// Beside it, with the same name and the end `.golden`.
    Beside,
    /// In its folder, by this name; the folder is the case.
    InFolder(&'static str),
    /// It is the input, whose name says what is to be made.
    Itself,
}

/// Holds what `make` makes of each input under `data/` against its golden. `inputs` are patterns as in a `.gitignore`;
/// one that begins with `!` takes out again.
pub fn hold(inputs: &[&str], golden: Golden, make: fn(&Path) -> Made) -> ! {
    hold_each(inputs, move |_| golden, make)
}

/// As [`hold`], for inputs whose goldens do not all stand in the same place.
pub fn hold_each(
    inputs: &[&str],
    golden: impl Fn(&Path) -> Golden + Send + Sync + 'static,
    make: fn(&Path) -> Made,
) -> ! {
    let setup = move |input: PathBuf| case(golden(&input), input);
    tryfn::Harness::new(data(), setup, make)
        .select(inputs.iter().copied())
        // What is quoted or escaped has backslashes that are no path separators.
        .with_assert(
            snapbox::Assert::new()
                .action_env("SNAPSHOTS")
                .normalize_paths(false),
        )
        .test()
}

/// The folder of the inputs.
pub fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data")
}

/// The name of the folder of `data/` that `input` stands in.
pub fn kind(input: &Path) -> String {
    let inner = inner(input);
    let first = inner.iter().next().unwrap_or_default();
    first.display().to_string()
}

/// The path of `input` within `data/`.
fn inner(input: &Path) -> PathBuf {
    input.strip_prefix(data()).unwrap_or(input).to_owned()
}

fn case(golden: Golden, input: PathBuf) -> tryfn::Case {
    let (name, golden) = match golden {
        Golden::Beside => (
            inner(&input).with_extension(""),
            input.with_extension("golden"),
        ),
        Golden::InFolder(name) => (
            inner(input.parent().unwrap_or(&input)),
            input.with_file_name(name),
        ),
        Golden::Itself => (inner(&input).with_extension(""), input.clone()),
    };
    tryfn::Case {
        name: name.display().to_string(),
        expected: tryfn::Data::read_from(&golden, None).raw(),
        fixture: input,
    }
}
