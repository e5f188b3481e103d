use super::{Book, Member, Part, ReferencesIn};
use crate::{
    Converter, Source, Syntax,
    article::{Block, Inline, Meta, Target, for_each_block, for_each_inline, plain_text},
    batch::Batch,
    resolve::Resolved,
};
use std::{fmt::Write as _, fs};
use tempfile::TempDir;

const TEA: &str = "---\ntitle: Tea\nauthor: Ana\n---\n\nTea is hot [1], says [2].[^n] See [light](light.md#blue) and \
                   [the steps](#tip-1).\n\n## Steps {.tips}\n\n1. **Boil.** Water.\n\n## References\n\n1. First work.\n\
                   2. Second work.\n\n[^n]: A note of tea.\n";

const LIGHT: &str = "---\ntitle: Light\nauthor: Ben\nlang: de\n---\n\nBlue wakes [1–3].[^n] See [tea](./tea.md).\n\n\
                     ## Blue\n\n## Steps {.tips}\n\n1. **Dim.** Lamps.\n\n## References\n\n1. Third work.\n2. Second work.\n\
                     3. Fourth work.\n\n[^n]: A note of light.\n";

fn bound(references_in: ReferencesIn, parts: &[Option<&str>]) -> (Resolved, String) {
    let folder = TempDir::new().unwrap();
    let names = ["tea.md", "light.md"];
    let members = names.map(|name| Member { path: folder.path().join(name), syntax: Syntax::Markdown, below: None });
    fs::write(&members[0].path, TEA).unwrap();
    fs::write(&members[1].path, LIGHT).unwrap();
    let parts = match parts {
        [] => vec![Part { title: None, articles: members.to_vec() }],
        titles => {
            let part = |(title, member): (&Option<&str>, Member)| Part {
                title: title.map(str::to_owned),
                articles: vec![member],
            };
            titles.iter().zip(members).map(part).collect()
        }
    };
    let meta = Meta { title: vec![Inline::words("Nights")], ..Meta::default() };
    let book = Book { meta, references_in, parts, folder: folder.path().to_owned() };
    let mut reported = String::new();
    let mut report = |_: &Source, diagnostics: &[crate::Diagnostic]| {
        diagnostics.iter().for_each(|diagnostic| writeln!(reported, "{}", diagnostic.message).unwrap());
    };
    let bound = book.bind(&Batch::new(Converter::default()), &mut report).expect("a book");
    assert_eq!(bound.article().validate(), []);
    (bound, reported)
}

/// Returns one line per block: headings with their level, paragraphs with their words, then all links.
fn outline(book: &Resolved) -> String {
    let mut out = String::new();
    for_each_block(&book.article().body, &mut |block| match block {
        Block::Heading(x) => {
            let level = "#".repeat(usize::from(x.level.get()));
            let anchor = x.anchor.as_ref().map_or("", |anchor| anchor.as_str());
            writeln!(out, "{level} {} ({anchor})", plain_text(&x.content)).unwrap();
        }
        Block::Paragraph(x) => writeln!(out, "{}", plain_text(&x.content)).unwrap(),
        Block::Division(x) => writeln!(out, "division {:?}", x.lang.as_ref().map(|lang| lang.as_str())).unwrap(),
        Block::PageBreak(_) => out.push_str("page break\n"),
        Block::Bibliography(_) => out.push_str("bibliography\n"),
        _ => {}
    });
    let notes = book.article().notes.iter().map(|note| note.body.as_slice());
    let mut links = Vec::new();
    for body in std::iter::once(book.article().body.as_slice()).chain(notes) {
        for_each_inline(body, &mut |inline| match inline {
            Inline::Link(link) => {
                if let Target::Anchor(anchor) = &link.target {
                    links.push(anchor.as_str());
                }
            }
            Inline::CrossRef(x) => links.push(x.target.as_str()),
            _ => {}
        });
    }
    writeln!(out, "links: {}", links.join(" ")).unwrap();
    for entry in &book.article().references {
        let from: Vec<_> = entry.cited_from.iter().map(|anchor| anchor.as_str()).collect();
        let label = entry.label.as_deref().unwrap_or_default();
        writeln!(out, "{label} {} <- {}", plain_text(&entry.content), from.join(" ")).unwrap();
    }
    out
}

#[test]
fn articles_become_chapters_with_one_bibliography_and_links_between_them() {
    let (book, reported) = bound(ReferencesIn::Book, &[]);
    assert_eq!(reported, "");
    insta::assert_snapshot!(outline(&book), @r##"
    page break
    # Tea (article-1)
    division None
    By Ana
    Tea is hot [1], says [2]. See light and the steps.
    ## Steps (a1-steps)
    Water.
    page break
    # Light (article-2)
    division Some("de")
    Von Ben
    division Some("de")
    Blue wakes [2–4]. See tea.
    ## Blue (a2-blue)
    ## Steps (a2-steps)
    division Some("de")
    Lamps.
    page break
    # References (references)
    bibliography
    links: a2-blue a1-tip-1 article-1
    1. First work. <- a1-cite-1
    2. Second work. <- a1-cite-2 a2-cite-1
    3. Third work. <- a2-cite-1
    4. Fourth work. <- a2-cite-1
    "##);
    let authors: Vec<_> = book.article().meta.authors.iter().map(|author| author.name.as_str()).collect();
    assert_eq!(authors, ["Ana", "Ben"]);
    let notes: Vec<_> = book.article().notes.iter().map(|note| (note.label.as_str(), note.number)).collect();
    assert_eq!(notes, [("a1-n", Some(1)), ("a2-n", Some(2))]);
}

#[test]
fn articles_may_keep_their_references_and_be_in_parts() {
    let (book, _) = bound(ReferencesIn::Article, &[Some("One"), Some("Two")]);
    insta::assert_snapshot!(outline(&book), @r##"
    page break
    # One (part-1)
    ## Tea (article-1)
    division None
    By Ana
    Tea is hot [1], says [2]. See light and the steps.
    ### Steps (a1-steps)
    Water.
    ### References (a1-references)
    division None
    division None
    1. First work.
    division None
    2. Second work.
    page break
    # Two (part-2)
    ## Light (article-2)
    division Some("de")
    Von Ben
    division Some("de")
    Blue wakes [1–3]. See tea.
    ### Blue (a2-blue)
    ### Steps (a2-steps)
    division Some("de")
    Lamps.
    ### References (a2-references)
    division Some("de")
    division None
    division None
    1. Third work.
    division None
    2. Second work.
    division None
    3. Fourth work.
    links: a2-blue a1-tip-1 article-1
    "##);
}

#[test]
fn an_article_before_the_parts_is_on_their_level() {
    let (book, _) = bound(ReferencesIn::Book, &[None, Some("One")]);
    let headings: Vec<_> = outline(&book).lines().filter(|line| line.starts_with('#')).map(str::to_owned).collect();
    let article = ["# Tea (article-1)", "## Steps (a1-steps)", "# One (part-1)", "## Light (article-2)"];
    assert_eq!(headings[..4], article);
}

#[test]
fn a_book_file_has_the_keys_of_front_matter_and_reports_errors() {
    let text = "title = \"Nights\"\nlang = \"en\"\nreferences-in = \"article\"\narticles = [\"tea.md\"]\n[[parts]]\ntitle = \
                \"Habits\"\narticles = [\"b/light.txt\"]\n";
    let (book, reported) = Book::read(&Source::new("books/book.toml", text)).expect("a book");
    assert_eq!(reported, []);
    assert_eq!((plain_text(&book.meta.title).as_str(), book.references_in), ("Nights", ReferencesIn::Article));
    let paths: Vec<_> = book.members().map(|member| member.path.display().to_string()).collect();
    assert_eq!(paths, ["books/tea.md", "books/b/light.txt"]);
    assert_eq!(book.parts[1].title.as_deref(), Some("Habits"));
    for (text, fault) in [
        ("title = \"T\"\n", "the book has no article"),
        ("articles = [\"a.doc\"]\n", "the extension is not one of"),
        ("articles = [\"a.md\"]\nreferences-in = \"attic\"\n", "`attic` is not a place for references"),
        ("articles = [\n", "cannot be read"),
    ] {
        let reported = Book::read(&Source::new("book.toml", text)).expect_err(text);
        assert!(reported.iter().any(|reported| reported.message.contains(fault)), "{reported:?}");
    }
}

#[test]
fn no_two_tables_or_figures_of_a_book_have_the_same_number() {
    let text = "# Tea\n\nSee @tbl:dose and [the list](#tbl:dose).\n\nTable: Doses {#tbl:dose}\n\n| a | b |\n|---|---|\n| 1 | 2 |\n";
    let folder = TempDir::new().unwrap();
    let articles: Vec<_> = ["a.md", "b.md"]
        .map(|name| Member { path: folder.path().join(name), syntax: Syntax::Markdown, below: None })
        .into_iter()
        .inspect(|member| fs::write(&member.path, text).unwrap())
        .collect();
    let meta = Meta { title: vec![Inline::words("Nights")], ..Meta::default() };
    let parts = vec![Part { title: None, articles }];
    let book = Book { meta, references_in: ReferencesIn::Book, parts, folder: folder.path().to_owned() };
    let bound = book.bind(&Batch::new(Converter::default()), &mut |_, _| {}).expect("a book");
    let mut labels = Vec::new();
    for_each_block(&bound.article().body, &mut |block| {
        if let Block::Table(x) = block {
            labels.extend(x.caption.as_ref().and_then(|caption| caption.label.clone()));
        }
    });
    assert_eq!(labels.iter().map(|label| label.replace('\u{a0}', " ")).collect::<Vec<_>>(), ["Table 1.1", "Table 2.1"]);
    let said = outline(&bound).replace('\u{a0}', " ");
    assert!(said.contains("See Table 1.1 and the list.") && said.contains("See Table 2.1 and the list."), "{said}");
}
