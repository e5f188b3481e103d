//! Decodes an article's bytes: UTF-8, an encoding declared by a byte order mark, and any encoding of web pages.
//!
//! A web page may use any encoding of the Encoding Standard. Precedence: its byte order mark, its declaration
//! ([`prescan`]), a guess from its bytes. Everything else must be UTF-8, or UTF-16 with a byte order mark: a guess
//! from a few accented letters may be wrong, and nothing in the text would show it.
//!
//! Diagnostics are collected in the [`Source`], and reported with those of the reader.

mod prescan;

use super::{Syntax, detect::is_markdown_in_disguise, docx};
use crate::{
    article::Span,
    diagnostic::{Code, Diagnostic, Source, check_size, likely_encoding},
};
use encoding_rs::{Encoding, UTF_8};

/// The number of UTF-8 characters that outweigh one invalid byte: text that is nearly UTF-8 is damaged UTF-8.
const OUTWEIGH: usize = 10;

/// Decodes an article's bytes. Without `syntax`, it is detected from the name and the text.
///
/// # Errors
/// Returns a diagnostic if there are too many bytes, or if they are not text.
pub fn decode(name: impl Into<String>, bytes: Vec<u8>, syntax: Option<Syntax>) -> Result<(Source, Syntax), Diagnostic> {
    check_size(&bytes)?;
    let name = name.into();
    if is_docx(&name, &bytes, syntax) {
        return Ok((Source::of_file(name, bytes), Syntax::Docx));
    }
    let page = || syntax.unwrap_or_else(|| Syntax::detect(&String::from_utf8_lossy(&bytes))) == Syntax::Html;
    let source = match Encoding::for_bom(&bytes) {
        Some((encoding, mark)) => decoded(name, &bytes[mark..], encoding),
        None if page() => web_page(name, &bytes),
        None => Source::from_bytes(name, bytes)?,
    };
    match syntax {
        Some(syntax) => Ok((source, syntax)),
        None => Ok(detected(source)),
    }
}

/// Returns whether bytes are a Word document, according to the syntax or the file extension, or because they are not
/// text.
fn is_docx(name: &str, bytes: &[u8], syntax: Option<Syntax>) -> bool {
    match syntax.or_else(|| Syntax::of_path(name.as_ref())) {
        Some(syntax) => syntax == Syntax::Docx,
        None => docx::is_document(bytes),
    }
}

/// Detects the syntax by file extension, or else from the text. A text file that contains Markdown is read as
/// Markdown.
fn detected(mut source: Source) -> (Source, Syntax) {
    match Syntax::of_path(source.name.as_ref()) {
        Some(Syntax::Pasted) if is_markdown_in_disguise(&source.text) => {
            let message = "the text contains Markdown syntax, and is read as Markdown";
            let help = "to read it as plain text, use `--from text`";
            source.reported.push(Diagnostic::new(Code::SyntaxFound, message).at(source.start()).help(help));
            (source, Syntax::Markdown)
        }
        Some(syntax) => (source, syntax),
        None => {
            let syntax = Syntax::detect(&source.text);
            (source, syntax)
        }
    }
}

fn web_page(name: String, bytes: &[u8]) -> Source {
    let (encoding, why) = encoding_of(bytes);
    let mut source = decoded(name, bytes, encoding);
    if let Some(why) = why {
        let message = format!("{why}; it is read as `{}`", encoding.name());
        let help = "if words look wrong, save the page again as UTF-8";
        let reported = Diagnostic::new(Code::EncodingFound, message).help(help);
        source.reported.insert(0, reported.at(first_beyond_ascii(&source.text)));
    }
    source
}

/// Returns the span of the first non-ASCII character, which depends on the encoding.
fn first_beyond_ascii(text: &str) -> Span {
    let found = text.char_indices().find(|(_, c)| !c.is_ascii());
    found.map_or(Span::default(), |(at, c)| Span::new(at, at + c.len_utf8()))
}

/// Returns the encoding of a page, and the reason for it if it differs from the declaration.
///
/// The HTML standard trusts a declaration unless the server contradicts it. A saved page no longer has the server's,
/// so a declaration that contradicts the bytes is ignored here.
fn encoding_of(bytes: &[u8]) -> (&'static Encoding, Option<String>) {
    let utf8 = is_utf8(bytes);
    let says = |name: &str| Some(format!("the page declares `{name}`, but is not in that encoding"));
    match prescan::declared(bytes) {
        Some(declared) if declared != UTF_8 => {
            let denied = utf8 && !bytes.is_ascii() && (declared.is_single_byte() || broken(declared, bytes));
            if denied { (UTF_8, says(declared.name())) } else { (declared, None) }
        }
        _ if utf8 => (UTF_8, None),
        Some(declared) => (likely_encoding(bytes), says(declared.name())),
        None => (likely_encoding(bytes), Some("the page does not declare its encoding".to_owned())),
    }
}

/// Returns whether bytes are UTF-8, apart from a few invalid ones.
fn is_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut faults) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        faults += usize::from(!chunk.invalid().is_empty());
    }
    faults == 0 || good > OUTWEIGH * faults
}

fn broken(encoding: &'static Encoding, bytes: &[u8]) -> bool {
    encoding.decode_without_bom_handling_and_without_replacement(bytes).is_none()
}

/// Decodes a text, with a warning if bytes were replaced with `�`.
fn decoded(name: String, bytes: &[u8], encoding: &'static Encoding) -> Source {
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    let mut source = Source::new(name, text);
    if let Some(at) = source.text.find(char::REPLACEMENT_CHARACTER).filter(|_| broken) {
        let message = format!("bytes that are invalid in `{}` are replaced with `�`", encoding.name());
        let reported =
            Diagnostic::new(Code::BrokenText, message).help("write what is missing there, or save the file again");
        source.reported.push(reported.at(Span::new(at, at + char::REPLACEMENT_CHARACTER.len_utf8())));
    }
    source
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        article::plain_text,
        read::{Reading, read},
    };
    use encoding_rs::{GB18030, SHIFT_JIS, WINDOWS_1252};

    const GERMAN: &str = "Für Füße gilt: täglich prüfen, größere Wunden behandeln lassen.";
    const JAPANESE: &str = "手を石けんで洗ってください。水で流して、きれいなタオルで拭きます。";
    const CHINESE: &str = "请用肥皂洗手二十秒，然后用清水冲净，再用干净的毛巾擦干。";

    fn page(head: &str, words: &str) -> String {
        format!("<!DOCTYPE html>\n<html><head>{head}<title>T</title></head>\n<body><p>{words}</p></body></html>\n")
    }

    fn decode_page(bytes: &[u8]) -> Source {
        decode("page.html", bytes.to_vec(), Some(Syntax::Html)).unwrap().0
    }

    fn wide(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(unit).collect()
    }

    #[test]
    fn a_page_is_read_in_the_encoding_that_it_declares() {
        let declared = [
            ("<meta charset=windows-1252>", WINDOWS_1252, GERMAN),
            ("<meta http-equiv='Content-Type' content='text/html; charset=ISO-8859-1'>", WINDOWS_1252, GERMAN),
            ("<META CONTENT=\"text/html;charset = Shift_JIS\" HTTP-EQUIV=content-type />", SHIFT_JIS, JAPANESE),
            ("<!-- <meta charset=utf-8> --><meta charset=\"gb2312\">", GB18030, CHINESE),
            ("<meta name=a content='charset=utf-8'><meta charset=gb18030>", GB18030, CHINESE),
        ];
        for (head, encoding, words) in declared {
            let text = page(head, words);
            let source = decode_page(&encoding.encode(&text).0);
            assert_eq!((source.text.as_str(), source.reported.len()), (text.as_str(), 0), "{head}");
        }
    }

    #[test]
    fn a_page_without_a_declaration_is_read_in_the_likely_encoding_and_the_guess_is_reported() {
        for (encoding, shown, words) in
            [(WINDOWS_1252, "windows-1252", GERMAN), (SHIFT_JIS, "Shift_JIS", JAPANESE), (GB18030, "GBK", CHINESE)]
        {
            let text = page("", words);
            let source = decode_page(&encoding.encode(&text).0);
            assert_eq!(source.text, text);
            let [reported] = source.reported.as_slice() else { panic!("{:?}", source.reported) };
            assert_eq!(reported.message, format!("the page does not declare its encoding; it is read as `{shown}`"));
            assert_eq!(source.place(reported.span.unwrap().start as usize).line, 3);
            assert!(
                read(&source, Syntax::Html).diagnostics.iter().any(|reported| reported.code == Code::EncodingFound)
            );
        }
        assert_eq!(decode_page(page("", GERMAN).as_bytes()).reported, []);
    }

    #[test]
    fn a_declaration_that_the_bytes_contradict_is_ignored() {
        let utf8 = page("<meta charset=iso-8859-1>", GERMAN);
        let source = decode_page(utf8.as_bytes());
        assert_eq!(source.text, utf8);
        assert!(
            source.reported[0].message.starts_with("the page declares `windows-1252`, but is not in that encoding")
        );
        let latin = page("<meta charset=utf-8>", GERMAN);
        let source = decode_page(&WINDOWS_1252.encode(&latin).0);
        assert_eq!(source.text, latin);
        assert!(
            source.reported[0].message.contains("`UTF-8`, but is not in that encoding; it is read as `windows-1252`")
        );
    }

    #[test]
    fn utf_16_with_a_byte_order_mark_is_read_in_every_syntax() {
        for unit in [u16::to_le_bytes, u16::to_be_bytes] {
            for (name, syntax) in [("a.html", Syntax::Html), ("a.md", Syntax::Markdown), ("a.txt", Syntax::Pasted)] {
                let (source, _) = decode(name, wide(&format!("\u{feff}{GERMAN}\r\nx\n"), unit), Some(syntax)).unwrap();
                assert_eq!((source.text.as_str(), source.reported.len()), (format!("{GERMAN}\nx\n").as_str(), 0));
            }
            let text = page("<meta charset=utf-16>", GERMAN);
            assert_eq!(decode_page(&wide(&text, unit)).text, text);
            let (_, syntax) = decode("-", wide(&format!("\u{feff}{text}"), unit), None).unwrap();
            assert_eq!(syntax, Syntax::Html);
        }
    }

    #[test]
    fn an_invalid_byte_in_utf_8_is_reported_at_its_position_and_the_rest_is_kept() {
        let mut bytes = page("", &GERMAN.repeat(3)).into_bytes();
        let at = bytes.windows(2).position(|two| two == b"p>").unwrap() + 2;
        bytes.insert(at, 0xe9);
        let source = decode_page(&bytes);
        assert!(source.text.contains("<p>\u{fffd}Für Füße"), "{}", source.text);
        let [reported] = source.reported.as_slice() else { panic!("{:?}", source.reported) };
        let place = source.place(reported.span.unwrap().start as usize);
        assert_eq!((reported.code, place.line, place.column), (Code::BrokenText, 3, 10));
    }

    #[test]
    fn diagnostics_have_their_line_and_column_in_the_decoded_text() {
        let text =
            page("<meta charset=shift_jis>", &format!("{JAPANESE}<img src='https://example.org/a.png' alt='絵'>"));
        let source = decode_page(&SHIFT_JIS.encode(&text).0);
        let Reading { article, diagnostics: reported, .. } = read(&source, Syntax::Html);
        let reported = reported.iter().find(|reported| reported.code == Code::RemoteImage).unwrap();
        let place = source.place(reported.span.unwrap().start as usize);
        assert_eq!((place.line, place.column), (3, 10 + JAPANESE.chars().count()));
        assert_eq!(plain_text(&article.meta.title), "T");
    }

    #[test]
    fn other_texts_that_are_not_utf_8_are_rejected_with_the_likely_encoding() {
        for syntax in [Syntax::Pasted, Syntax::Markdown, Syntax::Json] {
            let refused = decode("a", WINDOWS_1252.encode(GERMAN).0.into_owned(), Some(syntax)).unwrap_err();
            assert_eq!(refused.message, "not UTF-8 text: byte 0xFC at line 1, column 2");
            assert!(refused.help.unwrap().contains("windows-1252"));
        }
        let refused = decode("a.txt", SHIFT_JIS.encode(JAPANESE).0.into_owned(), None).unwrap_err();
        assert!(refused.help.unwrap().contains("Shift_JIS"));
    }
}
