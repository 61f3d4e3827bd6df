//! Without the features `std` and `serde` the crate names neither `std` nor `alloc`, and depends on nothing.
//!
//! In a crate that is `no_std`, a path into `std` or `alloc` needs an `extern crate` first: so it is these that are
//! looked for. Where a target without `std` is installed, the crate is compiled for it as well.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

type Outcome = Result<(), Box<dyn Error>>;

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../generated/src")
}

/// Every file of the crate.
fn files(folder: &Path, found: &mut Vec<PathBuf>) -> Outcome {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files(&path, found)?;
        } else {
            found.push(path);
        }
    }
    Ok(())
}

#[test]
fn other_crates_are_named_behind_a_feature_only() -> Outcome {
    let mut found = Vec::new();
    files(&source(), &mut found)?;
    assert!(found.len() > 10);
    let mut named = Vec::new();
    for path in found {
        let text = fs::read_to_string(&path)?;
        let mut before = "";
        for line in text.lines().map(str::trim) {
            if line.contains("extern crate") && !line.starts_with("//") {
                assert!(
                    before.starts_with("#[cfg(feature = \"")
                        || before.starts_with("#[cfg(any(feature = \""),
                    "{}: `{line}` is not behind a feature",
                    path.display()
                );
                named.push(line.to_owned());
            }
            before = line;
        }
    }
    assert!(named.contains(&"extern crate std;".to_owned()));
    let root = fs::read_to_string(source().join("lib.rs"))?;
    assert!(root.lines().any(|line| line == "#![no_std]"));
    Ok(())
}

/// Compiles the crate with its services and nothing else, not even a path to another crate.
fn compile(target: Option<&str>, features: &[&str]) -> Outcome {
    let folder = tempfile::tempdir()?;
    let mut command = Command::new("rustc");
    command.args([
        "--edition=2024",
        "--crate-type=lib",
        "--emit=metadata",
        "-Dwarnings",
    ]);
    command.arg("--out-dir").arg(folder.path());
    command.args(target.map(|it| format!("--target={it}")));
    for feature in features {
        command.arg(format!("--cfg=feature=\"{feature}\""));
    }
    let output = command.arg(source().join("lib.rs")).output()?;
    let said = String::from_utf8_lossy(&output.stderr);
    if output.status.success() {
        Ok(())
    } else {
        Err(format!("{target:?} {features:?}: {said}").into())
    }
}

#[test]
fn without_std_it_compiles_alone() -> Outcome {
    let services = ["aliyun-oss", "huawei-obs", "jdcloud-oss"];
    compile(None, &[])?;
    compile(None, &services)?;
    for service in services {
        compile(None, &[service])?;
    }
    compile(None, &[&services[..], &["guidance"]].concat())
}

#[test]
fn it_compiles_where_there_is_no_std() -> Outcome {
    let installed = match Command::new("rustup")
        .args(["target", "list", "--installed"])
        .output()
    {
        Ok(output) => String::from_utf8_lossy(&output.stdout).into_owned(),
        Err(error) => {
            println!("rustup is not installed ({error})");
            String::new()
        }
    };
    for target in ["wasm32-unknown-unknown", "thumbv7em-none-eabi"] {
        if installed.lines().any(|it| it == target) {
            compile(Some(target), &["aliyun-oss", "huawei-obs", "jdcloud-oss"])?;
        } else {
            println!("{target} is not installed: not compiled for it");
        }
    }
    Ok(())
}
