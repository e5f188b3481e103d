//! Limits: what is too large, too slow or too much.
#![cfg(target_os = "linux")]

use super::{
    super::command::Desk,
    client::{Server, TOKEN, TYPE, form},
};
use serde_json::json;
use std::{
    fs,
    io::{Cursor, Write as _},
    thread::{scope, sleep},
    time::{Duration, Instant},
};
use zip::{ZipWriter, write::SimpleFileOptions};

const TEXT: (&str, Option<&str>, &[u8]) = ("settings", None, br#"{"to":["text"]}"#);

/// Returns the child processes of a process.
fn children(process: u32) -> Vec<u32> {
    let parent = |id: u32| {
        let stat = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
        stat.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()
    };
    let all = fs::read_dir("/proc").unwrap().flatten().filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    all.filter(|id| parent(*id) == Some(process)).collect()
}

/// Waits until a condition holds.
#[track_caller]
fn wait(what: &str, holds: impl Fn() -> bool) {
    let start = Instant::now();
    while !holds() {
        assert!(start.elapsed() < Duration::from_secs(20), "{what}");
        sleep(Duration::from_millis(10));
    }
}

#[test]
fn a_bomb_in_an_archive_is_refused() {
    let server = Server::start(&Desk::new(&[]), &[], &[]);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let zeros = vec![0; 8 << 20];
    for n in 0..17 {
        writer.start_file(format!("{n}.md"), SimpleFileOptions::default()).unwrap();
        writer.write_all(&zeros).unwrap();
    }
    let bomb = writer.finish().unwrap().into_inner();
    assert!(bomb.len() < 1 << 20);
    server.form("/jobs", &[("file", Some("bomb.zip"), &bomb)]).is(413);
    server.form("/convert", &[("file", Some("bomb.zip"), &bomb)]).is(413);
}

#[test]
fn a_request_that_is_too_large_is_refused_before_it_is_sent() {
    let server = Server::start(&Desk::new(&[]), &[], &[]);
    for (path, kind) in [("/jobs", TYPE), ("/convert", TYPE), ("/convert", "application/json")] {
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nAuthorization: Bearer {TOKEN}\r\nContent-Type: {kind}\r\n\
             Content-Length: 99999999\r\nConnection: close\r\n\r\n",
            server.port
        );
        server.raw(head.as_bytes()).is(413);
    }
    let many: Vec<_> = (0..2001).map(|_| ("file", Some("a.png"), &b""[..])).collect();
    server.form("/jobs", &many).is(413);
    // an unannounced length is counted
    let mut body = Vec::new();
    let chunk = [b"100000\r\n".as_slice(), &vec![b' '; 1 << 20], b"\r\n"].concat();
    (0..65).for_each(|_| body.extend(&chunk));
    let head = format!(
        "POST /convert HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nAuthorization: Bearer {TOKEN}\r\nContent-Type: application/json\r\n\
         Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n",
        server.port
    );
    let mut stream = server.connect();
    let _ = stream.write_all(&[head.as_bytes(), &body].concat());
    let mut start = [0; 12];
    // the server may close the connection before its answer is read
    if std::io::Read::read_exact(&mut stream, &mut start).is_ok() {
        assert_eq!(start, *b"HTTP/1.1 413");
    }
    server.page("GET", "/health").is(200);
}

#[test]
fn a_job_that_is_cancelled_ends_its_worker_and_makes_room() {
    let server = Server::start(&Desk::new(&[]), &["--jobs", "1"], &[("HANDOUT_TEST_FAULT", "hang slow.md")]);
    let article = |name| [("file", Some(name), &b"# Tea\n\nBoil."[..]), TEXT];
    let slow = server.start_job(&article("slow.md"));
    let next = server.start_job(&article("next.md"));
    let status = |id: &str| server.page("GET", &format!("/jobs/{id}")).json();
    wait("the article hangs", || status(&slow)["stage"] == "misbehave");
    assert_eq!(status(&next)["state"], "waiting");
    let worker = children(server.process());
    assert_eq!(worker.len(), 1);
    let mut events = server.events(&format!("/jobs/{slow}/events"));
    events.next();
    let start = Instant::now();
    server.page("DELETE", &format!("/jobs/{slow}")).is(204);
    assert_eq!(events.last().unwrap()["state"], "cancelled");
    wait("the worker ends", || !children(server.process()).contains(&worker[0]));
    assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
    server.page("GET", &format!("/jobs/{slow}")).is(404);
    assert_eq!(server.finished(&next)["state"], "done");
}

#[test]
fn an_article_that_hangs_or_crashes_fails_and_the_answer_says_whether_to_retry() {
    for (fault, code) in [("hang", "timeout"), ("abort", "crash"), ("memory", "out-of-memory")] {
        let fault = format!("{fault} tea.md");
        let limits = ["--timeout", "1s", "--memory", "300MB"];
        let server = Server::start(&Desk::new(&[]), &limits, &[("HANDOUT_TEST_FAULT", &fault)]);
        let status = server.job(&[("file", Some("tea.md"), b"# Tea\n\nBoil."), TEXT]);
        assert_eq!((&status["state"], &status["messages"][0]["code"]), (&json!("failed"), &json!(code)), "{status}");
        let refused = server.form("/convert", &[("file", Some("tea.md"), b"# Tea\n\nBoil."), TEXT]);
        assert_eq!(refused.is(422).json()["retry"], status["retry"]);
        assert_eq!(server.job(&[("file", Some("milk.md"), b"# Milk\n\nBoil."), TEXT])["state"], "done");
    }
}

#[test]
fn results_that_nobody_asks_for_are_forgotten() {
    let server = Server::start(&Desk::new(&[]), &["--keep", "300ms"], &[]);
    let status = server.job(&[("file", Some("tea.md"), b"# Tea\n\nBoil."), TEXT]);
    let href = status["outputs"][0]["href"].as_str().unwrap();
    server.page("GET", href).is(200);
    sleep(Duration::from_millis(500));
    server.page("GET", href).is(404);
    server.page("GET", &format!("/jobs/{}", status["id"].as_str().unwrap())).is(404);
}

#[test]
fn too_many_that_wait_are_refused_for_a_while() {
    let server = Server::start(&Desk::new(&[]), &["--jobs", "1"], &[("HANDOUT_TEST_FAULT", "hang tea.md")]);
    let tea = form(&[("file", Some("tea.md"), b"# Tea\n\nBoil."), TEXT]);
    let post = || server.ask("POST", "/jobs", &[("Cookie", &server.cookie), ("Content-Type", TYPE)], &tea);
    let answers: Vec<_> = (0..70).map(|_| post()).collect();
    let refused: Vec<_> = answers.iter().filter(|answer| answer.status == 503).collect();
    assert!(!refused.is_empty() && refused.len() < 10, "{}", refused.len());
    assert!(refused.iter().all(|answer| answer.is(503).header("retry-after").parse::<u32>().is_ok()));
}

#[test]
fn ten_people_at_once_are_all_served() {
    let server = Server::start(&Desk::new(&[]), &[], &[]);
    scope(|scope| {
        let ask = |n: usize| {
            let text = format!("# Tea {n}\n\nBoil the water {n} times.\n");
            let status = server.job(&[("file", Some("tea.md"), text.as_bytes()), TEXT]);
            server.page("GET", status["outputs"][0]["href"].as_str().unwrap()).text()
        };
        let people: Vec<_> = (0..10).map(|n| scope.spawn(move || ask(n))).collect();
        for (n, person) in people.into_iter().enumerate() {
            assert!(person.join().unwrap().contains(&format!("Boil the water {n} times.")));
        }
    });
    // each core has one worker, regardless of the number of users
    assert!(children(server.process()).len() <= std::thread::available_parallelism().unwrap().get());
}

#[test]
fn it_ends_with_its_workers_and_leaves_nothing() {
    for signal in ["-INT", "-TERM"] {
        let desk = Desk::new(&[]);
        let temporary = desk.path("tmp");
        fs::create_dir(&temporary).unwrap();
        let variables = [("HANDOUT_TEST_FAULT", "hang slow.md"), ("TMPDIR", temporary.to_str().unwrap())];
        let server = Server::start(&desk, &[], &variables);
        server.job(&[("file", Some("tea.md"), b"# Tea\n\nBoil."), TEXT]);
        let slow = server.start_job(&[("file", Some("slow.md"), b"# Tea\n\nBoil."), TEXT]);
        wait("the article hangs", || server.page("GET", &format!("/jobs/{slow}")).json()["stage"] == "misbehave");
        let workers = children(server.process());
        let listener = server.events(&format!("/jobs/{slow}/events"));
        let start = Instant::now();
        assert_eq!(server.stop(signal), Some(0));
        assert!(start.elapsed() < Duration::from_secs(4), "{:?}", start.elapsed());
        assert_eq!(listener.last().map(|event| event["state"].clone()), Some(json!("cancelled")));
        wait("the workers end", || workers.iter().all(|worker| !fs::exists(format!("/proc/{worker}")).unwrap()));
        assert_eq!(desk.files(), [""; 0]);
    }
}
