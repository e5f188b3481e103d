//! Formulas as native Word equations (Office Math, ISO/IEC 29500-1, 22.1): `m:oMath`.

use super::Writer;
use crate::{
    article::{DisplayFormula, Formula},
    maths::{Align, Leaf, Node, Notation, Operator, TableKind},
    render::markup::Markup,
};

impl Writer<'_> {
    /// Writes an inline formula.
    pub(super) fn formula_in_line(&mut self, formula: &Formula) {
        match self.resolved.formula(formula) {
            Some(tree) => {
                self.part.out.tag("m:oMath").open();
                node(tree, &mut self.part.out);
                self.part.out.end("m:oMath");
            }
            None => self.looking(|look| look.style = Some("VerbatimChar"), |writer| writer.run(&formula.in_line())),
        }
    }

    /// Writes a displayed formula. A numbered one is between tabs, as other programs do not support Word's own way of
    /// numbering.
    pub(super) fn formula(&mut self, display: &DisplayFormula) {
        let name = self.name(display.anchor.as_ref());
        let tree = self.resolved.formula(&display.formula);
        self.styled_as("Formula", |writer| {
            writer.paragraph(|writer| {
                writer.named(name.as_deref(), |writer| match (tree, &display.number) {
                    (Some(tree), None) => {
                        writer.part.out.tag("m:oMathPara").open();
                        writer.part.out.tag("m:oMath").open();
                        node(tree, &mut writer.part.out);
                        writer.part.out.end("m:oMath");
                        writer.part.out.end("m:oMathPara");
                    }
                    (_, number) => {
                        writer.run("\t");
                        writer.formula_in_line_of(display);
                        number.iter().for_each(|number| writer.run(&format!("\t{number}")));
                    }
                });
            });
        });
    }

    fn formula_in_line_of(&mut self, display: &DisplayFormula) {
        match self.resolved.formula(&display.formula) {
            Some(tree) => {
                self.part.out.tag("m:oMath").open();
                node(tree, &mut self.part.out);
                self.part.out.end("m:oMath");
            }
            None => self.formula_in_line(&display.formula),
        }
    }
}

/// Writes a part of a formula.
fn node(part: &Node, out: &mut Markup) {
    match part {
        Node::Row(parts) => row(parts, out),
        Node::Identifier(leaf) => identifier(leaf, out),
        Node::Number(leaf) => run(&leaf.text, leaf.bold.then_some("b"), out),
        Node::Operator(sign) => run(&sign.text, None, out),
        Node::Text(leaf) => text(leaf, out),
        Node::Space(ems) => space(*ems, out),
        Node::Fraction { above, below, line } => {
            element("m:f", out, |out| {
                if !line {
                    properties("m:fPr", &[("m:type", "noBar")], out);
                }
                inside("m:num", above, out);
                inside("m:den", below, out);
            });
        }
        Node::Root { base, degree } => element("m:rad", out, |out| {
            if degree.is_none() {
                properties("m:radPr", &[("m:degHide", "1")], out);
            }
            element("m:deg", out, |out| degree.iter().for_each(|degree| node(degree, out)));
            inside("m:e", base, out);
        }),
        Node::Scripts { base, sub, sup } => scripts(base, sub.as_deref(), sup.as_deref(), out),
        Node::Prescripts { base, sub, sup } => element("m:sPre", out, |out| {
            maybe("m:sub", sub.as_deref(), out);
            maybe("m:sup", sup.as_deref(), out);
            inside("m:e", base, out);
        }),
        Node::Limits { base, under, over, accent, .. } => limits(base, under.as_deref(), over.as_deref(), *accent, out),
        Node::Table { rows, kind: TableKind::Lines, .. } => lines(rows, out),
        Node::Table { rows, columns, .. } => matrix(rows, columns, out),
        Node::Enclosed { base, notation } => element("m:borderBox", out, |out| {
            if *notation == Notation::Strike {
                let hidden = ["m:hideTop", "m:hideBot", "m:hideLeft", "m:hideRight", "m:strikeBLTR"];
                properties("m:borderBoxPr", &hidden.map(|name| (name, "1")), out);
            }
            inside("m:e", base, out);
        }),
        Node::Phantom(base) => element("m:phant", out, |out| {
            properties("m:phantPr", &[("m:show", "0")], out);
            inside("m:e", base, out);
        }),
        Node::Styled { base, .. } => node(base, out),
    }
}

/// Writes adjacent parts. Brackets around them grow with their contents.
fn row(parts: &[Node], out: &mut Markup) {
    if let [Node::Operator(open), inner @ .., Node::Operator(close)] = parts
        && is_fence(open)
        && is_fence(close)
        && !inner.is_empty()
    {
        return element("m:d", out, |out| {
            properties("m:dPr", &[("m:begChr", &open.text), ("m:endChr", &close.text)], out);
            element("m:e", out, |out| inner.iter().for_each(|part| node(part, out)));
        });
    }
    parts.iter().for_each(|part| node(part, out));
}

/// Returns whether an operator is a growing bracket, or an invisible one.
fn is_fence(sign: &Operator) -> bool {
    let bracket =
        matches!(sign.text.as_str(), "" | "(" | ")" | "[" | "]" | "{" | "}" | "⟨" | "⟩" | "⌈" | "⌉" | "⌊" | "⌋");
    let bar = matches!(sign.text.as_str(), "|" | "‖" | "∣" | "∥");
    sign.stretchy != Some(false) && (bracket || bar && sign.stretchy == Some(true))
}

fn element(name: &str, out: &mut Markup, write: impl FnOnce(&mut Markup)) {
    out.tag(name).open();
    write(out);
    out.end(name);
}

fn inside(name: &str, base: &Node, out: &mut Markup) {
    element(name, out, |out| node(base, out));
}

fn maybe(name: &str, base: Option<&Node>, out: &mut Markup) {
    element(name, out, |out| base.into_iter().for_each(|base| node(base, out)));
}

fn properties(name: &str, values: &[(&str, &str)], out: &mut Markup) {
    element(name, out, |out| {
        for (name, value) in values {
            out.tag(name).attr("m:val", value).empty();
        }
    });
}

/// Writes characters in a style: `p` upright, `b` bold, `bi` bold italic.
fn run(characters: &str, style: Option<&str>, out: &mut Markup) {
    if characters.is_empty() {
        return;
    }
    element("m:r", out, |out| {
        if let Some(style) = style {
            properties("m:rPr", &[("m:sty", style)], out);
        }
        face(out);
        out.tag("m:t").attr("xml:space", "preserve").open();
        out.text(characters);
        out.end("m:t");
    });
}

/// Writes the name of Word's math font.
fn face(out: &mut Markup) {
    element("w:rPr", out, |out| {
        out.tag("w:rFonts").attr("w:ascii", "Cambria Math").attr("w:hAnsi", "Cambria Math").empty();
    });
}

fn identifier(leaf: &Leaf, out: &mut Markup) {
    let upright = leaf.upright || leaf.text.chars().count() > 1;
    let style = match (upright, leaf.bold) {
        (true, true) => Some("b"),
        (true, false) => Some("p"),
        (false, true) => Some("bi"),
        (false, false) => None,
    };
    run(&leaf.text, style, out);
}

/// Writes words, in the style of the surrounding text.
fn text(leaf: &Leaf, out: &mut Markup) {
    element("m:r", out, |out| {
        element("m:rPr", out, |out| out.tag("m:nor").empty());
        element("w:rPr", out, |out| {
            out.tag("w:rFonts").attr("w:ascii", "Cambria Math").attr("w:hAnsi", "Cambria Math").empty();
            if leaf.bold {
                out.tag("w:b").empty();
            }
        });
        out.tag("m:t").attr("xml:space", "preserve").open();
        out.text(&leaf.text);
        out.end("m:t");
    });
}

/// Writes space as a character of about the same width.
fn space(ems: f32, out: &mut Markup) {
    let spaces = match ems {
        ems if ems < 0.1 => "",
        ems if ems < 0.2 => "\u{2009}",
        ems if ems < 0.4 => "\u{2005}",
        ems if ems < 0.8 => "\u{2002}",
        ems if ems < 1.5 => "\u{2003}",
        _ => "\u{2003}\u{2003}",
    };
    run(spaces, None, out);
}

fn scripts(base: &Node, sub: Option<&Node>, sup: Option<&Node>, out: &mut Markup) {
    let name = match (sub, sup) {
        (Some(_), Some(_)) => "m:sSubSup",
        (Some(_), None) => "m:sSub",
        (None, _) => "m:sSup",
    };
    element(name, out, |out| {
        inside("m:e", base, out);
        sub.into_iter().for_each(|sub| inside("m:sub", sub, out));
        if sub.is_none() || sup.is_some() {
            maybe("m:sup", sup, out);
        }
    });
}

fn limits(base: &Node, under: Option<&Node>, over: Option<&Node>, accent: bool, out: &mut Markup) {
    match (under, over) {
        (None, Some(Node::Operator(mark))) if accent => element("m:acc", out, |out| {
            properties("m:accPr", &[("m:chr", combining(&mark.text))], out);
            inside("m:e", base, out);
        }),
        (Some(under), over) => element("m:limLow", out, |out| {
            element("m:e", out, |out| match over {
                Some(_) => limits(base, None, over, accent, out),
                None => node(base, out),
            });
            inside("m:lim", under, out);
        }),
        (None, over) => element("m:limUpp", out, |out| {
            inside("m:e", base, out);
            maybe("m:lim", over, out);
        }),
    }
}

/// Returns the combining character of an accent.
fn combining(mark: &str) -> &str {
    match mark {
        "^" | "ˆ" => "\u{302}",
        "~" | "˜" => "\u{303}",
        "¯" | "‾" | "ˉ" | "―" | "_" => "\u{305}",
        "→" | "⃗" => "\u{20d7}",
        "˙" | "." => "\u{307}",
        "¨" => "\u{308}",
        "ˇ" => "\u{30c}",
        "˘" => "\u{306}",
        "´" => "\u{301}",
        "`" => "\u{300}",
        "˚" => "\u{30a}",
        other => other,
    }
}

/// Writes lines that are aligned at marks between their cells.
fn lines(rows: &[Vec<Node>], out: &mut Markup) {
    element("m:eqArr", out, |out| {
        for cells in rows {
            element("m:e", out, |out| {
                for (at, cell) in cells.iter().enumerate() {
                    if at > 0 {
                        run("&", None, out);
                    }
                    node(cell, out);
                }
            });
        }
    });
}

fn matrix(rows: &[Vec<Node>], columns: &[Align], out: &mut Markup) {
    let count = rows.iter().map(Vec::len).max().unwrap_or(1);
    element("m:m", out, |out| {
        element("m:mPr", out, |out| {
            element("m:mcs", out, |out| {
                for at in 0..count {
                    let align = match columns.get(at).or(columns.last()) {
                        Some(Align::Left) => "left",
                        Some(Align::Right) => "right",
                        Some(Align::Center) | None => "center",
                    };
                    element("m:mc", out, |out| properties("m:mcPr", &[("m:count", "1"), ("m:mcJc", align)], out));
                }
            });
        });
        for cells in rows {
            element("m:mr", out, |out| (0..count).for_each(|at| maybe("m:e", cells.get(at), out)));
        }
    });
}
