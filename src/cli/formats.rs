//! `handout formats` and `handout styles`: what `--to` and `--csl` take by name.

use super::{Exit, say};
use handout::{Registry, resolve::style_names};

pub(crate) fn formats() -> Exit {
    let line = |renderer: &dyn handout::render::Renderer| {
        format!("{:8} .{:4} {}\n", renderer.name(), renderer.extension(), renderer.description())
    };
    let text: String = Registry::builtin().iter().map(line).collect();
    say::printed(text.as_bytes())
}

/// Prints the names of the bundled citation styles.
pub(crate) fn styles() -> Exit {
    let text: String = style_names().iter().map(|name| format!("{name}\n")).collect();
    say::printed(text.as_bytes())
}
