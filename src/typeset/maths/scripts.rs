//! Superscripts and subscripts (MathML Core, 3.4.1; The TeXbook, appendix G, 18).

use super::{boxes::MathBox, layout::Layout, style::Style};
use crate::maths::Node;
use ttf_parser::math::{Constants, MathValue};

impl<'a> Layout<'_, 'a> {
    pub(super) fn scripts(&mut self, base: &Node, sub: Option<&Node>, sup: Option<&Node>, style: Style) -> MathBox {
        let base = self.node(base, style);
        self.attached(base, sub, sup, style)
    }

    /// Attaches scripts to a base.
    pub(super) fn attached(&mut self, base: MathBox, sub: Option<&Node>, sup: Option<&Node>, style: Style) -> MathBox {
        let sub = sub.map(|sub| self.node(sub, style.script().cramped()));
        let sup = sup.map(|sup| self.node(sup, style.script()));
        let (up, down) = self.shifts(&base, sub.as_ref(), sup.as_ref(), style);
        let after = self.length(style, Constants::space_after_script);
        let (x_up, x_down) =
            if base.is_large { (base.width, base.width - base.italic) } else { (base.width + base.italic, base.width) };
        let mut whole = base;
        (whole.italic, whole.is_letter, whole.is_large, whole.attachment) = (0.0, false, false, None);
        let mut end = whole.width;
        for (script, x, y) in [(sub, x_down, down), (sup, x_up, -up)] {
            let Some(script) = script else { continue };
            end = end.max(x + script.width);
            whole.place(script, x, y);
        }
        whole.width = end + after;
        whole
    }

    pub(super) fn prescripts(&mut self, base: &Node, sub: Option<&Node>, sup: Option<&Node>, style: Style) -> MathBox {
        let base = self.node(base, style);
        let sub = sub.map(|sub| self.node(sub, style.script().cramped()));
        let sup = sup.map(|sup| self.node(sup, style.script()));
        let (up, down) = self.shifts(&base, sub.as_ref(), sup.as_ref(), style);
        let before = self.length(style, Constants::space_after_script);
        let width = [&sub, &sup].into_iter().flatten().fold(0.0f32, |width, script| width.max(script.width));
        let mut whole = MathBox::space(before + width);
        for (script, y) in [(sub, down), (sup, -up)] {
            let Some(script) = script else { continue };
            let x = before + width - script.width;
            whole.place(script, x, y);
        }
        whole.italic = base.italic;
        whole.append(base);
        whole
    }

    /// Returns how far scripts are raised and lowered.
    fn shifts(&self, base: &MathBox, sub: Option<&MathBox>, sup: Option<&MathBox>, style: Style) -> (f32, f32) {
        let length = |of: fn(&Constants<'a>) -> MathValue<'a>| self.length(style, of);
        let mut up = length(if style.cramped {
            Constants::superscript_shift_up_cramped
        } else {
            Constants::superscript_shift_up
        });
        let mut down = length(Constants::subscript_shift_down);
        if !base.is_letter {
            up = up.max(base.ascent - length(Constants::superscript_baseline_drop_max));
            down = down.max(base.descent + length(Constants::subscript_baseline_drop_min));
        }
        if let Some(sup) = sup {
            up = up.max(length(Constants::superscript_bottom_min) + sup.descent);
        }
        if let Some(sub) = sub {
            down = down.max(sub.ascent - length(Constants::subscript_top_max));
        }
        if let (Some(sub), Some(sup)) = (sub, sup) {
            let bottom = up - sup.descent;
            let lacking = length(Constants::sub_superscript_gap_min) - (bottom - (sub.ascent - down));
            if lacking > 0.0 {
                let room = (length(Constants::superscript_bottom_max_with_subscript) - bottom).clamp(0.0, lacking);
                up += room;
                down += lacking - room;
            }
        }
        (up, down)
    }
}
