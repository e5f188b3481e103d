//! Compares our glyphs with those of `hb-shape`: the golden files of `tests/shaping`, which `tests/shaping/record`
//! writes, and if `HANDOUT_HB_SHAPE` names that program, every word of the samples.

use super::*;
use crate::env::{FontData, FontSet};
use skrifa::{FontRef, GlyphNames};
use std::{collections::BTreeSet, fmt::Write as _, fs, io::Write as _, path::Path, process};

/// A face with the settings for its script.
struct Case {
    path: String,
    bytes: Vec<u8>,
    fonts: Fonts,
    setting: Setting,
}

impl Case {
    fn of(font: &str, script: &str, rtl: bool) -> Self {
        let path = root().join("fonts").join(font).display().to_string();
        let bytes = fs::read(&path).unwrap();
        let fonts = Fonts::new(&FontSet::default().with(FontData::new(font, bytes.clone())));
        let script = Script::from_short_name(script).unwrap();
        Self { path, bytes, fonts, setting: Setting { face: FaceId(0), script, rtl, forms: Forms::default() } }
    }

    /// Returns a word's glyphs as `tests/shaping/record` writes them: `NAME=BYTE@DX,DY+ADVANCE`.
    fn dump(&self, word: &str) -> String {
        let font = FontRef::new(&self.bytes).unwrap();
        let names = GlyphNames::new(&font);
        let shaped = harfbuzz(word, self.setting, &self.fonts, &mut UnicodeBuffer::new(), &mut None);
        let units = |em: f32| (em * self.fonts.face(FaceId(0)).metrics().units_per_em).round();
        let glyph = |glyph: &ShapedGlyph| {
            let mut text = format!("{}={}", names.get(u32::from(glyph.id).into()).unwrap().as_str(), glyph.start);
            let (dx, dy) = (units(glyph.dx), units(glyph.dy));
            if (dx, dy) != (0.0, 0.0) {
                let _ = write!(text, "@{dx},{dy}");
            }
            text + &format!("+{}", units(glyph.advance))
        };
        shaped.glyphs.iter().map(glyph).collect::<Vec<_>>().join(" ")
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn glyphs_are_those_of_harfbuzz() {
    let mut scripts = BTreeSet::new();
    for path in fs::read_dir(root().join("tests/shaping")).unwrap().map(|entry| entry.unwrap().path()) {
        if path.extension().is_none_or(|ending| ending != "txt") {
            continue;
        }
        let golden = fs::read_to_string(&path).unwrap();
        let value = |key| golden.lines().find_map(|line| line.strip_prefix(key)).unwrap();
        let case = Case::of(value("font "), value("script "), value("direction ") == "rtl");
        let (_, words) = golden.split_once("\n\n").unwrap();
        for (word, glyphs) in words.lines().map(|line| line.split_once('\t').unwrap()) {
            assert_eq!(case.dump(word), glyphs, "{word} in {}", path.display());
        }
        scripts.insert(value("script ").to_owned());
    }
    assert_eq!(scripts.into_iter().collect::<Vec<_>>(), ["Arab", "Cyrl", "Deva", "Hebr", "Latn", "Thai"]);
}

/// Compares every word of the samples that is entirely in the script with HarfBuzz's own program.
#[test]
#[ignore = "needs hb-shape (libharfbuzz-bin): tests/run runs it"]
fn glyphs_of_the_samples_are_those_of_hb_shape() {
    let program = std::env::var("HANDOUT_HB_SHAPE").unwrap_or_else(|_| "hb-shape".to_owned());
    for (langs, font, script, rtl) in [
        ("ar fa ur", "vazirmatn/Vazirmatn-Regular.ttf", "Arab", true),
        ("he", "noto-sans-hebrew/NotoSansHebrew-Bold.ttf", "Hebr", true),
        ("hi", "noto-sans/NotoSans-Regular.ttf", "Deva", false),
        ("th", "noto-sans-thai/NotoSansThai-Bold.ttf", "Thai", false),
        ("ru", "noto-sans/NotoSans-Italic.ttf", "Cyrl", false),
        ("vi fr hmn", "noto-sans/NotoSans-Bold.ttf", "Latn", false),
        ("en es pt", "atkinson-hyperlegible-next/AtkinsonHyperlegibleNext-Regular.ttf", "Latn", false),
        ("de so tl ht", "source-serif-4/SourceSerif4-Regular.ttf", "Latn", false),
    ] {
        let case = Case::of(font, script, rtl);
        let words: BTreeSet<String> = langs.split(' ').flat_map(|lang| words_of(lang, case.setting.script)).collect();
        let words: Vec<String> = words.into_iter().collect();
        assert!(words.len() > 50, "{langs}: {} words", words.len());
        let theirs = ask(&program, &case, script, &words);
        assert_eq!(theirs.len(), words.len());
        for (word, theirs) in words.iter().zip(theirs) {
            assert_eq!(case.dump(word), theirs, "{word} in {font}");
        }
    }
}

fn words_of(lang: &str, script: Script) -> Vec<String> {
    use unicode_script::UnicodeScript as _;
    let text = fs::read_to_string(root().join(format!("sources/languages/hand-washing.{lang}.md"))).unwrap();
    let own = |c: char| matches!(c.script(), Script::Common | Script::Inherited) || c.script() == script;
    text.split_whitespace().filter(|word| word.chars().all(own)).map(str::to_owned).collect()
}

fn ask(program: &str, case: &Case, script: &str, words: &[String]) -> Vec<String> {
    let direction = if case.setting.rtl { "rtl" } else { "ltr" };
    let mut child = process::Command::new(program)
        .args([&case.path, "--text-file=-", "--language=und", "--utf8-clusters", "--cluster-level=1"])
        .args([format!("--script={script}"), format!("--direction={direction}")])
        .stdin(process::Stdio::piped())
        .stdout(process::Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(words.join("\n").as_bytes()).unwrap();
    let out = String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap();
    out.lines().map(|line| line.trim_matches(['[', ']']).replace('|', " ")).collect()
}
