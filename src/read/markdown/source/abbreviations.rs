//! Abbreviations of PHP Markdown Extra, `*[INR]: international normalized ratio`, become a definition list.

use super::{lines::Line, phrases, writer::Writer};

/// Writes the abbreviations defined in the first lines. Returns the number of lines consumed.
pub(super) fn write(writer: &mut Writer<'_>, lines: &[Line<'_>]) -> usize {
    if !writer.blank {
        return 0;
    }
    let mut taken = 0;
    for (name, meaning) in lines.iter().map_while(parse) {
        writer.insert("\n", name.start);
        writer.part(name.text, name.start);
        writer.insert("\n: ", meaning.start);
        phrases::write_words(writer, &meaning);
        writer.insert("\n\n", meaning.start + meaning.text.len());
        taken += 1;
    }
    taken
}

/// Returns an abbreviation and its definition.
fn parse<'a>(line: &Line<'a>) -> Option<(Line<'a>, Line<'a>)> {
    let line = line.trimmed();
    let name = line.text.strip_prefix("*[")?.split_once("]:")?.0;
    let meaning = line.slice(name.len() + 4, line.text.len()).trimmed();
    (!name.trim().is_empty() && !meaning.is_blank()).then(|| (line.slice(2, 2 + name.len()), meaning))
}
