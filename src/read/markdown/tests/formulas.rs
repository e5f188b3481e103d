//! Tests of formulas: their delimiters, their labels, and which become text.

use super::article;
use crate::article::{Block, Inline, Style, plain_text};

/// Returns blocks and inlines in a short form: formulas between dollar signs, with `#name` and `(number)`.
fn short(text: &str) -> String {
    let (article, reported) = article(text);
    assert_eq!(reported, [], "{text}");
    article.body.iter().map(block).collect::<Vec<_>>().join(" | ")
}

fn block(block: &Block) -> String {
    match block {
        Block::Paragraph(x) => line(&x.content),
        Block::Heading(x) => format!("# {}", line(&x.content)),
        Block::Formula(x) => {
            let name = x.anchor.as_ref().map(|anchor| format!(" #{anchor}")).unwrap_or_default();
            let tag = x.tag.as_ref().map(|tag| format!(" ({tag})")).unwrap_or_default();
            format!("$${}$${name}{tag}", x.formula.source)
        }
        Block::Division(x) => {
            let name = x.anchor.as_ref().map(|anchor| format!("#{anchor} ")).unwrap_or_default();
            format!("{name}[{}]", x.body.iter().map(self::block).collect::<Vec<_>>().join(" | "))
        }
        Block::List(x) => {
            let items = x.items.iter().map(|item| item.body.iter().map(self::block).collect::<Vec<_>>().join(" | "));
            format!("list[{}]", items.collect::<Vec<_>>().join("; "))
        }
        Block::Quote(x) => format!("quote[{}]", x.body.iter().map(self::block).collect::<Vec<_>>().join(" | ")),
        other => format!("{other:?}"),
    }
}

fn line(content: &[Inline]) -> String {
    let one = |inline: &Inline| match inline {
        Inline::Formula(x) => format!("${}$", x.source),
        Inline::CrossRef(x) => format!("→{}{}", x.target, line(&x.content)),
        Inline::Link(x) => format!("→{:?}{}", x.target, line(&x.content)),
        Inline::Styled(x) if x.style == Style::Sup => format!("^{}^", line(&x.content)),
        Inline::Styled(x) if x.style == Style::Sub => format!("~{}~", line(&x.content)),
        Inline::Styled(x) => format!("*{}*", line(&x.content)),
        inline => plain_text(std::slice::from_ref(inline)),
    };
    content.iter().map(one).collect()
}

#[test]
fn inline_formulas_have_several_delimiters() {
    for (text, read) in [
        ("So $a^2 + b$ it is.\n", "So $a^2 + b$ it is."),
        ("with \\(x^2 \\leq y\\) so\n", "with $x^2 \\leq y$ so"),
        ("on GitLab $`\\sqrt{x}`$ so\n", "on GitLab $\\sqrt{x}$ so"),
        ("a role {math}`x^2` so\n", "a role $x^2$ so"),
        ("# T\n\n## The size $x^2$\n\nText.\n", "# The size $x^2$ | Text."),
        ("*so $x^2$*\n", "*so $x^2$*"),
        // escaped brackets are literal
        ("see \\[a\\^2\\] and \\(n = 5\\) and \\[p = 1\\]\n", "see [a^2] and (n = 5) and [p = 1]"),
    ] {
        assert_eq!(short(text), read, "{text}");
    }
}

#[test]
fn displays_split_the_paragraph_around_them() {
    for (text, read) in [
        ("$$\nx^2\n$$\n", "$$x^2$$"),
        ("So\n$$\nx^2 = 1\n$$\nholds.\n", "So | $$x^2 = 1$$ | holds."),
        ("So $$x^2$$ holds.\n", "So | $$x^2$$ | holds."),
        ("and \\[\\frac{a}{b}\\] so\n", "and | $$\\frac{a}{b}$$ | so"),
        ("So\n\\[\n\\alpha = 1 \\\\\n\\beta = 2\n\\]\n", "So | $$\\alpha = 1 \\\\\n\\beta = 2$$"),
        ("```math\n\\sqrt{x}\n```\n", "$$\\sqrt{x}$$"),
        ("- So\n\n  $$x^2$$\n\n- b\n", "list[So | $$x^2$$; b]"),
        ("> $$x^2$$\n", "quote[$$x^2$$]"),
        ("$$x^2$$.\n", "$$x^2.$$"),
        ("$$\nx^2\n$$, and so on.\n", "$$x^2,$$ | and so on."),
        (
            "So\n\\begin{align*}\na_1 &= b \\\\\nc &= d\n\\end{align*}.\n",
            "So | $$\\begin{align*}\na_1 &= b \\\\\nc &= d.\n\\end{align*}$$",
        ),
        // where no block is possible, a display is set inline
        ("*so $$x^2$$*\n", "*so $x^2$*"),
        ("# T\n\n## The size $$x^2$$\n\nText.\n", "# The size $x^2$ | Text."),
    ] {
        assert_eq!(short(text), read, "{text}");
    }
}

#[test]
fn displays_are_labelled_and_numbered_in_many_dialects() {
    for (text, read) in [
        ("$$x^2$$ {#eq:a}\n", "$$x^2$$ #eq:a"),
        ("$$\nx^2\n$$ {#eq-a}\n\nSee @eq-a.\n", "$$x^2$$ #eq-a | See →eq-a."),
        ("$$x^2$$ (eq-a)\n", "$$x^2$$ #eq-a"),
        ("$$x^2 \\label{eq:a}$$\n\nSee @eq:a, [@eq:a].\n", "$$x^2$$ #eq:a | See →eq:a, →eq:a."),
        ("$$x^2 \\tag{3a}$$\n", "$$x^2$$ (3a)"),
        ("```{math}\n:label: eq:a\nx^2\n```\n\nIn {eq}`eq:a`.\n", "$$x^2$$ #eq:a | In →eq:a."),
        ("```math {#eq:a}\nx^2\n```\n", "$$x^2$$ #eq:a"),
        (
            "\\begin{equation}\nx^2 \\label{eq:a}\n\\end{equation}\n\nBy \\eqref{eq:a}.\n",
            "$$\\begin{equation}\nx^2\n\\end{equation}$$ #eq:a | By →eq:a.",
        ),
        ("$$a \\label{eq:a} \\\\ b \\label{eq:b}$$\n", "#eq:b [$$a  \\\\ b$$ #eq:a]"),
        ("$$x^2$$ (see below)\n", "$$x^2$$ | (see below)"),
    ] {
        assert_eq!(short(text), read, "{text}");
    }
}

#[test]
fn numbers_units_and_symbols_become_text() {
    for (text, read) in [
        ("5 $\\mu$g, at 38$^\\circ$C, $10^{-9}$\n", "5 μg, at 38°C, 10^−9^"),
        ("H$_2$O and 10^9^/L and H~2~O\n", "H~2~O and 10^9^/L and H~2~O"),
        ("$\\geq 5\\,\\mathrm{mg}$\n", "≥5 mg"),
        ("the mean $\\mu$ and $\\alpha$-blockers\n", "the mean $\\mu$ and α-blockers"),
    ] {
        assert_eq!(short(text), read, "{text}");
    }
}

#[test]
fn a_formula_has_the_span_of_its_source() {
    let text = "So $\\pod^2$ and\n\n$$\n\\pod = mc^2\n$$\n";
    let body = article(text).0.body;
    let [Block::Paragraph(first), Block::Formula(second)] = body.as_slice() else { panic!("{body:?}") };
    let Some(Inline::Formula(inline)) = first.content.get(1) else { panic!("{first:?}") };
    for (span, source) in [(inline.span, &inline.source), (second.formula.span, &second.formula.source)] {
        assert_eq!(&text[span.start as usize..span.end as usize], source);
    }
}

#[test]
fn mathml_is_a_formula_and_never_joined_text() {
    let half = "<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math>";
    for (text, read) in [
        (format!("So {half} it is.\n"), format!("So ${half}$ it is.")),
        ("So <math><mi>x</mi><mo>&times;</mo></math>.\n".into(), "So $<math><mi>x</mi><mo>×</mo></math>$.".into()),
        ("<math display=\"block\"><mi>x</mi></math>\n".into(), "$$<math display=\"block\"><mi>x</mi></math>$$".into()),
        (format!("<div>\nIn {half} a div\n</div>\n"), format!("In ${half}$ a div")),
    ] {
        assert_eq!(short(&text).trim_matches(['[', ']']), read, "{text}");
    }
}
