//! The formulas of `tests/maths/formulas.md`, as linear text and as speech.

use super::{from_mathml, from_tex, linear, spoken, to_mathml};
use crate::article::Lang;
use std::fmt::Write;

const FORMULAS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/maths/formulas.md");
const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/maths/formulas.txt");

/// Returns the name and the TeX of each formula.
fn formulas() -> Vec<(String, String)> {
    let page = std::fs::read_to_string(FORMULAS).unwrap();
    let (mut found, mut name) = (Vec::new(), String::new());
    for line in page.lines() {
        match line.strip_prefix("$$").and_then(|line| line.strip_suffix("$$")) {
            Some(tex) => found.push((name.clone(), tex.to_owned())),
            None => name = line.to_owned(),
        }
    }
    found
}

#[test]
fn sixty_formulas_match_the_accepted_text_and_speech() {
    let lang = Lang::new("en").unwrap();
    let mut dump = String::new();
    for (name, tex) in formulas() {
        let node = from_tex(&tex).unwrap_or_else(|error| panic!("{tex}: {error:?}"));
        writeln!(dump, "{name}\n  {tex}\n  {}\n  {}\n", linear(&node, &lang), spoken(&node, &lang)).unwrap();
    }
    if std::env::var_os("HANDOUT_ACCEPT").is_some() {
        std::fs::write(GOLDEN, &dump).unwrap();
    }
    let golden = std::fs::read_to_string(GOLDEN).unwrap_or_default();
    for (now, accepted) in dump.lines().zip(golden.lines()) {
        assert_eq!(now, accepted, "accept with HANDOUT_ACCEPT=1 once you have read it");
    }
    assert_eq!(dump.lines().count(), golden.lines().count());
}

#[test]
fn mathml_read_back_gives_the_same_speech() {
    let lang = Lang::new("en").unwrap();
    for (name, tex) in formulas() {
        let node = from_tex(&tex).unwrap();
        let again = from_mathml(&to_mathml(&node, true, "a < b & \"c\"", &lang)).unwrap();
        assert_eq!(linear(&again, &lang), linear(&node, &lang), "{name}");
        assert_eq!(spoken(&again, &lang), spoken(&node, &lang), "{name}");
    }
}

mod random {
    use super::*;
    use proptest::prelude::*;

    const TEX: &[&str] = &[
        "{",
        "}",
        "^",
        "_",
        "&",
        "\\\\",
        "$",
        "'",
        "|",
        "[",
        "]",
        "(",
        ")",
        " ",
        "x",
        "12",
        "1,5",
        "-",
        "=",
        "é",
        "\u{301}",
        "%",
        "~",
        "#",
        "\\frac",
        "\\sqrt",
        "\\left",
        "\\right",
        "\\middle",
        "\\big",
        "\\text{",
        "\\ce{",
        "\\qty{5}{",
        "\\num{",
        "\\unit{",
        "\\ang{",
        "\\begin{aligned}",
        "\\end{aligned}",
        "\\begin{array}{cc}",
        "\\end{array}",
        "\\substack{",
        "\\sum",
        "\\lim",
        "\\limits",
        "\\over",
        "\\choose",
        "\\not",
        "\\hat",
        "\\overbrace",
        "\\overset",
        "\\mathbf",
        "\\rm ",
        "\\displaystyle",
        "\\mathbb",
        "\\operatorname",
        "\\binom",
        "\\pmod",
        "\\tag{1}",
        "\\quad",
        "\\,",
        "\\alpha",
        "\\{",
        "\\}",
        "\\",
        "->",
        "<=>",
        "+",
        "/",
        "e3",
        "\\per",
        "\\milli",
        "\\gram",
        "\\squared",
        ";",
        ".",
        "\\xrightarrow",
        "\\cancel",
        "\\hspace{",
        "1em",
        "\\(",
        "\\)",
        "\\phantom",
        "\\middle|",
        "v ",
    ];

    const XML: &[&str] = &[
        "<mrow>",
        "</mrow>",
        "<mi>x</mi>",
        "<mn>1</mn>",
        "<mo>+</mo>",
        "<mo>|</mo>",
        "<mtext> a b </mtext>",
        "<mfrac>",
        "</mfrac>",
        "<msqrt>",
        "</msqrt>",
        "<mroot>",
        "</mroot>",
        "<msubsup>",
        "</msubsup>",
        "<mover accent='true'>",
        "</mover>",
        "<munder>",
        "</munder>",
        "<mmultiscripts>",
        "<mprescripts/>",
        "<none/>",
        "</mmultiscripts>",
        "<mtable>",
        "<mtr>",
        "<mtd>",
        "</mtd>",
        "</mtr>",
        "</mtable>",
        "<mfenced separators=';'>",
        "</mfenced>",
        "<menclose notation='box top left longdiv updiagonalstrike'>",
        "</menclose>",
        "&amp;",
        "&#8722;",
        "<mspace width='2em'/>",
        "<unknown>",
        "</unknown>",
        "text",
        "<mi mathvariant='bold'>é</mi>",
        "<mstyle scriptlevel='9'>",
        "</mstyle>",
        "<semantics>",
        "</semantics>",
        "<annotation>z</annotation>",
        "<!-- c -->",
        "\u{301}",
        "<",
        ">",
        "<mo minsize='9em'>(</mo>",
        "<mi></mi>",
    ];

    fn pieces(of: &'static [&'static str]) -> impl Strategy<Value = String> {
        proptest::collection::vec(proptest::sample::select(of), 0..24).prop_map(|parts| parts.concat())
    }

    fn is_sound(node: &crate::maths::Node) {
        for lang in ["en", "de", "ar"] {
            let lang = Lang::new(lang).unwrap();
            let said = spoken(node, &lang);
            let mathml = to_mathml(node, false, &said, &lang);
            let again = from_mathml(&mathml).unwrap_or_else(|error| panic!("{mathml}: {error:?}"));
            // writing again changes nothing, except spaces that no browser shows
            assert_eq!(from_mathml(&to_mathml(&again, false, "", &lang)).as_ref(), Ok(&again), "{mathml}");
            assert!(!linear(node, &lang).contains('\n'));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn tex_is_read_or_rejected_with_a_position(tex in pieces(TEX)) {
            match from_tex(&tex) {
                Ok(node) => is_sound(&node),
                Err(error) => prop_assert!(tex.get(error.at.clone()).is_some(), "{tex:?} {error:?}"),
            }
        }

        #[test]
        fn any_string_is_read_or_rejected(tex in ".{0,60}") {
            if let Ok(node) = from_tex(&tex) {
                is_sound(&node);
            }
            let _ = from_mathml(&tex);
        }

        #[test]
        fn mathml_is_read_or_rejected(xml in pieces(XML)) {
            if let Ok(node) = from_mathml(&format!("<math>{xml}</math>")) {
                is_sound(&node);
            }
        }
    }
}

#[test]
fn nested_accents_are_spoken_once() {
    let lang = Lang::new("en").unwrap();
    for (start, end) in [
        ("<mover accent='true'>", "<mo>x</mo></mover>"),
        ("<msubsup>", "<mn>1</mn><mo>+</mo></msubsup>"),
        ("<munderover>", "<mi>a</mi><mi>b</mi></munderover>"),
        ("<mrow><mo>[</mo>", "<mo>]</mo></mrow>"),
        ("<mfenced><mfrac linethickness='0'>", "<mn>2</mn></mfrac></mfenced>"),
        ("<mroot>", "<mn>3</mn></mroot>"),
        ("<mfrac>", "<mn>2</mn></mfrac>"),
        ("<mmultiscripts>", "<mn>2</mn><mn>2</mn></mmultiscripts>"),
        ("<mtable>", "</mtable>"),
    ] {
        let depth = if start.contains("><") { 35 } else { 70 };
        let mathml = format!("<math>{}<mi>x</mi>{}</math>", start.repeat(depth), end.repeat(depth));
        let node = from_mathml(&mathml).unwrap();
        // growth that doubles with each level would never end
        let length = spoken(&node, &lang).len() + linear(&node, &lang).len() + to_mathml(&node, true, "", &lang).len();
        assert!(length < 50_000, "{start}: {length}");
    }
}
