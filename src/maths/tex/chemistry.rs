//! Chemistry, as mhchem writes it.

use super::{TexError, cursor::Cursor};
use crate::maths::tree::Node;

pub(super) fn read(cursor: Cursor<'_>) -> Result<Node, TexError> {
    Err(cursor.error("not understood yet"))
}
