//! Writes the rewritten text.

use super::{
    directive::{Directive, Division},
    lines::Line,
    rewrite::Rewritten,
};
use crate::{
    article::Span,
    read::{account::Reason, markdown::report::Report},
};
use std::{collections::BTreeMap, ops::Range};

/// A body that is ready for the CommonMark parser.
#[derive(Debug, Default)]
pub(crate) struct Prepared {
    pub(crate) text: Rewritten,
    /// The directives, by the number in their processing instruction.
    pub(crate) directives: Vec<Option<Directive>>,
}

impl Prepared {
    /// Returns a whole source from byte `start` on, unchanged.
    pub(crate) fn whole(source: &str, start: usize) -> Self {
        Self { text: Rewritten::whole(source, start), directives: Vec::new() }
    }
}

/// A function that reads and writes lines of blocks.
type Blocks = fn(&mut Writer<'_>, &[Line<'_>]);

/// Writes the rewritten text.
pub(super) struct Writer<'a> {
    source: &'a str,
    prepared: Prepared,
    report: &'a mut Report,
    read: Blocks,
    /// The numbers of labelled examples, `(@good)`, and the number of examples written so far.
    pub(super) examples: BTreeMap<String, u32>,
    pub(super) examples_written: u32,
    /// Whether the source uses directives or roles of MyST.
    pub(super) myst: bool,
    /// The current nesting depth of constructs.
    pub(super) depth: usize,
    /// The column where the content of each open list item starts.
    pub(super) contents: Vec<usize>,
    /// Whether the previous line is blank.
    pub(super) blank: bool,
    /// The byte where the last table that needs no rewriting ends: its rows do not start another one.
    pub(super) plain_table: usize,
    /// For an indentation and closing tag, the byte of the source up to which there is none.
    pub(super) without_close: BTreeMap<(usize, String), usize>,
    /// Whether a display formula is open after the previous line.
    pub(super) maths: bool,
    /// Whether the previous line is part of a quote.
    pub(super) quoted: bool,
    /// The first span of raw TeX, and the number of commands.
    tex: Option<(Span, usize)>,
    /// The first span of a code cell, and the number of cells.
    cells: Option<(Span, usize)>,
}

impl<'a> Writer<'a> {
    /// Creates a writer for this source that reads nested blocks with `read`.
    pub(super) fn new(source: &'a str, report: &'a mut Report, read: Blocks) -> Self {
        Self {
            source,
            prepared: Prepared::default(),
            report,
            read,
            examples: BTreeMap::new(),
            examples_written: 0,
            myst: ["\n```{", "\n:::{", "}`", ")=\n"].iter().any(|mark| source.contains(mark)),
            depth: 0,
            contents: Vec::new(),
            blank: true,
            plain_table: 0,
            without_close: BTreeMap::new(),
            maths: false,
            quoted: false,
            tex: None,
            cells: None,
        }
    }

    /// Returns the result, and reports raw TeX and code cells.
    pub(super) fn finish(self) -> Prepared {
        if let Some((span, count)) = self.tex {
            let commands = if count == 1 { "a TeX command is" } else { "TeX commands are" };
            let message = format!("{commands} shown as written ({count})");
            self.report.warn(message, "write it as Markdown", span);
        }
        if let Some((span, count)) = self.cells {
            let cells = if count == 1 { "a code cell is" } else { "code cells are" };
            let message = format!("{cells} shown and not run ({count}): what it prints is missing");
            self.report.warn(message, "add its results as text, tables and pictures", span);
        }
        self.prepared
    }

    /// Writes the blocks inside a construct whose content starts at this column.
    pub(super) fn blocks(&mut self, lines: &[Line<'_>], content: usize) {
        let outer = (self.blank, std::mem::replace(&mut self.contents, vec![content]));
        self.blank = true;
        self.depth += 1;
        (self.read)(self, lines);
        self.depth -= 1;
        (self.blank, self.contents) = outer;
    }

    /// Copies a line and its line end.
    pub(super) fn copy(&mut self, line: &Line<'_>) {
        self.part(line.text, line.start);
        self.end(line);
    }

    /// Writes a line end.
    pub(super) fn end(&mut self, line: &Line<'_>) {
        let at = line.start + line.text.len();
        if self.source[at..].starts_with('\n') {
            self.prepared.text.copy("\n", at);
        } else {
            self.insert("\n", at);
        }
    }

    /// Copies a part of the source.
    pub(super) fn part(&mut self, text: &str, start: usize) {
        self.prepared.text.copy(text, start);
    }

    /// Writes text that is not in the source.
    pub(super) fn insert(&mut self, text: &str, at: usize) {
        self.prepared.text.replace(text, at..at);
    }

    /// Writes text in place of these bytes of the source.
    pub(super) fn replace(&mut self, text: &str, source: Range<usize>) {
        self.prepared.text.replace(text, source);
    }

    /// Writes a directive on its own line: as a processing instruction, which is a single-line HTML block.
    pub(super) fn directive(&mut self, indent: usize, directive: Directive, span: Span) {
        let line = format!("{}<?\u{7f}{}?>", " ".repeat(indent.min(60)), self.prepared.directives.len());
        self.prepared.directives.push(Some(directive));
        self.replace(&line, span.start as usize..span.end as usize);
        self.insert("\n", span.end as usize);
    }

    /// Writes a division around a body, with a title that may contain markup.
    pub(super) fn division(
        &mut self,
        indent: usize,
        mut division: Division,
        title: Option<Line<'_>>,
        body: &[Line<'_>],
    ) {
        let span = division.span;
        let end = body.last().map_or(span.end as usize, |line| line.start + line.text.len());
        let callout = division.callout().is_some();
        let title = title.filter(|title| !title.is_blank());
        if title.is_some() {
            division.title.clear();
        }
        self.insert("\n", span.start as usize);
        self.directive(indent, Directive::Open(division), span);
        if let Some(title) = title {
            self.title(indent, title, callout);
        }
        self.blocks(body, indent);
        self.insert("\n", end);
        self.directive(indent, Directive::Close, Span::new(end, end));
    }

    /// Writes a title: a heading at the start of a callout, otherwise a bold line.
    pub(super) fn title(&mut self, indent: usize, title: Line<'_>, callout: bool) {
        let title = title.trimmed();
        let pad = " ".repeat(indent.min(60));
        let (before, after) = if callout { ("# ", "\n\n") } else { ("**", "**\n\n") };
        self.insert(&format!("\n{pad}{before}"), title.start);
        self.part(title.text, title.start);
        self.insert(after, title.start + title.text.len());
    }

    /// Leaves out text for a reason, which the account reports.
    pub(super) fn leave_out(&mut self, reason: Reason, span: Span, words: &str) {
        self.report.account.leave_out(reason, span, words);
    }

    /// Leaves out text with a warning that describes it.
    pub(super) fn leave_out_with_warning(&mut self, message: String, help: &str, span: Span, words: &str) {
        self.report.leave_out_with_warning(message, help, span, words);
    }

    /// Warns about markup that is shown as text.
    pub(super) fn warn(&mut self, message: String, help: &str, span: Span) {
        self.report.warn(message, help, span);
    }

    /// Records a code cell that is not run.
    pub(super) fn note_cell(&mut self, span: Span) {
        let (_, count) = self.cells.get_or_insert((span, 0));
        *count += 1;
    }

    /// Records a TeX command that is shown as written.
    pub(super) fn note_tex(&mut self, span: Span) {
        let (_, count) = self.tex.get_or_insert((span, 0));
        *count += 1;
    }
}
