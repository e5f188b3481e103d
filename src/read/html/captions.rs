//! Captions of tables and figures. A label that the article will give again, `Table 2.`, is left out.

use super::builder::Builder;
use crate::{
    article::{Caption, Inline, plain_text},
    read::common::words::caption,
};

impl Builder<'_> {
    /// Returns the caption of the next table or figure; none if it has no words.
    pub(super) fn caption(&mut self, kind: &str, mut content: Vec<Inline>) -> Option<Caption> {
        if content.is_empty() {
            return None;
        }
        let count = if kind == "table" { &mut self.captions.tables } else { &mut self.captions.figures };
        *count += 1;
        let text = plain_text(&content);
        if let Some((length, named, number)) = caption(&text)
            && named == kind
            && number == *count
        {
            let span = content[0].span();
            let mut shorter = content.clone();
            let mut rest = length;
            take(&mut shorter, &mut rest);
            if plain_text(&shorter) == text[length..] {
                self.markers.push((span, text[..length].to_owned()));
                content = shorter;
            }
        }
        Some(Caption { label: None, content })
    }
}

/// Takes bytes off the start of a line, inside styles too.
fn take(content: &mut Vec<Inline>, bytes: &mut usize) {
    while let Some(first) = content.first_mut().filter(|_| *bytes > 0) {
        let empty = match first {
            Inline::Text(text) => {
                let length = (*bytes).min(text.text.len());
                let Some(rest) = text.text.get(length..).map(str::to_owned) else { return };
                *bytes -= length;
                text.text = rest;
                text.text.is_empty()
            }
            Inline::Styled(styled) => {
                take(&mut styled.content, bytes);
                styled.content.is_empty()
            }
            _ => return,
        };
        if !empty {
            return;
        }
        content.remove(0);
    }
}
