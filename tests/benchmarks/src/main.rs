//! Runs every benchmark and writes `BENCHMARKS.md`, or prints the sections that are named.
//!
//! ```sh
//! cargo run --release --manifest-path tests/benchmarks/Cargo.toml              # all, into BENCHMARKS.md
//! cargo run --release --manifest-path tests/benchmarks/Cargo.toml -- lookup    # one, to the terminal
//! ```

use benchmarks::allocations::Allocations;
use benchmarks::catalogs::root;
use benchmarks::process::first_line;
use benchmarks::table::{Section, Target, targets};
use benchmarks::{Outcome, build, lookup, regen, response, rows, size};
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

/// The sections in their order, by the name that calls them.
const SECTIONS: [&str; 6] = ["lookup", "response", "build", "size", "regen", "rows"];

fn main() -> Outcome<()> {
    let args: Vec<String> = env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match args[..] {
        [lookup::CHILD] => lookup::child(),
        [response::CHILD] => response::child(),
        [rows::CHILD, name, path] => rows::child(name, Path::new(path))?,
        [] => {
            let path = root().join("BENCHMARKS.md");
            fs::write(&path, page(&SECTIONS)?)?;
            println!("written: {}", path.display());
        }
        _ => println!("{}", page(&args)?),
    }
    Ok(())
}

const TOP: &str = "\
# Measured, side by side with what people would use instead

Written by `cargo run --release --manifest-path tests/benchmarks/Cargo.toml`; do not edit. What it says beside numbers stands in
`tests/benchmarks`. Subjects of one comparison are measured in turn in one run; numbers are medians, ratios are medians of the ratios
of each round. Instructions are callgrind's; they repeat where times do not.
";

/// The page with these sections.
fn page(names: &[&str]) -> Outcome<String> {
    let allocations = Allocations::counted()?;
    let sections = names.iter().map(|name| section(name, &allocations));
    let sections: Vec<Section> = sections.collect::<Outcome<_>>()?;
    let all: Vec<Target> = sections.iter().flat_map(|it| it.targets.clone()).collect();
    let mut page = format!("{TOP}\n{}\n\n## Targets\n\n{}\n", machine(), targets(&all));
    page.push_str(&fs::read_to_string(
        root().join("tests/benchmarks/notes.md"),
    )?);
    for section in &sections {
        write!(page, "\n{section}")?;
    }
    Ok(page)
}

fn section(name: &str, allocations: &Allocations) -> Outcome<Section> {
    eprintln!("{name} ...");
    match name {
        "lookup" => lookup::section(),
        "response" => response::section(allocations),
        "build" => build::section(),
        "size" => size::section(),
        "regen" => regen::section(),
        "rows" => rows::section(),
        _ => Err(format!(
            "no section is called `{name}`; there are {}",
            SECTIONS.join(", ")
        )
        .into()),
    }
}

/// Where and when it was measured.
fn machine() -> String {
    let info = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = info
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    let date = first_line("date", &["-u", "+%F"]);
    let model = model.map_or("an unknown processor", |(_, model)| model);
    format!(
        "{date}, {model}, {processors} processors, {}, {}.",
        first_line("uname", &["-sr"]),
        first_line("rustc", &["-V"])
    )
}
