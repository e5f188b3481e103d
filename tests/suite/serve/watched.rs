//! The article named on the command line.

use super::{super::command::Desk, client::Server};
use serde_json::json;
use std::{
    fs,
    time::{Duration, Instant},
};

const TEA: &str = "# Tea\n\nBoil the water.\n";

#[test]
fn a_save_is_followed_within_200_ms() {
    let desk = Desk::new(&[("tea.md", TEA)]);
    let server = Server::start(&desk, &["tea.md"], &[]);
    let mut events = server.events("/watched/events");
    let first = events.next().unwrap();
    assert_eq!(server.finished(first["job"].as_str().unwrap())["title"], "Tea");
    let mut times = Vec::new();
    for n in 0..5 {
        let before = server.page("GET", "/watched").json()["version"].clone();
        let start = Instant::now();
        if n % 2 == 0 {
            desk.put("tea.md", format!("# Tea {n}\n\nBoil the water.\n").as_bytes());
        } else {
            // as editors do
            desk.put("tea.md~", format!("# Tea {n}\n\nBoil the water.\n").as_bytes());
            fs::rename(desk.path("tea.md~"), desk.path("tea.md")).unwrap();
        }
        let event = events.find(|event| event["version"] != before).unwrap();
        times.push(start.elapsed());
        assert_eq!(server.finished(event["job"].as_str().unwrap())["title"], format!("Tea {n}"));
    }
    times.sort_unstable();
    // a busy machine may miss it once
    assert!(times[3] < Duration::from_millis(200), "{times:?}");
}

#[test]
fn a_page_may_save_only_with_edit_and_only_what_it_has_read() {
    let desk = Desk::new(&[("tea.md", TEA)]);
    let server = Server::start(&desk, &["tea.md"], &[]);
    let shown = server.page("GET", "/watched").is(200).json();
    assert_eq!((&shown["name"], &shown["text"], &shown["edit"]), (&json!("tea.md"), &json!(TEA), &json!(false)));
    server.put("/watched", &json!({ "text": "# Milk", "version": shown["version"] })).is(403);
    drop(server);
    let server = Server::start(&desk, &["tea.md", "--edit"], &[]);
    let saved =
        server.put("/watched", &json!({ "text": "# Milk\n\nWarm.\n", "version": shown["version"] })).is(200).json();
    assert_eq!(desk.read("tea.md"), "# Milk\n\nWarm.\n");
    assert_eq!(server.page("GET", "/watched").json()["version"], saved["version"]);
    let late = server.put("/watched", &json!({ "text": "# Tea", "version": shown["version"] }));
    assert_eq!(late.is(409).json()["version"], saved["version"]);
    server.put("/watched", &json!({ "text": "# Tea" })).is(400);
    assert_eq!(desk.read("tea.md"), "# Milk\n\nWarm.\n");
    assert_eq!(desk.files(), ["tea.md"]);
}

#[test]
fn the_article_has_the_pictures_and_settings_of_its_folder() {
    let desk =
        Desk::new(&[("a/tea.md", "# Tea\n\nBoil.\n\n![A cup](cup.svg)\n"), ("a/handout.toml", "to = \"text\"\n")]);
    desk.put("a/cup.svg", b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path d='M0 0h9v9z'/></svg>");
    let server = Server::start(&desk, &["a/tea.md"], &[]);
    let mut events = server.events("/watched/events");
    let status = server.finished(events.next().unwrap()["job"].as_str().unwrap());
    assert_eq!((&status["messages"], &status["outputs"][0]["name"]), (&json!([]), &json!("tea.txt")), "{status}");
    // the unsaved text of the page
    let parts = [("watched", None, &b"1"[..]), ("text", None, b"# Milk\n\nWarm.\n\n![A cup](cup.svg)\n")];
    let status = server.job(&parts);
    assert_eq!((&status["messages"], &status["title"]), (&json!([]), &json!("Milk")), "{status}");
    let live = server.put("/watched/settings", &json!({ "to": ["html"] })).is(200).json();
    assert_eq!(server.finished(live["job"].as_str().unwrap())["outputs"][0]["name"], "tea.html");
    server.put("/watched/settings", &json!({ "to": ["nothing"] })).is(400);
}

#[test]
fn without_an_article_there_is_nothing_to_watch() {
    let desk = Desk::new(&[]);
    let server = Server::start(&desk, &[], &[]);
    server.page("GET", "/watched").is(404);
    server.page("GET", "/watched/events").is(404);
    server.put("/watched", &json!({ "text": "", "version": "" })).is(404);
    server.form("/jobs", &[("watched", None, b"1")]).is(400);
    desk.run(&["serve", "gone.md", "--no-open"]).says(2, &["gone.md cannot be read"]);
    desk.run(&["serve", "--edit"]).says(2, &[]);
}
