//! The same work on many values at once.
//!
//! Knows threads. Results come in the order of the values, so that nothing shows how the work was shared out.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// As much stack as a main thread has, so that where the work is done makes no difference.
const STACK: usize = 8 << 20;

/// `work` done on each of `items`, in their order.
pub fn map<T: Sync, U: Send>(items: &[T], work: impl Fn(&T) -> U + Sync) -> Vec<U> {
    let next = AtomicUsize::new(0);
    let share = || {
        let mut done = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(index) else {
                return done;
            };
            done.push((index, work(item)));
        }
    };
    let workers = thread::available_parallelism()
        .map_or(1, NonZero::get)
        .min(items.len());
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

#[cfg(test)]
mod tests {
    use super::map;

    #[test]
    fn results_stand_in_the_order_of_the_values() {
        let items: Vec<usize> = (0..1000).collect();
        let doubled: Vec<usize> = items.iter().map(|it| it * 2).collect();
        assert_eq!(map(&items, |it| it * 2), doubled);
        assert!(map(&[], |it: &usize| *it).is_empty());
    }
}
