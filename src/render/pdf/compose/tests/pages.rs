//! Tests of positions on a page, and of what stays together.

use super::*;

#[test]
fn a_heading_stays_with_the_lines_below_it() {
    // however much precedes it, no page ends with the heading
    for lines in 20..60 {
        let mut body: Vec<Block> = (0..lines).map(|_| paragraph("One line.")).collect();
        let heading =
            serde_json::json!({"type": "heading", "level": 1, "content": [{"type": "text", "text": "Heading"}]});
        body.push(serde_json::from_value(heading).expect("a heading"));
        body.push(paragraph("After the heading."));
        let document = composed(article(body), "clinic", Paper::A5);
        assert!(document.pages.iter().all(|page| !words(page).trim_end().ends_with("Heading")), "{lines}");
    }
}

#[test]
fn the_header_of_a_table_repeats_after_a_page_break_for_the_eye_only() {
    let cell = |words: &str| serde_json::json!({"body": [{"type": "paragraph", "content": [{"type": "text", "text": words}]}]});
    let rows: Vec<_> = (0..80).map(|_| serde_json::json!({"cells": [cell("a"), cell("b")]})).collect();
    let head = serde_json::json!([{"cells": [cell("Left"), cell("Right")]}]);
    let table = serde_json::json!({"type": "table", "columns": ["start", "end"], "head": head, "body": rows});
    let document = composed(article(vec![serde_json::from_value(table).expect("a table")]), "clinic", Paper::A4);
    assert!(document.pages.len() > 1);
    for (at, page) in document.pages.iter().enumerate() {
        assert!(dump::page(page).contains("Left"), "page {}", at + 1);
        assert_eq!(words(page).contains("Left"), at == 0);
    }
}

#[test]
fn running_text_keeps_to_a_grid_of_half_lines_past_headings_tables_callouts_and_figures() {
    let text = |words: &str| serde_json::json!([{"type": "text", "text": words}]);
    let run = |words: &str| serde_json::json!({"type": "paragraph", "content": text(words)});
    let cell = |words: &str| serde_json::json!({"body": [run(words)]});
    let between = [
        serde_json::json!({"type": "heading", "level": 1, "content": text("Heading")}),
        serde_json::json!({"type": "heading", "level": 2, "content": text("Heading")}),
        serde_json::json!({"type": "heading", "level": 3, "content": text("Heading")}),
        serde_json::json!({"type": "table", "columns": ["start"], "body": [{"cells": [cell("a")]}, {"cells": [cell("b")]}]}),
        serde_json::json!({"type": "callout", "kind": "note", "title": text("Note"), "body": [run("Words.")]}),
        serde_json::json!({"type": "figure", "path": "img/leaf.png", "alt": "A leaf"}),
        serde_json::json!({"type": "code", "text": "code"}),
    ];
    let mut body = Vec::new();
    for (at, block) in between.iter().cycle().take(35).enumerate() {
        body.push(paragraph(&"Grid of the running text. ".repeat(3 + at * 7 % 5)));
        body.push(serde_json::from_value(block.clone()).expect("a block"));
    }
    body.push(paragraph("Grid."));
    for name in Theme::NAMES {
        let step = {
            let theme = Theme::bundled(name).unwrap();
            theme.points(theme.body.leading, 0.0) / 2.0
        };
        let document = composed(article(body.clone()), name, Paper::A4);
        let runs = document.pages.iter().flat_map(|page| &page.items).filter_map(|item| match &item.kind {
            ItemKind::Glyphs(run) if run.text.contains("Grid") || run.text.contains("running") => Some(run.y),
            _ => None,
        });
        let steps: Vec<f32> = runs.map(|y| y / step).collect();
        assert!(steps.len() > 50, "{name}: {}", steps.len());
        let off = steps.iter().find(|&&at| ((at - steps[0]) - (at - steps[0]).round()).abs() > 0.02);
        assert_eq!(off, None, "{name}: {}", steps[0]);
    }
}

#[test]
fn a_footnote_is_at_the_foot_of_the_page_that_refers_to_it() {
    let mut body: Vec<Block> = (0..50).map(|n| paragraph(&format!("Line {n}."))).collect();
    let reference = serde_json::json!({"type": "paragraph", "content":
        [{"type": "text", "text": "Here"}, {"type": "note-ref", "label": "n"}]});
    body.insert(40, serde_json::from_value(reference).expect("a paragraph"));
    let mut article = article(body);
    let note = serde_json::json!({"label": "n", "body": [{"type": "paragraph", "content": [{"type": "text", "text": "The note."}]}]});
    article.notes.push(serde_json::from_value(note).expect("a note"));
    let document = composed(article, "clinic", Paper::A4);
    let page = document.pages.iter().find(|page| words(page).contains("Here")).expect("the page of the reference");
    assert!(words(page).trim_end().ends_with("The note."));
}

#[test]
fn notes_that_only_a_note_refers_to_follow_it_in_order() {
    let mark = |label: &str| serde_json::json!({"type": "note-ref", "label": label});
    let text = |words: &str| serde_json::json!({"type": "text", "text": words});
    let line = |content: serde_json::Value| serde_json::json!({"type": "paragraph", "content": content});
    for (words_of_the_first, where_it_stands) in [("The first.".to_owned(), "foot"), ("Long ".repeat(600), "text")] {
        let here = line(serde_json::json!([text("Here"), mark("a")]));
        let mut article = article(vec![serde_json::from_value(here).expect("a paragraph"), paragraph("After.")]);
        for (label, content) in [
            ("a", serde_json::json!([text(&words_of_the_first), mark("b")])),
            ("b", serde_json::json!([text("The second."), mark("c")])),
            ("c", serde_json::json!([text("The third."), mark("a")])),
        ] {
            let note = serde_json::json!({"label": label, "body": [line(content)]});
            article.notes.push(serde_json::from_value(note).expect("a note"));
        }
        let document = composed(article, "clinic", Paper::A4);
        let all: String = document.pages.iter().map(words).collect();
        let at = |words: &str| all.find(words).unwrap_or_else(|| panic!("{where_it_stands}: {words} is not in {all}"));
        assert!(at(words_of_the_first.trim()) < at("The second."), "{where_it_stands}: {all}");
        assert!(at("The second.") < at("The third."), "{where_it_stands}: {all}");
    }
}

#[test]
fn adjacent_note_marks_are_separated() {
    let here = serde_json::json!({"type": "paragraph", "content": [
        {"type": "text", "text": "Here"}, {"type": "note-ref", "label": "a"}, {"type": "note-ref", "label": "b"}]});
    let mut article = article(vec![serde_json::from_value(here).expect("a paragraph")]);
    for label in ["a", "b"] {
        let note = serde_json::json!({"label": label, "body": [{"type": "paragraph", "content": [{"type": "text", "text": "Why."}]}]});
        article.notes.push(serde_json::from_value(note).expect("a note"));
    }
    let document = composed(article, "clinic", Paper::A4);
    assert!(words(&document.pages[0]).contains("Here1,2"), "{}", words(&document.pages[0]));
}

#[test]
fn the_margin_at_the_spine_is_on_the_side_where_the_book_is_bound() {
    let set = |lang: &str, words: &str| {
        let mut article = article((0..40).map(|_| paragraph(&words.repeat(40))).collect());
        article.meta.lang = Lang::new(lang).ok();
        composed(article, "book", Paper::A4)
    };
    // the outer margin is the wider one
    let margins = |page: &Page| {
        let runs = page.items.iter().filter_map(|item| match (&item.kind, Part::of(item.owner)) {
            (ItemKind::Glyphs(run), Part::Content(_)) => Some((run.x, run.x + run.width())),
            _ => None,
        });
        let (left, right) = runs.fold((f32::INFINITY, 0.0f32), |(a, b), (x, end)| (a.min(x), b.max(end)));
        (left, page.width - right)
    };
    let (english, arabic) = (set("en", "word "), set("ar", "كلمة "));
    for (spine_at_left, page) in [(true, &english.pages[0]), (false, &english.pages[1])] {
        let (left, right) = margins(page);
        assert_eq!(left + 10.0 < right, spine_at_left, "{left} {right}");
    }
    for (spine_at_left, page) in [(false, &arabic.pages[0]), (true, &arabic.pages[1])] {
        let (left, right) = margins(page);
        assert_eq!(left + 10.0 < right, spine_at_left, "{left} {right}");
    }
}

#[test]
fn a_front_and_a_table_higher_than_the_paper_go_on_on_the_next_page() {
    let cell = |words: &str| serde_json::json!({"body": [{"type": "paragraph", "content": [{"type": "text", "text": words}]}]});
    let head = serde_json::json!([{"cells": [cell(&"Head ".repeat(30)), cell("Right")]}]);
    let rows: Vec<_> = (0..3).map(|_| serde_json::json!({"cells": [cell(&"word ".repeat(400)), cell("b")]})).collect();
    let table = serde_json::json!({"type": "table", "columns": ["start", "end"], "head": head, "body": rows});
    let mut article = article(vec![serde_json::from_value(table).expect("a table")]);
    article.meta.title = vec![Inline::words("A title that goes on and on ".repeat(12))];
    article.meta.description = vec![Inline::words("A summary. ".repeat(40))];
    let document = composed(article, "large-print", Paper::Custom { width: 220_000, height: 400_000 });
    for page in &document.pages {
        for run in page.items.iter().filter_map(|item| match &item.kind {
            ItemKind::Glyphs(run) => Some(run),
            _ => None,
        }) {
            let (right, below) = (page.width - 5.0, page.height - 10.0);
            let inside = run.x >= 10.0 && run.x + run.width() <= right && run.y > 10.0 && run.y < below;
            assert!(inside, "{:?} at {} {}", run.text, run.x, run.y);
        }
    }
}

/// Returns the text of a page's header and footer, from left to right.
fn furniture(page: &Page) -> Vec<String> {
    let mut said: Vec<(f32, f32, String)> = Vec::new();
    for item in &page.items {
        if let (ItemKind::Glyphs(run), Part::Artifact(_)) = (&item.kind, Part::of(item.owner)) {
            said.push((run.y, run.x, run.text.clone()));
        }
    }
    said.sort_by(|a, b| (a.0, a.1).partial_cmp(&(b.0, b.1)).expect("numbers"));
    said.into_iter().map(|(_, _, words)| words).collect()
}

#[test]
fn title_and_section_share_the_header_where_both_fit_and_the_footer_parts_where_it_is_narrow() {
    let heading = |words: &str| -> Block {
        let content = serde_json::json!([{"type": "text", "text": words}]);
        serde_json::from_value(serde_json::json!({"type": "heading", "level": 1, "content": content}))
            .expect("a heading")
    };
    let long = "Is this title with many words too long to stand beside a section in half of a line";
    let set = |section: &str, paper| {
        let mut body = vec![heading(section)];
        body.extend((0..90).map(|_| paragraph("One line.")));
        let mut article = article(body);
        article.meta.title = vec![Inline::words(long)];
        article.meta.version = Some("2.1 of the second edition".to_owned());
        furniture(&composed(article, "clinic", paper).pages[2])
    };
    assert_eq!(set("Rest", Paper::A4)[..2], [long, "Rest"]);
    let both = set("A section whose heading is nearly as long as the title", Paper::A4);
    assert_eq!(
        both[0], "A section whose heading is nearly as long as the title",
        "of title and section the one that changes"
    );
    let narrow = set("Rest", Paper::Custom { width: 210_000, height: 500_000 });
    assert_eq!(narrow.len(), 3, "{narrow:?}");
    assert_eq!(narrow[0], "Rest");
    assert!(narrow[1].starts_with("Version 2.1 of") && narrow[2].starts_with("Page 3 of"), "{narrow:?}");
}

#[test]
fn page_numbers_are_at_the_outer_edges_of_facing_pages() {
    let number_is_left = |theme: &str, page: usize| {
        let document = composed(article((0..200).map(|_| paragraph("One line.")).collect()), theme, Paper::A4);
        let page = &document.pages[page];
        let number = page.items.iter().find_map(|item| match &item.kind {
            ItemKind::Glyphs(run) if run.text.starts_with("Page") || run.text.parse::<u32>().is_ok() => Some(run.x),
            _ => None,
        });
        number.expect("a number") < page.width / 2.0
    };
    assert_eq!([0, 1, 2].map(|page| number_is_left("book", page)), [false, true, false]);
    assert_eq!([0, 1, 2].map(|page| number_is_left("clinic", page)), [false, false, false]);
}

#[test]
fn a_callout_that_fits_on_a_page_is_never_divided() {
    let run = |words: &str| serde_json::json!({"type": "paragraph", "content": [{"type": "text", "text": words}]});
    let callout = serde_json::json!({"type": "callout", "kind": "note", "title": [{"type": "text", "text": "Note"}],
        "body": [run(&"Inside. ".repeat(250))]});
    let callout: Block = serde_json::from_value(callout).expect("a callout");
    for before in 2..40 {
        let mut body: Vec<Block> = (0..before).map(|_| paragraph("One line.")).collect();
        body.push(callout.clone());
        body.extend((0..40).map(|_| paragraph("One line.")));
        let document = composed(article(body), "clinic", Paper::A4);
        let pages = document.pages.iter().filter(|page| words(page).contains("Inside.")).count();
        assert_eq!(pages, 1, "{before}");
    }
}

#[test]
fn numbers_of_a_list_end_at_one_edge() {
    let items: Vec<_> = (1..=12)
        .map(|at| {
            let body = [serde_json::json!({"type": "paragraph", "content": [{"type": "text", "text": "Words"}]})];
            serde_json::json!({"label": format!("{at}."), "body": body})
        })
        .collect();
    let marker = serde_json::json!({"ordered": {"start": 1, "numerals": "decimal"}});
    let list = serde_json::json!({"type": "list", "marker": marker, "tight": true, "items": items});
    let list: Block = serde_json::from_value(list).expect("a list");
    for theme in Theme::NAMES {
        let document = composed(article(vec![list.clone()]), theme, Paper::A4);
        let ends = document.pages.iter().flat_map(|page| &page.items).filter_map(|item| match &item.kind {
            ItemKind::Glyphs(run) if run.text.ends_with('.') && run.text.len() < 4 => Some(run.x + run.width()),
            _ => None,
        });
        let ends: Vec<f32> = ends.collect();
        assert_eq!(ends.len(), 12, "{theme}");
        assert!(ends.iter().all(|end| (end - ends[0]).abs() < 0.05), "{theme}: {ends:?}");
    }
}

#[test]
fn large_print_keeps_its_inch_at_the_sides_of_small_paper_too() {
    for paper in [Paper::A4, Paper::Letter, Paper::A5] {
        let document = composed(article(vec![paragraph(&"word ".repeat(200))]), "large-print", paper);
        for page in &document.pages {
            let runs = page.items.iter().filter_map(|item| match &item.kind {
                ItemKind::Glyphs(run) => Some(run),
                _ => None,
            });
            for run in runs {
                let blank = run.size * 0.5; // a trailing space
                assert!(run.x >= 71.9 && run.x + run.width() <= page.width - 71.9 + blank, "{paper:?}: {}", run.text);
            }
        }
    }
}

#[test]
fn a_theme_that_leaves_no_room_for_words_is_refused() {
    let source =
        Theme::source("large-print").expect("a theme").replace("margin-inner = \"1in\"", "margin-inner = \"400mm\"");
    let theme = Theme::parse(&source).expect("a theme");
    let made = compose(
        &resolved(article(vec![paragraph("One.")])),
        fonts(),
        &mut Shaper::default(),
        design(&theme, Paper::A4),
    );
    assert!(made.unwrap_err().message.contains("leave no room"));
}

#[test]
fn a_picture_without_text_next_to_it_keeps_its_size() {
    let picture = serde_json::json!({"type": "image", "path": "img/leaf.png", "alt": "A leaf"});
    let link =
        serde_json::json!({"type": "link", "target": {"url": "https://example.org/"}, "content": [picture.clone()]});
    let sizes = |content: serde_json::Value| {
        let paragraph = serde_json::json!({"type": "paragraph", "content": content});
        let document =
            composed(article(vec![serde_json::from_value(paragraph).expect("a paragraph")]), "clinic", Paper::A4);
        let sizes = document.pages[0].items.iter().filter_map(|item| match &item.kind {
            ItemKind::Picture { rect, link, .. } => Some((rect.height.round(), link.is_some())),
            _ => None,
        });
        sizes.collect::<Vec<_>>()
    };
    let alone = sizes(serde_json::json!([link]));
    let among = sizes(serde_json::json!([{"type": "text", "text": "A "}, picture]));
    assert!(matches!(alone[..], [(height, true)] if height > 30.0), "{alone:?}");
    assert!(matches!(among[..], [(height, false)] if height < 16.0), "{among:?}");
}

#[test]
fn a_picture_alone_in_a_cell_is_as_large_as_outside() {
    let widest = |text: &str| {
        let document = from_markdown(text);
        let items = document.pages.iter().flat_map(|page| &page.items);
        let widths = items.filter_map(|item| match &item.kind {
            ItemKind::Picture { rect, .. } => Some(rect.width),
            _ => None,
        });
        widths.fold(0.0, f32::max)
    };
    let outside = widest("![A leaf](img/leaf.png)\n");
    assert!(outside > 50.0);
    let cell = "| Leaf | How it is used, in many words that ask for most of the room on the line |\n|---|---|\n\
        | ![A leaf](img/leaf.png) | Boil it. |\n";
    assert_eq!(widest(cell), outside);
    assert!(widest("| a |\n|---|\n| Words ![A leaf](img/leaf.png) |\n") < 30.0, "among words it is a letter high");
}

#[test]
fn a_table_without_rows_has_no_group_of_headers() {
    let table = "| Date | Time |\n|---|---|\n";
    let tree_of = |text: &str| tree(&from_markdown(text));
    assert!(!tree_of(table).contains("THead"), "{}", tree_of(table));
    assert!(tree_of(&format!("{table}| | |\n")).contains("TBody"));
}

#[test]
fn each_kind_of_callout_has_its_own_sign() {
    let signs = CalloutKind::ALL.map(|kind| {
        let callout = Callout::new(kind, Vec::new(), vec![paragraph("Inside.")], Span::default());
        let document = composed(article(vec![Block::Callout(callout)]), "clinic", Paper::A4);
        let shapes = document.pages[0].items.iter().filter_map(|item| match &item.kind {
            ItemKind::Shape { path, .. } => Some(*path),
            _ => None,
        });
        shapes.collect::<Vec<_>>()
    });
    assert!(signs.iter().all(|shapes| shapes.len() == 1));
    assert_eq!(signs.iter().collect::<std::collections::BTreeSet<_>>().len(), signs.len());
}

/// Returns two chapters with a page break before each.
fn book() -> Vec<Block> {
    let chapter = |title: &str| {
        let content = serde_json::json!([{"type": "text", "text": title}]);
        let blocks = serde_json::json!([
            {"type": "page-break"},
            {"type": "heading", "level": 1, "content": content, "classes": ["chapter"]},
            {"type": "paragraph", "content": [{"type": "text", "text": "Long before dawn the ferry was gone."}]},
        ]);
        serde_json::from_value::<Vec<Block>>(blocks).expect("blocks")
    };
    [chapter("First"), chapter("Second")].concat()
}

#[test]
fn chapters_of_a_book_open_on_recto_pages_after_a_title_page_without_running_heads() {
    let document = composed(article(book()), "book", Paper::A4);
    let with = |words: &str| document.pages.iter().position(|page| self::words(page).contains(words)).map(|at| at + 1);
    assert_eq!([with("A title"), with("First"), with("Second")], [Some(3), Some(5), Some(7)]);
    let running = |page: usize| furniture(&document.pages[page - 1]);
    assert_eq!([1, 2, 3].map(running), [vec!["A title".to_owned()], vec![], vec![]], "the title alone, and not read");
    assert_eq!([5, 7].map(running), [["5"], ["7"]]);
    let usual = composed(article(book()), "clinic", Paper::A4);
    assert_eq!(usual.pages.len(), 3);
}

#[test]
fn the_attribution_of_a_quote_is_at_the_end_edge_of_the_page() {
    let run = |words: &str| serde_json::json!({"type": "paragraph", "content": [{"type": "text", "text": words}]});
    let quote = serde_json::json!({"type": "quote", "body": [run("Salt keeps."), run("— a cook")]});
    let document = composed(article(vec![serde_json::from_value(quote).expect("a quote")]), "book", Paper::A4);
    let left = |words: &str| {
        document.pages[0].items.iter().find_map(|item| match &item.kind {
            ItemKind::Glyphs(run) if run.text.contains(words) => Some(run.x),
            _ => None,
        })
    };
    assert!(left("cook").expect("a name") > left("Salt").expect("words") + 100.0);
}

/// Returns a story in a variant of the book theme.
fn story(opening: &str, text: &str) -> Document {
    let theme = format!("extends = \"book\"\n[book]\nopening = \"{opening}\"\n");
    let theme = Theme::parse(&theme).expect("a theme");
    let reading = read(&Source::new("a.md", text), Syntax::Markdown);
    compose(&resolved(reading.article), fonts(), &mut Shaper::default(), design(&theme, Paper::A5)).expect("pages").0
}

/// Returns the size and the left end of each run on the first page that contains body text.
fn runs(document: &Document) -> Vec<(String, f32, f32, f32)> {
    let runs = document.pages[0].items.iter().filter_map(|item| match (&item.kind, Part::of(item.owner)) {
        (ItemKind::Glyphs(run), Part::Content(_)) => Some((run.text.clone(), run.size, run.x, run.y)),
        _ => None,
    });
    runs.collect()
}

const DAWN: &str = "Long before dawn the ferry was gone, and with it the men who had slept in the shed. Nobody had heard \
    the engine. Nobody had heard anything but the reeds, which speak all night when the water falls, and the dog.";

#[test]
fn a_drop_cap_is_on_the_third_line_next_to_indented_lines() {
    let text = format!("---\ntitle: The ferry\n---\n\n{DAWN}\n\nLater it came back.\n");
    let dropped = runs(&story("drop-cap", &text));
    let at = dropped.iter().position(|(_, size, ..)| *size > 30.0).expect("an initial");
    let (ref said, size, left, baseline) = dropped[at];
    // programs that copy text by position find the initial in its word
    assert!(said.is_empty() && dropped[at + 1].0.starts_with("Lo"), "{said} {}", dropped[at + 1].0);
    let lines: Vec<_> = dropped[at + 1..].iter().filter(|(_, _, x, _)| *x < left + 60.0).collect();
    assert!(size > 3.0 * 11.0, "{size}");
    assert!(lines[..3].iter().all(|(_, _, x, _)| *x > left + 15.0 && *x == lines[0].2), "{lines:?}");
    assert!((lines[2].3 - baseline).abs() < 0.1 && lines[3].2 == left, "{lines:?}");
    assert!(words(&story("drop-cap", &text).pages[0]).contains("Long before dawn"));
    for other in [format!("---\ntitle: T\n---\n\n> {DAWN}\n\n{DAWN}\n"), "---\ntitle: T\n---\n\nLow tide.\n".to_owned()]
    {
        assert!(runs(&story("drop-cap", &other)).iter().all(|(_, size, ..)| *size < 30.0), "{other}");
    }
}

#[test]
fn lines_to_fill_in_begin_below_one_another() {
    let text = "---\ntitle: T\n---\n\nSay who:\n\nName: ____\n\nSince: ____\n";
    let all = runs(&story("plain", text));
    let left = |label: &str| all.iter().find(|(words, ..)| words.starts_with(label)).map(|(_, _, x, _)| *x);
    assert!(left("Name").is_some() && left("Name") == left("Since") && left("Name") == left("Say"), "{all:?}");
}

#[test]
fn an_opening_is_that_of_each_chapter_alone() {
    let document = composed(article(book()), "book", Paper::A5);
    let glyph = |page: usize, after: &str| {
        document.pages[page].items.iter().find_map(|item| {
            let ItemKind::Glyphs(run) = &item.kind else { return None };
            let at = (run.text.find(after)? + after.len()) as u32;
            run.glyphs.iter().find(|glyph| glyph.start == at).map(|glyph| glyph.id)
        })
    };
    let small = |page: usize| glyph(page, "daw").is_some() && glyph(page, "daw") != glyph(page, "go");
    assert_eq!([4, 6].map(small), [true, true]);
}

#[test]
fn verse_keeps_its_lines_and_what_goes_on_of_one_starts_further_in() {
    let text = "---\ntitle: Songs\n---\n\n::: verse\nRow on, the water said,\nand here is a line of this song that is far \
        too long for the narrow page of a small book\n:::\n\n{.verse}\n> One\n> and two\n";
    let set = runs(&story("plain", text));
    let place = |words: &str| {
        let found = set.iter().find(|(run, ..)| run.starts_with(words)).unwrap_or_else(|| panic!("{words}: {set:?}"));
        (found.2, found.3)
    };
    let (first, second) = (place("Row on"), place("and here"));
    assert!(first.0 == second.0 && second.1 > first.1);
    let third = set.iter().find(|(_, _, _, y)| *y > second.1 + 1.0).expect("the rest of the line");
    assert!(third.2 > second.0 + 10.0, "{third:?}");
    assert!(place("One").1 < place("and two").1);
}

#[test]
fn a_rule_between_scenes_never_starts_or_ends_a_page() {
    for before in 20..45 {
        let mut body: Vec<Block> = (0..before).map(|_| paragraph("One line.")).collect();
        body.push(serde_json::from_value(serde_json::json!({"type": "rule"})).expect("a rule"));
        body.extend((0..8).map(|_| paragraph("One line.")));
        let document = composed(article(body), "book", Paper::A5);
        for page in &document.pages {
            let shapes = page.items.iter().filter_map(|item| match &item.kind {
                ItemKind::Shape { rect, .. } => Some(rect.y),
                _ => None,
            });
            let lines = runs_of(page);
            for shape in shapes {
                assert!(lines.iter().any(|y| *y < shape) && lines.iter().any(|y| *y > shape + 10.0), "{before}");
            }
        }
    }
}

/// Returns the baselines of the text on a page.
fn runs_of(page: &Page) -> Vec<f32> {
    let runs = page.items.iter().filter_map(|item| match (&item.kind, Part::of(item.owner)) {
        (ItemKind::Glyphs(run), Part::Content(_)) => Some(run.y),
        _ => None,
    });
    runs.collect()
}

#[test]
fn narrow_columns_are_not_justified_and_lines_of_a_contact_box_are_not_indented() {
    let long = "Every morning the nurse looks at the cast and asks whether the fingers tingle or feel cold.";
    let text =
        format!("---\ntitle: Cast\n---\n\n{long} {long}\n\n::: {{.columns count=2}}\n{long} {long}\n\nNo.\n:::\n");
    let document = story("plain", &text);
    let mut ends: BTreeMap<i32, f32> = BTreeMap::new();
    let items = document.pages[0].items.iter();
    for item in items {
        if let (ItemKind::Glyphs(run), Part::Content(_)) = (&item.kind, Part::of(item.owner))
            && run.size == 11.0
        {
            let end = ends.entry((run.y * 10.0) as i32).or_default();
            *end = end.max(run.x + run.width());
        }
    }
    let ends: Vec<f32> = ends.into_values().collect();
    let even = |ends: &[f32]| ends.windows(2).all(|pair| (pair[0] - pair[1]).abs() < 4.0);
    assert!(even(&ends[..2]), "lines over the whole measure end at one edge: {ends:?}");
    assert!(!even(&ends[5..ends.len() - 1]), "{ends:?}");
    let boxed = runs(&story("plain", "---\ntitle: Call\n---\n\n::: contact\nThe clinic\n\nThe night nurse\n:::\n"));
    let left = |words: &str| boxed.iter().find(|(run, ..)| run.starts_with(words)).map(|(_, _, x, _)| *x);
    assert!(left("The clinic").is_some() && left("The clinic") == left("The night"), "{boxed:?}");
}

#[test]
fn a_theme_sets_references_in_a_size_of_their_own() {
    let text = "---\ntitle: Tea\nreferences:\n- {id: a, type: book, title: Leaves, author: [{family: Ruiz}]}\n---\n\nHot [@a].\n";
    let size = |theme: &str| {
        let theme = Theme::parse(theme).expect("a theme");
        let reading = read(&Source::new("a.md", text), Syntax::Markdown);
        let pages = compose(&resolved(reading.article), fonts(), &mut Shaper::default(), design(&theme, Paper::A4));
        let document = pages.expect("pages").0;
        runs(&document).into_iter().find(|(words, ..)| words.contains("Leaves")).map(|(_, size, ..)| size)
    };
    assert_eq!(size("extends = \"clinic\"\n[references]\nsize = \"9pt\"\nleading = \"12pt\"\n"), Some(9.0));
    assert_eq!(size("extends = \"clinic\"\n"), Some(10.5));
}

#[test]
fn the_colophon_is_not_alone_on_the_last_page() {
    for lines in 20..60 {
        let mut article = article((0..lines).map(|at| paragraph(&format!("Line {at}."))).collect());
        article.meta.rights = Some("CC BY 4.0".to_owned());
        article.meta.publisher = Some("A clinic".to_owned());
        let document = composed(article, "clinic", Paper::A5);
        let last = words(document.pages.last().expect("a page"));
        assert!(last.contains("Line") && last.contains("CC BY"), "{lines}: {last}");
    }
}
