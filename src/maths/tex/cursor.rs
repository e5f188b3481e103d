//! A position in a formula, and the lexical elements of TeX: commands, groups, spaces, comments.

use super::TexError;
use std::ops::Range;

/// A formula and the position of the next character.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cursor<'a> {
    tex: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(tex: &'a str) -> Self {
        Self { tex, at: 0 }
    }

    /// Returns a cursor limited to `range`, with positions in the whole formula.
    pub(super) fn within(self, range: &Range<usize>) -> Self {
        Self { tex: &self.tex[..range.end], at: range.start }
    }

    pub(super) fn at(self) -> usize {
        self.at
    }

    /// Returns a cursor at an earlier position.
    pub(super) fn back_to(self, at: usize) -> Self {
        Self { at, ..self }
    }

    pub(super) fn rest(self) -> &'a str {
        &self.tex[self.at..]
    }

    pub(super) fn is_done(self) -> bool {
        self.at == self.tex.len()
    }

    pub(super) fn peek(self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(super) fn next(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.at += next.len_utf8();
        Some(next)
    }

    /// Skips a text, if it is next.
    pub(super) fn skip(&mut self, text: &str) -> bool {
        let found = self.rest().starts_with(text);
        if found {
            self.at += text.len();
        }
        found
    }

    /// Takes characters while `kind` holds.
    pub(super) fn take(&mut self, kind: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let taken = &rest[..rest.find(|c| !kind(c)).unwrap_or(rest.len())];
        self.at += taken.len();
        taken
    }

    /// Skips white space and comments.
    pub(super) fn skip_space(&mut self) {
        loop {
            self.take(char::is_whitespace);
            if self.peek() != Some('%') {
                return;
            }
            self.take(|c| c != '\n');
        }
    }

    /// Takes a command name, after its backslash: letters, or one other character.
    pub(super) fn name(&mut self) -> &'a str {
        let rest = self.rest();
        let letters = self.take(|c| c.is_ascii_alphabetic());
        if letters.is_empty() {
            self.next();
            return &rest[..rest.len() - self.rest().len()];
        }
        letters
    }

    /// Returns the name of the next command without advancing.
    pub(super) fn command(mut self) -> Option<&'a str> {
        self.skip("\\").then(|| self.name())
    }

    /// Takes a group in braces and returns the range of its content.
    pub(super) fn braces(&mut self) -> Result<Range<usize>, TexError> {
        self.skip_space();
        let open = self.at;
        if !self.skip("{") {
            return Err(self.error("expected an argument in braces"));
        }
        let start = self.at;
        let mut depth = 1_usize;
        while let Some(next) = self.next() {
            match next {
                '\\' => {
                    self.next();
                }
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return Ok(start..self.at - 1);
            }
        }
        Err(TexError { at: open..open + 1, message: "this brace is not closed".to_owned() })
    }

    /// Takes the content of square brackets, if they come next.
    pub(super) fn brackets(&mut self) -> Result<Option<&'a str>, TexError> {
        self.skip_space();
        let open = self.at;
        if !self.skip("[") {
            return Ok(None);
        }
        let inner = self.take(|c| c != ']');
        if self.skip("]") {
            return Ok(Some(inner));
        }
        Err(TexError { at: open..open + 1, message: "this bracket is not closed".to_owned() })
    }

    /// Takes a group in braces as text.
    pub(super) fn word(&mut self) -> Result<&'a str, TexError> {
        let range = self.braces()?;
        Ok(&self.tex[range])
    }

    pub(super) fn slice(self, range: &Range<usize>) -> &'a str {
        &self.tex[range.clone()]
    }

    /// Returns an error at the next character.
    pub(super) fn error(self, message: impl Into<String>) -> TexError {
        let end = self.at + self.peek().map_or(0, char::len_utf8);
        TexError { at: self.at..end, message: message.into() }
    }

    /// Returns an error that spans from `start` to here.
    pub(super) fn error_since(self, start: usize, message: impl Into<String>) -> TexError {
        TexError { at: start..self.at, message: message.into() }
    }
}
