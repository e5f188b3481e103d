//! The icons of callouts, drawn as paths, so that they look the same in all formats and need no font.
//!
//! Their outlines differ, so that they can be distinguished without color: octagon, triangle, diamond and disc warn, a
//! bulb advises, a book suggests further reading.

use crate::article::CalloutKind;

/// The outline of a disc that fills the square.
macro_rules! disc {
    () => {
        "M 12 0.5 C 18.35 0.5 23.5 5.65 23.5 12 C 23.5 18.35 18.35 23.5 12 23.5 C 5.65 23.5 0.5 18.35 0.5 12 \
         C 0.5 5.65 5.65 0.5 12 0.5 Z "
    };
}

/// An exclamation mark in the center of the square.
macro_rules! exclamation {
    () => {
        "M 10.1 5.2 L 13.9 5.2 L 13.3 14 L 10.7 14 Z \
         M 12 15.5 C 13.1 15.5 13.9 16.3 13.9 17.4 C 13.9 18.5 13.1 19.3 12 19.3 C 10.9 19.3 10.1 18.5 10.1 17.4 \
         C 10.1 16.3 10.9 15.5 12 15.5 Z"
    };
}

/// Returns the path of a kind's icon in a square of 24 units, filled by the even-odd rule: `M`, `L`, `C` and `Z` with
/// space-separated numbers.
pub(crate) fn path(kind: CalloutKind) -> &'static str {
    match kind {
        CalloutKind::Note => concat!(
            disc!(),
            "M 10.3 10.2 L 13.7 10.2 L 13.7 18.6 L 10.3 18.6 Z \
             M 12 4.9 C 13.1 4.9 13.9 5.7 13.9 6.8 C 13.9 7.9 13.1 8.7 12 8.7 C 10.9 8.7 10.1 7.9 10.1 6.8 \
             C 10.1 5.7 10.9 4.9 12 4.9 Z"
        ),
        CalloutKind::Tip => {
            "M 12 0.5 C 7 0.5 3.2 4.3 3.2 9.1 C 3.2 12.4 4.9 14.7 7.4 16.6 L 7.9 18 L 16.1 18 L 16.6 16.6 \
             C 19.1 14.7 20.8 12.4 20.8 9.1 C 20.8 4.3 17 0.5 12 0.5 Z \
             M 8 19.2 L 16 19.2 L 16 21.2 L 8 21.2 Z M 9.6 22.3 L 14.4 22.3 L 13.4 23.8 L 10.6 23.8 Z"
        }
        CalloutKind::Important => concat!(disc!(), exclamation!()),
        CalloutKind::Warning => {
            "M 12 1 C 12.8 1 13.4 1.4 13.8 2 L 23.6 20 C 24.3 21.4 23.4 23 21.9 23 L 2.1 23 C 0.6 23 -0.3 21.4 0.4 20 \
             L 10.2 2 C 10.6 1.4 11.2 1 12 1 Z \
             M 10.2 7.6 L 13.8 7.6 L 13.2 15.4 L 10.8 15.4 Z \
             M 12 16.6 C 13.1 16.6 13.9 17.4 13.9 18.5 C 13.9 19.6 13.1 20.4 12 20.4 C 10.9 20.4 10.1 19.6 10.1 18.5 \
             C 10.1 17.4 10.9 16.6 12 16.6 Z"
        }
        CalloutKind::Caution => concat!("M 12 -0.4 L 24.4 12 L 12 24.4 L -0.4 12 Z ", exclamation!()),
        CalloutKind::Emergency => concat!(
            "M 7.1 0.3 L 16.9 0.3 L 23.7 7.1 L 23.7 16.9 L 16.9 23.7 L 7.1 23.7 L 0.3 16.9 L 0.3 7.1 Z ",
            exclamation!()
        ),
        CalloutKind::FurtherReading => {
            "M 11.2 4.6 C 8.5 2.9 4.5 2.4 0.8 3.1 L 0.8 19.6 C 4.5 18.9 8.5 19.4 11.2 21.1 Z \
             M 12.8 4.6 C 15.5 2.9 19.5 2.4 23.2 3.1 L 23.2 19.6 C 19.5 18.9 15.5 19.4 12.8 21.1 Z"
        }
    }
}

/// Returns a kind's icon as an element for HTML and XHTML, in the color of the text after it. It is hidden from screen
/// readers: the text names the kind.
pub(in crate::render) fn svg(kind: CalloutKind) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"icon\" width=\"16\" height=\"16\" viewBox=\"-1 -1 26 26\" \
         fill=\"currentColor\" fill-rule=\"evenodd\" aria-hidden=\"true\"><path d=\"{}\"/></svg> ",
        path(kind)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_commands_with_as_many_numbers_as_each_takes() {
        for kind in CalloutKind::ALL {
            let mut words = path(kind).split_ascii_whitespace();
            while let Some(command) = words.next() {
                let count = match command {
                    "M" | "L" => 2,
                    "C" => 6,
                    "Z" => 0,
                    other => panic!("{kind:?}: {other}"),
                };
                for _ in 0..count {
                    assert!(words.next().is_some_and(|word| word.parse::<f32>().is_ok()), "{kind:?}");
                }
            }
        }
    }
}
