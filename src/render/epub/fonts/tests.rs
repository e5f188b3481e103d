//! Tests of fonts in EPUBs.

use super::{Refusal, Seen, embedded, is_needed, subset::subset};
use crate::{article::Lang, diagnostic::Code, env::FontSet, theme::Theme, typeset::Fonts};
use harfrust::{Feature, GlyphBuffer, ShapeOptions, ShaperData, Tag, UnicodeBuffer};
use skrifa::{FontRef, MetadataProvider as _};
use std::collections::BTreeSet;

fn file(name: &str) -> Vec<u8> {
    let set = FontSet::bundled();
    set.files()
        .iter()
        .find(|file| file.name().ends_with(name))
        .map(|file| (**file.bytes()).as_ref().to_vec())
        .expect("a bundled font")
}

fn shaped(font: &[u8], words: &str, features: &[Feature]) -> GlyphBuffer {
    let font = FontRef::new(font).expect("a font");
    let data = ShaperData::new(&font);
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(words);
    buffer.guess_segment_properties();
    data.shaper(&font).build().shape(buffer, ShapeOptions::new().features(features))
}

/// Returns the number and advance of each glyph of shaped words.
fn glyphs(font: &[u8], words: &str) -> Vec<(u32, i32)> {
    let buffer = shaped(font, words, &[]);
    buffer.glyph_infos().iter().zip(buffer.glyph_positions()).map(|(info, at)| (info.glyph_id, at.x_advance)).collect()
}

/// Returns a glyph's outline.
fn outline(font: &[u8], glyph: u32) -> String {
    let font = FontRef::new(font).expect("a font");
    let mut pen = skrifa::outline::pen::SvgPen::new();
    let settings = skrifa::outline::DrawSettings::unhinted(
        skrifa::instance::Size::unscaled(),
        skrifa::instance::LocationRef::default(),
    );
    font.outline_glyphs().get(glyph.into()).expect("a glyph").draw(settings, &mut pen).expect("an outline");
    pen.to_string()
}

#[test]
fn a_subset_shapes_its_words_as_the_whole_font_does() {
    for (name, words) in [
        ("SourceSerif4-Regular.ttf", "An office: AVATAR, fjord — naïve cafe\u{301}s"),
        ("AtkinsonHyperlegibleNext-Italic.ttf", "Tò be “sure”, ½ of 20 °C"),
        ("Vazirmatn-Regular.ttf", "دست‌های خود را بشویید؛ ۲۰ ثانیه"),
        ("NotoSansHebrew-Bold.ttf", "שְׁטִיפַת יָדַיִם"),
        ("NotoSans-Regular.ttf", "अपने हाथ धोएँ क्षत्रिय ज्ञान क़लम"),
        ("NotoSansThai-Regular.ttf", "ไม่มีสบู่และน้ำใช่ไหม"),
    ] {
        let whole = file(name);
        let cut = subset(&whole, 0, &words.chars().collect()).ok().flatten().expect("a subset");
        assert!(cut.len() * 10 < whole.len() * 9, "{name}: {} of {}", cut.len(), whole.len());
        let set = glyphs(&cut, words);
        assert_eq!(set, glyphs(&whole, words), "{name}");
        for (glyph, _) in set {
            assert!(glyph != 0 && outline(&cut, glyph) == outline(&whole, glyph), "{name}: glyph {glyph}");
        }
    }
}

#[test]
fn characters_outside_of_the_text_are_left_to_other_fonts() {
    let cut = subset(&file("SourceSerif4-Regular.ttf"), 0, &BTreeSet::from(['é'])).ok().flatten().expect("a subset");
    let letters = FontRef::new(&cut).expect("a font").charmap();
    let has = |letter: char| letters.map(letter).is_some_and(|glyph| glyph.to_u32() != 0);
    assert!(has('é') && has('7') && has('•'), "numerals and marks of lists stand in no text");
    assert!(!has('Ж') && !has('ö'));
    assert_eq!(subset(&file("SourceSerif4-Regular.ttf"), 0, &BTreeSet::from(['字'])), Ok(None));
}

#[test]
fn a_font_is_not_embedded_if_its_license_forbids_it() {
    let mut font = file("AtkinsonHyperlegibleNext-Regular.ttf");
    let letters = BTreeSet::from(['a']);
    assert!(subset(&font, 0, &letters).is_ok());
    let os2 = (0..20).map(|at| 12 + 16 * at).find(|&at| &font[at..at + 4] == b"OS/2").expect("a table");
    let start = u32::from_be_bytes(font[os2 + 8..os2 + 12].try_into().expect("four bytes")) as usize;
    // `fsType` is the fifth number of the table: 2 is restricted, 4 preview and print
    for forbidden in [2, 4] {
        font[start + 9] = forbidden;
        assert_eq!(subset(&font, 0, &letters), Err(Refusal::Forbidden), "{forbidden}");
    }
}

#[test]
fn only_scripts_that_reading_systems_lack_need_a_font() {
    let needed = |langs: &[&str]| langs.iter().map(|lang| is_needed(lang)).collect::<Vec<_>>();
    assert_eq!(needed(&["ar", "fa", "ur", "he", "hi", "th", "bn"]), [true; 7]);
    assert_eq!(needed(&["en", "vi", "ru", "el", "zh", "zh-TW", "ja", "ko", "hi-Latn", "x y"]), [false; 10]);
}

fn seen(xhtml: &str, asked: bool) -> Seen {
    let mut seen = Seen::default();
    seen.look(xhtml, asked);
    seen
}

fn style(theme: &Theme, lang: &str, seen: &Seen) -> (String, Vec<Code>) {
    let lang = Lang::new(lang).expect("a tag");
    let out = embedded(theme, &lang, seen, &Fonts::new(&FontSet::bundled()));
    let rules: Vec<&str> = out.style.lines().collect();
    (rules.join("\n"), out.diagnostics.iter().map(|reported| reported.code).collect())
}

#[test]
fn the_font_of_a_language_is_used_for_that_language_only() {
    let seen = seen("<html lang=\"en\"><p>Say <span lang=\"he\" xml:lang=\"he\">שלום</span>.</p>", false);
    insta::assert_snapshot!(style(&Theme::clinic(), "en", &seen).0, @r#"
    @font-face { font-family: "Noto Sans Hebrew"; font-weight: normal; font-style: normal; src: url(font-01.ttf); }
    @font-face { font-family: "Noto Sans Hebrew"; font-weight: bold; font-style: normal; src: url(font-02.ttf); }
    :lang(he) { font-family: "Noto Sans Hebrew"; }
    "#);
}

#[test]
fn a_theme_that_asks_embeds_the_faces_that_its_pages_use() {
    let mut theme = Theme::clone(&Theme::clinic());
    theme.fonts.embed = true;
    theme.fonts.heading = "Source Serif 4".to_owned();
    let plain = style(&theme, "en", &seen("<html lang=\"en\"><p>Tea</p>", true)).0;
    assert!(!plain.contains("italic") && !plain.contains("monospace"), "{plain}");
    let xhtml = "<html lang=\"ar\"><p>شاي <em>tea</em> <code>x</code></p>";
    let style = style(&theme, "ar", &seen(xhtml, true)).0;
    // two weights of the script's face, four of text and headings each, two of code
    assert_eq!(style.matches("@font-face").count(), 12);
    let rules: Vec<&str> = style.lines().filter(|line| !line.starts_with('@')).collect();
    insta::assert_snapshot!(rules.join("\n"), @r#"
    body { font-family: "Atkinson Hyperlegible Next", "Vazirmatn"; }
    h1, h2, h3, h4, h5, h6, .category, .callout-title { font-family: "Source Serif 4", "Vazirmatn"; }
    code, pre, kbd { font-family: "Atkinson Hyperlegible Mono", "Vazirmatn", monospace; }
    "#);
}

#[test]
fn a_missing_family_is_reported() {
    let mut theme = Theme::clone(&Theme::clinic());
    theme.fonts.embed = true;
    theme.fonts.text = "Garamond".to_owned();
    let (style, reported) = style(&theme, "en", &seen("<html lang=\"en\"><p>Tea</p>", true));
    assert!(!style.contains("Garamond") && style.contains("Atkinson"), "{style}");
    assert_eq!(reported, [Code::UnknownFont]);
}

#[test]
fn the_digits_of_list_numbers_are_among_the_letters() {
    let has = |class: &str| {
        let text = format!("<html lang=\"ar\"><ol class=\"{class}\"><li>ا</li></ol></html>");
        seen(&text, false).letters.contains(&'٩')
    };
    assert_eq!((has("tips arabic-indic"), has("tips")), (true, false));
}

/// Browsers use tabular figures there.
#[test]
fn list_numbers_keep_their_outlines() {
    for (name, digits) in
        [("Vazirmatn-Bold.ttf", "۱۲٣9"), ("NotoSansHebrew-Bold.ttf", "19"), ("NotoSans-Bold.ttf", "19")]
    {
        let whole = file(name);
        let cut = subset(&whole, 0, &format!("aاא{digits}").chars().collect()).ok().flatten().expect("a subset");
        for info in shaped(&cut, digits, &[Feature::new(Tag::new(b"tnum"), 1, ..)]).glyph_infos() {
            assert_eq!(outline(&cut, info.glyph_id), outline(&whole, info.glyph_id), "{name}: {info:?}");
        }
    }
}
