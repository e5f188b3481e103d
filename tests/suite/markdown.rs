//! Articles of any syntax become Markdown, which handout reads as the same article.

use crate::command::Desk;

const PAGE: &str = "<html lang=\"en\"><head><title>Tea</title></head><body><article><h1>Tea</h1>\
    <p>Boil the water <em>first</em>. It takes two minutes, or three in a wide pot on a small fire.</p>\
    <h2>Tips</h2><ol><li><strong>Stop at noon.</strong> Later cups keep you up.</li><li><b>Keep cool.</b></li></ol>\
    </article></body></html>";

#[test]
fn a_page_becomes_markdown_with_the_same_words_in_every_format() {
    let desk = Desk::new(&[("tea.html", PAGE)]);
    desk.run(&["tea.html", "--to", "markdown", "-o", "md"]).says(0, &["1 article converted"]);
    desk.run(&["tea.html", "--to", "text", "-o", "a", "--quiet"]).says(0, &[]);
    desk.run(&["md/tea.md", "--to", "text,markdown", "-o", "b", "--quiet"]).says(0, &[]);
    assert!(desk.read("md/tea.md").contains("\n\n1. **Stop at noon.** Later cups"), "{}", desk.read("md/tea.md"));
    assert_eq!(desk.read("a/tea.txt"), desk.read("b/tea.txt"));
    assert_eq!(desk.read("md/tea.md"), desk.read("b/tea.md"));
}

#[test]
fn markdown_never_replaces_the_article_that_it_is_made_of() {
    let desk = Desk::new(&[("tea.md", "# Tea\n\nBoil the water.\n")]);
    for arguments in [&["tea.md", "--to", "markdown"][..], &["tea.md", "--to", "markdown", "-o", "."]] {
        desk.run(arguments).says(2, &["tea.md would overwrite an article", "-o DIR"]);
        assert_eq!(desk.read("tea.md"), "# Tea\n\nBoil the water.\n");
        assert_eq!(desk.files(), ["tea.md"]);
    }
    desk.run(&[".", "--to", "markdown,text"]).says(0, &["tea.md: the markdown is left out"]);
    assert_eq!(desk.files(), ["tea.md", "tea.txt"]);
    let ran = desk.run(&["tea.md", "--to", "markdown", "-o", "-"]);
    assert_eq!((ran.code(), ran.output().as_str()), (0, "---\ntitle: Tea\n---\n\nBoil the water.\n"));
}
