//! What styles are for, by their names. Word names its own styles in English in every language; other programs, and
//! authors, do not.

/// What a style is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Role {
    #[default]
    Text,
    /// A heading of this level, from 1.
    Heading(u8),
    Title,
    Subtitle,
    Author,
    Date,
    /// The lines above the body of documents that handout writes: the organization, the kind of article, authors and
    /// dates, the summary.
    Letterhead,
    Category,
    Byline,
    Summary,
    /// A line across, with no words.
    Rule,
    Caption,
    Quote,
    /// Lines of code, or code in a line.
    Code,
    /// An entry of a table of contents or an index.
    Contents,
    /// The heading over them.
    ContentsHeading,
    /// A term that is defined, and its definition.
    Term,
    Definition,
}

/// The word for a heading before its level, in languages of Word and LibreOffice.
const HEADINGS: &[&str] = &[
    "heading",
    "überschrift",
    "ueberschrift",
    "berschrift",
    "titre",
    "título",
    "titulo",
    "ttulo",
    "titolo",
    "encabezado",
    "cabeçalho",
    "kop",
    "rubrik",
    "overskrift",
    "otsikko",
    "nagłówek",
    "naglowek",
    "nadpis",
    "címsor",
    "cmsor",
    "titlu",
    "naslov",
    "заголовок",
    "επικεφαλίδα",
    "başlık",
    "balk",
    "標題",
    "标题",
    "見出し",
    "제목",
    "עיוו",
    "عنوان",
    "หัวเรื่อง",
    "encapçalament",
    "izenburua",
    "virsraksts",
    "antraštė",
    "pealkiri",
    "tiêu đề",
];

/// Names of styles with their roles, in lower case and without spaces.
const NAMES: &[(Role, &[&str])] = &[
    (
        Role::Title,
        &[
            "title",
            "titel",
            "titre",
            "título",
            "ttulo",
            "titolo",
            "titol",
            "tytuł",
            "название",
            "rubrik",
            "otsikko",
            "표제",
            "表題",
        ],
    ),
    (
        Role::Subtitle,
        &[
            "subtitle",
            "untertitel",
            "soustitre",
            "sous-titre",
            "subtítulo",
            "subttulo",
            "sottotitolo",
            "ondertitel",
            "podtytuł",
            "подзаголовок",
            "undertitel",
            "underrubrik",
            "alaotsikko",
            "副标题",
            "副標題",
            "副題",
            "부제",
        ],
    ),
    (Role::Author, &["author", "authors"]),
    (Role::Date, &["date"]),
    (Role::Letterhead, &["letterhead"]),
    (Role::Category, &["category"]),
    (Role::Byline, &["byline"]),
    (Role::Summary, &["abstract"]),
    (Role::Rule, &["rule", "horizontalline"]),
    (
        Role::Caption,
        &[
            "caption",
            "beschriftung",
            "légende",
            "lgende",
            "descripción",
            "epígrafe",
            "legenda",
            "didascalia",
            "bijschrift",
            "imagecaption",
            "tablecaption",
            "figure",
            "illustration",
            "table",
            "drawing",
            "abbildung",
            "tabelle",
        ],
    ),
    (
        Role::Quote,
        &[
            "quote",
            "intensequote",
            "blocktext",
            "blockquote",
            "quotations",
            "zitat",
            "intensiveszitat",
            "citation",
            "citationintense",
            "cita",
            "citazione",
            "citat",
            "citaat",
            "blockquotation",
        ],
    ),
    (
        Role::Code,
        &[
            "code",
            "sourcecode",
            "htmlpreformatted",
            "htmlcode",
            "verbatimchar",
            "preformattedtext",
            "sourcetext",
            "htmlvorformatiert",
            "plaintextcode",
            "quelltext",
        ],
    ),
    (Role::ContentsHeading, &["tocheading", "inhaltsverzeichnisüberschrift", "contentsheading", "indexheading"]),
    (Role::Contents, &["tableoffigures", "tableofauthorities"]),
    (Role::Term, &["definitionterm"]),
    (Role::Definition, &["definition"]),
];

/// Returns what a style is for by its name or its id.
pub(super) fn role(name: &str) -> Role {
    // a style may have several names: `heading 1,H1,Chapter`
    let name = name.split(',').next().unwrap_or_default();
    let name: String = name.to_lowercase().chars().filter(|c| !c.is_whitespace() && *c != '_').collect();
    let numbered = |prefix: &str| name.strip_prefix(prefix).and_then(|rest| rest.parse::<u8>().ok());
    if let Some(level) = HEADINGS.iter().find_map(|heading| numbered(heading)).filter(|level| (1..=9).contains(level)) {
        return Role::Heading(level);
    }
    if ["toc", "index", "verzeichnis", "contents"].into_iter().any(|prefix| numbered(prefix).is_some()) {
        return Role::Contents;
    }
    NAMES.iter().find(|(_, names)| names.contains(&name.as_str())).map_or(Role::Text, |(role, _)| *role)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_known_in_many_languages() {
        for name in
            ["heading 1", "Heading1", "Überschrift 1", "berschrift1", "Título 1", "Titre 1", "Titolo1", "标题 1"]
        {
            assert_eq!(role(name), Role::Heading(1), "{name}");
        }
        assert_eq!(role("heading 9"), Role::Heading(9));
        assert_eq!(role("Heading 10"), Role::Text);
        assert_eq!(role("Titre"), Role::Title);
        assert_eq!(role("toc 2"), Role::Contents);
        assert_eq!(role("Normal"), Role::Text);
    }
}
