//! `handout themes`.

use super::{
    Exit,
    args::{ThemesArgs, ThemesCommand},
    output,
};
use handout::theme::Theme;

/// Lists the bundled themes, or prints one.
pub(crate) fn themes(args: &ThemesArgs) -> Exit {
    let text = match &args.command {
        None => Theme::NAMES.iter().filter_map(|name| line(name)).collect(),
        Some(ThemesCommand::Show { name }) => match Theme::source(name) {
            Some(source) => source.to_owned(),
            None => {
                let names = Theme::NAMES.join(", ");
                output::error(&format!("no theme is called `{name}`: choose from {names}"));
                return Exit::Usage;
            }
        },
    };
    output::print(text.as_bytes())
}

fn line(name: &str) -> Option<String> {
    Theme::bundled(name).map(|theme| format!("{name:12} {}\n", theme.description))
}
