//! Fields: an instruction and its result. The result is read as Word last computed it.
//!
//! A complex field is delimited by `w:fldChar` elements: begin, separate and end. It may span paragraphs and contain
//! other fields.

use super::{
    builder::{Around, Builder},
    citations,
    equation::{self, Equation},
    field::{Becomes, Field, Form, To},
    pieces::Pieces,
    pieces::{Kind, Look, Piece, raw},
    symbols,
    xml::{Id, Space},
};
use crate::{diagnostic::Code, read::account::Reason};

/// The maximum nesting depth of fields; deeper ones are ignored.
pub(super) const DEEPEST: usize = 32;

impl<'a> Builder<'a, '_> {
    /// Returns why text is left out here: it is part of an instruction, or of a result that is not printed.
    pub(super) fn muted(&self) -> Option<Reason> {
        self.fields.iter().find_map(|field| match &field.result {
            None => Some(Reason::Markup),
            Some(Becomes::LeftOut(reason)) => Some(*reason),
            Some(_) => None,
        })
    }

    pub(super) fn instruction(&mut self, text: &str) {
        if let Some(field) = self.fields.iter_mut().rev().find(|field| field.result.is_none()) {
            field.instruction.push_str(text);
        }
    }

    pub(super) fn field_char(&mut self, id: Id, out: &mut Pieces<'a>) {
        let tree = self.tree();
        match tree.attribute(id, Space::W, "fldCharType") {
            Some("begin") if self.fields.len() >= DEEPEST => self.beyond += 1,
            Some("separate") if self.beyond > 0 => {}
            Some("end") if self.beyond > 0 => self.beyond -= 1,
            Some("begin") => {
                let form = tree.child(id, Space::W, "ffData").and_then(|data| self.form(data));
                let data = tree.child(id, Space::W, "fldData").map(|data| tree.text(data).to_owned());
                self.fields.push(Field { form, data: data.unwrap_or_default(), at: out.len(), ..Field::default() });
            }
            Some("separate") => {
                if let Some(mut field) = self.fields.pop() {
                    field.result = Some(self.becomes(&field));
                    field.at = out.len();
                    self.fields.push(field);
                }
            }
            Some("end") => {
                if let Some(field) = self.fields.pop() {
                    self.end_field(field, out);
                }
            }
            _ => {}
        }
    }

    pub(super) fn simple_field(&mut self, id: Id, around: Around<'a>, out: &mut Pieces<'a>) {
        let instruction = self.tree().attribute(id, Space::W, "instr").unwrap_or_default().to_owned();
        let mut field = Field { instruction, at: out.len(), ..Field::default() };
        field.result = Some(self.becomes(&field));
        self.fields.push(field);
        let depth = self.fields.len();
        self.line(id, around, out);
        self.fields.truncate(depth);
        if let Some(field) = self.fields.pop() {
            self.end_field(field, out);
        }
    }

    /// Converts the results so far of the open fields, at the end of a paragraph.
    pub(super) fn pause_fields(&mut self, out: &mut Pieces<'a>) {
        for at in (0..self.fields.len()).rev() {
            let start = self.fields[at].at.min(out.len());
            if let Some(Becomes::Link(to)) = self.fields[at].result.clone() {
                self.link(Some(to), None, start, out);
            }
            self.fields[at].at = 0;
        }
    }

    fn end_field(&mut self, field: Field, out: &mut Pieces<'a>) {
        if let Some(around) = self.fields.last_mut().filter(|_| field.instruction.contains("EN.CITE.DATA")) {
            return around.data.push_str(&field.data);
        }
        let start = field.at.min(out.len());
        let muted = self.muted().is_some();
        let becomes = match &field.result {
            Some(becomes) => becomes.clone(),
            None => self.becomes(&field),
        };
        match becomes {
            Becomes::Link(to) => self.link(Some(to), None, start, out),
            Becomes::Cites(cited) if !muted => self.cite(cited, start, out),
            _ => {}
        }
        let has_result = out[start.min(out.len())..].iter().any(|piece| !piece.is_blank());
        match field.form {
            _ if muted => {}
            Some(Form::Box(ticked)) => {
                out.push(Piece { kind: Kind::Tick(ticked), look: Look::default(), span: Default::default() })
            }
            Some(Form::Entry(entry)) if !has_result => {
                out.push(Piece::words(entry, Look::default(), Default::default()))
            }
            _ if !has_result => self.drawn(&field.instruction, out),
            _ => {}
        }
    }

    /// Adds what Word draws for a field that has no result.
    fn drawn(&mut self, instruction: &str, out: &mut Pieces<'a>) {
        let Some(Equation { text, as_code }) = equation::text(instruction) else {
            return self.symbol(instruction, out);
        };
        if as_code {
            let message = format!("the formula `{text}` is shown as Word's code for it");
            let help = "replace it with an equation: in Word, Insert, Equation";
            self.warn(Code::MarkupAsText, message, Default::default(), help);
        }
        // a fraction after a number is added to it: 1 1/2
        let after_digit =
            out.last().is_some_and(|piece| raw(std::slice::from_ref(piece)).ends_with(|c: char| c.is_ascii_digit()));
        let gap = if after_digit && text.starts_with(|c: char| c.is_ascii_digit()) { " " } else { "" };
        out.push(Piece::words(format!("{gap}{text}"), Look::default(), Default::default()));
    }

    /// Adds the character of a symbol field: `SYMBOL 252 \f Wingdings`.
    fn symbol(&mut self, instruction: &str, out: &mut Pieces<'a>) {
        let words = words(instruction);
        if !words.first().is_some_and(|name| name.eq_ignore_ascii_case("symbol")) {
            return;
        }
        let code = words.get(1).and_then(|code| match code.strip_prefix("0x") {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => code.parse().ok(),
        });
        let font = option(&words, "\\f").unwrap_or_default();
        if let Some(c) = code.and_then(char::from_u32) {
            out.push(Piece::words(symbols::shown(c, font), Look::default(), Default::default()));
        }
    }

    fn becomes(&mut self, field: &Field) -> Becomes {
        let words = words(&field.instruction);
        let Some(name) = words.first() else { return Becomes::Words };
        match name.to_ascii_uppercase().as_str() {
            "HYPERLINK" => {
                let place = option(&words, "\\l");
                let address = words.get(1).filter(|word| !word.starts_with('\\') && !word.is_empty());
                match (address, place) {
                    (Some(address), Some(place)) => Becomes::Link(To::Address(format!("{address}#{place}"))),
                    (Some(address), None) => Becomes::Link(To::Address((*address).to_owned())),
                    (None, Some(place)) => Becomes::Link(To::Place(place.to_owned())),
                    (None, None) => Becomes::Words,
                }
            }
            "REF" | "PAGEREF" | "NOTEREF" => match words.get(1) {
                Some(place) if !place.starts_with('\\') => Becomes::Link(To::Place((*place).to_owned())),
                _ => Becomes::Words,
            },
            "TOC" | "INDEX" | "TOA" => Becomes::LeftOut(Reason::Navigation),
            "PAGE" | "NUMPAGES" | "SECTIONPAGES" => Becomes::LeftOut(Reason::Placeholder),
            "XE" | "TC" | "TA" | "RD" | "ASK" | "SET" => Becomes::LeftOut(Reason::Markup),
            "ADDIN" => self.addin(field),
            _ => Becomes::Words,
        }
    }

    /// Returns what the field of a reference manager is converted to.
    fn addin(&mut self, field: &Field) -> Becomes {
        if citations::is_bibliography(&field.instruction) {
            return Becomes::LeftOut(Reason::Bibliography);
        }
        let found = citations::cited(&field.instruction, &field.data);
        found.and_then(|found| self.works_of(found)).map_or(Becomes::Words, Becomes::Cites)
    }

    /// Stores the works in a citation, or warns that it cannot be read. Returns what is cited.
    pub(super) fn works_of(&mut self, found: Result<citations::Found, String>) -> Option<Vec<citations::Cited>> {
        match found {
            Ok(found) => {
                self.works.extend(found.works);
                Some(found.cited)
            }
            Err(why) => {
                let message = format!("a citation is kept as printed, because its data cannot be read: {why}");
                self.warn(Code::BadRecord, message, Default::default(), "cite the work again in the document");
                None
            }
        }
    }

    /// Replaces the printed text of a citation with the citation.
    pub(super) fn cite(&mut self, cited: Vec<citations::Cited>, start: usize, out: &mut Pieces<'a>) {
        let printed: Pieces<'a> = out.drain(start.min(out.len())..).collect();
        let span = printed.iter().fold(Default::default(), |span: crate::article::Span, piece| span.cover(piece.span));
        self.leave_words(Reason::Markup, span, &raw(&printed));
        out.push(Piece::other(citations::inline(cited, span)));
        // notes and pictures within it are kept
        out.extend(printed.into_iter().filter(|piece| matches!(piece.kind, Kind::Picture { .. } | Kind::Aside(_))));
    }

    /// Reads the state of a form field.
    fn form(&self, data: Id) -> Option<Form> {
        let tree = self.tree();
        if let Some(tick) = tree.child(data, Space::W, "checkBox") {
            let on = tree.switch(tick, "checked").or_else(|| tree.switch(tick, "default"));
            return Some(Form::Box(on == Some(true)));
        }
        let list = tree.child(data, Space::W, "ddList")?;
        let chosen = tree.value_of(list, "result").or_else(|| tree.value_of(list, "default"));
        let chosen = chosen.and_then(|at| at.parse::<usize>().ok()).unwrap_or(0);
        let mut entries = tree.children(list).filter(|&id| tree.is(id, Space::W, "listEntry"));
        Some(Form::Entry(tree.value(entries.nth(chosen)?)?.to_owned()))
    }
}

/// Splits an instruction into words; quoted text is one word.
fn words(instruction: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = instruction.trim_start();
    while !rest.is_empty() {
        let (word, after) = match rest.strip_prefix(['"', '“', '”']) {
            Some(quoted) => quoted.split_once(['"', '“', '”']).unwrap_or((quoted, "")),
            None => rest.split_at(rest.find(|c: char| c.is_whitespace() || c == '"').unwrap_or(rest.len())),
        };
        words.push(word);
        rest = after.trim_start();
        // citation data may be long, and is read elsewhere
        if words.len() > 40 {
            break;
        }
    }
    words
}

/// Returns the word after a switch.
fn option<'w>(words: &[&'w str], name: &str) -> Option<&'w str> {
    let at = words.iter().position(|word| word.eq_ignore_ascii_case(name))?;
    words.get(at + 1).copied()
}

/// Returns the bookmark that an instruction refers to, and whether it is a table of contents.
pub(super) fn leads_to(instruction: &str) -> (Option<&str>, bool) {
    let words = words(instruction);
    let name = words.first().copied().unwrap_or_default().to_ascii_uppercase();
    let place = match name.as_str() {
        "HYPERLINK" => option(&words, "\\l"),
        "REF" | "PAGEREF" | "NOTEREF" => words.get(1).copied(),
        _ => None,
    };
    (place, name == "TOC")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instructions_are_split_into_words() {
        assert_eq!(
            words(" HYPERLINK \"https://a.example/x y\" \\l \"top\" "),
            ["HYPERLINK", "https://a.example/x y", "\\l", "top"]
        );
        assert_eq!(leads_to(" REF _Ref12 \\h "), (Some("_Ref12"), false));
        assert_eq!(leads_to("TOC \\o \"1-3\""), (None, true));
    }
}
