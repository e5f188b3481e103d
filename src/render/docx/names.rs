//! Names of bookmarks: letters, digits and underscores, at most 40 of them, unique ignoring case.

use crate::article::{Anchor, Article, Block, Inline, Target, TitleBlock, for_each_block, for_each_inline, inlines_of};
use std::collections::{HashMap, HashSet};

/// The maximum length of the part of an anchor that is used; a number may follow it.
const LONGEST: usize = 32;

/// The bookmarks of an article: the anchors that something links to.
#[derive(Debug, Default)]
pub(super) struct Names {
    names: HashMap<String, String>,
}

impl Names {
    /// Names the headings of an article, and the targets of its links.
    pub(super) fn of(article: &Article) -> Self {
        let mut anchors: Vec<Anchor> = Vec::new();
        for_each_block(&article.body, &mut |block| {
            if let Block::Heading(heading) = block {
                anchors.extend(heading.anchor.clone());
            }
        });
        let mut look = |inline: &Inline| match inline {
            Inline::Link(link) => {
                if let Target::Anchor(anchor) = &link.target {
                    anchors.push(anchor.clone());
                }
            }
            Inline::CrossRef(reference) => anchors.push(reference.target.clone()),
            Inline::Citation(citation) => anchors.extend(citation.mark.iter().filter_map(|part| part.entry.clone())),
            _ => {}
        };
        let lines = article.front.iter().flat_map(TitleBlock::texts);
        lines.chain(article.references.iter().map(|entry| &entry.content)).for_each(|line| inlines_of(line, &mut look));
        for_each_inline(&article.body, &mut look);
        article.notes.iter().for_each(|note| for_each_inline(&note.body, &mut look));
        Self::unique(&anchors)
    }

    fn unique(anchors: &[Anchor]) -> Self {
        let mut names = HashMap::new();
        let mut used = HashSet::new();
        for anchor in anchors {
            if names.contains_key(anchor.as_str()) {
                continue;
            }
            let plain = |c: char| if c.is_alphanumeric() { c } else { '_' };
            let base: String = anchor.as_str().chars().take(LONGEST).map(plain).collect();
            let base = if base.starts_with(char::is_alphabetic) { base } else { format!("a{base}") };
            let numbered = (2..).map(|number| format!("{base}_{number}"));
            let name = std::iter::once(base.clone()).chain(numbered).find(|name| used.insert(name.to_lowercase()));
            names.insert(anchor.as_str().to_owned(), name.unwrap_or(base));
        }
        Self { names }
    }

    /// Returns the bookmark of an anchor. `None` if nothing links to it.
    pub(super) fn get(&self, anchor: &Anchor) -> Option<&str> {
        self.names.get(anchor.as_str()).map(String::as_str)
    }
}
