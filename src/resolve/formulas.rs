//! Formulas: reads the source of each once, says it in linear text and in words, and numbers those with a label.

use super::rewrite::{blocks_in, bodies, for_each_block, lines_in};
use crate::{
    article::{
        Article, Block, DisplayFormula, Formula, Inline, Lang, MathSyntax, for_each_block as each_block,
        for_each_inline as each_inline, inlines_of,
    },
    locale::Digits,
    maths::Node,
};
use std::collections::BTreeMap;

/// The trees of an article's formulas, by syntax, source, and whether they are displayed.
#[derive(Debug, Clone, Default)]
pub(super) struct Formulas(BTreeMap<(MathSyntax, bool), BTreeMap<String, Node>>);

impl Formulas {
    /// Reads all formulas of an article.
    pub(super) fn of(article: &Article) -> Self {
        let mut formulas = Self::default();
        let mut inline = |inline: &Inline| {
            if let Inline::Formula(x) = inline {
                formulas.add(x, false);
            }
        };
        article.bodies().for_each(|body| each_inline(body, &mut inline));
        lines(article).for_each(|line| inlines_of(line, &mut inline));
        for body in article.bodies() {
            each_block(body, &mut |block| {
                if let Block::Formula(x) = block {
                    formulas.add(&x.formula, true);
                }
            });
        }
        formulas
    }

    fn add(&mut self, formula: &Formula, display: bool) {
        if self.tree(formula, display).is_none()
            && let Some(tree) = parse(formula, display)
        {
            self.0.entry((formula.syntax, display)).or_default().insert(formula.source.clone(), tree);
        }
    }

    /// Returns the tree of a formula, unless its source cannot be read.
    pub(super) fn tree(&self, formula: &Formula, display: bool) -> Option<&Node> {
        self.0.get(&(formula.syntax, display))?.get(&formula.source)
    }

    /// Says each formula in the language around it.
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

    fn words(&self, formula: &mut Formula, _display: bool, _lang: &Lang) {
        formula.text = formula.lines().collect::<Vec<_>>().join("\n");
        formula.spoken = formula.in_line();
    }
}

/// The lines of an article outside its body that may hold formulas.
fn lines(article: &Article) -> impl Iterator<Item = &Vec<Inline>> {
    let meta = &article.meta;
    let front = article.front.iter().flat_map(|front| front.texts());
    let entries = article.references.iter().map(|entry| &entry.content);
    [&meta.title, &meta.subtitle, &meta.description].into_iter().chain(front).chain(entries)
}

fn parse(_formula: &Formula, _display: bool) -> Option<Node> {
    None
}

/// Numbers the formulas that have a label, from 1, and keeps the numbers that authors gave.
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
