//! Links and cross-references: their targets, their text, and which links are active.

use super::{
    OtherArticles,
    anchors::{Place, Places},
    gaps,
    rewrite::{bodies, for_each_line, rewrite},
};
use crate::{
    article::{Anchor, Article, CitationMode, CrossRef, Inline, Link, Span, Target, inlines_of, plain_text},
    diagnostic::{Code, Diagnostic},
    locale::{Words, numbered},
};
use percent_encoding::percent_decode_str;
use url::Url;

/// The URL schemes that become active links.
const SAFE: [&str; 4] = ["http", "https", "mailto", "tel"];

/// Checks every link and sets the text of cross-references. Links with a dead target become plain text.
pub(super) fn resolve(
    article: &mut Article,
    places: &Places,
    other_articles: OtherArticles<'_>,
    words: &Words,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut links = Links { places, other_articles, words, diagnostics, before: String::new() };
    for body in bodies(article) {
        for_each_line(body, &mut |line| links.line(line));
    }
    article.references.iter_mut().for_each(|entry| links.line(&mut entry.content));
}

struct Links<'a> {
    places: &'a Places,
    other_articles: OtherArticles<'a>,
    words: &'a Words,
    diagnostics: &'a mut Vec<Diagnostic>,
    /// The text before a link in its line.
    before: String,
}

impl Links<'_> {
    fn line(&mut self, line: &mut Vec<Inline>) {
        self.before.clear();
        rewrite(line, &mut |inline| {
            let content = match inline {
                Inline::Text(x) => {
                    self.before.push_str(&x.text);
                    return vec![Inline::Text(x)];
                }
                Inline::Link(link) => self.link(link),
                Inline::CrossRef(reference) => self.cross_reference(reference),
                other => vec![other],
            };
            self.before.clear();
            content
        });
    }

    fn link(&mut self, mut link: Box<Link>) -> Vec<Inline> {
        let target = match link.target {
            Target::Anchor(ref anchor) => self.inside(anchor.as_str(), link.span),
            Target::Url(ref url) if url.trim().starts_with('#') => self.inside(url.trim(), link.span),
            Target::Url(ref url) => self.outside(url, link.span),
        };
        let (content, after) = split_content(link.content);
        let Some(target) = target else { return content.into_iter().chain(after).collect() };
        link.content = if shows(&content) { content } else { vec![self.address(&target, link.span)] };
        link.target = target;
        std::iter::once(Inline::Link(link)).chain(after).collect()
    }

    /// Returns the text for a link without one.
    fn address(&self, target: &Target, span: Span) -> Inline {
        match target {
            Target::Url(url) => Inline::text(url.clone(), span),
            Target::Anchor(anchor) => match self.places.find(anchor.as_str()) {
                Some((anchor, place)) => Inline::text(self.words_for(anchor, place), span),
                None => named(anchor, span),
            },
        }
    }

    fn inside(&mut self, written: &str, span: Span) -> Option<Target> {
        let decoded = percent_decode_str(written).decode_utf8_lossy();
        let found = self.places.find(&decoded).map(|(anchor, _)| Target::Anchor(anchor.clone()));
        if found.is_none() {
            self.dead(written, span);
        }
        found
    }

    fn dead(&mut self, written: &str, span: Span) {
        let name = written.trim_start_matches('#');
        let message = format!("nothing in the article has the anchor `{name}`");
        let help = format!("add `{{#{name}}}` after a heading, or fix the link");
        self.diagnostics.push(Diagnostic::new(Code::DeadLink, message).at(span).help(help));
    }

    fn outside(&mut self, url: &str, span: Span) -> Option<Target> {
        // HTML parsers drop these characters anywhere, so `java\nscript:` is `javascript:`.
        let url: String = url.trim().chars().filter(|c| !c.is_control()).collect();
        match scheme(&url) {
            Some(scheme) if SAFE.contains(&scheme.as_str()) => {
                let url = url.replace(' ', "%20");
                match Url::parse(&url) {
                    Ok(_) => return Some(Target::Url(url)),
                    Err(error) => {
                        let message = format!("the address `{url}` is invalid: {error}");
                        let help = "write an address such as `https://example.org/page`";
                        self.diagnostics.push(Diagnostic::new(Code::DeadLink, message).at(span).help(help));
                    }
                }
            }
            Some(scheme) => {
                let message = format!("a `{scheme}:` link is shown as text only");
                let help = format!("link to one of {}", SAFE.join(", "));
                self.diagnostics.push(Diagnostic::new(Code::UnsafeLink, message).at(span).help(help));
            }
            None => {
                if let Some(anchor) = (self.other_articles)(&url) {
                    return Some(Target::Anchor(anchor));
                }
                let message = format!("the link to `{url}` leads to a file that readers of the handout will not have");
                let help = "write the whole address: `https://…`";
                self.diagnostics.push(Diagnostic::new(Code::DeadLink, message).at(span).help(help));
            }
        }
        None
    }

    fn cross_reference(&mut self, mut reference: CrossRef) -> Vec<Inline> {
        let (content, after) = split_content(std::mem::take(&mut reference.content));
        let written = reference.target.as_str().to_owned();
        let Some((anchor, place)) = self.places.find(&written) else {
            self.dead(&written, reference.span);
            let content = if content.is_empty() { vec![named(&reference.target, reference.span)] } else { content };
            return content.into_iter().chain(after).collect();
        };
        let words = self.words_for(anchor, place);
        reference.target = anchor.clone();
        reference.content = if shows(&content) { content } else { vec![Inline::text(words, reference.span)] };
        std::iter::once(Inline::CrossRef(reference)).chain(after).collect()
    }

    /// Returns whether a word for equations directly precedes the link: `Equation \eqref{eq:bmi}`, `Eq. @eq:bmi`.
    fn follows_equation(&self) -> bool {
        let before = self.before.trim_end().trim_end_matches('(').to_lowercase();
        let word = numbered(self.words.equation, "").to_lowercase();
        [word.as_str(), "equation", "equations", "eq.", "eqs.", "eqn.", "formula"]
            .iter()
            .any(|own| before.ends_with(own))
    }

    /// Returns a label such as `Figure 1`, or only its number if its word directly precedes the link: `Fig.
    /// @fig:cup`.
    fn without_repeated_word(&self, label: String) -> String {
        const SHORT: [(&str, &[&str]); 2] =
            [("figure", &["fig", "fig.", "figs.", "figures"]), ("table", &["tab.", "tables"])];
        let Some((word, number)) = label.rsplit_once([' ', '\u{a0}']) else { return label };
        let before = self.before.trim_end().to_lowercase();
        let last = before.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '[')).next().unwrap_or_default();
        let word = word.to_lowercase();
        let short = SHORT.iter().any(|(own, short)| *own == word && short.contains(&last));
        if !last.is_empty() && (last == word || short) { number.to_owned() } else { label }
    }

    /// Returns the text for a target: `Tip 2`, `Table 1`, or the text of a heading.
    fn words_for(&self, anchor: &Anchor, place: &Place) -> String {
        let words = match place {
            Place::Heading(Some(number), _) => numbered(self.words.section, number),
            Place::Heading(None, words) => words.clone(),
            Place::Tip(number) => numbered(self.words.tip_n, number),
            Place::Table(Some(label)) | Place::Figure(Some(label)) => self.without_repeated_word(label.clone()),
            Place::Table(None) => numbered(self.words.table, ""),
            Place::Figure(None) => numbered(self.words.figure, ""),
            Place::Formula(Some(number)) if self.follows_equation() => number.clone(),
            Place::Formula(number) => numbered(self.words.equation, number.as_deref().unwrap_or_default()),
            Place::Other => String::new(),
        };
        if words.trim().is_empty() { anchor.as_str().to_owned() } else { words }
    }
}

/// Returns whether content has anything visible, so that a link on it can be clicked.
fn shows(content: &[Inline]) -> bool {
    let mut picture = false;
    inlines_of(content, &mut |inline| picture |= matches!(inline, Inline::Image(_)));
    picture || !plain_text(content).trim().is_empty()
}

/// Returns an anchor's name as text.
fn named(anchor: &Anchor, span: Span) -> Inline {
    Inline::text(anchor.as_str().chars().filter(|c| !c.is_control()).collect::<String>(), span)
}

/// Returns the scheme of a URL in lowercase (RFC 3986 §3.1).
fn scheme(url: &str) -> Option<String> {
    let (scheme, _) = url.split_once(':')?;
    let sound = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    sound.then(|| scheme.to_ascii_lowercase())
}

/// Splits the content of a link into what a link may contain, and the note references and citations that go after it.
/// The authors of a narrative citation stay. Nested links are reduced to their text.
fn split_content(mut content: Vec<Inline>) -> (Vec<Inline>, Vec<Inline>) {
    let mut after = Vec::new();
    rewrite(&mut content, &mut |inline| match inline {
        Inline::Link(x) => x.content,
        Inline::CrossRef(x) => x.content,
        Inline::Citation(mut citation) if citation.mode == CitationMode::Narrative && citation.mark.len() > 1 => {
            let authors = citation.mark.remove(0).content;
            if plain_text(&citation.mark[0].content) == " " {
                after.extend(citation.mark.remove(0).content);
            }
            citation.mode = CitationMode::Parenthetical;
            citation.items.iter_mut().take(1).for_each(|item| item.suppress_author = true);
            after.push(Inline::Citation(citation));
            authors
        }
        Inline::NoteRef(_) | Inline::Citation(_) => {
            after.push(inline);
            vec![]
        }
        other => vec![other],
    });
    if !after.is_empty() && gaps::close(&mut content) && !content.is_empty() {
        after.insert(0, Inline::words(" "));
    }
    (content, after)
}
