//! Fonts beside the bundled ones: `--font-dir` and `--system-fonts`.

use super::say;
use clap::Args as ClapArgs;
use handout::env::FontSet;
use std::{path::PathBuf, sync::Arc};

#[derive(Debug, Default, ClapArgs)]
pub(crate) struct FontArgs {
    /// A folder of fonts (.ttf, .otf, .ttc) for themes to name, and for scripts that the bundled fonts lack.
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
        if self.font_dir.is_empty() && !self.system_fonts {
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
        Some(Arc::new(if self.system_fonts { fonts.with_system() } else { fonts }))
    }
}
