//! Lines that name the authors and dates of a page: they are printed once.

use super::{
    main_content::Main,
    names,
    tree::{Id, Tree},
};
use crate::{
    article::{Article, Block, Meta, WrittenDate, plain_text},
    read::{
        account::{Account, Reason},
        common::{byline::byline, clean::folded, dates},
    },
};

/// The maximum length of a line that may name authors and dates, in bytes.
const BYLINE: usize = 300;

/// The number of blocks above the first sentences that may repeat authors and dates.
const TOP: usize = 10;

/// The minimum number of words of a paragraph that begins the text.
const TEXT: usize = 25;

/// Words next to names and dates that add nothing to them.
const SMALL: &[&str] = &[
    "and",
    "author",
    "by",
    "date",
    "di",
    "et",
    "geschrieben",
    "il",
    "le",
    "on",
    "par",
    "por",
    "posted",
    "published",
    "the",
    "und",
    "von",
    "written",
    "y",
];

/// Takes authors and dates from lines that were left out and contain nothing else, if the page's metadata names no
/// author. Returns their elements.
pub(super) fn taken(article: &mut Article, tree: &Tree, main: &Main, account: &mut Account) -> Vec<Id> {
    let mut taken = Vec::new();
    if !article.meta.authors.is_empty() {
        return taken;
    }
    for &(id, _) in &main.left_out {
        let text = tree.text(id);
        let line = tree.below(id).all(|inner| !names::is_heading(tree.name(inner)));
        if text.len() < BYLINE
            && line
            && let Some(found) = byline(&text)
        {
            let mut meta = Meta::default();
            found.add_to(&mut meta, &text);
            article.meta.authors.extend(meta.authors);
            article.meta.published = article.meta.published.take().or(meta.published);
            article.meta.updated = article.meta.updated.take().or(meta.updated);
            article.meta.reviewed = article.meta.reviewed.take().or(meta.reviewed);
            // the words between the names, such as `By`, are not in the metadata
            account.leave_out_reported(Reason::Repetition, tree.span(id), text);
            taken.push(id);
        }
    }
    taken
}

/// Removes a first line that repeats the category, and lines above the text that repeat authors and dates.
pub(super) fn repeated_lines(article: &mut Article, account: &mut Account) {
    let category = article.meta.category.as_deref().map(folded);
    let mut at = 0;
    while at < article.body.len().min(TOP) {
        let lines = lines(&article.body[at]);
        if matches!(lines.as_slice(), [line] if line.split_whitespace().nth(TEXT).is_some()) {
            return;
        }
        let is_category =
            at == 0 && matches!((lines.as_slice(), &category), ([line], Some(category)) if folded(line) == *category);
        let mut meta = article.meta.clone();
        if is_category || !lines.is_empty() && lines.iter().all(|line| repeats(&mut meta, line)) {
            article.meta = meta;
            account.leave_out(Reason::Repetition, article.body[at].span(), lines.join(" "));
            article.body.remove(at);
        } else {
            at += 1;
        }
    }
}

/// Returns the lines of a paragraph or a simple list; none for other blocks.
fn lines(block: &Block) -> Vec<String> {
    match block {
        Block::Paragraph(paragraph) => vec![plain_text(&paragraph.content)],
        Block::List(list) => {
            let item = |body: &[Block]| match body {
                [Block::Paragraph(paragraph)] => Some(plain_text(&paragraph.content)),
                _ => None,
            };
            list.items.iter().map(|x| item(&x.body)).collect::<Option<Vec<_>>>().unwrap_or_default()
        }
        _ => Vec::new(),
    }
}

/// Returns whether a line contains only authors and dates of the metadata. A date that the metadata lacks is added
/// to it.
fn repeats(meta: &mut Meta, line: &str) -> bool {
    if line.trim().is_empty() || line.len() > BYLINE {
        return false;
    }
    repeats_byline(meta, line) || repeats_names(meta, line)
}

/// Returns whether a line is an understood byline whose authors and dates are all in the metadata.
fn repeats_byline(meta: &Meta, line: &str) -> bool {
    let known = |name: &str| meta.authors.iter().any(|author| folded(&author.name) == folded(name));
    let Some(found) = byline(line).filter(|_| !meta.authors.is_empty()) else { return false };
    let mut own = Meta::default();
    found.add_to(&mut own, line);
    let dated = |own: &Option<WrittenDate>, known: &Option<WrittenDate>| match (own, known) {
        (None, _) => true,
        (Some(own), Some(known)) => own.text == known.text || (own.iso.is_some() && own.iso == known.iso),
        (Some(_), None) => false,
    };
    !own.authors.is_empty()
        && own.authors.iter().all(|author| known(&author.name))
        && dated(&own.published, &meta.published)
        && dated(&own.updated, &meta.updated)
        && dated(&own.reviewed, &meta.reviewed)
}

/// Returns whether a line consists of names of authors, a date, and nothing that means more.
fn repeats_names(meta: &mut Meta, line: &str) -> bool {
    let mut rest = format!(" {} ", folded(line));
    let mut named = false;
    for author in &meta.authors {
        let name = folded(&author.name);
        if let Some(at) = rest.find(&name).filter(|_| !name.is_empty()) {
            let after = at + name.len();
            let apart = |c: Option<char>| !c.is_some_and(char::is_alphanumeric);
            if apart(rest[..at].chars().next_back()) && apart(rest[after..].chars().next()) {
                rest.replace_range(at..after, " ");
                named = true;
            }
        }
    }
    let marks = |c: char| !c.is_alphanumeric();
    let words: Vec<&str> = rest.split_whitespace().map(|word| word.trim_matches(marks)).collect();
    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty() && !SMALL.contains(word)).collect();
    let date = words.join(" ");
    let iso = dates::iso(&date).filter(|iso| iso.len() == "2024-03-05".len());
    let known =
        [&meta.published, &meta.updated].into_iter().flatten().any(|known| known.iso.is_some() && known.iso == iso);
    if known || date.is_empty() {
        return known || named;
    }
    let new = named && iso.is_some() && meta.published.is_none();
    if new {
        meta.published = Some(WrittenDate { text: iso.clone().unwrap_or_default(), iso });
    }
    new
}

#[cfg(test)]
mod tests {
    use crate::{
        article::plain_text,
        diagnostic::Source,
        read::{Reading, Syntax, read},
    };

    const TEXT: &str = "<p>Warm tea before bed helps many people to fall asleep, as the nurse said in May. It has to be \
                        weak, and a cup of it is enough for one night, or two.</p>";

    fn page(head: &str, lines: &str) -> Reading {
        let html = format!("<head>{head}</head><article><h1>Tea</h1>{lines}{TEXT}</article>");
        read(&Source::new("a.html", html), Syntax::Html)
    }

    #[test]
    fn lines_that_repeat_the_authors_and_the_date_are_left_out() {
        let head = "<meta name=author content='Ana Ruiz'><meta name=date content='2024-05-03'>";
        for line in [
            "<ol><li><a href=/ana>Ana Ruiz</a></li></ol>",
            "<p>by Ana Ruiz May 3, 2024</p>",
            "<p>// By Ana Ruiz • 3 May 2024</p>",
            "<p>3 May 2024</p>",
        ] {
            let reading = page(head, line);
            assert_eq!(reading.article.body.len(), 1, "{line}");
            assert!(reading.account.word_count() > 0, "{line}");
        }
        for line in
            ["<p>Ana Ruiz drinks tea</p>", "<p>By Ana Ruiz, 4 May 2024</p>", "<p>By Ben Okri</p>", "<p>1:39 pm</p>"]
        {
            assert_eq!(page(head, line).article.body.len(), 2, "{line}");
        }
    }

    #[test]
    fn a_date_next_to_the_author_is_the_date_of_a_page_without_one() {
        let article = page("<meta name=author content='Ana Ruiz'>", "<p>By Ana Ruiz • May 3, 2024</p>").article;
        assert_eq!(article.meta.published.unwrap().iso.as_deref(), Some("2024-05-03"));
        assert_eq!((article.body.len(), plain_text(&article.meta.title)), (1, "Tea".to_owned()));
    }
}
