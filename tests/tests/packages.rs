//! What is published: the files of each package, and what ends up in a program that is built with it.
//!
//! Knows the two packages and their manifests. Knows nothing of what the code in them does.

use end_to_end::rust::tool;
use error_tables::catalog::{self, Catalog};
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

type Outcome = Result<(), Box<dyn Error>>;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The files that `cargo package` takes from the package in a folder.
fn packaged(folder: &str) -> Result<Vec<String>, Box<dyn Error>> {
    let arguments = ["package", "--list", "--allow-dirty", "--offline"];
    let listed = tool(env!("CARGO"), &arguments, &root().join(folder))?;
    let listed = listed.ok_or("cargo is not there")?;
    // With `\` on some systems.
    Ok(listed.lines().map(|it| it.replace('\\', "/")).collect())
}

/// A package is all that its users get: the licences and, where it has texts of others, the NOTICE must be in it.
#[test]
fn packages_hold_what_their_licences_ask_for() -> Outcome {
    let licences = ["LICENSE-APACHE", "LICENSE-MIT"];
    for (folder, more) in [("generated", Some("NOTICE")), ("codegen", None)] {
        let files = packaged(folder)?;
        for name in licences.into_iter().chain(more) {
            assert!(files.iter().any(|it| it == name), "{folder}: {name}");
            assert_eq!(
                fs::read(root().join(folder).join(name))?,
                fs::read(root().join(name))?,
                "{folder}: {name}"
            );
        }
        assert!(files.iter().any(|it| it == "README.md"), "{folder}");
        assert!(files.iter().any(|it| it == "src/lib.rs"), "{folder}");
    }
    Ok(())
}

/// The longest cause or solution in each catalog, in a piece that Rust writes as it is.
fn prose() -> Result<Vec<String>, Box<dyn Error>> {
    let mut longest = Vec::new();
    for service in ["aliyun-oss", "huawei-obs", "jdcloud-oss"] {
        let path = root().join("catalog").join(service).join("codes.toml");
        let catalog = catalog::parse(&fs::read_to_string(path)?);
        let catalog = catalog.map_err(|found| end_to_end::given::findings(&found))?;
        longest.extend(longest_line(&catalog));
    }
    Ok(longest)
}

fn longest_line(catalog: &Catalog) -> Option<String> {
    let cases = catalog.codes.values().flat_map(|code| &code.cases);
    let texts = cases.flat_map(|case| [&case.cause, &case.solution]);
    let lines = texts.flatten().flat_map(|text| text.lines());
    lines.max_by_key(|line| line.len()).map(str::to_owned)
}

/// Uses everything that is known of a code but its cause and solution.
const PROGRAM: &str = "
use object_storage_errors::{ServiceCode, aliyun_oss, huawei_obs, jdcloud_oss};
fn show<E: ServiceCode>() {
    for code in E::ALL {
        println!(\"{code} {:?} {:?} {:?} {}\", code.kind(), code.retry(), code.cases(), code.message());
    }
}
fn main() {
    show::<aliyun_oss::ErrorCode>();
    show::<huawei_obs::ErrorCode>();
    show::<jdcloud_oss::ErrorCode>();
}
";

/// The bytes of a program that uses the crate with its services and the features `more`.
fn program(more: &[&str]) -> Result<Option<Vec<u8>>, Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    fs::write(folder.path().join("main.rs"), PROGRAM)?;
    let mut features = Vec::new();
    for feature in [&["aliyun-oss", "huawei-obs", "jdcloud-oss"], more].concat() {
        features.extend(["--cfg".to_owned(), format!("feature=\"{feature}\"")]);
    }
    let source = root().join("generated/src/lib.rs");
    let source = source.to_string_lossy();
    let name = "--crate-name=object_storage_errors";
    let mut library = vec!["--edition=2024", "--crate-type=rlib", name, &source];
    library.extend(features.iter().map(String::as_str));
    let linked = ["--edition=2024", "-Cstrip=symbols", "-oprogram"];
    let library_file = "--extern=object_storage_errors=libobject_storage_errors.rlib";
    if tool("rustc", &library, folder.path())?.is_none() {
        return Ok(None);
    }
    tool(
        "rustc",
        &[&linked[..], &[library_file, "main.rs"]].concat(),
        folder.path(),
    )?;
    Ok(Some(fs::read(folder.path().join("program"))?))
}

fn holds(program: &[u8], text: &str) -> bool {
    program.windows(text.len()).any(|it| it == text.as_bytes())
}

#[test]
fn prose_is_in_a_program_with_guidance_only() -> Outcome {
    let (Some(without), Some(with)) = (program(&[])?, program(&["guidance"])?) else {
        return Ok(());
    };
    let prose = prose()?;
    assert!(!prose.is_empty());
    for text in prose {
        assert!(text.len() > 40, "{text}");
        assert!(holds(&with, &text), "{text}");
        assert!(!holds(&without, &text), "{text}");
    }
    Ok(())
}
