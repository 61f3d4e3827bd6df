//! Goldens of what lies between rows and Rust, each beside its input under `data/`:
//!
//! - `service/*.toml`: a `service.toml` and what is wrong with it;
//! - `codes/*.toml`: a `codes.toml` and what is wrong with it;
//! - `merge/<case>/`: a `service.toml`, the rows of its documents (see `given`), `before.toml` where a catalog is
//!   known, and in `result.golden` the account, the facts and the catalog;
//! - `told/<case>/`: the same, but with documents in markdown, which are read as the decisions on tables say;
//! - `diff/<case>/`: two catalogs, and in `result.golden` the facts that lie between them.
//!
//! `SNAPSHOTS=overwrite cargo test -p end-to-end --test catalog` rewrites the goldens; read them against their source.

use end_to_end::given;
use end_to_end::golden::{Golden, Made, hold_each, kind};
use error_tables::document::Format;
use error_tables::merge::{Given, Input, Losses};
use error_tables::service::{DocumentSpec, Service};
use error_tables::{catalog, diff, merge, read, recognize, service};
use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;

fn main() {
    let inputs = [
        "service/*.toml",
        "codes/*.toml",
        "merge/*/service.toml",
        "told/*/service.toml",
        "diff/*/after.toml",
    ];
    let golden = |input: &Path| match kind(input).as_str() {
        "service" | "codes" => Golden::Beside,
        _ => Golden::InFolder("result.golden"),
    };
    hold_each(&inputs, golden, run)
}

fn run(input: &Path) -> Made {
    let text = std::fs::read_to_string(input)?;
    match kind(input).as_str() {
        "service" => Ok(match service::parse(&text) {
            Ok(service) => format!("{service:#?}\n"),
            Err(findings) => given::findings(&findings),
        }),
        "codes" => Ok(match catalog::parse(&text) {
            Ok(catalog) => format!("{catalog:#?}\n"),
            Err(findings) => given::findings(&findings),
        }),
        "merge" => merged(input, &text, rows),
        "told" => merged(input, &text, read),
        _ => facts(input, &text),
    }
}

/// What makes a document of the text of the file of that name.
type Reader = for<'t> fn(&Service, &str, &'t str) -> Result<Given<'t>, Box<dyn Error>>;

fn merged(input: &Path, text: &str, read: Reader) -> Result<String, Box<dyn Error>> {
    let service = match service::parse(text) {
        Ok(service) => service,
        Err(findings) => return Err(given::findings(&findings).into()),
    };
    let names: Vec<&str> = service
        .documents
        .iter()
        .map(DocumentSpec::file_name)
        .collect();
    let texts = names
        .iter()
        .map(|it| std::fs::read_to_string(input.with_file_name(it)))
        .collect::<Result<Vec<_>, _>>()?;
    let documents = names.iter().zip(&texts);
    let documents = documents
        .map(|(name, text)| read(&service, name, text))
        .collect::<Result<_, _>>()?;
    let known = input.with_file_name("before.toml");
    let before = known.exists().then(|| parsed(&known)).transpose()?;
    let losses = if input.with_file_name("accept-loss").exists() {
        Losses::Accept
    } else {
        Losses::Refuse
    };
    let merged = merge::merge(Input {
        id: "shop",
        folder: "catalog/shop",
        service: &service,
        documents,
        before: before.as_ref(),
        version: "0.2.0",
        losses,
    });
    let mut out = given::account(&merged);
    for fact in diff::facts(before.as_ref(), &merged.catalog) {
        writeln!(out, "{fact}")?;
    }
    writeln!(out, "\n{}", catalog::print(&merged.catalog))?;
    Ok(out)
}

fn rows<'t>(_: &Service, _: &str, text: &'t str) -> Result<Given<'t>, Box<dyn Error>> {
    Ok(given::given(text)?)
}

/// The rows of a document in markdown.
fn read<'t>(service: &Service, name: &str, text: &'t str) -> Result<Given<'t>, Box<dyn Error>> {
    let document = read::read(text, Format::Markdown);
    if document.blocks.is_empty() {
        return Err(format!("{name} is empty").into());
    }
    Ok(Given {
        sha256: String::new(),
        text,
        reading: recognize::recognize_told(&document, &service.told(name)),
    })
}

fn facts(input: &Path, text: &str) -> Result<String, Box<dyn Error>> {
    let before = parsed(&input.with_file_name("before.toml"))?;
    let after = catalog::parse(text).map_err(|it| given::findings(&it))?;
    let mut out = String::new();
    for fact in diff::facts(Some(&before), &after) {
        writeln!(out, "{fact}")?;
    }
    Ok(out)
}

fn parsed(path: &Path) -> Result<catalog::Catalog, Box<dyn Error>> {
    let text = std::fs::read_to_string(path)?;
    Ok(catalog::parse(&text).map_err(|it| given::findings(&it))?)
}
