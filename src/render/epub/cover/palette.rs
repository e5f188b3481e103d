//! The colors of a drawn cover, mixed from the theme's accent.

use crate::typeset::Color;

/// The number of entries from the background to white, after the first entry.
pub(super) const WHITES: u8 = 9;
/// The number of entries from the background to the tint, after those.
pub(super) const TINTS: u8 = 6;

/// Returns sixteen colors: the background, nine steps to white, six to a tint. White has a contrast of at least 7:1
/// with the background, the tint of 4.5:1 (WCAG 2.2, 1.4.6 and 1.4.3).
pub(super) fn of(accent: Color) -> [[u8; 3]; 16] {
    let black = Color::rgb(0, 0, 0);
    let ground = nearest(accent, black, |ground| ground.contrast(Color::WHITE) >= 7.0);
    let tint = nearest(ground, Color::WHITE, |tint| tint.contrast(ground) >= 5.5);
    std::array::from_fn(|entry| {
        let color = match entry as u8 {
            0 => ground,
            white @ 1..=WHITES => ground.mixed(Color::WHITE, f32::from(white) / f32::from(WHITES)),
            step => ground.mixed(tint, f32::from(step - WHITES) / f32::from(TINTS)),
        };
        [color.r, color.g, color.b]
    })
}

/// Returns the first color between two others that `will_do`, else the second one.
fn nearest(color: Color, to: Color, will_do: impl Fn(Color) -> bool) -> Color {
    (0..=100).map(|step| color.mixed(to, step as f32 / 100.0)).find(|color| will_do(*color)).unwrap_or(to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_contrast_with_the_background_for_every_accent() {
        for accent in [Color::rgb(0x12, 0x4b, 0x74), Color::rgb(255, 255, 0), Color::WHITE, Color::rgb(0, 0, 0)] {
            let palette = of(accent).map(|[r, g, b]| Color::rgb(r, g, b));
            let (ground, white, tint) = (palette[0], palette[usize::from(WHITES)], palette[15]);
            assert_eq!(white, Color::WHITE);
            assert!(ground.contrast(white) >= 7.0 && ground.contrast(tint) >= 4.5, "{accent:?}: {palette:?}");
        }
        let accent = Color::rgb(0x12, 0x4b, 0x74);
        assert_eq!(of(accent)[0], [accent.r, accent.g, accent.b], "a dark accent is the ground itself");
    }
}
