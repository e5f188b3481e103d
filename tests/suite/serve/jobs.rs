//! The endpoints used by the page.

use super::{super::command::Desk, client::Server};
use serde_json::json;
use std::io::{Cursor, Write as _};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

const TEA: &[u8] = "---\ntitle: Té\nlang: es\n---\n\nHierve el agua.\n\n![Una taza](img/cup.svg)\n".as_bytes();
const CUP: &[u8] = b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path d='M0 0h9v9z'/></svg>";

fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_form_becomes_files() {
    let server = Server::start(&Desk::new(&[]), &[], &[]);
    let settings = json!({ "to": ["pdf", "epub", "text"], "theme": "book" }).to_string();
    let parts = [
        ("file", Some("té/té.md"), TEA),
        ("file", Some("té/img/cup.svg"), CUP),
        ("settings", None, settings.as_bytes()),
    ];
    let status = server.job(&parts);
    assert_eq!(status["state"], "done", "{status}");
    assert_eq!((&status["title"], &status["lang"], &status["dir"]), (&json!("Té"), &json!("es"), &json!("ltr")));
    assert_eq!((&status["pages"], &status["messages"]), (&json!(1), &json!([])), "{status}");
    assert_eq!(status["command"], "handout té.md --theme book --to pdf,epub,text");
    let outputs = status["outputs"].as_array().unwrap();
    let kinds = [
        ("té.pdf", "application/pdf", "sandbox"),
        ("té.epub", "application/epub+zip", ""),
        ("té.txt", "text/plain; charset=utf-8", ""),
    ];
    for (output, (name, kind, _)) in outputs.iter().zip(kinds) {
        assert_eq!(output["name"], name);
        let href = output["href"].as_str().unwrap();
        let file = server.page("GET", href);
        assert_eq!(file.is(200).header("content-type"), kind);
        assert_eq!(json!(file.body.len()), output["bytes"]);
        assert!(file.header("content-disposition").starts_with("inline; "));
        let saved = server.page("GET", &format!("{href}?download"));
        assert!(saved.is(200).header("content-disposition").starts_with("attachment; filename=\"t_."), "{saved:?}");
        assert!(saved.header("content-disposition").contains("filename*=UTF-8''t%C3%A9%2E"));
    }
    let id = status["id"].as_str().unwrap();
    let all = server.page("GET", &format!("/jobs/{id}/all.zip"));
    let archive = ZipArchive::new(Cursor::new(all.is(200).body.clone())).unwrap();
    assert_eq!(archive.len(), 3);
    let documents = server.page("GET", &format!("/jobs/{id}/epub/")).is(200).json();
    let hrefs: Vec<_> =
        documents.as_array().unwrap().iter().map(|document| document["href"].as_str().unwrap()).collect();
    // a document in a sandboxed frame has no cookie
    let pages: Vec<_> =
        hrefs.iter().map(|href| server.ask("GET", href, &[("Sec-Fetch-Site", "cross-site")], b"")).collect();
    assert!(pages.iter().any(|page| page.is(200).text().contains("Hierve el agua.")));
    let policy = pages[0].header("content-security-policy");
    assert!(
        policy.contains("sandbox") && !policy.contains("script-src") && !policy.contains("allow-scripts"),
        "{policy}"
    );
    server.ask("POST", hrefs[0], &[], b"").is(401);
    server.page("DELETE", &format!("/jobs/{id}")).is(204);
    server.page("GET", &format!("/jobs/{id}")).is(404);
    server.page("GET", hrefs[0]).is(404);
}

#[test]
fn an_archive_has_the_article_and_its_pictures() {
    let server = Server::start(&Desk::new(&[]), &[], &[]);
    let files = [("leaflet/README.txt", &b"About this."[..]), ("leaflet/tea.md", TEA), ("leaflet/img/cup.svg", CUP)];
    let packed = zip(&files);
    let status = server.job(&[("file", Some("leaflet.zip"), &packed), ("settings", None, br#"{"to":"html"}"#)]);
    assert_eq!((&status["state"], &status["messages"]), (&json!("done"), &json!([])), "{status}");
    assert_eq!(status["outputs"][0]["name"], "tea.html");
    let named = server.job(&[
        ("file", Some("leaflet.zip"), &packed),
        ("article", None, b"README.txt"),
        ("settings", None, br#"{"to":"html"}"#),
    ]);
    assert_eq!(named["outputs"][0]["name"], "README.html", "{named}");
    server.form("/jobs", &[("file", Some("a.zip"), &zip(&[("cup.svg", CUP), ("b.svg", CUP)]))]).is(422);
    server.form("/jobs", &[("file", Some("a.zip"), b"PK\x03\x04 no")]).is(422);
}

#[test]
fn messages_have_places_and_findings_have_rules() {
    let server = Server::start(&Desk::new(&[]), &[], &[]);
    let text = "# Tea\n\n![A cup](cup.png)\n\nTake .5 mg of it with tea.\n";
    let status = server.job(&[
        ("text", None, text.as_bytes()),
        ("name", None, b"tea.md"),
        ("settings", None, br#"{"to":["text"]}"#),
    ]);
    let missing = &status["messages"][0];
    assert_eq!(
        (&missing["code"], &missing["severity"], &missing["file"]),
        (&json!("missing-image"), &json!("warning"), &json!("tea.md"))
    );
    assert_eq!((&missing["line"], &missing["end_line"]), (&json!(3), &json!(3)));
    assert!(missing["end_column"].as_u64() > missing["column"].as_u64(), "{missing}");
    let findings = status["findings"].as_array().unwrap();
    assert!(findings.iter().any(|finding| finding["line"] == 5 && finding["rule"] == finding["code"]), "{status}");
}

#[test]
fn events_follow_a_job_to_its_end() {
    let server = Server::start(&Desk::new(&[]), &[], &[]);
    let id = server.start_job(&[("text", None, b"# Tea\n\nBoil the water."), ("name", None, b"tea.md")]);
    let states: Vec<_> = server.events(&format!("/jobs/{id}/events")).map(|event| event["state"].clone()).collect();
    assert_eq!(states.last(), Some(&json!("done")), "{states:?}");
}

#[test]
fn the_page_knows_what_it_can_offer() {
    let desk = Desk::new(&[("handout.toml", "[organization]\nname = \"Clinic\"\n")]);
    let settings = Server::start(&desk, &[], &[]).page("GET", "/settings").is(200).json();
    assert_eq!((&settings["organization"], &settings["file"]), (&json!(true), &json!(null)));
    assert_eq!(settings["themes"][0]["name"], "clinic");
    for list in ["papers", "languages", "styles", "formats"] {
        assert!(!settings[list].as_array().unwrap().is_empty(), "{list}");
    }
}

#[test]
fn settings_and_names_of_a_client_open_no_file() {
    let desk = Desk::new(&[
        ("secret.csl", "secret"),
        ("secret.toml", "secret"),
        ("secret.bib", "@book{a, title={secret}}"),
        ("secret.svg", "secret"),
    ]);
    desk.put("cup.png", CUP);
    let server = Server::start(&desk, &[], &[]);
    let tea: [&[u8]; 1] = [b"# Tea\n\nBoil. ![A cup](cup.png) ![A cup](/etc/passwd)"];
    for settings in [
        json!({ "csl": "secret.csl" }),
        json!({ "theme": "secret.toml" }),
        json!({ "bibliography": "secret.bib" }),
        json!({ "bibliography": desk.path("secret.bib") }),
    ] {
        let settings = settings.to_string();
        let status = server.job(&[("text", None, tea[0]), ("settings", None, settings.as_bytes())]);
        assert_eq!(status["state"], "failed", "{settings}: {status}");
        assert!(!status["messages"].to_string().contains("secret}"), "{status}");
    }
    let logo = json!({ "organization": { "name": "A", "logo": "secret.svg" } }).to_string();
    server.form("/jobs", &[("text", None, tea[0]), ("settings", None, logo.as_bytes())]).is(400);
    // pictures in the current folder are not available to the article
    let status =
        server.job(&[("text", None, tea[0]), ("name", None, b"tea.md"), ("settings", None, br#"{"to":"text"}"#)]);
    let codes: Vec<_> = status["messages"].as_array().unwrap().iter().map(|message| message["code"].clone()).collect();
    assert!(codes.contains(&json!("missing-image")), "{status}");
    for name in ["../tea.md", "/etc/passwd", "C:\\tea.md", "a/../../tea.md", ".."] {
        server.form("/jobs", &[("file", Some(name), tea[0])]).is(422);
        server.form("/jobs", &[("text", None, tea[0]), ("name", None, name.as_bytes())]).is(422);
    }
    assert_eq!(desk.files(), ["cup.png", "secret.bib", "secret.csl", "secret.svg", "secret.toml"]);
}

#[test]
fn a_bibliography_and_a_style_come_with_the_article() {
    let server = Server::start(&Desk::new(&[]), &[], &[]);
    let works = b"@book{lee, author = {Lee, Ann}, title = {On Pots}, publisher = {Kiln}, year = {2019}}";
    let settings = br#"{"to":"text","bibliography":"works.bib","csl":"apa"}"#;
    let status = server.job(&[
        ("file", Some("pots.md"), b"# Pots\n\nA pot [@lee].\n"),
        ("file", Some("works.bib"), works),
        ("settings", None, settings),
    ]);
    assert_eq!(status["state"], "done", "{status}");
    let text = server.page("GET", status["outputs"][0]["href"].as_str().unwrap());
    assert!(text.text().contains("(Lee, 2019)"), "{}", text.text());
}
