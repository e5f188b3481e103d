//! Raw TeX between paragraphs: layout commands are left out, while the text of their environments is kept. Other
//! environments, such as tables, are shown as code, line by line.

use super::{lines::Line, writer::Writer};
use crate::read::account::Reason;

/// Layout commands without text.
const LAYOUT: [&str; 18] = [
    "vspace",
    "hspace",
    "vfill",
    "hfill",
    "bigskip",
    "medskip",
    "smallskip",
    "noindent",
    "centering",
    "raggedright",
    "raggedleft",
    "onehalfspacing",
    "doublespacing",
    "singlespacing",
    "appendix",
    "maketitle",
    "tableofcontents",
    "setlength",
];

/// Environments that only affect the layout of their text.
const ENVIRONMENTS: [&str; 11] = [
    "center",
    "flushleft",
    "flushright",
    "landscape",
    "quote",
    "quotation",
    "small",
    "footnotesize",
    "large",
    "minipage",
    "singlespace",
];

/// Writes the TeX in the first line, if there is any. Returns the number of lines consumed.
pub(super) fn write(writer: &mut Writer<'_>, lines: &[Line<'_>]) -> usize {
    let Some(line) = lines.first() else { return 0 };
    let Some(command) = line.bare().strip_prefix('\\') else { return 0 };
    let name: String = command.chars().take_while(char::is_ascii_alphabetic).collect();
    let rest = &command[name.len()..];
    let arguments = arguments_length(rest);
    let alone = rest[arguments..].trim().is_empty();
    let environment = rest.strip_prefix('{').and_then(|rest| rest.split_once('}')).map_or("", |(name, _)| name);
    let drops = match name.as_str() {
        "begin" | "end" => alone && ENVIRONMENTS.contains(&environment.trim_end_matches('*')),
        _ => alone && LAYOUT.contains(&name.as_str()),
    };
    if drops {
        writer.leave_out(Reason::Markup, line.span(), line.bare());
        writer.insert("\n", line.start);
        return 1;
    }
    if name != "begin" || environment.is_empty() || !writer.blank {
        return 0;
    }
    let end = format!("\\end{{{environment}}}");
    let Some(close) = lines.iter().take(LONGEST).position(|line| line.bare() == end) else { return 0 };
    writer.note_tex(line.span());
    writer.insert("\n~~~~~~~~\n", line.start);
    lines[..=close].iter().for_each(|line| writer.copy(line));
    writer.insert("~~~~~~~~\n\n", lines[close].start + lines[close].text.len());
    close + 1
}

/// The maximum length of an environment, in lines.
const LONGEST: usize = 1000;

/// Returns the length of the arguments at the start of a text: `*`, `[…]`, `{…}`.
fn arguments_length(text: &str) -> usize {
    let mut at = usize::from(text.starts_with('*'));
    loop {
        let close = match text.as_bytes().get(at) {
            Some(b'{') => '}',
            Some(b'[') => ']',
            _ => return at,
        };
        match text[at..].find(close) {
            Some(end) => at += end + 1,
            None => return at,
        }
    }
}
