//! Word documents through the command: alone, in a folder, through `pipe`.

use super::command::Desk;
use base64::{Engine as _, engine::general_purpose::STANDARD};

const SLEEP: &[u8] = include_bytes!("../../examples/guide/desk/sleep.docx");

fn desk() -> Desk {
    let desk = Desk::new(&[]);
    desk.put("sleep.docx", SLEEP);
    desk
}

#[test]
fn a_word_document_becomes_all_formats_with_the_same_words() {
    let desk = desk();
    desk.run(&["sleep.docx", "--verify", "-o", "out"]).says(0, &["1 article converted"]);
    let text = desk.read("out/sleep.txt");
    for line in ["A Good Night's Sleep\n", "1. Keep to your times.\n", "What you can do\n", "[note 1] Everyone needs"] {
        assert!(text.replace('’', "'").contains(line), "{line} is not in {text}");
    }
    assert!(desk.path("out/sleep.pdf").exists() && desk.path("out/sleep.epub").exists());
    desk.run(&["verify", "out/sleep", "--article", "sleep.docx"]).says(0, &[" agree"]);
}

#[test]
fn a_folder_of_documents_is_converted_by_workers_and_what_word_leaves_there_is_not() {
    let desk = desk();
    desk.put("in/a.docx", SLEEP);
    desk.put("in/b.docx", b"PK no document");
    desk.put("in/~$a.docx", b"a lock");
    desk.put("in/c.md", b"# Tea\n\nBoil.\n");
    desk.put("in/c.docx", SLEEP);
    desk.run(&["in", "--to", "text", "-o", "out"]).says(
        1,
        &[
            "in/b.docx:1:1: error[unreadable]: this is not a Word document",
            "in/c.docx: skipped",
            "2 articles converted",
        ],
    );
    assert!(desk.read("out/a.txt").contains("What you can do"));
}

#[test]
fn a_document_arrives_through_a_pipe_and_on_standard_input() {
    let desk = desk();
    let request = format!(r#"{{"id": 1, "file": "{}", "options": {{"to": ["text"]}}}}"#, STANDARD.encode(SLEEP));
    let answer: serde_json::Value = desk.run_with_input(&["pipe"], request.as_bytes()).output().parse().unwrap();
    let text = STANDARD.decode(answer["bytes_base64"].as_str().unwrap()).unwrap();
    assert!(String::from_utf8(text).unwrap().contains("What you can do"));
    let ran = desk.run_with_input(&["-", "--to", "text"], SLEEP);
    assert!(ran.output().contains("What you can do"));
    assert!(desk.run(&["ast", "sleep.docx"]).output().contains("\"tips\""));
}

#[test]
fn a_document_is_not_filled_in_from_a_table() {
    let desk = desk();
    desk.put("t.csv", b"name\nAna\n");
    let ran = desk.run(&["sleep.docx", "--merge", "t.csv", "-o", "out"]);
    assert!(ran.said().contains("Word documents cannot be filled in from a table"), "{}", ran.said());
}
