//! Infers the role of styles from their names. Word uses English names for built-in styles in every locale; other
//! programs and authors do not.

/// The role of a style.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Role {
    #[default]
    Text,
    /// A heading, with its level from 1.
    Heading(u8),
    Title,
    Subtitle,
    Author,
    Date,
    /// The lines above the body in documents written by handout: the organization, the kind of article, authors and
    /// dates, the summary.
    Letterhead,
    Category,
    Byline,
    Summary,
    /// A horizontal rule, without text.
    Rule,
    Caption,
    Quote,
    /// Lines of code, or inline code.
    Code,
    /// An entry of a table of contents or an index.
    Contents,
    /// The heading of a table of contents or an index.
    ContentsHeading,
    /// A defined term, and its definition.
    Term,
    Definition,
}

/// The word for "heading" before the level, in languages of Word and LibreOffice.
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

/// Style names and their roles, in lowercase and without spaces.
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
    // the label above a summary only repeats its style
    (
        Role::ContentsHeading,
        &["tocheading", "inhaltsverzeichnisüberschrift", "contentsheading", "indexheading", "abstracttitle"],
    ),
    (Role::Contents, &["tableoffigures", "tableofauthorities"]),
    (Role::Term, &["definitionterm"]),
    (Role::Definition, &["definition"]),
];

/// Returns the role of a style by its name or id.
pub(super) fn role(name: &str) -> Role {
    // a style may have aliases: `heading 1,H1,Chapter`
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
    fn headings_are_recognized_in_many_languages() {
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
