//! What people expect of a command without reading about it.

use super::command::Desk;

const TEA: &str = "# Green tea\n\nBoil the water first.\n";

fn desk() -> Desk {
    Desk::new(&[("tea.md", TEA)])
}

#[test]
fn an_output_may_be_a_file_whose_ending_chooses_the_format() {
    let desk = desk();
    desk.run(&["tea.md", "-o", "cup.pdf", "-o", "new/cup.TXT"])
        .says(0, &["1 article converted: cup.pdf (1 page), new/cup.TXT"]);
    assert_eq!(desk.files(), ["cup.pdf", "new/cup.TXT", "tea.md"]);
    desk.run(&["tea.md", "-o", "cup.docx"]).says(2, &["no format has this ending: choose from .pdf, .epub, .txt"]);
    desk.run(&["tea.md", "-o", "cup.pdf", "--to", "epub"]).says(2, &["`--to` names another one"]);
    desk.put("milk.md", TEA.as_bytes());
    desk.run(&["tea.md", "milk.md", "-o", "all.pdf"])
        .says(2, &["all.pdf is one file, and there are 2 articles", "handout book"]);
    desk.run(&["tea.md", "-o", "v1.2/", "--to", "text"]).says(0, &["v1.2/tea.txt"]);
}

#[test]
fn formats_have_the_names_of_their_files_in_any_case() {
    let desk = desk();
    desk.run(&["tea.md", "-o", "out", "--to", "txt,md,PDF,Html"]).says(0, &[]);
    assert_eq!(desk.files(), ["out/tea.html", "out/tea.md", "out/tea.pdf", "out/tea.txt", "tea.md"]);
}

#[test]
fn all_files_of_a_folder_can_be_named_again_and_again() {
    let desk = Desk::new(&[("tea.md", TEA), ("cup.png", "x"), ("works.bib", "")]);
    desk.run(&["cup.png", "tea.md", "works.bib"])
        .says(0, &["cup.png: skipped, as it is no article", "1 article converted"]);
    let all = ["cup.png", "tea.epub", "tea.md", "tea.pdf", "tea.txt", "works.bib"];
    assert_eq!(desk.files(), all);
    for _ in 0..2 {
        desk.run(&all).says(0, &["tea.txt: skipped, as handout wrote it", "1 article converted"]);
    }
    desk.run(&["cup.png"]).says(1, &["error[unknown-syntax]"]);
}

#[test]
fn a_document_of_another_program_is_told_what_to_do() {
    let desk = Desk::new(&[("tea.docx", "PK"), ("in/tea.odt", "PK"), ("in/milk.md", TEA)]);
    desk.run(&["tea.docx", "-o", "out"])
        .says(1, &["tea.docx: error[unknown-syntax]: this is a Word document", "Web Page"]);
    desk.run(&["in", "-o", "out"]).says(0, &["in/tea.odt: skipped, as this is a LibreOffice document", "1 article"]);
}

#[test]
fn standard_input_is_named_after_its_title_and_goes_to_a_pipe_when_one_format_is_asked_for() {
    let desk = Desk::new(&[]);
    desk.run_with_input(&["-", "--to", "pdf,text"], TEA.as_bytes()).says(0, &["green-tea.pdf (1 page), green-tea.txt"]);
    let ran = desk.run_with_input(&["-", "--to", "text"], TEA.as_bytes());
    assert_eq!(ran.output(), "Green tea\n=========\n\n\nBoil the water first.\n");
    assert_eq!(desk.files(), ["green-tea.pdf", "green-tea.txt"]);
}

#[test]
fn the_last_of_two_flags_wins_and_a_switch_can_be_turned_off() {
    let desk = desk();
    desk.put("handout.toml", b"ascii = true\n");
    desk.put("tea.md", "# Tea\n\nIt’s hot – very.\n".as_bytes());
    let text = |flags: &[&str]| desk.run(&[&["tea.md", "--to", "text", "-o", "-"], flags].concat()).output();
    assert!(text(&[]).contains("It's hot"));
    assert!(text(&["--no-ascii"]).contains("It’s hot"));
    assert!(text(&["--no-ascii", "--ascii"]).contains("It's hot"));
    desk.run(&["tea.md", "--paper", "a4", "--paper", "a5", "-o", "a.pdf"]).says(0, &[]);
}

#[test]
fn a_mistyped_command_is_suggested_and_no_arguments_show_the_help() {
    let desk = desk();
    desk.run(&["vrify", "out"]).says(2, &["did you mean the command `handout verify`?"]);
    desk.run(&["theme"]).says(2, &["did you mean the command `handout themes`?"]);
    desk.run(&["milk"]).says(1, &["there is no such file"]);
    desk.run(&[]).says(2, &["Usage: handout", "Examples:"]);
}

#[test]
fn messages_are_colored_only_when_asked_for_or_on_a_terminal() {
    let desk = desk();
    assert!(desk.run(&["milk.md", "--color", "always"]).said().contains("\u{1b}[1;31merror[unreadable]\u{1b}[0m"));
    assert!(!desk.run(&["milk.md"]).said().contains('\u{1b}'));
    assert!(!desk.run(&["milk.md", "--color", "never"]).said().contains('\u{1b}'));
    let json = desk.run(&["--log-format", "json", "--colour"]).said();
    assert!(json.starts_with("{\"message\":\"unexpected argument '--colour'"), "{json}");
}
