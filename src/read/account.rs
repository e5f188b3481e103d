//! The account of a source: which of its words are not in the article, and why.
//!
//! Readers record every run of words that they leave out. [`Account::diagnostics`] reports them: a note for page
//! furniture, a warning for what may be the author's text. [`crate::verify`] checks that article and account together
//! contain every word of the source.

use crate::{
    article::{Span, count_words},
    diagnostic::{Code, Diagnostic},
};

/// Why words of the source are not in the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// Text around the article: page header, footer, sidebars.
    Surroundings,
    /// Menus, breadcrumbs, share buttons, cookie bars.
    Navigation,
    /// Text that is repeated: a second copy of the title, running heads and page numbers.
    Repetition,
    /// Text marked as deleted by its author.
    Deleted,
    /// A generated list of works, which is replaced by one of the cited works.
    Bibliography,
    /// Comments, which are invisible to readers of the source.
    Comment,
    /// Scripts and style sheets.
    Script,
    /// Syntax and settings that have an effect but are not printed. Not reported.
    Markup,
    /// A heading with nothing below it.
    EmptySection,
    /// Text that the page hides, but may show on a click.
    Hidden,
    /// A placeholder for generated content: a shortcode, an embed, an empty form field.
    Placeholder,
    /// Text that looks like page furniture, but contains sentences that may be the author's.
    Doubtful,
    /// Markup that the reader does not support.
    Unsupported,
}

impl Reason {
    /// All reasons, those reported as notes first.
    pub const ALL: [Self; 13] = [
        Self::Surroundings,
        Self::Navigation,
        Self::Repetition,
        Self::Deleted,
        Self::Bibliography,
        Self::Comment,
        Self::Script,
        Self::Markup,
        Self::EmptySection,
        Self::Hidden,
        Self::Placeholder,
        Self::Doubtful,
        Self::Unsupported,
    ];

    /// Returns the diagnostic code for this reason, or `None` if it is not reported.
    fn code(self) -> Option<Code> {
        match self {
            Self::Markup => None,
            Self::Surroundings
            | Self::Navigation
            | Self::Repetition
            | Self::Deleted
            | Self::Bibliography
            | Self::Comment
            | Self::Script => Some(Code::Tidied),
            Self::EmptySection => Some(Code::EmptySection),
            Self::Hidden | Self::Placeholder | Self::Doubtful | Self::Unsupported => Some(Code::LeftOut),
        }
    }

    /// Returns whether the words may be part of the article's main content.
    fn is_content(self) -> bool {
        matches!(self, Self::EmptySection | Self::Hidden | Self::Placeholder | Self::Unsupported)
    }

    /// Returns a phrase that completes "left out 12 words …".
    fn phrase(self) -> &'static str {
        match self {
            Self::Surroundings => "around the article",
            Self::Navigation => "of navigation",
            Self::Repetition => "of repeated text",
            Self::Deleted => "marked as deleted",
            Self::Bibliography => "of a list of works, which is generated instead",
            Self::Comment => "of comments",
            Self::Script => "of scripts and styles",
            Self::Markup => "of markup",
            Self::EmptySection => "of an empty section",
            Self::Hidden => "that the page hides",
            Self::Placeholder => "of a placeholder",
            Self::Doubtful => "that look like page furniture",
            Self::Unsupported => "of unsupported markup",
        }
    }
}

/// A run of words that was left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// The position in the source; unknown if the reader cannot determine it.
    pub span: Span,
    /// Why it was left out.
    pub reason: Reason,
    /// The omitted text.
    pub words: String,
    /// Whether the reader reports it with a separate diagnostic.
    reported: bool,
}

/// The words of a source that are not in its article.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Account {
    left_out: Vec<LeftOut>,
}

/// The number of runs reported individually before the rest is summed up.
const REPORTED: usize = 8;

impl Account {
    /// Returns what was left out, in the order in which the reader encountered it.
    #[must_use]
    pub fn left_out(&self) -> &[LeftOut] {
        &self.left_out
    }

    /// Returns the number of words left out, not counting markup.
    #[must_use]
    pub fn word_count(&self) -> usize {
        let words = self.left_out.iter().filter(|left| left.reason != Reason::Markup);
        words.map(|left| count_words(&left.words)).sum()
    }

    /// Records words that are not in the article. [`Self::diagnostics`] will report them.
    pub(in crate::read) fn leave_out(&mut self, reason: Reason, span: Span, words: impl Into<String>) {
        self.left_out.push(LeftOut { span, reason, words: words.into(), reported: false });
    }

    /// Records words that are not in the article, and that the reader reports with a separate diagnostic.
    pub(in crate::read) fn leave_out_reported(&mut self, reason: Reason, span: Span, words: impl Into<String>) {
        self.left_out.push(LeftOut { span, reason, words: words.into(), reported: true });
    }

    /// Reports what was left out: one note for all words of a reason that is certain, a warning for each run that may
    /// be the author's, and a warning if more than a tenth of the main content is missing. `kept` returns the number
    /// of words in the article.
    pub(in crate::read) fn diagnostics(&self, kept: impl FnOnce() -> usize) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        for reason in Reason::ALL {
            let Some(code) = reason.code() else { continue };
            let runs: Vec<&LeftOut> =
                self.left_out.iter().filter(|left| left.reason == reason && !left.reported).collect();
            if code == Code::Tidied {
                found.extend(summary(&runs, code));
            } else {
                let (first, rest) = runs.split_at(runs.len().min(REPORTED));
                found.extend(first.iter().filter_map(|run| summary(&[run], code)));
                found.extend(summary(rest, code));
            }
        }
        found.extend(self.share(kept));
        found
    }

    /// Warns if more than a tenth of the main content was left out.
    fn share(&self, kept: impl FnOnce() -> usize) -> Option<Diagnostic> {
        let content = self.left_out.iter().filter(|left| left.reason.is_content());
        let missing: usize = content.map(|left| count_words(&left.words)).sum();
        if missing == 0 {
            return None;
        }
        let all = kept() + missing;
        (missing * 10 > all).then(|| {
            let message = format!("left out {missing} of the {all} words of the article");
            Diagnostic::new(Code::LeftOut, message).help("check that nothing readers need is missing")
        })
    }
}

/// Reports the runs left out for one reason. Runs without words are skipped.
fn summary(runs: &[&LeftOut], code: Code) -> Option<Diagnostic> {
    let worded: Vec<&&LeftOut> = runs.iter().filter(|run| count_words(&run.words) > 0).collect();
    let first = worded.first()?;
    let count: usize = worded.iter().map(|run| count_words(&run.words)).sum();
    let plural = if count == 1 { "" } else { "s" };
    let places = if worded.len() > 1 { format!(", in {} places", worded.len()) } else { String::new() };
    let message =
        format!("left out {count} word{plural} {}: `{}`{places}", first.reason.phrase(), opening(&first.words));
    let help = "if they belong to the article, copy them into a text or Markdown file";
    Some(Diagnostic::new(code, message).at(first.span).help(help))
}

/// Returns the first words of a text, on one line of up to about 60 characters.
fn opening(text: &str) -> String {
    const LONGEST: usize = 60;
    let mut shown = String::new();
    let mut words = text.split_whitespace().peekable();
    while let Some(word) = words.next_if(|word| shown.is_empty() || shown.len() + word.len() < LONGEST) {
        if !shown.is_empty() {
            shown.push(' ');
        }
        shown.extend(word.chars().take(LONGEST));
    }
    if words.peek().is_some() { shown + " …" } else { shown }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Severity;

    #[test]
    fn furniture_is_a_note_and_possible_author_text_a_warning() {
        let mut account = Account::default();
        account.leave_out(Reason::Navigation, Span::new(0, 4), "Home About");
        account.leave_out(Reason::Navigation, Span::new(9, 12), "Share");
        account.leave_out(Reason::Hidden, Span::new(20, 40), "NEVER take it with Y");
        account.leave_out(Reason::Markup, Span::new(50, 60), "width");
        let reported: Vec<_> = account
            .diagnostics(|| 1000)
            .into_iter()
            .map(|reported| (reported.severity(), reported.message, reported.span.map(|span| span.start)))
            .collect();
        assert_eq!(
            reported,
            [
                (Severity::Note, "left out 3 words of navigation: `Home About`, in 2 places".to_owned(), Some(0)),
                (
                    Severity::Warning,
                    "left out 5 words that the page hides: `NEVER take it with Y`".to_owned(),
                    Some(20)
                ),
            ]
        );
        assert_eq!(account.word_count(), 8);
    }

    #[test]
    fn losing_more_than_a_tenth_of_the_content_is_a_separate_warning() {
        let mut account = Account::default();
        account.leave_out(Reason::Surroundings, Span::default(), "a b c d e f g h");
        account.leave_out(Reason::Placeholder, Span::default(), "one two");
        let warned = |kept| account.diagnostics(|| kept).iter().any(|reported| reported.message.contains("2 of the"));
        assert!(!warned(18), "a tenth");
        assert!(warned(17), "more than a tenth");
    }

    #[test]
    fn a_long_run_is_quoted_by_its_first_words() {
        assert_eq!(opening("a\n b"), "a b");
        assert!(opening(&"word ".repeat(100)).ends_with("word …"));
        assert!(opening(&"x".repeat(1000)).len() < 70);
    }
}
