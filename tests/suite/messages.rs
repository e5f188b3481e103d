//! Checks the table of messages in the guide: each code with its meaning and a message that an article causes. Fails
//! for a code without a message, a message that no longer exists, and one that is not worded like the others.

use crate::command::Desk;
use handout::diagnostic::{Code, Severity};
use std::{collections::BTreeMap, fmt::Write as _, fs, path::Path};

/// The files of a folder, and the arguments with which they cause messages.
type Case = (&'static [(&'static str, &'static [u8])], &'static [&'static str]);

const REFERENCES: &[u8] = b"@article{owl, author = {Owl, Ann}, title = {Night}, year = 2020, zorp = {1}}\n\
    @article{owl, author = {Owl, Ann}, title = {Night}, year = 2020}\n@article{blank, year = 1999\n";

const MARKDOWN: &[u8] = b"# Owl\n\n<font size=\"7\">Big</font> and $\\unknown x^2$. {{< gallery >}}\n\n\
    ![](a.png) ![A](https://x.example/a.png) [a](#nowhere) [b](javascript:x)\n\n## One {#x}\n\n#### Two {#x}\n\n[^2]: Unused.\n";

const SPANISH: &str = "# Lechuzas\n\nLas lechuzas vuelan de noche y ven muy bien en la oscuridad de los campos. Comen ratones, y \
    ponen sus huevos en los huecos de los árboles viejos o en los graneros. Cuando tienen crías, cazan toda la noche.\n";

/// A picture of one pixel.
const PIXEL: &[u8] = &[
    0x89, b'P', b'N', b'G', 13, 10, 26, 10, 0, 0, 0, 13, b'I', b'H', b'D', b'R', 0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0,
    0x3a, 0x7e, 0x9b, 0x55, 0, 0, 0, 10, b'I', b'D', b'A', b'T', 0x78, 0xda, 0x63, 0x60, 0, 0, 0, 2, 0, 1, 0xe5, 0x27,
    0xde, 0xfc, 0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xae, 0x42, 0x60, 0x82,
];

const CASES: &[Case] = &[
    (&[("owl.md", b"# Owl\n\nCaf\xe9.\n")], &["owl.md"]),
    (&[("owl.html", b"<title>Owl</title><h1>Owl</h1><p>The owl in the caf\xe9 sees well at night.</p>")], &["owl.html"]),
    (&[("owl.html", b"<meta charset=utf-8><title>Owl</title><h1>Owl</h1><p>The owl in the caf\xe9 sees well at night.</p>")], &["owl.html"]),
    (&[("owl.md", b"")], &["owl.md"]),
    (&[("owl.md", b"---\ntitle: [\n---\nWords.\n")], &["owl.md"]),
    (&[("owl.md", b"---\ntitel: Owl\nlang: english language\n---\nName: ____\n")], &["owl.md", "--fillable"]),
    (&[("owl.md", b"# Owl\n\n{{size}}\n"), ("rows.csv", b"name\nAnn\n")], &["owl.md", "--merge", "rows.csv", "--name", "o-{name}"]),
    (
        &[("owl.md", b"---\ntitle: Owl\norganization:\n  name: Nest\nreviewed: 2020-01-01\n---\nWords.\n")],
        &["owl.md", "--today", "2026-05-03"],
    ),
    (&[("owl.txt", b"Owl\n\nOwls fly at night and see well.\n\n## Food\n\n## Nests\n\nThey nest in trees.\n")], &["owl.txt", "--from", "text"]),
    (&[("owl.txt", "Owl\n\nOwls fly at night and see very well in the dark\u{ad}ness.\n".as_bytes())], &["owl.txt"]),
    (&[("owl.md", b"Words without a title.\n")], &["owl.md"]),
    (&[("owl.md", MARKDOWN)], &["owl.md"]),
    (&[("owl.json", b"{\"version\": 99}")], &["owl.json"]),
    (&[("owl.md", &[b'>'; 120])], &["owl.md"]),
    (
        &[("owl.md", b"---\ntitle: Owl\nlang: eo\nbibliography: owl.bib\n---\nNoktoj [@owl; @hoot].\n"), ("owl.bib", REFERENCES)],
        &["owl.md"],
    ),
    (&[("owl.md", b"---\ntitle: Owl\nbibliography: gone.bib\n---\nWords [@owl].\n")], &["owl.md"]),
    (
        &[("owl.md", b"---\ntitle: Owl\nbibliography: owl.bib\ncsl: hootish\n---\nWords [@owl].\n"), ("owl.bib", REFERENCES)],
        &["owl.md"],
    ),
    (&[("owl.txt", b"Owl\n\nOwls see [1].\n\nReferences\n\n1. Owl A. Night. Birds. 2020.\n2. Owl B. Day. Birds. 2021.\n")], &["owl.txt"]),
    (&[("owl.txt", b"Owl\n\n**Owls** see *well*, and [more](https://owl.example).\n\n## Food\n\n- mice\n- voles\n")], &["owl.txt"]),
    (&[("owl.md", SPANISH.as_bytes())], &["owl.md"]),
    (
        &[("owl.md", "# Owl\n\nA letter: \u{12000}.\n".as_bytes()), ("owl.toml", b"extends = \"clinic\"\n[fonts]\ntext = \"Hooting\"\n")],
        &["owl.md", "--theme", "owl.toml", "--no-system-fonts"],
    ),
    (&[("owl.md", "# Owl\n\nWater: 水.\n".as_bytes())], &["owl.md", "--to", "text", "--ascii"]),
    (&[("owl.md", b"# Owl\n\n![An owl](owl.png)\n"), ("owl.png", b"no picture")], &["owl.md"]),
    (&[("owl.md", b"# Owl\n\n![An owl](owl.png){width=50%}\n"), ("owl.png", PIXEL)], &["owl.md"]),
    (&[("owl.md", b"# Owl\n\n<ruby>owl<rt>bird</rt></ruby>\n")], &["owl.md"]),
    (&[("owl.md", b"# Owl\n\nOwls see well.\n\n\\newpage\n\nOwls hear well.\n"), ("handout.toml", b"fit = 1\n")], &["owl.md"]),
    (
        &[("owl.md", b"# Owl\n\nOwls see well.\n"), ("owl.toml", b"extends = \"clinic\"\n[page]\nmargin-inner = \"400mm\"\n")],
        &["owl.md", "--theme", "owl.toml"],
    ),
    (&[("owl.txt", b"Owl\n\nOwls fly at night and see well in the dark of the fields.\n\nLeave a comment\n")], &["owl.txt"]),
    (&[("owl.html", b"\xef\xbb\xbf<title>Owl</title><h1>Owl</h1><p>The owl in the caf\xe9 sees well at night.</p>")], &["owl.html"]),
    (&[("owl.odd", b"Words.")], &["owl.odd"]),
    (&[], &["gone.md"]),
    (
        &[("owl.html", b"<!doctype html><meta charset=utf-8><title>Owl</title><h1>Owl</h1><p>Owls see well at night, and they hear still better \
            than they see, even in the snow.</p><aside><p>Read our newsletter about birds each week.</p></aside>")],
        &["owl.html"],
    ),
];

/// Messages that no small article causes reliably: a message, its help, and the parts of both that are in the source.
const OTHERS: &[(Code, &str, &str, [&str; 2])] = &[
    (
        Code::LostWords,
        "the article lacks words of the source: `at night`",
        "this is a bug in handout: please report it",
        ["the article lacks words of the source: ", "this is a bug in handout: please report it"],
    ),
    (
        Code::MissingNote,
        "there is no footnote `3`",
        "define it on a line of its own: `[^3]: …`",
        ["there is no footnote `{}`", "define it on a line of its own: "],
    ),
    (
        Code::Columns,
        "the lines of two columns seem to alternate; they are kept as written",
        "copy one column after the other, or export the text from the program that shows it",
        ["the lines of two columns seem to alternate", "copy one column after the other, or export"],
    ),
    (
        Code::PropertyUsed,
        "the author `Ana Ruiz` is from the document's properties",
        "to name nobody, clear the author (in Word: File, Info); to name others, add a line with the style Author",
        ["is from the document's properties", "to name nobody, clear the author"],
    ),
    (
        Code::SystemFont,
        "the system's font `Noto Sans CJK SC` is used, as no bundled font has its script",
        "other systems may lack it: --font-dir names a folder that you can share, --no-system-fonts forbids it",
        ["is used, as no bundled font has its script", "other systems may lack it: --font-dir names a folder"],
    ),
    (
        Code::WideFormula,
        "a formula is wider than its column, even at half its size, and is shown as text",
        "break it into lines (`\\\\` in `aligned`), or into several formulas",
        [
            "a formula is wider than its column, even at half its size, and is shown as text",
            "in `aligned`), or into several formulas",
        ],
    ),
    (Code::Fit, "2 pages instead of 3: spaces and margins are smaller", "", ["instead of {count}: {taken}", ""]),
    (
        Code::Internal,
        "handout panicked at src/owl.rs:7:1: no owl",
        "this is a bug in handout: please report it with this message, the output under RUST_BACKTRACE=1 and, if you can, the \
         article",
        ["handout panicked", "this is a bug in handout: please report it with this message"],
    ),
    (
        Code::Crash,
        "the process that converted it ended (stage: pdf): signal: 9 (SIGKILL)",
        "unless somebody ended it, this is a bug in handout: please report it with this message and, if you can, the article",
        ["the process that converted it ended{stage}", "unless somebody ended it, this is a bug in handout"],
    ),
    (
        Code::Timeout,
        "it took longer than 60 s (stage: pdf)",
        "allow more with `--timeout`, or split the article",
        ["it took longer than", "allow more with `--timeout`, or split the article"],
    ),
    (
        Code::OutOfMemory,
        "it took more than 2000 MB of memory (stage: pdf)",
        "allow more with `--memory`, or split the article",
        ["it took more than", "allow more with `--memory`, or split the article"],
    ),
    (
        Code::Interrupted,
        "the run was stopped before it was converted",
        "run the command again; with `--incremental`, finished articles are skipped",
        ["the run was stopped before it was converted", "with `--incremental`, finished articles are skipped"],
    ),
    (
        Code::Unwritable,
        "out/owl.pdf cannot be written: Permission denied (os error 13)",
        "check the permissions and the free space, or write elsewhere with `-o DIR`",
        ["cannot be written: {why}", "check the permissions and the free space, or write elsewhere"],
    ),
];

#[derive(serde::Deserialize)]
struct Said {
    #[serde(default)]
    code: String,
    message: String,
    help: Option<String>,
}

/// Returns the messages of all cases by code.
fn caused() -> BTreeMap<String, Vec<Said>> {
    let mut all: BTreeMap<String, Vec<Said>> = BTreeMap::new();
    for (files, arguments) in CASES {
        let desk = Desk::new(&[]);
        files.iter().for_each(|(name, bytes)| desk.put(name, bytes));
        let ran = desk.run(&[*arguments, &["--log-format", "json", "-o", "out/"]].concat());
        for line in ran.said().lines() {
            let said: Said = serde_json::from_str(line).unwrap_or_else(|error| panic!("{line}: {error}"));
            all.entry(said.code.clone()).or_default().push(said);
        }
    }
    all
}

/// Returns a row for each code, with its first message.
fn table(caused: &BTreeMap<String, Vec<Said>>) -> String {
    let mut table = String::new();
    for &code in Code::ALL {
        let own = caused.get(code.as_str()).and_then(|said| said.first());
        let other = OTHERS.iter().find(|(of, ..)| *of == code).map(|(_, message, help, _)| (*message, *help));
        let (message, help) = match (own, other) {
            (Some(said), None) => (said.message.as_str(), said.help.as_deref().unwrap_or_default()),
            (None, Some(other)) => other,
            (None, None) => panic!("no case causes `{code}`: add one to CASES"),
            (Some(_), Some(_)) => panic!("`{code}` is in CASES: take it out of OTHERS"),
        };
        let cell = |text: &str| text.replace('|', "\\|").replace('<', "\\<").replace('*', "\\*");
        let severity = match code.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        let meaning = cell(code.meaning());
        let _ = writeln!(table, "| `{code}` | {severity} | {meaning} | {} | {} |", cell(message), cell(help));
    }
    table
}

const HEAD: &str = "# Messages\n\nEach message has a code that never changes its meaning. A *note* needs no action, a *warning* is about something \
    that a\nreader would miss, and after an *error* the article is not converted. The errors `timeout`, `interrupted`, `crash` and `unwritable`\n\
    may not occur in the next run. The examples are messages about small articles about owls.\n\n\
    | code | severity | when | example | help |\n|---|---|---|---|---|\n";

#[test]
fn the_guide_has_every_message_of_the_program() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/guide/src/messages.md");
    let wanted = format!("{HEAD}{}", table(&caused()));
    if std::env::var_os("HANDOUT_ACCEPT").is_some() {
        fs::write(&page, &wanted).unwrap();
    }
    let there = fs::read_to_string(&page).unwrap_or_default();
    for (wanted, there) in wanted.lines().zip(there.lines()) {
        assert_eq!(there, wanted, "accept the table with HANDOUT_ACCEPT=1 once you have read it");
    }
    assert_eq!(there.lines().count(), wanted.lines().count());
}

#[test]
fn messages_are_in_lower_case_without_a_final_period_and_say_what_to_do() {
    let caused = caused();
    let all = caused.values().flatten().filter(|said| !said.code.is_empty());
    let all = all.map(|said| (said.code.as_str(), said.message.as_str(), said.help.as_deref().unwrap_or_default()));
    let others = OTHERS.iter().map(|(code, message, help, _)| (code.as_str(), *message, *help));
    for (code, message, help) in all.chain(others) {
        for text in [message, help] {
            let names = ["PDF", "EPUB", "HTML", "ASCII", "Acrobat"];
            let first = text.chars().next().unwrap_or('a');
            assert!(!first.is_uppercase() || names.iter().any(|name| text.starts_with(name)), "{code}: {text}");
            assert!(!text.ends_with(['.', '!']), "{code}: {text}");
        }
        let severity = Code::ALL.iter().find(|known| known.as_str() == code).expect("a known code").severity();
        // a message about a failed output includes the advice
        let helps = !help.is_empty() || severity == Severity::Note || code == "unrenderable";
        assert!(helps, "{code}: `{message}` does not say what to do");
    }
}

#[test]
fn messages_that_no_article_causes_are_still_in_the_source() {
    let mut source = String::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            match entry.is_dir() {
                true => folders.push(entry),
                false if entry.extension().is_some_and(|ending| ending == "rs") => {
                    source += &fs::read_to_string(entry).unwrap()
                }
                false => {}
            }
        }
    }
    for (code, _, _, parts) in OTHERS {
        for part in parts {
            assert!(source.contains(part), "{code}: `{part}`");
        }
    }
}
