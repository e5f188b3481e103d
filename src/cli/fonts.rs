//! Fonts beside the bundled ones: `--font-dir`, a folder `fonts` where handout is called, and `--system-fonts`.

use super::say;
use clap::Args as ClapArgs;
use handout::env::FontSet;
use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

/// The folder that serves where none is named.
const OWN: &str = "fonts";

#[derive(Debug, Default, ClapArgs)]
pub(crate) struct FontArgs {
    /// A folder of fonts (.ttf, .otf, .ttc) for themes to name, and for scripts that the bundled fonts lack; without
    /// it, the folder `fonts` where handout is called.
    #[arg(long, value_name = "DIR", hide_short_help = true)]
    pub(crate) font_dir: Vec<PathBuf>,
    /// Use the system's fonts for scripts that no other font has. Outputs then differ from system to system.
    #[arg(long, hide_short_help = true)]
    pub(crate) system_fonts: bool,
}

impl FontArgs {
    /// The fonts to use. None after a message.
    pub(crate) fn fonts(&self) -> Option<Arc<FontSet>> {
        let bundled = FontSet::bundled();
        let own = Path::new(OWN);
        let has_own = self.font_dir.is_empty() && own.is_dir();
        if self.font_dir.is_empty() && !self.system_fonts && !has_own {
            return Some(bundled);
        }
        let mut fonts = FontSet::clone(&bundled);
        for folder in &self.font_dir {
            fonts = match fonts.with_folder(folder) {
                Ok(fonts) => fonts,
                Err(error) => {
                    say::usage(&format!("the fonts in {} cannot be read: {error}", folder.display()));
                    return None;
                }
            };
        }
        if has_own {
            fonts = fonts.with_own(own);
        }
        Some(Arc::new(if self.system_fonts { fonts.with_system() } else { fonts }))
    }
}
