//! Counts allocations, and prints a line for each count.
//!
//! A program of its own, since `allocation_counter` counts every allocation of the program that it is in.

use allocation_counter::measure;
use benchmarks::allocations::{Counted, line, name_of_response};
use benchmarks::response;
use counts::bodies::BODIES;

fn main() {
    for body in BODIES {
        for subject in &response::SUBJECTS {
            (subject.classify)(body);
            let counted = count(|| (subject.keep)(body));
            println!(
                "{}",
                line(&name_of_response(body.name, subject.name), counted)
            );
        }
    }
}

fn count(run: impl FnOnce()) -> Counted {
    let counted = measure(run);
    Counted {
        total: counted.count_total,
        kept: counted.count_current.try_into().unwrap_or_default(),
    }
}
