//! Fonts in addition to the bundled ones: `--font-dir`, a folder `fonts` in the current folder, and system fonts.

use super::output;
use clap::Args as ClapArgs;
use handout::env::{FontSet, SystemFonts};
use std::{
    ffi::OsString,
    path::{Path, PathBuf},
    sync::Arc,
};

/// The folder to use if none is named.
const OWN: &str = "fonts";

#[derive(Debug, Default, ClapArgs)]
pub(crate) struct FontArgs {
    /// Folder of fonts (.ttf, .otf, .ttc) for themes, and for scripts that the bundled fonts lack; may be repeated
    /// [default: the folder `fonts` in the current folder]
    #[arg(long, value_name = "DIR", hide_short_help = true)]
    pub(crate) font_dir: Vec<PathBuf>,
    /// Use system fonts for all characters that no other font has, not only for scripts that the others lack; outputs
    /// then differ between systems
    #[arg(long, hide_short_help = true, conflicts_with = "no_system_fonts")]
    pub(crate) system_fonts: bool,
    /// Never use system fonts [default: for scripts that no other font has, with a note]
    #[arg(long, hide_short_help = true)]
    pub(crate) no_system_fonts: bool,
}

impl FontArgs {
    /// Returns the fonts to use; `None` after an error message.
    pub(crate) fn fonts(&self) -> Option<Arc<FontSet>> {
        let bundled = FontSet::bundled();
        let own = Path::new(OWN);
        let has_own = self.font_dir.is_empty() && own.is_dir();
        let mut fonts = FontSet::clone(&bundled).with_system(self.system());
        for folder in &self.font_dir {
            fonts = match fonts.with_folder(folder) {
                Ok(fonts) => fonts,
                Err(error) => {
                    output::error(&format!("the fonts in {} cannot be read: {error}", folder.display()));
                    return None;
                }
            };
        }
        if has_own {
            fonts = fonts.with_own(own);
        }
        Some(Arc::new(fonts))
    }

    /// Returns equivalent arguments.
    pub(crate) fn as_args(&self) -> Vec<OsString> {
        let folders = self.font_dir.iter().flat_map(|folder| ["--font-dir".into(), folder.clone().into_os_string()]);
        let flags = [("--system-fonts", self.system_fonts), ("--no-system-fonts", self.no_system_fonts)];
        folders.chain(flags.into_iter().filter(|(_, on)| *on).map(|(flag, _)| flag.into())).collect()
    }

    /// Returns when system fonts may be used.
    fn system(&self) -> SystemFonts {
        match (self.system_fonts, self.no_system_fonts) {
            (_, true) => SystemFonts::Never,
            (true, false) => SystemFonts::MissingCharacters,
            (false, false) => SystemFonts::MissingScripts,
        }
    }
}
