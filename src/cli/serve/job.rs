//! An article that is being converted, or has been.

use super::{budget::Share, messages::Message};
use axum::body::Bytes;
use handout::article::Direction;
use serde::Serialize;
use std::{
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Instant,
};
use tokio::sync::watch;

/// The state of a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum State {
    Waiting,
    Running,
    Done,
    Failed,
    Cancelled,
}

impl State {
    pub(super) fn is_final(self) -> bool {
        matches!(self, Self::Done | Self::Failed | Self::Cancelled)
    }
}

/// The status of a job that clients see.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Status {
    pub(super) id: String,
    pub(super) state: State,
    /// The stage in progress: `read`, `resolve`, the name of a format.
    pub(super) stage: String,
    pub(super) messages: Vec<Message>,
    pub(super) findings: Vec<Message>,
    pub(super) outputs: Vec<OutputStatus>,
    pub(super) pages: Option<usize>,
    /// The line of the source in which each page begins.
    pub(super) page_lines: Vec<usize>,
    pub(super) title: String,
    pub(super) lang: Option<String>,
    pub(super) dir: Direction,
    pub(super) command: String,
    /// Whether a failed job may succeed if it is tried again.
    pub(super) retry: bool,
}

/// The status of an output that clients see.
#[derive(Debug, Clone, Serialize)]
pub(super) struct OutputStatus {
    pub(super) format: String,
    pub(super) name: String,
    pub(super) bytes: usize,
    pub(super) href: String,
}

/// An output.
#[derive(Debug, Clone)]
pub(super) struct Output {
    pub(super) format: String,
    pub(super) name: String,
    pub(super) bytes: Bytes,
}

/// A job. Its outputs are dropped with it.
#[derive(Debug)]
pub(super) struct Job {
    pub(super) id: String,
    pub(super) status: watch::Sender<Status>,
    /// Aborts the conversion when set.
    pub(super) cancelled: Arc<AtomicBool>,
    held: Mutex<Held>,
}

#[derive(Debug)]
struct Held {
    outputs: Arc<Vec<Output>>,
    /// The memory taken by the outputs.
    share: Option<Share>,
    /// When the job was last requested.
    asked: Instant,
}

impl Job {
    pub(super) fn new(id: String, command: String) -> Self {
        let status = Status {
            id: id.clone(),
            state: State::Waiting,
            stage: String::new(),
            messages: Vec::new(),
            findings: Vec::new(),
            outputs: Vec::new(),
            pages: None,
            page_lines: Vec::new(),
            title: String::new(),
            lang: None,
            dir: Direction::Ltr,
            command,
            retry: false,
        };
        let held = Held { outputs: Arc::default(), share: None, asked: Instant::now() };
        Self { id, status: watch::Sender::new(status), cancelled: Arc::default(), held: Mutex::new(held) }
    }

    pub(super) fn state(&self) -> State {
        self.status.borrow().state
    }

    /// Reports that a stage begins.
    pub(super) fn begin(&self, stage: &str) {
        self.change(|status| {
            status.state = State::Running;
            stage.clone_into(&mut status.stage);
        });
    }

    /// Changes the status, unless the job has ended.
    pub(super) fn change(&self, change: impl FnOnce(&mut Status)) {
        self.status.send_if_modified(|status| {
            let changes = !status.state.is_final();
            if changes {
                change(status);
            }
            changes
        });
    }

    /// Ends the job, and aborts its conversion, if any.
    pub(super) fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
        self.change(|status| status.state = State::Cancelled);
    }

    pub(super) fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    /// Stores the outputs, which take this memory.
    pub(super) fn keep(&self, outputs: Vec<Output>, share: Share) {
        let mut held = self.held();
        held.outputs = Arc::new(outputs);
        held.share = Some(share);
    }

    /// Returns the outputs, and records the time of the request.
    pub(super) fn outputs(&self) -> Arc<Vec<Output>> {
        self.touch();
        self.held().outputs.clone()
    }

    pub(super) fn touch(&self) {
        self.held().asked = Instant::now();
    }

    pub(super) fn asked(&self) -> Instant {
        self.held().asked
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
