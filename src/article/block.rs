//! Blocks: the vertical units of an article.

use super::{Anchor, Direction, DisplayFormula, HeadingLevel, Inline, Lang, Layout, Span, plain_text};
#[cfg(test)]
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A block of an article.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum Block {
    /// A section's heading: `## What it is`. Holds inlines. Bookmarked in PDF, listed in the EPUB's
    /// table of contents, underlined in text.
    Heading(Box<Heading>),
    /// A paragraph. Holds inlines.
    Paragraph(Paragraph),
    /// Numbered advice. Each tip has an optional lead and a body of blocks. Shown with a numeral badge
    /// in PDF, as `<ol class="tips">` in EPUB, as `1.` with a hanging indent in text.
    Tips(Tips),
    /// A bullet or ordered list; an item may be a task. Items hold blocks.
    List(List),
    /// Quoted blocks: `> …`. Indented.
    Quote(Quote),
    /// A box that stands out from the text: `> [!WARNING]`, `Suggested Reading: …`. Holds blocks.
    Callout(Callout),
    /// A table. Cells hold blocks. Header rows repeat on each PDF page.
    Table(Box<Table>),
    /// A picture with a caption. Text shows `[Image: alt]` and the caption.
    Figure(Box<Figure>),
    /// Lines of code, as written, in a monospaced face.
    Code(Code),
    /// A display formula: `$$…$$`. Centered, with its number at the end of the line.
    Formula(Box<DisplayFormula>),
    /// Terms, each with its definitions.
    Definitions(Definitions),
    /// A change of subject: `***`.
    Rule(Rule),
    /// A page break. Plain text cannot show it.
    PageBreak(PageBreak),
    /// Blocks with their own language, direction, class or anchor: `<div lang="fr">`.
    Division(Box<Division>),
    /// Where the bibliography is printed; at most one. Resolve adds it, with its heading, when missing.
    Bibliography(Bibliography),
}

/// A section's heading.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Heading {
    /// Its level, 1 for a section of the article.
    pub level: HeadingLevel,
    /// The printed number, `2.1`, when headings are numbered. *Set by resolve.*
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// The text.
    pub content: Vec<Inline>,
    /// The anchor for links: given by the author (`{#id}`), else *by resolve*.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anchor: Option<Anchor>,
    /// Class names, for themes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub classes: Vec<String>,
    /// The source span.
    #[serde(default, skip_serializing_if = "Span::is_unknown")]
    pub span: Span,
}

/// A paragraph.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Paragraph {
    /// The text.
    pub content: Vec<Inline>,
    /// The source span.
    #[serde(default, skip_serializing_if = "Span::is_unknown")]
    pub span: Span,
}

/// Numbered advice.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Tips {
    /// The first tip's number as written. `None` means 1, or one more than the last tip if `continues`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<u32>,
    /// Whether numbering continues from the previous tips (`{.continue}`).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub continues: bool,
    /// The tips; never empty.
    pub items: Vec<Tip>,
    /// The source span.
    #[serde(default, skip_serializing_if = "Span::is_unknown")]
    pub span: Span,
}

/// One piece of advice. It has a lead, a body, or both.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Tip {
    /// Its printed number. *Set by resolve.*
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u32>,
    /// The number as printed, if the language has its own digits: `۳`. *Set by resolve.*
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub numeral: Option<String>,
    /// The advice in a few words, set in bold on a line of its own. May be empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lead: Vec<Inline>,
    /// The explanation.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub body: Vec<Block>,
    /// The anchor for links. *By resolve* if not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anchor: Option<Anchor>,
    /// The source span.
    #[serde(default, skip_serializing_if = "Span::is_unknown")]
    pub span: Span,
}

impl Tip {
    /// Returns its number as printed.
    #[must_use]
    pub fn printed_number(&self) -> Option<String> {
        self.numeral.clone().or_else(|| self.number.map(|number| number.to_string()))
    }
}

/// A list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct List {
    /// How its items are marked.
    pub marker: ListMarker,
    /// Whether there is no space between items.
    pub tight: bool,
    /// The items; never empty.
    pub items: Vec<ListItem>,
    /// The source span.
    #[serde(default, skip_serializing_if = "Span::is_unknown")]
    pub span: Span,
}

/// How a list's items are marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ListMarker {
    /// A bullet for each item.
    Bullet,
    /// Numbers counting up from `start`.
    Ordered {
        /// The first item's number.
        start: u32,
        /// The numerals.
        numerals: Numerals,
    },
}

/// The numerals of an ordered list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Numerals {
    /// 1. 2. 3.
    #[default]
    Decimal,
    /// a. b. c.
    LowerAlpha,
    /// A. B. C.
    UpperAlpha,
    /// i. ii. iii.
    LowerRoman,
    /// I. II. III.
    UpperRoman,
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ListItem {
    /// For a task, whether it is done; `None` for a plain item.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub task: Option<bool>,
    /// Its printed label, `3.` or `b.`; `None` for bullets and tasks. *Set by resolve.*
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Its blocks.
    pub body: Vec<Block>,
    /// The source span.
    #[serde(default, skip_serializing_if = "Span::is_unknown")]
    pub span: Span,
}

/// Quoted blocks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Quote {
    /// The quoted blocks.
    pub body: Vec<Block>,
    /// The source span.
    #[serde(default, skip_serializing_if = "Span::is_unknown")]
    pub span: Span,
}

/// The class of the title of a chapter of a book.
pub(crate) const CHAPTER: &str = "chapter";

/// The class of the division with the byline and the summary of a chapter of a book.
pub(crate) const CHAPTER_FRONT: &str = "chapter-front";

/// The class of a division of verse.
pub(crate) const VERSE: &str = "verse";

/// The class of a division with an epigraph at the head of an article or a chapter.
pub(crate) const EPIGRAPH: &str = "epigraph";

/// The class of the list of link addresses.
pub(crate) const ADDRESSES: &str = "addresses";

impl Division {
    /// Returns whether it has a class.
    pub(crate) fn is(&self, class: &str) -> bool {
        self.classes.iter().any(|own| own == class)
    }
}

impl Heading {
    /// Returns whether it is the title of a chapter of a book.
    pub(crate) fn is_chapter(&self) -> bool {
        self.classes.iter().any(|class| class == CHAPTER)
    }
}

/// Splits a quotation from its attribution, the last paragraph: `— Ana Ruiz`.
pub(crate) fn attributed(quoted: &[Block]) -> (&[Block], Option<&Paragraph>) {
    let dashed = |block: &Block| match block {
        Block::Paragraph(x) => plain_text(&x.content).trim_start().starts_with(['—', '―', '–']),
        _ => false,
    };
    // consecutive paragraphs with dashes are a dialogue
    match quoted {
        [words @ .., Block::Paragraph(last)]
            if words.last().is_some_and(|before| !dashed(before)) && dashed(&quoted[words.len()]) =>
        {
            (words, Some(last))
        }
        all => (all, None),
    }
}

/// What a callout is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum CalloutKind {
    /// Good to know.
    Note,
    /// Helpful advice.
    Tip,
    /// Needed to succeed.
    Important,
    /// Danger to health or property.
    Warning,
    /// A risk to be aware of.
    Caution,
    /// Danger to life: whom to call at once.
    Emergency,
    /// Further reading.
    FurtherReading,
}

impl CalloutKind {
    /// Every kind.
    pub const ALL: [Self; 7] =
        [Self::Note, Self::Tip, Self::Important, Self::Warning, Self::Caution, Self::Emergency, Self::FurtherReading];
}

/// A box that stands out from the text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Callout {
    /// What it is for.
    pub kind: CalloutKind,
    /// The kind's name with a colon, `Warning: `, before a title that does not contain it. *Set by resolve.*
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Its title, given by the author; else the kind's name in the article's language, *by resolve*.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub title: Vec<Inline>,
    /// The content.
    pub body: Vec<Block>,
    /// The source span.
    #[serde(default, skip_serializing_if = "Span::is_unknown")]
    pub span: Span,
}

impl Callout {
    /// Creates a callout as read from the source, without a label.
    #[must_use]
    pub fn new(kind: CalloutKind, title: Vec<Inline>, body: Vec<Block>, span: Span) -> Self {
        Self { kind, label: None, title, body, span }
    }

    /// Returns the label and the title.
    #[must_use]
    pub fn heading(&self) -> Vec<Inline> {
        self.label.iter().map(|label| Inline::words(label.as_str())).chain(self.title.iter().cloned()).collect()
    }
}

/// A caption of a table or figure.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Caption {
    /// The label before the words: `Table 2`. *Set by resolve.*
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// The text.
    pub content: Vec<Inline>,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Table {
    /// The caption.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caption: Option<Caption>,
    /// One alignment per column; every row covers exactly these columns.
    pub columns: Vec<Alignment>,
    /// Header rows: their cells are column headers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub head: Vec<Row>,
    /// The other rows.
    pub body: Vec<Row>,
    /// The anchor for links. *By resolve* if not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anchor: Option<Anchor>,
    /// The source span.
    #[serde(default, skip_serializing_if = "Span::is_unknown")]
    pub span: Span,
}

/// How a column's cells are aligned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Alignment {
    /// As the text starts: left in English.
    #[default]
    Start,
    /// Centered.
    Center,
    /// As the text ends: right in English.
    End,
}

/// A table row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Row {
    /// Its cells in reading order; a cell that spans from above is not repeated.
    pub cells: Vec<Cell>,
    /// The source span.
    #[serde(default, skip_serializing_if = "Span::is_unknown")]
    pub span: Span,
}

/// A table cell.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Cell {
    /// Its blocks; one paragraph in most tables, none when empty.
    pub body: Vec<Block>,
    /// Whether the cell is a row header. (Cells of header rows are column headers.)
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub heads_row: bool,
    /// The number of columns it covers, from 1.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub columns: u32,
    /// The number of rows it covers, from 1.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub rows: u32,
}

fn one() -> u32 {
    1
}

fn is_one(n: &u32) -> bool {
    *n == 1
}

impl Cell {
    /// Creates a cell of one row and one column.
    #[must_use]
    pub fn new(body: Vec<Block>) -> Self {
        Self { body, heads_row: false, columns: 1, rows: 1 }
    }
}

/// The width of a figure. In JSON, a number is a percentage: `60`, `{"points": 85}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(untagged)]
pub enum Width {
    /// A percentage of the measure, 1 to 100.
    Percent(u8),
    /// A length in points, at least 1. Never wider than the measure.
    Points {
        /// The length.
        points: u16,
    },
}

/// A picture with a caption.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Figure {
    /// The path as written, relative to the article's folder; the key of a [`super::Resource`].
    pub path: String,
    /// What the picture shows, in words; not the caption. Empty if the author gave none.
    pub alt: String,
    /// The caption below it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caption: Option<Caption>,
    /// Its width, if the author asks for one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub width: Option<Width>,
    /// The anchor for links. *By resolve* if not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anchor: Option<Anchor>,
    /// The source span.
    #[serde(default, skip_serializing_if = "Span::is_unknown")]
    pub span: Span,
}

/// Lines of code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Code {
    /// The language's name, as after the fence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The lines, separated by `\n`, without one at the end.
    pub text: String,
    /// The source span.
    #[serde(default, skip_serializing_if = "Span::is_unknown")]
    pub span: Span,
}

/// A definition list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Definitions {
    /// Its entries; never empty.
    pub items: Vec<Definition>,
    /// The source span.
    #[serde(default, skip_serializing_if = "Span::is_unknown")]
    pub span: Span,
}

/// A term with its definitions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Definition {
    /// The term.
    pub term: Vec<Inline>,
    /// Its definitions, each a list of blocks.
    pub meanings: Vec<Vec<Block>>,
}

/// A change of subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// The source span.
    #[serde(default, skip_serializing_if = "Span::is_unknown")]
    pub span: Span,
}

/// A page break.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PageBreak {
    /// The source span.
    #[serde(default, skip_serializing_if = "Span::is_unknown")]
    pub span: Span,
}

/// Blocks with their own language, direction, class or anchor.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Division {
    /// The language of the blocks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<Lang>,
    /// The direction of the blocks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dir: Option<Direction>,
    /// Class names, for themes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub classes: Vec<String>,
    /// The anchor for links, if given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anchor: Option<Anchor>,
    /// How the blocks are laid out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub layout: Option<Layout>,
    /// The blocks.
    pub body: Vec<Block>,
    /// The source span.
    #[serde(default, skip_serializing_if = "Span::is_unknown")]
    pub span: Span,
}

/// Where the bibliography is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Bibliography {
    /// The source span of its heading or list.
    #[serde(default, skip_serializing_if = "Span::is_unknown")]
    pub span: Span,
}

impl Block {
    /// Creates a paragraph.
    #[must_use]
    pub fn paragraph(content: Vec<Inline>, span: Span) -> Self {
        Self::Paragraph(Paragraph { content, span })
    }

    /// Returns the block's source span.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Self::Heading(x) => x.span,
            Self::Paragraph(x) => x.span,
            Self::Tips(x) => x.span,
            Self::List(x) => x.span,
            Self::Quote(x) => x.span,
            Self::Callout(x) => x.span,
            Self::Table(x) => x.span,
            Self::Figure(x) => x.span,
            Self::Code(x) => x.span,
            Self::Formula(x) => x.span,
            Self::Definitions(x) => x.span,
            Self::Rule(x) => x.span,
            Self::PageBreak(x) => x.span,
            Self::Division(x) => x.span,
            Self::Bibliography(x) => x.span,
        }
    }
}
