//! Numbering of lists (ISO/IEC 29500-1, 17.9): an abstract definition for each kind, and an instance for each list,
//! with its own start.

use crate::{article::Numerals, render::markup::Markup, resolve::numeral};

/// The kind of a list's labels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Bullet,
    Ordered(Numerals),
    Tips,
}

impl Kind {
    const ALL: [Self; 7] = [
        Self::Bullet,
        Self::Ordered(Numerals::Decimal),
        Self::Ordered(Numerals::LowerAlpha),
        Self::Ordered(Numerals::UpperAlpha),
        Self::Ordered(Numerals::LowerRoman),
        Self::Ordered(Numerals::UpperRoman),
        Self::Tips,
    ];

    /// Returns the name of the numerals (17.18.59).
    fn format(self) -> &'static str {
        match self {
            Self::Bullet => "bullet",
            Self::Ordered(Numerals::Decimal) | Self::Tips => "decimal",
            Self::Ordered(Numerals::LowerAlpha) => "lowerLetter",
            Self::Ordered(Numerals::UpperAlpha) => "upperLetter",
            Self::Ordered(Numerals::LowerRoman) => "lowerRoman",
            Self::Ordered(Numerals::UpperRoman) => "upperRoman",
        }
    }

    /// Returns whether Word gives exactly these labels to the items of a list with this start.
    pub(super) fn counts(self, start: u32, labels: &[Option<&str>]) -> bool {
        (start..=u32::MAX).zip(labels).all(|(number, label)| self.label(number).as_deref() == *label)
    }

    /// Returns Word's label for a number. `None` for a bullet, and where Word counts differently: letters after z
    /// continue with bb, and neither letters nor Roman numerals have a zero.
    fn label(self, number: u32) -> Option<String> {
        let (numerals, range) = match self {
            Self::Bullet => return None,
            Self::Tips | Self::Ordered(Numerals::Decimal) => (Numerals::Decimal, 0..=u32::MAX),
            Self::Ordered(numerals @ (Numerals::LowerAlpha | Numerals::UpperAlpha)) => (numerals, 1..=26),
            Self::Ordered(numerals @ (Numerals::LowerRoman | Numerals::UpperRoman)) => (numerals, 1..=3999),
        };
        range.contains(&number).then(|| format!("{}.", numeral(number, numerals)))
    }
}

/// The lists of a document.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// The lists, each with its start and level.
    lists: Vec<(Kind, u32, usize)>,
}

impl Numbering {
    /// Adds a list with a start and a level. Returns its number.
    pub(super) fn list(&mut self, kind: Kind, start: u32, level: usize) -> usize {
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
