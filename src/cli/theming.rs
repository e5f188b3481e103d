//! `handout themes`.

use super::{Exit, say};
use clap::{Args as ClapArgs, Subcommand};
use handout::theme::Theme;

#[derive(Debug, ClapArgs)]
pub(crate) struct ThemesArgs {
    #[command(subcommand)]
    what: Option<What>,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Print a theme's file, to be copied and changed.
    Show {
        /// The theme's name.
        name: String,
    },
}

fn unknown(name: &str) -> String {
    format!("no theme is called `{name}`: choose from {}", Theme::NAMES.join(", "))
}

/// Lists the bundled themes, or prints one.
pub(crate) fn themes(args: &ThemesArgs) -> Exit {
    let text = match &args.what {
        None => Theme::NAMES.iter().filter_map(|name| listed(name)).collect(),
        Some(What::Show { name }) => match Theme::source(name) {
            Some(source) => source.to_owned(),
            None => {
                say::usage(&unknown(name));
                return Exit::Usage;
            }
        },
    };
    say::printed(text.as_bytes())
}

fn listed(name: &str) -> Option<String> {
    Theme::bundled(name).map(|theme| format!("{name:12} {}\n", theme.description))
}
