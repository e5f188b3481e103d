//! Headers that are repeated before the cells of each row, where a table does not fit side by side.

use std::borrow::Cow;

/// The maximum length of a header that is repeated in full, in bytes. A hundred kilobytes of header and rows could
/// otherwise take hundreds of megabytes.
const LONGEST: usize = 200;

/// Returns a header as it is repeated: a long one without its end. It is shown in full once.
pub(super) fn repeated(head: &str) -> Cow<'_, str> {
    if head.len() <= LONGEST {
        return head.into();
    }
    let start = &head[..head.floor_char_boundary(LONGEST)];
    let words = start.rfind(char::is_whitespace).map_or(start, |end| &start[..end]);
    format!("{}…", words.trim_end()).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Converter, Format, Source, Syntax, env::MemoryEnv};

    #[test]
    fn a_long_header_loses_its_end_between_words() {
        assert_eq!(repeated("Dose"), "Dose");
        let long = "milligrams per day ".repeat(40);
        let short = repeated(&long);
        assert!(short.len() < LONGEST + 4 && short.ends_with("day…") | short.ends_with("per…"), "{short}");
        assert_eq!(repeated(&"é".repeat(400)).chars().count(), LONGEST / 2 + 1);
    }

    #[test]
    fn all_formats_show_a_long_header_in_full_once() {
        let head = format!("start {} ending", "Donaudampfschifffahrt".repeat(200));
        let source = Source::new("a.md", format!("# T\n\n| {head} | b |\n|-|-|\n{}", "| 1 | 2 |\n".repeat(99)));
        let formats = [Format::TEXT, Format::HTML];
        let converted =
            Converter::default().verifying(true).convert(&source, Syntax::Markdown, &MemoryEnv::new(), &formats);
        assert!(!converted.failed(), "{:?}", converted.diagnostics);
        for output in converted.outputs {
            let words = String::from_utf8(output.bytes).expect("text");
            assert_eq!(words.matches("ending").count(), 1);
            assert!(words.len() < 99 * head.len() / 2, "{} bytes", words.len());
        }
    }
}
