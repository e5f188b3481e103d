//! Writes a formula as MathML Core, from the tree alone: none of the author's markup passes through.

use crate::{
    article::{Direction, Lang},
    maths::{
        letters::{self, Alphabet},
        tree::{Align, Form, Leaf, Node, Notation, Operator, TableKind},
    },
};
use std::fmt::Write;

/// Returns a formula as a `math` element that is well-formed XML and valid HTML.
pub(crate) fn to_mathml(node: &Node, display: bool, alttext: &str, lang: &Lang) -> String {
    let mut out = String::from("<math xmlns=\"http://www.w3.org/1998/Math/MathML\"");
    if display {
        out.push_str(" display=\"block\"");
    }
    // formulas run from left to right, even on right-to-left pages
    if lang.direction() == Direction::Rtl {
        out.push_str(" dir=\"ltr\"");
    }
    if !alttext.is_empty() {
        out.push_str(" alttext=\"");
        escape(alttext, &mut out);
        out.push('"');
    }
    out.push('>');
    match node {
        Node::Row(nodes) => nodes.iter().for_each(|node| write(node, &mut out)),
        node => write(node, &mut out),
    }
    out.push_str("</math>");
    out
}

fn write(node: &Node, out: &mut String) {
    match node {
        Node::Row(nodes) => element("mrow", "", nodes, out),
        Node::Identifier(leaf) => identifier(leaf, out),
        Node::Number(leaf) => characters("mn", "", &bold(leaf), out),
        Node::Operator(sign) => characters("mo", &attributes(sign), &sign.text, out),
        Node::Text(leaf) => {
            let style = if leaf.bold { " style=\"font-weight:bold\"" } else { "" };
            characters("mtext", style, &kept_spaces(&leaf.text), out);
        }
        Node::Space(ems) => {
            let _ = write!(out, "<mspace width=\"{}em\"/>", round(*ems));
        }
        Node::Fraction { above, below, line } => {
            element("mfrac", if *line { "" } else { " linethickness=\"0\"" }, [&**above, &**below], out);
        }
        Node::Root { base, degree: None } => match &**base {
            Node::Row(nodes) => element("msqrt", "", nodes, out),
            base => element("msqrt", "", [base], out),
        },
        Node::Root { base, degree: Some(degree) } => element("mroot", "", [&**base, &**degree], out),
        Node::Scripts { base, sub, sup } => marked("sub", "sup", "", base, [sub.as_deref(), sup.as_deref()], out),
        Node::Prescripts { base, sub, sup } => prescripts(base, sub.as_deref(), sup.as_deref(), out),
        Node::Limits { base, under, over, accent, accent_under } => {
            let small = over.as_deref().filter(|_| *accent).and_then(small_accent);
            let over = small.as_ref().or(over.as_deref());
            let mut own = String::new();
            if *accent && over.is_some() {
                own.push_str(" accent=\"true\"");
            }
            if *accent_under && under.is_some() {
                own.push_str(" accentunder=\"true\"");
            }
            marked("under", "over", &own, base, [under.as_deref(), over], out);
        }
        Node::Table { rows, kind, columns } => table(rows, *kind, columns, out),
        Node::Enclosed { base, notation } => enclosed(base, *notation, out),
        Node::Phantom(base) => element("mphantom", "", [&**base], out),
        Node::Styled { base, display, level } => styled(base, *display, *level, out),
    }
}

/// Writes a base with its two scripts. With both, the element name combines their names: `msubsup`.
fn marked(below: &str, above: &str, own: &str, base: &Node, parts: [Option<&Node>; 2], out: &mut String) {
    let name = match parts {
        [Some(_), Some(_)] => format!("m{below}{above}"),
        [Some(_), None] => format!("m{below}"),
        [None, Some(_)] => format!("m{above}"),
        [None, None] => return write(base, out),
    };
    element(&name, own, std::iter::once(base).chain(parts.into_iter().flatten()), out);
}

/// Returns the small character of an accent on a letter. Browsers draw the stretchy ones too large.
fn small_accent(over: &Node) -> Option<Node> {
    let Node::Operator(sign) = over else { return None };
    let (text, stretchy) = match (&*sign.text, sign.stretchy) {
        ("^", Some(false)) => ("ˆ", Some(false)),
        ("^", Some(true)) => ("\u{302}", Some(true)),
        ("~", Some(false)) => ("˜", Some(false)),
        ("~", Some(true)) => ("\u{303}", Some(true)),
        ("→", Some(false)) => ("\u{20d7}", None),
        _ => return None,
    };
    Some(Node::Operator(Operator { text: text.to_owned(), stretchy, ..sign.clone() }))
}

fn element<'a>(name: &str, attributes: &str, parts: impl IntoIterator<Item = &'a Node>, out: &mut String) {
    let _ = write!(out, "<{name}{attributes}>");
    parts.into_iter().for_each(|part| write(part, out));
    let _ = write!(out, "</{name}>");
}

fn characters(name: &str, attributes: &str, text: &str, out: &mut String) {
    let _ = write!(out, "<{name}{attributes}>");
    escape(text, out);
    let _ = write!(out, "</{name}>");
}

fn identifier(leaf: &Leaf, out: &mut String) {
    let text = bold(leaf);
    // a single letter is italic by default
    let alone = leaf.text.chars().count() == 1;
    let normal = leaf.upright && alone && text == leaf.text && leaf.text.chars().all(has_italic);
    characters("mi", if normal { " mathvariant=\"normal\"" } else { "" }, &text, out);
}

/// Returns whether MathML would set a letter in italics.
fn has_italic(c: char) -> bool {
    letters::letter(c, Alphabet::Italic) != c
}

/// Returns bold letters as their Unicode characters.
fn bold(leaf: &Leaf) -> String {
    let alphabet = if leaf.upright { Alphabet::Bold } else { Alphabet::BoldItalic };
    leaf.text.chars().map(|c| if leaf.bold { letters::letter(c, alphabet) } else { c }).collect()
}

/// Returns text whose leading and trailing spaces are made visible.
fn kept_spaces(text: &str) -> String {
    let inner = text.trim_matches(' ');
    let (start, end) = (text.len() - text.trim_start_matches(' ').len(), text.len() - text.trim_end_matches(' ').len());
    let (start, end) = (start.min(1), if inner.is_empty() { 0 } else { end.min(1) });
    format!("{}{inner}{}", "\u{a0}".repeat(start), "\u{a0}".repeat(end))
}

fn attributes(sign: &Operator) -> String {
    let mut own = String::new();
    match sign.form {
        Some(Form::Prefix) => own.push_str(" form=\"prefix\""),
        Some(Form::Infix) => own.push_str(" form=\"infix\""),
        Some(Form::Postfix) => own.push_str(" form=\"postfix\""),
        None => {}
    }
    if let Some(stretchy) = sign.stretchy {
        let _ = write!(own, " stretchy=\"{stretchy}\"");
    }
    if let Some(size) = sign.size.map(round) {
        let _ = write!(own, " minsize=\"{size}em\" maxsize=\"{size}em\"");
    }
    if let Some(before) = sign.before.map(round) {
        let _ = write!(own, " lspace=\"{before}em\"");
    }
    if let Some(after) = sign.after.map(round) {
        let _ = write!(own, " rspace=\"{after}em\"");
    }
    if let Some(movable) = sign.movable_limits {
        let _ = write!(own, " movablelimits=\"{movable}\"");
    }
    own
}

fn prescripts(base: &Node, sub: Option<&Node>, sup: Option<&Node>, out: &mut String) {
    let empty = Node::Row(Vec::new());
    out.push_str("<mmultiscripts>");
    write(base, out);
    out.push_str("<mprescripts/>");
    write(sub.unwrap_or(&empty), out);
    write(sup.unwrap_or(&empty), out);
    out.push_str("</mmultiscripts>");
}

fn cell_style(align: Align, kind: TableKind, at: usize) -> String {
    let mut style = match align {
        Align::Left => "text-align:left;".to_owned(),
        Align::Center => String::new(),
        // Chromium 156 honors only the prefixed value for right alignment
        Align::Right => "text-align:right;text-align:-webkit-right;".to_owned(),
    };
    // the two halves of a line meet here
    if kind == TableKind::Lines {
        style.push_str(if at.is_multiple_of(2) { "padding-right:0;" } else { "padding-left:0;" });
    }
    style
}

/// Writes a table. Columns are aligned twice: with attributes for MathML 3, with styles for MathML Core.
fn table(rows: &[Vec<Node>], kind: TableKind, columns: &[Align], out: &mut String) {
    let align = |at: usize| columns.get(at % columns.len().max(1)).copied().unwrap_or(Align::Center);
    let word = |align| match align {
        Align::Left => "left",
        Align::Center => "center",
        Align::Right => "right",
    };
    let widest = rows.iter().map(Vec::len).max().unwrap_or(0);
    out.push_str("<mtable");
    if kind == TableKind::Lines {
        out.push_str(" displaystyle=\"true\"");
    }
    if (0..widest).any(|at| align(at) != Align::Center) {
        let words: Vec<&str> = (0..widest).map(|at| word(align(at))).collect();
        let _ = write!(out, " columnalign=\"{}\"", words.join(" "));
    }
    out.push('>');
    for row in rows {
        out.push_str("<mtr>");
        for (at, cell) in row.iter().enumerate() {
            let style = cell_style(align(at), kind, at);
            out.push_str("<mtd");
            if !style.is_empty() {
                let _ = write!(out, " style=\"{}\"", style.trim_end_matches(';'));
            }
            out.push('>');
            write(cell, out);
            out.push_str("</mtd>");
        }
        out.push_str("</mtr>");
    }
    out.push_str("</mtable>");
}

fn enclosed(base: &Node, notation: Notation, out: &mut String) {
    match notation {
        Notation::Box => element("mrow", " style=\"border:1px solid;padding:0.3em\"", [base], out),
        // the style is for programs that support only MathML Core
        Notation::Strike => {
            let line = " notation=\"updiagonalstrike\" style=\"background:linear-gradient(to top left,transparent 48%,\
                        currentColor 48%,currentColor 52%,transparent 52%)\"";
            element("menclose", line, [base], out);
        }
    }
}

fn styled(base: &Node, display: Option<bool>, level: Option<u8>, out: &mut String) {
    let mut own = String::new();
    if let Some(display) = display {
        let _ = write!(own, " displaystyle=\"{display}\"");
    }
    if let Some(level) = level {
        let _ = write!(own, " scriptlevel=\"{level}\"");
    }
    match base {
        Node::Row(nodes) => element("mstyle", &own, nodes, out),
        base => element("mstyle", &own, [base], out),
    }
}

/// Rounds a length to three decimal places.
fn round(ems: f32) -> f32 {
    (ems * 1000.0).round() / 1000.0
}

/// Appends text with markup characters escaped and characters that XML forbids replaced (XML 1.0, 2.2).
pub(crate) fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push(' '),
            c => out.push(c),
        }
    }
}
