//! Character coverage of fonts.

use std::sync::OnceLock;

/// The characters of a font, as ranges.
#[derive(Debug, Default)]
pub(crate) struct Coverage {
    /// Ranges in hexadecimal, as in `20-7E A0`; parsed when the first character is looked up.
    listed: &'static str,
    ranges: OnceLock<Vec<(u32, u32)>>,
}

impl Coverage {
    /// Parses ranges in hexadecimal, as in `20-7E A0`.
    pub(super) fn listed(listed: &'static str) -> Self {
        Self { listed, ranges: OnceLock::new() }
    }

    /// Collects characters in any order.
    pub(crate) fn of(characters: impl Iterator<Item = u32>) -> Self {
        let mut all: Vec<u32> = characters.collect();
        all.sort_unstable();
        all.dedup();
        let rows = all.chunk_by(|one, next| one + 1 == *next);
        let ranges: Vec<(u32, u32)> = rows.map(|row| (row[0], row[row.len() - 1])).collect();
        Self { listed: "", ranges: OnceLock::from(ranges) }
    }

    /// Returns whether the font has a glyph for a character.
    pub(crate) fn has(&self, character: char) -> bool {
        let ranges = self.ranges();
        let after = ranges.partition_point(|&(first, _)| first <= u32::from(character));
        after > 0 && u32::from(character) <= ranges[after - 1].1
    }

    /// Iterates over all characters, ascending.
    pub(crate) fn characters(&self) -> impl Iterator<Item = char> + '_ {
        self.ranges().iter().flat_map(|&(first, last)| first..=last).filter_map(char::from_u32)
    }

    fn ranges(&self) -> &[(u32, u32)] {
        self.ranges.get_or_init(|| self.listed.split(' ').filter_map(range).collect())
    }
}

/// Parses the first and the last of consecutive characters, as in `41-5A`, or a single one.
fn range(text: &str) -> Option<(u32, u32)> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    Some((u32::from_str_radix(first, 16).ok()?, u32::from_str_radix(last, 16).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_is_found_in_its_range() {
        let listed = Coverage::listed("20-7E A0 410-44F");
        let collected = Coverage::of((0x410..0x450).chain([0xa0]).chain(0x20..0x7f));
        for coverage in [listed, collected] {
            let has = [' ', '~', '\u{7f}', '\u{a0}', '\u{a1}', 'я', 'ё', '\0'].map(|c| coverage.has(c));
            assert_eq!(has, [true, true, false, true, false, true, false, false]);
            assert_eq!(coverage.characters().count(), 95 + 1 + 64);
        }
    }
}
