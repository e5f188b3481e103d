//! Patterns that repeat a drawing (ISO 32000-1, 8.7.3).

use super::{canvas::Canvas, matrix, name, numbers};
use printpdf::{DictItem, ExternalStream};
use usvg::{Pattern, Transform};

impl Canvas<'_> {
    /// Returns the pattern, painted once for its tile.
    pub(super) fn tile(&mut self, pattern: &Pattern, at: Transform) -> Result<DictItem, String> {
        let rect = pattern.rect();
        let mut cell = Canvas::new(self.shared, [0.0, 0.0, rect.width(), rect.height()]);
        cell.group(pattern.root(), Transform::identity())?;
        let place = at.pre_concat(pattern.transform()).pre_translate(rect.x(), rect.y());
        let entries = [
            ("Type", name("Pattern")),
            ("PatternType", DictItem::Int(1)),
            ("PaintType", DictItem::Int(1)),
            ("TilingType", DictItem::Int(1)),
            ("BBox", numbers(&cell.bounds)),
            ("XStep", DictItem::Real(rect.width())),
            ("YStep", DictItem::Real(rect.height())),
            ("Matrix", numbers(&matrix(place))),
            ("Resources", cell.resources.into_dictionary()),
        ];
        let dict = entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
        let stream = ExternalStream { dict, content: cell.content.into_bytes(), compress: false };
        Ok(DictItem::Stream { stream })
    }
}
