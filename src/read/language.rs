//! Detects the language of an article that does not set one, from its prose.
//!
//! Short and ambiguous texts are not guessed: their language stays unset, which means English. Detection follows
//! reading, as it considers only the article's paragraphs: no code, no reference list (mostly English), no passages
//! marked as another language.

use crate::article::{Article, Block, Inline, Lang, for_each_block, inlines_of};

/// The maximum amount of prose that is used, in letters.
const ENOUGH: usize = 3000;

/// The minimum amount of prose that is needed, in letters; a letter of Chinese, Japanese or Korean counts as
/// [`WIDE`].
const NEEDED: usize = 120;
const WIDE: usize = 4;

/// The tags of detected languages (ISO 639-3). Others are ignored, since a rare language is often a misdetection of
/// another rare one that the detector does not know.
const TAGS: &[(&str, &str)] = &[
    ("amh", "am"),
    ("ara", "ar"),
    ("bel", "be"),
    ("ben", "bn"),
    ("bul", "bg"),
    ("cat", "ca"),
    ("ces", "cs"),
    ("dan", "da"),
    ("deu", "de"),
    ("ell", "el"),
    ("eng", "en"),
    ("est", "et"),
    ("fin", "fi"),
    ("fra", "fr"),
    ("guj", "gu"),
    ("heb", "he"),
    ("hin", "hi"),
    ("hrv", "hr"),
    ("hun", "hu"),
    ("hye", "hy"),
    ("ita", "it"),
    ("jpn", "ja"),
    ("kan", "kn"),
    ("kat", "ka"),
    ("khm", "km"),
    ("kor", "ko"),
    ("lav", "lv"),
    ("lit", "lt"),
    ("mal", "ml"),
    ("mya", "my"),
    ("nep", "ne"),
    ("nld", "nl"),
    ("nob", "nb"),
    ("ori", "or"),
    ("pan", "pa"),
    ("pes", "fa"),
    ("pol", "pl"),
    ("por", "pt"),
    ("ron", "ro"),
    ("rus", "ru"),
    ("sin", "si"),
    ("slk", "sk"),
    ("slv", "sl"),
    ("spa", "es"),
    ("swe", "sv"),
    ("tam", "ta"),
    ("tel", "te"),
    ("tgl", "tl"),
    ("tha", "th"),
    ("tur", "tr"),
    ("ukr", "uk"),
    ("urd", "ur"),
    ("vie", "vi"),
];

/// The most common words of languages that the detector does not know (or, for Hindi, confuses with related ones). In
/// prose of the language more than every fifth word is one of them, in other languages hardly any.
const BY_WORDS: [(&str, &str); 4] = [
    ("ht", "ak ki yo nan pou ou li sa gen fè oswa pa yon se moun anvan"),
    ("hmn", "cov thiab koj tsis yog ntawm rau lub kom los tus muaj tau ntxuav"),
    ("so", "iyo waa oo ku ka la loo aan ah ama waxaa waxay wuxuu si haddii"),
    ("hi", "में के की का से को है हैं और या ने पर कि न नहीं जो यह इसे तो लिए करें"),
];

/// The letters of languages with a unique script, which the detector does not know.
const BY_LETTERS: [(&str, std::ops::RangeInclusive<char>); 1] = [("lo", '\u{e80}'..='\u{eff}')];

/// Chinese characters that exist only in simplified or only in traditional writing, in pairs of the same word.
const SIMPLIFIED: &str = "们这为时来对国说会学发后过动门问见边还进种让给现医药应该别请儿两么样头脸号东长气";
const TRADITIONAL: &str = "們這為時來對國說會學發後過動門問見邊還進種讓給現醫藥應該別請兒兩麼樣頭臉號東長氣";

/// Returns the language of the article's prose, if it is certain.
pub(super) fn detect(article: &Article) -> Option<Lang> {
    let prose = prose(article);
    if weight(&prose) < NEEDED {
        return None;
    }
    if let Some(tag) = by_letters(&prose).or_else(|| by_words(&prose)) {
        return Lang::new(tag).ok();
    }
    let found = whatlang::detect(&prose).filter(whatlang::Info::is_reliable)?;
    let tag = match found.lang().code() {
        "cmn" => chinese(&prose),
        code => TAGS.iter().find(|(known, _)| *known == code)?.1,
    };
    Lang::new(tag).ok()
}

fn prose(article: &Article) -> String {
    let mut prose = String::new();
    for_each_block(&article.body, &mut |block| {
        let content: &[Inline] = match block {
            Block::Paragraph(x) => &x.content,
            Block::Heading(x) => &x.content,
            Block::Tips(x) => return x.items.iter().for_each(|tip| words(&tip.lead, &mut prose)),
            _ => return,
        };
        words(content, &mut prose);
    });
    prose
}

fn words(content: &[Inline], prose: &mut String) {
    let foreign = content.iter().any(|inline| matches!(inline, Inline::Scope(scope) if scope.lang.is_some()));
    if foreign || prose.len() > ENOUGH * WIDE {
        return;
    }
    inlines_of(content, &mut |inline| {
        if let Inline::Text(x) = inline {
            prose.push_str(&x.text);
        }
    });
    prose.push('\n');
}

fn weight(prose: &str) -> usize {
    let wide = |c: char| matches!(c, '\u{3040}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}');
    prose.chars().filter(|c| c.is_alphabetic()).map(|c| if wide(c) { WIDE } else { 1 }).sum()
}

fn by_letters(prose: &str) -> Option<&'static str> {
    let letters = || prose.chars().filter(|c| c.is_alphabetic());
    BY_LETTERS
        .into_iter()
        .find(|(_, own)| letters().filter(|c| own.contains(c)).count() * 2 > letters().count())
        .map(|(tag, _)| tag)
}

fn by_words(prose: &str) -> Option<&'static str> {
    let mut words: Vec<String> = prose.split(|c: char| !c.is_alphabetic()).map(str::to_lowercase).collect();
    words.retain(|word| !word.is_empty());
    // `La la la` is a word of no language
    words.dedup();
    let all = words.len();
    let count =
        |common: &str| words.iter().filter(|word| common.split(' ').any(|known| known == word.as_str())).count();
    BY_WORDS.into_iter().find(|(_, common)| count(common) * 5 > all).map(|(tag, _)| tag)
}

fn chinese(prose: &str) -> &'static str {
    let count = |own: &str, other: &str| prose.chars().filter(|&c| own.contains(c) && !other.contains(c)).count();
    match count(SIMPLIFIED, TRADITIONAL).cmp(&count(TRADITIONAL, SIMPLIFIED)) {
        std::cmp::Ordering::Greater => "zh-Hans",
        std::cmp::Ordering::Less => "zh-Hant",
        std::cmp::Ordering::Equal => "zh",
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        diagnostic::{Code, Source},
        read::{Reading, Syntax, read_as},
    };
    use std::path::Path;

    fn found(text: &str) -> Option<String> {
        read_as(&Source::new("a.md", text), Syntax::Markdown, None, None).article.meta.lang.map(|lang| lang.to_string())
    }

    /// Reads every sample without its declared language.
    #[test]
    fn the_language_of_every_sample_is_found_from_its_prose() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut wrong = Vec::new();
        let mut count = 0;
        for folder in ["sources/languages", "tests/cases/languages"] {
            for file in std::fs::read_dir(root.join(folder)).unwrap().map(|file| file.unwrap().path()) {
                let name = file.file_name().unwrap().to_string_lossy().into_owned();
                let Some(lang) = name.strip_prefix("hand-washing.").and_then(|name| name.strip_suffix(".md")) else {
                    continue;
                };
                count += 1;
                let text = std::fs::read_to_string(&file).unwrap();
                let text: Vec<&str> = text.lines().filter(|line| !line.starts_with("language:")).collect();
                let text = text.join("\n");
                let found = found(&text).unwrap_or_else(|| "en".to_owned());
                if found != lang {
                    wrong.push(format!("{lang}: {found}"));
                }
            }
        }
        assert!(wrong.is_empty() && count >= 14, "of {count}: {wrong:?}");
    }

    #[test]
    fn a_language_with_a_unique_script_is_detected_by_its_letters() {
        let lao = "ການລ້າງມືດ້ວຍສະບູ່ແລະນ້ຳສາມາດກຳຈັດເຊື້ອພະຍາດຫຼາຍຊະນິດທີ່ເຮັດໃຫ້ພວກເຮົາເຈັບປ່ວຍ ".repeat(3);
        let sinhala = "සබන් සහ ජලයෙන් අත් සේදීමෙන් අප රෝගී කරන බොහෝ විෂබීජ ඉවත් වේ. ".repeat(4);
        assert_eq!((found(&lao).as_deref(), found(&sinhala).as_deref()), (Some("lo"), Some("si")));
    }

    #[test]
    fn short_texts_and_declared_languages_are_left_alone() {
        assert_eq!(found("Lávese las manos con agua y jabón.\n"), None);
        let long = "Lávese las manos con agua y jabón antes de comer y después de ir al baño. ".repeat(3);
        assert_eq!(found(&format!("---\nlang: fr\n---\n{long}")).as_deref(), Some("fr"));
        assert_eq!(found(&long).as_deref(), Some("es"));
    }

    #[test]
    fn a_syllable_that_is_sung_again_and_again_is_a_word_of_no_language() {
        let song = "La la la la la la la la.\n\nOh, take me home to the river, and to the willows.\n\n".repeat(6);
        assert_ne!(found(&song).as_deref(), Some("so"));
    }

    #[test]
    fn a_detected_language_is_reported_and_determines_the_quotation_marks() {
        let text = "Der Arzt sagte: \"Waschen Sie sich die Hände gründlich mit Wasser und Seife.\" ".repeat(3);
        let Reading { article, diagnostics: reported, .. } =
            read_as(&Source::new("a.md", text), Syntax::Markdown, None, None);
        assert!(
            crate::article::plain_text(match &article.body[0] {
                crate::article::Block::Paragraph(x) => &x.content,
                other => panic!("{other:?}"),
            })
            .contains("„Waschen")
        );
        assert_eq!(reported.iter().map(|d| d.code).collect::<Vec<_>>(), [Code::LanguageFound]);
    }
}
