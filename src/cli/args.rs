//! The arguments of all commands, and their help.

use super::{
    check_args::CheckArgs,
    destination::Destination,
    help,
    impose::ImposeArgs,
    limits::LimitArgs,
    output::{self, LogFormat},
    serve_args::ServeArgs,
    setting_args::SettingArgs,
    settings::{Settings, Written},
    worker::WorkerArgs,
};
use clap::{Args as ClapArgs, ColorChoice, Parser, Subcommand};
use clap_complete::Shell;
use handout::{
    Syntax,
    article::{Lang, ReferencesMode},
    batch::Shard,
    book::ReferencesIn,
};
use std::path::PathBuf;

/// Convert articles into a printable PDF, an EPUB and plain text with the same words
#[derive(Debug, Parser)]
#[command(name = "handout", version, after_help = help::short(), max_term_width = 100)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
#[command(arg_required_else_help = true, args_override_self = true, after_long_help = help::long())]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
    /// Color of messages: auto, always or never
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", hide_short_help = true)]
    pub(crate) color: ColorChoice,
    #[command(flatten)]
    pub(crate) convert: ConvertArgs,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Combine several articles into one book
    Book(BookArgs),
    /// List the formats that `--to` accepts
    Formats,
    /// Print the numbered and linked article as JSON
    Ast(AstArgs),
    /// Print the JSON Schema of what handout reads or writes
    Schema {
        /// What to describe: the output of `ast`, a line of `--report`, or a file that an editor checks
        #[arg(value_name = "WHAT", default_value = "article")]
        what: What,
    },
    /// Report what makes articles hard to read, unsafe or out of date
    Check(CheckArgs),
    /// Read outputs back and report where they differ
    Verify(VerifyArgs),
    /// List the citation styles that `--csl` accepts by name
    Styles,
    /// List the themes that `--theme` accepts by name, or show one
    Themes(ThemesArgs),
    /// Show how each line of a pasted text is interpreted, and why
    Explain(InputArgs),
    /// Show the settings of a folder, and where they come from
    Config(ConfigArgs),
    /// Convert articles from JSON lines on standard input
    Pipe(PipeArgs),
    /// Convert articles in the browser, or over HTTP
    Serve(ServeArgs),
    /// Convert articles for another process of this program
    #[command(hide = true)]
    Worker(WorkerArgs),
    /// Place the pages of a PDF on sheets for printing, as a booklet or several per side
    Impose(ImposeArgs),
    /// Write a commented file to start from
    New(NewArgs),
    /// Print completions for a shell
    Completions {
        /// Shell
        shell: Shell,
    },
    /// Print the manual page of handout, or of a command
    Manual {
        /// Command, such as book or pipe
        command: Option<String>,
    },
}

/// What `handout schema` describes.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub(crate) enum What {
    /// The output of `handout ast`
    Article,
    /// A line of `--report`
    Report,
    /// handout.toml
    Settings,
    /// A theme
    Theme,
    /// book.toml
    Book,
    /// Front matter
    FrontMatter,
}

/// One article for a command.
#[derive(Debug, ClapArgs)]
pub(crate) struct InputArgs {
    /// Article; `-` is standard input
    #[arg(value_name = "ARTICLE")]
    pub(crate) article: PathBuf,
    /// Syntax of the article, regardless of its name: markdown, text, html or json
    #[arg(long, value_name = "SYNTAX")]
    pub(crate) from: Option<Syntax>,
    #[command(flatten)]
    pub(crate) limits: LimitArgs,
}

/// `handout ast`.
#[derive(Debug, ClapArgs)]
pub(crate) struct AstArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[command(flatten)]
    pub(crate) resolving: ResolveArgs,
}

/// `handout verify`.
#[derive(Debug, ClapArgs)]
pub(crate) struct VerifyArgs {
    /// Outputs, with or without extension: `out/leaflet` is out/leaflet.pdf, .epub and .txt
    #[arg(value_name = "OUTPUT", required = true)]
    pub(crate) outputs: Vec<PathBuf>,
    /// Article to compare one output with [default: outputs are compared with the EPUB]
    #[arg(short, long, value_name = "ARTICLE")]
    pub(crate) article: Option<PathBuf>,
    /// Syntax of the article, regardless of its name: markdown, text, html or json
    #[arg(short, long, value_name = "SYNTAX")]
    pub(crate) from: Option<Syntax>,
    #[command(flatten)]
    pub(crate) resolving: ResolveArgs,
    #[command(flatten)]
    pub(crate) limits: LimitArgs,
}

/// The settings that change the resolved article.
#[derive(Debug, Default, ClapArgs)]
pub(crate) struct ResolveArgs {
    /// Bibliography: .bib, .json, .yaml, .ris, .nbib or .xml; may be repeated
    #[arg(short, long, value_name = "FILE")]
    bibliography: Option<Vec<String>>,
    /// Citation style: a name from `handout styles`, or a .csl file
    #[arg(long, value_name = "STYLE")]
    csl: Option<String>,
    /// How bibliographies appear: printed, linked or omitted
    #[arg(long, value_name = "HOW")]
    references: Option<Written<ReferencesMode>>,
    /// Language, such as es or zh-Hant [default: declared by the article, or detected]
    #[arg(long = "lang", value_name = "TAG")]
    language: Option<Written<Lang>>,
}

impl ResolveArgs {
    pub(crate) fn settings(&self) -> Settings {
        let Self { bibliography, csl, references, language } = self;
        Settings {
            bibliography: bibliography.clone(),
            csl: csl.clone(),
            references: references.clone(),
            language: language.clone(),
            ..Settings::default()
        }
    }
}

/// `handout new`.
#[derive(Debug, ClapArgs)]
pub(crate) struct NewArgs {
    /// What to start: leaflet, article or book
    #[arg(value_enum)]
    pub(crate) kind: Kind,
    /// File to write [default: leaflet.md, article.md or book.toml]
    #[arg(value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
    /// Also write a handout.toml, with what an organization puts on all its handouts
    #[arg(long)]
    pub(crate) clinic: bool,
}

/// What `handout new` starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Kind {
    /// An organization's handout, with boxes and spaces to write in
    Leaflet,
    /// An article with citations
    Article,
    /// A book of several articles
    Book,
}

/// `handout config`.
#[derive(Debug, ClapArgs)]
pub(crate) struct ConfigArgs {
    /// Folder, or an article in it
    #[arg(value_name = "FOLDER", default_value = ".")]
    pub(crate) folder: PathBuf,
    #[command(flatten)]
    pub(crate) settings: SettingArgs,
}

/// `handout pipe`.
#[derive(Debug, ClapArgs)]
#[command(after_long_help = help::PIPE)]
pub(crate) struct PipeArgs {
    /// Write files to this folder and answer with their paths instead of their bytes
    #[arg(short, long, value_name = "DIR")]
    pub(crate) output: Option<PathBuf>,
    /// Replace files that handout did not write, or that were changed since
    #[arg(long)]
    pub(crate) force: bool,
    /// Print a first line with the protocol and its version
    #[arg(long)]
    pub(crate) handshake: bool,
    /// Answer as soon as an article is converted, instead of in the order of the requests
    #[arg(long)]
    pub(crate) unordered: bool,
    #[command(flatten)]
    pub(crate) settings: SettingArgs,
    /// Number of articles to convert at a time [default: one per core]
    #[arg(short, long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub(crate) jobs: usize,
    #[command(flatten)]
    pub(crate) limits: LimitArgs,
    /// Convert articles in this process, where a crash ends the run
    #[arg(long, hide_short_help = true)]
    pub(crate) in_process: bool,
}

/// `handout themes`.
#[derive(Debug, ClapArgs)]
pub(crate) struct ThemesArgs {
    #[command(subcommand)]
    pub(crate) command: Option<ThemesCommand>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ThemesCommand {
    /// Print the source of a theme, to start your own from
    Show {
        /// Name of the theme
        name: String,
    },
}

/// `handout book`.
#[derive(Debug, ClapArgs)]
#[command(after_help = help::BOOK)]
pub(crate) struct BookArgs {
    /// Articles in order, folders, patterns, or one book.toml that lists them
    #[arg(value_name = "ARTICLE", required = true)]
    pub(crate) articles: Vec<PathBuf>,
    /// File to write; its extension selects the format; may be repeated
    #[arg(short, long, value_name = "FILE", required = true)]
    pub(crate) output: Vec<PathBuf>,
    /// Title of the book
    #[arg(long)]
    pub(crate) title: Option<String>,
    /// Author; may be repeated [default: those of the articles]
    #[arg(long, value_name = "NAME")]
    pub(crate) author: Vec<String>,
    /// Picture for the cover [default: a generated one]
    #[arg(long, value_name = "FILE")]
    pub(crate) cover: Option<PathBuf>,
    /// Where references go: one list for the book, or one for each article
    #[arg(long, value_name = "book|article")]
    pub(crate) references_in: Option<ReferencesIn>,
    #[command(flatten)]
    pub(crate) settings: SettingArgs,
    /// Replace files that handout did not write, or that were changed since
    #[arg(long)]
    pub(crate) force: bool,
    /// Format of messages: text or json
    #[arg(long, value_name = "FORMAT", default_value = "text", hide_default_value = true)]
    pub(crate) log_format: LogFormat,
    /// Read outputs back, and write none that differ from the book
    #[arg(long)]
    pub(crate) verify: bool,
    /// Exit with 3 if there are warnings
    #[arg(long)]
    pub(crate) strict: bool,
    /// Print errors only
    #[arg(short, long)]
    pub(crate) quiet: bool,
    #[command(flatten)]
    pub(crate) limits: LimitArgs,
}

/// Conversion: `handout` without a command.
#[derive(Debug, ClapArgs)]
pub(crate) struct ConvertArgs {
    /// Articles, folders, or patterns such as 'a/**/*.md'; `-` is standard input
    #[arg(value_name = "ARTICLE", required_unless_present = "from_list")]
    pub(crate) articles: Vec<PathBuf>,
    /// Output folder, or a file such as leaflet.pdf; `-` is standard output
    /// [default: next to each article]
    #[arg(short, long, value_name = "DIR|FILE")]
    pub(crate) output: Vec<PathBuf>,
    /// Syntax, regardless of the names: markdown, text, html or json
    #[arg(short, long, value_name = "SYNTAX")]
    pub(crate) from: Option<Syntax>,
    /// Read the names of articles from a file or `-`, separated by newlines or NUL
    #[arg(long, value_name = "FILE", hide_short_help = true)]
    pub(crate) from_list: Option<PathBuf>,
    /// Make a handout for each row of a table (.csv, .jsonl), with its values in place of `{{field}}`
    #[arg(long, value_name = "TABLE", conflicts_with_all = ["from_list", "watch", "incremental"], hide_short_help = true)]
    pub(crate) merge: Option<PathBuf>,
    /// Also collect the pages of all rows in one PDF, for a printer
    #[arg(long, value_name = "FILE", requires = "merge", hide_short_help = true)]
    pub(crate) merge_into: Option<PathBuf>,
    /// Print what would be done without doing it
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Show how each line of pasted texts is interpreted, and why, without converting
    #[arg(long, conflicts_with_all = ["dry_run", "from_list", "output"], hide_short_help = true)]
    pub(crate) explain: bool,
    #[command(flatten)]
    pub(crate) settings: SettingArgs,
    #[command(flatten)]
    pub(crate) run: RunArgs,
    #[command(flatten)]
    pub(crate) messages: MessageArgs,
}

/// How articles are converted.
#[derive(Debug, ClapArgs)]
#[command(next_help_heading = "Runs")]
pub(crate) struct RunArgs {
    /// Skip unchanged articles
    #[arg(short, long)]
    pub(crate) incremental: bool,
    /// Remove outputs of earlier runs whose article is gone
    #[arg(long, requires = "incremental", hide_short_help = true)]
    pub(crate) prune: bool,
    /// Convert again whenever something changes
    #[arg(long, conflicts_with = "dry_run")]
    pub(crate) watch: bool,
    /// Read outputs back, and write none that differ from their article
    #[arg(long, hide_short_help = true)]
    pub(crate) verify: bool,
    /// Also report the findings of `handout check`
    #[arg(long, hide_short_help = true)]
    pub(crate) check: bool,
    /// Convert one of several parts of the articles, such as 2/5, to share a batch among machines
    #[arg(long, value_name = "K/N", conflicts_with_all = ["prune", "watch"], hide_short_help = true)]
    pub(crate) shard: Option<Shard>,
    /// Stop when an article fails
    #[arg(long, hide_short_help = true)]
    pub(crate) fail_fast: bool,
    /// Exit with 3 if there are warnings
    #[arg(long)]
    pub(crate) strict: bool,
    /// Replace files that handout did not write, or that were changed since
    #[arg(long)]
    pub(crate) force: bool,
    /// Articles to convert at a time [default: one per core]
    #[arg(short, long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub(crate) jobs: usize,
    #[command(flatten)]
    pub(crate) limits: LimitArgs,
    /// Convert articles in this process, where a crash ends the run
    #[arg(long, hide_short_help = true)]
    pub(crate) in_process: bool,
}

/// What a run reports.
#[derive(Debug, ClapArgs)]
#[command(next_help_heading = "Messages")]
pub(crate) struct MessageArgs {
    /// Write one JSON line per article to a file; `-` is standard output
    #[arg(long, value_name = "FILE")]
    pub(crate) report: Option<PathBuf>,
    /// Format of messages: text or json
    #[arg(long, value_name = "FORMAT", default_value = "text", hide_default_value = true, hide_short_help = true)]
    pub(crate) log_format: LogFormat,
    /// Print errors only
    #[arg(short, long)]
    pub(crate) quiet: bool,
    /// Also report how articles were isolated
    #[arg(short, long, conflicts_with = "quiet", hide_short_help = true)]
    pub(crate) verbose: bool,
}

impl ConvertArgs {
    /// Returns the destination of the outputs. `None` after an error message.
    pub(crate) fn destination(&self) -> Option<Destination> {
        Destination::of(&self.output).map_err(|message| output::error(&message)).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_definition_of_the_arguments_is_valid() {
        Args::command().debug_assert();
    }

    #[test]
    fn an_article_named_like_a_command_can_be_given_as_a_path() {
        assert!(Args::parse_from(["handout", "formats"]).command.is_some());
        let args = Args::parse_from(["handout", "./formats"]);
        assert_eq!(args.convert.articles, [PathBuf::from("./formats")]);
    }
}
