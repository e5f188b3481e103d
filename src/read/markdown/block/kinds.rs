//! The extensions enabled in pulldown-cmark, and the frames opened by its tags.

use super::frame::Kind;
use crate::{
    article::{Alignment, Anchor, CalloutKind, Style},
    read::common::clean::clean,
};
use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, Options, Tag};

/// Returns the extensions to enable.
pub(crate) fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_MATH
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_SUPERSCRIPT
        | Options::ENABLE_SUBSCRIPT
}

/// Returns the frame that a tag opens.
pub(crate) fn kind_of(tag: Tag<'_>) -> Kind {
    match tag {
        Tag::Paragraph => Kind::Paragraph,
        Tag::Heading { level, id, classes, .. } => Kind::Heading {
            level: level as usize,
            anchor: id.map(|id| Anchor::new(id.to_string())),
            classes: classes.iter().map(ToString::to_string).collect(),
        },
        Tag::BlockQuote(kind) => Kind::Quote(kind.map(|kind| match kind {
            BlockQuoteKind::Note => CalloutKind::Note,
            BlockQuoteKind::Tip => CalloutKind::Tip,
            BlockQuoteKind::Important => CalloutKind::Important,
            BlockQuoteKind::Warning => CalloutKind::Warning,
            BlockQuoteKind::Caution => CalloutKind::Caution,
        })),
        Tag::CodeBlock(CodeBlockKind::Indented) => Kind::Code(None),
        Tag::CodeBlock(CodeBlockKind::Fenced(info)) => {
            let name = info.split([' ', ',', '{']).next().unwrap_or_default();
            Kind::Code((!name.is_empty()).then(|| clean(name)))
        }
        // A block of HTML has no frame: the elements that it opens may extend beyond it.
        Tag::HtmlBlock | Tag::MetadataBlock(_) => Kind::Metadata,
        Tag::List(first) => Kind::List { first, items: Vec::new(), tight: false },
        Tag::Item => Kind::Item(None),
        Tag::FootnoteDefinition(label) => Kind::Note(label.to_string()),
        Tag::DefinitionList => Kind::Definitions(Vec::new()),
        Tag::DefinitionListTitle => Kind::Term,
        Tag::DefinitionListDefinition => Kind::Meaning,
        Tag::Table(alignments) => {
            let columns = alignments.iter().map(|&alignment| aligned(alignment)).collect();
            Kind::Table { columns, head: Vec::new(), body: Vec::new() }
        }
        Tag::TableHead => Kind::Head(Vec::new()),
        Tag::TableRow => Kind::Row(Vec::new()),
        Tag::TableCell => Kind::Cell,
        Tag::Emphasis => Kind::Styled(Style::Emphasis),
        Tag::Strong => Kind::Styled(Style::Strong),
        Tag::Strikethrough => Kind::Styled(Style::Strike),
        Tag::Superscript => Kind::Styled(Style::Sup),
        Tag::Subscript => Kind::Styled(Style::Sub),
        Tag::Link { dest_url, title, link_type, .. } => {
            let mail = link_type == pulldown_cmark::LinkType::Email;
            let url = if mail { format!("mailto:{dest_url}") } else { dest_url.into_string() };
            Kind::Link { url, title: title.into_string() }
        }
        Tag::Image { dest_url, title, .. } => Kind::Image { url: dest_url.into_string(), title: title.into_string() },
    }
}

fn aligned(alignment: pulldown_cmark::Alignment) -> Alignment {
    match alignment {
        pulldown_cmark::Alignment::None | pulldown_cmark::Alignment::Left => Alignment::Start,
        pulldown_cmark::Alignment::Center => Alignment::Center,
        pulldown_cmark::Alignment::Right => Alignment::End,
    }
}
