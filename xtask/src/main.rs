//! The process around the command line: arguments and streams in, exit code out.
//!
//! Knows terminals: colours are written to a terminal only, and not where `NO_COLOR` is set.

use std::io;
use std::process::ExitCode;
use xtask::console::Console;

fn main() -> ExitCode {
    let mut out = anstream::AutoStream::auto(io::stdout().lock());
    let mut err = anstream::AutoStream::auto(io::stderr());
    let mut input = io::stdin().lock();
    let exit = xtask::run(
        std::env::args_os(),
        &mut Console::new(&mut input, &mut out, &mut err),
    );
    ExitCode::from(exit.code())
}
