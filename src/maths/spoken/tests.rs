//! Tests of the speech for formulas.

use super::*;
use crate::maths::from_tex;

fn said(tex: &str, lang: &str) -> String {
    let lang = Lang::new(lang).unwrap();
    from_tex(tex).map_or_else(|error| format!("{error:?}"), |node| spoken(&node, &lang))
}

#[test]
fn formulas_are_spoken_in_english() {
    for (tex, expected) in [
        (r"x^2 + 1", "x squared plus 1"),
        (r"\sqrt{x^2+1}", "the square root of x squared plus 1 end root"),
        (r"\sqrt{2} x", "the square root of 2, x"),
        (r"\frac{a+b}{c}", "the fraction a plus b over c end fraction"),
        (r"\frac{1}{2} m v^2", "one half m v squared"),
        (r"2 \frac{a}{b} c", "2, a over b, c"),
        (r"BMI = \frac{m}{h^2}", "B M I equals the fraction m over h squared end fraction"),
        (r"e^{-kt}", "e to the power minus k t end power"),
        (r"10^{-9}", "10 to the power minus 9"),
        (r"x_{ij}", "x sub i j end sub"),
        (r"\sum_{i=1}^n x_i", "the sum from i equals 1 to n of x sub i"),
        (r"\lim_{x \to 0} \sin x", "the limit as x approaches 0 of sine of x"),
        (r"\left| x \right|", "the absolute value of x"),
        (r"\bar{x} \pm 1.96 \sigma", "x bar plus or minus 1.96 sigma"),
        (r"\binom{n}{k}", "n choose k"),
        (r"P(A \mid B)", "P open paren A given B close paren"),
        (r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}", "the 2 by 2 matrix row 1: 1, 2; row 2: 3, 4; end matrix"),
        (r"\ce{Ca^2+}", "Ca with charge 2 plus"),
        (r"\qty{5}{mg/L}", "5 mg per L"),
        (r"\mathbb{R}", "the real numbers"),
    ] {
        assert_eq!(said(tex, "en"), expected, "{tex}");
    }
}

#[test]
fn formulas_are_spoken_in_the_language_of_the_article() {
    let tex = r"\sqrt{x^2+1} \leq \frac{1}{2}";
    for (lang, expected) in [
        ("es-MX", "la raíz cuadrada de x al cuadrado más 1 fin raíz es menor o igual que un medio"),
        ("de", "Wurzel aus x Quadrat plus 1 Ende Wurzel ist kleiner oder gleich ein halb"),
        ("fr", "racine carrée de x au carré plus 1 fin de racine est inférieur ou égal à un demi"),
        ("fi", "√(x² + 1) ≤ ½"),
    ] {
        assert_eq!(said(tex, lang), expected);
    }
}

#[test]
fn words_are_contracted_as_the_language_requires() {
    assert_eq!(said(r"L = \prod_{i}^{n} i", "es"), "L es igual al producto desde i hasta n de i");
    assert_eq!(said(r"\sqrt{\prod_a^b x}", "fr"), "racine carrée du produit de a à b de x fin de racine");
}

#[test]
fn languages_name_the_same_symbols() {
    let signs = |phrases: &Phrases| phrases.signs.iter().map(|(sign, _)| *sign).collect::<Vec<_>>();
    for phrases in [&de::PHRASES, &es::PHRASES, &fr::PHRASES] {
        assert_eq!(signs(phrases), signs(&en::PHRASES));
        assert_eq!(phrases.greek.split(' ').count(), phrases::GREEK.chars().count());
    }
}
