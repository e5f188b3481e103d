//! The jobs, by their random names. Those that are no longer requested are dropped.

use super::{
    access::random,
    budget::{Budget, Share},
    job::Job,
    problem::Problem,
};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

/// The maximum number of jobs to keep.
const MOST: usize = 256;

/// The jobs.
#[derive(Debug)]
pub(super) struct Store {
    jobs: Mutex<HashMap<String, Arc<Job>>>,
    /// How long a job is kept after its last request.
    keep: Option<Duration>,
    /// The memory for requests and results.
    pub(super) budget: Budget,
}

impl Store {
    pub(super) fn new(keep: Option<Duration>, budget: Budget) -> Self {
        Self { jobs: Mutex::default(), keep, budget }
    }

    /// Adds a job; `command` is the equivalent command. If there are too many, drops one that has ended.
    ///
    /// # Errors
    /// If none has ended.
    pub(super) fn add(&self, command: String) -> Result<Arc<Job>, Problem> {
        let id = random().map_err(|error| Problem::internal(error.to_string()))?;
        let job = Arc::new(Job::new(id.clone(), command));
        let mut jobs = self.jobs();
        if jobs.len() >= MOST && !drop_oldest(&mut jobs) {
            return Err(Problem::busy("too many articles are waiting: try again in a moment"));
        }
        jobs.insert(id, job.clone());
        Ok(job)
    }

    /// Returns a job, and records the time of the request.
    ///
    /// # Errors
    /// If there is none of this name.
    pub(super) fn get(&self, id: &str) -> Result<Arc<Job>, Problem> {
        let job = self.jobs().get(id).cloned().ok_or_else(Problem::not_found)?;
        job.touch();
        Ok(job)
    }

    /// Cancels a job and drops it. Returns whether there was one.
    pub(super) fn remove(&self, id: &str) -> bool {
        let job = self.jobs().remove(id);
        job.inspect(|job| job.cancel()).is_some()
    }

    /// Returns room for results of this size, dropping the oldest of others if necessary. `None` if that is not enough.
    pub(super) fn room(&self, bytes: usize) -> Option<Share> {
        let mut share = self.budget.share();
        while !share.try_grow(bytes) {
            if !drop_oldest(&mut self.jobs()) {
                return None;
            }
        }
        Some(share)
    }

    /// Drops the jobs that are no longer requested.
    pub(super) fn forget(&self) {
        let Some(keep) = self.keep else { return };
        self.jobs().retain(|_, job| {
            // a client is listening
            let kept = job.asked().elapsed() < keep || job.status.receiver_count() > 0;
            if !kept {
                job.cancel();
            }
            kept
        });
    }

    /// Cancels all jobs.
    pub(super) fn close(&self) {
        self.jobs().drain().for_each(|(_, job)| job.cancel());
    }

    fn jobs(&self) -> MutexGuard<'_, HashMap<String, Arc<Job>>> {
        self.jobs.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Drops the least recently requested job that has ended. Returns false if none has ended.
fn drop_oldest(jobs: &mut HashMap<String, Arc<Job>>) -> bool {
    let ended = jobs.values().filter(|job| job.state().is_final());
    let oldest = ended.min_by_key(|job| job.asked()).map(|job| job.id.clone());
    oldest.is_some_and(|id| jobs.remove(&id).is_some())
}

#[cfg(test)]
mod tests {
    use super::{super::job::State, *};

    fn store(bytes: usize) -> Store {
        Store::new(Some(Duration::from_millis(20)), Budget::new(bytes))
    }

    fn ended(store: &Store, bytes: usize) -> Arc<Job> {
        let job = store.add(String::new()).unwrap();
        job.keep(Vec::new(), store.room(bytes).unwrap());
        job.change(|status| status.state = State::Done);
        job
    }

    #[test]
    fn jobs_are_forgotten_after_a_while_unless_somebody_asks_or_listens() {
        let store = store(100);
        let (lonely, listened) = (ended(&store, 10), ended(&store, 10));
        let listener = listened.status.subscribe();
        std::thread::sleep(Duration::from_millis(30));
        store.forget();
        assert!(store.get(&lonely.id).is_err() && store.get(&listened.id).is_ok());
        drop(listener);
        store.forget();
        assert!(store.get(&listened.id).is_ok(), "it was asked for just now");
    }

    #[test]
    fn the_oldest_results_make_room_and_jobs_in_progress_do_not() {
        let store = store(100);
        let first = ended(&store, 60);
        let second = ended(&store, 30);
        let running = store.add(String::new()).unwrap();
        drop((store.get(&first.id), store.get(&second.id)));
        let id = first.id.clone();
        drop(first);
        assert_eq!(store.room(50).map(|share| share.bytes()), Some(50));
        assert!(store.get(&id).is_err() && store.get(&second.id).is_ok());
        drop(second);
        assert!(store.room(101).is_none());
        assert!(store.get(&running.id).is_ok());
    }

    #[test]
    fn too_many_jobs_in_progress_are_refused() {
        let store = store(100);
        let first = store.add(String::new()).unwrap();
        (1..MOST).for_each(|_| drop(store.add(String::new()).unwrap()));
        assert_eq!(store.add(String::new()).unwrap_err().status.as_u16(), 503);
        first.cancel();
        assert!(store.add(String::new()).is_ok());
    }
}
