//! Threads that take one piece of work after the other, and hand on what they did in order.

use super::ordered::Ordered;
use std::{
    io,
    num::NonZero,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
    thread,
};

/// The stack of each worker, in bytes: room for the deepest nesting that readers let through.
const STACK: usize = 16 << 20;

/// For each thread, so many results may wait for an earlier one. More would cost memory, fewer would make threads wait.
const AHEAD: usize = 128;

/// So many threads; 0 means one a core.
fn threads(wanted: usize) -> usize {
    if wanted > 0 { wanted } else { thread::available_parallelism().map_or(1, NonZero::get) }
}

/// Does something with each item on so many threads (0: one a core), and hands the results to `sink` in the order of
/// the items. Items are taken one by one, as threads are free, and few results are kept waiting: memory does not grow
/// with their number.
///
/// # Errors
/// When the system gives no threads.
pub fn in_order<T: Send, U: Send>(
    wanted: usize,
    items: impl Iterator<Item = T> + Send,
    work: impl Fn(T) -> U + Sync,
    sink: impl FnMut(U) + Send,
) -> io::Result<()> {
    let line = Line { items: Mutex::new(items.enumerate()), done: Mutex::new(Done::new(sink)), moved: Condvar::new() };
    let ahead = AHEAD * threads(wanted);
    thread::scope(|scope| {
        for _ in 0..threads(wanted) {
            thread::Builder::new().stack_size(STACK).spawn_scoped(scope, || line.work(ahead, &work))?;
        }
        Ok(())
    })
}

/// What threads share.
struct Line<I, U, F: FnMut(U)> {
    items: Mutex<I>,
    done: Mutex<Done<U, F>>,
    moved: Condvar,
}

struct Done<U, F: FnMut(U)> {
    ordered: Ordered<U, F>,
    /// A thread panicked, and its result will never come.
    broken: bool,
}

impl<U, F: FnMut(U)> Done<U, F> {
    fn new(sink: F) -> Self {
        Self { ordered: Ordered::new(sink), broken: false }
    }
}

impl<T, U, I: Iterator<Item = (usize, T)>, F: FnMut(U)> Line<I, U, F> {
    fn work(&self, ahead: usize, work: &impl Fn(T) -> U) {
        loop {
            let next = self.items.lock().unwrap_or_else(PoisonError::into_inner).next();
            let Some((at, item)) = next else { return };
            let waits = |done: &mut Done<U, F>| !done.broken && at >= done.ordered.next() + ahead;
            drop(self.moved.wait_while(self.done(), waits));
            match catch_unwind(AssertUnwindSafe(|| work(item))) {
                Ok(result) => self.done().ordered.put(at, result),
                Err(panic) => {
                    self.done().broken = true;
                    self.moved.notify_all();
                    resume_unwind(panic);
                }
            }
            self.moved.notify_all();
        }
    }

    fn done(&self) -> MutexGuard<'_, Done<U, F>> {
        self.done.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn results_come_in_order_and_few_wait_for_a_slow_one() {
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
}
