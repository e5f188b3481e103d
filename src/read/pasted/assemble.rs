//! Builds the article from passages and their roles.

use super::{
    classify::Outline,
    inline::Inliner,
    lines::Line,
    marker::Mark,
    passage::Passage,
    role::Role,
    runs::{Kind, Run, Style},
};
use crate::read::common::{
    byline::{byline, names},
    words::{caption, opening},
};
use crate::{
    article::{
        Article, Bibliography, Block, Callout, CalloutKind, CitationKey, Heading, HeadingLevel, Inline, LineBreak,
        List, ListItem, ListMarker, Meta, Quote, Reference, Rule, Span, Tip, Tips,
    },
    diagnostic::{Code, Diagnostic},
    read::{Account, Reason},
};
use std::{
    cell::{Cell, RefCell},
    ops::Range,
};

/// The maximum nesting depth of quotes; deeper quotes are flattened to this level.
const DEEPEST_QUOTE: usize = 8;

/// Builds the article.
pub(super) struct Assembler<'a> {
    pub(super) text: &'a str,
    pub(super) lines: &'a [Line<'a>],
    pub(super) passages: &'a [Passage],
    pub(super) outline: &'a Outline,
    pub(super) inliner: Inliner,
    /// The number of captioned tables so far, which is how resolving will number them.
    pub(super) captions: Cell<u32>,
    /// The account of what is left out.
    pub(super) account: RefCell<Account>,
}

impl Assembler<'_> {
    /// Returns the article and records in the account what is left out.
    pub(super) fn article(&self, diagnostics: &mut Vec<Diagnostic>) -> Article {
        self.leave_out_marks();
        let mut article = Article { meta: self.meta(diagnostics), ..Article::default() };
        let works = self.outline.works.range();
        if works.is_empty() {
            article.body = self.blocks(0..self.passages.len());
        } else {
            article.body = self.blocks(0..works.start);
            article.body.push(Block::Bibliography(Bibliography { span: self.span_of(works.clone()) }));
            article.body.extend(self.blocks(works.end..self.passages.len()));
        }
        article.references = self.references();
        article
    }

    fn meta(&self, diagnostics: &mut Vec<Diagnostic>) -> Meta {
        let (mut meta, mut account) = (Meta::default(), self.account.borrow_mut());
        for (at, passage) in self.passages.iter().enumerate() {
            match self.outline.verdicts[at].role {
                Role::Title => meta.title = self.inlines(at),
                Role::Subtitle => meta.subtitle = self.inlines(at),
                Role::Category => meta.category = Some(passage.text.clone()),
                Role::Byline => {
                    let named = || names(&passage.text).filter(|_| passage.role.is_none());
                    let found = byline(&passage.text).or_else(named);
                    found.unwrap_or_default().add_to(&mut meta, &passage.text);
                }
                Role::RepeatedTitle => {
                    account.leave_out(Reason::Repetition, self.span(at), passage.text.clone());
                }
                Role::EmptySection => {
                    let message = format!("the section `{}` has no text and was left out", passage.text);
                    let help = "add what belongs under it, or remove the line";
                    diagnostics.push(Diagnostic::new(Code::EmptySection, message).at(self.span(at)).help(help));
                    account.leave_out_reported(Reason::EmptySection, self.span(at), passage.text.clone());
                }
                Role::Heading(_)
                | Role::Paragraph
                | Role::Verse
                | Role::Row
                | Role::Tip
                | Role::Item
                | Role::Callout(_)
                | Role::KeyFacts
                | Role::Reference
                | Role::Quote
                | Role::LeftOut(_)
                | Role::Rule => {}
            }
        }
        meta
    }

    /// Records markers before the text in the account: those of quotes, a subject's label, bullets that are letters.
    fn leave_out_marks(&self) {
        let mut account = self.account.borrow_mut();
        let mut leave_out = |start: usize, end: usize| {
            if let Some(mark) = self.text.get(start..end) {
                account.leave_out(Reason::Markup, Span::new(start, end), mark);
            }
        };
        for line in self.lines.iter().filter(|line| line.quotes > 0 || line.role == Some(Role::Title)) {
            let start = self.text[..line.start].rfind('\n').map_or(0, |before| before + 1);
            leave_out(start, line.start);
        }
        let items = (0..self.passages.len()).filter(|&at| self.outline.verdicts[at].role == Role::Item);
        let entries = self.outline.works.entries.iter().map(|(range, _)| range.start);
        for at in items.chain(entries) {
            if let Some(marker) = self.passages[at].marker.filter(|marker| marker.mark == Mark::Bullet('o')) {
                let start = self.lines[self.passages[at].lines.start].start;
                leave_out(start, start + marker.length);
            }
        }
    }

    fn references(&self) -> Vec<Reference> {
        let entries = self.outline.works.entries.iter().zip(1..);
        entries
            .map(|((range, number), position)| Reference {
                key: CitationKey::new(number.unwrap_or(position).to_string()),
                label: number.map(|number| format!("{number}.")),
                content: self.entry(range.clone()),
                anchor: None,
                cited_from: Vec::new(),
                lang: None,
                retracted: false,
                span: self.span_of(range.clone()),
            })
            .collect()
    }

    /// Returns the text of a reference entry, which may span several passages.
    fn entry(&self, range: Range<usize>) -> Vec<Inline> {
        let mut content = Vec::new();
        for at in range {
            if let Some(Inline::Text(last)) = content.last_mut() {
                last.text.push(' ');
            } else if !content.is_empty() {
                let between = Span::new(self.span(at - 1).end as usize, self.span(at).start as usize);
                content.push(Inline::text(" ", between));
            }
            content.extend(self.inlines(at));
        }
        content
    }

    /// Returns the blocks of these passages.
    fn blocks(&self, range: Range<usize>) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut at = range.start;
        while at < range.end {
            let end = self.block(at, range.end, &mut blocks);
            at = end.max(at + 1);
        }
        blocks
    }

    /// Adds the block that starts at a passage. Returns the index after its last passage.
    fn block(&self, at: usize, limit: usize, blocks: &mut Vec<Block>) -> usize {
        let span = self.span(at);
        match self.outline.verdicts[at].role {
            Role::Title
            | Role::RepeatedTitle
            | Role::Category
            | Role::Subtitle
            | Role::Byline
            | Role::EmptySection
            | Role::LeftOut(_) => {}
            Role::Quote => return self.quote(at, limit, 1, blocks),
            Role::Rule => blocks.push(Block::Rule(Rule { span })),
            Role::Heading(level) => blocks.push(Block::Heading(Box::new(Heading {
                level: HeadingLevel::clamped(level.into()),
                number: None,
                content: self.inlines(at),
                anchor: None,
                classes: Vec::new(),
                span,
            }))),
            Role::Callout(kind) => blocks.push(self.callout(at, kind)),
            Role::KeyFacts => return self.key_facts(at, limit, blocks),
            Role::Verse => return self.verse(at, limit, blocks),
            Role::Row => return self.table(at, limit, None, blocks),
            Role::Paragraph if self.is_caption(at) && self.is_row(at + 1, limit) => {
                return self.table(at + 1, limit, Some(at), blocks);
            }
            Role::Tip | Role::Item => match self.outline.runs.starting_at(at) {
                Some(run) => {
                    let end = run.end.min(limit);
                    blocks.push(self.run(run, end));
                    return end;
                }
                None => blocks.push(Block::paragraph(self.as_written(at), span)),
            },
            Role::Paragraph | Role::Reference => blocks.push(Block::paragraph(self.inlines(at), span)),
        }
        at + 1
    }

    fn run(&self, run: &Run, end: usize) -> Block {
        let ends = run.items.iter().skip(1).copied().chain([end]);
        let items: Vec<Range<usize>> = run.items.iter().zip(ends).map(|(&start, end)| start..end).collect();
        let span = self.span_of(run.items[0]..end);
        match run.kind {
            Kind::Tips { leads } => {
                let items = items.into_iter().map(|range| self.tip(range, leads)).collect();
                Block::Tips(Tips { start: (run.start != 1).then_some(run.start), continues: false, items, span })
            }
            Kind::List => {
                let marker = match run.style {
                    Style::Bullets(_) => ListMarker::Bullet,
                    Style::Numbers(numerals, _) => ListMarker::Ordered { start: run.start, numerals },
                };
                let apart = |at: usize| self.lines[self.passages[at].lines.start].blanks_before > 0;
                let tight = !(run.items[0] + 1..end).any(|at| apart(at) || self.outline.runs.of[at].is_none());
                let items = items.into_iter().map(|range| self.item(range)).collect();
                Block::List(List { marker, tight, items, span })
            }
        }
    }

    fn tip(&self, range: Range<usize>, leads: bool) -> Tip {
        let span = self.span_of(range.clone());
        let above_text = range.len() > 1 && self.passages[range.start + 1].marker.is_none();
        if leads || (above_text && self.passages[range.start].shape.is_headline()) {
            let body = self.blocks(range.start + 1..range.end);
            return Tip { number: None, numeral: None, lead: self.inlines(range.start), body, anchor: None, span };
        }
        Tip { number: None, numeral: None, lead: Vec::new(), body: self.item_body(range), anchor: None, span }
    }

    fn item(&self, range: Range<usize>) -> ListItem {
        let task = self.passages[range.start].marker.and_then(|marker| marker.task);
        ListItem { task, label: None, span: self.span_of(range.clone()), body: self.item_body(range) }
    }

    fn item_body(&self, range: Range<usize>) -> Vec<Block> {
        let mut body = Vec::new();
        let words = self.inlines(range.start);
        if !words.is_empty() {
            body.push(Block::paragraph(words, self.span(range.start)));
        }
        body.extend(self.blocks(range.start + 1..range.end));
        body
    }

    /// Returns a callout for `Label: text`, with the label as its title.
    fn callout(&self, at: usize, kind: CalloutKind) -> Block {
        let mut pieces = self.pieces(at);
        let (start, first) = pieces[0];
        let (label, rest) = opening(first).map_or(("", first), |(_, label, rest)| (label, rest));
        let title = self.inliner.inlines(&[(start, label)]);
        pieces[0] = (start + first.len() - rest.len(), rest);
        let content = self.inliner.inlines(&pieces);
        let span = Span::new(pieces[0].0, self.span(at).end as usize);
        Block::Callout(Callout::new(kind, title, vec![Block::paragraph(content, span)], self.span(at)))
    }

    /// Adds a box of key facts: a heading and the list below it.
    fn key_facts(&self, at: usize, limit: usize, blocks: &mut Vec<Block>) -> usize {
        let end = self.outline.runs.starting_at(at + 1).map_or(at + 2, |run| run.end).min(limit);
        let body = self.blocks(at + 1..end);
        let (title, span) = (self.inlines(at), self.span_of(at..end));
        blocks.push(Block::Callout(Callout::new(CalloutKind::Note, title, body, span)));
        end
    }

    pub(super) fn is_row(&self, at: usize, limit: usize) -> bool {
        at < limit && self.outline.verdicts[at].role == Role::Row
    }

    pub(super) fn is_caption(&self, at: usize) -> bool {
        matches!(caption(&self.passages[at].text), Some((_, "table", _)))
    }

    /// Adds a quote of consecutive passages at `level` or deeper.
    fn quote(&self, at: usize, limit: usize, level: usize, blocks: &mut Vec<Block>) -> usize {
        let quoted =
            |next: usize| self.passages[next].quotes >= level && self.outline.verdicts[next].role == Role::Quote;
        let end = (at..limit).find(|&next| !quoted(next)).unwrap_or(limit);
        let mut body = Vec::new();
        let mut next = at;
        while next < end {
            if self.passages[next].quotes > level && level < DEEPEST_QUOTE {
                next = self.quote(next, end, level + 1, &mut body);
            } else {
                body.push(Block::paragraph(self.as_written(next), self.span(next)));
                next += 1;
            }
        }
        blocks.push(Block::Quote(Quote { body, span: self.span_of(at..end) }));
        end
    }

    /// Adds consecutive short lines as one paragraph with line breaks.
    fn verse(&self, at: usize, limit: usize, blocks: &mut Vec<Block>) -> usize {
        let follows = |next: &usize| {
            self.outline.verdicts[*next].role == Role::Verse
                && self.lines[self.passages[*next].lines.start].blanks_before == 0
        };
        let end = (at + 1..limit).take_while(follows).last().map_or(at + 1, |last| last + 1);
        let mut content = self.inlines(at);
        for next in at + 1..end {
            content.push(Inline::Break(LineBreak {
                span: Span::new(self.span(next - 1).end as usize, self.span(next).start as usize),
            }));
            content.extend(self.inlines(next));
        }
        blocks.push(Block::paragraph(content, self.span_of(at..end)));
        end
    }

    /// Returns the text of a passage. Its marker is dropped only if a list will repeat it.
    pub(super) fn inlines(&self, at: usize) -> Vec<Inline> {
        self.inliner.inlines(&self.pieces(at))
    }

    fn as_written(&self, at: usize) -> Vec<Inline> {
        let range = self.passages[at].lines.clone();
        self.inliner.inlines(&range.map(|line| (self.lines[line].start, self.lines[line].text)).collect::<Vec<_>>())
    }

    pub(super) fn pieces(&self, at: usize) -> Vec<(usize, &str)> {
        let passage = &self.passages[at];
        let listed = match self.outline.verdicts[at].role {
            Role::Tip | Role::Item => true,
            Role::Reference => self.outline.works.labels(at, passage.marker),
            _ => false,
        };
        let skip = passage.marker.filter(|_| listed).map_or(0, |marker| marker.length);
        let piece = |line: usize| {
            let line_text = &self.lines[line];
            let skip = if line == passage.lines.start { skip } else { 0 };
            (line_text.start + skip, &line_text.text[skip..])
        };
        passage.lines.clone().map(piece).collect()
    }

    fn span(&self, at: usize) -> Span {
        self.span_of(at..at + 1)
    }

    pub(super) fn span_of(&self, range: Range<usize>) -> Span {
        let lines = self.passages[range.start].lines.start..self.passages[range.end - 1].lines.end;
        Span::new(self.lines[lines.start].start, self.lines[lines.end - 1].end())
    }
}
