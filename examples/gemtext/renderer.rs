//! The Gemtext renderer. It shows what a renderer of one's own has to do: write every word once, show the numbers
//! that the resolved article carries, and tell what the format cannot show.

use handout::{
    Diagnostic, Format,
    article::{Block, Caption, Inline, Reference, Target},
    diagnostic::Code,
    locale::Words,
    render::{Context, RenderError, Rendered, Renderer},
    resolve::Resolved,
};

/// Renders Gemtext: a line a paragraph, links on lines of their own below it.
#[derive(Debug)]
pub(crate) struct Gemtext;

impl Gemtext {
    /// Its format, by which callers choose it.
    pub(crate) const FORMAT: Format = Format::named("gemtext");
}

impl Renderer for Gemtext {
    fn format(&self) -> Format {
        Self::FORMAT
    }

    fn extension(&self) -> &'static str {
        "gmi"
    }

    fn description(&self) -> &'static str {
        "pages for Gemini browsers"
    }

    fn render(&self, article: &Resolved, _: &Context<'_>) -> Result<Rendered, RenderError> {
        let article = article.article();
        let words = Words::of(&article.lang());
        let mut page = Page { words, references: &article.references, lines: Vec::new(), diagnostics: Vec::new() };
        if let Some(front) = &article.front {
            page.extend(front.category.clone());
            page.flow("# ", &front.title);
            page.flow("", &front.subtitle);
            page.extend(front.lines.iter().cloned());
            page.flow("", &front.summary);
        }
        page.blocks("", &article.body);
        for note in &article.notes {
            page.lead(&format!("[{}] ", note.number.unwrap_or_default()), &note.body);
        }
        Ok(Rendered { bytes: page.lines.join("\n\n").into_bytes(), diagnostics: page.diagnostics, pages: None })
    }
}

struct Page<'a> {
    words: &'static Words,
    references: &'a [Reference],
    /// Lines that a blank one parts.
    lines: Vec<String>,
    diagnostics: Vec<Diagnostic>,
}

impl Page<'_> {
    fn extend(&mut self, lines: impl IntoIterator<Item = String>) {
        self.lines.extend(lines);
    }

    /// Words as one line, the addresses in them below it.
    fn flow(&mut self, mark: &str, content: &[Inline]) {
        let (mut text, mut links) = (mark.to_owned(), Vec::new());
        self.inlines(content, &mut text, &mut links);
        if text.trim() != mark.trim() {
            self.lines.push(text);
        }
        self.extend((!links.is_empty()).then(|| links.join("\n")));
    }

    /// Blocks, the first of them marked when it is a paragraph.
    fn lead(&mut self, mark: &str, body: &[Block]) {
        match body.split_first() {
            Some((Block::Paragraph(first), rest)) => {
                self.flow(mark, &first.content);
                self.blocks("", rest);
            }
            _ => {
                self.extend([mark.to_owned()]);
                self.blocks("", body);
            }
        }
    }

    fn blocks(&mut self, mark: &str, blocks: &[Block]) {
        for block in blocks {
            self.block(mark, block);
        }
    }

    fn block(&mut self, mark: &str, block: &Block) {
        match block {
            Block::Heading(x) => {
                // Gemtext has three levels, and the title takes the first.
                let number = x.number.as_ref().map(|number| format!("{number} ")).unwrap_or_default();
                let hashes = "#".repeat(usize::from(x.level.get() + 1).min(3));
                self.flow(&format!("{hashes} {number}"), &x.content);
            }
            Block::Paragraph(x) => self.flow(mark, &x.content),
            Block::Tips(x) => {
                for tip in &x.items {
                    let number = format!("{}. ", tip.number.unwrap_or_default());
                    if tip.lead.is_empty() {
                        self.lead(&number, &tip.body);
                    } else {
                        self.flow(&number, &tip.lead);
                        self.blocks("", &tip.body);
                    }
                }
            }
            Block::List(x) => {
                for item in &x.items {
                    let task = item.task.map(|done| if done { "* [x] " } else { "* [ ] " }.to_owned());
                    let label = item.label.as_ref().map(|label| format!("{label} "));
                    self.lead(&task.or(label).unwrap_or_else(|| "* ".to_owned()), &item.body);
                }
            }
            Block::Quote(x) => self.blocks("> ", &x.body),
            Block::Callout(x) => {
                self.flow("", &x.title);
                self.blocks("> ", &x.body);
            }
            Block::Table(x) => {
                self.caption(x.caption.as_ref());
                let loss = "the columns of a table are lost: each cell is a line";
                self.diagnostics.push(Diagnostic::new(Code::Loss, loss).at(x.span));
                for cell in x.head.iter().chain(&x.body).flat_map(|row| &row.cells) {
                    self.blocks(mark, &cell.body);
                }
            }
            Block::Figure(x) => {
                self.extend([format!("=> {} {}: {}", x.path, self.words.image, x.alt)]);
                self.caption(x.caption.as_ref());
            }
            Block::Code(x) => self.extend([format!("```\n{}\n```", x.text)]),
            Block::Formula(x) => {
                let number = x.number.as_ref().map(|number| format!(" {number}")).unwrap_or_default();
                self.extend([format!("{}{number}", x.formula.in_line())]);
            }
            Block::Definitions(x) => {
                for entry in &x.items {
                    self.flow("", &entry.term);
                    entry.meanings.iter().for_each(|meaning| self.blocks("> ", meaning));
                }
            }
            Block::Rule(_) => self.extend(["* * *".to_owned()]),
            Block::PageBreak(x) => {
                self.diagnostics.push(Diagnostic::new(Code::Loss, "Gemtext has no pages").at(x.span));
            }
            Block::Division(x) => self.blocks(mark, &x.body),
            Block::Bibliography(_) => {
                for entry in self.references {
                    let label = entry.label.as_ref().map(|label| format!("{label} ")).unwrap_or_default();
                    self.flow(&label, &entry.content);
                }
            }
        }
    }

    fn caption(&mut self, caption: Option<&Caption>) {
        if let Some(caption) = caption {
            let label = caption.label.as_ref().map(|label| format!("{label} ")).unwrap_or_default();
            self.flow(&label, &caption.content);
        }
    }

    fn inlines(&self, content: &[Inline], text: &mut String, links: &mut Vec<String>) {
        for inline in content {
            match inline {
                Inline::Text(x) => *text += &x.text,
                Inline::Styled(x) => self.inlines(&x.content, text, links),
                Inline::Code(x) => *text += &x.text,
                Inline::Link(x) => {
                    let start = text.len();
                    self.inlines(&x.content, text, links);
                    // Gemtext cannot lead to a place inside a page: those words are shown, without the jump.
                    if let Target::Url(url) = &x.target {
                        links.push(format!("=> {url} {}", &text[start..]));
                    }
                }
                Inline::Image(x) => *text += &format!("[{}: {}]", self.words.image, x.alt),
                Inline::Citation(x) => {
                    x.mark.iter().for_each(|part| self.inlines(&part.content, text, links));
                }
                Inline::NoteRef(x) => *text += &format!("[{}]", x.number.unwrap_or_default()),
                Inline::CrossRef(x) => self.inlines(&x.content, text, links),
                Inline::Break(_) => text.push(' '),
                Inline::Scope(x) => self.inlines(&x.content, text, links),
                Inline::Ruby(x) => *text += &x.in_line(),
                Inline::Formula(x) => *text += &x.in_line(),
            }
        }
    }
}
