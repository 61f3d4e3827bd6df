//! Holds instruction counts against the baseline, or makes a new baseline.
//!
//! ```sh
//! cargo run --release --manifest-path tests/benchmarks/Cargo.toml --package counts -- check target/debug/xtask
//! cargo run --release --manifest-path tests/benchmarks/Cargo.toml --package counts -- update target/debug/xtask
//! ```
//!
//! Counts look-ups and the reading of responses in this program, built as users build the crate, and a whole
//! `regen --check` of the program that is named, as `cargo xtask` builds it.

use counts::baseline::{self, Counts};
use counts::bodies::BODIES;
use counts::callgrind::{self, Work};
use counts::texts::{COUNT, Text, workloads};
use object_storage_errors::response::ErrorResponse;
use object_storage_errors::{ServiceCode, aliyun_oss, huawei_obs, jdcloud_oss};
use std::error::Error;
use std::hint::black_box;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::{env, fs};

const BASELINE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/baseline.txt");

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let args: Vec<String> = env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match args[..] {
        ["check", xtask] => check(Path::new(xtask)),
        ["update", xtask] => update(Path::new(xtask)),
        ["child"] => {
            let mut subjects = subjects();
            callgrind::count_each(subjects.iter_mut().map(|it| &mut it.work));
            Ok(ExitCode::SUCCESS)
        }
        _ => Err("call it as `check XTASK`, `update XTASK`".into()),
    }
}

/// Something to count.
struct Subject {
    name: String,
    work: Work,
}

/// Everything that is counted in this program, in order.
fn subjects() -> Vec<Subject> {
    let mut subjects = lookups::<aliyun_oss::ErrorCode>();
    subjects.extend(lookups::<huawei_obs::ErrorCode>());
    subjects.extend(lookups::<jdcloud_oss::ErrorCode>());
    subjects.extend(BODIES.iter().map(|body| Subject {
        name: format!("response, {}, 100 times", body.name),
        work: Box::new(|| {
            for _ in 0..100 {
                let status = black_box(body.status);
                black_box(ErrorResponse::<aliyun_oss::ErrorCode>::from_parts(
                    status,
                    &(),
                    black_box(body.text),
                ));
            }
        }),
    }));
    subjects
}

fn lookups<E: ServiceCode + 'static>() -> Vec<Subject> {
    let codes: Vec<String> = E::ALL.iter().map(ToString::to_string).collect();
    let foreign = texts_of::<aliyun_oss::ErrorCode>()
        .chain(texts_of::<huawei_obs::ErrorCode>())
        .chain(texts_of::<jdcloud_oss::ErrorCode>());
    let foreign: Vec<String> = foreign.collect();
    let workloads = workloads(&codes, &foreign).into_iter();
    workloads
        .map(|workload| Subject {
            name: format!("look-up, {}, {}, {COUNT} times", E::SERVICE, workload.name),
            work: Box::new(move || pass::<E>(&workload.texts)),
        })
        .collect()
}

fn texts_of<E: ServiceCode>() -> impl Iterator<Item = String> {
    E::ALL.iter().map(ToString::to_string)
}

fn pass<E: ServiceCode>(texts: &[Text]) {
    for text in texts {
        black_box(E::from_bytes(black_box(text.text.as_bytes())));
    }
}

fn counts(xtask: &Path) -> Result<Counts, Box<dyn Error>> {
    let counted = callgrind::counts(&env::current_exe()?, &["child"])?;
    let names = subjects().into_iter().map(|subject| subject.name);
    let mut counts: Counts = names.zip(counted).collect();
    let regen = callgrind::whole(xtask, &["regen", "--check"])?;
    counts.insert("regen --check, built for development".to_owned(), regen);
    Ok(counts)
}

fn check(xtask: &Path) -> Result<ExitCode, Box<dyn Error>> {
    if !callgrind::is_installed() {
        println!("valgrind is not installed: no instructions counted");
        return Ok(ExitCode::SUCCESS);
    }
    let text = fs::read_to_string(BASELINE)?;
    let before = baseline::parse(&text)?;
    let difference = baseline::compare(&before, &counts(xtask)?);
    for line in &difference.better {
        println!("fewer than before, so write a new baseline: {line}");
    }
    for line in &difference.wrong {
        println!("wrong: {line}");
    }
    if difference.wrong.is_empty() {
        println!(
            "{} counts are at most a tenth above the baseline",
            before.len()
        );
        return Ok(ExitCode::SUCCESS);
    }
    let rustc = rustc()?;
    if !text.contains(&rustc) {
        println!("no failure, as this is {rustc} and the baseline was made with another compiler");
        return Ok(ExitCode::SUCCESS);
    }
    println!("CONTRIBUTING.md says how to write a new baseline, where more instructions are right");
    Ok(ExitCode::FAILURE)
}

fn update(xtask: &Path) -> Result<ExitCode, Box<dyn Error>> {
    fs::write(BASELINE, baseline::print(&counts(xtask)?, &rustc()?))?;
    println!("written: {BASELINE}");
    Ok(ExitCode::SUCCESS)
}

/// The compiler and its version. Another one makes other instructions of the same code.
fn rustc() -> Result<String, Box<dyn Error>> {
    let version = Command::new("rustc").arg("-V").output()?;
    Ok(String::from_utf8(version.stdout)?.trim().to_owned())
}
