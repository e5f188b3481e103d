//! The longer texts of the help.

pub(crate) const EXAMPLES: &str = "  handout leaflet.md                  write leaflet.pdf, .epub and .txt next to it
  handout leaflet.md -o a.pdf         write one file; its ending chooses the format
  handout articles -o out             convert a folder, mirroring its tree
  handout 'a/**/*.md' --incremental   convert what changed since the last run
  pbpaste | handout - --to text -o -  read standard input, write standard output
  handout ./formats                   convert an article that is named like a command";

pub(crate) const FILES: &str = "  handout.toml       settings for the articles of its folder and below
  .handoutignore     files that folder runs skip, in the syntax of .gitignore
  .handout-cache     what --incremental remembers, in the output folder
  fonts/             fonts of your own, in the current folder";

pub(crate) const ENVIRONMENT: &str = "  SOURCE_DATE_EPOCH  date in outputs, in seconds since 1970 [default: 2000-01-01]
  NO_COLOR           no color, if it is not empty
  RUST_BACKTRACE     1 prints where in the code a bug is
  PATH               folders with programs handout-to-NAME, for --to NAME";

pub(crate) const EXIT_STATUS: &str = "  0  all articles were converted
  1  an article failed; the others were converted
  2  usage error; nothing was written
  3  all were converted, with warnings under --strict";

/// Returns the end of the short help.
pub(crate) fn short() -> String {
    format!("Examples:\n{EXAMPLES}\n\n`--help` shows all options, files, variables and exit codes.")
}

/// Returns the end of the long help.
pub(crate) fn long() -> String {
    format!("Examples:\n{EXAMPLES}\n\nFiles:\n{FILES}\n\nEnvironment:\n{ENVIRONMENT}\n\nExit codes:\n{EXIT_STATUS}")
}

pub(crate) const BOOK: &str = "\
Examples:
  handout book tea.md light.md -o sleep.epub --title 'Sleeping well'
  handout book book.toml -o sleep.epub -o sleep.pdf

A book.toml has the keys of front matter, and lists articles:
  title = \"Sleeping well\"
  author = \"Ana Ruiz\"
  articles = [\"preface.md\"]
  [[parts]]
  title = \"Habits\"
  articles = [\"tea.md\", \"light.md\"]";

pub(crate) const PIPE: &str = r##"Each line of standard input requests one article:
  {"id": 7, "name": "tea.md", "text": "# Tea\n…", "options": {"to": ["pdf"]}}
  {"id": 8, "path": "articles/milk.md"}
`id` may be any value and is returned. The extension of `name` chooses the syntax, and its
stem names the outputs. `options` has the keys of handout.toml, and `from`. Pictures and
bibliographies of a `text` are read from the current folder, or come with the request, and
then no file on disk is read for it:
  {"id": 9, "name": "tea.md", "text": "![A cup](img/cup.png)", "files": {"img/cup.png": "iVBORw0K…"}}
With `"timeout": "10s"` an article may take no longer than that, or than `--timeout` if that is less.

Each line of standard output answers with one file, in the order of the requests, or with
`--unordered` as soon as it is made:
  {"id": 7, "format": "pdf", "bytes_base64": "JVBERi…", "report": {…}}
With `-o DIR` it has a `path` instead of the bytes; of two articles with the same name the
later one is kept. An article that fails and a line that cannot be read get one answer with
the format null, a report that says why, and `retry`: true when another try may succeed, as
the time ran out, the process ended or nothing could be written. The exit code is 0 when
every line was answered.

With `--handshake` the first line is
  {"protocol": "handout-pipe", "version": 1, "program": "handout …"}
Later programs with the same version may answer with more keys; without the flag there is
no such line."##;

pub(crate) const SERVE: &str = "\
The page is for the person who started the command: its address has a secret, and only this
computer can reach it. It sends nothing anywhere, and keeps nothing after the command ends.

Programs use the same address with a token:
  HANDOUT_SERVE_TOKEN=… handout serve --no-open --port 8080
  curl -H \"Authorization: Bearer $HANDOUT_SERVE_TOKEN\" -F file=@leaflet.md \\
    -F 'settings={\"to\": [\"pdf\"]}' http://127.0.0.1:8080/convert -o leaflet.pdf
/openapi.json describes all that they can ask for.";
