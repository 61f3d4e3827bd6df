//! What is looked up in, and by whom: the modules that the build script wrote.
//!
//! Knows their shape.

use super::time::Pass;
use counts::texts::{Text, Workload, workloads};
use std::collections::HashMap;
use std::hint::black_box;
use std::sync::LazyLock;

/// The codes of one catalog, with everybody who can look them up.
pub struct Set {
    /// The id of the catalog.
    pub name: &'static str,
    /// Its codes.
    pub codes: Vec<String>,
    /// Who looks up: first the loop alone, then ours, then the floor, then the peers.
    pub subjects: Vec<Subject>,
}

/// One who looks up.
pub struct Subject {
    /// What it is called in tables.
    pub name: &'static str,
    /// Looks every text up.
    pub pass: Pass,
}

impl Set {
    /// What is looked up.
    pub fn workloads(&self) -> Vec<Workload> {
        let foreign = sets().into_iter().filter(|set| set.name != self.name);
        let foreign: Vec<String> = foreign.flat_map(|set| set.codes).collect();
        workloads(&self.codes, &foreign)
    }
}

/// Looks each text up with `look`, which is inlined here if it can be.
fn subject<E: 'static>(name: &'static str, look: impl Fn(&str) -> Option<E> + 'static) -> Subject {
    let pass = move |texts: &[Text]| {
        for text in texts {
            black_box(look(black_box(&text.text)));
        }
    };
    Subject {
        name,
        pass: Box::new(pass),
    }
}

/// The floor: the right text is given.
fn floor() -> Subject {
    let pass = |texts: &[Text]| {
        for text in texts {
            black_box(is_same(black_box(&text.text), black_box(&text.right)));
        }
    };
    Subject {
        name: "floor",
        pass: Box::new(pass),
    }
}

#[inline(never)]
fn is_same(text: &str, right: &str) -> bool {
    text == right
}

macro_rules! set {
    ($name:literal) => {
        use super::{HashMap, LazyLock, Set, floor, subject};
        use generated::ErrorCode;

        fn texts() -> impl Iterator<Item = (&'static str, ErrorCode)> {
            ErrorCode::ALL.iter().map(|code| (code.as_str(), *code))
        }

        #[inline(never)]
        fn hash_map(text: &str) -> Option<ErrorCode> {
            static MAP: LazyLock<HashMap<&str, ErrorCode>> = LazyLock::new(|| texts().collect());
            MAP.get(text).copied()
        }

        #[inline(never)]
        fn hashbrown(text: &str) -> Option<ErrorCode> {
            static MAP: LazyLock<hashbrown::HashMap<&str, ErrorCode>> =
                LazyLock::new(|| texts().collect());
            MAP.get(text).copied()
        }

        pub fn set() -> Set {
            Set {
                name: $name,
                codes: texts().map(|(text, _)| text.to_owned()).collect(),
                subjects: vec![
                    subject("nothing", |_| None::<ErrorCode>),
                    subject("ours", ours::look),
                    floor(),
                    subject("strum", strum::look),
                    subject("phf macros", phf_macros::look),
                    subject("phf_codegen", phf_codegen::look),
                    subject("match on text", match_text::look),
                    subject("match on bytes", match_bytes::look),
                    subject("HashMap", hash_map),
                    subject("hashbrown", hashbrown),
                ],
            }
        }
    };
}

#[allow(
    clippy::all,
    clippy::pedantic,
    dead_code,
    missing_docs,
    reason = "what a generator wrote, of which only the look-up is measured"
)]
mod written {
    use super::{HashMap, LazyLock, Set, floor, subject};

    include!(concat!(env!("OUT_DIR"), "/sets.rs"));
}

pub use written::sets;
