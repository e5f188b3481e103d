//! What is fuzzed: for each target, what is done with an input.
//!
//! Everything goes through the front door of the library, as it does for an article.

use super::random;
use handout::{
    Conversion, Converter, Format, Options, Registry, Source, Syntax, check,
    csl::Style,
    env::{FontData, FontSet, MemoryEnv},
    read::decode,
    resolve,
    theme::Theme,
    verify::agree,
};
use std::{
    io::{Cursor, Write as _},
    path::Path,
    sync::{Arc, LazyLock},
};

pub(crate) struct Target {
    pub(crate) name: &'static str,
    /// Files to start from: folders or files of the repository.
    pub(crate) seeds: &'static [&'static str],
    /// How the names of these files end.
    pub(crate) endings: &'static [&'static str],
    /// What the seeds do not have and the syntax does.
    pub(crate) words: &'static [&'static str],
    /// Converts an input. Returns a line that tells outcomes apart.
    pub(crate) run: fn(&[u8]) -> String,
}

const FIXTURES: &[&str] = &["src/records/fixtures", "tests/fuzz/seeds"];
const TEX: &[&str] =
    &["@string{", "crossref", "xdata", "\\\"", "{\\'e}", " and ", " # ", "month", "date", "2020-01/..", "{", "}"];

pub(crate) const TARGETS: [Target; 25] = [
    Target {
        name: "markdown",
        seeds: &["sources", "tests/cases/languages", "tests/fuzz/seeds"],
        endings: &[".md"],
        words: &[
            "# ",
            "\n---\n",
            "\n\n",
            "> ",
            "- ",
            "1. ",
            "```",
            "|",
            "|-|\n",
            "[^1]",
            "[^1]: ",
            "[@kim2024, p. 2]",
            "![",
            "](",
            "$$",
            "<b>",
            "<!--",
            "-->",
            ":::",
            "{{<",
            "{#a .b}",
            "\\",
            "&#0;",
            "<table>",
            "<td colspan=9>",
            "\u{202e}",
            "\u{200d}",
            "\u{300}",
            "==",
            "[a]: b\n",
            "~~~",
            "\t",
            "http://",
            "\\begin{a}",
            "\\end{a}",
            "\n: ",
            "[!NOTE]",
        ],
        run: |input| article(&text(input), Syntax::Markdown),
    },
    Target {
        name: "pasted",
        seeds: &["sources", "tests/cases/pasted"],
        endings: &[".txt"],
        words: &[
            "\n\n",
            "\n",
            "• ",
            "1. ",
            "[1]",
            "References\n",
            "\t",
            "* * *\n",
            "\u{c}",
            "> ",
            "(1)",
            "----\n",
            "-\n",
            "By ",
            "¹",
            "Page 1 of 2\n",
        ],
        run: |input| article(&text(input), Syntax::Pasted),
    },
    Target {
        name: "html",
        seeds: &["tests/cases/saved", "tests/cases/html"],
        endings: &[".html"],
        words: &[
            "<table>",
            "<td rowspan=65536>",
            "<svg>",
            "<math>",
            "<template>",
            "<noscript>",
            "<p>",
            "<a href=#a>",
            "<sup>",
            "<ol start=9>",
            "<style>",
            "<script>",
            "<!--",
            "]]>",
            "&#x0;",
            "<select>",
            "<ruby><rt>",
            "<base href=a>",
            "<meta charset=utf-16>",
            "\u{ff}",
        ],
        run: |input| match decode("a.html", input.to_vec(), Some(Syntax::Html)) {
            Ok((source, _)) => article(&source.text, Syntax::Html),
            Err(refused) => refused.code.to_string(),
        },
    },
    Target {
        name: "tex",
        seeds: &["tests/fuzz/seeds/formulas"],
        endings: &[".tex"],
        words: &[
            "\\frac",
            "\\sqrt[3]",
            "\\left(",
            "\\right)",
            "\\begin{matrix}",
            "\\end{matrix}",
            "\\begin{aligned}",
            "\\end{aligned}",
            "\\text{",
            "\\ce{",
            "\\qty{5}{",
            "\\num{",
            "\\hat",
            "\\overbrace",
            "\\not",
            "\\over",
            "\\displaystyle",
            "\\limits",
            "\\mathbf",
            "\\rm ",
            "\\big|",
            "\\substack{",
            "\\tag{1}",
            "^{",
            "_",
            "'",
            "&",
            "\\\\",
            "->[a][b]",
            "{",
            "}",
            "|",
            "$",
        ],
        run: |input| article(&format!("$$\n{}\n$$\n\nSee $x$.\n", text(input)), Syntax::Markdown),
    },
    Target {
        name: "mathml",
        seeds: &["tests/fuzz/seeds/formulas"],
        endings: &[".mml"],
        words: &[
            "<mrow>",
            "</mrow>",
            "<mfrac>",
            "</mfrac>",
            "<mover accent=\"true\">",
            "</mover>",
            "<munderover>",
            "<mmultiscripts>",
            "<mprescripts/>",
            "<mtable><mtr><mtd>",
            "</mtd></mtr></mtable>",
            "<mfenced separators=\"\">",
            "<menclose notation=\"longdiv\">",
            "<semantics>",
            "<apply>",
            "<mi mathvariant=\"bold-fraktur\">A</mi>",
            "<mo>|</mo>",
            "<mspace width=\"-9em\"/>",
            "<!--",
            "&#x2061;",
        ],
        run: |input| {
            let page = format!("<!DOCTYPE html><title>T</title><p>Words <math>{}</math> words.</p>", text(input));
            article(&page, Syntax::Html)
        },
    },
    Target {
        name: "check",
        seeds: &["sources", "tests/fuzz/seeds"],
        endings: &[".md"],
        words: &[
            "5.0 mg ",
            ".5 mg ",
            "10 U ",
            "call 911 ",
            "(555) 555-0142 ",
            "2 in 5 ",
            "40 % ",
            "e.g. ",
            "Dr. ",
            "31.02.2026 ",
            "\u{a0}",
            "NSAID ",
            "was given by ",
            "lang: es\n",
            "lang: de\n",
            "lang: ru\n",
            "lang: ja\n",
            "\n\n## ",
            "\n1. ",
            "\n- ",
            "| a | b |\n|---|---|\n",
            "<!-- check-off-next: jargon -->",
            "![a](p.svg)",
            "[here](a.md)",
            "::: {lang=es}\n",
            ":::\n",
        ],
        run: checked,
    },
    Target {
        name: "docx",
        seeds: &["tests/fuzz/seeds/docx"],
        endings: &[".xml"],
        words: &[
            "<w:p>",
            "</w:p>",
            "<w:r><w:t>a</w:t></w:r>",
            "<w:tbl><w:tr><w:tc>",
            "</w:tc></w:tr></w:tbl>",
            "<w:gridSpan w:val=\"99\"/>",
            "<w:vMerge/>",
            "<w:numPr><w:ilvl w:val=\"8\"/><w:numId w:val=\"1\"/></w:numPr>",
            "<w:startOverride w:val=\"-9999999999999999999\"/>",
            "<w:lvlText w:val=\"%1%2%9%\"/>",
            "<w:basedOn w:val=\"a\"/>",
            "<w:fldChar w:fldCharType=\"begin\"/>",
            "<w:fldChar w:fldCharType=\"separate\"/>",
            "<w:fldChar w:fldCharType=\"end\"/>",
            "<w:instrText>HYPERLINK \"a\"</w:instrText>",
            "<w:instrText>ADDIN CSL_CITATION {\"citationItems\":[{\"itemData\":{\"id\":1}}]}</w:instrText>",
            "<w:br w:type=\"page\"/>",
            "<w:sym w:font=\"Symbol\" w:char=\"F0B3\"/>",
            "<w:footnoteReference w:id=\"1\"/>",
            "<w:del>",
            "<w:rPr><w:del/></w:rPr>",
            "<mc:AlternateContent><mc:Choice Requires=\"wps\">",
            "<mc:Fallback>",
            "<w:txbxContent>",
            "<m:oMath><m:f><m:num>",
            "<w:pict><v:imagedata r:id=\"a\"/></w:pict>",
            "xmlns:w=\"\"",
            "<!DOCTYPE a>",
            "&a;",
            "\u{f0fc}",
        ],
        run: word,
    },
    Target {
        name: "json",
        seeds: &["tests/cases/epub", "tests/fuzz/seeds/ast"],
        endings: &[".json"],
        words: &[
            "null",
            "[]",
            "{}",
            "\"\"",
            "\"type\":",
            "\"table\"",
            "\"columns\":",
            "\"rows\":",
            "[[",
            "{\"type\":\"note\",\"id\":\"1\"}",
        ],
        run: |input| article(&text(input), Syntax::Json),
    },
    Target {
        name: "front-matter",
        seeds: &["tests/fuzz/seeds/front-matter"],
        endings: &[".md"],
        words: &[
            "---\n",
            "+++\n",
            "&a ",
            "*a",
            ": ",
            "- ",
            "<<: ",
            "!!binary ",
            "|\n",
            "[[a]]\n",
            "\"\"\"",
            "{",
            "}",
            "[",
            "]",
            "title",
            "date",
            "author",
        ],
        run: |input| article(&format!("{}\n\nWords [@kim2024].\n", text(input)), Syntax::Markdown),
    },
    Target { name: "bibtex", seeds: FIXTURES, endings: &[".bib"], words: TEX, run: |input| works("bib", input) },
    Target {
        name: "ris",
        seeds: FIXTURES,
        endings: &[".ris"],
        words: &["TY  - ", "ER  - \n", "AU  - ", "PY  - ", "\n"],
        run: |input| works("ris", input),
    },
    Target {
        name: "pubmed",
        seeds: FIXTURES,
        endings: &[".nbib"],
        words: &["PMID- ", "FAU - ", "      ", "\n\n", "DP  - "],
        run: |input| works("nbib", input),
    },
    Target {
        name: "endnote",
        seeds: FIXTURES,
        endings: &[".xml"],
        words: &["<record>", "</record>", "<style>", "<![CDATA[", "<!DOCTYPE a [<!ENTITY b \"&b;\">]>", "&b;", "<!--"],
        run: |input| works("xml", input),
    },
    Target {
        name: "csl-json",
        seeds: FIXTURES,
        endings: &[".json"],
        words: &["null", "[]", "{}", "\"date-parts\":", "\"raw\":", "\"literal\":", "\"id\":", "\\u0000", "\\ud800"],
        run: |input| works("json", input),
    },
    Target {
        name: "csl-yaml",
        seeds: FIXTURES,
        endings: &[".yaml"],
        words: &["&a ", "*a", "<<: ", "- ", "? ", "!!", "|\n", "[", "{", "parent:\n"],
        run: |input| works("yaml", input),
    },
    Target {
        name: "csl",
        seeds: &["tests/fuzz/seeds"],
        endings: &[".csl"],
        words: &[
            "<macro name=\"a\">",
            "</macro>",
            "<text macro=\"a\"/>",
            "<names variable=\"author\">",
            "<substitute>",
            "<sort>",
            "<choose>",
            "<if ",
            "<else>",
            "<date ",
            "<number ",
            "<label ",
            "et-al-min=\"",
            "disambiguate=\"true\"",
            "<group delimiter=\"",
            "collapse=\"year\"",
        ],
        run: style,
    },
    Target {
        name: "theme",
        seeds: &["src/theme/bundled"],
        endings: &[".toml"],
        words: &["pt", "em", "%", "mm", "\"\"", "[page]\n", "[fonts]\n", "true", "#ffffff", "= "],
        run: theme,
    },
    Target {
        name: "svg",
        seeds: &["sources", "tests/fuzz/seeds"],
        endings: &[".svg"],
        words: &[
            "<g>",
            "</g>",
            "<use href=\"#a\"/>",
            "id=\"a\"",
            "<path d=\"M0 0A1 1 0 0 0 9 9\"/>",
            "<marker id=\"m\">",
            "marker-mid=\"url(#m)\"",
            "<mask id=\"a\">",
            "mask=\"url(#a)\"",
            "<clipPath id=\"a\">",
            "<filter id=\"f\"><feGaussianBlur stdDeviation=\"9\"/></filter>",
            "filter=\"url(#f)\"",
            "<pattern id=\"p\">",
            "fill=\"url(#p)\"",
            "<style>*{fill:red}</style>",
            "<text>a</text>",
            "<image href=\"data:",
            "transform=\"scale(1e9)\"",
            "stroke-dasharray=\"0.001\"",
            "<!ENTITY a \"b\">",
            "&a;",
            "<switch>",
            "<textPath href=\"#a\">",
        ],
        run: |input| picture("p.svg", input),
    },
    Target {
        name: "pictures",
        seeds: &["tests/fuzz/seeds", "tests/cases/epub", "examples"],
        endings: &[".png", ".jpg", ".gif", ".webp"],
        words: &["IHDR", "PLTE", "tRNS", "IDAT", "iCCP", "eXIf", "acTL", "\u{ff}", "VP8L", "VP8X", "ANMF"],
        run: |input| picture("p.png", &with_checksums(input)),
    },
    Target {
        name: "fonts",
        seeds: &["tests/cases/fonts", "tests/fuzz/seeds"],
        endings: &[".ttf"],
        words: &[
            "glyf", "loca", "cmap", "GSUB", "GPOS", "CFF ", "CFF2", "fvar", "gvar", "kern", "name", "OS/2", "ttcf",
            "OTTO",
        ],
        run: font,
    },
    Target {
        name: "verify-pdf",
        seeds: &["tests/fuzz/seeds"],
        endings: &[".pdf"],
        words: &[
            "obj",
            "endobj",
            "stream\n",
            "R",
            "<<",
            ">>",
            "/Kids",
            "/Parent",
            "/K",
            "/Filter/FlateDecode",
            "/Length",
            "BDC",
            "EMC",
            "Tj",
            "xref",
            "trailer",
            "begincmap",
        ],
        run: |input| compared("pdf", input),
    },
    Target {
        name: "verify-epub",
        seeds: &["tests/fuzz/seeds"],
        endings: &[".epub"],
        words: &["PK\u{1}\u{2}", "PK\u{3}\u{4}", "PK\u{5}\u{6}", "META-INF/container.xml", "mimetype"],
        run: |input| outcome_of(agree([("epub", input), ("text", b"Tea\n".as_slice())])),
    },
    Target {
        name: "verify-parts",
        seeds: &["tests/fuzz/seeds/parts"],
        endings: &[".xml", ".opf", ".xhtml"],
        words: &[
            "<item ",
            "<itemref ",
            "href=\"",
            "../",
            "<!DOCTYPE a [<!ENTITY b \"&b;\">]>",
            "&b;",
            "<rootfile ",
            "<nav>",
        ],
        run: part,
    },
    Target {
        name: "verify-html",
        seeds: &["tests/fuzz/seeds/page"],
        endings: &[".html"],
        words: &["<p>", "</p>", "<!--", "<![CDATA[", "&amp;", "<table>", "<a href=\"#a\">", "id=\"a\"", "<ol>", "<li>"],
        run: |input| compared("html", input),
    },
    Target {
        name: "verify-text",
        seeds: &["tests/fuzz/seeds/plain"],
        endings: &[".txt"],
        words: &["[1]", "\n\n", "====\n", "  ", "<http://x.example>", "1. ", "|"],
        run: |input| compared("text", input),
    },
];

fn text(input: &[u8]) -> String {
    String::from_utf8_lossy(input).into_owned()
}

fn read(path: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A bibliography whose works the articles below cite.
static WORKS: LazyLock<Arc<Source>> =
    LazyLock::new(|| Arc::new(Source::new("works.json", text(&read("src/records/fixtures/same.json")))));
/// An ebook that outputs are compared with.
static EPUB: LazyLock<Vec<u8>> = LazyLock::new(|| read("tests/fuzz/seeds/tea.epub"));

const CITING: &str = "---\ntitle: T\nlang: en\nnocite: \"@*\"\n---\n\n## A\n\nB [@kim2024, p. 3; see @dale2018] c @who2020 d \
                      [-@lind2022].\n\nE[^1] [@k1; @ruiz2021].\n\n[^1]: F [@group2019; @ruiz2021].\n";
const PICTURED: &str = "---\ntitle: T\nlang: en\n---\n\n![A](PICTURE \"B\")\n\nC ![d](PICTURE) e.\n";

/// The formats of an input: text alone for most, as PDFs take most of the time, and all for some.
fn formats(input: &[u8]) -> (Vec<Format>, bool) {
    match random::hash(input) % 4 {
        0 => (vec![Format::TEXT, Format::PDF, Format::EPUB, Format::HTML, Format::MARKDOWN], true),
        _ => (vec![Format::TEXT, Format::HTML], false),
    }
}

fn convert(converter: Converter, source: &Source, syntax: Syntax, env: &MemoryEnv, input: &[u8]) -> String {
    let (formats, verify) = formats(input);
    let conversion = converter.verifying(verify).convert(source, syntax, env, &formats);
    outcome(&conversion)
}

/// The codes of the messages, and how long the outputs are, roughly.
fn outcome(conversion: &Conversion) -> String {
    let mut codes: Vec<String> = conversion.diagnostics.iter().map(|found| found.code.to_string()).collect();
    codes.sort();
    codes.dedup();
    let sizes = conversion.outputs.iter().take(1).map(|output| output.bytes.len().max(1).ilog2());
    format!("{} {:?}", codes.join(","), sizes.collect::<Vec<_>>())
}

fn article(text: &str, syntax: Syntax) -> String {
    let env = MemoryEnv::new()
        .with_file("p.svg", read("sources/contour-lines.svg"))
        .with_file("references.bib", read("src/records/fixtures/same.bib"));
    let source = Source::new("a", text);
    convert(Converter::default(), &source, syntax, &env, text.as_bytes())
}

fn checked(input: &[u8]) -> String {
    let env = MemoryEnv::new().with_file("p.svg", read("sources/contour-lines.svg"));
    let source = Source::new("a", text(input));
    let (resolved, diagnostics) = Converter::default().prepare(&source, Syntax::Markdown, &env);
    let Some(resolved) = resolved else {
        return diagnostics.first().map_or_else(String::new, |first| first.code.to_string());
    };
    let (options, render) = (check::Options::default(), Options::default());
    let checked =
        check::check(&resolved, &source, &check::Setting { options: &options, render: &render, against: None });
    checked.findings.iter().map(|finding| finding.code.as_str()).collect::<Vec<_>>().join(" ")
}

fn works(ending: &str, input: &[u8]) -> String {
    let works = Source::new(format!("r.{ending}"), text(input));
    let options = resolve::Options::default().bibliography(vec![Arc::new(works)]);
    let source = Source::new("a.md", CITING);
    convert(Converter::default().resolving(options), &source, Syntax::Markdown, &MemoryEnv::new(), input)
}

fn style(input: &[u8]) -> String {
    let style = text(input);
    if let Err(error) = Style::parse(&style) {
        return format!(
            "refused: {}",
            error.to_string().chars().filter(char::is_ascii_lowercase).take(60).collect::<String>()
        );
    }
    let style = resolve::Style::File(Arc::new(Source::new("s.csl", style)));
    let options = resolve::Options::default().bibliography(vec![WORKS.clone()]).styles(Some(style), None);
    let source = Source::new("a.md", CITING);
    convert(Converter::default().resolving(options), &source, Syntax::Markdown, &MemoryEnv::new(), input)
}

fn theme(input: &[u8]) -> String {
    let theme = match Theme::parse(&text(input)) {
        Ok(theme) => theme,
        Err(error) => {
            return format!(
                "refused: {}",
                error.to_string().chars().filter(char::is_ascii_lowercase).take(60).collect::<String>()
            );
        }
    };
    let converter = Converter::new(Registry::builtin(), Options::default().theme(Arc::new(theme)));
    let source = Source::new("a.md", text(&read("tests/fuzz/seeds/parts.md")));
    let env = MemoryEnv::new().with_file("p.svg", read("sources/contour-lines.svg"));
    outcome(&converter.convert(&source, Syntax::Markdown, &env, &[Format::PDF, Format::EPUB, Format::HTML]))
}

fn picture(name: &str, input: &[u8]) -> String {
    let source = Source::new("a.md", PICTURED.replace("PICTURE", name));
    let env = MemoryEnv::new().with_file(name, input);
    outcome(&Converter::default().convert(&source, Syntax::Markdown, &env, &[Format::PDF, Format::EPUB, Format::HTML]))
}

/// Corrects the checksums of a PNG, so that more of it is looked at than that they are wrong.
fn with_checksums(input: &[u8]) -> Vec<u8> {
    let mut bytes = input.to_vec();
    let mut at = 8;
    while bytes.starts_with(b"\x89PNG") && at + 12 <= bytes.len() {
        let length = u32::from_be_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]) as usize;
        let Some(end) = at.checked_add(8 + length).filter(|end| end + 4 <= bytes.len()) else { break };
        let mut sum = flate2::Crc::new();
        sum.update(&bytes[at + 4..end]);
        bytes[end..end + 4].copy_from_slice(&sum.sum().to_be_bytes());
        at = end + 4;
    }
    bytes
}

fn font(input: &[u8]) -> String {
    let set = FontSet::clone(&FontSet::bundled()).with(FontData::new("f.ttf", input.to_vec()));
    let env = MemoryEnv::new().with_fonts(Arc::new(set));
    let theme = Theme::parse("[fonts]\ntext = \"Squares\"\nheading = \"Bars\"\nembed = true\n").ok().map(Arc::new);
    let options = theme.map_or_else(Options::default, |theme| Options::default().theme(theme));
    let source = Source::new("a.md", "# Tea 茶\n\nBoil *the* **water**. 水を沸かす。 กขค ∑x\n");
    let converter = Converter::new(Registry::builtin(), options);
    outcome(&converter.convert(&source, Syntax::Markdown, &env, &[Format::PDF, Format::EPUB]))
}

/// Puts an input into the ebook, as the part that it looks like.
fn part(input: &[u8]) -> String {
    let name = match text(input) {
        text if text.contains("<container") => "META-INF/container.xml",
        text if text.contains("<package") => "OEBPS/content.opf",
        _ => "OEBPS/text.xhtml",
    };
    let mut book = zip::ZipArchive::new(Cursor::new(EPUB.as_slice())).expect("the seed is an ebook");
    let mut changed = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..book.len() {
        let entry = book.by_index_raw(index).expect("the seed is an ebook");
        if entry.name() != name {
            changed.raw_copy_file(entry).expect("an entry can be copied");
        }
    }
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    changed.start_file(name, stored).and_then(|()| Ok(changed.write_all(input)?)).expect("an entry can be added");
    let bytes = changed.finish().expect("the ebook can be finished").into_inner();
    outcome_of(agree([("epub", bytes.as_slice()), ("text", b"Tea\n".as_slice())]))
}

fn compared(format: &str, input: &[u8]) -> String {
    outcome_of(agree([("epub", EPUB.as_slice()), (format, input)]))
}

/// What was found, without the words of the input.
fn outcome_of(found: Result<(), Vec<handout::verify::Difference>>) -> String {
    let Err(differences) = found else { return "the same".to_owned() };
    let words = |message: String| message.chars().filter(char::is_ascii_lowercase).take(30).collect::<String>();
    differences.into_iter().take(3).map(|found| words(found.message)).collect::<Vec<_>>().join(",")
}

/// The parts of a Word document that an input has, each after a line that names it. The zip is made here: a changed
/// byte of a zip would be lost in its checksums.
fn word(input: &[u8]) -> String {
    let mut parts: Vec<(&str, String)> = Vec::new();
    let all = text(input);
    for line in all.split_inclusive('\n') {
        match line.trim_end().strip_prefix("=== ") {
            Some(name) => parts.push((name, String::new())),
            None => parts.last_mut().into_iter().for_each(|(_, part)| part.push_str(line)),
        }
    }
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut names = std::collections::HashSet::new();
    // a zip holds no longer names
    for (name, part) in parts.iter().filter(|(name, _)| name.len() < 1000 && names.insert(*name)) {
        let started = zip.start_file(*name, zip::write::SimpleFileOptions::default());
        if started.and_then(|()| Ok(zip.write_all(part.as_bytes())?)).is_err() {
            return "no zip".to_owned();
        }
    }
    let Ok(file) = zip.finish() else { return "no zip".to_owned() };
    let source = Source::of_file("a.docx", file.into_inner());
    convert(
        Converter::new(Registry::builtin(), Options::default()).verifying(true),
        &source,
        Syntax::Docx,
        &MemoryEnv::new(),
        input,
    )
}
