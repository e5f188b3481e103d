//! The arguments of `handout check`.

use super::{limits::LimitArgs, output::LogFormat, setting_args::SettingArgs};
use clap::{Args as ClapArgs, ValueEnum, builder::PossibleValuesParser};
use handout::{Syntax, check::rules};
use std::path::PathBuf;

/// `handout check`.
#[derive(Debug, ClapArgs)]
pub(crate) struct CheckArgs {
    /// Articles, folders, or patterns such as 'a/**/*.md'; `-` is standard input
    #[arg(value_name = "ARTICLE", required_unless_present_any = ["list", "explain"])]
    pub(super) articles: Vec<PathBuf>,
    /// Syntax, regardless of the names: markdown, text, html or json
    #[arg(short, long, value_name = "SYNTAX")]
    pub(super) from: Option<Syntax>,
    /// List the rules
    #[arg(long)]
    pub(super) list: bool,
    /// Explain why a rule exists, and what to write instead
    #[arg(long, value_name = "RULE", value_parser = PossibleValuesParser::new(rules().map(|rule| rule.name)), hide_possible_values = true)]
    pub(super) explain: Option<String>,
    /// Exit with 1 if there are warnings
    #[arg(long)]
    pub(super) strict: bool,
    /// Article in another language that these articles translate: numbers, telephone numbers, links, headings and tips
    /// must agree
    #[arg(long, value_name = "ARTICLE")]
    pub(super) against: Option<PathBuf>,
    /// Format of the findings: text, or sarif on standard output, for code review tools
    #[arg(long, value_name = "FORM", default_value = "text", hide_default_value = true, hide_possible_values = true)]
    pub(super) format: Form,
    /// Write one JSON line per article to a file; `-` is standard output
    #[arg(long, value_name = "FILE")]
    pub(super) report: Option<PathBuf>,
    /// Format of messages: text or json
    #[arg(long, value_name = "FORMAT", default_value = "text", hide_default_value = true)]
    pub(super) log_format: LogFormat,
    /// Do not print notes
    #[arg(short, long)]
    pub(super) quiet: bool,
    /// Articles to check at a time [default: one per core]
    #[arg(short, long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub(super) jobs: usize,
    #[command(flatten)]
    pub(super) settings: SettingArgs,
    #[command(flatten)]
    pub(super) limits: LimitArgs,
}

/// How findings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Form {
    Text,
    Sarif,
}
