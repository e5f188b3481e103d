//! A process of its own that converts inputs, with limits: what panics, aborts, hangs or takes too much memory there
//! costs that process alone.
//!
//! The parent sends the length of an input and the input, the child answers with a line. Start with [`Child::run`] for
//! the parent's side and [`serve`] for the child's.

use super::{seeds, targets::Target};
use handout::panics;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use std::{
    env,
    fmt::{self, Display},
    fs,
    io::{self, BufRead as _, BufReader, Read as _, Write as _},
    process::{self, ChildStdin, Command, ExitCode, Stdio},
    sync::mpsc::{self, Receiver, RecvTimeoutError},
    thread,
    time::{Duration, Instant},
};

/// How much memory an execution may take, in bytes.
const MEMORY: u64 = 500 << 20;
/// How many seconds of a processor an execution may take. Unoptimized code takes five times as long.
const SECONDS: f64 = if cfg!(debug_assertions) { 5.0 } else { 1.0 };
/// After how much time an execution that does nothing is given up: one that waits for something.
const WAITING: Duration = Duration::from_secs(60);
/// The stack of a thread in a batch.
const STACK: usize = 16 << 20;
/// Ticks in a second of `/proc/PID/stat`: the same on every Linux.
const TICKS: f64 = 100.0;

/// How an execution ended.
#[derive(Debug, Clone)]
pub(crate) enum Ended {
    /// As it should, with or without messages: a line that tells different outcomes apart.
    Well(String),
    Panicked(String),
    /// By a signal; what it printed last.
    Died(String),
    TooSlow,
}

impl Ended {
    /// Returns what findings of one cause have in common, or none if nothing was found.
    pub(crate) fn kind(&self) -> Option<String> {
        match self {
            Self::Well(_) => None,
            Self::Panicked(message) | Self::Died(message) => {
                Some(message.chars().filter(|c| !c.is_ascii_digit()).take(80).collect())
            }
            Self::TooSlow => Some("too slow".to_owned()),
        }
    }
}

impl Display for Ended {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Well(outcome) => write!(f, "well ({outcome})"),
            Self::Panicked(message) => write!(f, "PANIC: {message}"),
            Self::Died(message) => write!(f, "DIED: {message}"),
            Self::TooSlow => write!(f, "TOO SLOW"),
        }
    }
}

/// The parent's side.
pub(crate) struct Child {
    process: process::Child,
    input: ChildStdin,
    answers: Receiver<String>,
    over: bool,
}

impl Child {
    /// Starts a process, and waits until it is ready.
    pub(crate) fn start(target: &Target) -> Self {
        let program = env::current_exe().expect("the program has a path");
        let mut command = Command::new(program);
        command.args(["child", target.name]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut process = command.spawn().expect("a process can be started");
        let (input, output) = (process.stdin.take().expect("piped"), process.stdout.take().expect("piped"));
        let (sender, answers) = mpsc::channel();
        thread::spawn(move || {
            BufReader::new(output).lines().map_while(Result::ok).try_for_each(|line| sender.send(line))
        });
        let child = Self { process, input, answers, over: false };
        child.answers.recv().unwrap_or_else(|_| panic!("{}: not even the seeds are converted", target.name));
        child
    }

    /// Converts an input. The process is not usable after anything but [`Ended::Well`] and [`Ended::Panicked`].
    pub(crate) fn run(&mut self, input: &[u8]) -> Ended {
        let length = u32::try_from(input.len()).expect("inputs are short");
        // a child that has died shows when it does not answer
        let _ = self.input.write_all(&length.to_le_bytes()).and_then(|()| self.input.write_all(input));
        let _ = self.input.flush();
        let (start, worked) = (Instant::now(), self.worked());
        loop {
            match self.answers.recv_timeout(Duration::from_millis(50)) {
                Ok(line) => return answered(&line, self.worked() - worked),
                Err(RecvTimeoutError::Disconnected) => return self.died(),
                Err(RecvTimeoutError::Timeout) if self.worked() - worked > SECONDS || start.elapsed() > WAITING => {
                    self.over = true;
                    return Ended::TooSlow;
                }
                Err(RecvTimeoutError::Timeout) => {}
            }
        }
    }

    /// Whether the process cannot be used any more.
    pub(crate) fn is_over(&self) -> bool {
        self.over
    }

    /// Returns how many seconds the process has worked. Other processes that use the machine do not change it.
    fn worked(&self) -> f64 {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.process.id())).unwrap_or_default();
        // the name of the program, in parentheses, may have spaces
        let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
        fields.skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / TICKS
    }

    fn died(&mut self) -> Ended {
        self.over = true;
        let mut said = String::new();
        if let Some(errors) = &mut self.process.stderr {
            let _ = errors.read_to_string(&mut said);
        }
        let status = self.process.wait().map(|status| status.to_string()).unwrap_or_default();
        let last = said.lines().rfind(|line| !line.trim().is_empty()).unwrap_or_default();
        Ended::Died(format!("{last} ({status})"))
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn answered(line: &str, worked: f64) -> Ended {
    match line.split_once(' ') {
        Some(("panic", message)) => Ended::Panicked(message.to_owned()),
        _ if worked > SECONDS => Ended::TooSlow,
        _ => Ended::Well(line.to_owned()),
    }
}

/// Converts what the parent sends, until it sends nothing more.
pub(crate) fn serve(target: &'static Target) -> ExitCode {
    panics::install_hook();
    let thread = thread::Builder::new().stack_size(STACK).spawn(|| answer(target));
    let ended = thread.expect("a thread can be started").join();
    ExitCode::from(u8::from(ended.is_err()))
}

fn answer(target: &Target) {
    // what is set up once is not counted
    for seed in seeds::of(target).iter().take(3) {
        (target.run)(seed);
    }
    limit_memory();
    println!("ready");
    let mut input = io::stdin().lock();
    let mut length = [0; 4];
    while input.read_exact(&mut length).is_ok() {
        let mut bytes = vec![0; u32::from_le_bytes(length) as usize];
        input.read_exact(&mut bytes).expect("the parent sends whole inputs");
        let line = match panics::catch(|| (target.run)(&bytes)) {
            Ok(outcome) => outcome,
            Err(diagnostic) => format!("panic {}", diagnostic.message),
        };
        println!("{}", line.replace('\n', " "));
    }
}

fn limit_memory() {
    let pages = fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages: u64 = pages.split(' ').next().and_then(|pages| pages.parse().ok()).expect("Linux says it");
    let most = pages * 4096 + MEMORY;
    let limit = Rlimit { current: Some(most), ..getrlimit(Resource::As) };
    setrlimit(Resource::As, limit).expect("a limit can be lowered");
}
