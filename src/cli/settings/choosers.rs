//! Choosers for the options of requests.

use super::{chooser::Chooser, values::Settings};
use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// The number of choosers to keep for different options.
const MOST: usize = 64;

/// A chooser, and those derived from it by the options of requests. Requests with the same options share converters.
pub(crate) struct Choosers {
    base: Mutex<Chooser>,
    known: Mutex<HashMap<Settings, Chooser>>,
}

impl Choosers {
    pub(crate) fn new(base: Chooser) -> Self {
        Self { base: Mutex::new(base), known: Mutex::default() }
    }

    /// Returns the chooser without options.
    pub(crate) fn base(&self) -> MutexGuard<'_, Chooser> {
        self.base.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Calls `ask` with the chooser for these options, which `make` derives from the one without.
    pub(crate) fn with<T>(
        &self,
        options: Settings,
        make: impl FnOnce(&Chooser, Settings) -> Chooser,
        ask: impl FnOnce(&Chooser) -> T,
    ) -> T {
        let base = self.base();
        if options == Settings::default() {
            return ask(&base);
        }
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST {
            known.clear();
        }
        ask(known.entry(options.clone()).or_insert_with(|| make(&base, options)))
    }
}
