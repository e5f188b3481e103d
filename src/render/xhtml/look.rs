//! Parts of a theme's book typography for screens: openings, quotes, scene breaks.

use crate::theme::{Opening, Quotes, Rules, Theme};

/// The paragraphs that open an article or a chapter.
const OPENINGS: [&str; 6] = [
    ".title-block + p",
    ".chapter + p",
    ".chapter-front + p",
    ".title-block + .epigraph + p",
    ".chapter + .epigraph + p",
    ".chapter-front + .epigraph + p",
];

/// Returns the CSS rules for a theme.
pub(in crate::render) fn look(theme: &Theme) -> String {
    let mut out = String::new();
    let each = |part: &str| OPENINGS.map(|opening| format!("{opening}{part}")).join(", ");
    match theme.book.opening {
        Opening::Plain => {}
        Opening::SmallCaps => out += &format!("{} {{ font-variant: small-caps; }}\n", each("::first-line")),
        Opening::DropCap => {
            let letter = "float: left; font-size: 3.2em; line-height: 0.9; padding: 0.04em 0.1em 0 0;";
            out += &format!("{} {{ {letter} }}\n", each("::first-letter"));
        }
    }
    match theme.book.quotes {
        Quotes::Bar => {}
        Quotes::Indented => out += "blockquote { padding: 0; border: 0; }\n",
    }
    match theme.book.rules {
        Rules::Line => {}
        Rules::Ornament => {
            out +=
                "hr { width: auto; border: 0; text-align: center; }\nhr::before { content: \"*\\2003 *\\2003 *\"; }\n";
        }
    }
    out
}
