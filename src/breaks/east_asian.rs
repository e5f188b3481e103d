//! Line breaks in Chinese and Japanese: what UAX 14 leaves to typographers.
//!
//! UAX 14 keeps closing brackets, commas, stops, small kana and iteration marks from starting a line, and opening
//! brackets from ending one. In addition:
//!
//! - No line starts with a middle dot, a tilde, a hyphen or a solidus between ideographs (CLREQ 3.1.8, JLREQ 3.1.7 for
//!   the middle dot); for UAX 14 these are letters, or ideographs.
//! - Lines may end outside of curly quotes between ideographs, as in rule LB19a of Unicode 16: `说|“你好”|了`.

/// Returns whether the text may contain ideographs or kana; for Latin text only bytes are inspected.
pub(super) fn is_in(text: &str) -> bool {
    text.bytes().any(|byte| matches!(byte, 0xe3..=0xe9 | 0xf0))
}

/// Returns whether the text after a break opportunity must not start a line.
pub(super) fn starts_no_line(before: &str, after: &str) -> bool {
    after.starts_with(['·', '／', '～', '－', '‐', '–']) && before.ends_with(is_wide)
}

/// Returns the offsets outside of curly quotes at which lines may end, ascending.
pub(super) fn next_to_quotes(text: &str) -> impl Iterator<Item = usize> + '_ {
    text.match_indices(['“', '‘', '”', '’']).filter_map(|(at, quote)| {
        let end = at + quote.len();
        let (before, after) = (text[..at].chars().next_back()?, text[end..].chars().next()?);
        match quote {
            _ if !is_wide(before) => None,
            "“" | "‘" => (is_wide(after) && !is_opening(before)).then_some(at),
            _ => (is_han(after) || is_opening(after)).then_some(end),
        }
    })
}

/// Returns whether a character is an ideograph, kana, or a mark of the same width.
fn is_wide(character: char) -> bool {
    matches!(character, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff01}'..='\u{ff60}'
        | '\u{20000}'..='\u{3ffff}')
}

fn is_han(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

fn is_opening(character: char) -> bool {
    matches!(character, '（' | '〔' | '［' | '｛' | '〈' | '《' | '「' | '『' | '【' | '｟' | '〘' | '〖' | '〝')
}

#[cfg(test)]
mod tests {
    use super::super::{opportunities, tests::pieces};

    /// JLREQ cl-02 to cl-07 and cl-09 to cl-11, and CLREQ 3.1.8: each between two ideographs.
    #[test]
    fn no_line_starts_with_what_closes_or_ends_with_what_opens() {
        const NEVER_FIRST: &str = "’”）〕］｝〉》」』】｠〙〗〟‐〜～゠–！？‼⁇⁈⁉・：；。．、，ヽヾゝゞ々〻ー\
            ぁぃぅぇぉァィゥェォっゃゅょゎゕゖッャュョヮヵヶ·／－％℃";
        const NEVER_LAST: &str = "‘“（〔［｛〈《「『【｟〘〖〝￥＄";
        for mark in NEVER_FIRST.chars() {
            assert!(!opportunities(&format!("中{mark}中")).contains(&"中".len()), "{mark} starts a line");
        }
        for mark in NEVER_LAST.chars() {
            let text = format!("中{mark}中");
            assert!(!opportunities(&text).contains(&(text.len() - "中".len())), "{mark} ends a line");
        }
        for text in ["中——中", "中……中", "中‥中"] {
            let inside = text.char_indices().nth(2).unwrap().0;
            assert!(text == "中‥中" || !opportunities(text).contains(&inside), "{text} is divided");
        }
    }

    #[test]
    fn lines_end_between_ideographs_and_outside_of_quotes() {
        assert_eq!(pieces("他说“你好”了"), ["他", "说", "“你", "好”", "了"]);
        assert_eq!(pieces("他说：“好！”（你）"), ["他", "说：", "“好！”", "（你）"]);
        assert_eq!(pieces("「“你”」我"), ["「“你”」", "我"]);
        assert_eq!(pieces("don’t “say” so"), ["don’t ", "“say” ", "so"]);
        assert_eq!(pieces("约翰·史密斯"), ["约", "翰·", "史", "密", "斯"]);
        assert_eq!(pieces("第20课Word文档"), ["第", "20", "课", "Word", "文", "档"]);
    }
}
