//! MathML: `element` parses the XML, `read` makes a formula tree from it, `write` writes a tree as MathML Core.

mod element;
mod fence;
mod leaf;
mod read;
mod table;
mod write;

pub(crate) use read::from_mathml;
#[cfg(feature = "web")]
pub(crate) use write::escape;
pub(crate) use write::to_mathml;
