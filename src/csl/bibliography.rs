//! The bibliography: entries, second-field alignment and repeated authors.

use super::finish::finish;
use super::item::Name;
use super::locales::Locales;
use super::node::{self, Node, Tag, affix};
use super::output::{Display, Entry};
use super::render::{Area, Renderer, Work};
use super::style::{Bibliography, Style, SubstituteRule};

/// Renders the entries of `works`, which must be in bibliography order.
pub(super) fn entries(style: &Style, bibliography: &Bibliography, locales: &Locales, works: &[Work<'_>]) -> Vec<Entry> {
    let mut entries = Vec::with_capacity(works.len());
    let mut previous: Option<Creators<'_>> = None;
    for work in works {
        let mut renderer = Renderer::new(style, locales, work, Area::Bibliography, &bibliography.names);
        let mut fields = renderer.fields(&bibliography.layout);
        if let Some(substitute) = &bibliography.subsequent_author_substitute {
            let people = renderer.lists.first().and_then(|list| work.item.names.get(&list.variable));
            let list = fields.iter_mut().find_map(|field| creators(field));
            let current =
                list.as_ref().map(|list| Creators { printed: list.to_vec(), people: people.map(Vec::as_slice) });
            if let (Some(previous), Some(current), Some(list)) = (&previous, &current, list) {
                replace(list, previous, current, substitute, bibliography.substitute_rule);
            }
            previous = current;
        }
        let nodes = assemble(fields, bibliography);
        if !node::is_empty(&nodes) {
            entries.push(Entry { id: work.item.id.clone(), runs: finish(&nodes, locales) });
        }
    }
    entries
}

/// Returns what the first `cs:names` in `nodes` prints, without its label and affixes.
fn creators(nodes: &mut [Node]) -> Option<&mut Vec<Node>> {
    let names = node::find_mut(nodes, Tag::Names)?;
    if node::find(names, Tag::NameList).is_some() { node::find_mut(names, Tag::NameList) } else { Some(names) }
}

/// Joins the fields of an entry and adds the affixes of the layout.
fn assemble(fields: Vec<Vec<Node>>, bibliography: &Bibliography) -> Vec<Node> {
    let look = &bibliography.layout.look;
    let mut fields = fields.into_iter().filter(|field| !node::is_empty(field)).peekable();
    if fields.peek().is_none() {
        return Vec::new();
    }
    let mut nodes: Vec<Node> = affix(&look.prefix).into_iter().collect();
    if bibliography.second_field_align.is_some() {
        nodes.extend(fields.next().unwrap_or_default());
        let left = Node::Block(Display::LeftMargin, nodes);
        let mut right = node::join(fields, &bibliography.layout.delimiter);
        right.extend(affix(&look.suffix));
        nodes = vec![left, Node::Block(Display::RightInline, right)];
    } else {
        nodes.extend(node::join(fields, &bibliography.layout.delimiter));
        match nodes.last_mut() {
            Some(Node::Block(_, inner)) => inner.extend(affix(&look.suffix)),
            _ => nodes.extend(affix(&look.suffix)),
        }
    }
    for font in look.fonts.iter().rev() {
        nodes = vec![Node::Font(*font, nodes)];
    }
    nodes
}

/// The names at the head of an entry.
struct Creators<'a> {
    /// The rendered names.
    printed: Vec<Node>,
    /// All names of the variable, including those that `et al.` hides.
    people: Option<&'a [Name]>,
}

/// Replaces names that repeat those of the previous entry.
fn replace(
    list: &mut Vec<Node>,
    previous: &Creators<'_>,
    current: &Creators<'_>,
    substitute: &str,
    rule: SubstituteRule,
) {
    let same = current.people == previous.people && node::plain(list) == node::plain(&previous.printed);
    match rule {
        SubstituteRule::CompleteAll if same => *list = vec![Node::Text(substitute.to_string())],
        SubstituteRule::CompleteAll => {}
        SubstituteRule::CompleteEach if same => replace_first(list, usize::MAX, substitute),
        SubstituteRule::CompleteEach => {}
        SubstituteRule::PartialEach | SubstituteRule::PartialFirst => {
            let most = if rule == SubstituteRule::PartialFirst { 1 } else { usize::MAX };
            let count = matching(previous, current).min(most);
            replace_first(list, count, substitute);
        }
    }
}

/// Returns how many leading names are the same.
fn matching(previous: &Creators<'_>, current: &Creators<'_>) -> usize {
    let (before, now) = (names(&previous.printed), names(&current.printed));
    let printed = before.iter().zip(&now).take_while(|(a, b)| a == b).count();
    match (previous.people, current.people) {
        (Some(before), Some(now)) => before.iter().zip(now).take_while(|(a, b)| a == b).count().min(printed),
        _ => printed,
    }
}

fn names(nodes: &[Node]) -> Vec<String> {
    let mut all = Vec::new();
    for node in nodes {
        match node {
            Node::Tagged(Tag::Name, inner) => all.push(node::plain(inner)),
            node => all.extend(names(node.children())),
        }
    }
    all
}

/// Replaces the first `count` names.
fn replace_first(nodes: &mut [Node], mut count: usize, substitute: &str) {
    fn visit(nodes: &mut [Node], count: &mut usize, substitute: &str) {
        for node in nodes {
            if *count == 0 {
                return;
            }
            match node {
                Node::Tagged(Tag::Name, inner) => {
                    *inner = vec![Node::Text(substitute.to_string())];
                    *count -= 1;
                }
                node => {
                    if let Some(children) = node.children_mut() {
                        visit(children, count, substitute);
                    }
                }
            }
        }
    }
    visit(nodes, &mut count, substitute);
}
