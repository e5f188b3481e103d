//! The syntax of PDF's basic objects (ISO 32000-1, 7.3): numbers, names, strings.

use std::borrow::Cow;

/// Returns the nearest integer; 0 for NaN. Casts are instructions, whereas `f32::round` is a call.
pub(super) fn nearest(value: f32) -> i32 {
    (value + 0.5_f32.copysign(value)) as i32
}

/// Writes an integer.
pub(super) fn write_integer(out: &mut Vec<u8>, value: i64) {
    if value < 0 {
        out.push(b'-');
    }
    let mut rest = value.unsigned_abs();
    // most are pen movements between letters
    match rest {
        0..10 => return out.push(b'0' + rest as u8),
        10..100 => return out.extend([b'0' + (rest / 10) as u8, b'0' + (rest % 10) as u8]),
        _ => {}
    }
    let (mut digits, mut at) = ([0_u8; 20], 20);
    loop {
        at -= 1;
        digits[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[at..]);
}

/// Writes a number to 1/1000, fine enough for lengths in points, without trailing zeros. NaN becomes 0.
pub(super) fn write_number(out: &mut Vec<u8>, value: f32) {
    write_decimal(out, value, 3);
}

/// Writes a number to 1/1000000, for matrices, which multiply lengths.
pub(super) fn write_factor(out: &mut Vec<u8>, value: f32) {
    write_decimal(out, value, 6);
}

fn write_decimal(out: &mut Vec<u8>, value: f32, places: u32) {
    let unit = 10_i64.pow(places);
    let units = f64::from(value) * unit as f64;
    // the cast turns NaN into 0 and saturates
    let units = (units + 0.5_f64.copysign(units)) as i64;
    let (whole, mut fraction) = (units / unit, (units % unit).unsigned_abs());
    if units < 0 && whole == 0 {
        out.push(b'-');
    }
    write_integer(out, whole);
    if fraction > 0 {
        out.push(b'.');
    }
    let mut place = unit.unsigned_abs() / 10;
    while fraction > 0 {
        out.push(b'0' + (fraction / place) as u8);
        (fraction, place) = (fraction % place, place / 10);
    }
}

/// Writes a name (7.3.5).
pub(super) fn write_name(out: &mut Vec<u8>, name: &[u8]) {
    out.push(b'/');
    for &byte in name {
        if byte.is_ascii_graphic() && !b"()<>[]{}/%#".contains(&byte) {
            out.push(byte);
        } else {
            out.extend([b'#', hexadecimal(byte >> 4), hexadecimal(byte & 15)]);
        }
    }
}

/// Writes a literal string (7.3.4.2).
pub(super) fn write_literal(out: &mut Vec<u8>, bytes: &[u8]) {
    out.push(b'(');
    write_literal_bytes(out, bytes);
    out.push(b')');
}

/// Writes the bytes of a literal string, escaped if necessary.
pub(super) fn write_literal_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    for &byte in bytes {
        if must_be_escaped(byte) {
            out.extend([b'\\', if byte == b'\r' { b'r' } else { byte }]);
        } else {
            out.push(byte);
        }
    }
}

/// Returns whether a byte has a special meaning in a literal string.
pub(super) fn must_be_escaped(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'\\' | b'\r')
}

/// Writes a hexadecimal string (7.3.4.3).
pub(super) fn write_hexadecimal(out: &mut Vec<u8>, bytes: &[u8]) {
    out.push(b'<');
    out.extend(bytes.iter().flat_map(|byte| [hexadecimal(byte >> 4), hexadecimal(byte & 15)]));
    out.push(b'>');
}

fn hexadecimal(digit: u8) -> u8 {
    b"0123456789ABCDEF"[usize::from(digit & 15)]
}

/// The maximum length of a string, in bytes (ISO 19005-2, 6.1.13).
pub(super) const LONGEST_STRING: usize = 32_767;

/// Returns the bytes of a text string (7.9.2.2): ASCII unchanged, everything else in UTF-16 with its byte order mark.
/// Control characters, which no title bar can show, become spaces. Text too long for a string ends with an ellipsis.
pub(super) fn text_string(text: &str) -> Vec<u8> {
    let text = fitting(text);
    let shown = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    if text.is_ascii() {
        return shown.map(|c| c as u8).collect();
    }
    let mut bytes = vec![0xFE, 0xFF];
    for c in shown {
        bytes.extend(c.encode_utf16(&mut [0; 2]).iter().flat_map(|unit| unit.to_be_bytes()));
    }
    bytes
}

/// Returns the text, or as much as a string can hold in UTF-16.
fn fitting(text: &str) -> Cow<'_, str> {
    const UNITS: usize = LONGEST_STRING / 2 - 2;
    // no character has more code units in UTF-16 than bytes in UTF-8
    if text.len() <= UNITS {
        return Cow::Borrowed(text);
    }
    let mut units = 0;
    let too_much = text.char_indices().find(|(_, character)| {
        units += character.len_utf16();
        units > UNITS
    });
    match too_much {
        Some((end, _)) if !text.is_ascii() || text.len() > LONGEST_STRING => Cow::Owned(format!("{}…", &text[..end])),
        _ => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(value: f32) -> String {
        let mut out = Vec::new();
        write_number(&mut out, value);
        String::from_utf8(out).expect("digits")
    }

    #[test]
    fn numbers_have_no_digit_too_many() {
        let values = [0.0, -0.0, 1.0, -1.5, 0.25, -0.05, 12.304, 0.07, 841.89, 0.0004, f32::NAN];
        let expected = ["0", "0", "1", "-1.5", "0.25", "-0.05", "12.304", "0.07", "841.89", "0", "0"];
        assert_eq!(values.map(number), expected);
    }

    #[test]
    fn whole_numbers_are_written_as_rust_writes_them() {
        for value in (-1200..1200).chain([i64::MIN, i64::MAX, 123_456_789]) {
            let mut out = Vec::new();
            write_integer(&mut out, value);
            assert_eq!(String::from_utf8(out).expect("digits"), value.to_string());
        }
    }

    #[test]
    fn factors_keep_more_digits_than_lengths() {
        let mut out = Vec::new();
        for value in [0.137_5, 0.000_25, -1.0, 12.345_678] {
            write_factor(&mut out, value);
            out.push(b' ');
        }
        assert_eq!(out, b"0.1375 0.00025 -1 12.345678 ");
    }

    #[test]
    fn strings_escape_what_would_end_or_change_them() {
        let mut out = Vec::new();
        write_literal(&mut out, b"a(b)\\\r\n\0");
        write_hexadecimal(&mut out, &[0x0A, 0xFF]);
        write_name(&mut out, b"A#b c");
        assert_eq!(out, b"(a\\(b\\)\\\\\\r\n\0)<0AFF>/A#23b#20c");
    }

    #[test]
    fn a_text_too_long_for_a_string_is_cut_between_characters() {
        for word in ["word ", "слово ", "🌿"] {
            let bytes = text_string(&word.repeat(20_000));
            assert!(bytes.len() <= LONGEST_STRING, "{}", bytes.len());
            let units: Vec<_> = bytes[2..].chunks(2).map(|unit| u16::from_be_bytes([unit[0], unit[1]])).collect();
            let decoded = String::from_utf16(&units).expect("whole characters");
            assert!(decoded.starts_with(word) && decoded.ends_with('…'), "{word}");
        }
        assert_eq!(text_string(&"a".repeat(LONGEST_STRING)).len(), LONGEST_STRING);
    }

    #[test]
    fn texts_beyond_ascii_are_in_utf_16() {
        assert_eq!(text_string("a\tb"), b"a b");
        assert_eq!(text_string("é𝄞"), [0xFE, 0xFF, 0x00, 0xE9, 0xD8, 0x34, 0xDD, 0x1E]);
    }
}
