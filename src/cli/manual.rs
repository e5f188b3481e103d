//! `handout completions` and `handout manual`, generated from the definition of the arguments.

use super::{Exit, args::Args, help, output};
use clap::{Command, CommandFactory as _, builder::PossibleValuesParser};
use clap_complete::{Shell, generate};
use clap_mangen::Man;
use handout::{Syntax, resolve::style_names, theme::Theme};
use std::io::{self, Write as _};

/// Prints completions for a shell.
pub(crate) fn completions(shell: Shell) -> Exit {
    let mut text = Vec::new();
    generate(shell, &mut with_values(Args::command()), "handout", &mut text);
    output::print(&text)
}

/// Prints handout(1), or the page of one of its commands, such as handout-book(1).
pub(crate) fn manual(name: Option<&str>) -> Exit {
    let mut all = Args::command();
    all.build();
    let page = match name {
        None => Some(all),
        Some(name) => all.find_subcommand(name).cloned(),
    };
    let Some(page) = page else {
        output::error(&format!("no command is called `{}`: see `handout --help`", name.unwrap_or_default()));
        return Exit::Usage;
    };
    let mut text = Vec::new();
    match render(with_all_options(page), name.is_none(), &mut text) {
        Ok(()) => output::print(&text),
        Err(error) => {
            output::error(&format!("the manual cannot be generated: {error}"));
            Exit::Failed
        }
    }
}

/// Writes a manual page. The page of handout itself has its own sections instead of the end of the help.
fn render(command: Command, main: bool, out: &mut Vec<u8>) -> io::Result<()> {
    if !main {
        return Man::new(command).render(out);
    }
    let page = Man::new(command.after_help("").after_long_help(""));
    page.render_title(out)?;
    page.render_name_section(out)?;
    page.render_synopsis_section(out)?;
    page.render_description_section(out)?;
    page.render_options_section(out)?;
    page.render_subcommands_section(out)?;
    for (title, text) in [
        ("EXIT STATUS", help::EXIT_STATUS),
        ("FILES", help::FILES),
        ("ENVIRONMENT", help::ENVIRONMENT),
        ("EXAMPLES", help::EXAMPLES),
    ] {
        let lines = text.lines().map(|line| line.replace('\\', "\\\\").replace('-', "\\-"));
        let lines: Vec<_> =
            lines.map(|line| if line.starts_with(['.', '\'']) { format!("\\&{line}") } else { line }).collect();
        writeln!(out, ".SH \"{title}\"\n.nf\n{}\n.fi", lines.join("\n"))?;
    }
    page.render_version_section(out)
}

/// Adds the values of options that take names, so that shells complete them. Other values remain valid: completions
/// only suggest.
fn with_values(command: Command) -> Command {
    let values: [(&str, Vec<&'static str>); 6] = [
        ("to", vec!["pdf", "epub", "text", "html", "markdown", "docx"]),
        ("theme", Theme::NAMES.to_vec()),
        ("paper", vec!["a4", "letter", "a5", "legal"]),
        ("csl", style_names().to_vec()),
        ("from", Syntax::ALL.map(|(name, _)| name).to_vec()),
        ("references", vec!["printed", "linked", "omitted"]),
    ];
    let complete = |command: Command| {
        command.mut_args(|arg| match values.iter().find(|(name, _)| arg.get_id() == name) {
            Some((_, names)) => arg.value_parser(PossibleValuesParser::new(names)),
            None => arg,
        })
    };
    complete(command).mut_subcommands(complete)
}

/// Shows options that the short help hides.
fn with_all_options(command: Command) -> Command {
    command.mut_args(|arg| arg.hide_short_help(false))
}
