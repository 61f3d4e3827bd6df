//! What the emitter writes is code: it compiles without a warning, is laid out as rustfmt does it, and prints what came
//! in, whatever texts came in.
//!
//! Uses the compiler and its companions. Where clippy or rustfmt is not installed, it says so and checks the rest.

use end_to_end::hostile::{RULED, texts};
use end_to_end::rust::{tool, whole_crate};
use error_tables::catalog::{Case, Catalog, Code, Source};
use error_tables::emit;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

type Outcome = Result<(), Box<dyn Error>>;

fn case(text: &str) -> Case {
    Case {
        status: Some(400),
        message: text.to_owned(),
        cause: Some(text.to_owned()),
        solution: Some(format!("- {text}\n- {text}")),
        documents: vec!["errors.md".to_owned()],
    }
}

fn catalog(codes: impl IntoIterator<Item = (String, Vec<Case>)>) -> Catalog {
    let codes = codes.into_iter().map(|(code, cases)| {
        let code_of = |cases| Code {
            cases,
            ..Code::default()
        };
        (code, code_of(cases))
    });
    Catalog {
        service: "corner-shop".to_owned(),
        title: "*/ \"Corner\" <Shop> \u{202e}".to_owned(),
        documents: vec![Source {
            path: "documents/errors.md".to_owned(),
            sha256: String::new(),
            rows: 0,
            taken: 0,
            skipped: 0,
        }],
        codes: codes.collect(),
    }
}

/// Every hostile text and some very long ones, as codes and as texts.
fn hostile() -> Catalog {
    let long = [
        "x".repeat(10_000),
        "Yy".repeat(5_000),
        "é ".repeat(3_000),
        "-".repeat(10_000),
    ];
    let texts = texts().map(str::to_owned).chain(long);
    let mut catalog = catalog(texts.map(|it| (it.clone(), vec![case(&it), case("x"), case("")])));
    // Most would become the same name by the rule: a person has chosen.
    for (count, (wire, code)) in catalog.codes.iter_mut().enumerate() {
        if !RULED.contains(&wire.as_str()) {
            code.variant = Some(format!("V{count}"));
            let former = ["W", "X"].map(|it| (format!("{it}{count}"), "0.2.0".to_owned()));
            code.former_variants = former.into();
            code.declared = (count % 2 == 0).then(|| format!("W{count}"));
        }
    }
    if let Some(code) = catalog.codes.get_mut("fn") {
        code.retired = Some("0.2.0".to_owned());
        code.replaced_by = Some("async".to_owned());
    }
    catalog
}

/// Catalogs of all lengths that decide where a line is broken.
fn lengths() -> Vec<Catalog> {
    let named = |name: usize, text: usize| {
        let text = "\"x y".repeat(text).chars().take(text).collect::<String>();
        (format!("A{}", "b".repeat(name)), vec![case(&text)])
    };
    let mut all = Vec::new();
    for text in (0..90).chain([200]) {
        all.push(catalog([named(3, text), named(20, text), named(40, text)]));
    }
    for name in 1..110 {
        let mut both = catalog([named(name, 3), named(name + 1, 40)]);
        if let Some(code) = both.codes.values_mut().next() {
            // rustfmt breaks a name of more than 78 letters in a way of its own.
            let former = format!("B{}", "c".repeat(name % 78));
            code.former_variants = [(former, "0.2.0".to_owned())].into();
        }
        all.push(both);
    }
    for count in (1..40).chain([100, 255, 256, 257, 300]) {
        let code = |it: usize| (format!("C{it}"), vec![case("x"); 1 + it % 3]);
        all.push(catalog((0..count).map(code)));
    }
    for count in 1..40 {
        let mut many = case("x");
        let cases = (0..count).map(|it| {
            many.status = Some(100 + it);
            many.clone()
        });
        let cases: Vec<Case> = cases.collect();
        all.push(catalog([
            ("A".repeat(usize::from(count)), cases),
            ("Bb".to_owned(), vec![case("x")]),
        ]));
    }
    all
}

fn module(catalog: &Catalog) -> Result<String, String> {
    emit::module(catalog).map_err(|found| end_to_end::given::findings(&found))
}

/// Lints `file` as a library with everything on, and makes its documentation.
fn lint(folder: &Path, file: &str, features: &[&str]) -> Outcome {
    let mut common = vec![
        "--edition=2024",
        "--crate-name=it",
        "-Dwarnings",
        "-Dmissing_docs",
    ];
    for feature in features {
        common.extend(["--cfg", feature]);
    }
    common.push(file);
    let library = ["--crate-type=lib", "--emit=metadata", "--out-dir=out"];
    tool("rustc", &[&library[..], &common].concat(), folder)?;
    // What is inlined is compiled by who uses it, and costs a build of the crate next to nothing.
    let inline = "-Dclippy::missing_inline_in_public_items";
    let clippy = ["-Dclippy::all", "-Dclippy::pedantic", inline];
    tool(
        "clippy-driver",
        &[&library[..], &clippy, &common].concat(),
        folder,
    )?;
    let rustdoc = [
        "--crate-type=lib",
        "-Drustdoc::all",
        "--document-private-items",
        "-oout",
    ];
    tool("rustdoc", &[&rustdoc[..], &common].concat(), folder)?;
    Ok(())
}

#[test]
fn hostile_texts_compile_and_come_out_as_they_went_in() -> Outcome {
    let catalog = hostile();
    let folder = tempfile::tempdir()?;
    fs::write(folder.path().join("errors.rs"), module(&catalog)?)?;
    fs::write(folder.path().join("main.rs"), MAIN)?;
    lint(folder.path(), "errors.rs", &[])?;
    // A private module in somebody's program, of which hardly anything is used.
    fs::write(
        folder.path().join("user.rs"),
        "//! x\nmod errors;\n/// x\n#[inline]\n#[must_use]\npub fn f(x: &str) -> bool {\n    x.parse::<errors::ErrorCode>().is_ok()\n}\n",
    )?;
    lint(folder.path(), "user.rs", &[])?;
    tool(
        "rustc",
        &["--edition=2024", "-Dwarnings", "-oprogram", "main.rs"],
        folder.path(),
    )?;
    let program = folder.path().join("program");
    let printed = tool(&program.to_string_lossy(), &[], folder.path())?;
    let mut expected = String::new();
    for (wire, code) in &catalog.codes {
        writeln!(expected, "{wire:?}")?;
        for case in &code.cases {
            writeln!(
                expected,
                "{:?} {:?} {:?}",
                case.message, case.cause, case.solution
            )?;
        }
    }
    assert_eq!(printed.as_deref(), Some(expected.as_str()));
    Ok(())
}

const MAIN: &str = r#"
mod errors;
use errors::ErrorCode;
fn main() {
    for code in ErrorCode::ALL {
        println!("{:?}", code.as_str());
        for case in code.cases() {
            println!("{:?} {:?} {:?}", case.message(), case.cause(), case.solution());
        }
        assert_eq!(code.as_str().parse(), Ok(*code));
        assert_eq!(code.to_string(), code.as_str());
        assert_eq!((code.status(), code.statuses()), (400, &[400][..]));
        assert_eq!(code.message(), code.cases()[0].message());
        for other in [format!("{code} "), code.as_str().to_uppercase(), format!("{code}{code}")] {
            let found = other.parse::<ErrorCode>();
            assert!(found.is_err() || found.unwrap().as_str() == other);
        }
    }
    assert!(ErrorCode::ALL.is_sorted());
    assert!(ErrorCode::ALL.is_sorted_by_key(|code| code.as_str()));
    assert!("".parse::<ErrorCode>().is_err());
}
"#;

#[test]
fn hostile_texts_compile_in_the_crate() -> Outcome {
    let folder = whole_crate(&[hostile()], None)?;
    let service = "feature=\"corner-shop\"";
    lint(folder.path(), "src/lib.rs", &[service])?;
    lint(
        folder.path(),
        "src/lib.rs",
        &[service, "feature=\"guidance\""],
    )?;
    lint(folder.path(), "src/lib.rs", &[])
}

#[test]
fn services_with_retired_codes_compile_together_and_alone() -> Outcome {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/emit-crate/two-shops/rules.toml");
    let (rules, catalogs) = end_to_end::shops::shops(&rules)?;
    let folder = whole_crate(&catalogs, Some(&rules))?;
    let (one, other) = ("feature=\"corner-shop\"", "feature=\"market\"");
    for features in [&[][..], &[one], &[other], &[one, other]] {
        lint(folder.path(), "src/lib.rs", features)?;
    }
    let generated = [
        "docs/status_alone",
        "kind",
        "retry",
        "services",
        "translations",
    ];
    for file in generated.map(|it| format!("src/{it}.rs")) {
        tool(
            "rustfmt",
            &["--edition=2024", "--check", &file],
            folder.path(),
        )?;
    }
    fs::write(folder.path().join("user.rs"), RETIRED)?;
    let common = ["--edition=2024", "--cfg", one, "--cfg", other];
    let library = ["--crate-type=lib", "--crate-name=shops", "src/lib.rs"];
    tool("rustc", &[&common[..], &library].concat(), folder.path())?;
    let program = ["--extern=shops=libshops.rlib", "-oprogram", "user.rs"];
    let deny = ["-Ddeprecated"];
    let denied = tool(
        "rustc",
        &[&common[..], &program, &deny].concat(),
        folder.path(),
    );
    let said = denied.err().map(|it| it.to_string()).unwrap_or_default();
    assert!(said.contains("use of deprecated unit variant `shops::corner_shop::ErrorCode::NoBread`: not documented since 0.2.0"), "{said}");
    tool("rustc", &[&common[..], &program].concat(), folder.path())?;
    let ran = tool(
        &folder.path().join("program").to_string_lossy(),
        &[],
        folder.path(),
    )?;
    assert_eq!(ran.as_deref(), Some("NoBread 404 Ok(BreadSoldOut) true\n"));
    Ok(())
}

/// A program that uses a retired code.
const RETIRED: &str = r#"
use shops::{corner_shop, market};
fn main() {
    let code: corner_shop::ErrorCode = "NoBread".parse().unwrap();
    let there = market::ErrorCode::try_from(code);
    let known = code == corner_shop::ErrorCode::NoBread && corner_shop::ErrorCode::ALL.contains(&code);
    println!("{code} {} {there:?} {known}", code.status());
}
"#;

#[test]
fn goldens_compile() -> Outcome {
    let folder = tempfile::tempdir()?;
    for golden in goldens(".module.golden")? {
        fs::copy(&golden, folder.path().join("errors.rs"))?;
        lint(folder.path(), "errors.rs", &[])
            .map_err(|error| format!("{}: {error}", golden.display()))?;
    }
    Ok(())
}

fn goldens(end: &str) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/emit");
    let mut found = Vec::new();
    for entry in fs::read_dir(root)? {
        let path = entry?.path();
        let is_code = || fs::read_to_string(&path).is_ok_and(|it| it.starts_with("// @generated"));
        if path.to_string_lossy().ends_with(end) && is_code() {
            found.push(path);
        }
    }
    assert!(!found.is_empty());
    Ok(found)
}

#[test]
fn the_layout_is_that_of_rustfmt() -> Outcome {
    let folder = tempfile::tempdir()?;
    let mut texts = vec![module(&hostile())?];
    for catalog in lengths() {
        texts.push(module(&catalog)?);
        let files =
            emit::files(&[catalog], None).map_err(|found| end_to_end::given::findings(&found))?;
        // The file that names the modules would make rustfmt look for them.
        let files = files.into_iter().filter(|it| it.path != "src/services.rs");
        texts.extend(files.map(|file| file.text));
    }
    let names: Vec<String> = (0..texts.len()).map(|it| format!("f{it}.rs")).collect();
    for (name, text) in names.iter().zip(&texts) {
        fs::write(folder.path().join(name), text)?;
    }
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    tool(
        "rustfmt",
        &[&["--edition=2024"], names.as_slice()].concat(),
        folder.path(),
    )?;
    for (name, text) in names.iter().zip(&texts) {
        let formatted = fs::read_to_string(folder.path().join(name))?;
        if formatted != *text {
            let mut lines = text.lines().zip(formatted.lines());
            let differ = lines.find(|(one, other)| one != other);
            return Err(format!("{name}: emitted, and as rustfmt does it: {differ:#?}").into());
        }
    }
    Ok(())
}

#[test]
fn the_same_catalogs_give_the_same_files_in_any_order() {
    let [mut one, mut other] = [hostile(), hostile()];
    one.service = "a-shop".to_owned();
    other.service = "b-shop".to_owned();
    let files = emit::files(&[one.clone(), other.clone()], None);
    assert_eq!(files, emit::files(&[other.clone(), one], None));
    assert!(files.is_ok());
    let twice = emit::files(&[other.clone(), other], None).expect_err("one service is there twice");
    assert_eq!(twice.len(), 1);
}
