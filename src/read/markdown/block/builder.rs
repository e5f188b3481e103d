//! Builds blocks on a stack of open containers, without recursion.
//!
//! Callers open and close containers and add text, inlines and blocks. Text is collected in a run until something
//! else follows, and is scanned then.

use super::{
    arrange::arrange,
    containers, figures,
    frame::{Frame, Kind},
    layouts, lists,
};
use crate::{
    article::{Anchor, Block, CitationMode, Code as CodeBlock, Division, Inline, InlineImage, Note, Span, plain_text},
    diagnostic::{Code, Diagnostic},
    read::{
        account::Reason,
        common::{attributes::Attributes, clean::trimmed, escape::ends_in_escape, numerals, quotes::Quotes},
        markdown::{
            inline::{
                citations,
                element::{self, Element},
                line::{Picture, TextRun, printable, trim_end},
                scan::scan,
                scanner::{Context, Found},
            },
            report::Report,
            source::shortcode::FILLER,
        },
    },
};
use std::ops::Range;

/// The maximum number of containers that may be open at once.
const DEEPEST: usize = 100;

/// Builds the blocks of a body.
pub(crate) struct Builder<'a> {
    /// The text that spans refer to.
    pub(crate) text: &'a str,
    pub(crate) stack: Vec<Frame>,
    pub(crate) report: &'a mut Report,
    context: Context<'a>,
    /// The quotation marks outside each open frame that has its own language, with the frame's index on the stack.
    outer_quotes: Vec<(usize, Quotes)>,
    /// The text collected for the top frame.
    run: TextRun,
    found: Found,
    /// The number of open links.
    links: usize,
    /// Whether the last picture is replaced with an address, as it has no description.
    bare_picture: bool,
    /// The number of open containers beyond the limit.
    beyond: usize,
}

impl<'a> Builder<'a> {
    /// Creates a builder for the text from byte `start` on.
    pub(crate) fn new(text: &'a str, start: usize, context: Context<'a>, report: &'a mut Report) -> Self {
        Self {
            text,
            stack: vec![Frame::new(Kind::Root, Span::new(start, text.len()))],
            report,
            context,
            outer_quotes: Vec::new(),
            run: TextRun::default(),
            found: Found::default(),
            links: 0,
            bare_picture: false,
            beyond: 0,
        }
    }

    /// Closes all containers. Returns the blocks and the footnotes.
    pub(crate) fn finish(mut self) -> (Vec<Block>, Vec<Note>) {
        while self.stack.len() > 1 {
            self.report_unclosed();
            self.close();
        }
        self.end_line();
        let blocks = self.stack.pop().map(|root| root.blocks).unwrap_or_default();
        (arrange(self.text, blocks), self.found.notes)
    }

    /// Returns the innermost open container.
    pub(crate) fn top(&mut self) -> &mut Frame {
        if self.stack.is_empty() {
            self.stack.push(Frame::new(Kind::Root, Span::default()));
        }
        let last = self.stack.len() - 1;
        &mut self.stack[last]
    }

    /// Opens a container that the parser will close with [`Self::end`]. Beyond the limit it is only counted.
    pub(crate) fn start(&mut self, kind: Kind, span: Span) {
        if self.beyond > 0 || self.stack.len() >= DEEPEST {
            self.report_depth(span);
            self.beyond += 1;
        } else {
            self.open(Frame::new(kind, span));
        }
    }

    /// Closes the container opened by the last [`Self::start`].
    pub(crate) fn end(&mut self, span: Span) {
        if self.beyond > 0 {
            self.beyond -= 1;
            return;
        }
        // HTML elements left open by the author end with their container.
        while self.top().html.is_some() || matches!(self.top().kind, Kind::Fenced(_)) {
            self.report_unclosed();
            self.close();
        }
        self.top().span = self.top().span.cover(span);
        self.close();
    }

    /// Reports an unclosed division on top of the stack.
    fn report_unclosed(&mut self) {
        let Frame { html: None, kind: Kind::Fenced(division), .. } = self.top() else { return };
        let span = division.span;
        let help = "write `:::` and a name before the blocks, and `:::` after them, each on its own line";
        self.report.warn("a division is not closed", help, span);
    }

    /// Returns whether an HTML element or division would leave no room for its content. Reported once.
    pub(crate) fn is_full(&mut self, span: Span) -> bool {
        let full = self.stack.len() > DEEPEST - 10;
        if full {
            self.report_depth(span);
        }
        full
    }

    fn report_depth(&mut self, span: Span) {
        if !self.report.diagnostics.iter().any(|own| own.code == Code::Limit) {
            let message = format!("nesting goes deeper than {DEEPEST} levels");
            self.report.diagnostics.push(Diagnostic::new(Code::Limit, message).at(span).help("use fewer levels"));
        }
    }

    /// Opens a container.
    pub(crate) fn open(&mut self, mut frame: Frame) {
        if frame.is_inline() {
            self.flush();
            (frame.line.last, frame.line.quoted) = (self.top().line.last, self.top().line.quoted);
        } else {
            self.end_line();
        }
        if let Some(lang) = frame.lang() {
            self.outer_quotes.push((self.stack.len(), self.context.quotes));
            self.context.quotes = Quotes::of(Some(&lang));
        }
        self.links += usize::from(frame.is_link());
        self.stack.push(frame);
    }

    /// Closes the innermost container and adds the result to the one around it.
    pub(crate) fn close(&mut self) {
        let holds_line = self.top().holds_line();
        if !self.top().is_inline() && !holds_line {
            self.end_line();
        }
        self.flush();
        let Some(mut frame) = self.stack.pop() else { return };
        if let Some((_, quotes)) = self.outer_quotes.pop_if(|(depth, _)| *depth == self.stack.len()) {
            self.context.quotes = quotes;
        }
        if frame.is_inline() {
            return self.close_inline(frame);
        }
        let pictures = std::mem::take(&mut frame.line.pictures);
        let content = frame.line.take();
        let Frame { kind, span, blocks, .. } = frame;
        match kind {
            Kind::Paragraph => {
                // Block elements in the middle of the paragraph.
                self.top().blocks.extend(blocks);
                self.paragraph(content, pictures, span);
            }
            Kind::Code(language) => {
                let text = printable(self.run.text.strip_suffix('\n').unwrap_or(&self.run.text));
                self.run.clear();
                self.top().blocks.push(Block::Code(CodeBlock { language, text, span }));
            }
            Kind::Heading { .. } | Kind::Term | Kind::HtmlCaption => {
                self.top().blocks.extend(blocks);
                self.drop_titles(pictures, span);
                let heads = matches!(kind, Kind::Heading { .. }) && !content.is_empty();
                let anchors = &mut self.found.anchors;
                let anchor = (heads && !anchors.is_empty()).then(|| anchors.remove(0).0);
                containers::close_line(self.top(), kind, content, anchor, span);
            }
            Kind::Note(label) => self.found.notes.push(containers::note(self.text, label, blocks, span)),
            _ => {
                let text = self.text;
                if let Kind::List { first: Some(first), items, .. } = &kind
                    && let Some((written, counted)) = lists::miscounted(text, *first, items)
                {
                    let message =
                        format!("the item `{written}` is numbered {counted}: lists are numbered consecutively");
                    let help = format!("write `{written}\\.` to keep the number, or begin another list with it");
                    self.report.warn(message, &help, span);
                }
                containers::close(text, self.top(), kind, blocks, span);
            }
        }
    }

    fn close_inline(&mut self, frame: Frame) {
        self.links -= usize::from(frame.is_link());
        let Frame { html, kind, span, line, .. } = frame;
        let content = line.done;
        // Powers and units, `10<sup>2</sup>`, are not citations.
        let cites = match self.top().line.done.last() {
            Some(Inline::Text(before)) => numerals::may_follow(&before.text),
            last => last.is_some(),
        };
        let cited = if cites { self.context.cited } else { 0 };
        let mut pictures = line.pictures;
        let inlines = match kind {
            Kind::Styled(style) | Kind::Element(Element::Styled(style)) => {
                element::styled(style, content, cited, span).into_iter().collect()
            }
            Kind::Link { url, title } => {
                let whole = url.replace(FILLER, "");
                // An address known only to a site generator was already reported with its shortcode.
                if whole.is_empty() && !url.is_empty() {
                    content
                } else {
                    vec![element::link(whole, &title, content, span)]
                }
            }
            Kind::Image { url, title: given } => {
                let title = trimmed(&given);
                if !title.is_empty() {
                    let title = citations::in_words(&title, span, self.context.keyed);
                    pictures.push(Picture { span, title, attributes: None });
                }
                let alt = self.without_citations(content);
                self.picture(&url, trimmed(&alt), span)
            }
            Kind::Element(Element::Hidden) => {
                let words = plain_text(&content);
                if !words.is_empty() {
                    self.report.account.leave_out(hidden_reason(html.unwrap_or_default()), span, words);
                }
                Vec::new()
            }
            // a link around nothing but a picture without a description shows its address
            Kind::Element(Element::Link(url)) if self.bare_picture && is_blank(&content) => {
                vec![element::link(url, "", Vec::new(), span)]
            }
            Kind::Element(element) => element.finish(content, span),
            _ => content,
        };
        self.separate(span);
        let below = &mut self.top().line;
        (below.last, below.quoted) = (line.last, line.quoted);
        below.extend(inlines);
        below.pictures.append(&mut pictures);
    }

    /// Returns a picture. One on the web is replaced with its description, linked unless it is inside a link.
    pub(crate) fn picture(&mut self, path: &str, alt: String, span: Span) -> Vec<Inline> {
        let path = path.replace(FILLER, "");
        let Some(url) = remote(&path) else { return vec![Inline::Image(InlineImage { path, alt, span })] };
        let message = format!(
            "the picture `{}` is on the web and is not fetched; its description is printed instead",
            url.chars().take(60).collect::<String>()
        );
        let help = "put a copy of it into the article's folder, and name that";
        self.report.diagnostics.push(Diagnostic::new(Code::RemoteImage, message).at(span).help(help));
        let words = if alt.is_empty() { Vec::new() } else { vec![Inline::text(alt, span)] };
        self.bare_picture = words.is_empty();
        if self.links > 0 { words } else { vec![element::link(url, "", words, span)] }
    }

    /// Adds a space between the address of a picture without a description and a link right before it.
    fn separate(&mut self, span: Span) {
        if self.links > 0 || !std::mem::take(&mut self.bare_picture) {
            return;
        }
        let line = &mut self.top().line.done;
        if matches!(line.last(), Some(Inline::Link(before)) if before.span.end == span.start) {
            line.push(Inline::words(" "));
        }
    }

    /// Adds a picture with attributes.
    pub(crate) fn picture_with(&mut self, path: &str, alt: String, attributes: Attributes, span: Span) {
        let shown = self.picture(path, alt, span);
        self.flush();
        self.separate(span);
        shown.into_iter().for_each(|inline| self.inline(inline));
        self.top().line.pictures.push(Picture { span, attributes: Some(attributes), ..Picture::default() });
    }

    /// Adds text that the source has in this range.
    pub(crate) fn words(&mut self, text: &str, range: Range<usize>) {
        if matches!(self.top().kind, Kind::Metadata | Kind::Element(Element::Hidden)) {
            let name = self.top().html.unwrap_or_default();
            self.report.account.leave_out(hidden_reason(name), Span::from(range), text);
            return;
        }
        let escaped = self.is_escaped(text, range.start);
        self.run.push(text, range.start, range.end, escaped);
    }

    /// Returns whether a character is literal in the source: escaped with a backslash, or written as a character
    /// reference.
    fn is_escaped(&self, text: &str, start: usize) -> bool {
        let punctuation = text.starts_with(|c: char| c.is_ascii_punctuation());
        (punctuation && self.text.get(..start).is_some_and(ends_in_escape))
            || (self.text.as_bytes().get(start) == Some(&b'&') && !text.starts_with('&'))
    }

    /// Adds an inline.
    pub(crate) fn inline(&mut self, inline: Inline) {
        self.flush();
        let line = &mut self.top().line;
        line.last = Some('x');
        match inline {
            Inline::Text(text) => line.text(&text.text, text.span),
            Inline::Break(_) => {
                trim_end(&mut line.done);
                line.done.push(inline);
                line.last = None;
            }
            other => line.done.push(other),
        }
    }

    /// Adds a complete block.
    pub(crate) fn block(&mut self, block: Block) {
        self.end_line();
        self.top().blocks.push(block);
    }

    /// Adds anchors to the last block.
    pub(crate) fn name_last(&mut self, names: Vec<Anchor>, span: Span) {
        for anchor in names {
            let Some(block) = self.top().blocks.pop() else { return };
            let division = Division { anchor: Some(anchor), body: vec![block], span, ..Division::default() };
            self.top().blocks.push(Block::Division(Box::new(division)));
        }
    }

    /// Adds an anchor in the line, for the block that the line becomes.
    pub(crate) fn anchor(&mut self, anchor: Anchor, span: Span) {
        self.found.anchors.push((anchor, span));
    }

    fn flush(&mut self) {
        if self.run.text.is_empty() || matches!(self.top().kind, Kind::Code(_)) {
            return;
        }
        if let Some(frame) = self.stack.last_mut() {
            scan(&self.run, &mut frame.line, &self.context, self.links > 0, &mut self.found);
        }
        self.run.clear();
    }

    /// Returns the last character of the line so far, if any.
    pub(crate) fn last(&mut self) -> Option<char> {
        self.run.text.chars().next_back().or(self.top().line.last)
    }

    /// Returns whether the current line is empty so far.
    pub(crate) fn line_is_empty(&mut self) -> bool {
        self.run.text.is_empty() && self.top().line.done.is_empty()
    }

    /// Ends the line in a container of blocks, which makes it a paragraph.
    pub(crate) fn end_line(&mut self) {
        while self.top().is_inline() {
            self.close();
        }
        if self.line_is_empty() || matches!(self.top().kind, Kind::Code(_)) {
            return;
        }
        self.flush();
        let pictures = std::mem::take(&mut self.top().line.pictures);
        let content = self.top().line.take();
        if content.is_empty() {
            return;
        }
        let span = content.iter().fold(Span::default(), |span, inline| span.cover(inline.span()));
        if matches!(self.top().kind, Kind::Cell | Kind::HtmlCell(_)) {
            self.drop_titles(pictures, span);
            self.push_with_anchors(Block::paragraph(content, span));
        } else {
            self.paragraph(content, pictures, span);
        }
        if let [.., Frame { kind: Kind::List { tight, .. }, .. }, Frame { kind: Kind::Item(_), .. }] =
            self.stack.as_mut_slice()
        {
            *tight = true;
        }
    }

    /// Adds a paragraph, or a figure for a picture on its own. Pictures on their own lines are figures too.
    fn paragraph(&mut self, content: Vec<Inline>, mut pictures: Vec<Picture>, span: Span) {
        let parts = figures::split(self.text, content);
        let whole = parts.len() == 1;
        let mut blocks = Vec::with_capacity(parts.len());
        for part in parts {
            let own = part.iter().fold(Span::default(), |span, inline| span.cover(inline.span()));
            let own = if whole { span } else { own };
            match figures::alone(&part, &pictures, own) {
                Some(figure) => {
                    let image = part.first().map(Inline::span);
                    let given = pictures.iter().find(|picture| Some(picture.span) == image);
                    let given = given.and_then(|picture| picture.attributes.as_ref());
                    blocks.push(layouts::at_side(Block::Figure(Box::new(figure)), given, own));
                    pictures.retain(|picture| Some(picture.span) != image);
                }
                None => blocks.push(Block::paragraph(part, own)),
            }
        }
        self.drop_titles(pictures, span);
        blocks.into_iter().for_each(|block| self.push_with_anchors(block));
    }

    /// Returns a description as plain text, and reports citations in it, which are dropped. The key of a narrative
    /// citation is kept.
    fn without_citations(&mut self, content: Vec<Inline>) -> String {
        let mut words = String::new();
        for inline in content {
            let Inline::Citation(citation) = inline else {
                words.push_str(&plain_text(&[inline]));
                continue;
            };
            let written = self.text.get(citation.span.start as usize..citation.span.end as usize).unwrap_or_default();
            if citation.mode == CitationMode::Narrative {
                words.push_str(written);
                continue;
            }
            let message = format!("the citation `{written}` in the description of a picture is left out");
            let help = "cite in the caption: a description is plain text";
            self.report.leave_out_with_warning(message, help, citation.span, written);
        }
        words
    }

    /// Reports the titles of inline pictures, since only a figure has a caption. Their anchors go to the line.
    fn drop_titles(&mut self, pictures: Vec<Picture>, span: Span) {
        for picture in pictures {
            let anchor = picture.attributes.and_then(|given| given.anchor);
            self.found.anchors.extend(anchor.map(|anchor| (anchor, span)));
            if !picture.title.is_empty() {
                let message = "the title of a picture inside a line is left out".to_owned();
                let help = "put the picture on its own between blank lines: its title is then the caption";
                self.report.leave_out_with_warning(message, help, picture.span, &plain_text(&picture.title));
            }
        }
    }

    /// Adds a block with the anchors found in its line.
    fn push_with_anchors(&mut self, mut block: Block) {
        for (anchor, span) in std::mem::take(&mut self.found.anchors).into_iter().rev() {
            let division = Division { anchor: Some(anchor), body: vec![block], span, ..Division::default() };
            block = Block::Division(Box::new(division));
        }
        self.top().blocks.push(block);
    }
}

/// Returns why the text of a hidden element is left out.
fn hidden_reason(name: &str) -> Reason {
    match name {
        "script" | "style" => Reason::Script,
        "rp" => Reason::Markup,
        _ => Reason::Placeholder,
    }
}

/// Returns the full address of a picture on the web.
fn remote(path: &str) -> Option<String> {
    let starts = |scheme: &str| path.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    match starts("//") {
        true => Some(format!("https:{path}")),
        false => (starts("https://") || starts("http://")).then(|| path.to_owned()),
    }
}

/// Returns whether a line has nothing but spaces.
fn is_blank(content: &[Inline]) -> bool {
    content.iter().all(|inline| matches!(inline, Inline::Text(text) if text.text.trim().is_empty()))
}
