//! A readable dump of an article, for golden files: one line per block, indented by nesting.

use handout::article::{Article, Block, Caption, Cell, Inline, ListMarker, Style, Target};
use std::fmt::Write as _;

/// Returns the article as lines: metadata, body, references.
pub(crate) fn dump(article: &Article) -> String {
    let mut out = String::new();
    let meta = &article.meta;
    line(&mut out, 0, &format!("title: {}", inlines(&meta.title)));
    if !meta.subtitle.is_empty() {
        line(&mut out, 0, &format!("subtitle: {}", inlines(&meta.subtitle)));
    }
    for (name, value) in [("category", &meta.category), ("byline", &meta.byline), ("version", &meta.version)] {
        if let Some(value) = value {
            line(&mut out, 0, &format!("{name}: {value}"));
        }
    }
    for author in &meta.authors {
        let extra = [&author.role, &author.affiliation].into_iter().flatten().map(|x| format!(" ({x})"));
        line(&mut out, 0, &format!("author: {}{}", author.name, extra.collect::<String>()));
    }
    let dates = [&meta.published, &meta.updated, &meta.reviewed, &meta.next_review];
    for (name, date) in ["published", "updated", "reviewed", "next review"].into_iter().zip(dates) {
        if let Some(date) = date {
            line(&mut out, 0, &format!("{name}: {} = {}", date.text, date.iso.as_deref().unwrap_or("?")));
        }
    }
    let lang = meta.lang.as_ref().map(ToString::to_string);
    let keywords = Some(meta.keywords.join("; ")).filter(|words| !words.is_empty());
    let said = [
        ("lang", lang),
        ("description", meta.description_text()),
        ("keywords", keywords),
        ("publisher", meta.publisher.clone()),
        ("rights", meta.rights.clone()),
        ("identifier", meta.identifier.clone()),
    ];
    for (name, value) in said {
        if let Some(value) = value {
            line(&mut out, 0, &format!("{name}: {value}"));
        }
    }
    out.push('\n');
    blocks(&mut out, 0, &article.body);
    for note in &article.notes {
        line(&mut out, 0, &format!("note {}", note.label));
        blocks(&mut out, 1, &note.body);
    }
    if !article.references.is_empty() {
        out.push('\n');
    }
    for entry in &article.references {
        let label = entry.label.as_deref().unwrap_or("-");
        line(&mut out, 0, &format!("reference {} {label} {}", entry.key, inlines(&entry.content)));
    }
    out
}

fn line(out: &mut String, depth: usize, text: &str) {
    let _ = writeln!(out, "{}{text}", "  ".repeat(depth));
}

fn blocks(out: &mut String, depth: usize, list: &[Block]) {
    for block in list {
        self::block(out, depth, block);
    }
}

fn block(out: &mut String, depth: usize, block: &Block) {
    match block {
        Block::Heading(x) => {
            let marks = "#".repeat(x.level.get().into());
            line(out, depth, &format!("{marks} {}{}", inlines(&x.content), named(&x.anchor)));
        }
        Block::Paragraph(x) => line(out, depth, &format!("p {}", inlines(&x.content))),
        Block::Tips(x) => {
            let start = x.start.map(|start| format!(" from {start}")).unwrap_or_default();
            line(out, depth, &format!("tips{start}{}", if x.continues { " continued" } else { "" }));
            for tip in &x.items {
                line(out, depth + 1, &format!("tip {}", inlines(&tip.lead)));
                blocks(out, depth + 2, &tip.body);
            }
        }
        Block::List(x) => {
            let marker = match x.marker {
                ListMarker::Bullet => "bullets".to_owned(),
                ListMarker::Ordered { start, numerals } => format!("{numerals:?} from {start}"),
            };
            line(out, depth, &format!("list {marker}{}", if x.tight { ", tight" } else { "" }));
            for item in &x.items {
                let task = item.task.map(|done| if done { " [x]" } else { " [ ]" }).unwrap_or_default();
                line(out, depth + 1, &format!("item{task}"));
                blocks(out, depth + 2, &item.body);
            }
        }
        Block::Callout(x) => {
            line(out, depth, &format!("callout {:?}: {}", x.kind, inlines(&x.title)));
            blocks(out, depth + 1, &x.body);
        }
        Block::Quote(x) => {
            line(out, depth, "quote");
            blocks(out, depth + 1, &x.body);
        }
        Block::Table(x) => {
            line(out, depth, &format!("table {:?}{}{}", x.columns, named(&x.anchor), caption(&x.caption)));
            for (rows, head) in [(&x.head, "head"), (&x.body, "row")] {
                for row in rows {
                    line(out, depth + 1, head);
                    row.cells.iter().for_each(|cell| self::cell(out, depth + 2, cell));
                }
            }
        }
        Block::Figure(x) => {
            let path: String = x.path.chars().take(60).collect();
            line(out, depth, &format!("figure {path} [{}]{}{}", x.alt, named(&x.anchor), caption(&x.caption)));
        }
        Block::Code(x) => {
            line(out, depth, &format!("code {}", x.language.as_deref().unwrap_or_default()));
            x.text.lines().for_each(|text| line(out, depth + 1, text));
        }
        Block::Formula(x) => {
            let tag = x.tag.as_ref().map(|tag| format!(" tagged {tag}")).unwrap_or_default();
            line(out, depth, &format!("formula{}{tag}", named(&x.anchor)));
            x.formula.source.lines().for_each(|text| line(out, depth + 1, text));
        }
        Block::Definitions(x) => {
            line(out, depth, "definitions");
            for item in &x.items {
                line(out, depth + 1, &format!("term {}", inlines(&item.term)));
                for meaning in &item.meanings {
                    line(out, depth + 1, "meaning");
                    blocks(out, depth + 2, meaning);
                }
            }
        }
        Block::Division(x) => {
            let lang = x.lang.as_ref().map(|lang| format!(" {lang}")).unwrap_or_default();
            let dir = x.dir.map(|dir| format!(" {dir:?}")).unwrap_or_default();
            line(out, depth, &format!("division{lang}{dir}{}", named(&x.anchor)));
            blocks(out, depth + 1, &x.body);
        }
        Block::Rule(_) => line(out, depth, "rule"),
        Block::PageBreak(_) => line(out, depth, "page break"),
        Block::Bibliography(_) => line(out, depth, "bibliography"),
    }
}

fn cell(out: &mut String, depth: usize, cell: &Cell) {
    let heads = if cell.heads_row { "header" } else { "cell" };
    let spans =
        if (cell.columns, cell.rows) == (1, 1) { String::new() } else { format!(" {}×{}", cell.columns, cell.rows) };
    match cell.body.as_slice() {
        [Block::Paragraph(x)] => line(out, depth, &format!("{heads}{spans}: {}", inlines(&x.content))),
        body => {
            line(out, depth, &format!("{heads}{spans}:"));
            blocks(out, depth + 1, body);
        }
    }
}

fn caption(caption: &Option<Caption>) -> String {
    caption.as_ref().map(|caption| format!(": {}", inlines(&caption.content))).unwrap_or_default()
}

fn named(anchor: &Option<handout::article::Anchor>) -> String {
    anchor.as_ref().map(|anchor| format!(" #{anchor}")).unwrap_or_default()
}

fn inlines(content: &[Inline]) -> String {
    content.iter().map(inline).collect()
}

fn inline(inline: &Inline) -> String {
    match inline {
        Inline::Text(x) => x.text.clone(),
        Inline::Link(x) => match &x.target {
            Target::Url(url) => format!("<{} -> {url}>", inlines(&x.content)),
            Target::Anchor(anchor) => format!("<{} -> #{anchor}>", inlines(&x.content)),
        },
        Inline::Citation(x) => {
            let keys: Vec<&str> = x.items.iter().map(|item| item.key.as_str()).collect();
            format!("{{{} cites {}}}", x.written.as_deref().unwrap_or_default(), keys.join(" "))
        }
        Inline::Break(_) => " / ".to_owned(),
        Inline::Styled(x) => {
            let mark = match x.style {
                Style::Emphasis => "*",
                Style::Strong => "**",
                Style::Strike => "~~",
                Style::Sub => "_",
                Style::Sup => "^",
                Style::SmallCaps => "=",
                Style::Keyboard => "|",
            };
            format!("{mark}{}{mark}", inlines(&x.content))
        }
        Inline::Code(x) => format!("`{}`", x.text),
        Inline::Image(x) => format!("![{}]({})", x.alt, x.path.chars().take(40).collect::<String>()),
        Inline::NoteRef(x) => format!("[^{}]", x.label),
        Inline::CrossRef(x) => format!("<{} -> #{}>", inlines(&x.content), x.target),
        Inline::Ruby(x) => format!("<{} read {}>", x.base, x.reading),
        Inline::Formula(x) => format!("${}$", x.source),
        Inline::Scope(x) => {
            let lang = x.lang.as_ref().map(|lang| format!(" {lang}")).unwrap_or_default();
            let dir = x.dir.map(|dir| format!(" {dir:?}")).unwrap_or_default();
            let stands = x.expansion.as_ref().map(|words| format!(" = {words}")).unwrap_or_default();
            format!("[{}{lang}{dir}{stands}]", inlines(&x.content))
        }
    }
}
