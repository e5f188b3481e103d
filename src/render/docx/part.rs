//! A part of the package: its markup, and the targets of its links and pictures.

use crate::render::markup::Markup;
use std::collections::HashMap;

/// A part being written.
#[derive(Debug, Default)]
pub(super) struct Part {
    pub(super) out: Markup,
    relations: Vec<Relation>,
    known: HashMap<Relation, usize>,
    /// The number of bookmarks and pictures so far, which are numbered consecutively.
    pub(super) numbered: usize,
}

/// A relationship of a part (ISO/IEC 29500-2, 6.5).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Relation {
    kind: &'static str,
    target: String,
    is_outside: bool,
}

impl Part {
    /// Returns the identifier of a relationship to an address.
    pub(super) fn link(&mut self, address: &str) -> String {
        self.relation(Relation { kind: "hyperlink", target: address.to_owned(), is_outside: true })
    }

    /// Returns the identifier of a relationship to a picture.
    pub(super) fn picture(&mut self, file: &str) -> String {
        self.relation(Relation { kind: "image", target: format!("media/{file}"), is_outside: false })
    }

    fn relation(&mut self, relation: Relation) -> String {
        let number = *self.known.entry(relation).or_insert_with_key(|relation| {
            self.relations.push(relation.clone());
            self.relations.len()
        });
        format!("rId{number}")
    }

    /// Returns the relationships of the part, including those to other parts: identifier, kind and file.
    pub(super) fn relations(&self, others: &[(&str, &str, &str)]) -> String {
        let mut out = Markup::default();
        out.raw(super::package::DECLARATION);
        out.tag("Relationships").attr("xmlns", "http://schemas.openxmlformats.org/package/2006/relationships").open();
        let mut add = |id: &str, kind: &str, target: &str, is_outside: bool| {
            let kind = format!("http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}");
            let mode = is_outside.then_some("External");
            let tag = out.tag("Relationship").attr("Id", id).attr("Type", &kind).attr("Target", target);
            tag.maybe("TargetMode", mode).empty();
        };
        for (id, kind, file) in others {
            add(id, kind, file, false);
        }
        for (at, relation) in self.relations.iter().enumerate() {
            add(&format!("rId{}", at + 1), relation.kind, &relation.target, relation.is_outside);
        }
        out.end("Relationships");
        out.into_string()
    }
}
