//! Tests with lines of full-width bars: ideographs are 10 points wide, and the blank half of a mark 5.

use crate::{
    env::{FontData, FontSet},
    typeset::{
        Alignment, Color, Division, FaceQuery, Fit, Fonts, Forms, ItemKind, Owner, SetLine, Setter, Setting, Shaper,
        Text, TextStyle, dump,
    },
};

fn fonts() -> Fonts {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/fonts/squares.ttf");
    let bytes = std::fs::read(path).unwrap();
    Fonts::new(&FontSet::clone(&FontSet::bundled()).with(FontData::new("squares.ttf", bytes)))
}

fn set(words: &str, measure: f32, fit: Fit) -> Vec<SetLine> {
    let fonts = fonts();
    let query = FaceQuery { family: "Handout Squares", bold: false, italic: false };
    let style = TextStyle {
        face: fonts.select(query).unwrap(),
        size: 10.0,
        color: Color::BLACK,
        rise: 0.0,
        forms: Forms::default(),
        underline: false,
        strike: false,
        division: Division::Never,
    };
    let mut text = Text::new();
    text.push(words, style, Owner(1), None);
    let setting = Setting {
        measure,
        first_indent: 0.0,
        firsts: 1,
        hanging: 0.0,
        leading: 15.0,
        fit,
        alignment: Alignment::Start,
        rtl: false,
        decoration: Owner(0),
    };
    Setter::new(&fonts, &mut Shaper::default()).set(&text, &setting)
}

/// Returns each line's width and text, and the start of each of its characters.
fn reported(lines: &[SetLine]) -> String {
    let places = |line: &SetLine| {
        let runs = line.items.iter().filter_map(|item| match &item.kind {
            ItemKind::Glyphs(run) => Some(run),
            _ => None,
        });
        let mut places = Vec::new();
        for run in runs {
            let mut pen = run.x;
            for glyph in &run.glyphs {
                places.push(format!("{:.1}", pen + glyph.dx));
                pen += glyph.advance;
            }
        }
        places.join(" ")
    };
    lines.iter().map(|line| format!("{:5.1} |{}|\n       {}\n", line.width, dump::words(line), places(line))).collect()
}

#[test]
fn the_blank_half_of_a_mark_vanishes_at_a_lines_end_and_start() {
    insta::assert_snapshot!(reported(&set("一二三四。「五六七」「八」九", 45.0, Fit::Ragged)));
}

#[test]
fn of_two_marks_in_a_row_one_keeps_its_blank() {
    insta::assert_snapshot!(reported(&set("「一『二』」。「三」、四", 200.0, Fit::Ragged)));
}

#[test]
fn a_quarter_em_is_between_ideographs_and_western_letters_or_digits() {
    insta::assert_snapshot!(reported(&set("一AV二20三（4）五 6", 200.0, Fit::Ragged)));
}

#[test]
fn justified_lines_grow_between_ideographs_and_shrink_after_commas() {
    let lines = set("一二三四五六七，八九十一二三四五六七八九十一二三，四五六七八九十", 96.0, Fit::Justified);
    for line in &lines[..lines.len() - 1] {
        assert!((line.width - 96.0).abs() < 0.1, "{}", reported(&lines));
    }
    insta::assert_snapshot!(reported(&lines));
}
