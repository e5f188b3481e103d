//! The arguments and their help.

use super::{citing::CitingArgs, external::External, fonts::FontArgs, theming::ThemesArgs};
use clap::{Args as ClapArgs, Parser, Subcommand};
use handout::{
    Registry, Syntax,
    render::{Paper, PdfStandard, Renderer, TextLinks, TextWidth},
    theme::Theme,
};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  handout leaflet.md                  leaflet.pdf, .epub and .txt beside it
  handout articles -o out             every .md, .txt and .html below, the tree mirrored
  handout tea.txt --to pdf -o out     one format
  pbpaste | handout - --to text -o -  standard input to standard output
  handout ./formats                   an article that is named like a command

Exit codes: 0 all converted, 1 some article failed, 2 used wrongly and nothing written,
3 warnings under --strict.";

/// Turns articles into a printable PDF, an EPUB and plain text that say the same words.
#[derive(Debug, Parser)]
#[command(version, after_help = EXAMPLES, max_term_width = 100)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
    #[command(flatten)]
    pub(crate) convert: ConvertArgs,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// List the formats that `--to` takes.
    Formats,
    /// Print the numbered and linked article as JSON.
    Ast(AstArgs),
    /// Print the JSON Schema of what `ast` prints.
    Schema,
    /// Read the PDF, EPUB and text of an article back, and tell where they do not say the same.
    Verify(VerifyArgs),
    /// List the citation styles that `--csl` takes by name.
    Styles,
    /// List the themes that `--theme` takes by name, or show one.
    Themes(ThemesArgs),
    /// Tell for each line of a pasted text what it is taken for, and why.
    Explain(InputArgs),
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

/// Converting: what is done without a subcommand.
#[derive(Debug, ClapArgs)]
pub(crate) struct ConvertArgs {
    /// Articles, or folders of them; `-` is standard input.
    #[arg(value_name = "ARTICLE", required = true)]
    pub(crate) articles: Vec<PathBuf>,
    /// Where files go [default: beside each article]; `-` is standard output, for one article in one format.
    #[arg(short, long, value_name = "DIR")]
    pub(crate) output: Option<PathBuf>,
    /// Formats, by commas [default: pdf,epub,text].
    #[arg(short, long, value_name = "FORMAT", value_delimiter = ',', value_parser = format_name)]
    pub(crate) to: Vec<String>,
    /// What articles are written in, whatever their names: markdown, text, html or json.
    #[arg(short, long, value_name = "SYNTAX", value_parser = parse::<Syntax>)]
    pub(crate) from: Option<Syntax>,
    /// The PDF's paper: a4, letter, a5, legal, or a size such as 6inx9in.
    #[arg(long, default_value = "a4", value_parser = parse::<Paper>)]
    pub(crate) paper: Paper,
    /// The PDF's look: a name of `handout themes`, or a .toml file.
    #[arg(long, default_value = Theme::NAMES[0])]
    pub(crate) theme: String,
    #[command(flatten)]
    pub(crate) fonts: FontArgs,
    /// What the PDF claims to conform to: ua-1+a-2a, ua-1, a-2a, a-2b or none.
    #[arg(long, value_name = "STANDARD", default_value = "ua-1+a-2a", value_parser = parse::<PdfStandard>)]
    pub(crate) pdf_standard: PdfStandard,
    /// List the PDF's pages in the EPUB made beside it, for readers who are told a page number.
    #[arg(long)]
    pub(crate) page_list: bool,
    /// The plain text's width in columns, or `none` for one line a paragraph.
    #[arg(long, value_name = "COLUMNS", default_value = "72", value_parser = parse::<TextWidth>)]
    pub(crate) width: TextWidth,
    /// Where plain text shows addresses: numbered, inline or bare.
    #[arg(long, value_name = "WHERE", default_value = "numbered", value_parser = parse::<TextLinks>)]
    pub(crate) text_links: TextLinks,
    /// Plain text for screen readers: no columns, no underlines.
    #[arg(long)]
    pub(crate) linear: bool,
    /// Plain text in ASCII.
    #[arg(long)]
    pub(crate) ascii: bool,
    /// Plain text with CR LF at the end of lines.
    #[arg(long)]
    pub(crate) crlf: bool,
    #[command(flatten)]
    pub(crate) citing: CitingArgs,
    /// Read outputs back; write none that does not say what the article says.
    #[arg(long)]
    pub(crate) verify: bool,
    /// Exit with 3 when there is a warning, such as a missing reference.
    #[arg(long)]
    pub(crate) strict: bool,
    /// How many articles at a time [default: one a core].
    #[arg(short, long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub(crate) jobs: usize,
    /// Say only what went wrong.
    #[arg(short, long)]
    pub(crate) quiet: bool,
}

fn parse<T: std::str::FromStr<Err = String>>(text: &str) -> Result<T, String> {
    text.parse()
}

fn format_name(name: &str) -> Result<String, String> {
    let registry = Registry::builtin();
    if registry.get(name).is_some() || External::find(name).is_some() {
        return Ok(name.to_owned());
    }
    let known: Vec<_> = registry.iter().map(Renderer::name).collect();
    let known = known.join(", ");
    Err(format!("no format has this name: choose from {known}, or put a program `handout-to-{name}` on the PATH"))
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
