//! A crash, a hang or a memory bomb affects only one article.
#![cfg(target_os = "linux")]

use super::command::{Desk, Ran};
use std::{
    fs,
    process::{Child, Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

/// Creates a desk with six articles in `in/`.
fn six() -> Desk {
    let desk = Desk::new(&[]);
    for n in 0..6 {
        desk.put(&format!("in/{n}.md"), format!("# Tea {n}\n\nBoil the water first.\n").as_bytes());
    }
    desk
}

/// Runs the command with a variable that makes a worker misbehave on an article, in debug builds, which tests use.
fn with_fault(desk: &Desk, fault: &str, arguments: &[&str]) -> Ran {
    let arguments = [&["in", "-o", "out", "--to", "text"], arguments].concat();
    desk.run_with(&arguments, b"", &[("HANDOUT_TEST_FAULT", fault)])
}

fn start(desk: &Desk, fault: &str) -> Child {
    Command::new(env!("CARGO_BIN_EXE_handout"))
        .args(["in", "-o", "out", "--to", "text", "-j", "2"])
        .env("HANDOUT_TEST_FAULT", fault)
        .env_remove("RUST_BACKTRACE")
        .current_dir(desk.path("."))
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

fn signal(name: &str, process: u32) {
    Command::new("kill").args([name, &process.to_string()]).status().unwrap();
}

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
fn wait(what: &str, holds: impl Fn() -> bool) {
    let start = Instant::now();
    while !holds() {
        assert!(start.elapsed() < Duration::from_secs(20), "{what}");
        sleep(Duration::from_millis(10));
    }
}

#[test]
fn an_article_that_crashes_hangs_or_takes_all_memory_fails_alone_and_names_the_stage() {
    for (fault, said) in [
        ("abort 3.md", "in/3.md: error[crash]: the process that converted it ended (stage: misbehave): signal: 6"),
        ("hang 3.md", "in/3.md: error[timeout]: it took longer than 1 s (stage: misbehave)"),
        ("memory 3.md", "in/3.md: error[out-of-memory]: it took more than 300 MB of memory (stage: misbehave)"),
    ] {
        let desk = six();
        let limits = ["--timeout", "1s", "--memory", "300MB"];
        with_fault(&desk, fault, &limits).says(1, &[said, "5 articles converted, 1 failed"]);
        let made: Vec<_> = desk.files().into_iter().filter(|file| file.starts_with("out/")).collect();
        assert_eq!(made, ["out/0.txt", "out/1.txt", "out/2.txt", "out/4.txt", "out/5.txt"]);
    }
}

#[test]
fn workers_that_cannot_start_end_the_run_with_one_error() {
    let desk = six();
    let ran = with_fault(&desk, "abort start", &["-j", "2"]);
    ran.says(1, &["error[crash]: the process that converts articles cannot be started: signal: 6", "--in-process"]);
    ran.says(1, &["stopped because no worker process can be started"]);
    assert_eq!(ran.said().matches("error[").count(), 1, "{}", ran.said());
}

#[test]
fn outcomes_arrive_in_order_when_workers_are_replaced() {
    let desk = six();
    with_fault(&desk, "abort 0.md", &["--report", "-", "-q"]).says(1, &[]);
    let ran = with_fault(&desk, "abort 0.md", &["--report", "-", "-q"]);
    let inputs: Vec<_> =
        ran.output().lines().map(|line| line.split("\"input\":\"").nth(1).unwrap()[..7].to_owned()).collect();
    assert_eq!(inputs, ["in/0.md", "in/1.md", "in/2.md", "in/3.md", "in/4.md", "in/5.md"]);
}

#[test]
fn a_worker_that_is_killed_fails_only_its_article() {
    let desk = six();
    let run = start(&desk, "hang 3.md");
    wait("five articles are written", || desk.path("out/5.txt").exists() && desk.path("out/2.txt").exists());
    children(run.id()).into_iter().for_each(|worker| signal("-KILL", worker));
    let output = run.wait_with_output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("in/3.md: error[crash]: the process that converted it ended") && said.contains("signal: 9"));
    assert!(said.contains("5 articles converted, 1 failed"), "{said}");
}

#[test]
fn workers_end_with_their_supervisor_even_while_an_article_hangs() {
    let desk = six();
    let mut run = start(&desk, "hang 3.md");
    wait("five articles are written", || desk.path("out/5.txt").exists() && desk.path("out/2.txt").exists());
    let workers = children(run.id());
    assert!(!workers.is_empty());
    signal("-KILL", run.id());
    run.wait().unwrap();
    wait("the workers end", || !workers.iter().any(|worker| desk.path(&format!("/proc/{worker}/exe")).exists()));
}

#[test]
fn the_first_signal_stops_an_article_that_hangs_and_the_second_ends_the_run_at_once() {
    let desk = six();
    let run = start(&desk, "hang 3.md");
    wait("five articles are written", || desk.path("out/5.txt").exists() && desk.path("out/2.txt").exists());
    let since = Instant::now();
    signal("-TERM", run.id());
    let output = run.wait_with_output().unwrap();
    assert!(since.elapsed() < Duration::from_secs(3), "{:?}", since.elapsed());
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("in/3.md: error[interrupted]: the run was stopped before it was converted"), "{said}");

    let mut run = start(&desk, "hang 3.md");
    sleep(Duration::from_millis(300));
    let since = Instant::now();
    signal("-TERM", run.id());
    sleep(Duration::from_millis(50));
    signal("-TERM", run.id());
    assert_eq!(run.wait().unwrap().code(), Some(130));
    assert!(since.elapsed() < Duration::from_millis(600), "{:?}", since.elapsed());
}

#[test]
fn one_article_alone_and_the_other_commands_have_a_watchdog() {
    let desk = Desk::new(&[("a.txt", &"Tea is boiled in water for two minutes.\n\n".repeat(20_000))]);
    let late = &["error[timeout]: it took longer than 0.001 s"];
    desk.run(&["a.txt", "-o", "out", "--timeout", "1ms"]).says(1, late);
    desk.run(&["a.txt", "-o", "-", "--to", "pdf", "--timeout", "1ms"]).says(1, late);
    desk.run(&["ast", "a.txt", "--timeout", "1ms"]).says(1, late);
    desk.run(&["book", "a.txt", "-o", "b.pdf", "--title", "Tea", "--timeout", "1ms"]).says(1, late);
    assert_eq!(desk.files(), ["a.txt"]);
}

#[test]
fn a_request_that_crashes_fails_only_its_answer() {
    let desk = Desk::new(&[]);
    let requests = "{\"id\":1,\"name\":\"a.md\",\"text\":\"# Tea\\n\\nBoil.\"}\n\
                    {\"id\":2,\"name\":\"b.md\",\"text\":\"# Tea\\n\\nBoil.\"}\n\
                    {\"id\":3,\"name\":\"c.md\",\"text\":\"# Tea\\n\\nBoil.\",\"options\":{\"ascii\":true}}\n";
    let fault = [("HANDOUT_TEST_FAULT", "abort b.md")];
    let ran = desk.run_with(&["pipe", "--to", "text"], requests.as_bytes(), &fault);
    let answers: Vec<_> = ran.output().lines().map(|line| line.contains("bytes_base64")).collect();
    assert_eq!(answers, [true, false, true], "{}", ran.output());
    assert!(ran.output().contains("the process that converted it ended"));
}

#[test]
fn workers_open_no_file_and_the_run_reports_that() {
    let desk = six();
    desk.put("in/3.md", b"# Tea\n\n![A cup](cup.svg)\n\nBoil the water first.\n");
    desk.put("in/cup.svg", b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path d='M0 0h9v9z'/></svg>");
    let ran = desk.run(&["in", "-o", "out", "--to", "pdf,epub", "-v"]);
    ran.says(0, &["articles were converted in separate processes: they can", "6 articles converted"]);
    desk.run(&["in", "-o", "same", "--to", "pdf,epub", "--in-process"]).says(0, &[]);
    for name in ["3.pdf", "3.epub"] {
        assert_eq!(
            fs::read(desk.path(&format!("out/{name}"))).unwrap(),
            fs::read(desk.path(&format!("same/{name}"))).unwrap()
        );
    }
}
