//! The main loop of a worker: converts articles one by one, and requests the files they use.

use super::protocol::{Answer, Order, STAGE, receive, send, send_done};
use crate::{
    Conversion, Converter, Syntax,
    diagnostic::Source,
    env::{Env, EnvError, FontSet, Timestamp},
    panics,
};
use std::{
    io::{self, Read, Write},
    process,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
        mpsc::{Receiver, sync_channel},
    },
    thread,
};

type Message = (Order, Vec<Vec<u8>>);

/// Converts the articles that a supervisor sends on `input`, and answers on `output`. `make` creates converters from
/// recipes, and `confinement` says how the process is confined. Exits when the supervisor does.
///
/// # Errors
/// If the supervisor violates the protocol, or an answer cannot be written.
pub fn serve(
    input: impl Read + Send + 'static,
    output: impl Write + Send,
    fonts: &FontSet,
    confinement: &str,
    mut make: impl FnMut(&[u8]) -> Result<Converter, String>,
) -> io::Result<()> {
    let remote = Remote {
        link: Mutex::new(Link { orders: orders(input)?, output }),
        fonts,
        says_stages: AtomicBool::new(false),
    };
    misbehave(&remote, "start");
    remote.link().send(&Answer::Ready(confinement.to_owned()))?;
    let mut converters = Vec::new();
    loop {
        let order = remote.link().next();
        match order {
            (Order::Make, parts) => {
                let recipe = parts.first().ok_or_else(unexpected)?;
                converters.push(make(recipe).map_err(io::Error::other)?);
            }
            (Order::Convert { converter, name, syntax, formats, reported, stages }, parts) => {
                let converter: &Converter = converters.get(converter).ok_or_else(unexpected)?;
                let syntax: Syntax = syntax.parse().map_err(|_| unexpected())?;
                let mut parts = parts.into_iter();
                let text = parts.next().and_then(|text| String::from_utf8(text).ok()).ok_or_else(unexpected)?;
                let mut source = match parts.next().filter(|file| !file.is_empty()) {
                    Some(file) => Source::of_file(name, file),
                    None => Source::new(name, text),
                };
                source.reported = reported.restored([]).ok_or_else(unexpected)?;
                remote.says_stages.store(stages, Ordering::Relaxed);
                let done = panics::catch(|| {
                    misbehave(&remote, &source.name);
                    converter.convert(&source, syntax, &remote, &formats)
                });
                let conversion = done.unwrap_or_else(Conversion::refused);
                send_done(&mut remote.link().output, &conversion)?;
            }
            (Order::File(_) | Order::Existing(_), _) => return Err(unexpected()),
        }
    }
}

fn unexpected() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "this message was not expected")
}

/// Returns the orders as they arrive. They are read in a separate thread, so that the process exits with its supervisor
/// even if an article hangs.
fn orders(mut input: impl Read + Send + 'static) -> io::Result<Receiver<Message>> {
    let (sender, receiver) = sync_channel(1);
    thread::Builder::new().name("orders".to_owned()).spawn(move || {
        while let Ok(message) = receive(&mut input) {
            if sender.send(message).is_err() {
                return;
            }
        }
        process::exit(0);
    })?;
    Ok(receiver)
}

/// The connection with the supervisor.
struct Link<W> {
    orders: Receiver<Message>,
    output: W,
}

impl<W: Write> Link<W> {
    fn send(&mut self, answer: &Answer) -> io::Result<()> {
        send(&mut self.output, answer, &[])
    }

    /// Returns the next order. If the supervisor is gone, waits for the process to exit.
    fn next(&mut self) -> Message {
        self.orders.recv().unwrap_or_else(|_| process::exit(0))
    }

    /// Asks the supervisor, and returns its answer.
    fn ask(&mut self, question: &Answer) -> Message {
        match self.send(question) {
            Ok(()) => self.next(),
            Err(_) => process::exit(0),
        }
    }
}

/// The environment of an article in a worker: it asks the supervisor for files.
struct Remote<'a, W> {
    link: Mutex<Link<W>>,
    fonts: &'a FontSet,
    /// Whether stages are reported to the supervisor.
    says_stages: AtomicBool,
}

impl<W> Remote<'_, W> {
    fn link(&self) -> MutexGuard<'_, Link<W>> {
        self.link.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<W: Write + Send> Env for Remote<'_, W> {
    fn read(&self, path: &str) -> Result<Arc<[u8]>, EnvError> {
        match self.link().ask(&Answer::Read(path.to_owned())) {
            (Order::File(found), parts) => found.map(|()| parts.into_iter().next().unwrap_or_default().into()),
            other => Err(EnvError::Unreadable(format!("the supervisor said {:?}", other.0))),
        }
    }

    fn existing(&self, names: Vec<String>) -> Vec<String> {
        match self.link().ask(&Answer::Look(names)) {
            (Order::Existing(names), _) => names,
            _ => Vec::new(),
        }
    }

    fn fonts(&self) -> &FontSet {
        self.fonts
    }

    fn timestamp(&self) -> Timestamp {
        Timestamp::from_environment()
    }

    fn stage(&self, stage: &str) {
        if self.says_stages.load(Ordering::Relaxed) {
            // if the supervisor is gone, this process exits
            let _ = self.link().send(&Answer::Stage(stage.to_owned()));
        }
        if !panics::prints_backtraces() {
            // needed only for messages about failures
            let _ = io::stderr().write_all(format!("{STAGE}{stage}\n").as_bytes());
        }
    }
}

/// Misbehaves as a test of the command requests, in an article of a given name or at the `start`. Never in a release
/// build.
fn misbehave(env: &dyn Env, name: &str) {
    let wanted = std::env::var("HANDOUT_TEST_FAULT").unwrap_or_default();
    let fault = wanted.split_once(' ').filter(|(_, article)| cfg!(debug_assertions) && name.ends_with(article));
    let Some((fault, _)) = fault else { return };
    env.stage("misbehave");
    match fault {
        "abort" => process::abort(),
        "hang" => loop {
            thread::park();
        },
        "memory" => {
            let mut hoard = Vec::new();
            loop {
                hoard.push(vec![1_u8; 1 << 24]);
            }
        }
        _ => {}
    }
}
