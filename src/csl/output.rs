//! Formatted citations and bibliography entries.

/// The formatted citations and bibliography of a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Output {
    /// One citation per cluster, in the same order.
    pub citations: Vec<Citation>,
    /// The entries in print order. Empty if the style has no bibliography.
    pub bibliography: Vec<Entry>,
    /// Whether all lines of an entry but the first are indented.
    pub hanging_indent: bool,
    /// How the first field of entries, usually a number, is set apart from the rest.
    ///
    /// If set, every entry starts with a [`Display::LeftMargin`] block followed by a [`Display::RightInline`] block.
    pub second_field_align: Option<Align>,
    /// The line spacing, as a multiple of single spacing.
    pub line_spacing: u32,
    /// The space between entries, in lines.
    pub entry_spacing: u32,
    /// The ids of cites and uncited works without an item, each once, in order of appearance. They print nothing.
    pub unknown: Vec<String>,
    /// Whether the style prints more for one work than it may, so that parts of citations or entries are missing.
    pub excessive: bool,
}

/// A formatted citation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Citation {
    /// The formatted text, including brackets and superscript if the style has them. With a note style, the text of
    /// the note.
    ///
    /// Empty if there is nothing to print.
    pub runs: Vec<Run>,
    /// The authors for the sentence, if the first cite of the cluster is [`CiteForm::Narrative`](super::CiteForm);
    /// otherwise empty. The caller inserts them before the citation, with a space unless the citation is superscript
    /// or a note.
    pub narrative: Vec<Run>,
}

/// A formatted entry of the bibliography.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entry {
    /// The id of the item.
    pub id: String,
    /// The text of the entry.
    pub runs: Vec<Run>,
}

/// A piece of formatted text.
#[derive(Clone, Debug, PartialEq)]
pub enum Run {
    /// Plain text. Quotation marks, apostrophes and letter case are final.
    Text(String),
    /// Text in another font, or back in the surrounding one.
    Styled(Font, Vec<Run>),
    /// Text that links to an address, for the variables `URL`, `DOI`, `PMID` and `PMCID`.
    Link(String, Vec<Run>),
    /// The part of a citation that comes from the cite with this index in [`Cluster::cites`](super::Cluster::cites).
    ///
    /// Cites inside a collapsed range (`1–3`) have no run of their own.
    Cite(usize, Vec<Run>),
    /// A block of a bibliography entry.
    Block(Display, Vec<Run>),
}

/// A change of font.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Font {
    /// Italic or oblique.
    Italic,
    /// Bold.
    Bold,
    /// Lighter than regular.
    Light,
    /// Small capitals.
    SmallCaps,
    /// Underlined.
    Underline,
    /// Superscript.
    Superscript,
    /// Subscript.
    Subscript,
    /// Upright within italic text.
    Upright,
    /// Regular weight within bold text.
    RegularWeight,
    /// Regular letters within small capitals.
    RegularCaps,
    /// On the baseline within superscript or subscript text.
    Baseline,
    /// No underline within underlined text.
    NoUnderline,
}

/// The placement of a block in an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Display {
    /// On lines of its own, from margin to margin.
    Block,
    /// At the left margin, before a [`Display::RightInline`] block.
    LeftMargin,
    /// On the same line as the preceding [`Display::LeftMargin`] block; further lines are aligned with its first.
    RightInline,
    /// On lines of its own, indented.
    Indent,
}

/// How the first field of an entry is set apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Align {
    /// The first field starts at the margin; all following lines are aligned with the second field.
    Flush,
    /// The first field is in the margin; all following lines are aligned with the margin.
    Margin,
}

impl Run {
    /// Appends the text of this run, without formatting, to `text`.
    pub fn push_text(&self, text: &mut String) {
        match self {
            Run::Text(piece) => text.push_str(piece),
            Run::Styled(_, runs) | Run::Link(_, runs) | Run::Cite(_, runs) | Run::Block(_, runs) => {
                runs.iter().for_each(|run| run.push_text(text));
            }
        }
    }
}

/// Returns the text of `runs` without formatting.
pub fn plain_text(runs: &[Run]) -> String {
    let mut text = String::new();
    runs.iter().for_each(|run| run.push_text(&mut text));
    text
}
