//! CSL locator terms (`page`, `chapter`) and their labels in citations (`p.`, `chap.`).

/// The CSL locator terms of English labels.
pub(in crate::read) const LABELS: &[(&str, &str)] = &[
    ("pp.", "page"),
    ("p.", "page"),
    ("pages", "page"),
    ("page", "page"),
    ("chapters", "chapter"),
    ("chapter", "chapter"),
    ("chaps.", "chapter"),
    ("chap.", "chapter"),
    ("sections", "section"),
    ("section", "section"),
    ("secs.", "section"),
    ("sec.", "section"),
    ("§§", "section"),
    ("§", "section"),
    ("figures", "figure"),
    ("figure", "figure"),
    ("figs.", "figure"),
    ("fig.", "figure"),
    ("volume", "volume"),
    ("vols.", "volume"),
    ("vol.", "volume"),
    ("part", "part"),
    ("pt.", "part"),
    ("paragraph", "paragraph"),
    ("paras.", "paragraph"),
    ("para.", "paragraph"),
    ("¶", "paragraph"),
    ("line", "line"),
    ("notes", "note"),
    ("note", "note"),
    ("nn.", "note"),
    ("n.", "note"),
    ("number", "issue"),
    ("no.", "issue"),
    ("book", "book"),
    ("bk.", "book"),
    ("column", "column"),
    ("col.", "column"),
    ("folio", "folio"),
    ("fol.", "folio"),
    ("verse", "verse"),
    ("vv.", "verse"),
    ("v.", "verse"),
    ("S.", "page"),
];

/// Returns the label of a locator term, or the term itself if it is a label.
pub(in crate::read) fn label(term: &str) -> Option<&'static str> {
    match term {
        "page" => Some("p."),
        "issue" => Some("no."),
        _ => LABELS.iter().find(|(label, known)| *label == term && *known == term).map(|(label, _)| *label),
    }
}
