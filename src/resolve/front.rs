//! The title, the title block above the body, and the colophon below it.

use super::{bodies::is_body, gaps, organization, review, rewrite, summary::summary};
use crate::{
    article::{
        Article, Block, CitationMode, Inline, Lang, Meta, Span, TitleBlock, WrittenDate, for_each_block, inlines_of,
        plain_text,
    },
    diagnostic::{Code, Diagnostic},
    locale::{self, Words, fill},
};

/// The title of an article without a title or file name.
const UNTITLED: &str = "Untitled";

/// Determines the title if the front matter has none, and composes the title block and colophon.
pub(super) fn resolve(article: &mut Article, name: Option<&str>, words: &Words, diagnostics: &mut Vec<Diagnostic>) {
    if plain_text(&article.meta.title).trim().is_empty() {
        article.meta.title = title(article, name, diagnostics);
    }
    let lang = article.lang();
    let meta = &mut article.meta;
    [&mut meta.title, &mut meta.subtitle, &mut meta.description].into_iter().for_each(unlink);
    if plain_text(&meta.description).trim().is_empty() && !cites(&meta.description) {
        meta.description.clear();
    }
    let summary = summary(article);
    let meta = &mut article.meta;
    let (title, subtitle) = (meta.title.clone(), meta.subtitle.clone());
    let (category, lines) = (non_blank(meta.category.as_deref()), lines(meta, &lang, words));
    let organization = organization::letterhead(meta);
    article.front = Some(TitleBlock { organization, category, title, subtitle, lines, summary });
    article.colophon = colophon(article, words);
    let meta = &mut article.meta;
    if meta.publisher.is_none() {
        meta.publisher = meta.organization.as_ref().and_then(|organization| organization.name.clone());
    }
}

/// Returns the lines of the colophon: organization, publisher, identifier, rights, and the last review.
fn colophon(article: &Article, words: &Words) -> Vec<String> {
    let meta = &article.meta;
    let mut lines = organization::colophon(article, words);
    let name = meta.organization.as_ref().and_then(|organization| organization.name.as_ref());
    let publisher = meta.publisher.as_ref().filter(|publisher| name != Some(publisher));
    let others = [publisher, meta.identifier.as_ref(), meta.rights.as_ref()];
    lines.extend(others.into_iter().flatten().filter_map(|text| non_blank(Some(text))));
    if review::is_at_end(meta) {
        lines.extend(review::line(meta, words));
    }
    lines
}

fn non_blank(text: Option<&str>) -> Option<String> {
    text.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}

/// Removes links; only citations and note references stay.
fn unlink(line: &mut Vec<Inline>) {
    rewrite::rewrite(line, &mut |inline| match inline {
        Inline::Link(x) => x.content,
        Inline::CrossRef(x) => x.content,
        other => vec![other],
    });
}

/// Moves the lines of the title block that contain citations or note references to the start of the body, so that
/// they are resolved like any other line. Returns whether it moved any.
pub(super) fn move_to_body(article: &mut Article) -> bool {
    let Some(front) = &mut article.front else { return false };
    let has_any = front.texts().any(|line| has_marks(line));
    if has_any {
        let lent = front.texts_mut().map(|line| Block::paragraph(std::mem::take(line), Span::default()));
        article.body.splice(0..0, lent.collect::<Vec<_>>());
    }
    has_any
}

fn cites(line: &[Inline]) -> bool {
    let mut cites = false;
    inlines_of(line, &mut |inline| cites |= matches!(inline, Inline::Citation(_)));
    cites
}

fn has_marks(line: &[Inline]) -> bool {
    let mut found = false;
    inlines_of(line, &mut |inline| found |= matches!(inline, Inline::Citation(_) | Inline::NoteRef(_)));
    found
}

/// Moves the lines back. The metadata gets them without citations and note references.
pub(super) fn move_back(article: &mut Article) {
    let Some(front) = &mut article.front else { return };
    for (line, lent) in front.texts_mut().zip(article.body.drain(..3)) {
        if let Block::Paragraph(lent) = lent {
            *line = lent.content;
        }
    }
    article.meta.title = without_marks(&front.title);
    article.meta.subtitle = without_marks(&front.subtitle);
    if !front.summary.is_empty() {
        article.meta.description = without_marks(&front.summary);
    }
}

/// Returns a line without citations and note references. Authors that are part of the sentence stay.
fn without_marks(line: &[Inline]) -> Vec<Inline> {
    let mut line = line.to_vec();
    rewrite::rewrite(&mut line, &mut |inline| match inline {
        Inline::NoteRef(_) => vec![],
        Inline::Citation(x) if x.mode == CitationMode::Narrative => {
            x.mark.into_iter().next().map(|part| part.content).unwrap_or_default()
        }
        Inline::Citation(_) => vec![],
        other => vec![other],
    });
    gaps::close(&mut line);
    line
}

/// Returns a title from the article: the heading above all others, else the file name, else the first heading.
fn title(article: &mut Article, name: Option<&str>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Inline> {
    if let Some(title) = leading_heading(article) {
        return title;
    }
    let named = name.map(|name| name.replace(['-', '_'], " ")).filter(|name| !name.trim().is_empty());
    let title = named.map(|name| vec![Inline::words(name)]).or_else(|| first_heading(article));
    let title = title.unwrap_or_else(|| vec![Inline::words(UNTITLED)]);
    let message = format!("the article has no title; it is called “{}”", plain_text(&title));
    let help = "put it at the top: `# Title` in Markdown, a line of its own in pasted text, `<title>` in a web page";
    diagnostics.push(Diagnostic::new(Code::NoTitle, message).help(help));
    title
}

/// Takes the first heading if it opens the body and all other headings are below it.
fn leading_heading(article: &mut Article) -> Option<Vec<Inline>> {
    let Some(Block::Heading(first)) = article.body.first() else { return None };
    let mut above_all = !plain_text(&first.content).trim().is_empty();
    for_each_block(&article.body[1..], &mut |block| {
        if let Block::Heading(other) = block {
            above_all &= other.level > first.level;
        }
    });
    if !above_all {
        return None;
    }
    let Block::Heading(heading) = article.body.remove(0) else { return None };
    Some(heading.content)
}

fn first_heading(article: &Article) -> Option<Vec<Inline>> {
    let mut found = None;
    for_each_block(&article.body, &mut |block| {
        if let Block::Heading(heading) = block {
            let words = plain_text(&heading.content);
            found = found.take().or_else(|| (!words.trim().is_empty()).then(|| vec![Inline::words(words)]));
        }
    });
    found
}

/// Returns the byline, the affiliations, then dates and version on one line. A byline in the source replaces the
/// generated one, `published` and `updated`, and all dates that it contains.
fn lines(meta: &Meta, lang: &Lang, words: &Words) -> Vec<String> {
    let dated = |pattern: &str, date: &Option<WrittenDate>| {
        date.as_ref().map(|date| fill(pattern, &[("date", &locale::date_in_words(date, lang))]))
    };
    let written = non_blank(meta.byline.as_deref());
    let mut dates = Vec::new();
    if written.is_none() {
        dates.extend(dated(words.published, &meta.published));
        dates.extend(dated(words.updated, &meta.updated));
    }
    if review::is_at_end(meta) {
        return with_dates(meta, written, dates, words);
    }
    let in_byline = |text: &str| written.as_deref().is_some_and(|line| line.contains(text));
    let others = [(words.reviewed, &meta.reviewed), (words.next_review, &meta.next_review)];
    let others = others.into_iter().filter(|(_, date)| date.as_ref().is_none_or(|date| !in_byline(&date.text)));
    dates.extend(others.filter_map(|(pattern, date)| dated(pattern, date)));
    dates.extend(
        meta.version
            .as_ref()
            .filter(|version| !in_byline(version))
            .map(|version| fill(words.version, &[("version", version)])),
    );
    with_dates(meta, written, dates, words)
}

/// Returns the byline, written or generated, the affiliations, and a line with the dates.
fn with_dates(meta: &Meta, written: Option<String>, dates: Vec<String>, words: &Words) -> Vec<String> {
    let mut lines = written.map_or_else(|| byline(meta, words), |line| vec![line]);
    lines.extend(affiliations(meta, &lines.concat(), words));
    lines.extend((!dates.is_empty()).then(|| dates.join(" · ")));
    lines
}

/// Returns a line for each affiliation that is not in the byline: `Sleep Institute` if all authors share it,
/// otherwise with their names, `Ana Ruiz, Ben Okri: Sleep Institute`.
fn affiliations(meta: &Meta, byline: &str, words: &Words) -> Vec<String> {
    let mut names_by_place: Vec<(String, Vec<&str>)> = Vec::new();
    for author in &meta.authors {
        let place = non_blank(author.affiliation.as_deref()).filter(|place| !byline.contains(place.as_str()));
        let Some(place) = place else { continue };
        match names_by_place.iter_mut().find(|(known, _)| *known == place) {
            Some((_, names)) => names.push(&author.name),
            None => names_by_place.push((place, vec![&author.name])),
        }
    }
    let line = |(place, names): (String, Vec<&str>)| {
        if names.len() == meta.authors.len() { place } else { format!("{}: {place}", names.join(words.comma)) }
    };
    names_by_place.into_iter().map(line).collect()
}

/// Returns `By Ana Ruiz, Ben Okri and Chi Wu`, or only the names of organizations, then a line for each other role:
/// `Dana Poe (reviewer)`.
fn byline(meta: &Meta, words: &Words) -> Vec<String> {
    let wrote = |role: &Option<String>| role.as_deref().is_none_or(|role| role.eq_ignore_ascii_case("author"));
    let authors: Vec<&str> =
        meta.authors.iter().filter(|author| wrote(&author.role)).map(|author| author.name.as_str()).collect();
    let joined = match authors.as_slice() {
        [] => None,
        [one] => Some((*one).to_owned()),
        [others @ .., last] => Some(fill(words.and, &[("others", &others.join(words.comma)), ("last", last)])),
    };
    let others = meta.authors.iter().filter(|author| !wrote(&author.role));
    let bodies = authors.iter().all(|name| is_body(name));
    let by = joined.map(|authors| if bodies { authors } else { fill(words.by, &[("authors", &authors)]) });
    by.into_iter()
        .chain(others.map(|author| format!("{} ({})", author.name, author.role.as_deref().unwrap_or_default())))
        .collect()
}
