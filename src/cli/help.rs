//! Longer texts of the help.

pub(crate) const EXAMPLES: &str = "\
Examples:
  handout leaflet.md                  write leaflet.pdf, .epub and .txt next to it
  handout articles -o out             convert a folder, mirroring its tree
  handout 'a/**/*.md' --incremental   convert what changed since the last run
  pbpaste | handout - --to text -o -  read standard input, write standard output
  handout ./formats                   convert an article that is named like a command

Exit codes: 0 all converted, 1 an article failed, 2 usage error and nothing written,
3 warnings under --strict.";

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
stem names the outputs. `options` has the keys of handout.toml, and `from`. Pictures of a
`text` are read from the current folder.

Each line of standard output answers with one file, in the order of the requests:
  {"id": 7, "format": "pdf", "bytes_base64": "JVBERi…", "report": {…}}
With `-o DIR` it has a `path` instead of the bytes; of two articles with the same name the
later one is kept. An article that fails and a line that cannot be read get one answer with
the format null and a report that says why. The exit code is 0 when every line was
answered."##;
