//! What the documentation of `Kind` says of opendal and of `object_store`, held against these crates.

use object_storage_errors::Kind;
use opendal_core as opendal;

// The functions as the documentation shows them.
include!(concat!(env!("OUT_DIR"), "/mappings.rs"));

/// The cells of the table in the documentation for `kind`.
fn documented(kind: Kind) -> Vec<String> {
    let documentation = include_str!("../../../generated/src/kind.rs");
    let mut lines = documentation.lines();
    let start = format!("/// | [`{kind:?}`]");
    let line = lines.find(|line| line.starts_with(&start));
    let cells = line.unwrap_or_default().split('|').skip(2);
    cells
        .map(|cell| cell.trim().trim_matches('`').to_owned())
        .collect()
}

#[test]
fn every_kind_is_what_the_table_says() {
    for kind in Kind::ALL {
        let opendal = to_opendal(*kind).into_static();
        let object_store = to_object_store(*kind, "a/b".to_owned(), "why".into());
        let object_store = format!("{object_store:?}");
        let variant = object_store.split(' ').next().unwrap_or_default();
        let cells = documented(*kind);
        let told: Vec<&str> = cells.iter().map(String::as_str).skip(1).take(2).collect();
        assert_eq!(told, [opendal, variant], "{kind:?}");
    }
}
