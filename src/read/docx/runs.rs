//! The content of a paragraph: runs, links, and their containers.

use super::{
    builder::{Around, Builder},
    field::To,
    pieces::Pieces,
    pieces::{Kind, Look, Piece, part},
    styles::{RunLook, Shift, run_look},
    symbols,
    xml::{Id, Space, Tree},
};
use crate::{
    article::{Anchor, CrossRef, Formula, Inline, Lang, Link, MathSyntax, NoteRef, Span, Target},
    read::{account::Reason, common::formulas::in_line},
};

impl<'a> Builder<'a, '_> {
    /// Adds the content of an element in a line.
    pub(super) fn line(&mut self, id: Id, around: Around<'a>, out: &mut Pieces<'a>) {
        let tree = self.tree();
        for child in tree.children(id) {
            self.in_line(child, around, out);
        }
    }

    fn in_line(&mut self, id: Id, around: Around<'a>, out: &mut Pieces<'a>) {
        match self.tree().full(id) {
            (Space::W, "r") => self.run(id, around, out),
            (Space::W, "hyperlink") => self.hyperlink(id, around, out),
            (Space::W, "fldSimple") => self.simple_field(id, around, out),
            (Space::W, "ins" | "moveTo" | "smartTag" | "customXml" | "dir" | "bdo") => self.line(id, around, out),
            (Space::Mc, _) => self.line(id, around, out),
            (Space::W, "sdt") => self.control_in_line(id, around, out),
            (Space::W, "del") => self.leave(Reason::Deleted, id),
            (Space::W, "moveFrom") => self.leave(Reason::Repetition, id),
            (Space::W, "bookmarkStart") => self.name(id),
            (Space::M, "oMath" | "oMathPara") => self.formula(id, out),
            _ => {}
        }
    }

    /// Adds a run.
    fn run(&mut self, id: Id, around: Around<'a>, out: &mut Pieces<'a>) {
        let tree = self.tree();
        let properties = tree.child(id, Space::W, "rPr");
        let (mut look, mut code) = (around.base, around.code);
        if let Some(properties) = properties {
            let style = self.styles.other(tree.value_of(properties, "rStyle"));
            code |= style.role == super::names::Role::Code;
            look = run_look(tree, properties).over(style.run.toggled(around.base));
        }
        let looks = self.look(look, around.usual, code);
        for child in tree.children(id) {
            self.in_run(child, look, looks, around, out);
        }
    }

    fn in_run(&mut self, id: Id, look: RunLook<'a>, looks: Look<'a>, around: Around<'a>, out: &mut Pieces<'a>) {
        let tree = self.tree();
        let span = tree.span(id);
        let mut words = |builder: &mut Self, words: &str| builder.words(words, look, looks, span, out);
        match tree.full(id) {
            (Space::W, "t") if tree.parent(id).is_some_and(|run| has_own_mark(tree, run)) => {
                self.leave(Reason::Markup, id);
            }
            (Space::W, "t") => {
                self.take(id);
                words(self, tree.text(id));
            }
            (Space::W, "tab" | "ptab") => words(self, "\t"),
            (Space::W, "noBreakHyphen") => words(self, "\u{2011}"),
            (Space::W, "sym") => {
                let code = tree.attribute(id, Space::W, "char").and_then(|code| u32::from_str_radix(code, 16).ok());
                let font = tree.attribute(id, Space::W, "font").unwrap_or_default();
                if let Some(c) = code.and_then(char::from_u32) {
                    words(self, symbols::shown(c, font).encode_utf8(&mut [0; 4]));
                }
            }
            (Space::W, "delText") => self.leave(Reason::Deleted, id),
            (Space::W, "instrText") => {
                let text = tree.text(id);
                self.instruction(text);
            }
            (Space::W, "fldChar") => self.field_char(id, out),
            (Space::W, "br" | "cr") => self.line_break(id, looks, out),
            (Space::W, "footnoteReference") => self.note(id, "footnote", out),
            (Space::W, "endnoteReference") => self.note(id, "endnote", out),
            (Space::W, "drawing") => self.drawing(id, out),
            (Space::W, "pict" | "object") => self.vml(id, out),
            (Space::W, "ruby") => self.ruby(id, around, out),
            (Space::Mc, _) => {
                for child in tree.children(id) {
                    self.in_run(child, look, looks, around, out);
                }
            }
            _ => {}
        }
    }

    /// Adds text, or leaves it out if a field does so or the run is hidden.
    fn words(&mut self, words: &str, look: RunLook<'a>, looks: Look<'a>, span: Span, out: &mut Pieces<'a>) {
        if let Some(reason) = self.muted().or((look.hidden == Some(true)).then_some(Reason::Hidden)) {
            return self.leave_words(reason, span, words);
        }
        if look.underline == Some(true) && is_blank(words) {
            return out.push(Piece::words(BLANK, Look::default(), span));
        }
        let font = look.font.unwrap_or_default();
        let private = |c: char| matches!(c, '\u{f020}'..='\u{f0ff}');
        if symbols::is_symbols(font) || words.contains(private) {
            let font = if symbols::is_symbols(font) { font } else { "Wingdings" };
            let shown: String = words.chars().map(|c| symbols::shown(c, font)).collect();
            return out.push(Piece::words(shown, looks, span));
        }
        out.push(Piece::words(words, looks, span));
    }

    fn line_break(&mut self, id: Id, looks: Look<'a>, out: &mut Pieces<'a>) {
        if self.muted().is_some() {
            return;
        }
        let kind = match self.tree().attribute(id, Space::W, "type") {
            Some("page") => Kind::Page,
            _ => Kind::Break,
        };
        out.push(Piece { kind, look: looks, span: Span::default() });
    }

    /// Returns the formatting of text that differs from its surroundings.
    fn look(&self, look: RunLook<'a>, usual: RunLook<'a>, code: bool) -> Look<'a> {
        let on = |own: Option<bool>, usual: Option<bool>| own == Some(true) && usual != Some(true);
        let shift = look.shift.filter(|_| look.shift != usual.shift);
        let lang = if look.rtl == Some(true) { look.lang_rtl } else { look.lang };
        let underlined = !self.in_link && on(look.underline, usual.underline);
        Look {
            bold: on(look.bold, usual.bold),
            italic: on(look.italic, usual.italic) || underlined,
            strike: on(look.strike, usual.strike),
            small_caps: on(look.small_caps, usual.small_caps),
            up: shift == Some(Shift::Up),
            down: shift == Some(Shift::Down),
            code,
            lang: lang.filter(|lang| self.is_foreign(lang)),
        }
    }

    /// Returns whether a language differs from the article's.
    fn is_foreign(&self, lang: &str) -> bool {
        let primary = |lang: &str| lang.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        let differs = |own: &Option<String>| own.as_ref().is_none_or(|own| primary(own) != primary(lang));
        self.lang.is_some() && differs(&self.lang) && differs(&self.marked) && lang.len() > 1 && lang != "x-none"
    }

    fn note(&mut self, id: Id, kind: &str, out: &mut Pieces<'a>) {
        let Some(own) = self.tree().attribute(id, Space::W, "id").filter(|_| self.muted().is_none()) else { return };
        let label = format!("{kind}-{own}");
        self.noted.insert(label.clone());
        let note = NoteRef { label, number: None, anchor: None, span: self.tree().span(id) };
        out.push(Piece::other(Inline::NoteRef(Box::new(note))));
    }

    fn hyperlink(&mut self, id: Id, around: Around<'a>, out: &mut Pieces<'a>) {
        let tree = self.tree();
        let relation = tree.attribute(id, Space::R, "id").and_then(|id| self.relation(id));
        let place = tree.attribute(id, Space::W, "anchor").or_else(|| tree.attribute(id, Space::W, "docLocation"));
        let target = match (relation.filter(|relation| relation.external), place) {
            (Some(relation), Some(place)) if !place.is_empty() => {
                Some(To::Address(format!("{}#{place}", relation.target)))
            }
            (Some(relation), _) => Some(To::Address(relation.target.clone())),
            (None, Some(place)) => Some(To::Place(place.to_owned())),
            (None, None) => None,
        };
        let title = tree.attribute(id, Space::W, "tooltip").map(str::to_owned);
        let start = out.len();
        let outer = self.in_link;
        self.in_link |= target.is_some();
        self.line(id, around, out);
        self.in_link = outer;
        self.link(target, title, start, out);
    }

    /// Converts the pieces from `start` on to a link.
    pub(super) fn link(&mut self, target: Option<To>, title: Option<String>, start: usize, out: &mut Pieces<'a>) {
        let Some(target) = target.filter(|_| start < out.len() && !self.in_link) else { return };
        if out[start..].iter().all(|piece| piece.is_blank() || !matches!(piece.kind, Kind::Words(_) | Kind::Other(_))) {
            return;
        }
        let mut inner: Pieces<'a> = out.drain(start..).collect();
        // spaces, breaks and boxes at the ends are outside the link
        let outside =
            |piece: &Piece<'_>| piece.is_blank() || matches!(piece.kind, Kind::Break | Kind::Page | Kind::Aside(_));
        let first = inner.iter().position(|piece| !outside(piece)).unwrap_or(0);
        out.extend(inner.drain(..first));
        let last = inner.iter().rposition(|piece| !outside(piece)).map_or(0, |at| at + 1);
        let after = inner.split_off(last);
        let asides: Pieces<'a> =
            inner.extract_if(.., |piece| matches!(piece.kind, Kind::Aside(_) | Kind::Page)).collect();
        let content = part(inner, false);
        let span = super::pieces::cover(&content);
        let inline = match target {
            To::Address(url) => Inline::Link(Box::new(Link { target: Target::Url(url), content, title, span })),
            To::Place(name) => Inline::CrossRef(CrossRef { target: Anchor::new(name), content, span }),
        };
        out.push(Piece::other(inline));
        out.extend(asides);
        out.extend(after);
    }

    /// Adds text with a ruby annotation.
    fn ruby(&mut self, id: Id, around: Around<'a>, out: &mut Pieces<'a>) {
        let tree = self.tree();
        let words = |name| tree.child(id, Space::W, name).map(|id| tree.words(id)).unwrap_or_default();
        let (base, reading) = (words("rubyBase"), words("rt"));
        if self.muted().is_some() || reading.trim().is_empty() || base.trim().is_empty() {
            if let Some(base) = tree.child(id, Space::W, "rubyBase") {
                self.line(base, around, out);
            }
            return;
        }
        self.take_all(id);
        let ruby = crate::article::Ruby {
            base: base.trim().to_owned(),
            reading: reading.trim().to_owned(),
            span: tree.whole_span(id),
        };
        out.push(Piece::other(Inline::Ruby(ruby)));
    }

    /// Adds a formula, or all formulas of a display, with their numbers as text.
    pub(super) fn formula(&mut self, id: Id, out: &mut Pieces<'a>) {
        let tree = self.tree();
        if tree.is(id, Space::M, "oMathPara") {
            let inner: Vec<Id> = tree.children(id).filter(|&child| tree.is(child, Space::M, "oMath")).collect();
            inner.into_iter().for_each(|formula| self.one_formula(formula, true, out));
        } else {
            self.one_formula(id, false, out);
        }
    }

    fn one_formula(&mut self, id: Id, display: bool, out: &mut Pieces<'a>) {
        let tree = self.tree();
        let span = tree.whole_span(id);
        if let Some(reason) = self.muted() {
            return self.leave(reason, id);
        }
        self.take_all(id);
        if tree.words(id).trim().is_empty() {
            return;
        }
        let (node, number) = super::maths::tree(tree, id);
        let source = crate::maths::to_mathml(&node, display, "", &Lang::default());
        let formula = Formula::new(MathSyntax::Mathml, source, span);
        if display {
            out.push(Piece { kind: Kind::Display(Box::new(formula)), look: Look::default(), span });
        } else {
            out.extend(in_line(formula, None).into_iter().map(Piece::other));
        }
        out.extend(number.map(|number| Piece::words(format!(" ({number})"), Look::default(), span)));
    }
}

/// Returns whether a run is a custom note reference mark, which generated numbers replace.
fn has_own_mark(tree: &Tree<'_>, run: Id) -> bool {
    tree.children(run).any(|id| {
        let own =
            tree.attribute(id, Space::W, "customMarkFollows").is_some_and(|value| !matches!(value, "0" | "false"));
        own && matches!(tree.name(id), "footnoteReference" | "endnoteReference")
    })
}

/// A line to write on.
const BLANK: &str = "____________________";

/// Returns whether underlined white space is a line to write on.
fn is_blank(words: &str) -> bool {
    words.chars().all(|c| matches!(c, ' ' | '\u{a0}' | '\t')) && (words.contains('\t') || words.chars().count() > 4)
}
