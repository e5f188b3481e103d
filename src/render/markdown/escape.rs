//! Escapes text that would be parsed as markup: CommonMark's, and what the reader recognizes in text (quotes and
//! dashes, addresses, citations). Punctuation gets a backslash, any other character becomes a character reference.

/// Returns the text, escaped so that it is parsed as nothing but text. `listed`: superscript digits are citations.
pub(super) fn words(text: &str, listed: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before: Option<char> = None;
    for (at, c) in text.char_indices() {
        let rest = &text[at..];
        let after = rest[c.len_utf8()..].chars().next();
        if is_reference(rest, before) || (listed && is_raised(c)) {
            out.push_str(&format!("&#{};", u32::from(c)));
        } else {
            if is_markup(c, before, after) || opens_address(rest, &text[..at]) {
                out.push('\\');
            }
            out.push(c);
        }
        before = Some(c);
    }
    out
}

fn is_markup(c: char, before: Option<char>, after: Option<char>) -> bool {
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    match c {
        '\\' | '`' | '*' | '[' | ']' | '<' | '~' | '^' | '$' | '{' | '"' | '\'' => true,
        '_' => !(word(before) && word(after)),
        '-' | '.' => before == Some(c) || after == Some(c),
        '@' => word(before) || word(after) || matches!(after, Some('_' | '{')),
        '&' => word(after) || after == Some('#'),
        // a site generator's shortcode opens with this, and is parsed before any markup
        '%' => before == Some('{'),
        '!' => after.is_none_or(|c| c == '['),
        _ => false,
    }
}

/// Returns whether an address would be recognized around this character: escaping one of its marks prevents that.
fn opens_address(rest: &str, before: &str) -> bool {
    let head = |back: usize| before.get(before.len().saturating_sub(back)..).unwrap_or_default().to_ascii_lowercase();
    match rest.chars().next() {
        Some(':') => rest.starts_with("://"),
        Some('.') => {
            let registrant = rest[1..].bytes().take_while(u8::is_ascii_digit).count();
            head(3) == "www" || head(3) == "doi" || (head(2) == "10" && registrant >= 4)
        }
        _ => false,
    }
}

/// Returns whether the text is a PubMed number, `PMID 12345`, which has no mark to escape.
fn is_reference(rest: &str, before: Option<char>) -> bool {
    let opens = |name: &str| rest.get(..name.len()).is_some_and(|head| head.eq_ignore_ascii_case(name));
    !before.is_some_and(char::is_alphanumeric) && (opens("pmid") || opens("pmcid"))
}

fn is_raised(c: char) -> bool {
    matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹')
}

/// Returns a line of a paragraph, escaped so that it starts no other block.
pub(super) fn line_start(line: &str) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let after = |at: usize| line[at..].chars().next();
    let open = |at: usize| after(at).is_none_or(char::is_whitespace);
    let at = match after(0) {
        Some('>' | '=' | ':') => Some(0),
        Some('#') => open(line.bytes().take_while(|b| *b == b'#').count()).then_some(0),
        Some('+' | '-') => (!after(1).is_some_and(char::is_alphanumeric)).then_some(0),
        _ if (1..=9).contains(&digits) && matches!(after(digits), Some('.' | ')')) => {
            open(digits + 1).then_some(digits)
        }
        _ => None,
    };
    at.map_or_else(|| line.to_owned(), |at| format!("{}\\{}", &line[..at], &line[at..]))
}

/// Returns the value of an HTML attribute between double quotes.
pub(super) fn attribute(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for c in value.chars() {
        match c {
            '&' | '"' | '<' | '>' | '{' | '|' => out.push_str(&format!("&#{};", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}

/// Returns the title of a picture or link, in quotation marks.
pub(super) fn title(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        if matches!(c, '\\' | '"' | '&' | '{' | '%' | '`' | '<' | '$') {
            out.push('\\');
        }
        out.push(c);
    }
    out + "\""
}

/// Returns the address of a link or picture, in angle brackets if necessary.
pub(super) fn address(url: &str) -> String {
    let angled = url.is_empty() || url.contains(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '<' | '>'));
    let mut out = String::with_capacity(url.len() + 2);
    for (at, c) in url.char_indices() {
        let entity = c == '&' && url[at + 1..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '#');
        if entity || matches!(c, '\\' | '<' | '>' | '$' | '`' | '{') {
            out.push('\\');
        }
        out.push(c);
    }
    if angled { format!("<{out}>") } else { out }
}

/// Returns inline code, between as many backquotes as necessary.
pub(super) fn code(text: &str) -> String {
    let text = text.replace('\n', " ");
    if ["{{<", "{{%", "{%"].iter().any(|open| text.contains(open)) {
        return format!("<code>{}</code>", words(&text, false));
    }
    let fence = "`".repeat(longest(&text, '`') + 1);
    let blank = text.chars().all(|c| c == ' ');
    let padded = text.starts_with('`') || text.ends_with('`') || (text.starts_with(' ') && text.ends_with(' '));
    let pad = if padded && !blank { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// Returns the length of the longest run of a character.
pub(super) fn longest(text: &str, mark: char) -> usize {
    text.split(|c| c != mark).map(|run| run.chars().count()).max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_escaped_and_words_are_not() {
        assert_eq!(words("a*b [c] <d> snake_case _e_", false), "a\\*b \\[c\\] \\<d> snake_case \\_e\\_");
        assert_eq!(
            words("So -- \"well\"... It’s 5-10 - done.", false),
            "So \\-\\- \\\"well\\\"\\.\\.\\. It’s 5-10 - done."
        );
        assert_eq!(words("tea.¹", true), "tea.&#185;");
    }

    #[test]
    fn an_address_that_is_not_a_link_is_broken_by_an_escape() {
        assert_eq!(words("https://a.org www.b.org 10.1000/x", false), "https\\://a.org www\\.b.org 10\\.1000/x");
        assert_eq!(words("a@b.org PMID 12345", false), "a\\@b.org &#80;MID 12345");
    }

    #[test]
    fn a_line_opens_no_other_block() {
        for (line, guarded) in [
            ("# a", "\\# a"),
            ("#a", "#a"),
            ("12. a", "12\\. a"),
            ("12.5 mg", "12.5 mg"),
            ("- a", "\\- a"),
            ("-5 °C", "-5 °C"),
            ("--- a", "\\--- a"),
            (": a", "\\: a"),
            ("> a", "\\> a"),
        ] {
            assert_eq!(line_start(line), guarded);
        }
    }

    #[test]
    fn code_and_addresses_are_fenced_as_they_need() {
        assert_eq!(code("a`b"), "``a`b``");
        assert_eq!(code("`"), "`` ` ``");
        assert_eq!(address("a b(1).png"), "<a b(1).png>");
        assert_eq!(address("https://a.org/?b=1&copy=2"), "https://a.org/?b=1\\&copy=2");
    }
}
