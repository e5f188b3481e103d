//! The stable codes of diagnostics, each with its severity.

use super::Severity;

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $text:literal, $severity:ident;)+) => {
        /// The kind of a diagnostic. The meaning of a code never changes.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Code {
            $($(#[doc = $doc])+ $name,)+
            /// The article breaks a rule of [`crate::check`].
            Rule {
                /// The name of the rule.
                name: &'static str,
                /// The rule's severity.
                severity: Severity,
            },
        }

        impl Code {
            /// All codes but the rules, in the order of the documentation.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// Returns the code as printed: `missing-image`.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)+ Self::Rule { name, .. } => name }
            }

            /// Returns when it appears, in sentences.
            #[must_use]
            pub fn meaning(self) -> &'static str {
                match self {
                    $(Self::$name => concat!($($doc),+).trim_ascii(),)+
                    Self::Rule { .. } => "The article breaks a rule of `handout check`.",
                }
            }

            /// Returns its severity.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)+ Self::Rule { severity, .. } => severity }
            }

            /// Returns whether an error may disappear when the same article is converted again, here or on another
            /// machine.
            #[must_use]
            pub fn is_transient(self) -> bool {
                matches!(self, Self::Timeout | Self::Interrupted | Self::Crash | Self::Unwritable)
            }
        }
    };
}

codes! {
    // reading
    /// The input is not UTF-8 text.
    NotUtf8 = "not-utf8", Error;
    /// A web page or bibliography declares no encoding or a wrong one; it was detected from the bytes.
    EncodingFound = "encoding-found", Note;
    /// Bytes that are invalid in the text's encoding were replaced by `�`.
    BrokenText = "broken-text", Warning;
    /// The article has no words.
    EmptyArticle = "empty-article", Error;
    /// The front matter cannot be parsed.
    BadFrontMatter = "bad-front-matter", Error;
    /// The fields of a mail merge are malformed, or missing from the table.
    BadMerge = "bad-merge", Error;
    /// A review is due: its date has passed, or the last review is too old.
    ReviewDue = "review-due", Warning;
    /// A front-matter value is of the wrong type for its key.
    BadValue = "bad-value", Warning;
    /// An unknown front-matter key; it is kept in the AST and not shown.
    UnknownKey = "unknown-key", Warning;
    /// A section without content was left out.
    EmptySection = "empty-section", Warning;
    /// The article has no title; its first heading or its file name is used.
    NoTitle = "no-title", Warning;
    /// Markup that the AST cannot hold was turned into its text.
    MarkupAsText = "markup-as-text", Warning;
    /// A formula is shown as its source text.
    MathsAsText = "maths-as-text", Warning;
    /// A shortcode of a site generator was left out.
    Shortcode = "shortcode", Warning;
    /// Nesting, a table or a line exceeds a limit.
    Limit = "limit", Error;
    /// The JSON AST cannot be read.
    BadAst = "bad-ast", Error;
    /// Something pasted along with the text (a repeated title, a soft hyphen) was left out.
    Tidied = "tidied", Note;
    /// Words of the source that may belong to the article were left out.
    LeftOut = "left-out", Warning;
    /// Words of the source are neither in the article nor accounted for, or are in it more often than in the source.
    LostWords = "lost-words", Error;
    /// The lines of two columns seem to alternate in pasted text.
    Columns = "columns", Warning;
    /// A text file is marked up as Markdown and is read as such.
    SyntaxFound = "syntax-found", Note;
    /// A picture of a web page is on the web; it is replaced by its description and a link.
    RemoteImage = "remote-image", Warning;
    /// Something that is printed comes from the document's properties, not from its text.
    PropertyUsed = "property-used", Note;
    /// The article names no language; it was detected from the prose.
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
    /// A link's address has a scheme that is not made active.
    UnsafeLink = "unsafe-link", Warning;
    /// A footnote is referred to but not defined.
    MissingNote = "missing-note", Warning;
    /// A footnote is defined but not referred to; it is left out.
    UnusedNote = "unused-note", Warning;
    /// An anchor is defined twice; the second is renamed.
    DuplicateAnchor = "duplicate-anchor", Warning;
    /// A heading skips a level; it was raised.
    SkippedLevel = "skipped-level", Note;
    /// A citation names a work that is in no bibliography.
    MissingReference = "missing-reference", Warning;
    /// A bibliography entry is not cited.
    UncitedReference = "uncited-reference", Note;
    /// A bibliography file cannot be read.
    MissingBibliography = "missing-bibliography", Error;
    /// A bibliography record cannot be used.
    BadRecord = "bad-record", Warning;
    /// A bibliography has fields that map to no CSL variable.
    UnreadField = "unread-field", Note;
    /// Two records have the same key or are the same work.
    DuplicateRecord = "duplicate-record", Warning;
    /// No citation locale exists for the article's language; entries use English terms.
    EntriesInEnglish = "entries-in-english", Note;
    /// A citation style is unknown or broken.
    BadStyle = "bad-style", Error;
    // rendering
    /// No font has a glyph for a character.
    MissingGlyph = "missing-glyph", Warning;
    /// A font of the operating system is used for a script that no other font has.
    SystemFont = "system-font", Note;
    /// A theme names a font family that is neither bundled nor in a folder of `--font-dir`.
    UnknownFont = "unknown-font", Warning;
    /// The format cannot show something in the article.
    Loss = "loss", Note;
    /// A fillable PDF was made. The message gives the number of fields.
    Fillable = "fillable", Note;
    /// A letter has no ASCII spelling, in plain text limited to ASCII.
    NoSpelling = "no-spelling", Warning;
    /// An article was set tighter to fit on the requested number of pages.
    Fit = "fit", Note;
    /// An article does not fit on the requested number of pages.
    NoFit = "no-fit", Warning;
    /// A formula is wider than its column, even at half its size; it is shown as text.
    WideFormula = "wide-formula", Warning;
    /// The resolution of a picture is too low for print.
    CoarseImage = "coarse-image", Warning;
    /// The renderer could not produce its output.
    Unrenderable = "unrenderable", Error;
    /// A bug in handout; the article fails, and the others continue.
    Internal = "internal", Error;
    /// The process that converted the article crashed or was killed.
    Crash = "crash", Error;
    /// Converting the article exceeded the time limit.
    Timeout = "timeout", Error;
    /// Converting the article exceeded the memory limit.
    OutOfMemory = "out-of-memory", Error;
    /// The run was stopped before the article was converted.
    Interrupted = "interrupted", Error;
    // files
    /// The extension of a file does not identify its syntax.
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
