//! Font files: those bundled in the binary, and those that a caller adds.

use std::{
    borrow::Cow,
    sync::{Arc, OnceLock},
};

/// One font file.
#[derive(Debug, Clone)]
pub struct FontData {
    /// The file's name, for messages.
    pub name: String,
    /// The file: TrueType, OpenType, or a collection of them.
    pub bytes: Cow<'static, [u8]>,
}

/// Font files, in order of preference.
#[derive(Debug, Clone, Default)]
pub struct FontSet {
    files: Vec<FontData>,
}

macro_rules! bundled {
    ($($path:literal),+ $(,)?) => {
        &[$(($path, include_bytes!(concat!("../../fonts/", $path)))),+]
    };
}

const BUNDLED: &[(&str, &[u8])] = bundled![
    "atkinson-hyperlegible-next/AtkinsonHyperlegibleNext-Regular.ttf",
    "atkinson-hyperlegible-next/AtkinsonHyperlegibleNext-Italic.ttf",
    "atkinson-hyperlegible-next/AtkinsonHyperlegibleNext-Bold.ttf",
    "atkinson-hyperlegible-next/AtkinsonHyperlegibleNext-BoldItalic.ttf",
    "atkinson-hyperlegible-mono/AtkinsonHyperlegibleMono-Regular.ttf",
    "atkinson-hyperlegible-mono/AtkinsonHyperlegibleMono-Bold.ttf",
    "source-serif-4/SourceSerif4-Regular.ttf",
    "source-serif-4/SourceSerif4-Italic.ttf",
    "source-serif-4/SourceSerif4-Bold.ttf",
    "source-serif-4/SourceSerif4-BoldItalic.ttf",
    "noto-sans/NotoSans-Regular.ttf",
    "noto-sans/NotoSans-Italic.ttf",
    "noto-sans/NotoSans-Bold.ttf",
    "noto-sans/NotoSans-BoldItalic.ttf",
    "noto-sans-math/NotoSansMath-Regular.ttf",
    "noto-sans-symbols-2/NotoSansSymbols2-Regular.ttf",
];

impl FontSet {
    /// The fonts in the binary, shared by all callers.
    #[must_use]
    pub fn bundled() -> Arc<Self> {
        static SET: OnceLock<Arc<FontSet>> = OnceLock::new();
        SET.get_or_init(|| {
            let file = |&(name, bytes): &(&str, &'static [u8])| FontData { name: name.to_owned(), bytes: bytes.into() };
            Arc::new(Self { files: BUNDLED.iter().map(file).collect() })
        })
        .clone()
    }

    /// The same fonts with one more, preferred over those before it only by its family name.
    #[must_use]
    pub fn with(mut self, font: FontData) -> Self {
        self.files.push(font);
        self
    }

    /// The files, in order of preference.
    #[must_use]
    pub fn files(&self) -> &[FontData] {
        &self.files
    }
}
