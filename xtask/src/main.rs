//! The command line: thin, argument parsing and printing.
fn main() {}
