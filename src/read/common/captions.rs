//! Captions of tables and figures: removes a label that will be generated again, such as `Table 2.`

use super::words::caption;
use crate::article::{Inline, plain_text};

/// Removes the label of the table or figure with this number from its caption and returns it. Returns `None` if there
/// is none.
pub(in crate::read) fn take_label(content: &mut Vec<Inline>, kind: &str, number: u32) -> Option<String> {
    let text = plain_text(content);
    let (length, ..) = caption(&text).filter(|(_, named, written)| *named == kind && *written == number)?;
    let mut shorter = content.clone();
    take(&mut shorter, &mut { length });
    if plain_text(&shorter) != text[length..] {
        return None;
    }
    *content = shorter;
    Some(text[..length].to_owned())
}

/// Removes bytes from the start of a line, even inside styles.
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
