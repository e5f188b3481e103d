//! Tests of TeX as MathML, and of error positions.

use super::*;
use crate::{article::Lang, maths::to_mathml};

fn mathml(tex: &str) -> String {
    let lang = Lang::new("en").unwrap();
    let node = from_tex(tex).unwrap_or_else(|error| panic!("{tex}: {error:?}"));
    let math = to_mathml(&node, false, "", &lang);
    math.replace("<math xmlns=\"http://www.w3.org/1998/Math/MathML\">", "").replace("</math>", "")
}

fn error(tex: &str) -> (String, String) {
    let error = from_tex(tex).expect_err(tex);
    (tex[error.at].to_owned(), error.message)
}

#[test]
fn formulas_become_mathml() {
    for (tex, expected) in [
        ("x^2", "<msup><mi>x</mi><mn>2</mn></msup>"),
        (r"\frac{1}{2}", "<mfrac><mn>1</mn><mn>2</mn></mfrac>"),
        ("a=-b", "<mi>a</mi><mo>=</mo><mo form=\"prefix\">−</mo><mi>b</mi>"),
        (r"\mathrm{kg}", "<mi>kg</mi>"),
        (r"\mathrm{d}", "<mi mathvariant=\"normal\">d</mi>"),
        (r"\mathbf{x}", "<mi>𝐱</mi>"),
        (r"\mathbb{R}", "<mi>ℝ</mi>"),
        (r"\not=", "<mo>≠</mo>"),
        (r"\text{if $x$}", "<mtext>if\u{a0}</mtext><mi>x</mi>"),
        (r"\sum_a^b", "<munderover><mo>∑</mo><mi>a</mi><mi>b</mi></munderover>"),
    ] {
        assert_eq!(mathml(tex), expected, "{tex}");
    }
}

#[test]
fn unknown_input_is_an_error_with_its_position() {
    for (tex, place, message) in [
        (r"a \foo b", r"\foo", r"unknown command `\foo`"),
        ("a}", "}", "unmatched closing brace"),
        ("{a", "{", "this brace is not closed"),
        ("x^2^3", "^3", "two superscripts on one base: use braces"),
        (r"\left( x", r"\left", r"`\left` without `\right`"),
        (r"\begin{foo}x\end{foo}", r"\begin{foo}", "unknown environment `foo`"),
        (r"\begin{matrix} x", r"\begin", r"`\begin{matrix}` without `\end{matrix}`"),
        (r"\frac{a}", "", "missing argument"),
        ("", "", "the formula is empty"),
        (r"\text{a \foo}", r"\foo", r"unknown command `\foo` in text"),
    ] {
        assert_eq!(error(tex), (place.to_owned(), message.to_owned()), "{tex}");
    }
}

#[test]
fn nesting_is_limited() {
    for part in ["{", r"\hat ", r"\left(", r"\displaystyle ", r"\text{$", r"\frac{", "x^{", r"\not", r"\begin{matrix}"]
    {
        let tex = part.repeat(1000);
        assert!(from_tex(&tex).is_err(), "{part}");
    }
}

#[test]
fn labels_are_removed() {
    assert_eq!(labels(r"x = 1 \label{eq:x} + 2"), ("x = 1  + 2".to_owned(), vec!["eq:x".to_owned()]));
    assert_eq!(labels(r"\label{a{b}"), (r"\label{a{b}".to_owned(), vec![]));
}

#[test]
fn chemistry_and_units_become_mathml() {
    let ion = "<msubsup><mi>SO</mi><mn>4</mn><mrow><mn>2</mn><mo form=\"postfix\" lspace=\"0em\" rspace=\"0em\">−</mo></mrow></msubsup>";
    for (tex, expected) in [
        (r"\ce{SO4^2-}", ion),
        (r"\ce{H2}", "<msub><mi mathvariant=\"normal\">H</mi><mn>2</mn></msub>"),
        (r"\ce{->}", "<mo>→</mo>"),
        (r"\qty{5}{mg}", "<mn>5</mn><mspace width=\"0.167em\"/><mi>mg</mi>"),
        (r"\num{1e3}", "<mn>1</mn><mo form=\"infix\">×</mo><msup><mn>10</mn><mn>3</mn></msup>"),
    ] {
        assert_eq!(mathml(tex), expected, "{tex}");
    }
}

#[test]
fn errors_in_chemistry_and_units_have_positions() {
    for (tex, place, message) in [
        (r"\ce{H2O^2^3}", "^3", "two superscripts or subscripts on one substance"),
        (r"\ce{(OH}", "(", "this bracket is not closed"),
        (r"\ce{A ->[x B}", "[", "this bracket is not closed"),
        (r"\ce{H2O)}", ")", "unmatched closing bracket"),
        (r"\qty{5}{\foo}", r"\foo", r"unknown unit `\foo`"),
        (r"\qty{5}{\per}", "", "missing unit"),
        (r"\num{5y}", "y", "not part of a number"),
        (r"\ang{1;2;3;4}", "4", "not an angle, such as `45` or `1;30;0`"),
    ] {
        assert_eq!(error(tex), (place.to_owned(), message.to_owned()), "{tex}");
    }
}
