//! A panic is reported as a bug, with the article and the position in the code, by every command.

use crate::command::Desk;

const TEA: &str = "# Tea\n\nBoil the water first.\n";

/// The variable that makes all work on an article panic, in debug builds, which tests use.
const VARIABLE: (&str, &str) = ("HANDOUT_TEST_PANIC", "1");

#[test]
fn every_command_reports_a_panic_with_the_article_and_the_place() {
    let desk = Desk::new(&[("tea.md", TEA), ("tea.txt", "Tea\n\nBoil the water first.\n")]);
    desk.run(&["tea.md", "-o", "out", "--quiet"]).says(0, &[]);
    let commands: [(&str, &[&str]); 6] = [
        ("tea.md", &["tea.md", "-o", "other"]),
        ("tea.md", &["tea.md", "--to", "text", "-o", "-"]),
        ("tea.md", &["ast", "tea.md"]),
        ("tea.md", &["book", "tea.md", "-o", "book.epub", "--title", "Tea"]),
        ("out/tea", &["verify", "out/tea"]),
        ("tea.txt", &["explain", "tea.txt"]),
    ];
    for (name, arguments) in commands {
        let ran = desk.run_with(arguments, b"", &[VARIABLE]);
        let said = ran.said();
        assert_eq!(ran.code(), 1, "{arguments:?}: {said}");
        assert!(said.contains("error[internal]: handout panicked at src/"), "{arguments:?}: {said}");
        assert!(said.contains("please report it"), "{arguments:?}: {said}");
        assert!(said.contains(name) || said.starts_with("book: "), "{arguments:?}: {said}");
        assert!(!said.contains("stack backtrace"), "{arguments:?}: {said}");
    }
    assert!(!desk.path("other/tea.pdf").exists() && !desk.path("book.epub").exists());
}

#[test]
fn a_backtrace_is_printed_on_demand() {
    let desk = Desk::new(&[("tea.md", TEA)]);
    let ran = desk.run_with(&["tea.md", "--to", "text"], b"", &[VARIABLE, ("RUST_BACKTRACE", "1")]);
    ran.says(1, &["error[internal]: handout panicked at src/", "stack backtrace"]);
}
