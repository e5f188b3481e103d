//! Descriptions of pictures. Missing ones are reported by the conversion, as `no-alt`.

use crate::{
    article::{Block, Inline, Span, for_each_block, for_each_inline, plain_text},
    check::{
        findings::Found,
        rule::{Family, Rule},
        subject::Subject,
    },
    diagnostic::Severity,
};
use std::path::Path;

pub(in crate::check) const RULES: &[Rule] = &[
    Rule {
        name: "alt-is-caption",
        family: Family::Access,
        severity: Severity::Warning,
        summary: "the description of a picture repeats its caption",
        reason: "A screen reader reads both, one after the other. The caption should say what the picture is for, \
                 the description what can be seen in it.",
        check: caption,
    },
    Rule {
        name: "alt-is-file-name",
        family: Family::Access,
        severity: Severity::Warning,
        summary: "the description of a picture is the name of its file",
        reason: "`IMG_2041.jpg` means nothing to people who cannot see the picture. Describe what it shows, and \
                 what matters in it.",
        check: file_name,
    },
    Rule {
        name: "alt-too-long",
        family: Family::Access,
        severity: Severity::Note,
        summary: "the description of a picture is longer than 250 characters",
        reason: "A screen reader reads a description in one piece: it cannot be paused or read again in parts. Say the main point in \
                 a sentence or two, and the rest in the text.",
        check: too_long,
    },
    Rule {
        name: "alt-says-picture",
        family: Family::Access,
        severity: Severity::Note,
        summary: "the description of a picture begins with “picture of”",
        reason: "Screen readers already announce that it is a picture. Begin with what it shows.",
        check: says_picture,
    },
];

/// The longest description, in characters.
const LONGEST: usize = 250;

/// Openings that only say that the picture is a picture.
const BEGINNINGS: &[&str] = &[
    "image of",
    "picture of",
    "photo of",
    "photograph of",
    "a picture of",
    "an image of",
    "a photo of",
    "graphic of",
    "imagen de",
    "foto de",
    "fotografía de",
    "una imagen de",
    "bild von",
    "foto von",
    "ein bild von",
    "image de",
    "photo de",
    "une image de",
];

/// A picture that has a description.
pub(super) struct Described<'a> {
    pub(super) path: &'a str,
    alt: &'a str,
    caption: String,
    pub(super) span: Span,
}

/// Calls `visit` with each picture that has a description.
pub(super) fn for_each_described(subject: &Subject<'_>, visit: &mut dyn FnMut(&Described<'_>)) {
    let mut described = |path, alt: &str, caption, span| {
        if !alt.trim().is_empty() {
            visit(&Described { path, alt, caption, span });
        }
    };
    for body in subject.article().bodies() {
        for_each_block(body, &mut |block| {
            if let Block::Figure(figure) = block {
                let caption = figure.caption.as_ref().map(|caption| plain_text(&caption.content));
                described(&figure.path, &figure.alt, caption.unwrap_or_default(), figure.span);
            }
        });
        for_each_inline(body, &mut |inline| {
            if let Inline::Image(image) = inline {
                described(&image.path, &image.alt, String::new(), image.span);
            }
        });
    }
}

/// Returns the letters and digits of words, in lower case.
fn letters(words: &str) -> String {
    words.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn caption(subject: &Subject<'_>, found: &mut Found<'_>) {
    for_each_described(subject, &mut |picture| {
        if letters(picture.alt) == letters(&picture.caption) {
            let help = "say in the description what can be seen, and in the caption what it is for";
            found.add(picture.span, "the description of the picture repeats its caption", help);
        }
    });
}

fn file_name(subject: &Subject<'_>, found: &mut Found<'_>) {
    for_each_described(subject, &mut |picture| {
        if picture.path.starts_with("data:") {
            return;
        }
        let path = Path::new(picture.path);
        let name = |part: Option<&std::ffi::OsStr>| letters(&part.unwrap_or_default().to_string_lossy());
        let is_name = letters(picture.alt) == name(path.file_name())
            || (!picture.alt.contains(' ') && picture.alt.len() > 3 && letters(picture.alt) == name(path.file_stem()))
            || is_of_camera(picture.alt);
        if is_name {
            let message = format!("the description `{}` is the name of a file", picture.alt);
            found.add(picture.span, message, "say what the picture shows");
        }
    });
}

/// Returns whether a description is a name assigned by a camera or a program: `IMG_2041`, `screenshot-3.png`.
fn is_of_camera(alt: &str) -> bool {
    let small = alt.to_lowercase();
    let ends = [".jpg", ".jpeg", ".png", ".gif", ".svg", ".webp"].iter().any(|ending| small.ends_with(ending));
    let starts = ["img_", "dsc_", "dscn", "img-", "pxl_"].iter().any(|start| small.starts_with(start));
    !alt.contains(' ') && (ends || starts)
}

fn too_long(subject: &Subject<'_>, found: &mut Found<'_>) {
    for_each_described(subject, &mut |picture| {
        let length = picture.alt.chars().count();
        if length > LONGEST {
            let message = format!("the description of the picture has {length} characters");
            found.add(picture.span, message, "say the main point, and the rest in the text");
        }
    });
}

fn says_picture(subject: &Subject<'_>, found: &mut Found<'_>) {
    for_each_described(subject, &mut |picture| {
        let small = picture.alt.to_lowercase();
        if let Some(beginning) = BEGINNINGS.iter().find(|beginning| small.starts_with(&format!("{beginning} "))) {
            let shown = picture.alt.get(..beginning.len()).unwrap_or(beginning);
            found.add(picture.span, format!("the description begins with “{shown}”"), "begin with what it shows");
        }
    });
}

#[cfg(test)]
mod tests {
    use crate::check::testing::found;

    fn figure(alt: &str, rest: &str) -> String {
        format!("# A\n\n![{alt}](img/IMG_2041.svg{rest})\n")
    }

    #[test]
    fn descriptions_that_do_not_describe_are_reported() {
        assert_eq!(found("alt-is-caption", &figure("A red cup", " \"A red cup.\"")).len(), 1);
        assert_eq!(found("alt-is-file-name", &figure("IMG_2041", "")).len(), 1);
        assert_eq!(found("alt-is-file-name", &figure("screenshot.png", "")).len(), 1);
        assert_eq!(found("alt-too-long", &figure(&"a cup ".repeat(60), "")).len(), 1);
        assert_eq!(found("alt-says-picture", &figure("Picture of a cup", "")).len(), 1);
    }

    #[test]
    fn good_descriptions_are_not() {
        for rule in ["alt-is-caption", "alt-is-file-name", "alt-too-long", "alt-says-picture"] {
            assert!(found(rule, &figure("A red cup on a table", " \"Tea at work.\"")).is_empty(), "{rule}");
        }
    }
}
