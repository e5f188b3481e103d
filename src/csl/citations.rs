//! Citations: the cites of a cluster, grouped, collapsed and joined.

use super::cite::{Cite, CiteForm, Cluster};
use super::elements::*;
use super::finish::finish;
use super::locales::Locales;
use super::markup;
use super::node::{self, Node, Tag, affix};
use super::output::{Citation, Font};
use super::position::Place;
use super::render::{Area, Part, Renderer, Work};
use super::style::{Class, Collapse, Style};

/// Renders clusters of cites.
pub(super) struct Citations<'a> {
    pub(super) style: &'a Style,
    pub(super) locales: &'a Locales,
    pub(super) works: &'a [Work<'a>],
}

/// A rendered cite that is not yet part of its citation.
struct Piece<'a> {
    /// The index of the cite in its cluster.
    index: usize,
    cite: &'a Cite,
    place: &'a Place<'a>,
    work: &'a Work<'a>,
    nodes: Vec<Node>,
    /// The text of its names, used to group cites.
    names: String,
    /// The delimiter before it, unless it is the first.
    delimiter: String,
    /// The last cite of a collapsed range of numbers that begins with this one.
    range: Option<Box<Piece<'a>>>,
    /// Whether its names are omitted because they repeat those of the previous cite.
    collapsed: bool,
}

impl<'a> Citations<'a> {
    /// Renders a cluster. `found` has the work of each cite, `order` the cite indices in print order.
    pub(super) fn render(
        &self,
        cluster: &'a Cluster,
        places: &'a [Place<'a>],
        found: &[Option<usize>],
        order: &[usize],
    ) -> Citation {
        let mut pieces: Vec<Piece<'a>> = order
            .iter()
            .filter_map(|index| Some((*index, found[*index]?)))
            .map(|(index, work)| self.piece(index, &cluster.cites[index], &places[index], &self.works[work]))
            .collect();
        let narrative = match pieces.first() {
            Some(piece) if piece.cite.form == CiteForm::Narrative => self.narrative(piece.work),
            _ => Vec::new(),
        };
        if let Some(piece) = pieces.first().filter(|piece| piece.cite.form == CiteForm::AuthorOnly) {
            return Citation { runs: finish(&self.author_only(piece), self.locales), narrative: Vec::new() };
        }
        self.collapse(&mut pieces);
        Citation { runs: self.assemble(pieces), narrative: finish(&narrative, self.locales) }
    }

    fn piece(&self, index: usize, cite: &'a Cite, place: &'a Place<'a>, work: &'a Work<'a>) -> Piece<'a> {
        let part = match cite.form {
            CiteForm::SuppressAuthor => Part::WithoutNames,
            CiteForm::Narrative => Part::WithoutCreator,
            CiteForm::AuthorOnly => Part::NamesOnly,
            CiteForm::Normal => Part::Whole,
        };
        let nodes = self.cite(work, place, part);
        let names =
            node::find(&nodes, Tag::Names).map(|names| node::plain(std::slice::from_ref(names))).unwrap_or_default();
        let delimiter = self.style.citation.layout.delimiter.clone();
        Piece { index, cite, place, work, nodes, names, delimiter, range: None, collapsed: false }
    }

    fn cite(&self, work: &'a Work<'a>, place: &'a Place<'a>, part: Part) -> Vec<Node> {
        let mut renderer = Renderer::new(self.style, self.locales, work, Area::Citation, &self.style.citation.names);
        renderer.place = Some(place);
        renderer.part = part;
        renderer.layout(&self.style.citation.layout)
    }

    fn author_only(&self, piece: &Piece<'a>) -> Vec<Node> {
        if node::is_empty(&piece.nodes) { self.narrative(piece.work) } else { piece.nodes.clone() }
    }

    /// Renders the authors of a work for use in a sentence: as the style cites them, or as family names.
    fn narrative(&self, work: &'a Work<'a>) -> Vec<Node> {
        let cite = Cite::default();
        if self.style.class() == Class::InText {
            let place = Place::first(&cite);
            let mut renderer =
                Renderer::new(self.style, self.locales, work, Area::Citation, &self.style.citation.names);
            renderer.place = Some(&place);
            renderer.part = Part::NamesOnly;
            renderer.in_sentence = true;
            let nodes = renderer.layout(&self.style.citation.layout);
            if !node::is_empty(&nodes) {
                return nodes;
            }
        }
        let options = NameOptions {
            form: Some(NameForm::Short),
            and: Some(And::Text),
            et_al_min: Some(3),
            et_al_use_first: Some(1),
            ..NameOptions::default()
        };
        let title = TextSource::Variable { name: "title".into(), short: true };
        let names = |variable: &str| Names { variables: vec![variable.to_string()], ..Names::default() };
        let element = Names {
            substitute: vec![
                Element::Names(Box::new(names("editor"))),
                Element::Names(Box::new(names("translator"))),
                Element::Text(Text { source: title, look: Look { fonts: vec![Font::Italic], ..Look::default() } }),
            ],
            ..names("author")
        };
        let elements = [Element::Names(Box::new(element))];
        let mut renderer = Renderer::new(self.style, self.locales, work, Area::Citation, &options);
        renderer.loose(&elements)
    }

    /// Groups and collapses cites.
    fn collapse(&self, pieces: &mut Vec<Piece<'a>>) {
        let citation = &self.style.citation;
        match citation.collapse {
            Some(Collapse::CitationNumber) => self.collapse_numbers(pieces),
            Some(collapse) => {
                group(pieces);
                self.collapse_years(pieces, collapse);
            }
            None => {
                if let Some(delimiter) = &citation.cite_group_delimiter {
                    group(pieces);
                    for index in 1..pieces.len() {
                        if same_names(&pieces[index - 1], &pieces[index]) {
                            pieces[index].delimiter = delimiter.clone();
                        }
                    }
                }
            }
        }
    }

    /// Collapses runs of three or more consecutive numbers into ranges.
    fn collapse_numbers(&self, pieces: &mut Vec<Piece<'a>>) {
        let after = self.style.citation.after_collapse_delimiter.clone();
        let mut collapsed: Vec<Piece<'a>> = Vec::new();
        let mut rest = std::mem::take(pieces).into_iter().peekable();
        while let Some(mut piece) = rest.next() {
            let mut last: Option<Piece<'a>> = None;
            let mut between = Vec::new();
            while let Some(next) = rest.peek() {
                let previous = last.as_ref().unwrap_or(&piece);
                if !(is_number(previous) && is_number(next) && next.work.number == previous.work.number + 1) {
                    break;
                }
                between.extend(last.take());
                last = rest.next();
            }
            let in_range = !between.is_empty();
            if let Some(after) =
                after.as_ref().filter(|_| collapsed.last().is_some_and(|previous| previous.range.is_some()))
            {
                piece.delimiter = after.clone();
            }
            match last {
                Some(last) if in_range => {
                    piece.range = Some(Box::new(last));
                    collapsed.push(piece);
                }
                Some(last) => collapsed.extend([piece, last]),
                None => collapsed.push(piece),
            }
        }
        *pieces = collapsed;
    }

    /// Omits names, and with some `collapse` values years, that repeat those of the previous cite.
    fn collapse_years(&self, pieces: &mut [Piece<'a>], collapse: Collapse) {
        for index in 1..pieces.len() {
            let (before, rest) = pieces.split_at_mut(index);
            let (previous, piece) = (&before[index - 1], &mut rest[0]);
            let mut suffix_only = false;
            if same_names(previous, piece) && piece.cite.prefix.is_empty() {
                let short = self.cite(piece.work, piece.place, Part::WithoutCreator);
                let rest = match collapse {
                    Collapse::Year => None,
                    _ if is_bare(previous.cite) && self.same_year(previous, &short) => from_suffix(&short),
                    _ => None,
                };
                suffix_only = rest.is_some();
                piece.nodes = rest.unwrap_or(short);
                piece.collapsed = true;
            }
            piece.delimiter = self.delimiter(previous, piece, suffix_only, collapse);
        }
    }

    /// Returns whether a cite has the same year as the previous one.
    fn same_year(&self, previous: &Piece<'a>, short: &[Node]) -> bool {
        before_suffix(short) == before_suffix(&self.cite(previous.work, previous.place, Part::WithoutCreator))
    }

    /// Returns the delimiter between two cites when years collapse.
    fn delimiter(&self, previous: &Piece<'a>, piece: &Piece<'a>, suffix_only: bool, collapse: Collapse) -> String {
        let citation = &self.style.citation;
        let layout = &citation.layout.delimiter;
        let same = same_names(previous, piece);
        if suffix_only {
            return citation
                .year_suffix_delimiter
                .as_ref()
                .or(citation.cite_group_delimiter.as_ref())
                .unwrap_or(layout)
                .clone();
        }
        match (&citation.after_collapse_delimiter, &citation.cite_group_delimiter) {
            (Some(after), _) if previous.cite.locator.is_some() => after,
            (Some(after), _) if !piece.collapsed && (previous.collapsed || collapse == Collapse::Year) => after,
            (Some(_), None) => layout,
            (_, Some(group)) if same => group,
            (None, None) if piece.collapsed && self.style.class() == Class::InText => return ", ".to_string(),
            _ => layout,
        }
        .clone()
    }

    /// Joins the pieces and adds the affixes of the layout.
    fn assemble(&self, mut pieces: Vec<Piece<'a>>) -> Vec<super::output::Run> {
        if self.style.citation.collapse == Some(Collapse::YearSuffixRanged) {
            range_suffixes(&mut pieces);
        }
        let layout = &self.style.citation.layout;
        let mut nodes: Vec<Node> = Vec::new();
        let mut previous_suffix = String::new();
        for piece in pieces.into_iter().filter(|piece| !node::is_empty(&piece.nodes)) {
            if !nodes.is_empty() {
                nodes.extend(affix(&joint(&piece.delimiter, &previous_suffix, &piece.cite.prefix)));
            }
            previous_suffix =
                piece.range.as_ref().map_or(&piece.cite.suffix, |last| &last.cite.suffix).trim_end().to_string();
            self.push(piece, &mut nodes);
        }
        if node::is_empty(&nodes) {
            return Vec::new();
        }
        let mut nodes: Vec<Node> =
            affix(&layout.look.prefix).into_iter().chain(nodes).chain(affix(&layout.look.suffix)).collect();
        for font in layout.look.fonts.iter().rev() {
            nodes = vec![Node::Font(*font, nodes)];
        }
        finish(&nodes, self.locales)
    }

    fn push(&self, piece: Piece<'a>, nodes: &mut Vec<Node>) {
        let prefix = piece.cite.prefix.clone();
        if !prefix.trim().is_empty() {
            let space = if prefix.ends_with(char::is_whitespace) || prefix.ends_with(['(', '[', '’', '\'', '-', '/'])
            {
                ""
            } else {
                " "
            };
            nodes.push(Node::Tagged(Tag::CiteAffix, markup::parse(&format!("{prefix}{space}"))));
        }
        nodes.push(Node::Tagged(Tag::Cite(piece.index), piece.nodes));
        if let Some(last) = piece.range {
            nodes.push(Node::Affix("–".to_string()));
            nodes.push(Node::Tagged(Tag::Cite(last.index), last.nodes));
        }
        let suffix = &piece.cite.suffix;
        if !suffix.trim().is_empty() {
            let space = if suffix.starts_with(|c: char| c.is_whitespace() || ",.;:!?)]’'-–—".contains(c)) {
                ""
            } else {
                " "
            };
            nodes.push(Node::Tagged(Tag::CiteAffix, markup::parse(&format!("{space}{suffix}"))));
        }
    }
}

/// Returns the delimiter between two cites, without what the author's own affixes already contain.
fn joint(delimiter: &str, suffix: &str, prefix: &str) -> String {
    if prefix.starts_with([';', '.', ',']) && suffix.is_empty() {
        return String::new();
    }
    if suffix.ends_with([';', '.', ',']) {
        return delimiter.find(' ').map_or_else(String::new, |space| delimiter[space..].to_string());
    }
    delimiter.to_string()
}

/// Moves cites with the same names directly after the first of them.
fn group(pieces: &mut Vec<Piece<'_>>) {
    let mut groups: Vec<Vec<Piece<'_>>> = Vec::new();
    let mut found: std::collections::HashMap<String, usize> = std::collections::HashMap::new();
    for piece in std::mem::take(pieces) {
        let known =
            found.get(&piece.names).copied().filter(|_| !piece.names.is_empty() && piece.cite.prefix.is_empty());
        match known {
            Some(index) => groups[index].push(piece),
            None => {
                found.insert(piece.names.clone(), groups.len());
                groups.push(vec![piece]);
            }
        }
    }
    pieces.extend(groups.into_iter().flatten());
}

fn same_names(a: &Piece<'_>, b: &Piece<'_>) -> bool {
    !a.names.is_empty() && a.names == b.names
}

/// Returns whether a cite prints only its number.
fn is_number(piece: &Piece<'_>) -> bool {
    let text = node::plain(&piece.nodes);
    let number = text.trim_matches(|c: char| !c.is_alphanumeric());
    piece.cite.prefix.is_empty() && piece.cite.suffix.is_empty() && number.parse() == Ok(piece.work.number)
}

/// Returns whether a cite has neither affixes nor a locator.
fn is_bare(cite: &Cite) -> bool {
    cite.prefix.is_empty() && cite.suffix.is_empty() && cite.locator.as_deref().unwrap_or_default().is_empty()
}

/// Returns the text before the year suffix.
fn before_suffix(nodes: &[Node]) -> String {
    /// Adds the text up to the suffix; returns whether it was reached.
    fn visit(nodes: &[Node], text: &mut String) -> bool {
        nodes.iter().any(|node| match node {
            Node::Tagged(Tag::YearSuffix, _) => true,
            Node::Text(piece) | Node::Affix(piece) => {
                text.push_str(piece);
                false
            }
            node => visit(node.children(), text),
        })
    }
    let mut text = String::new();
    visit(nodes, &mut text);
    text
}

/// Returns the nodes from the year suffix on, or `None` if there is no suffix.
fn from_suffix(nodes: &[Node]) -> Option<Vec<Node>> {
    let (index, inner) = nodes.iter().enumerate().find_map(|(index, node)| match node {
        Node::Tagged(Tag::YearSuffix, _) => Some((index, vec![node.clone()])),
        node => from_suffix(node.children()).map(|inner| (index, inner)),
    })?;
    Some(inner.into_iter().chain(nodes[index + 1..].iter().cloned()).collect())
}

/// Collapses runs of three or more consecutive year suffixes into ranges.
fn range_suffixes(pieces: &mut Vec<Piece<'_>>) {
    let mut collapsed: Vec<Piece<'_>> = Vec::new();
    let is_suffix =
        |piece: &Piece<'_>| matches!(piece.nodes[..], [Node::Tagged(Tag::YearSuffix, _)]) && is_bare(piece.cite);
    let number = |piece: &Piece<'_>| piece.work.disambiguation.year_suffix.unwrap_or(0);
    let mut rest = std::mem::take(pieces).into_iter().peekable();
    while let Some(mut piece) = rest.next() {
        let mut run = Vec::new();
        while let Some(next) = rest.peek() {
            let previous = run.last().unwrap_or(&piece);
            if !(is_suffix(next) && number(previous) > 0 && number(next) == number(previous) + 1) {
                break;
            }
            run.extend(rest.next());
        }
        if run.len() >= 2 && piece.cite.suffix.is_empty() {
            piece.range = run.pop().map(Box::new);
            collapsed.push(piece);
        } else {
            collapsed.push(piece);
            collapsed.extend(run);
        }
    }
    *pieces = collapsed;
}
