//! How lists are counted (ISO/IEC 29500-1, 17.9): one definition for each kind, and a list of its own for each list, which
//! begins at its own number.

use crate::{
    article::{ListMarker, Numerals},
    render::markup::Markup,
};

/// What Word counts a list with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Bullet,
    Decimal,
    LowerLetter,
    UpperLetter,
    LowerRoman,
    UpperRoman,
    Tips,
}

impl Kind {
    const ALL: [Self; 7] = [
        Self::Bullet,
        Self::Decimal,
        Self::LowerLetter,
        Self::UpperLetter,
        Self::LowerRoman,
        Self::UpperRoman,
        Self::Tips,
    ];

    pub(super) fn of(marker: ListMarker) -> Self {
        match marker {
            ListMarker::Bullet => Self::Bullet,
            ListMarker::Ordered { numerals, .. } => match numerals {
                Numerals::Decimal => Self::Decimal,
                Numerals::LowerAlpha => Self::LowerLetter,
                Numerals::UpperAlpha => Self::UpperLetter,
                Numerals::LowerRoman => Self::LowerRoman,
                Numerals::UpperRoman => Self::UpperRoman,
            },
        }
    }

    /// The name of the numerals (17.18.59).
    fn format(self) -> &'static str {
        match self {
            Self::Bullet => "bullet",
            Self::Decimal | Self::Tips => "decimal",
            Self::LowerLetter => "lowerLetter",
            Self::UpperLetter => "upperLetter",
            Self::LowerRoman => "lowerRoman",
            Self::UpperRoman => "upperRoman",
        }
    }

    /// Returns the number that a list begins at, if Word gives its items these labels.
    pub(super) fn counts(self, labels: &[Option<&str>]) -> Option<usize> {
        if self == Self::Bullet {
            return labels.iter().all(Option::is_none).then_some(1);
        }
        let first = (*labels.first()?)?;
        let start = (0..=9999).find(|&number| self.label(number).as_deref() == Some(first))?;
        let counted = |(at, label): (usize, &Option<&str>)| self.label(start + at).as_deref() == *label;
        labels.iter().enumerate().all(counted).then_some(start)
    }

    /// The label that Word gives a number. None where it counts in another way than others.
    fn label(self, number: usize) -> Option<String> {
        let letter = |first: u8| (1..=26).contains(&number).then(|| char::from(first + number as u8 - 1).to_string());
        let label = match self {
            Self::Bullet => None,
            Self::Decimal | Self::Tips => Some(number.to_string()),
            Self::LowerLetter => letter(b'a'),
            Self::UpperLetter => letter(b'A'),
            Self::LowerRoman => roman(number),
            Self::UpperRoman => roman(number).map(|roman| roman.to_uppercase()),
        };
        label.map(|label| format!("{label}."))
    }
}

fn roman(number: usize) -> Option<String> {
    const SIGNS: [(usize, &str); 7] = [(50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")];
    let mut rest = (1..90).contains(&number).then_some(number)?;
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while rest >= value {
            out.push_str(sign);
            rest -= value;
        }
    }
    Some(out)
}

/// The lists of a document.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    lists: Vec<(Kind, usize, usize)>,
}

impl Numbering {
    /// Begins a list at a number on a level. Returns its number.
    pub(super) fn list(&mut self, kind: Kind, start: usize, level: usize) -> usize {
        self.lists.push((kind, start, level));
        self.lists.len()
    }

    /// Returns the part with the definitions. Items are indented by their paragraphs.
    pub(super) fn part(&self, step: i32) -> String {
        let mut out = Markup::default();
        for (id, kind) in Kind::ALL.into_iter().enumerate() {
            out.tag("w:abstractNum").attr("w:abstractNumId", &id.to_string()).open();
            out.tag("w:multiLevelType").attr("w:val", "hybridMultilevel").empty();
            for level in 0..9 {
                write_level(&mut out, kind, level, step);
            }
            out.end("w:abstractNum");
        }
        for (at, (kind, start, level)) in self.lists.iter().enumerate() {
            let definition = Kind::ALL.iter().position(|known| known == kind).unwrap_or_default();
            out.tag("w:num").attr("w:numId", &(at + 1).to_string()).open();
            out.tag("w:abstractNumId").attr("w:val", &definition.to_string()).empty();
            if *kind != Kind::Bullet {
                out.tag("w:lvlOverride").attr("w:ilvl", &level.to_string()).open();
                out.tag("w:startOverride").attr("w:val", &start.to_string()).empty();
                out.end("w:lvlOverride");
            }
            out.end("w:num");
        }
        out.into_string()
    }
}

fn write_level(out: &mut Markup, kind: Kind, level: i32, step: i32) {
    out.tag("w:lvl").attr("w:ilvl", &level.to_string()).open();
    out.tag("w:start").attr("w:val", "1").empty();
    out.tag("w:numFmt").attr("w:val", kind.format()).empty();
    let text = if kind == Kind::Bullet { "•".to_owned() } else { format!("%{}.", level + 1) };
    out.tag("w:lvlText").attr("w:val", &text).empty();
    out.tag("w:lvlJc").attr("w:val", "left").empty();
    out.tag("w:pPr").open();
    let left = (step * (level + 1)).to_string();
    out.tag("w:ind").attr("w:left", &left).attr("w:hanging", &step.to_string()).empty();
    out.end("w:pPr");
    if kind == Kind::Tips {
        out.tag("w:rPr").open();
        out.tag("w:b").empty();
        out.tag("w:bCs").empty();
        out.end("w:rPr");
    }
    out.end("w:lvl");
}
