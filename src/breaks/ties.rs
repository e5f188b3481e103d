//! Words that belong on one line: a number with its unit, a month with its day, initials with their name.
//!
//! The lists cover all languages that handout has words for. A word that means something else in another language only
//! ties two words unnecessarily.

/// The character that replaces a formula in text that is broken into lines.
pub(crate) const FORMULA: char = '\u{e000}';

/// Returns whether the words around a break opportunity belong on one line: a citation with its word, a range of
/// numbers, a number with its unit or what it counts, a name with its number, initials with each other, the parts of `p
/// < 0.05`, a dash with the word before, `7-` with what follows.
pub(super) fn is_tied(text: &str, at: usize) -> bool {
    let (before, after) = text.split_at(at);
    let (Some(last), Some(first)) = (before.chars().next_back(), after.chars().next()) else { return false };
    let stem = &before[..at - last.len_utf8()];
    match last {
        // most opportunities are between two words of plain letters
        ' ' => match before.trim_end_matches(' ') {
            word if first.is_ascii_alphabetic() && word.ends_with(|c: char| c.is_ascii_alphabetic()) => {
                after.starts_with("al.") && word.ends_with("et")
            }
            before => are_tied(before, after),
        },
        '-' | '\u{2010}' => {
            // an option of a command: `--verify`
            let words = stem.trim_end_matches('-');
            let is_option = words.len() < stem.len() && !words.ends_with(char::is_alphanumeric);
            is_option || is_short_stem(stem) || is_single(after)
        }
        '–' => stem.ends_with(closes_number) && opens_number(first),
        '/' => {
            is_unit(stem.rsplit([' ', '\u{a0}']).next().unwrap_or_default())
                && is_unit(after.split([' ', '\n']).next().unwrap_or_default())
        }
        // a dash ends a line, unless it introduces what follows, as in Spanish
        '—' | '―' => stem.is_empty() || stem.ends_with([' ', '(']) || is_long_dash(first),
        // Korean has spaces, and lines break there (UAX 14, 8: the tailoring for Korean); stress is marked inside words
        _ => is_long_dash(first) || is_stress_mark(first) || (is_hangul(last) && is_hangul(first)),
    }
}

/// Returns whether the words around a space belong on one line.
fn are_tied(before: &str, after: &str) -> bool {
    if is_half_of_day(before, after) {
        return true;
    }
    let last = before.rsplit([' ', '\n']).next().unwrap_or_default();
    let next = after.split([' ', '\n']).next().unwrap_or_default();
    is_citation(next)
        || (last.ends_with(FORMULA) && is_unit(next))
        || (is_number(last.rsplit(['–', '—']).next().unwrap_or_default())
            && (is_unit(next) || is_counted(last, next) || continues_number(last, next)))
        || (starts_number(next) && (is_numbered(last) || is_relation(last)))
        || (is_relation(next) && last.chars().count() <= LONGEST_SIGN)
        || ((is_initial(last) || TITLES.contains(&last)) && (is_initial(next) || is_name(next)))
        || is_dash(next)
        // a line to fill in stays with its label
        || (next.starts_with("__") && last.ends_with(':'))
}

fn is_long_dash(character: char) -> bool {
    matches!(character, '—' | '―')
}

fn is_stress_mark(character: char) -> bool {
    matches!(character, 'ˈ' | 'ˌ')
}

fn is_hangul(character: char) -> bool {
    matches!(character, '\u{1100}'..='\u{11ff}' | '\u{3131}'..='\u{318e}' | '\u{ac00}'..='\u{d7a3}')
}

/// Returns whether a hyphen follows a number or a single letter: `7-hydroxy`, `1-2`, `e-mail`.
fn is_short_stem(stem: &str) -> bool {
    let word = stem.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    word.chars().count() == 1 || (!word.is_empty() && word.chars().all(char::is_numeric))
}

/// Returns whether a character may end the first number of a range: `3–5`, `[3]–[5]`.
fn closes_number(c: char) -> bool {
    c.is_numeric() || matches!(c, ']' | ')')
}

/// Returns whether a character may begin the last number of a range.
fn opens_number(c: char) -> bool {
    c.is_numeric() || matches!(c, '[' | '(')
}

/// Returns whether a word is a citation mark, with anything after it: `[3]`, `(3)`, `[3,4]`, `[3–5]`.
fn is_citation(word: &str) -> bool {
    let inside = |open, close| word.strip_prefix(open).and_then(|rest: &str| Some(rest.split_once(close)?.0));
    let Some(inside) = inside('[', ']').or_else(|| inside('(', ')')) else { return false };
    !inside.is_empty() && inside.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '-' | '–'))
}

fn is_number(word: &str) -> bool {
    let digits = word.trim_start_matches(['(', '~', '≈', '<', '>', '≤', '≥', '+', '-', '−']);
    digits.starts_with(|c: char| c.is_numeric())
        && digits.chars().all(|c| c.is_numeric() || matches!(c, '.' | ',' | '–' | '-' | ':' | '/'))
}

/// Returns whether a word begins with a number.
fn starts_number(word: &str) -> bool {
    word.trim_start_matches(['-', '−', '–', '±', '.']).starts_with(char::is_numeric)
}

/// Returns whether a word may be what a small number counts: `2 tablets`, `8 minutes`.
fn is_counted(number: &str, word: &str) -> bool {
    let counted = word.trim_end_matches(['.', ',', ';', ':', ')', '?', '!']);
    let length = counted.chars().count();
    number.chars().count() <= LARGEST_COUNT
        && (3..=LONGEST_COUNTED).contains(&length)
        && counted.chars().all(|c| c.is_alphabetic() && !c.is_uppercase())
}

/// The maximum length, in characters, of a number that is kept with what it counts, and of that word: longer ones leave
/// gaps in lines.
const LARGEST_COUNT: usize = 4;
const LONGEST_COUNTED: usize = 9;

/// Returns whether a word belongs to the number after it: `Nov. 9`, `No. 5`, `stage 2`, `p. 12`.
fn is_numbered(word: &str) -> bool {
    let word = word.trim_start_matches(['(', '[', '“', '«', '"']);
    if let Some(short) = word.strip_suffix('.') {
        let length = short.chars().count();
        return (1..=LONGEST_SHORT).contains(&length)
            && short.chars().all(char::is_alphabetic)
            && (short.starts_with(char::is_uppercase) || NUMBERED_SHORT.contains(&short));
    }
    let small = word.to_lowercase();
    NUMBERED.contains(&small.as_str())
}

/// The maximum length of a capitalized abbreviation that belongs to a number, such as a month.
const LONGEST_SHORT: usize = 5;

/// Uncapitalized abbreviations that belong to a number, without their period.
const NUMBERED_SHORT: &[&str] = &[
    "p", "pp", "no", "nr", "vol", "fig", "ch", "sec", "art", "n", "núm", "num", "pág", "págs", "cap", "ca", "approx",
    "ed", "rys", "tab", "str", "с", "рис", "табл", "гл", "т",
];

/// Lowercase words that belong to the number after them.
const NUMBERED: &[&str] = &[
    "stage",
    "type",
    "grade",
    "phase",
    "step",
    "level",
    "part",
    "room",
    "page",
    "day",
    "week",
    "month",
    "chapter",
    "table",
    "figure",
    "section",
    "tip",
    "version",
    "class",
    "group",
    "box",
    "floor",
    "stadium",
    "typ",
    "grad",
    "stufe",
    "teil",
    "raum",
    "zimmer",
    "seite",
    "tag",
    "woche",
    "kapitel",
    "tabelle",
    "abbildung",
    "abschnitt",
    "gruppe",
    "stade",
    "étape",
    "niveau",
    "partie",
    "salle",
    "chambre",
    "jour",
    "semaine",
    "chapitre",
    "tableau",
    "groupe",
    "etapa",
    "tipo",
    "grado",
    "fase",
    "paso",
    "nivel",
    "parte",
    "sala",
    "habitación",
    "página",
    "día",
    "semana",
    "capítulo",
    "tabla",
    "figura",
    "sección",
    "grupo",
    "grau",
    "passo",
    "nível",
    "quarto",
    "dia",
    "tabela",
    "seção",
    "secção",
    "stadio",
    "passaggio",
    "livello",
    "stanza",
    "pagina",
    "giorno",
    "settimana",
    "capitolo",
    "tabella",
    "sezione",
    "gruppo",
    "stap",
    "deel",
    "kamer",
    "hoofdstuk",
    "tabel",
    "figuur",
    "groep",
    "etap",
    "stopień",
    "krok",
    "pokój",
    "strona",
    "dzień",
    "tydzień",
    "rozdział",
    "rysunek",
    "grupa",
    "стадия",
    "тип",
    "степень",
    "этап",
    "шаг",
    "кабинет",
    "страница",
    "день",
    "неделя",
    "глава",
    "таблица",
    "рисунок",
    "раздел",
    "группа",
    "стадія",
    "ступінь",
    "крок",
    "сторінка",
    "тиждень",
    "розділ",
    "таблиця",
    "evre",
    "tip",
    "derece",
    "aşama",
    "adım",
    "oda",
    "sayfa",
    "gün",
    "hafta",
    "bölüm",
    "tablo",
    "şekil",
    "giai",
    "loại",
    "độ",
    "bước",
    "phòng",
    "trang",
    "ngày",
    "tuần",
    "chương",
    "bảng",
    "hình",
];

/// Titles before a name.
const TITLES: &[&str] = &["Dr.", "Mr.", "Mrs.", "Ms.", "Prof.", "St.", "Dra.", "Sr.", "Sra.", "Dott."];

/// The maximum length of a word that is kept with a relation sign: `p < 0.05`, `(I² = 84 %)`.
const LONGEST_SIGN: usize = 6;

/// Returns whether a word is a relation sign or an arithmetic sign.
fn is_relation(word: &str) -> bool {
    matches!(word, "=" | "<" | ">" | "≤" | "≥" | "≈" | "±" | "×" | "≠" | "~" | "+" | "−")
}

/// Returns whether a text begins with a single letter or digit, with only marks before the next space.
fn is_single(text: &str) -> bool {
    let word = text.split(char::is_whitespace).next().unwrap_or_default();
    word.starts_with(char::is_alphanumeric) && word.chars().filter(|c| c.is_alphanumeric()).count() == 1
}

/// Returns whether the second word continues a number with three more digits: `1 200`, `12 500 000`.
fn continues_number(last: &str, next: &str) -> bool {
    let figures = next.bytes().take_while(u8::is_ascii_digit).count();
    let ends = !next[figures..].starts_with(|c: char| c.is_alphanumeric());
    figures == 3 && ends && last.bytes().rev().take_while(u8::is_ascii_digit).count() <= 3
}

/// Returns whether a word may be a name after initials: a short, capitalized word.
fn is_name(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
        && word.chars().nth(1).is_some_and(char::is_lowercase)
        && word.len() <= LONGEST_NAME
}

/// The maximum length of a name that is kept with its initials, in bytes: longer ones leave gaps in lines.
const LONGEST_NAME: usize = 12;

fn is_unit(word: &str) -> bool {
    const UNITS: &[&str] = &[
        "%", "‰", "°C", "°F", "°", "kg", "g", "mg", "µg", "μg", "mcg", "ng", "l", "L", "dl", "dL", "ml", "mL", "cl",
        "km", "m", "cm", "mm", "µm", "nm", "h", "hr", "hrs", "min", "s", "ms", "Hz", "kHz", "MHz", "GHz", "kJ", "kcal",
        "cal", "mmol", "mol", "mmHg", "IU", "U", "bpm", "lux", "W", "kW", "V", "mA", "kB", "KB", "MB", "GB", "TB",
        "KiB", "MiB", "GiB", "lb", "lbs", "oz", "ft", "yd", "mi", "pt", "px", "€", "$", "£", "¥", "a.m.", "p.m.",
        "a.m", "p.m", "am", "pm", "AM", "PM", "Uhr", "uur", "ч", "год", "г", "мг", "мл", "кг", "см", "мм", "мин",
        "saat",
    ];
    // `5 p.m.–6 p.m.`, `5 mg/kg`
    let unit = word.split(['–', '/', '(']).next().unwrap_or_default();
    UNITS.contains(&unit) || UNITS.contains(&unit.trim_end_matches(['.', ',', ';', ':', ')', ']', '?', '!', '”', '"']))
}

/// Returns whether the words around a space are parts of a Spanish time of day: `10:15 a. m.`
fn is_half_of_day(before: &str, after: &str) -> bool {
    const HALVES: [&str; 2] = ["a. m.", "p. m."];
    let begins = HALVES.iter().any(|half| after.starts_with(half)) && before.ends_with(char::is_numeric);
    begins || (after.starts_with("m.") && (before.ends_with(" a.") || before.ends_with(" p.")))
}

/// Returns whether a word is an initial: `J.` or `J.,`.
fn is_initial(word: &str) -> bool {
    let mut characters = word.trim_end_matches(',').chars();
    matches!((characters.next(), characters.next(), characters.next()), (Some(c), Some('.'), None) if c.is_uppercase())
}

/// Returns whether a word is a lone dash or dot, which does not start a line.
fn is_dash(word: &str) -> bool {
    matches!(word, "—" | "–" | "·" | "•")
}
