//! Linear text of formulas, unambiguous on one line: `(a + b)/(2c)`, `10^−9`, `√(x² + 1)`.
//!
//! `parts` turns the parts of a formula into terms, `line` sets the spaces between them, `fraction` the brackets.

mod accents;
mod fraction;
mod line;
mod parts;
mod scripts;
mod term;

use super::tree::{Node, TableKind};
use crate::article::Lang;

/// Returns a formula as one line of text.
pub(crate) fn linear(node: &Node, lang: &Lang) -> String {
    linear_lines(node, lang).join("; ")
}

/// Returns a formula as text, with a string for each line of a display.
pub(crate) fn linear_lines(node: &Node, lang: &Lang) -> Vec<String> {
    let words = parts::Words::of(lang);
    let lines = match node {
        Node::Table { rows, kind: TableKind::Lines, columns } => {
            rows.iter().map(|row| words.line(row, columns.len())).collect()
        }
        Node::Row(nodes) if nodes.len() == 1 => return linear_lines(&nodes[0], lang),
        node => vec![line::join(&words.terms(std::slice::from_ref(node)))],
    };
    lines.into_iter().filter(|line| !line.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::maths::{from_mathml, from_tex};

    fn of_tex(tex: &str) -> String {
        let lang = Lang::new("en").unwrap();
        from_tex(tex).map_or_else(|error| format!("{error:?}"), |node| linear(&node, &lang))
    }

    fn of_mathml(mathml: &str) -> String {
        let lang = Lang::new("en").unwrap();
        linear(&from_mathml(&format!("<math>{mathml}</math>")).unwrap(), &lang)
    }

    #[test]
    fn doses_powers_fractions_and_roots_fit_on_one_line() {
        for (tex, said) in [
            (r"\mu", "μ"),
            (r"\approx 3.5", "≈3.5"),
            (r"T \geq 38\,^\circ\mathrm{C}", "T ≥ 38°C"),
            (r"10^{-9}", "10^−9"),
            (r"5 \times 10^9", "5 × 10^9"),
            (r"\pm 2", "±2"),
            (r"\frac{1}{2}", "½"),
            (r"\frac12 mv^2", "½ mv²"),
            (r"\frac13", "1/3"),
            (r"\text{BMI} = \frac{\text{weight}}{\text{height}^2}", "BMI = weight/height²"),
            (r"\text{BMI} = \frac{\text{weight (kg)}}{\text{height (m)}^2}", "BMI = weight (kg) / (height (m))^2"),
            (r"\frac{a+b}{2c}", "(a + b)/(2c)"),
            (r"\sqrt{9} + \sqrt[3]{x+1}", "√9 + ∛(x + 1)"),
            (r"\sqrt{x^2+1}", "√(x² + 1)"),
            (r"C_0 = 3{,}5", "C₀ = 3,5"),
            (r"\left( \bar{x} - 1 \right)^2", "(x\u{304} − 1)^2"),
            (r"95\,\% \text{ of } n", "95% of n"),
            (r"\sum_{i=1}^{n} d_i", "∑_(i = 1)^n d_i"),
            (r"t_{\max} < \log x'", "t_max < log x′"),
            (r"x_1 \in \mathbb{R}", "x₁ ∈ ℝ"),
            (r"E = mc^2", "E = mc²"),
            (r"\begin{aligned} a &= b \\ c &= -d \end{aligned}", "a = b; c = −d"),
            (r"\overline{AB}", "bar(AB)"),
            (r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}", "(1, 2; 3, 4)"),
            (r"\binom{n}{k}", "(n over k)"),
            (
                r"f(x) = \begin{cases} x, & x > 0 \\ -x & \text{otherwise} \end{cases}",
                "f(x) = { x, x > 0; −x, otherwise }",
            ),
            (r"\frac{dy}{dx} = \frac{a}{b} c", "dy/dx = (a/b) c"),
            (r"\frac{\partial^2 u}{\partial x^2}", "∂²u/∂x²"),
            (r"\mathrm{H_2SO_4}", "H₂SO₄"),
            (r"1.2\text{--}3.4", "1.2–3.4"),
            (r"\begin{align} x &= 1 & y &= 2 \\ z &= 3 \end{align}", "x = 1, y = 2; z = 3"),
            (r"\begin{eqnarray} x &=& 1 \end{eqnarray}", "x = 1"),
            (r"a \equiv b \pmod{n}", "a ≡ b (mod n)"),
            (r"P(A \mid B)", "P(A | B)"),
            (r"|x| + \lim_{x \to 0} \sin x", "|x| + lim_(x → 0) sin x"),
            (r"{}^{235}_{92}\mathrm{U}", "²³⁵₉₂U"),
            (r"A \xrightarrow{\Delta} B", "A →[Δ] B"),
            (r"\int_0^1 f(x)\,dx", "∫_0^1 f(x) dx"),
        ] {
            assert_eq!(of_tex(tex), said, "{tex}");
        }
    }

    #[test]
    fn chemistry_and_units_are_written_as_people_write_them() {
        for (tex, said) in [
            (r"\ce{2 H2 + O2 -> 2 H2O}", "2 H₂ + O₂ → 2 H₂O"),
            (r"\ce{SO4^2-}", "SO₄²⁻"),
            (r"\ce{[Fe(CN)6]^4-}", "[Fe(CN)₆]⁴⁻"),
            (r"\ce{^{227}_{90}Th+}", "²²⁷₉₀Th⁺"),
            (r"\ce{CuSO4*5H2O}", "CuSO₄ ⋅ 5 H₂O"),
            (r"\ce{CH3-CH2-OH}", "CH₃−CH₂−OH"),
            (r"\ce{n H2O}", "n H₂O"),
            (r"\ce{Fe^{II}Fe^{III}2O4}", "Fe^II Fe₂^III O₄"),
            (r"\ce{A ->[\Delta][H2O] B v}", "A →[Δ][H₂O] B ↓"),
            (r"\qty{5}{\milli\gram\per\litre}", "5 mg/L"),
            (r"\qty{8.314}{\joule\per\mole\per\kelvin}", "8.314 J/(mol K)"),
            (r"\SI{1.5e-3}{mol/L}", "1.5 × 10^−3 mol/L"),
            (r"\unit{mL/(min.1.73 m^2)}", "mL/(min 1.73 m²)"),
            (r"\qtyrange{10}{20}{\percent}", "10–20%"),
            (r"\num{1.5(2)}", "1.5(2)"),
            (r"\ang{1;30;0}", "1° 30′ 0″"),
        ] {
            assert_eq!(of_tex(tex), said, "{tex}");
        }
    }

    #[test]
    fn mathml_and_tex_give_the_same_text() {
        let half = "<mfrac><mn>1</mn><mn>3</mn></mfrac>";
        for (mathml, text) in [
            (half, "1/3"),
            (&*format!("<mn>2</mn>{half}"), "2 (1/3)"),
            (&format!("{half}<mi>x</mi>"), "(1/3) x"),
            ("<msup><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>2</mn></msup>", "(a + b)^2"),
            ("<mroot><mi>x</mi><mn>5</mn></mroot>", "x^(1/5)"),
            (&format!("<msup>{half}<mn>2</mn></msup>"), "(1/3)^2"),
            (&format!("<mfrac>{half}<mn>3</mn></mfrac>"), "(1/3)/3"),
            ("<munderover><mo>∑</mo><mi>i</mi><mi>n</mi></munderover><msub><mi>d</mi><mi>i</mi></msub>", "∑_i^n d_i"),
            ("<mo>−</mo><mn>5</mn><mo>&lt;</mo><mi>x</mi>", "−5 < x"),
            ("<mi>f</mi><mo>&#x2061;</mo><mo>(</mo><mi>x</mi><mo>,</mo><mn>2</mn><mo>)</mo>", "f(x, 2)"),
            ("<mi>a</mi><mo>=</mo><mo>−</mo><mn>1</mn>", "a = −1"),
            ("<mn>37</mn><mo>±</mo><mn>0.5</mn><mi>°C</mi>", "37 ± 0.5 °C"),
            ("<mn>5</mn><mtext>mg</mtext><mi>x</mi><mn>2</mn>", "5 mg x 2"),
            ("<mover><mi>x</mi><mo>¯</mo></mover>", "x\u{304}"),
            ("<mfenced><mi>x</mi><mi>y</mi></mfenced>", "(x, y)"),
            ("<semantics><mn>7</mn><annotation>\\frac12</annotation></semantics>", "7"),
        ] {
            assert_eq!(of_mathml(mathml), text, "{mathml}");
        }
    }
}
