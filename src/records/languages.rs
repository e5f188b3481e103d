//! Languages, which bibliographies write as tags, English names or ISO 639-2 codes.

/// The names used by the biblatex manual (3.10) and by libraries (ISO 639-2), by language tag.
const NAMES: &[(&str, &[&str])] = &[
    ("ar", &["arabic", "ara"]),
    ("bg", &["bulgarian", "bul"]),
    ("ca", &["catalan", "cat"]),
    ("cs", &["czech", "cze", "ces"]),
    ("da", &["danish", "dan"]),
    ("de", &["german", "ngerman", "austrian", "naustrian", "swissgerman", "nswissgerman", "ger", "deu"]),
    ("el", &["greek", "gre", "ell"]),
    (
        "en",
        &["english", "american", "british", "canadian", "australian", "newzealand", "usenglish", "ukenglish", "eng"],
    ),
    ("es", &["spanish", "spa"]),
    ("et", &["estonian", "est"]),
    ("fa", &["persian", "farsi", "per", "fas"]),
    ("fi", &["finnish", "fin"]),
    ("fr", &["french", "francais", "acadian", "canadien", "fre", "fra"]),
    ("he", &["hebrew", "heb"]),
    ("hi", &["hindi", "hin"]),
    ("hr", &["croatian", "hrv"]),
    ("hu", &["hungarian", "magyar", "hun"]),
    ("it", &["italian", "ita"]),
    ("ja", &["japanese", "jpn"]),
    ("ko", &["korean", "kor"]),
    ("nl", &["dutch", "dut", "nld"]),
    ("no", &["norwegian", "norsk", "nynorsk", "nor"]),
    ("pl", &["polish", "pol"]),
    ("pt", &["portuguese", "portuges", "brazil", "brazilian", "por"]),
    ("ro", &["romanian", "rum", "ron"]),
    ("ru", &["russian", "rus"]),
    ("sv", &["swedish", "swe"]),
    ("th", &["thai", "tha"]),
    ("tr", &["turkish", "tur"]),
    ("uk", &["ukrainian", "ukr"]),
    ("ur", &["urdu", "urd"]),
    ("vi", &["vietnamese", "vie"]),
    ("zh", &["chinese", "chi", "zho"]),
];

/// Returns the language tag for `en-US`, `english` or `eng`, or `None` for prose.
pub(crate) fn tag(written: &str) -> Option<String> {
    let written = written.trim();
    let lower = written.to_lowercase();
    let named = NAMES.iter().find(|(_, names)| names.contains(&lower.as_str())).map(|(tag, _)| *tag);
    let short = lower.split(['-', '_']).next().is_some_and(|primary| (2..=3).contains(&primary.len()));
    let is_tag = short && lower.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    named.map(str::to_owned).or_else(|| is_tag.then(|| written.replace('_', "-")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_recognized_by_tag_name_and_library_code() {
        let tags = ["English", "pt-BR", "ger", "zh", "written in English", ""].map(tag);
        assert_eq!(
            tags.each_ref().map(Option::as_deref),
            [Some("en"), Some("pt-BR"), Some("de"), Some("zh"), None, None]
        );
    }
}
