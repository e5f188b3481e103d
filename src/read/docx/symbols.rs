//! Maps characters of symbol fonts to Unicode.
//!
//! Word writes them as `w:sym`, or in a run with such a font: as private-use characters (U+F020 to U+F0FF), or as the
//! letters on the keys.

/// Adobe's and Microsoft's Symbol font, from 0x20.
const SYMBOL: &str = " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼";

/// The Symbol font from 0xA0.
const SYMBOL_HIGH: &str =
    "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪ 〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭";

/// Wingdings from 0x21. If few fonts have the exact Unicode character, a common one with the same meaning is used.
const WINGDINGS: &str = "✎✂✁👓🔔📖🕯☎✆✉✉📪📫📬📭📁📂📄📄📄🗄⏳⌨🖱🖲💻💾💾💾✇✍✍✌👌👍👎☜☞☝☟✋☺😐☹💣☠⚐⚐✈☼💧❄✝✞✝✠✡☪☯ॐ☸♈♉♊♋♌♍♎♏♐♑♒♓&&●❍■□□❑❒⬧⧫◆❖◆⌧⌃⌘❀✿“”";

/// Wingdings from 0x80.
const WINGDINGS_HIGH: &str = "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿❧❦❦❧❧❦❦❧·•·○◯◯◉◎○▪□▲✦★✶✷✸✹✴⌖✧⌑⍰✪✰🕐🕑🕒🕓🕔🕕🕖🕗🕘🕙🕚🕛↲↳↰↱↴↵↱↰⤶⤷⤴⤵⮠⮡⮢⮣⮤⮥⌫⌦◀▶▲▼←→↑↓←→↑↓↖↗↙↘⬅➔⬆⬇↖↗↙↘⇦⇨⇧⇩⬄⇳⬀⬁⬃⬂▭▫✗✓☒☑⊞";

/// Other fonts, by character code.
const OTHERS: &[(&str, &[(u32, char)])] = &[
    (
        "wingdings 2",
        &[
            (0x4f, '✗'),
            (0x50, '✓'),
            (0x51, '☒'),
            (0x52, '☑'),
            (0x53, '☒'),
            (0x54, '☒'),
            (0x97, '●'),
            (0xa2, '■'),
            (0xa3, '□'),
        ],
    ),
    (
        "wingdings 3",
        &[
            (0x66, '←'),
            (0x67, '→'),
            (0x68, '↑'),
            (0x69, '↓'),
            (0x70, '▲'),
            (0x71, '▼'),
            (0x74, '◀'),
            (0x75, '▶'),
            (0x7d, '▶'),
        ],
    ),
    ("webdings", &[(0x34, '▶'), (0x61, '✓'), (0x63, '□'), (0x67, '■'), (0x6e, '●'), (0x72, '✗'), (0xfc, '✓')]),
];

/// Returns the Unicode character for a character in this font.
pub(super) fn shown(c: char, font: &str) -> char {
    let code = match u32::from(c) {
        private @ 0xf020..=0xf0ff => private - 0xf000,
        code @ 0x21..=0xff => code,
        _ => return c,
    };
    let nth = |table: &str, first: u32| code.checked_sub(first).and_then(|at| table.chars().nth(at as usize));
    let font = font.trim().to_lowercase();
    let found = match font.as_str() {
        "symbol" => nth(SYMBOL_HIGH, 0xa0).or_else(|| nth(SYMBOL, 0x20)),
        "wingdings" => nth(WINGDINGS_HIGH, 0x80).or_else(|| nth(WINGDINGS, 0x21)),
        _ => {
            let table = OTHERS.iter().find(|(name, _)| *name == font).map(|(_, table)| *table).unwrap_or_default();
            table.iter().find(|(known, _)| *known == code).map(|(_, c)| *c)
        }
    };
    found.unwrap_or(c)
}

/// Returns whether a font has symbols instead of letters.
pub(super) fn is_symbols(font: &str) -> bool {
    let font = font.trim().to_lowercase();
    matches!(font.as_str(), "symbol" | "wingdings") || OTHERS.iter().any(|(name, _)| *name == font)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_are_those_that_word_shows() {
        let shows = |font: &str, codes: &[u32]| -> String {
            codes.iter().filter_map(|&code| char::from_u32(code)).map(|c| shown(c, font)).collect()
        };
        assert_eq!(
            shows("Symbol", &[0x6d, 0x62, 0xf0a3, 0xf0b3, 0xf0b1, 0xf0b0, 0xf0ae, 0xf0b4, 0xf0a5, 0xf0fe]),
            "μβ≤≥±°→×∞⎭"
        );
        assert_eq!(
            shows("Wingdings", &[0xfc, 0xf0fb, 0xf0fe, 0x4a, 0xf0e0, 0xf0a7, 0x71, 0xf028, 0x7e, 0xff]),
            "✓✗☑☺→▪❑☎”⊞"
        );
        assert_eq!(shows("Wingdings 2", &[0x50, 0xf052]), "✓☑");
        assert_eq!(shows("Calibri", &[0x6d]), "m");
    }
}
