//! Themes: what `--theme` names, and `handout themes`.

use super::{Exit, say};
use clap::{Args as ClapArgs, Subcommand};
use handout::{
    Diagnostic,
    article::Span,
    batch::{Input, load},
    diagnostic::Code,
    theme::Theme,
};
use std::{path::PathBuf, sync::Arc};

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

/// A bundled theme, or a theme file. None after a message.
pub(crate) fn theme(name: &str) -> Option<Arc<Theme>> {
    if let Some(theme) = Theme::bundled(name) {
        return Some(theme);
    }
    if !name.to_ascii_lowercase().ends_with(".toml") {
        say::usage(&unknown(name));
        return None;
    }
    let source = match load(&Input::Path(PathBuf::from(name))) {
        Ok(source) => source,
        Err(diagnostic) => {
            say::usage(&format!("{name} cannot be read: {}", diagnostic.message));
            return None;
        }
    };
    match Theme::parse(&source.text) {
        Ok(theme) => Some(Arc::new(theme)),
        Err(error) => {
            let span = error.span.map_or(Span::default(), Span::from);
            say::diagnostics(&source, [&Diagnostic::new(Code::BadTheme, error.message).at(span)]);
            None
        }
    }
}

fn unknown(name: &str) -> String {
    format!("no theme is called `{name}`: choose from {}, or name a .toml file", Theme::NAMES.join(", "))
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
