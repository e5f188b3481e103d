//! `handout formats` and `handout styles`: the names that `--to` and `--csl` accept.

use super::{Exit, output};
use handout::{Registry, render::Renderer, resolve::style_names};

/// Lists the formats.
pub(crate) fn formats() -> Exit {
    let line = |renderer: &dyn Renderer| {
        format!("{:8} .{:4} {}\n", renderer.format(), renderer.extension(), renderer.description())
    };
    let text: String = Registry::builtin().iter().map(line).collect();
    output::print(text.as_bytes())
}

/// Lists the bundled citation styles.
pub(crate) fn styles() -> Exit {
    let text: String = style_names().iter().map(|name| format!("{name}\n")).collect();
    output::print(text.as_bytes())
}
