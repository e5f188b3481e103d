//! A font's `ToUnicode` map, from character codes to text (ISO 32000-1, 9.10.3).
//!
//! A map is written in PostScript. It is read only as operands followed by operators, like a page's content.

use lopdf::{
    Object,
    content::{Content, Operation},
};
use std::collections::HashMap;

/// The text of each code of a composite font, whose codes have two bytes.
#[derive(Debug, Default)]
pub(super) struct UnicodeMap {
    texts: HashMap<u16, String>,
}

impl UnicodeMap {
    /// Reads a `ToUnicode` stream. Unknown operators are skipped.
    pub(super) fn read(bytes: &[u8]) -> Self {
        let mut map = Self::default();
        for operation in Content::decode(bytes).map(|content| content.operations).unwrap_or_default() {
            map.take(&operation);
        }
        map
    }

    fn take(&mut self, Operation { operator, operands }: &Operation) {
        match operator.as_str() {
            "endbfchar" => {
                for pair in operands.chunks_exact(2) {
                    if let (Some(code), Some(text)) = (code(&pair[0]), text(&pair[1])) {
                        self.texts.insert(code, text);
                    }
                }
            }
            "endbfrange" => {
                for range in operands.chunks_exact(3) {
                    if let (Some(first), Some(last)) = (code(&range[0]), code(&range[1])) {
                        self.range(first, last, &range[2]);
                    }
                }
            }
            _ => {}
        }
    }

    /// Adds a range of codes: with a text for each, or with the text of the first, whose last character is
    /// incremented.
    fn range(&mut self, first: u16, last: u16, to: &Object) {
        if let Ok(texts) = to.as_array() {
            self.texts.extend((first..=last).zip(texts).filter_map(|(code, to)| Some((code, text(to)?))));
        } else if let Some(start) = text(to) {
            let mut characters = start.chars();
            let Some(at) = characters.next_back() else { return };
            for (code, character) in (first..=last).zip(at..) {
                self.texts.insert(code, format!("{}{character}", characters.as_str()));
            }
        }
    }

    /// Returns the text of a string of codes; unmapped codes yield nothing.
    pub(super) fn text(&self, codes: &[u8]) -> String {
        let codes = codes.chunks_exact(2).map(|code| u16::from_be_bytes([code[0], code[1]]));
        codes.filter_map(|code| self.texts.get(&code)).map(String::as_str).collect()
    }
}

fn code(object: &Object) -> Option<u16> {
    Some(u16::from_be_bytes(object.as_str().ok()?.try_into().ok()?))
}

/// Decodes a UTF-16BE string.
fn text(object: &Object) -> Option<String> {
    let units =
        object.as_str().ok()?.chunks(2).map(|unit| unit.iter().fold(0, |sum, &byte| sum << 8 | u16::from(byte)));
    String::from_utf16(&units.collect::<Vec<_>>()).ok()
}

#[cfg(test)]
mod tests {
    use super::UnicodeMap;

    #[test]
    fn codes_are_mapped_to_text() {
        let map = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n\
            /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n\
            1 begincodespacerange <0000> <FFFF> endcodespacerange\n\
            3 beginbfchar <0001> <0041> <0002> <00660069> <0003> <D83DDE00> endbfchar\n\
            2 beginbfrange <0010> <0012> <0061> <0020> <0021> [<0078> <0079007A>] endbfrange\n\
            endcmap CMapName currentdict /CMap defineresource pop end end";
        let map = UnicodeMap::read(map.as_bytes());
        assert_eq!(map.text(b"\0\x01\0\x02\0\x03"), "Afi😀");
        assert_eq!(map.text(b"\0\x10\0\x12\0\x20\0\x21"), "acxyz");
        assert_eq!(map.text(b"\0\x99\0\x01\0"), "A");
    }
}
