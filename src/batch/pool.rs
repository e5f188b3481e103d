//! Worker threads that take items one by one, and deliver the results in order.

use std::{
    collections::BTreeMap,
    io,
    num::NonZero,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
    thread,
};

/// The stack of each worker in bytes: enough for the deepest nesting that readers accept.
const STACK: usize = 16 << 20;

/// The number of results per thread that may wait for an earlier one. More would cost memory, fewer would make threads
/// wait.
const AHEAD: usize = 128;

/// Returns the number of threads; 0 means one per core.
pub(super) fn threads(wanted: usize) -> usize {
    if wanted > 0 { wanted } else { thread::available_parallelism().map_or(1, NonZero::get) }
}

/// Calls `work` with each item on `wanted` threads (0: one per core), and `sink` with the results in the order of the
/// items. Threads take items one by one, and few results wait for an earlier one: memory does not grow with the number
/// of items.
///
/// # Errors
/// If threads cannot be started.
pub fn in_order<T: Send, U: Send>(
    wanted: usize,
    items: impl Iterator<Item = T> + Send,
    work: impl Fn(T) -> U + Sync,
    sink: impl FnMut(U) + Send,
) -> io::Result<()> {
    run(wanted, items, work, Results { in_order: true, next: 0, waiting: BTreeMap::new(), sink, broken: false })
}

/// Calls `work` with each item on `wanted` threads (0: one per core), and `sink` with each result as soon as it is
/// available.
///
/// # Errors
/// If threads cannot be started.
pub fn in_any_order<T: Send, U: Send>(
    wanted: usize,
    items: impl Iterator<Item = T> + Send,
    work: impl Fn(T) -> U + Sync,
    sink: impl FnMut(U) + Send,
) -> io::Result<()> {
    run(wanted, items, work, Results { in_order: false, next: 0, waiting: BTreeMap::new(), sink, broken: false })
}

fn run<T: Send, U: Send>(
    wanted: usize,
    items: impl Iterator<Item = T> + Send,
    work: impl Fn(T) -> U + Sync,
    results: Results<U, impl FnMut(U) + Send>,
) -> io::Result<()> {
    let queue = Queue { items: Mutex::new(items.enumerate()), results: Mutex::new(results), progress: Condvar::new() };
    let ahead = AHEAD * threads(wanted);
    thread::scope(|scope| {
        for _ in 0..threads(wanted) {
            thread::Builder::new().stack_size(STACK).spawn_scoped(scope, || queue.work(ahead, &work))?;
        }
        Ok(())
    })
}

/// What the threads share.
struct Queue<I, U, F: FnMut(U)> {
    items: Mutex<I>,
    results: Mutex<Results<U, F>>,
    progress: Condvar,
}

/// The results to deliver.
struct Results<U, F: FnMut(U)> {
    in_order: bool,
    /// The number of delivered results: in order, the index of the next one.
    next: usize,
    waiting: BTreeMap<usize, U>,
    sink: F,
    /// Whether a thread panicked, so that its result will never arrive.
    broken: bool,
}

impl<U, F: FnMut(U)> Results<U, F> {
    fn add(&mut self, index: usize, result: U) {
        if !self.in_order {
            self.next += 1;
            return (self.sink)(result);
        }
        self.waiting.insert(index, result);
        while let Some(result) = self.waiting.remove(&self.next) {
            self.next += 1;
            (self.sink)(result);
        }
    }
}

impl<T, U, I: Iterator<Item = (usize, T)>, F: FnMut(U)> Queue<I, U, F> {
    fn work(&self, ahead: usize, work: &impl Fn(T) -> U) {
        loop {
            let next = self.items.lock().unwrap_or_else(PoisonError::into_inner).next();
            let Some((index, item)) = next else { return };
            let too_far = |results: &mut Results<U, F>| !results.broken && index >= results.next + ahead;
            drop(self.progress.wait_while(self.results(), too_far));
            match catch_unwind(AssertUnwindSafe(|| work(item))) {
                Ok(result) => self.results().add(index, result),
                Err(panic) => {
                    self.results().broken = true;
                    self.progress.notify_all();
                    resume_unwind(panic);
                }
            }
            self.progress.notify_all();
        }
    }

    fn results(&self) -> MutexGuard<'_, Results<U, F>> {
        self.results.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn results_arrive_in_order_and_few_wait_for_a_slow_one() {
        let begun = AtomicUsize::new(0);
        let work = |n: usize| {
            begun.fetch_add(1, Ordering::Relaxed);
            if n == 0 {
                thread::sleep(std::time::Duration::from_millis(200));
                assert!(begun.load(Ordering::Relaxed) <= 4 * AHEAD + 4);
            }
            n
        };
        let mut seen = Vec::new();
        in_order(4, 0..5000, work, |n| seen.push(n)).unwrap();
        assert!(seen.iter().copied().eq(0..5000));
    }

    #[test]
    fn in_any_order_no_result_waits_for_a_slow_one() {
        let others = AtomicUsize::new(0);
        let work = |n: usize| {
            let since = std::time::Instant::now();
            while n == 0 && others.load(Ordering::Relaxed) < 4999 && since.elapsed().as_secs() < 60 {
                thread::sleep(std::time::Duration::from_millis(1));
            }
            n
        };
        let mut seen = Vec::new();
        let sink = |n| {
            others.fetch_add(1, Ordering::Relaxed);
            seen.push(n);
        };
        in_any_order(2, 0..5000, work, sink).unwrap();
        assert_eq!(seen.last(), Some(&0));
        seen.sort_unstable();
        assert!(seen.iter().copied().eq(0..5000));
    }
}
