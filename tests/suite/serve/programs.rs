//! `/convert`, for programs.

use super::{
    super::command::Desk,
    client::{Server, TOKEN, TYPE, form},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Value, json};
use std::io::Cursor;

fn post(server: &Server, headers: &[(&str, &str)], body: &[u8]) -> super::client::Answer {
    let bearer = format!("Bearer {TOKEN}");
    server.ask("POST", "/convert", &[&[("Authorization", bearer.as_str())], headers].concat(), body)
}

#[test]
fn one_format_is_answered_with_the_file_and_several_with_an_archive() {
    let server = Server::start(&Desk::new(&[]), &[], &[]);
    let ask = |to: &str| {
        let settings = format!(r#"{{"to":{to}}}"#);
        post(
            &server,
            &[("Content-Type", TYPE)],
            &form(&[("file", Some("tea.md"), b"# Tea\n\nBoil."), ("settings", None, settings.as_bytes())]),
        )
    };
    let pdf = ask("[\"pdf\"]");
    assert_eq!(pdf.is(200).header("content-type"), "application/pdf");
    assert!(pdf.body.starts_with(b"%PDF-"));
    assert_eq!(pdf.header("handout-messages"), "[]");
    let both = ask("[\"epub\", \"text\"]");
    assert_eq!(both.is(200).header("content-type"), "application/zip");
    let archive = zip::ZipArchive::new(Cursor::new(both.body)).unwrap();
    assert_eq!(archive.file_names().collect::<Vec<_>>(), ["tea.epub", "tea.txt"]);
}

#[test]
fn a_line_of_pipe_is_answered_and_may_name_no_path() {
    let server = Server::start(&Desk::new(&[("tea.md", "# Tea\n\nSecret.")]), &[], &[]);
    let ask = |line: Value, accept: &str| {
        post(&server, &[("Content-Type", "application/json"), ("Accept", accept)], line.to_string().as_bytes())
    };
    let cup = STANDARD.encode("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path d='M0 0h9v9z'/></svg>");
    let line = json!({ "id": 1, "name": "tea.md", "text": "# Tea\n\n![A cup](cup.svg)\n\n![Gone](gone.svg)", "files": { "cup.svg": cup },
                       "options": { "to": ["html"] } });
    let page = ask(line.clone(), "*/*");
    assert!(page.is(200).text().contains("A cup"));
    let messages: Value = serde_json::from_str(page.header("handout-messages")).unwrap();
    assert_eq!((&messages[0]["code"], messages.as_array().unwrap().len()), (&json!("missing-image"), 1));
    let answer = ask(line, "application/json").is(200).json();
    assert_eq!((&answer["outputs"][0]["name"], &answer["title"]), (&json!("tea.html"), &json!("Tea")));
    assert_eq!(STANDARD.decode(answer["outputs"][0]["bytes_base64"].as_str().unwrap()).unwrap(), page.body);
    ask(json!({ "path": "tea.md" }), "*/*").is(400);
    ask(json!({ "text": "a", "options": { "nothing": 1 } }), "*/*").is(400);
    ask(json!({ "text": "a", "files": { "../a": "" } }), "*/*").is(422);
    ask(json!({ "text": "a", "options": { "to": [] } }), "*/*").is(400);
    ask(json!({}), "*/*").is(400);
    ask(json!([]), "*/*").is(400);
    let failed = ask(json!({ "text": "", "options": { "to": "text" } }), "*/*").is(422).json();
    assert_eq!(failed["messages"][0]["code"], "empty-article", "{failed}");
    post(&server, &[("Content-Type", "text/plain")], b"# Tea").is(415);
}

#[test]
fn the_description_has_the_version() {
    let server = Server::start(&Desk::new(&[]), &[], &[]);
    let openapi = server.page("GET", "/openapi.json").is(200).json();
    assert_eq!(
        (&openapi["openapi"], &openapi["info"]["version"]),
        (&json!("3.1.0"), &json!(env!("CARGO_PKG_VERSION")))
    );
}
