//! Formulas of Word documents, which have no alternative text: each must have the letters and digits of one in the
//! article.

use super::normal::plain_chars;
use crate::article::{Article, Block, Formula, Inline, for_each_block, for_each_inline, inlines_of};
use unicode_normalization::UnicodeNormalization as _;

/// Returns the formulas of a document that are not in the article.
pub(super) fn missing(article: &Article, found: &[String]) -> Vec<String> {
    if found.is_empty() {
        return Vec::new();
    }
    let mut own: Vec<Vec<char>> = Vec::new();
    let mut add = |formula: &Formula| own.push(letters(&formula.in_line()));
    let mut inline = |inline: &Inline| {
        if let Inline::Formula(x) = inline {
            add(x);
        }
    };
    for line in article.front.iter().flat_map(|front| front.texts()) {
        inlines_of(line, &mut inline);
    }
    article.bodies().for_each(|body| for_each_inline(body, &mut inline));
    article.references.iter().for_each(|entry| inlines_of(&entry.content, &mut inline));
    for body in article.bodies() {
        for_each_block(body, &mut |block| {
            if let Block::Formula(x) = block {
                own.push(letters(&x.formula.in_line()));
            }
        });
    }
    // exact matches first, so that none of them is used up by another formula
    let mut rest = Vec::new();
    for formula in found {
        let wanted = letters(formula);
        match own.iter().position(|own| *own == wanted) {
            Some(at) => drop(own.swap_remove(at)),
            None => rest.push((formula, wanted)),
        }
    }
    let mut differences = Vec::new();
    for (formula, wanted) in rest {
        let shortest = (0..own.len()).filter(|&at| holds(&own[at], &wanted)).min_by_key(|&at| own[at].len());
        match shortest {
            Some(at) => drop(own.swap_remove(at)),
            None => differences.push(format!("the article has no formula with the letters of `{formula}`")),
        }
    }
    differences
}

/// Returns the letters and digits of a formula, sorted, without accents (which Word stores separately) and
/// letterforms.
fn letters(text: &str) -> Vec<char> {
    let plain = plain_chars(text);
    let mut letters: Vec<char> = plain.nfkd().filter(|c| c.is_alphanumeric()).collect();
    letters.sort_unstable();
    letters
}

/// Returns whether the sorted characters of `some` are a subset of `all`.
fn holds(all: &[char], some: &[char]) -> bool {
    let mut rest = all.iter();
    some.iter().all(|wanted| rest.any(|own| own == wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_letters_of_a_formula_are_found_in_any_order() {
        assert!(holds(&letters("½ m v²"), &letters("12mv2")));
        assert_eq!(letters("Ĥ𝐫"), letters("r H ̂"));
        assert!(!holds(&letters("a/b"), &letters("ac")));
        assert!(!holds(&letters("a/b"), &letters("aab")));
    }
}
