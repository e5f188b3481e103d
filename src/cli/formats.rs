//! `handout formats`: the renderers of the registry.

use super::{Exit, say};
use handout::Registry;

pub(crate) fn formats() -> Exit {
    let line = |renderer: &dyn handout::render::Renderer| {
        format!("{:6} .{:5} {}\n", renderer.name(), renderer.extension(), renderer.description())
    };
    let text: String = Registry::builtin().iter().map(line).collect();
    say::printed(text.as_bytes())
}
