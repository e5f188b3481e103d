//! Renderers outside the crate: the Gemtext example, and one that panics.

use handout::{
    Converter, Format, Options, Registry, Source, Syntax,
    batch::{Batch, Choice, Input, Request, plan},
    diagnostic::Code,
    env::MemoryEnv,
    render::{Context, RenderError, Rendered, Renderer},
    resolve::Resolved,
};
use std::sync::Arc;

#[path = "../../examples/gemtext/renderer.rs"]
mod gemtext;

const ARTICLE: &str = "\
# Tea

By *boiling* water, see [the kettle](https://example.org/kettle).

## Steps

1. **Boil.** Use fresh water.
2. **Wait.** Three minutes.

| Tea | Minutes |
|-----|---------|
| Mint | 5 |
";

#[test]
fn a_renderer_from_outside_shows_every_word_with_its_number() {
    let converter = Converter::new(Registry::builtin().with(gemtext::Gemtext), Options::default());
    let source = Source::new("tea.md", ARTICLE);
    let conversion = converter.convert(&source, Syntax::Markdown, &MemoryEnv::new(), &[gemtext::Gemtext::FORMAT]);
    let lost: Vec<_> = conversion.diagnostics.iter().filter(|reported| reported.code == Code::Loss).collect();
    assert_eq!(lost.len(), 1, "{lost:?}");
    insta::assert_snapshot!(String::from_utf8(conversion.outputs[0].bytes.clone()).unwrap());
}

/// Panics on articles with `break` in the title.
struct Fragile;

impl Renderer for Fragile {
    fn format(&self) -> Format {
        Format::named("fragile")
    }

    fn extension(&self) -> &'static str {
        "frg"
    }

    fn description(&self) -> &'static str {
        "breaks"
    }

    fn render(&self, article: &Resolved, _: &Context<'_>) -> Result<Rendered, RenderError> {
        assert!(!article.article().title_text().contains("break"), "as its title asks");
        Ok(Rendered { bytes: b"whole".to_vec(), ..Rendered::default() })
    }
}

#[test]
fn a_panic_in_a_renderer_affects_only_that_article() {
    let folder = tempfile::tempdir().unwrap();
    for (name, title) in [("1.md", "fine"), ("2.md", "break"), ("3.md", "fine")] {
        std::fs::write(folder.path().join(name), format!("# {title}\n\nWords.\n")).unwrap();
    }
    let registry = Registry::builtin().with(Fragile);
    let out = folder.path().join("out");
    let choice: Arc<Choice> =
        Choice::formats([registry.get(&Format::TEXT).unwrap(), registry.get(&Fragile.format()).unwrap()]).into();
    let plan = plan(Request {
        inputs: vec![Input::Path(folder.path().to_owned())],
        folder: Some(out.clone()),
        files: Vec::new(),
        syntax: None,
        force: false,
        choose: &|_| Ok(Arc::clone(&choice)),
    })
    .unwrap();
    let mut outcomes = Vec::new();
    let batch = Batch::new(Converter::new(registry.clone(), Options::default()));
    batch.run(&plan, |outcome| outcomes.push(outcome)).unwrap();
    let failed: Vec<_> = outcomes.iter().map(handout::batch::Outcome::failed).collect();
    assert_eq!(failed, [false, true, false]);
    let reported = outcomes[1].diagnostics.last().unwrap();
    assert_eq!(reported.code, Code::Internal);
    assert!(reported.message.contains("as its title asks"), "{}", reported.message);
    let mut made: Vec<_> = std::fs::read_dir(out).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    made.sort();
    assert_eq!(made, ["1.frg", "1.txt", "3.frg", "3.txt"]);
}
