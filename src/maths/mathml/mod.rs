//! MathML: `element` parses the XML, `read` makes a formula tree from it, `write` writes a tree as MathML Core.

mod element;
mod fence;
mod leaf;
mod read;
mod table;
mod write;

pub(crate) use read::from_mathml;
pub(crate) use write::{escape, to_mathml};
