//! Finds a numbered reference list before the body is read.

use crate::read::common::words::is_references;
use std::collections::BTreeSet;

/// A numbered list under a heading such as "References".
#[derive(Debug)]
pub(crate) struct Listed {
    /// The byte where the heading starts.
    pub(crate) heading: usize,
    /// The number of the last entry.
    pub(crate) last: u32,
}

/// Finds the list. Only with one is `[1]` a citation.
pub(crate) fn find(body: &str) -> Option<Listed> {
    let (mut at, mut heading) = (0, None);
    let mut previous: Option<(usize, &str)> = None;
    for line in body.split_inclusive('\n') {
        let bare = line.trim();
        let mark = bare.bytes().next().unwrap_or_default();
        if mark == b'#' && is_references(bare.trim_matches('#').split('{').next().unwrap_or_default()) {
            heading = Some((at, at + line.len()));
        }
        let underline = bare.len() > 2 && matches!(mark, b'=' | b'-') && bare.bytes().all(|b| b == mark);
        if let Some((start, _)) = previous.filter(|(_, title)| underline && is_references(title)) {
            heading = Some((start, at + line.len()));
        }
        previous = Some((at, bare));
        at += line.len();
    }
    let (heading, below) = heading?;
    let (mut first, mut last) = (None, 0);
    for line in body[below..].lines() {
        let bare = line.trim_start();
        match (numbered(bare), first) {
            (Some(number), None) => (first, last) = (Some(number), number),
            // Markdown renumbers lists whose entries all start with `1.`
            (Some(number), Some(first)) if number == last + 1 || (number == first && line == bare) => last += 1,
            (None, None) if !bare.is_empty() => return None,
            _ => {}
        }
        if bare.starts_with('#') {
            break;
        }
    }
    (last > 0).then_some(Listed { heading, last })
}

/// Returns the number at the start of an entry.
fn numbered(line: &str) -> Option<u32> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    line[..digits].parse().ok().filter(|&number| number < u32::MAX && line[digits..].starts_with(['.', ')']))
}

/// Returns the anchors in Quarto's form, `#fig-dose` or `label: fig-dose`, as far as a scan of words can find them.
pub(crate) fn places(body: &str) -> BTreeSet<String> {
    if !body.contains("@fig-") && !["@tbl-", "@sec-", "@lst-", "@eq-", "@tip-"].iter().any(|key| body.contains(key)) {
        return BTreeSet::new();
    }
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    let named = body.match_indices('#').map(|(at, _)| &body[at + 1..]);
    let labelled = ["label:", ":name:"]
        .into_iter()
        .flat_map(|key| body.match_indices(key).map(move |(at, _)| body[at + key.len()..].trim_start_matches(' ')));
    let name = |rest: &str| rest[..rest.find(|c| !is_name(c)).unwrap_or(rest.len())].to_owned();
    named.chain(labelled).map(name).filter(|name| name.contains('-')).collect()
}
