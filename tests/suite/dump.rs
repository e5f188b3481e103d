//! A readable dump of an article, for expected files: one line a block, indented by nesting.

use handout::article::{Article, Block, Inline, ListMarker, Target};
use std::fmt::Write as _;

/// The article as lines: metadata, body, references.
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
    out.push('\n');
    blocks(&mut out, 0, &article.body);
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
        Block::Heading(x) => line(out, depth, &format!("{} {}", "#".repeat(x.level.get().into()), inlines(&x.content))),
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
        Block::Rule(_) => line(out, depth, "rule"),
        Block::Bibliography(_) => line(out, depth, "bibliography"),
        other => line(out, depth, &format!("{other:?}")),
    }
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
        other => format!("{other:?}"),
    }
}
