//! What holds for an article, and why: flags, `handout.toml` files, defaults.
//!
//! A setting is taken from the first that says it: the flag, the article itself, the `handout.toml` in the article's
//! folder, those in the folders above it up to one that says `root = true`, the default. Of what an article can say,
//! how references appear and more bibliographies hold from wherever they are said. An article without a language, in a
//! folder without one, is read in the one its prose is in.
//!
//! [`keys`] lists the settings, [`file`] reads a `handout.toml`, [`settings`] lays them over each other, [`typed`]
//! makes of them what the library takes. Start with [`Chooser`], which answers for a folder.

mod chooser;
mod file;
mod keys;
mod settings;
mod show;
mod typed;

use super::{Exit, args::ConfigArgs, say};
use std::path::Path;

pub(crate) use chooser::Chooser;
pub(crate) use file::NAME;
pub(crate) use keys::{Kind, checked_format, find_format, key};
pub(crate) use settings::Flags;

/// `handout config`: prints what holds in a folder, and why.
pub(crate) fn config(args: &ConfigArgs) -> Exit {
    let Some(chooser) = Chooser::of(&args.settings) else { return Exit::Usage };
    let folder = if args.folder.is_file() { args.folder.parent().unwrap_or(Path::new("")) } else { &args.folder };
    let shown = show::show(&chooser, folder).map(|text| say::printed(text.as_bytes()));
    // What holds is shown, and where from, when it cannot be: a file that is named and not there.
    match shown.and_then(|exit| chooser.choose(folder).map(|_| exit)) {
        Ok(exit) => exit,
        Err(message) => {
            say::usage(&message);
            Exit::Usage
        }
    }
}
