//! MyST directives, ```` ```{figure} x.png ````, and `:::{note} Title`, with their options; raw blocks of pandoc,
//! ```` ```{=html} ````.

use super::{
    directive::{Directive, Division, is_callout},
    lines::Line,
    tables::{CellSource, TableSource},
    writer::Writer,
};
use crate::article::{Anchor, Span};

/// Directives whose body is Markdown, with a title.
const TITLED: [&str; 20] = [
    "admonition",
    "dropdown",
    "card",
    "grid-item-card",
    "tab-item",
    "sidebar",
    "topic",
    "margin",
    "aside",
    "exercise",
    "solution",
    "proof",
    "prf:theorem",
    "prf:definition",
    "prf:proof",
    "rubric",
    "details",
    "versionadded",
    "versionchanged",
    "deprecated",
];

/// Directives whose body is Markdown, without a title.
const PLAIN: [&str; 12] = [
    "glossary",
    "tab-set",
    "grid",
    "grid-item",
    "container",
    "div",
    "epigraph",
    "pull-quote",
    "blockquote",
    "hlist",
    "only",
    "margin-note",
];

/// Directives whose body is code.
const CODE: [&str; 5] = ["code-block", "code", "code-cell", "sourcecode", "prompt"];

/// Directives that insert something from outside the article.
const ABSENT: [&str; 10] = [
    "include",
    "toctree",
    "tableofcontents",
    "contents",
    "index",
    "literalinclude",
    "raw",
    "iframe",
    "youtube",
    "video",
];

/// A directive with its parts.
struct Block<'a> {
    name: String,
    argument: Line<'a>,
    options: Vec<(&'a str, Line<'a>)>,
    body: Vec<Line<'a>>,
    span: Span,
    indent: usize,
}

impl<'a> Block<'a> {
    /// Returns the block that starts at the first line, and its number of lines.
    fn read(lines: &[Line<'a>]) -> Option<(Self, usize)> {
        let first = lines.first()?;
        let bare = first.trimmed();
        let mark = bare.text.chars().next().filter(|c| matches!(c, '`' | '~' | ':'))?;
        let fence = bare.text.chars().take_while(|c| *c == mark).count();
        let (name, argument) = bare.text[fence..].trim_start().strip_prefix('{')?.split_once('}')?;
        let sound = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | ':');
        // a line that starts with backticks and contains more of them opens no code block (CommonMark 4.5)
        let in_line = mark == '`' && argument.contains('`');
        if fence < 3 || in_line || name.is_empty() || !name.strip_prefix('=').unwrap_or(name).chars().all(sound) {
            return None;
        }
        let argument = bare.slice(bare.text.len() - argument.len(), bare.text.len()).trimmed();
        let closes = |line: &Line<'_>| {
            let bare = line.bare();
            bare.len() >= fence && bare.chars().all(|c| c == mark)
        };
        let close = lines[1..].iter().position(closes);
        let body = &lines[1..close.map_or(lines.len(), |close| close + 1)];
        let (options, length) = options(body);
        let end = body.last().unwrap_or(first);
        let block = Self {
            name: name.to_lowercase(),
            argument,
            options,
            body: body[length..].to_vec(),
            span: Span::new(first.start, end.start + end.text.len()),
            indent: first.indent(),
        };
        Some((block, body.len() + 1 + usize::from(close.is_some())))
    }

    fn option(&self, key: &str) -> Option<Line<'a>> {
        self.options.iter().find(|(own, _)| *own == key).map(|(_, value)| *value)
    }

    fn text(&self, key: &str) -> &'a str {
        self.option(key).map_or("", |value| value.text)
    }

    /// Returns a division with these classes, and the class and name given in the options.
    fn division(&self, classes: &[&str]) -> Division {
        let own = self.text("class").split_whitespace();
        let classes = classes.iter().copied().chain(own).map(str::to_owned).collect();
        let mut division = Division::of_classes(classes, self.span);
        let name = Some(self.text("name")).filter(|name| !name.is_empty()).unwrap_or_else(|| self.text("label"));
        division.attributes.anchor = (!name.is_empty()).then(|| Anchor::new(name));
        division
    }
}

/// Returns the options at the start of a body, `:key: value` or YAML between `---`, and their number of lines.
fn options<'a>(body: &[Line<'a>]) -> (Vec<(&'a str, Line<'a>)>, usize) {
    let yaml = body.first().is_some_and(|line| line.bare() == "---");
    let mut found = Vec::new();
    for (at, line) in body.iter().enumerate().skip(usize::from(yaml)) {
        let line = line.trimmed();
        if yaml && line.text == "---" {
            return (found, at + 1);
        }
        let rest = if yaml { Some(line.text) } else { line.text.strip_prefix(':') };
        let pair = rest.and_then(|rest| rest.split_once(':'));
        match pair.filter(|(key, _)| !key.is_empty() && !key.contains(char::is_whitespace)) {
            Some((key, value)) => {
                let value = line.slice(line.text.len() - value.len(), line.text.len()).trimmed();
                found.push((key, value));
            }
            None if yaml => {}
            None => return (found, at),
        }
    }
    if yaml { (Vec::new(), 0) } else { (found, body.len()) }
}

/// Writes the directive that starts at the first line. Returns the number of lines consumed.
pub(super) fn write(writer: &mut Writer<'_>, lines: &[Line<'_>]) -> usize {
    let Some((block, taken)) = Block::read(lines) else { return 0 };
    let name = block.name.clone();
    let colons = lines[0].bare().starts_with(':');
    match name.as_str() {
        "figure" | "image" => figure(writer, &block),
        "list-table" => list_table(writer, &block),
        "table" => captioned(writer, &block),
        "math" => maths(writer, &block),
        "bibliography" => {
            let mut division = block.division(&[]);
            division.attributes.anchor = Some(Anchor::new("refs"));
            writer.division(block.indent, division, None, &[]);
        }
        "=html" => raw_html(writer, &block),
        name if CODE.contains(&name) => code(writer, &block),
        name if ABSENT.contains(&name) || name.starts_with('=') => absent(writer, &block),
        name if is_callout(name) || TITLED.contains(&name) => {
            let title = Some(block.argument).filter(|title| !title.is_blank()).or_else(|| block.option("title"));
            let classes = if name == "admonition" { vec![] } else { vec![name] };
            let mut division = block.division(&classes);
            if name == "admonition" && division.callout().is_none() {
                division.attributes.classes.push("note".to_owned());
            }
            writer.division(block.indent, division, title, &block.body);
        }
        name if PLAIN.contains(&name) => {
            writer.division(block.indent, block.division(&[name]), None, &block.body);
        }
        name if colons => {
            let message = format!("the directive `{name}` is unknown; its text is kept");
            writer.warn(message, "write it as Markdown", lines[0].span());
            let title = Some(block.argument).filter(|title| !title.is_blank());
            writer.division(block.indent, block.division(&[name]), title, &block.body);
        }
        // Code of a notebook, `{r}` or `{python}`, or of a diagram.
        _ => return 0,
    }
    taken
}

fn figure(writer: &mut Writer<'_>, block: &Block<'_>) {
    let at = block.span.start as usize;
    let pad = " ".repeat(block.indent.min(60));
    writer.insert("\n", at);
    writer.directive(block.indent, Directive::Open(block.division(&["figure"])), Span::new(at, at));
    let width = Some(block.text("width")).filter(|width| !width.is_empty());
    let attributes = width.map(|width| format!("{{width={width}}}")).unwrap_or_default();
    writer.insert(&format!("\n{pad}!["), at);
    if let Some(alt) = block.option("alt") {
        writer.part(alt.text, alt.start);
    }
    writer.insert("](<", block.argument.start);
    writer.part(block.argument.text, block.argument.start);
    writer.insert(&format!(">){attributes}\n\n"), block.argument.start);
    writer.blocks(&block.body, block.indent);
    let end = block.span.end as usize;
    writer.insert("\n", end);
    writer.directive(block.indent, Directive::Close, Span::new(end, end));
}

fn code(writer: &mut Writer<'_>, block: &Block<'_>) {
    if let Some(caption) = block.option("caption") {
        writer.title(block.indent, caption, false);
    }
    let at = block.span.start as usize;
    writer.insert(&format!("\n~~~~~~~~{}\n", block.argument.text), at);
    block.body.iter().for_each(|line| writer.copy(line));
    writer.insert("~~~~~~~~\n\n", block.span.end as usize);
}

fn maths(writer: &mut Writer<'_>, block: &Block<'_>) {
    let at = block.span.start as usize;
    writer.insert("\n$$\n", at);
    let label = block.option("label").or_else(|| block.option("name")).filter(|label| !label.is_blank());
    if let Some(label) = label {
        writer.insert("\\label{", at);
        writer.part(label.text, label.start);
        writer.insert("}\n", at);
    }
    [block.argument].iter().chain(&block.body).filter(|line| !line.is_blank()).for_each(|line| writer.copy(line));
    writer.insert("$$\n\n", block.span.end as usize);
}

fn raw_html(writer: &mut Writer<'_>, block: &Block<'_>) {
    writer.insert("\n", block.span.start as usize);
    block.body.iter().for_each(|line| writer.copy(line));
    writer.insert("\n", block.span.end as usize);
}

fn absent(writer: &mut Writer<'_>, block: &Block<'_>) {
    let words: Vec<&str> = [block.argument].iter().chain(&block.body).map(|line| line.text).collect();
    let what = match block.name.strip_prefix('=') {
        Some(format) => format!("text for {format}"),
        None => format!("the directive `{}`", block.name),
    };
    let message = format!("{what} is left out");
    writer.leave_out_with_warning(message, "put what it stands for here", block.span, &words.join("\n"));
    writer.insert("\n", block.span.start as usize);
}

/// Writes a table given as a list of rows, each a list of cells.
fn list_table(writer: &mut Writer<'_>, block: &Block<'_>) {
    let mut rows: Vec<Vec<CellSource<'_>>> = Vec::new();
    let mut inside = 0;
    for line in &block.body {
        let bare = line.bare();
        let opens_row = bare.strip_prefix("* -").or_else(|| bare.strip_prefix("- -"));
        let opens_cell = bare.strip_prefix('-').filter(|_| !rows.is_empty() && line.indent() < inside);
        if let Some(words) = opens_row.or(opens_cell) {
            if opens_row.is_some() {
                inside = line.indent() + 4;
                rows.push(Vec::new());
            }
            let first = line.slice(line.text.len() - words.len(), line.text.len());
            let cell = CellSource::single(vec![first.trimmed()], "");
            if let Some(row) = rows.last_mut() {
                row.push(cell);
            }
        } else if let Some(cell) = rows.last_mut().and_then(|row| row.last_mut()) {
            cell.lines.push(line.unindented(inside));
        }
    }
    let heads = block.text("header-rows").parse::<usize>().unwrap_or(0).min(rows.len());
    let body = rows.split_off(heads);
    let mut division = block.division(&[]);
    division.attributes.classes.clear();
    let named = division.attributes.anchor.is_some();
    let at = block.span.start as usize;
    if named {
        writer.directive(block.indent, Directive::Open(division), Span::new(at, at));
    }
    writer.table(&TableSource { head: rows, body }, at);
    caption(writer, block);
    if named {
        let end = block.span.end as usize;
        writer.directive(block.indent, Directive::Close, Span::new(end, end));
    }
}

/// Writes a Markdown table with a caption.
fn captioned(writer: &mut Writer<'_>, block: &Block<'_>) {
    let (at, end) = (block.span.start as usize, block.span.end as usize);
    let mut division = block.division(&[]);
    division.attributes.classes.clear();
    writer.insert("\n", at);
    writer.directive(block.indent, Directive::Open(division), Span::new(at, at));
    writer.blocks(&block.body, block.indent);
    writer.insert("\n", end);
    caption(writer, block);
    writer.directive(block.indent, Directive::Close, Span::new(end, end));
}

/// Writes the caption below a table.
fn caption(writer: &mut Writer<'_>, block: &Block<'_>) {
    if !block.argument.is_blank() {
        writer.insert("Table: ", block.argument.start);
        writer.copy(&block.argument);
        writer.insert("\n", block.argument.start);
    }
}
