//! Starts the server, and stops it.

use super::{
    super::{Exit, output, run::stop_flag, serve_args::ServeArgs, settings::Chooser, worker::workers},
    access::{Access, random},
    app::App,
    budget::Budget,
    queue::Queue,
    routes::router,
    settings::has_organization,
    store::Store,
    watched::Watched,
};
use axum::Router;
use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use std::{
    env, io,
    net::{SocketAddr, TcpListener},
    num::NonZero,
    path::Path,
    process::{Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};
use tokio::sync::{Semaphore, watch};

/// The memory limit for requests and results together, in bytes.
const MEMORY: usize = 512 << 20;

/// The maximum number of connections.
const CONNECTIONS: usize = 256;

/// The time limit for the head of a request to arrive.
const HEAD_TIME: Duration = Duration::from_secs(10);

/// How often the stop flag is checked.
const POLL: Duration = Duration::from_millis(50);

/// How long answers may continue after the server was stopped.
const GRACE: Duration = Duration::from_secs(2);

/// The environment variable with the token for programs.
const TOKEN: &str = "HANDOUT_SERVE_TOKEN";

/// The minimum length of a token.
const SHORTEST_TOKEN: usize = 16;

pub(crate) fn serve(args: &ServeArgs) -> Exit {
    let stop = stop_flag();
    match started(args, &stop) {
        Ok((app, listener)) => match run(app, listener, &stop) {
            Ok(()) => Exit::Done,
            Err(error) => {
                output::error(&format!("the server cannot run: {error}"));
                Exit::Failed
            }
        },
        Err(Some(message)) => {
            output::error(&message);
            Exit::Usage
        }
        Err(None) => Exit::Usage,
    }
}

/// Starts everything except answering, and prints the address.
///
/// # Errors
/// A message, or `None` if it has been printed.
fn started(args: &ServeArgs, stop: &Arc<AtomicBool>) -> Result<(Arc<App>, TcpListener), Option<String>> {
    let chooser = args.settings.chooser().ok_or(None)?.checking(true);
    let workers = workers(&args.limits, &args.settings.fonts, false, stop)?;
    let chooser: Chooser = chooser.workers(Some(workers));
    chooser.choose(Path::new(""))?;
    let watched = args.file.as_deref().map(|file| {
        let unreadable = |error: io::Error| format!("{} cannot be read: {error}", file.display());
        Watched::new(file, args.edit).map(Arc::new).map_err(unreadable)
    });
    let watched = watched.transpose()?;
    let (access, listener, token) = listener(args)?;
    let has_organization = has_organization(&chooser);
    let store = Arc::new(Store::new(args.keep.0, Budget::new(MEMORY)));
    let threads = match args.jobs {
        0 => thread::available_parallelism().map_or(1, NonZero::get),
        jobs => jobs,
    };
    let queue = Queue::start(chooser, threads, store.clone());
    let queue = queue.map_err(|error| format!("threads cannot be started: {error}"))?;
    if let Some(watched) = &watched {
        let unwatched = |error| format!("{} cannot be watched: {error}", watched.path.display());
        watched.start(&queue).map_err(unwatched)?;
    }
    announce(args, &access, token.as_deref());
    let closing = watch::Sender::new(false);
    Ok((Arc::new(App { access, store, queue, watched, has_organization, closing }), listener))
}

/// Starts listening. Returns the token, if it is to be printed.
fn listener(args: &ServeArgs) -> Result<(Access, TcpListener, Option<String>), String> {
    let address = SocketAddr::new(args.bind, args.port);
    let unusable = |error: io::Error| format!("{address} cannot be listened on: {error}");
    let listener = TcpListener::bind(address).map_err(unusable)?;
    let address = listener.local_addr().map_err(unusable)?;
    let set = env::var(TOKEN).ok().filter(|token| !token.is_empty());
    if set.as_ref().is_some_and(|token| token.len() < SHORTEST_TOKEN) {
        return Err(format!("the token in {TOKEN} has fewer than {SHORTEST_TOKEN} characters: take a longer one"));
    }
    let made = if args.token && set.is_none() { Some(random().map_err(|error| error.to_string())?) } else { None };
    let access = Access::new(address, &args.host, set.or_else(|| made.clone())).map_err(|error| error.to_string())?;
    Ok((access, listener, made))
}

/// Prints the address, warns if the server is open to others, and opens the browser.
fn announce(args: &ServeArgs, access: &Access, token: Option<&str>) {
    let address = access.url();
    if !access.is_local() {
        output::note(
            "warning: other computers can reach this address, and what is sent to it is not encrypted: whoever knows the \
             secret can convert articles, and read and change the article that was named",
        );
    }
    output::print(format!("{address}\n").as_bytes());
    if let Some(token) = token {
        output::print(format!("token: {token}\n").as_bytes());
    }
    if !args.no_open {
        open_browser(&address);
    }
}

/// Opens an address in the user's browser, if there is one.
fn open_browser(address: &str) {
    let (program, first): (&str, &[&str]) = match env::consts::OS {
        "windows" => ("rundll32", &["url.dll,FileProtocolHandler"]),
        "macos" => ("open", &[]),
        _ => ("xdg-open", &[]),
    };
    let mut command = Command::new(program);
    command.args(first).arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    if command.spawn().is_err() {
        output::note("no browser could be opened: open the address in one");
    }
}

/// Answers requests until stopped.
fn run(app: Arc<App>, listener: TcpListener, stop: &AtomicBool) -> io::Result<()> {
    listener.set_nonblocking(true)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let ended = runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let connections = Arc::new(Semaphore::new(CONNECTIONS));
        let router = router(app.clone());
        tokio::select! {
            () = accept(&listener, &router, &connections, &app) => {}
            () = until_stopped(&app, stop) => {}
        }
        drop(listener);
        app.closing.send_replace(true);
        app.store.close();
        // waits for answers in progress
        let all = u32::try_from(CONNECTIONS).unwrap_or(u32::MAX);
        let _ = tokio::time::timeout(GRACE, connections.acquire_many(all)).await;
        Ok(())
    });
    runtime.shutdown_timeout(GRACE);
    ended
}

/// Waits until the stop flag is set, and drops old results in the meantime.
async fn until_stopped(app: &App, stop: &AtomicBool) {
    while !stop.load(Ordering::Relaxed) {
        tokio::time::sleep(POLL).await;
        app.store.forget();
    }
}

/// Answers the requests of each connection.
async fn accept(listener: &tokio::net::TcpListener, router: &Router, connections: &Arc<Semaphore>, app: &App) {
    loop {
        let Ok(permit) = connections.clone().acquire_owned().await else { return };
        let Ok((stream, _)) = listener.accept().await else {
            // there are too many open files: some will be closed
            tokio::time::sleep(POLL).await;
            continue;
        };
        // sends small parts of an answer at once
        let _ = stream.set_nodelay(true);
        let service = TowerToHyperService::new(router.clone());
        let mut closing = app.closing.subscribe();
        tokio::spawn(async move {
            let _permit = permit;
            let mut connection = std::pin::pin!(
                http1::Builder::new()
                    .timer(TokioTimer::new())
                    .header_read_timeout(HEAD_TIME)
                    .serve_connection(TokioIo::new(stream), service)
            );
            tokio::select! {
                // the client is gone and needs no answer
                _ = connection.as_mut() => return,
                _ = closing.wait_for(|closing| *closing) => connection.as_mut().graceful_shutdown(),
            }
            let _ = connection.await;
        });
    }
}
