//! The final steps shared by readers.

use crate::article::{Anchor, Block, Inline, for_each_inline_mut};
use std::collections::BTreeMap;

/// Redirects links to the anchors that replaced the names they use.
pub(in crate::read) fn redirect(body: &mut [Block], aliases: &BTreeMap<String, Anchor>) {
    for_each_inline_mut(body, &mut |inline| {
        if let Inline::CrossRef(reference) = inline
            && let Some(anchor) = aliases.get(reference.target.as_str())
        {
            reference.target = anchor.clone();
        }
    });
}
