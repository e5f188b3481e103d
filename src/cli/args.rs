//! The arguments and their help.

use super::{
    book::BookArgs,
    config::{Flags, checked_format},
    fonts::FontArgs,
    say::LogFormat,
    theming::ThemesArgs,
};
use clap::{Args as ClapArgs, Parser, Subcommand};
use clap_complete::Shell;
use handout::{
    Syntax,
    article::Lang,
    batch::Template,
    render::{Paper, PdfStandard, TextLinks, TextWidth},
};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  handout leaflet.md                  leaflet.pdf, .epub and .txt beside it
  handout articles -o out             every .md, .txt and .html below, the tree mirrored
  handout 'a/**/*.md' --incremental   what changed since the last run
  pbpaste | handout - --to text -o -  standard input to standard output
  handout ./formats                   an article that is named like a command

Exit codes: 0 all converted, 1 some article failed, 2 used wrongly and nothing written,
3 warnings under --strict.";

/// Turns articles into a printable PDF, an EPUB and plain text that say the same words.
#[derive(Debug, Parser)]
#[command(name = "handout", version, after_help = EXAMPLES, max_term_width = 100)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
    #[command(flatten)]
    pub(crate) convert: ConvertArgs,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Bind several articles into one book.
    Book(BookArgs),
    /// List the formats that `--to` takes.
    Formats,
    /// Print the numbered and linked article as JSON.
    Ast(AstArgs),
    /// Print the JSON Schema of what `ast` prints.
    Schema,
    /// Read the outputs of an article back, and tell where they do not say the same.
    Verify(VerifyArgs),
    /// List the citation styles that `--csl` takes by name.
    Styles,
    /// List the themes that `--theme` takes by name, or show one.
    Themes(ThemesArgs),
    /// Tell for each line of a pasted text what it is taken for, and why.
    Explain(InputArgs),
    /// Show what holds for the articles of a folder, and why.
    Config(ConfigArgs),
    /// Convert articles that come as lines of JSON on standard input.
    Pipe(PipeArgs),
    /// Print completions for a shell.
    Completions {
        /// The shell.
        shell: Shell,
    },
    /// Print the manual page, or that of a command.
    Manual {
        /// The command: book, pipe and so on.
        command: Option<String>,
    },
}

/// One article for a subcommand.
#[derive(Debug, ClapArgs)]
pub(crate) struct InputArgs {
    /// The article; `-` is standard input.
    #[arg(value_name = "ARTICLE")]
    pub(crate) article: PathBuf,
    /// What it is written in, whatever its name: markdown, text, html or json.
    #[arg(long, value_name = "SYNTAX", value_parser = parse::<Syntax>)]
    pub(crate) from: Option<Syntax>,
}

/// One article to print as JSON.
#[derive(Debug, ClapArgs)]
pub(crate) struct AstArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[command(flatten)]
    pub(crate) citing: CitingArgs,
}

/// Outputs to verify.
#[derive(Debug, ClapArgs)]
pub(crate) struct VerifyArgs {
    /// The outputs, without or with an ending: `out/leaflet` stands for out/leaflet.pdf, .epub and .txt.
    #[arg(value_name = "OUTPUT", required = true)]
    pub(crate) outputs: Vec<PathBuf>,
    /// The article that one output was made from; without it, outputs are compared with the EPUB.
    #[arg(short, long, value_name = "ARTICLE")]
    pub(crate) article: Option<PathBuf>,
    /// What the article is written in, whatever its name: markdown, text, html or json.
    #[arg(short, long, value_name = "SYNTAX", value_parser = parse::<Syntax>)]
    pub(crate) from: Option<Syntax>,
    #[command(flatten)]
    pub(crate) citing: CitingArgs,
}

/// A folder whose settings are shown.
#[derive(Debug, ClapArgs)]
pub(crate) struct ConfigArgs {
    /// A folder, or an article in it.
    #[arg(value_name = "FOLDER", default_value = ".")]
    pub(crate) folder: PathBuf,
    #[command(flatten)]
    pub(crate) settings: SettingArgs,
}

/// Converting for an engine.
#[derive(Debug, ClapArgs)]
#[command(after_long_help = super::pipe::PROTOCOL)]
pub(crate) struct PipeArgs {
    /// Write files there and tell their paths, instead of their bytes.
    #[arg(short, long, value_name = "DIR")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) settings: SettingArgs,
    /// How many articles at a time [default: one a core].
    #[arg(short, long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub(crate) jobs: usize,
}

/// Converting: what is done without a subcommand.
#[derive(Debug, ClapArgs)]
pub(crate) struct ConvertArgs {
    /// Articles, folders of them, or patterns such as 'a/**/*.md'; `-` is standard input.
    #[arg(value_name = "ARTICLE", required_unless_present = "from_list")]
    pub(crate) articles: Vec<PathBuf>,
    /// Where files go [default: beside each article]; `-` is standard output, for one article in one format.
    #[arg(short, long, value_name = "DIR")]
    pub(crate) output: Option<PathBuf>,
    /// What articles are written in, whatever their names: markdown, text, html or json.
    #[arg(short, long, value_name = "SYNTAX", value_parser = parse::<Syntax>)]
    pub(crate) from: Option<Syntax>,
    /// Read names of articles from a file, or `-`; a line each, or with NUL between them.
    #[arg(long, value_name = "FILE", hide_short_help = true)]
    pub(crate) from_list: Option<PathBuf>,
    /// Print what would be done, and do nothing.
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Tell for each line of pasted texts what it is taken for, and why, and do nothing else.
    #[arg(long, conflicts_with_all = ["dry_run", "from_list", "output"], hide_short_help = true)]
    pub(crate) explain: bool,
    #[command(flatten)]
    pub(crate) settings: SettingArgs,
    #[command(flatten)]
    pub(crate) run: RunArgs,
    #[command(flatten)]
    pub(crate) tell: TellArgs,
}

/// How a run goes.
#[derive(Debug, ClapArgs)]
pub(crate) struct RunArgs {
    /// Pass over articles whose outputs would be the same as those that are there.
    #[arg(short, long)]
    pub(crate) incremental: bool,
    /// Remove outputs of earlier runs whose article is gone.
    #[arg(long, requires = "incremental")]
    pub(crate) prune: bool,
    /// Convert again whenever something changes.
    #[arg(long, conflicts_with = "dry_run")]
    pub(crate) watch: bool,
    /// Read outputs back; write none that does not say what the article says.
    #[arg(long, hide_short_help = true)]
    pub(crate) verify: bool,
    /// Stop when an article fails.
    #[arg(long, hide_short_help = true)]
    pub(crate) fail_fast: bool,
    /// Exit with 3 when there is a warning, such as a missing reference.
    #[arg(long)]
    pub(crate) strict: bool,
    /// How many articles at a time [default: one a core].
    #[arg(short, long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub(crate) jobs: usize,
}

/// What is told of a run.
#[derive(Debug, ClapArgs)]
pub(crate) struct TellArgs {
    /// Write a line of JSON for each article; `-` is standard output.
    #[arg(long, value_name = "FILE")]
    pub(crate) report: Option<PathBuf>,
    /// How messages are written: text or json.
    #[arg(long, value_name = "FORMAT", default_value = "text", hide_default_value = true, value_parser = parse::<LogFormat>, hide_short_help = true)]
    pub(crate) log_format: LogFormat,
    /// Say only what went wrong.
    #[arg(short, long)]
    pub(crate) quiet: bool,
}

/// Settings, which a `handout.toml` may hold too.
#[derive(Debug, Default, ClapArgs)]
pub(crate) struct SettingArgs {
    /// Formats, by commas [default: pdf,epub,text].
    #[arg(short, long, value_name = "FORMAT", value_delimiter = ',', value_parser = checked_format)]
    to: Vec<String>,
    /// How files are called, of {name}, {slug}, {lang}, {category} and {date} [default: {name}].
    #[arg(long, value_name = "NAME", value_parser = checked::<Template>, hide_short_help = true)]
    name: Option<String>,
    /// The PDF's paper: a4, letter, a5, legal, or a size such as 6inx9in [default: a4].
    #[arg(long, value_parser = checked::<Paper>)]
    paper: Option<String>,
    /// The PDF's look: a name of `handout themes`, or a .toml file [default: clinic].
    #[arg(long)]
    theme: Option<String>,
    #[command(flatten)]
    pub(crate) fonts: FontArgs,
    /// What the PDF claims to conform to: ua-1+a-2a, ua-1, a-2a, a-2b or none [default: ua-1+a-2a].
    #[arg(long, value_name = "STANDARD", value_parser = checked::<PdfStandard>, hide_short_help = true)]
    pdf_standard: Option<String>,
    /// Print pictures in shades of grey: a smaller PDF, and no surprise on a black-and-white printer.
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true", hide_possible_values = true, hide_short_help = true)]
    greyscale: Option<bool>,
    /// List the PDF's pages in the EPUB made beside it, for readers who are told a page number.
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true", hide_possible_values = true, hide_short_help = true)]
    page_list: Option<bool>,
    /// The plain text's width in columns [default: 72], or `none` for one line a paragraph.
    #[arg(long, value_name = "COLUMNS", value_parser = checked::<TextWidth>)]
    width: Option<String>,
    /// Where plain text shows addresses: numbered, inline or bare [default: numbered].
    #[arg(long, visible_alias = "links", value_name = "WHERE", value_parser = checked::<TextLinks>, hide_short_help = true)]
    text_links: Option<String>,
    /// Plain text for screen readers: no columns, no underlines.
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true", hide_possible_values = true, hide_short_help = true)]
    linear: Option<bool>,
    /// Plain text in ASCII.
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true", hide_possible_values = true, hide_short_help = true)]
    ascii: Option<bool>,
    /// Plain text whose lines say which way they run, for viewers that cannot tell.
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true", hide_possible_values = true, hide_short_help = true)]
    bidi_marks: Option<bool>,
    /// Plain text with CR LF at the end of lines.
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true", hide_possible_values = true, hide_short_help = true)]
    crlf: Option<bool>,
    #[command(flatten)]
    citing: CitingArgs,
    /// Read no `handout.toml`.
    #[arg(long, hide_short_help = true)]
    pub(crate) no_config: bool,
}

/// Flags about what articles say: their citations, their language.
#[derive(Debug, Default, ClapArgs)]
pub(crate) struct CitingArgs {
    /// A bibliography for all articles: .bib, .json, .yaml, .ris, .nbib or .xml; repeatable.
    #[arg(short, long, value_name = "FILE")]
    bibliography: Vec<String>,
    /// The citation style of all articles: see `handout styles`, or a .csl file.
    #[arg(long, value_name = "STYLE", hide_short_help = true)]
    csl: Option<String>,
    /// How all bibliographies appear: printed, linked or omitted.
    #[arg(long, value_name = "HOW", hide_short_help = true)]
    references: Option<String>,
    /// The language of all articles, such as es or zh-Hant [default: what each says, or reads as].
    #[arg(long, value_name = "TAG", value_parser = language)]
    lang: Option<String>,
}

impl SettingArgs {
    /// What they say, by the names of settings.
    pub(crate) fn flags(&self) -> Flags {
        let word = |name, value: &Option<String>| value.clone().map(|value| (name, vec![value]));
        let switch = |name, value: Option<bool>| value.map(|on| (name, vec![on.to_string()]));
        let words = [
            (!self.to.is_empty()).then(|| ("to", self.to.clone())),
            word("name", &self.name),
            word("paper", &self.paper),
            word("theme", &self.theme),
            word("pdf-standard", &self.pdf_standard),
            switch("greyscale", self.greyscale),
            switch("page-list", self.page_list),
            word("width", &self.width),
            word("text-links", &self.text_links),
            switch("linear", self.linear),
            switch("ascii", self.ascii),
            switch("bidi-marks", self.bidi_marks),
            switch("crlf", self.crlf),
        ];
        words.into_iter().flatten().chain(self.citing.flags()).collect()
    }
}

impl CitingArgs {
    /// What they say, by the names of settings.
    pub(crate) fn flags(&self) -> Flags {
        let word = |name, value: &Option<String>| value.clone().map(|value| (name, vec![value]));
        let files = (!self.bibliography.is_empty()).then(|| ("bibliography", self.bibliography.clone()));
        let words = [word("csl", &self.csl), word("references", &self.references), word("language", &self.lang)];
        files.into_iter().chain(words.into_iter().flatten()).collect()
    }
}

fn parse<T: std::str::FromStr<Err = String>>(text: &str) -> Result<T, String> {
    text.parse()
}

/// The text, if it is one of these.
fn checked<T: std::str::FromStr<Err = String>>(text: &str) -> Result<String, String> {
    text.parse::<T>().map(|_| text.to_owned())
}

fn language(tag: &str) -> Result<String, String> {
    Lang::new(tag).map(|lang| lang.as_str().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_arguments_are_sound() {
        Args::command().debug_assert();
    }

    #[test]
    fn an_article_named_like_a_command_is_reached_by_its_path() {
        assert!(Args::parse_from(["handout", "formats"]).command.is_some());
        let args = Args::parse_from(["handout", "./formats"]);
        assert_eq!(args.convert.articles, [PathBuf::from("./formats")]);
    }
}
