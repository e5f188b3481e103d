//! Information about the organization that publishes a handout: above the title, in contact boxes, and at the end.
//!
//! Its text is composed here, once, and renderers choose where it looks best. A footer repeats some of it in print,
//! as an artifact that is not read aloud.

use crate::{
    article::{
        Article, Block, Division, Inline, Layout, Letterhead, LineBreak, Link, Meta, Organization, Span, Style, Target,
        for_each_block, walk_mut,
    },
    locale::{Words, fill},
};

/// Completes the article's organization from `usual`, and makes it the publisher if the article names none.
pub(super) fn complete(meta: &mut Meta, usual: Option<&Organization>) {
    let own = meta.organization.take();
    let complete = match (own, usual) {
        (Some(own), Some(usual)) => Some(own.or(usual)),
        (own, usual) => own.or_else(|| usual.cloned()),
    };
    meta.organization = complete.map(Organization::without_control_characters);
}

/// Fills in the contact boxes, and adds one at the end of the body if the article asks for it.
pub(super) fn fill_boxes(article: &mut Article, words: &Words) {
    let Article { meta, body, .. } = article;
    let empty = |layout| {
        let division = Division { layout: Some(layout), ..Division::default() };
        Block::Division(Box::new(division))
    };
    if std::mem::take(&mut meta.contact) && !has_box(body) {
        body.push(empty(Layout::Contact));
    }
    walk_mut::for_each_block(body, &mut |block| title(block, words));
    let nobody = Organization::default();
    let organization = meta.organization.as_ref().unwrap_or(&nobody);
    walk_mut::for_each_block(body, &mut |block| {
        if let Block::Division(division) = block
            && division.layout == Some(Layout::Contact)
            && division.body.is_empty()
        {
            division.body = contact(organization, words, division.span);
        }
    });
}

/// Gives a title to a box without one: the heading that opens it, or a default.
fn title(block: &mut Block, words: &Words) {
    let Block::Division(division) = block else { return };
    let usual = match division.layout {
        Some(Layout::Glance) => words.at_a_glance,
        Some(Layout::Notes { .. }) => words.your_notes,
        Some(Layout::Label) => words.patient_label,
        _ => return,
    };
    let span = division.span;
    let strong = |content| Block::paragraph(vec![Inline::styled(Style::Strong, content, span)], span);
    match division.body.first_mut() {
        Some(Block::Heading(heading)) => division.body[0] = strong(std::mem::take(&mut heading.content)),
        Some(Block::Paragraph(x)) if matches!(x.content.as_slice(), [Inline::Styled(x)] if x.style == Style::Strong) => {
        }
        _ => division.body.insert(0, strong(vec![Inline::text(usual, span)])),
    }
}

fn has_box(body: &[Block]) -> bool {
    let mut found = false;
    for_each_block(body, &mut |block| {
        found |= matches!(block, Block::Division(x) if x.layout == Some(Layout::Contact));
    });
    found
}

/// Returns the blocks of a contact box: a title, then telephone numbers, web addresses, the postal address and
/// emergency instructions, one line each.
fn contact(organization: &Organization, words: &Words, span: Span) -> Vec<Block> {
    let strong = |words: &str| Inline::styled(Style::Strong, vec![Inline::text(words, span)], span);
    let phones = non_blank(&organization.phone).map(|phone| match phone.rsplit_once(": ") {
        Some((purpose, number)) => vec![Inline::text(format!("{purpose}: "), span), strong(number)],
        None => vec![Inline::text(labelled(phone, words), span)],
    });
    let web = non_blank(&organization.web).map(|address| linked(address, "", span));
    let links = web.chain(non_blank(&organization.email).map(|address| linked(address, "mailto:", span)));
    let address = non_blank(&organization.address).map(|line| vec![Inline::text(line, span)]);
    let emergency = non_blank(&organization.emergency).map(|line| vec![strong(line)]);
    let groups: [Vec<Vec<Inline>>; 4] =
        [phones.collect(), links.map(|link| vec![link]).collect(), address.collect(), emergency.collect()];
    let title = Block::paragraph(vec![strong(words.contact)], span);
    let paragraphs = groups.into_iter().filter(|lines| !lines.is_empty()).map(|lines| {
        let between = Inline::Break(LineBreak { span });
        Block::paragraph(lines.join(&between), span)
    });
    let blocks: Vec<Block> = std::iter::once(title).chain(paragraphs).collect();
    if blocks.len() > 1 { blocks } else { Vec::new() }
}

/// Returns an address as a link if its own text is enough for one, otherwise as text.
fn linked(address: &str, scheme: &str, span: Span) -> Inline {
    let words = Inline::text(address, span);
    let is_link = !scheme.is_empty() || address.starts_with("https://") || address.starts_with("http://");
    if !is_link || address.contains(char::is_whitespace) {
        return words;
    }
    let target = Target::Url(format!("{scheme}{address}"));
    Inline::Link(Box::new(Link { target, content: vec![words], title: None, span }))
}

/// Returns a telephone number, with a label unless it has its own.
fn labelled(phone: &str, words: &Words) -> String {
    if phone.contains(char::is_alphabetic) { phone.to_owned() } else { fill(words.phone, &[("phone", phone)]) }
}

/// Returns the lines that are not blank.
fn non_blank<'a>(lines: impl IntoIterator<Item = &'a String>) -> impl Iterator<Item = &'a str> {
    lines.into_iter().map(|line| line.trim()).filter(|line| !line.is_empty())
}

/// Returns the line above the title.
pub(super) fn letterhead(meta: &Meta) -> Option<String> {
    let organization = meta.organization.as_ref()?;
    organization.line().filter(|_| organization.letterhead != Some(Letterhead::None))
}

/// Returns the organization's lines in the colophon. Contact details are not repeated after a contact box.
pub(super) fn colophon(article: &Article, words: &Words) -> Vec<String> {
    let Some(organization) = &article.meta.organization else { return Vec::new() };
    let mut lines: Vec<String> = organization.line().into_iter().collect();
    if !has_box(&article.body) {
        lines.extend(non_blank(&organization.address).map(str::to_owned));
        lines.extend(non_blank(&organization.phone).map(|phone| labelled(phone, words)));
        let addresses: Vec<&str> = non_blank(&organization.web).chain(non_blank(&organization.email)).collect();
        lines.extend((!addresses.is_empty()).then(|| addresses.join(" · ")));
        lines.extend(non_blank(&organization.emergency).map(str::to_owned));
    }
    lines.extend(non_blank(&organization.registration).chain(non_blank(&organization.languages)).map(str::to_owned));
    lines
}
