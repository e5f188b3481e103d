//! Formulas of pages: `<math>`, and the output of MathJax, KaTeX and Wikipedia.

use super::{
    builder::Builder,
    line::Line,
    tree::{Id, Kind, Tree},
};
use crate::{
    article::{Block, DisplayFormula, Formula, Inline, MathSyntax, Span, plain_text},
    maths,
    read::common::{
        clean::trimmed,
        formulas::{Tex, in_line},
    },
};

/// Attributes that affect the layout of a formula. All others are dropped.
const ATTRIBUTES: [&str; 24] = [
    "accent",
    "accentunder",
    "align",
    "close",
    "columnalign",
    "columnspan",
    "display",
    "displaystyle",
    "fence",
    "form",
    "largeop",
    "linethickness",
    "lspace",
    "mathvariant",
    "maxsize",
    "minsize",
    "movablelimits",
    "notation",
    "open",
    "rowspan",
    "rspace",
    "separators",
    "stretchy",
    "width",
];

/// The number of ancestors of a formula that are checked for display style.
const AROUND: usize = 5;

/// The number of nodes before a script that are searched for the formula that MathJax generated from it.
const BEFORE: usize = 6;

/// A formula found in a page.
struct Found {
    formula: Formula,
    tag: Option<String>,
    labels: Vec<String>,
    display: bool,
}

impl Builder<'_> {
    /// Adds a formula: from its MathML, or else from its TeX annotation.
    pub(super) fn maths(&mut self, id: Id, line: &mut Line) {
        let span = self.tree.span(id);
        self.take(id);
        for other in self.tree.below(id).filter(|&id| self.tree.name(id).starts_with("annotation")) {
            self.tree.below(other).for_each(|inner| self.read[inner] = false);
        }
        let display = self.is_display(id);
        let mut tag = None;
        let source = mathml(self.tree, id, &mut tag);
        if let Some(source) = source {
            let formula = Formula::new(MathSyntax::Mathml, source, span);
            return self.found(Found { formula, tag, labels: Vec::new(), display }, line);
        }
        let annotation = self.tree.below(id).find(|&id| self.tree.name(id) == "annotation");
        let written = annotation.map(|id| self.tree.text(id));
        let tex = written.or_else(|| self.tree.filled(id, "alttext").map(trimmed)).unwrap_or_default();
        if let Some(annotation) = annotation {
            self.tree.below(annotation).for_each(|inner| self.read[inner] = true);
        }
        self.tex(&tex, display, span, line);
    }

    /// Adds a formula in TeX.
    pub(super) fn tex(&mut self, tex: &str, display: bool, span: Span, line: &mut Line) {
        let bare = displaystyle(tex);
        if bare.is_some() {
            self.markers.push((span, "displaystyle".to_owned()));
        }
        let tex = bare.unwrap_or(tex.trim());
        let Tex { source, labels, tag } = Tex::of(tex);
        if !source.is_empty() {
            let formula = Formula::new(MathSyntax::Tex, source, span);
            self.found(Found { formula, tag, labels, display }, line);
        }
    }

    fn found(&mut self, found: Found, line: &mut Line) {
        let Found { formula, tag, labels, display } = found;
        if display {
            line.anchors.extend(labels);
            self.displays.insert(formula.span, tag);
            line.push(Inline::Formula(Box::new(formula)));
        } else {
            in_line(formula, None).into_iter().for_each(|inline| match inline {
                Inline::Text(text) => line.words(&text.text, text.span, 0),
                other => line.push(other),
            });
        }
    }

    /// Adds the formula in a MathJax script, unless the formula generated from it is adjacent.
    pub(super) fn tex_script(&mut self, id: Id, line: &mut Line) {
        let tree = self.tree;
        let (before, _) = tree.siblings(id);
        let drawn = before.iter().rev().take(BEFORE).any(|&other| tree.below(other).any(|id| tree.name(id) == "math"));
        if drawn {
            return;
        }
        self.take(id);
        let display = tree.attribute(id, "type").is_some_and(|kind| kind.contains("mode=display"));
        self.tex(&tree.raw(id), display, tree.span(id), line);
    }

    /// Adds the TeX in the description of a rendered formula, unless the formula is adjacent in MathML.
    pub(super) fn drawn_formula(&mut self, id: Id, line: &mut Line) {
        let tree = self.tree;
        let is_adjacent = tree.parent(id).is_some_and(|parent| tree.below(parent).any(|id| tree.name(id) == "math"));
        let tex = tree.attribute(id, "alt").unwrap_or_default();
        if !is_adjacent && !tex.is_empty() {
            self.read[id] = true;
            let display = tree.classes(id).iter().any(|class| class.ends_with("-display"));
            self.tex(tex, display, tree.span(id), line);
        }
    }

    /// Returns whether a formula is a display formula.
    fn is_display(&self, id: Id) -> bool {
        let tree = self.tree;
        let own = tree.attribute(id, "display") == Some("block") || tree.attribute(id, "mode") == Some("display");
        own || tree.around(id).take(AROUND).any(|around| {
            let classes = tree.classes(around);
            let named = |class: &String| {
                matches!(
                    class.as_str(),
                    "katex-display" | "mathjax_display" | "mathjax_svg_display" | "mwe-math-element-block"
                )
            };
            tree.name(around) == "mjx-container" && tree.attribute(around, "display") == Some("true")
                || classes.iter().any(named)
        })
    }

    /// Splits a line at its display formulas: inlines before, between and after them, and each display as a block.
    pub(super) fn parted(&self, content: Vec<Inline>) -> Vec<Result<Vec<Inline>, Block>> {
        let is_display = |inline: &Inline| matches!(inline, Inline::Formula(x) if self.displays.contains_key(&x.span));
        if self.displays.is_empty() || !content.iter().any(is_display) {
            return vec![Ok(content)];
        }
        let (mut parts, mut rest) = (Vec::new(), Vec::new());
        for inline in content {
            match inline {
                Inline::Formula(x) if self.displays.contains_key(&x.span) => {
                    parts.extend(without_space(std::mem::take(&mut rest)).map(Ok));
                    let (span, tag) = (x.span, self.displays.get(&x.span).cloned().flatten());
                    let display = DisplayFormula { formula: *x, anchor: None, tag, number: None, span };
                    parts.push(Err(Block::Formula(Box::new(display))));
                }
                other => rest.push(other),
            }
        }
        match (number(&rest), parts.last_mut()) {
            (Some(number), Some(Err(Block::Formula(display)))) => display.tag = Some(number),
            _ => parts.extend(without_space(rest).map(Ok)),
        }
        parts
    }
}

/// Returns the equation number if it is all that follows a display: `(1)`.
fn number(rest: &[Inline]) -> Option<String> {
    let number = plain_text(rest);
    let number = number.trim().strip_prefix('(')?.strip_suffix(')')?;
    let sound = number.chars().count() <= 8 && number.chars().all(|c| c.is_alphanumeric() || ".-".contains(c));
    (sound && !number.is_empty()).then(|| number.to_owned())
}

/// Returns part of a line without spaces at the ends, or `None` if nothing is left.
fn without_space(mut content: Vec<Inline>) -> Option<Vec<Inline>> {
    if let Some(Inline::Text(first)) = content.first_mut() {
        first.text = first.text.trim_start().to_owned();
    }
    if let Some(Inline::Text(last)) = content.last_mut() {
        last.text.truncate(last.text.trim_end().len());
    }
    content.retain(|inline| !matches!(inline, Inline::Text(text) if text.text.is_empty()));
    (!content.iter().all(|inline| matches!(inline, Inline::Break(_)))).then_some(content)
}

/// Returns the TeX in `{\displaystyle …}`, which Wikipedia wraps around formulas.
fn displaystyle(tex: &str) -> Option<&str> {
    let inner = tex.trim().strip_prefix("{\\displaystyle")?.strip_suffix('}')?;
    Some(inner.trim())
}

/// Returns a `math` element reduced to its layout, or `None` if it has no presentation markup.
fn mathml(tree: &Tree, math: Id, tag: &mut Option<String>) -> Option<String> {
    let mut out = String::new();
    element(tree, math, tag, &mut out);
    let leaves = ["mi", "mn", "mo", "mtext", "ms"];
    let shown = |id: Id| leaves.contains(&tree.name(id)) && !tree.text(id).is_empty();
    tree.below(math).any(shown).then_some(out)
}

fn element(tree: &Tree, id: Id, tag: &mut Option<String>, out: &mut String) {
    let name = tree.name(id);
    if name.starts_with("annotation") {
        return;
    }
    // the first cell is the number
    let labelled = name == "mlabeledtr";
    let name = if labelled { "mtr" } else { name };
    out.push('<');
    out.push_str(name);
    if let Kind::Element(element) = &tree.nodes[id].kind {
        for (name, value) in element.attributes.iter().filter(|(name, _)| ATTRIBUTES.contains(&&**name)) {
            out.push(' ');
            out.push_str(name);
            out.push_str("=\"");
            maths::escape(value, out);
            out.push('"');
        }
    }
    out.push('>');
    let mut first = labelled;
    for &child in tree.children(id) {
        match &tree.nodes[child].kind {
            Kind::Text(text) => maths::escape(text, out),
            Kind::Element(_) if std::mem::take(&mut first) => {
                let number = tree.text(child);
                *tag = Some(number.trim().trim_matches(['(', ')']).to_owned()).filter(|number| !number.is_empty());
            }
            Kind::Element(_) => element(tree, child, tag, out),
            Kind::Other => {}
        }
    }
    out.push_str("</");
    out.push_str(name);
    out.push('>');
}

#[cfg(test)]
mod tests {
    use crate::{
        article::{Block, Inline, MathSyntax, plain_text},
        diagnostic::Source,
        read::{Syntax, read},
    };

    /// Returns the blocks in a short form: formulas between dollar signs, as TeX or MathML.
    fn short(html: &str) -> String {
        let body = read(&Source::new("a.html", html), Syntax::Html).article.body;
        let inline = |inline: &Inline| match inline {
            Inline::Formula(x) if x.syntax == MathSyntax::Tex => format!("${}$", x.source),
            Inline::Formula(x) => x.source.clone(),
            inline => plain_text(std::slice::from_ref(inline)),
        };
        let block = |block: &Block| match block {
            Block::Paragraph(x) => x.content.iter().map(inline).collect::<String>(),
            Block::Formula(x) => {
                format!("[{}{}]", x.formula.source, x.tag.as_ref().map(|tag| format!(" ({tag})")).unwrap_or_default())
            }
            other => format!("{other:?}"),
        };
        body.iter().map(block).collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn mathml_is_reduced_to_its_layout() {
        let half = "<mfrac><mi>a</mi><mn>2</mn></mfrac>";
        for (html, read) in [
            (
                format!("<p>So <math class='x' onclick='y()'>{half}</math> it is.</p>"),
                format!("So <math>{half}</math> it is."),
            ),
            (
                format!(
                    "<p>So <math><semantics>{half}<annotation encoding='application/x-tex'>\\frac a2</annotation></semantics></math>.</p>"
                ),
                format!("So <math><semantics>{half}</semantics></math>."),
            ),
            ("<p>Take <math><mn>5</mn><mtext> mg</mtext></math> now.</p>".to_owned(), "Take 5 mg now.".to_owned()),
            (
                format!("<p>So</p><math display='block'>{half}</math><p>holds.</p>"),
                format!("So | [<math display=\"block\">{half}</math>] | holds."),
            ),
            (
                format!("<p>So <span class='katex-display'><math>{half}</math></span> holds.</p>"),
                format!("So | [<math>{half}</math>] | holds."),
            ),
            (
                format!("<div><math display='block'>{half}</math> (3)</div>"),
                format!("[<math display=\"block\">{half}</math> (3)]"),
            ),
        ] {
            assert_eq!(short(&html), read, "{html}");
        }
    }

    #[test]
    fn tex_of_mathjax_and_rendered_formulas_is_read_once() {
        for (html, read) in [
            ("<p>So <script type='math/tex'>x^2</script> holds.</p>", "So $x^2$ holds."),
            (
                "<p>So</p><script type='math/tex; mode=display'>x^2 \\tag{1}</script><p>holds.</p>",
                "So | [x^2 (1)] | holds.",
            ),
            (
                "<p>So <span class='MathJax'><math><msup><mi>x</mi><mn>2</mn></msup></math></span><script type='math/tex'>x^2</script> holds.</p>",
                "So <math><msup><mi>x</mi><mn>2</mn></msup></math> holds.",
            ),
            (
                "<p>So <img class='mwe-math-fallback-image-inline' src='x.svg' alt='{\\displaystyle x^2}'> holds.</p>",
                "So $x^2$ holds.",
            ),
            (
                "<p>So <span class='mwe-math-element'><span style='display:none'><math><mi>x</mi></math></span><img class='mwe-math-fallback-image-inline' src='x.svg' alt='x'></span> holds.</p>",
                "So <math><mi>x</mi></math> holds.",
            ),
        ] {
            assert_eq!(short(html), read, "{html}");
        }
    }
}
