//! What a document cites: clusters of cites, in document order.

/// A citation in the text, such as `(Doe 2020; Roe 2021, p. 4)`: one or more cites that are printed together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cluster {
    /// The cites in the author's order.
    pub cites: Vec<Cite>,
    /// The number of the footnote or endnote that contains the citation, from 1. Zero means the running text.
    ///
    /// Several clusters may share a note. With a note style, also number the notes that citations create: positions
    /// (ibid., near note, first note number) depend on them.
    pub note: u32,
    /// Keeps the author's order even if the style sorts cites, for example because prefixes or suffixes depend on it.
    pub unsorted: bool,
}

/// A reference to one item, with the author's additions.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cite {
    /// The id of the cited [`Item`](crate::csl::Item).
    pub id: String,
    /// The location in the item, such as `33-35`.
    pub locator: Option<String>,
    /// The kind of locator as a CSL term: `page`, `chapter`, `figure`, `sub-verbo` … `None` means `page`.
    pub label: Option<String>,
    /// Text before the cite, such as `see `. May contain the markup that text fields of items may contain.
    ///
    /// A space between it and the cite is added if there is none.
    pub prefix: String,
    /// Text after the cite, such as `, with figures`. May contain the markup that text fields of items may contain.
    ///
    /// A space is added before it unless it starts with punctuation or a space.
    pub suffix: String,
    /// Which parts of the cite to print.
    pub form: CiteForm,
}

impl Cite {
    /// Returns a plain cite of the item `id`.
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into(), ..Self::default() }
    }
}

/// Which parts of a cite are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CiteForm {
    /// The whole cite.
    #[default]
    Normal,
    /// The cite without its authors, because the sentence names them: `(2020)`. Pandoc's `[-@doe]`.
    SuppressAuthor,
    /// The authors alone.
    AuthorOnly,
    /// The authors for the sentence and the rest for the mark: `Doe (2020)`. Pandoc's `@doe`.
    ///
    /// The authors are in [`Citation::narrative`](crate::csl::Citation::narrative) and the rest in
    /// [`Citation::runs`](crate::csl::Citation::runs), as if the cite had been [`CiteForm::SuppressAuthor`].
    Narrative,
}
