//! Checks pages glyph by glyph: extracted text can be right while the glyph shown is wrong.
//!
//! Each PDF is read back from its bytes. The outline of every glyph must be one that the bundled font has for the
//! characters that the glyph represents, or that its substitutions produce; white space and default-ignorable
//! characters have no outline.

use handout::{
    Converter, Format, Source, Syntax,
    diagnostic::Code,
    env::{DiskEnv, FontSet},
};
use lopdf::{Dictionary, Document, Object, content::Content};
use skrifa::raw::{FontRef as Tables, TableProvider as _, collections::IntSet, types};
use skrifa::{
    FontRef, GlyphId, MetadataProvider as _,
    instance::{LocationRef, Size},
    outline::{DrawSettings, OutlinePen},
};
use std::{
    collections::{BTreeSet, HashMap},
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};
use unicode_normalization::UnicodeNormalization as _;
use unicode_script::{Script, UnicodeScript as _};

/// Characters that no text face has, that are invisible, or that change their neighbors.
const HARD: &str = "# Signs\n\nSettings → Privacy ← back ⇒ on. 5 ≤ x ⊕ y ∑ z ≈ 3 − 1, 5 µg and 5 μg, 10⁹, ½.\n\n\
    Rated ⭐\u{fe0f} and ❤\u{fe0f} by all; soft\u{ad}ly, zero\u{200b}width, no\u{2060}break, com\u{34f}bined, \
    a\u{200d}b, a\u{200c}b, \u{feff}mark.\n\n\
    thin\u{2009}space, em\u{2003}space, narrow\u{202f}space, figure\u{2007}space, no-break\u{a0}space, →\u{2009}←.\n\n\
    می\u{200c}شود و می‌روم، क्\u{200d}ष श्री, שָׁלוֹם (אב) [ג], ที่ นี่.\n\n- [x] done\n- [ ] open\n\n`a → b` *a → b* **a → b**\n";

/// An outline, as drawing commands.
#[derive(Default)]
struct Drawn(String);

impl OutlinePen for Drawn {
    fn move_to(&mut self, x: f32, y: f32) {
        let _ = write!(self.0, "M{x} {y}");
    }
    fn line_to(&mut self, x: f32, y: f32) {
        let _ = write!(self.0, "L{x} {y}");
    }
    fn quad_to(&mut self, a: f32, b: f32, x: f32, y: f32) {
        let _ = write!(self.0, "Q{a} {b} {x} {y}");
    }
    fn curve_to(&mut self, a: f32, b: f32, c: f32, d: f32, x: f32, y: f32) {
        let _ = write!(self.0, "C{a} {b} {c} {d} {x} {y}");
    }
    fn close(&mut self) {
        self.0.push('Z');
    }
}

fn outline(font: &FontRef<'_>, glyph: u32) -> String {
    let mut drawn = Drawn::default();
    if let Some(outline) = font.outline_glyphs().get(GlyphId::new(glyph)) {
        outline.draw(DrawSettings::unhinted(Size::unscaled(), LocationRef::default()), &mut drawn).unwrap();
    }
    drawn.0
}

/// A font of a PDF: the text of each glyph, and the embedded file.
struct Embedded {
    name: String,
    texts: HashMap<u16, String>,
    file: Vec<u8>,
}

impl Embedded {
    fn of(document: &Document, font: &Dictionary) -> Self {
        let name = font.get(b"BaseFont").and_then(Object::as_name).unwrap();
        let map = stream(document, font.get(b"ToUnicode").unwrap());
        let descendant = match &font.get_deref(b"DescendantFonts", document).unwrap().as_array().unwrap()[0] {
            Object::Reference(id) => document.get_dictionary(*id).unwrap(),
            object => object.as_dict().unwrap(),
        };
        let descriptor = descendant.get_deref(b"FontDescriptor", document).and_then(Object::as_dict).unwrap();
        let file = descriptor.get(b"FontFile2").or_else(|_| descriptor.get(b"FontFile3")).unwrap();
        let name = String::from_utf8_lossy(name).split_once('+').unwrap().1.to_owned();
        Self { name, texts: texts(&String::from_utf8(map).unwrap()), file: stream(document, file) }
    }
}

fn stream(document: &Document, object: &Object) -> Vec<u8> {
    let stream = document.dereference(object).unwrap().1.as_stream().unwrap();
    stream.decompressed_content().unwrap_or_else(|_| stream.content.clone())
}

/// Returns the entries of a `ToUnicode` map: `<0003> <00660069>`.
fn texts(map: &str) -> HashMap<u16, String> {
    let entry = |line: &str| {
        let (code, text) = line.strip_prefix('<')?.strip_suffix('>')?.split_once("> <")?;
        let units: Vec<u16> =
            (0..text.len()).step_by(4).map(|at| u16::from_str_radix(&text[at..at + 4], 16).unwrap()).collect();
        Some((u16::from_str_radix(code, 16).ok()?, String::from_utf16(&units).ok()?))
    };
    map.lines().filter_map(entry).collect()
}

/// Returns what is shown: the font, the glyph's code, and the text that the glyph and those of its span represent.
fn shown(document: &Document) -> Vec<(String, u16, String)> {
    let mut found = Vec::new();
    for page in document.get_pages().into_values() {
        let content = Content::decode(&document.get_page_content(page)).unwrap();
        let (mut font, mut spans) = (String::new(), Vec::new());
        for operation in content.operations {
            let operands = &operation.operands;
            match operation.operator.as_str() {
                "Tf" => font = String::from_utf8_lossy(operands[0].as_name().unwrap()).into_owned(),
                "BDC" => {
                    let replaced = operands[1].as_dict().ok().and_then(|span| span.get(b"ActualText").ok());
                    spans.push(replaced.map(|text| lopdf::decode_text_string(text).unwrap()));
                }
                "EMC" => drop(spans.pop()),
                "Tj" | "TJ" => {
                    let parts = operands[0].as_array().map_or(&operands[..], Vec::as_slice);
                    for codes in parts.iter().filter_map(|part| part.as_str().ok()) {
                        let text = spans.iter().rev().find_map(Clone::clone);
                        let codes = codes.chunks(2).map(|code| u16::from_be_bytes([code[0], code[1]]));
                        found.extend(codes.map(|code| (font.clone(), code, text.clone().unwrap_or("\0".to_owned()))));
                    }
                }
                _ => {}
            }
        }
    }
    found
}

/// Returns a bundled font's outlines for characters, including those from substitutions.
fn expected(file: &[u8], text: &str) -> BTreeSet<String> {
    const TWINS: [&str; 5] = ["-‐‑\u{ad}", "µμ", "−–", "()", "[]"];
    let font = FontRef::new(file).unwrap();
    let twins = TWINS.iter().filter(|twins| text.contains(|c| twins.contains(c))).flat_map(|twins| twins.chars());
    let characters = text.chars().chain(text.nfc()).chain(text.nfd()).chain(twins);
    let mapped = characters.filter_map(|c| font.charmap().map(c)).map(|glyph| types::GlyphId::new(glyph.to_u32()));
    let mut glyphs: IntSet<types::GlyphId> = mapped.collect();
    let tables = Tables::new(file).unwrap();
    if let Ok(substitutions) = tables.gsub() {
        let features = substitutions.collect_features(&IntSet::all(), &IntSet::all(), &IntSet::all()).unwrap();
        let lookups = substitutions.collect_lookups(&features).unwrap();
        substitutions.closure_glyphs(&lookups, &mut glyphs).unwrap();
    }
    let larger: Vec<u32> = glyphs.iter().flat_map(|glyph| larger_forms(file, glyph.to_u32())).collect();
    glyphs.extend(larger.into_iter().map(types::GlyphId::new));
    glyphs.iter().map(|glyph| outline(&font, glyph.to_u32())).collect()
}

/// Returns the larger variants of a glyph in formulas, and the parts for assembling it.
fn larger_forms(file: &[u8], glyph: u32) -> Vec<u32> {
    let glyph = ttf_parser::GlyphId(u16::try_from(glyph).unwrap());
    let face = ttf_parser::Face::parse(file, 0).unwrap();
    let Some(variants) = face.tables().math.and_then(|math| math.variants) else { return Vec::new() };
    let ways = [variants.vertical_constructions, variants.horizontal_constructions];
    let forms = ways.into_iter().filter_map(|way| way.get(glyph)).flat_map(|construction| {
        let parts = construction.assembly.into_iter().flat_map(|assembly| assembly.parts);
        construction.variants.into_iter().map(|form| form.variant_glyph).chain(parts.map(|part| part.glyph_id))
    });
    forms.map(|glyph| u32::from(glyph.0)).collect()
}

/// Returns what a glyph may represent in addition to its own text: in scripts whose letters change with their
/// neighbors, all characters of the script in the document.
fn neighbors(text: &str, document: &str) -> String {
    let is_contextual =
        |c: char| !matches!(c.script(), Script::Latin | Script::Greek | Script::Cyrillic | Script::Common);
    let scripts: BTreeSet<&str> = text.chars().filter(|c| is_contextual(*c)).map(|c| c.script().full_name()).collect();
    let joins = |c: char| matches!(c, '\u{200c}' | '\u{200d}') || scripts.contains(c.script().full_name());
    document.chars().filter(|c| !scripts.is_empty() && joins(*c)).collect::<BTreeSet<char>>().into_iter().collect()
}

/// Returns whether a character is white space or default-ignorable.
fn is_invisible(character: char) -> bool {
    character.is_whitespace()
        || matches!(character, '\u{34f}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
}

/// Bundled font files by PostScript name.
fn bundled() -> HashMap<String, Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts");
    let list = fs::read_to_string(folder.join("faces.tsv")).unwrap();
    let font = |line: &str| {
        let mut columns = line.split('\t');
        let file = fs::read(folder.join(columns.next().unwrap())).unwrap();
        (columns.next().unwrap().to_owned(), file)
    };
    list.lines().map(font).collect()
}

/// Bundled fonts, and the outlines that have been computed: substitutions are costly to follow.
struct Bundled {
    files: HashMap<String, Vec<u8>>,
    known: HashMap<(String, String), BTreeSet<String>>,
}

impl Bundled {
    fn new() -> Self {
        Self { files: bundled(), known: HashMap::new() }
    }

    fn draws(&mut self, font: &str, text: &str, drawn: &str) -> bool {
        let Self { files, known } = self;
        let outlines = known.entry((font.to_owned(), text.to_owned()));
        outlines.or_insert_with(|| expected(&files[font], text)).contains(drawn)
    }
}

/// Returns the glyphs of a PDF that show something other than what they represent, as readable lines.
fn wrong(pdf: &[u8], bundled: &mut Bundled) -> BTreeSet<String> {
    let document = Document::load_mem(pdf).unwrap();
    let page = document.get_pages().into_values().next().unwrap();
    let fonts: HashMap<String, Embedded> = document
        .get_page_fonts(page)
        .unwrap()
        .into_iter()
        .map(|(name, font)| (String::from_utf8_lossy(&name).into_owned(), Embedded::of(&document, font)))
        .collect();
    let mut wrong = BTreeSet::new();
    let shown: BTreeSet<(String, u16, String)> = shown(&document)
        .into_iter()
        .map(|(font, code, text)| {
            let text = if text == "\0" { fonts[&font].texts[&code].clone() } else { text };
            (font, code, text)
        })
        .collect();
    let all: String = shown.iter().map(|(_, _, text)| text.as_str()).collect();
    for (font, code, text) in &shown {
        let (font, code) = (&fonts[font], *code);
        let drawn = outline(&FontRef::new(&font.file).unwrap(), u32::from(code));
        // the hyphen before it carries the rest of a divided word
        let says_nothing = text.is_empty();
        let mut shows = |text: &str| {
            if !text.is_empty() && text.chars().all(is_invisible) {
                return drawn.is_empty();
            }
            bundled.draws(&font.name, &format!("{text}{}", neighbors(text, &all)), &drawn)
        };
        // a glyph of a formula represents its own character, and all of them together the formula's text
        let fits = says_nothing
            || shows(text)
            || (text.chars().count() > 1 && shows("-"))
            || font.texts.get(&code).is_some_and(|own| own != text && shows(own));
        if !fits {
            wrong.insert(format!("{}: glyph {code} for {text:?} draws {:.60}", font.name, drawn));
        }
    }
    wrong
}

fn convert(name: &str, text: &str, folder: &Path) -> Option<Vec<u8>> {
    let syntax = if name.ends_with(".txt") { Syntax::Pasted } else { Syntax::Markdown };
    let env = DiskEnv::new(folder, FontSet::bundled());
    let mut conversion = Converter::default().convert(&Source::new(name, text), syntax, &env, &[Format::PDF]);
    assert!(!conversion.failed(), "{name}: {:?}", conversion.diagnostics);
    let is_whole = conversion.diagnostics.iter().all(|noticed| noticed.code != Code::MissingGlyph);
    is_whole.then(|| conversion.outputs.remove(0).bytes)
}

fn samples() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["sources", "sources/languages"].map(|folder| root.join(folder));
    let files = folders.iter().flat_map(|folder| fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()));
    let is_article = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "md" || ending == "txt");
    files.filter(is_article).collect()
}

#[test]
fn every_glyph_of_the_samples_shows_the_character_that_it_represents() {
    let mut bundled = Bundled::new();
    let mut checked = 0;
    for path in samples() {
        let text = fs::read_to_string(&path).unwrap();
        if let Some(pdf) = convert(&path.to_string_lossy(), &text, path.parent().unwrap()) {
            assert_eq!(wrong(&pdf, &mut bundled), BTreeSet::new(), "{}", path.display());
            checked += 1;
        }
    }
    assert!(checked > 15, "only {checked} samples are set in bundled fonts");
}

#[test]
fn signs_of_other_fonts_spaces_and_joiners_show_what_they_are() {
    let pdf = convert("signs.md", HARD, Path::new(".")).expect("characters that the bundled fonts have");
    assert_eq!(wrong(&pdf, &mut Bundled::new()), BTreeSet::new());
}
