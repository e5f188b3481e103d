//! The form of a table: in columns, on a landscape page, or row by row.
//!
//! No word in a table is hyphenated. Columns give up some padding, then some type size, down to the theme's smaller
//! type; then the page is turned, if the table would otherwise take up pages; finally each row becomes a list of its
//! cells ([`super::records`]).

use super::{super::Area, Composer, Inset, columns::Extents};
use crate::{article::Table, render::pdf::compose::sheet::Type};

/// The minimum scale of small type.
const SMALLEST: f32 = 0.85;

/// The minimum number of pages that a table must take up row by row before its page is turned: turned pages leave gaps
/// on others.
const WORTH_TURNING: f32 = 1.5;

/// The width of a column, in ems, in which a sentence is easy to read: about four words per line.
const WIDE: f32 = 10.0;

/// The sufficient width, in ems, if the table would otherwise be set row by row.
const WIDE_ENOUGH: f32 = 9.0;

/// How a table is set.
pub(super) enum Form {
    /// In columns, across a landscape page if there is one.
    Columns { set: Columns, turned: Option<Area> },
    /// Row by row; the widest word takes up this many points.
    Records { least: f32 },
}

/// The columns of a table: their widths, and the setting of the text in them.
pub(super) struct Columns {
    pub(super) kind: Type,
    pub(super) inset: Inset,
    pub(super) widths: Vec<f32>,
}

impl Composer<'_> {
    /// Chooses the form of a table in a column of a given width.
    pub(super) fn form(&mut self, table: &Table, room: f32, may_turn: bool) -> Form {
        let body = self.inherited.body_type;
        let small = self.small(body);
        let (mut least, mut by_rows) = (0.0, 0.0);
        let ways =
            [(body, Inset::CELL, WIDE), (body, Inset::NARROW_CELL, WIDE), (small, Inset::NARROW_CELL, WIDE_ENOUGH)];
        for (kind, inset, ems) in ways {
            let asked = self.asked_in(table, kind, inset);
            by_rows = asked.height_by_rows(room, kind.leading);
            // narrow columns that do not make the table lower are hard to read
            let wide = |widths: &[f32]| widths.iter().all(|width| *width >= ems * kind.size);
            let good = |widths: &Vec<f32>| wide(widths) || asked.height(widths, kind.leading) < by_rows;
            if let Some(widths) = asked.widths(room).filter(good) {
                return Form::Columns { set: Columns { kind, inset, widths }, turned: None };
            }
            least = asked.widest();
        }
        let turned = self.turned.filter(|_| may_turn && by_rows > self.area.height * WORTH_TURNING);
        let turned = turned.and_then(|area| Some((area, self.turned_columns(table, area)?)));
        match turned {
            Some((area, set)) => Form::Columns { set, turned: Some(area) },
            None => Form::Records { least },
        }
    }

    fn turned_columns(&mut self, table: &Table, area: Area) -> Option<Columns> {
        let body = self.inherited.body_type;
        let small = self.small(body);
        [(body, Inset::CELL), (small, Inset::NARROW_CELL)].into_iter().find_map(|(kind, inset)| {
            let asked = self.asked_in(table, kind, inset);
            let widths = asked.widths(area.width)?;
            Some(Columns { kind, inset, widths })
        })
    }

    /// Returns a smaller type, but not smaller than the theme's captions.
    fn small(&self, kind: Type) -> Type {
        let scale = (self.sheet.fine.size / kind.size).clamp(SMALLEST, 1.0);
        Type { size: kind.size * scale, leading: kind.leading * scale }
    }

    fn asked_in(&mut self, table: &Table, kind: Type, inset: Inset) -> Extents {
        self.within(|here| (here.body_type, here.cell) = (kind, inset), |composer| composer.asked(table))
    }
}
