//! `handout pipe` for services: files in requests, the first line, retries, answers in any order, slow readers.

use super::command::Desk;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Value, json};
use std::{
    io::{Read as _, Write as _},
    process::{Command, Stdio},
    thread::{sleep, spawn},
    time::Duration,
};

const CUP: &[u8] = b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path d='M0 0h9v9z'/></svg>";
const WORKS: &[u8] = b"@book{lee, author = {Lee, Ann}, title = {On Pots}, publisher = {Kiln}, year = {2019}}";

fn answers(printed: &str) -> Vec<Value> {
    printed.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Returns the answers to requests.
fn ask(desk: &Desk, arguments: &[&str], requests: &[Value], faults: &[(&str, &str)]) -> Vec<Value> {
    let lines: String = requests.iter().map(|request| format!("{request}\n")).collect();
    let ran = desk.run_with(&[&["pipe"], arguments].concat(), lines.as_bytes(), faults);
    ran.says(0, &[]);
    answers(&ran.output())
}

fn codes(answer: &Value) -> Vec<&str> {
    answer["report"]["diagnostics"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect()
}

#[test]
fn a_request_brings_its_pictures_and_its_bibliography() {
    let desk = Desk::new(&[]);
    desk.put("shelf.svg", CUP);
    let text = "---\ntitle: Pots\nlang: en\nbibliography: works.bib\n---\nA pot [@lee].\n\n![A cup](img/cup.svg)\n\n![A shelf](shelf.svg)\n";
    let files = json!({ "img/cup.svg": STANDARD.encode(CUP), "works.bib": STANDARD.encode(WORKS) });
    let request = |files: Option<Value>| {
        let mut request = json!({ "id": 1, "name": "pots.md", "text": text, "options": { "to": ["html"] } });
        if let Some(files) = files {
            request["files"] = files;
        }
        request
    };
    for place in [&[][..], &["--in-process"]] {
        let made = &ask(&desk, place, &[request(Some(files.clone()))], &[])[0];
        // the shelf is on disk, where this article may not look
        assert_eq!(codes(made), ["missing-image"], "{made}");
        assert!(made["report"]["diagnostics"][0]["message"].as_str().unwrap().contains("shelf.svg"), "{made}");
        let html = String::from_utf8(STANDARD.decode(made["bytes_base64"].as_str().unwrap()).unwrap()).unwrap();
        assert!(html.contains("On Pots") && html.contains("A cup"), "{html}");
    }
    let made = &ask(&desk, &[], &[request(None)], &[])[0];
    // without `files` the folder is searched
    assert!(codes(made).contains(&"missing-bibliography") && !made.to_string().contains("shelf.svg"), "{made}");
}

#[test]
fn files_of_a_request_are_below_its_article() {
    let desk = Desk::new(&[("a.md", "# A\n\nTea.\n")]);
    let request = |files: Value| json!({ "id": 1, "name": "a.md", "text": "# A\n\nTea.", "files": files });
    for path in ["../cup.svg", "/cup.svg", "img//cup.svg", "./cup.svg", "c:cup.svg", "", "img\\cup.svg"] {
        let refused = &ask(&desk, &[], &[request(json!({ path: "" }))], &[])[0];
        let message = refused["report"]["diagnostics"][0]["message"].as_str().unwrap();
        assert!(message.contains("is not a path below the article"), "{path}: {message}");
    }
    let refused = ask(&desk, &[], &[request(json!({ "a.svg": "%" })), json!({ "path": "a.md", "files": {} })], &[]);
    assert!(refused[0].to_string().contains("`a.svg` is not Base64"), "{}", refused[0]);
    assert!(refused[1].to_string().contains("`files` go with a `text`"), "{}", refused[1]);
}

#[test]
fn the_first_line_names_the_protocol_on_request() {
    let desk = Desk::new(&[]);
    let request = json!({ "id": 1, "name": "a.md", "text": "# A\n\nTea.", "options": { "to": "text" } });
    let made = ask(&desk, &["--handshake"], std::slice::from_ref(&request), &[]);
    let program = concat!("handout ", env!("CARGO_PKG_VERSION"));
    assert_eq!(made[0], json!({ "protocol": "handout-pipe", "version": 1, "program": program }));
    assert_eq!((made.len(), &made[1]["id"]), (2, &json!(1)));
    assert_eq!(ask(&desk, &[], &[request], &[]).len(), 1);
}

#[cfg(target_os = "linux")]
#[test]
fn an_error_says_whether_a_retry_may_succeed() {
    let desk = Desk::new(&[]);
    let request = |name: &str| json!({ "id": name, "name": name, "text": "# A\n\nTea.", "options": { "to": "text" } });
    let retry = |arguments: &[&str], request: Value, fault: &str| {
        ask(&desk, arguments, &[request], &[("HANDOUT_TEST_FAULT", fault)])[0]["retry"].clone()
    };
    assert_eq!(retry(&[], request("a.md"), ""), Value::Null, "it did not fail");
    assert_eq!(retry(&["--timeout", "1s"], request("b.md"), "hang b.md"), json!(true));
    assert_eq!(retry(&[], request("c.md"), "abort c.md"), json!(true));
    assert_eq!(retry(&["--memory", "300MB"], request("d.md"), "memory d.md"), json!(false));
    assert_eq!(retry(&[], json!({ "id": 5, "path": "gone.md" }), ""), json!(false));
    let panics = ask(&desk, &[], &[request("p.md")], &[("HANDOUT_TEST_PANIC", "1")]);
    assert_eq!(panics[0]["report"]["diagnostics"][0]["code"], "internal", "{}", panics[0]);
    assert_eq!(panics[0]["retry"], json!(false), "a panic repeats");
    assert_eq!(retry(&[], json!({ "id": 6, "name": "e.md", "text": "" }), ""), json!(false));
}

#[test]
fn a_request_may_ask_for_less_time_than_all_have() {
    let desk = Desk::new(&[]);
    let request = |name: &str, timeout: Value| {
        let options = json!({ "to": "text" });
        json!({ "id": name, "name": name, "text": "# A\n\nTea.", "timeout": timeout, "options": options })
    };
    let ask = |arguments: &[&str], request: Value| {
        let made = ask(&desk, arguments, &[request], &[("HANDOUT_TEST_FAULT", "hang b.md")]);
        (
            made[0]["report"]["diagnostics"][0]["message"].as_str().unwrap_or_default().to_owned(),
            made[0]["retry"].clone(),
        )
    };
    let (message, retry) = ask(&["--timeout", "30s"], request("b.md", json!("300ms")));
    assert!(message.contains("it took longer than 0.3 s") && retry == json!(true), "{message}");
    let (message, _) = ask(&["--timeout", "1s"], request("b.md", json!("5m")));
    assert!(message.contains("it took longer than 1 s"), "it is no more than that of all: {message}");
    assert_eq!(ask(&[], request("a.md", json!("20s"))).1, Value::Null);
    let (message, retry) = ask(&[], request("a.md", json!("soon")));
    assert!(message.contains("`timeout`: write a time such as 90s") && retry == json!(false), "{message}");
    let (message, _) = ask(&["--in-process"], request("a.md", json!("20s")));
    assert!(message.contains("leave out `--in-process`"), "{message}");
}

#[test]
fn answers_arrive_in_order_or_as_soon_as_they_are_there() {
    let desk = Desk::new(&[]);
    let request =
        |n: usize| json!({ "id": n, "name": format!("{n}.md"), "text": "# A\n\nTea.", "options": { "to": "text" } });
    let requests: Vec<_> = (0..6).map(request).collect();
    let ids = |arguments: &[&str]| -> Vec<u64> {
        let arguments = [&["-j", "2", "--timeout", "3s"], arguments].concat();
        let made = ask(&desk, &arguments, &requests, &[("HANDOUT_TEST_FAULT", "hang 0.md")]);
        made.iter().map(|answer| answer["id"].as_u64().unwrap()).collect()
    };
    assert_eq!(ids(&[]), [0, 1, 2, 3, 4, 5]);
    let mut unordered = ids(&["--unordered"]);
    assert_eq!(unordered.last(), Some(&0), "{unordered:?}");
    unordered.sort_unstable();
    assert_eq!(unordered, [0, 1, 2, 3, 4, 5]);
}

#[test]
fn no_answer_is_lost_when_the_reader_is_slow() {
    for order in [&[][..], &["--unordered"]] {
        let mut pipe = Command::new(env!("CARGO_BIN_EXE_handout"))
            .args([&["pipe", "--to", "epub", "--timeout", "1s", "-j", "2"], order].concat())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut input = pipe.stdin.take().unwrap();
        let writer = spawn(move || {
            for n in 0..24 {
                let request = json!({ "id": n, "name": "a.md", "text": format!("# Tea {n}\n\nBoil the water first.") });
                writeln!(input, "{request}").unwrap();
            }
        });
        // longer than an article may take, with more answers than the pipe holds
        sleep(Duration::from_secs(3));
        let mut printed = String::new();
        pipe.stdout.take().unwrap().read_to_string(&mut printed).unwrap();
        writer.join().unwrap();
        assert!(pipe.wait().unwrap().success());
        assert!(printed.len() > 1 << 17, "{}", printed.len());
        let mut ids: Vec<_> = answers(&printed)
            .iter()
            .map(|answer| {
                assert_eq!(answer["format"], "epub", "{answer}");
                answer["id"].as_u64().unwrap()
            })
            .collect();
        ids.sort_unstable();
        assert!(ids.into_iter().eq(0..24));
    }
}

#[test]
fn parts_of_a_batch_are_disjoint_and_whole() {
    let desk = Desk::new(&[]);
    for n in 0..12 {
        desk.put(&format!("in/{n}.md"), format!("# Tea {n}\n\nBoil the water first.\n").as_bytes());
    }
    desk.put("in/4.txt", b"Tea\n\nBoil the water first.\n");
    let outputs = |folder: &str| {
        let all = desk.files().into_iter();
        all.filter_map(|file| Some(file.strip_prefix(folder)?.to_owned()))
            .filter(|file| file.ends_with(".txt"))
            .collect::<Vec<_>>()
    };
    let (mut all, mut skipped) = (Vec::new(), 0);
    for part in ["1/3", "2/3", "3/3"] {
        let folder = format!("out-{}", &part[..1]);
        let ran = desk.run(&["in", "-o", &folder, "--to", "text", "--shard", part]);
        ran.says(0, &["articles converted"]);
        skipped += ran.said().matches("in/4.txt: skipped").count();
        desk.run(&["in", "-o", "together", "--to", "text", "-i", "--shard", part]).says(0, &["articles converted"]);
        all.extend(outputs(&format!("{folder}/")));
    }
    all.sort();
    assert_eq!((all.len(), skipped), (12, 1), "{all:?}");
    assert_eq!(all, outputs("together/"));
    desk.run(&["in", "-o", "together", "--to", "text", "-i", "--shard", "2/3"]).says(0, &["unchanged"]);
    // clashes are found wherever the articles are
    desk.put("more/0.md", b"# Tea\n\nBoil.\n");
    let clash = ["in/0.md", "more/0.md", "-o", "new", "--to", "text", "--shard"];
    for part in ["1/2", "2/2"] {
        desk.run(&[&clash[..], &[part]].concat()).says(2, &["would both be written to this file"]);
    }
    desk.run(&["in", "-o", "out", "--shard", "4/3"]).says(2, &["write `2/5` for the second of five parts"]);
    desk.run(&["in", "-o", "out", "-i", "--prune", "--shard", "1/3"]).says(2, &["--prune"]);
}
