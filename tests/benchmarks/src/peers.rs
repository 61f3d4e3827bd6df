//! What people would write in the place of the crate: the same enum with each peer, as Rust.
//!
//! Shared by the build script and the benchmarks. Each module has an `ErrorCode` with `as_str`, `status` and `message`,
//! and a function `look` from a text to a code. Knows catalogs and Rust; runs nothing.

use error_tables::catalog::{Catalog, Code};
use std::fmt::Write as _;

/// A way to get from a text to a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Peer {
    /// `#[derive(EnumString, IntoStaticStr)]`.
    Strum,
    /// `#[derive(Error)]` for the messages, a `match` for the rest.
    Thiserror,
    /// `phf_map!`.
    PhfMacros,
    /// A map that a build script writes with `phf_codegen`.
    PhfCodegen,
    /// A `match` on the text.
    MatchText,
    /// A `match` on the bytes.
    MatchBytes,
}

impl Peer {
    /// What it is called in tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Strum => "strum",
            Self::Thiserror => "thiserror",
            Self::PhfMacros => "phf macros",
            Self::PhfCodegen => "phf_codegen",
            Self::MatchText => "match on text",
            Self::MatchBytes => "match on bytes",
        }
    }
}

/// The module for the codes of `catalog`.
pub fn module(peer: Peer, catalog: &Catalog) -> String {
    let codes: Vec<_> = catalog.codes.iter().map(Variant::of).collect();
    let mut out = format!("//! {}, with {}.\n\n", catalog.title, peer.name());
    out.push_str(match peer {
        Peer::Strum => "#[derive(Clone, Copy, Debug, strum::EnumString, strum::IntoStaticStr)]\n",
        Peer::Thiserror => "#[derive(Clone, Copy, Debug, thiserror::Error)]\n",
        _ => "#[derive(Clone, Copy, Debug)]\n",
    });
    out.push_str("pub enum ErrorCode {\n");
    for code in &codes {
        match peer {
            Peer::Strum => put(
                &mut out,
                &format!("    #[strum(serialize = {:?})]", code.text),
            ),
            Peer::Thiserror => {
                let message = code.message.replace('{', "{{").replace('}', "}}");
                put(&mut out, &format!("    #[error({message:?})]"));
            }
            _ => {}
        }
        put(&mut out, &format!("    {},", code.name));
    }
    out.push_str("}\n\nimpl ErrorCode {\n");
    if peer == Peer::Strum {
        out.push_str("    pub fn as_str(self) -> &'static str {\n        self.into()\n    }\n");
    } else {
        getter(&mut out, "as_str", "&'static str", &codes, |it| {
            format!("{:?}", it.text)
        });
    }
    if peer == Peer::Thiserror {
        out.push_str("    pub fn message(self) -> Self {\n        self\n    }\n");
    } else {
        getter(&mut out, "message", "&'static str", &codes, |it| {
            format!("{:?}", it.message)
        });
    }
    getter(&mut out, "status", "u16", &codes, |it| {
        it.status.to_string()
    });
    out.push_str("}\n\n");
    look(&mut out, peer, &catalog.service, &codes);
    out
}

/// One code as a variant.
struct Variant<'c> {
    text: &'c str,
    name: String,
    status: u16,
    message: &'c str,
}

impl<'c> Variant<'c> {
    fn of((text, code): (&'c String, &'c Code)) -> Self {
        let case = code.cases.first();
        Self {
            text,
            name: text.chars().filter(char::is_ascii_alphanumeric).collect(),
            status: case.and_then(|case| case.status).unwrap_or_default(),
            message: case.map_or("", |case| &case.message),
        }
    }
}

fn put(out: &mut String, line: &str) {
    let _ = writeln!(out, "{line}");
}

/// A method with an arm for each code.
fn getter(
    out: &mut String,
    name: &str,
    kind: &str,
    codes: &[Variant],
    value: impl Fn(&Variant) -> String,
) {
    put(
        out,
        &format!("    pub fn {name}(self) -> {kind} {{\n        match self {{"),
    );
    for code in codes {
        put(
            out,
            &format!("            Self::{} => {},", code.name, value(code)),
        );
    }
    out.push_str("        }\n    }\n");
}

/// The function from a text to a code; not inlined, so that one call costs the same with every peer.
fn look(out: &mut String, peer: Peer, service: &str, codes: &[Variant]) {
    let (table, body) = match peer {
        Peer::Strum => (String::new(), "text.parse().ok()".to_owned()),
        Peer::PhfMacros => {
            let entry = |it: &Variant| format!("    {:?} => ErrorCode::{},\n", it.text, it.name);
            let entries: String = codes.iter().map(entry).collect();
            (
                format!("= phf::phf_map! {{\n{entries}}};\n"),
                "MAP.get(text).copied()".to_owned(),
            )
        }
        Peer::PhfCodegen => (
            format!("= include!(concat!(env!(\"OUT_DIR\"), \"/{service}.map.rs\"));\n"),
            "MAP.get(text).copied()".to_owned(),
        ),
        Peer::MatchText | Peer::Thiserror => (String::new(), arms("text", "", codes)),
        Peer::MatchBytes => (String::new(), arms("text.as_bytes()", "b", codes)),
    };
    if !table.is_empty() {
        put(
            out,
            &format!("static MAP: phf::Map<&'static str, ErrorCode> {table}"),
        );
    }
    put(
        out,
        &format!(
            "#[inline(never)]\npub fn look(text: &str) -> Option<ErrorCode> {{\n    {body}\n}}"
        ),
    );
}

fn arms(what: &str, prefix: &str, codes: &[Variant]) -> String {
    let arm = |it: &Variant| {
        format!(
            "        {prefix}{:?} => Some(ErrorCode::{}),\n",
            it.text, it.name
        )
    };
    let arms: String = codes.iter().map(arm).collect();
    format!("match {what} {{\n{arms}        _ => None,\n    }}")
}

/// The entries of the map that `phf_codegen` makes: texts and values.
pub fn entries(catalog: &Catalog) -> Vec<(String, String)> {
    let codes = catalog.codes.iter().map(Variant::of);
    codes
        .map(|it| (it.text.to_owned(), format!("ErrorCode::{}", it.name)))
        .collect()
}

/// The module for what we generate, with a function `look` like the others. It is included beside `ours`, the file that
/// was generated or the module of the crate.
pub fn shim(ours: &str) -> String {
    format!(
        "//! What this workspace generates.\n\n\
         pub use {ours}::ErrorCode;\n\n\
         #[inline(never)]\npub fn look(text: &str) -> Option<ErrorCode> {{\n    \
         ErrorCode::from_bytes(text.as_bytes())\n}}\n"
    )
}
