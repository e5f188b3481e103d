//! The stable codes of all diagnostics, each with its severity.

use super::Severity;

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $text:literal, $severity:ident;)+) => {
        /// What kind of thing a diagnostic tells. The text of a code never changes its meaning.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Code {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Code {
            /// Every code, in the order of the documentation.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The code as printed: `missing-image`.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)+ }
            }

            /// How much it matters.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)+ }
            }
        }
    };
}

codes! {
    // reading
    /// The input is not UTF-8 text.
    NotUtf8 = "not-utf8", Error;
    /// A web page does not say its encoding, or says a wrong one; it was found from the page's bytes.
    EncodingFound = "encoding-found", Note;
    /// Bytes that mean nothing in the text's encoding; `�` stands in their place.
    BrokenText = "broken-text", Warning;
    /// The article has no words.
    EmptyArticle = "empty-article", Error;
    /// The front matter cannot be parsed.
    BadFrontMatter = "bad-front-matter", Error;
    /// A front-matter value is not of the kind its key asks for.
    BadValue = "bad-value", Warning;
    /// A front-matter key that handout does not know; it is kept in the AST and not shown.
    UnknownKey = "unknown-key", Warning;
    /// A section without content was left out.
    EmptySection = "empty-section", Warning;
    /// The article names no title; its first heading or its file name is used.
    NoTitle = "no-title", Warning;
    /// Markup that the AST cannot hold was turned into its text.
    MarkupAsText = "markup-as-text", Warning;
    /// Maths are shown as their source text.
    MathsAsText = "maths-as-text", Warning;
    /// A shortcode of a site generator was left out.
    Shortcode = "shortcode", Warning;
    /// Nesting, a table or a line goes beyond a limit.
    Limit = "limit", Error;
    /// The JSON AST cannot be read.
    BadAst = "bad-ast", Error;
    /// Something pasted along with the text (a repeated title, a soft hyphen) was left out.
    Tidied = "tidied", Note;
    /// Words of the source that may be the author's are not in the article.
    LeftOut = "left-out", Warning;
    /// Words of the source are neither in the article nor accounted for, or are in it more often than in the source.
    LostWords = "lost-words", Error;
    /// The lines of two columns seem to alternate in pasted text.
    Columns = "columns", Warning;
    /// A text file is marked up as Markdown and is read as such.
    SyntaxFound = "syntax-found", Note;
    /// A picture of a web page lies on the web; its description and a link stand in its place.
    RemoteImage = "remote-image", Warning;
    /// The article names no language; it was found from the article's prose.
    LanguageFound = "language-found", Note;
    // resolving
    /// A picture cannot be read; its description is printed instead.
    MissingImage = "missing-image", Warning;
    /// A picture is in a format that cannot be shown; its description is printed instead.
    BadImage = "bad-image", Warning;
    /// A picture has no alternative text.
    NoAlt = "no-alt", Warning;
    /// A link or cross-reference leads nowhere.
    DeadLink = "dead-link", Warning;
    /// A link's address is of a kind that is not made active.
    UnsafeLink = "unsafe-link", Warning;
    /// A footnote is referred to but not defined.
    MissingNote = "missing-note", Warning;
    /// A footnote is defined but not referred to; it is left out.
    UnusedNote = "unused-note", Warning;
    /// An anchor is given twice; the second is renamed.
    DuplicateAnchor = "duplicate-anchor", Warning;
    /// A heading skips a level; it is raised.
    SkippedLevel = "skipped-level", Note;
    /// A citation names a work that no bibliography has.
    MissingReference = "missing-reference", Warning;
    /// A bibliography entry that nothing cites.
    UncitedReference = "uncited-reference", Note;
    /// A bibliography file cannot be read.
    MissingBibliography = "missing-bibliography", Error;
    /// A bibliography record cannot be used.
    BadRecord = "bad-record", Warning;
    /// A bibliography has fields that no CSL variable takes.
    UnreadField = "unread-field", Note;
    /// Two records have the same key or are the same work.
    DuplicateRecord = "duplicate-record", Warning;
    /// No citation style has words in the article's language; those of entries are English.
    EntriesInEnglish = "entries-in-english", Note;
    /// A citation style is unknown or broken.
    BadStyle = "bad-style", Error;
    // rendering
    /// A character that no font has.
    MissingGlyph = "missing-glyph", Warning;
    /// A font of the operating system is used for a script that no other font has.
    SystemFont = "system-font", Note;
    /// A theme names a font family that is neither bundled nor in a folder of `--font-dir`.
    UnknownFont = "unknown-font", Warning;
    /// Something that the format cannot show.
    Loss = "loss", Note;
    /// Letters that ASCII cannot spell, where the text is asked for in ASCII.
    NoSpelling = "no-spelling", Warning;
    /// A picture will look coarse in print.
    CoarseImage = "coarse-image", Warning;
    /// The renderer could not make its output.
    Unrenderable = "unrenderable", Error;
    /// A fault of handout itself; the article is given up, the others go on.
    Internal = "internal", Error;
    /// A theme file that cannot be used.
    BadTheme = "bad-theme", Error;
    // files
    /// The ending of a file's name does not tell its syntax.
    UnknownSyntax = "unknown-syntax", Error;
    /// A file or folder cannot be read.
    Unreadable = "unreadable", Error;
    /// A file cannot be written.
    Unwritable = "unwritable", Error;
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}
