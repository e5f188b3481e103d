//! Formulas: parses each source once, adds linear text and speech, and numbers labelled formulas.

use super::rewrite::{blocks_in, bodies, for_each_block, lines_in};
use crate::{
    article::{
        Article, Block, DisplayFormula, Formula, Inline, Lang, MathSyntax, Span, for_each_block as each_block,
        for_each_inline as each_inline, inlines_of,
    },
    diagnostic::{Code, Diagnostic},
    locale::Digits,
    maths::{self, Node},
};
use std::collections::BTreeMap;

/// The formula trees of an article, by syntax and source.
#[derive(Debug, Clone, Default)]
pub(super) struct Formulas(BTreeMap<MathSyntax, BTreeMap<String, Node>>);

impl Formulas {
    /// Parses all formulas of an article and reports invalid ones.
    pub(super) fn of(article: &Article, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut formulas = Self::default();
        let mut inline = |inline: &Inline| {
            if let Inline::Formula(x) = inline {
                formulas.add(x, diagnostics);
            }
        };
        article.bodies().for_each(|body| each_inline(body, &mut inline));
        lines(article).for_each(|line| inlines_of(line, &mut inline));
        for body in article.bodies() {
            each_block(body, &mut |block| {
                if let Block::Formula(x) = block {
                    formulas.add(&x.formula, diagnostics);
                }
            });
        }
        formulas
    }

    fn add(&mut self, formula: &Formula, diagnostics: &mut Vec<Diagnostic>) {
        if self.tree(formula).is_some() {
            return;
        }
        match parse(formula) {
            Ok(tree) => {
                self.0.entry(formula.syntax).or_default().insert(formula.source.clone(), tree);
            }
            Err(problem) => diagnostics.push(problem),
        }
    }

    /// Returns the tree of a formula, or `None` if its source is invalid.
    pub(super) fn tree(&self, formula: &Formula) -> Option<&Node> {
        self.0.get(&formula.syntax)?.get(&formula.source)
    }

    /// Sets the text of each formula, in the language around it.
    pub(super) fn say(&self, article: &mut Article) {
        let lang = article.lang();
        for body in bodies(article) {
            self.blocks(body, &lang);
        }
        let Article { meta, references, .. } = article;
        let front = [&mut meta.title, &mut meta.subtitle, &mut meta.description].into_iter();
        front.chain(references.iter_mut().map(|entry| &mut entry.content)).for_each(|line| self.line(line, &lang));
    }

    fn blocks(&self, blocks: &mut [Block], lang: &Lang) {
        for block in blocks {
            match block {
                Block::Formula(x) => self.words(&mut x.formula, true, lang),
                block => {
                    let own = if let Block::Division(x) = &*block { x.lang.clone() } else { None };
                    let lang = own.as_ref().unwrap_or(lang);
                    lines_in(block, &mut |line| self.line(line, lang));
                    blocks_in(block, &mut |inner| self.blocks(inner, lang));
                }
            }
        }
    }

    fn line(&self, line: &mut [Inline], lang: &Lang) {
        for inline in line {
            match inline {
                Inline::Formula(x) => self.words(x, false, lang),
                Inline::Styled(x) => self.line(&mut x.content, lang),
                Inline::Link(x) => self.line(&mut x.content, lang),
                Inline::CrossRef(x) => self.line(&mut x.content, lang),
                Inline::Scope(x) => {
                    let own = x.lang.clone();
                    self.line(&mut x.content, own.as_ref().unwrap_or(lang));
                }
                Inline::Citation(x) => x.items.iter_mut().for_each(|item| {
                    self.line(&mut item.prefix, lang);
                    self.line(&mut item.suffix, lang);
                }),
                Inline::Text(_)
                | Inline::Code(_)
                | Inline::Image(_)
                | Inline::NoteRef(_)
                | Inline::Break(_)
                | Inline::Ruby(_) => {}
            }
        }
    }

    fn words(&self, formula: &mut Formula, display: bool, lang: &Lang) {
        (formula.text, formula.spoken) = match self.tree(formula) {
            Some(tree) if display => (maths::linear_lines(tree, lang).join("\n"), maths::spoken(tree, lang)),
            Some(tree) => (maths::linear(tree, lang), maths::spoken(tree, lang)),
            None => (as_written(formula), as_written(formula)),
        };
    }
}

/// Returns the lines outside the body that may contain formulas.
fn lines(article: &Article) -> impl Iterator<Item = &Vec<Inline>> {
    let meta = &article.meta;
    let front = article.front.iter().flat_map(|front| front.texts());
    let entries = article.references.iter().map(|entry| &entry.content);
    [&meta.title, &meta.subtitle, &meta.description].into_iter().chain(front).chain(entries)
}

/// Reads a formula.
fn parse(formula: &Formula) -> Result<Node, Diagnostic> {
    let (at, why) = match formula.syntax {
        MathSyntax::Tex => match maths::from_tex(&formula.source) {
            Ok(tree) => return Ok(tree),
            Err(error) => (error.at, error.message),
        },
        MathSyntax::Mathml => match maths::from_mathml(&formula.source) {
            Ok(tree) => return Ok(tree),
            Err(error) => (0..0, error.message),
        },
    };
    let span = formula.span;
    let exact = (span.end - span.start) as usize == formula.source.len() && !at.is_empty();
    let start = span.start as usize;
    let place = if exact { Span::new(start + at.start, start + at.end) } else { span };
    let message = format!("a formula cannot be read and is shown as source: {why}");
    let help = "use other commands, words, or a picture with a description";
    Err(Diagnostic::new(Code::MathsAsText, message).at(place).help(help))
}

/// Returns the source of an invalid formula; for MathML, its text.
fn as_written(formula: &Formula) -> String {
    let lines = |text: &str| text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
    match formula.syntax {
        MathSyntax::Tex => lines(&formula.source),
        MathSyntax::Mathml => {
            let texts = formula.source.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text));
            texts.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
        }
    }
}

/// Numbers labelled formulas from 1, and keeps numbers given by authors.
pub(super) fn number(article: &mut Article, digits: Digits) {
    let mut count = 0;
    for body in bodies(article) {
        for_each_block(body, &mut |block| {
            if let Block::Formula(x) = block {
                number_one(x, &mut count, digits);
            }
        });
    }
}

fn number_one(formula: &mut DisplayFormula, count: &mut u32, digits: Digits) {
    let number = match (&formula.tag, &formula.anchor) {
        (Some(tag), _) => tag.clone(),
        (None, Some(_)) => {
            *count += 1;
            digits.write(*count)
        }
        (None, None) => return,
    };
    formula.number = Some(format!("({number})"));
}

#[cfg(test)]
mod tests {
    use crate::{Converter, article::*, diagnostic::Source, env::MemoryEnv, read::Syntax};

    /// Returns the display formulas with their numbers, the text of the paragraphs, and the messages with the source
    /// they point at.
    fn resolved(text: &str) -> (Vec<String>, Vec<String>, Vec<(String, String)>) {
        let source = Source::new("a.md", format!("---\ntitle: T\nlang: en\n---\n\n{text}"));
        let (article, diagnostics) = Converter::default().prepare(&source, Syntax::Markdown, &MemoryEnv::new());
        let article = article.expect("an article");
        let (mut displays, mut lines) = (Vec::new(), Vec::new());
        for_each_block(&article.article().body, &mut |block| match block {
            Block::Formula(x) => {
                displays.push(format!("{} {}", x.formula.text, x.number.as_deref().unwrap_or("-")));
            }
            Block::Paragraph(x) => lines.push(plain_text(&x.content)),
            _ => {}
        });
        let at = |span: Span| source.text[span.start as usize..span.end as usize].to_owned();
        let told = diagnostics.iter().map(|told| (told.message.clone(), told.span.map(at).unwrap_or_default()));
        (displays, lines, told.collect())
    }

    #[test]
    fn only_labelled_formulas_are_counted_and_references_show_their_number() {
        let text = "$$a = 1$$\n\n$$b = 2$$ {#eq:b}\n\n$$c = 3 \\tag{3a}$$\n\n$$d = 4 \\label{eq:d}$$\n\n\
                    See @eq:b, [@eq:d], equation \\eqref{eq:d} and Eq. @eq:b.\n";
        let (displays, lines, told) = resolved(text);
        assert_eq!(displays, ["a = 1 -", "b = 2 (1)", "c = 3 (3a)", "d = 4 (2)"]);
        assert_eq!(lines, ["See Equation (1), Equation (2), equation (2) and Eq. (1)."]);
        assert_eq!(told, []);
    }

    #[test]
    fn invalid_formulas_are_shown_as_written_and_reported_at_their_position() {
        let (displays, lines, told) = resolved("So $\\nopeb^2$ and\n\n$$\nx = \\nope{y}\n$$\n");
        assert_eq!(
            (displays.as_slice(), lines.as_slice()),
            (&["x = \\nope{y} -".to_owned()][..], &["So \\nopeb^2 and".to_owned()][..])
        );
        let places: Vec<&str> = told.iter().map(|(_, at)| at.as_str()).collect();
        assert_eq!(places, ["\\nopeb", "\\nope"], "{told:?}");
    }
}
