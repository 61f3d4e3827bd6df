//! Fuzzes the target of this name; `targets.rs` says what must hold.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz::targets::run("catalog", data));
