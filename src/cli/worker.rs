//! `handout worker`: a process that converts articles for another one. Not intended for users.

use super::{Exit, confine::confine, fonts::FontArgs, limits::LimitArgs, output, settings::Recipe};
use clap::Args as ClapArgs;
use handout::{
    Registry,
    batch::{Watchdog, Workers, serve},
};
use std::{
    ffi::OsString,
    io,
    path::{Path, PathBuf},
    process::Command,
    sync::{Arc, atomic::AtomicBool},
    thread,
};

/// The stack of a worker in bytes: enough for the deepest nesting that readers accept.
const STACK: usize = 16 << 20;

/// `handout worker`.
#[derive(Debug, ClapArgs)]
pub(crate) struct WorkerArgs {
    #[command(flatten)]
    fonts: FontArgs,
    /// Keep the user's rights, to run programs that make other formats
    #[arg(long)]
    unconfined: bool,
}

pub(crate) fn worker(args: &WorkerArgs) -> Exit {
    let Some(fonts) = args.fonts.fonts() else { return Exit::Usage };
    let confinement = match args.unconfined {
        true => "they may open files and run programs, as a format is made by another program".to_owned(),
        false => confine(&fonts.system().folders()),
    };
    let convert = move || {
        let registry = Registry::builtin();
        serve(io::stdin(), io::stdout(), &fonts, &confinement, |recipe| Recipe::converter(recipe, &registry))
    };
    let thread = thread::Builder::new().name("converter".to_owned()).stack_size(STACK).spawn(convert);
    match thread.map(thread::JoinHandle::join) {
        Ok(Ok(Ok(()))) => Exit::Done,
        Ok(Ok(Err(error))) | Err(error) => {
            output::error(&error.to_string());
            Exit::Failed
        }
        Ok(Err(_)) => Exit::Failed,
    }
}

/// Returns workers of this program. `None` after an error message.
pub(crate) fn workers(
    limits: &LimitArgs,
    fonts: &FontArgs,
    unconfined: bool,
    stop: &Arc<AtomicBool>,
) -> Result<Arc<Workers>, String> {
    let program = program().map_err(|error| format!("this program cannot be found: {error}"))?;
    let watchdog = Watchdog::start(limits.limits(1), stop.clone());
    let watchdog = watchdog.map_err(|error| format!("threads cannot be started: {error}"))?;
    let mut args = vec![OsString::from("worker")];
    args.extend(fonts.as_args());
    args.extend(unconfined.then(|| OsString::from("--unconfined")));
    let command = move || {
        let mut command = Command::new(&program);
        command.args(&args);
        command
    };
    Ok(Arc::new(Workers::new(command, watchdog)))
}

/// Returns the executable of this program: on Linux the running one, even if it has been replaced in the meantime.
fn program() -> io::Result<PathBuf> {
    let running = Path::new("/proc/self/exe");
    if cfg!(target_os = "linux") && running.exists() { Ok(running.to_owned()) } else { std::env::current_exe() }
}
