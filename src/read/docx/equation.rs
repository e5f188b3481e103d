//! `EQ` fields: formulas of Word before 2007, which have no result, as Word draws them anew each time.

/// The text of an `EQ` field, and whether commands are left in it that only Word can draw.
#[derive(Debug, PartialEq)]
pub(super) struct Equation {
    pub(super) text: String,
    pub(super) as_code: bool,
}

/// Returns the text of a field with this instruction if it is an `EQ` field: fractions such as `\f(1,2)` become `1/2`,
/// and anything else stays as it is.
pub(super) fn text(instruction: &str) -> Option<Equation> {
    let code = instruction.trim();
    let code = code.strip_prefix("EQ").or_else(|| code.strip_prefix("eq"))?;
    let mut rest = code.strip_prefix(char::is_whitespace)?.trim();
    let mut text = String::new();
    while let Some((before, after)) = rest.split_once("\\f(").or_else(|| rest.split_once("\\F(")) {
        let Some((fraction, end)) = fraction(after) else { break };
        text.push_str(before);
        // `2\f(1,2)` is two and a half
        if text.ends_with(|c: char| c.is_ascii_digit()) {
            text.push(' ');
        }
        text.push_str(&fraction);
        rest = &after[end..];
    }
    text.push_str(rest);
    let as_code = text.contains('\\');
    Some(Equation { text: if as_code { code.trim().to_owned() } else { text }, as_code })
}

/// Returns `a/b` for `a,b)`, and the length of that.
fn fraction(arguments: &str) -> Option<(String, usize)> {
    let end = arguments.find(')')?;
    let inner = &arguments[..end];
    let (above, below) = inner.split_once([',', ';'])?;
    let plain = |part: &str| !part.trim().is_empty() && !part.contains(['\\', '(', ',', ';', '/', '+', '-', ' ']);
    (plain(above) && plain(below)).then(|| (format!("{}/{}", above.trim(), below.trim()), end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_are_text_and_other_commands_stay_as_code() {
        let shown = |instruction: &str| text(instruction).map(|equation| (equation.text, equation.as_code));
        assert_eq!(shown(" EQ \\f(1,2) "), Some(("1/2".to_owned(), false)));
        assert_eq!(shown("EQ 2\\f(3;4)"), Some(("2 3/4".to_owned(), false)));
        assert_eq!(shown("eq \\f(a,b) = \\r(3,x)"), Some(("\\f(a,b) = \\r(3,x)".to_owned(), true)));
        assert_eq!(shown("EQ \\f(a + b,2)"), Some(("\\f(a + b,2)".to_owned(), true)));
        assert_eq!(shown(" EQUAL "), None);
    }
}
