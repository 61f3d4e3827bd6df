//! The same work on many values at once.
//!
//! Knows threads. Results come in the order of the values, so that nothing shows how the work was shared out.

use std::num::NonZero;
use std::sync::{LazyLock, Mutex};
use std::thread;

/// As much stack as a main thread has, so that where the work is done makes no difference.
const STACK: usize = 8 << 20;

/// How many threads run at once. The system reads a few files to tell.
static WORKERS: LazyLock<usize> =
    LazyLock::new(|| thread::available_parallelism().map_or(1, NonZero::get));

/// `work` done on each of `items`, in their order.
pub fn map<T: Send, U: Send>(items: Vec<T>, work: impl Fn(T) -> U + Sync) -> Vec<U> {
    let workers = items.len().min(*WORKERS);
    let left = Mutex::new(items.into_iter().enumerate());
    let next = || left.lock().ok().and_then(|mut left| left.next());
    let share = || {
        let mut done = Vec::new();
        while let Some((index, item)) = next() {
            done.push((index, work(item)));
        }
        done
    };
    let mut all = thread::scope(|scope| {
        // A thread that the system does not give leaves its share to the others.
        let spawn = |_| {
            thread::Builder::new()
                .stack_size(STACK)
                .spawn_scoped(scope, share)
                .ok()
        };
        let others: Vec<_> = (1..workers).filter_map(spawn).collect();
        let mut all = share();
        for other in others {
            match other.join() {
                Ok(done) => all.extend(done),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        all
    });
    all.sort_by_key(|(index, _)| *index);
    all.into_iter().map(|(_, done)| done).collect()
}

/// `first` and `second` done side by side.
pub fn both<A: Send, B>(first: impl FnOnce() -> A + Send, second: impl FnOnce() -> B) -> (A, B) {
    thread::scope(|scope| {
        let first = scope.spawn(first);
        let second = second();
        match first.join() {
            Ok(first) => (first, second),
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::map;

    #[test]
    fn results_stand_in_the_order_of_the_values() {
        let items: Vec<usize> = (0..1000).collect();
        let doubled: Vec<usize> = items.iter().map(|it| it * 2).collect();
        assert_eq!(map(items, |it| it * 2), doubled);
        assert!(map(Vec::new(), |it: usize| it).is_empty());
    }
}
