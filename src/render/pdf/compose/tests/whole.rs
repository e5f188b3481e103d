//! Tests of what is kept together at page breaks, and what is not left alone.

use super::*;

/// Returns an article with a number of lines before a text.
fn after(lines: usize, text: &str) -> Document {
    from_markdown(&("Filler.\n\n".repeat(lines) + text))
}

fn pages_with(document: &Document, word: &str) -> Vec<usize> {
    (0..document.pages.len()).filter(|&at| words(&document.pages[at]).contains(word)).collect()
}

#[test]
fn a_tip_is_on_one_page() {
    let tip =
        |n: usize| format!("{n}. **Breathe out.** Start{n} slowly and wait.\n\n   Then again.\n\n   Finish{n} it.\n\n");
    for lines in 8..24 {
        let document = after(lines, &format!("## Tips {{.tips}}\n\n{}", (1..5).map(tip).collect::<String>()));
        for n in 1..5 {
            let (start, end) = (format!("Start{n}"), format!("Finish{n}"));
            assert_eq!(pages_with(&document, &start), pages_with(&document, &end), "{lines}: {n}");
        }
    }
}

#[test]
fn neither_a_rule_between_scenes_nor_a_lead_in_ends_a_page() {
    for lines in 20..34 {
        let document = after(lines, "Run this:\n\n```\nfirst\nsecond\nthird\n```\n\nMiddle.\n\n---\n\nLast.\n");
        assert_eq!(pages_with(&document, "Run this"), pages_with(&document, "third"), "{lines}");
        assert_eq!(pages_with(&document, "Middle"), pages_with(&document, "Last"), "{lines}");
    }
}

#[test]
fn continuation_lines_of_code_keep_their_indent_with_a_mark_that_is_not_text() {
    let line =
        "        start(engine=\"north\", speed=\"slow\", lights=\"off\", doors=\"shut\", radio=\"on\", crew=\"two\")";
    let document = from_markdown(&format!("```\nif ready:\n{line}\nstop()\n```\n"));
    let runs: Vec<_> = document.pages[0]
        .items
        .iter()
        .filter_map(|item| match (&item.kind, Part::of(item.owner)) {
            (ItemKind::Glyphs(run), Part::Content(_)) => Some(run),
            _ => None,
        })
        .collect();
    let [first, long, rest, last] = runs[1..] else { panic!("a title and four lines: {runs:?}") };
    assert!(rest.x > long.x + 40.0 && first.x == last.x, "{} {} {}", first.x, long.x, rest.x);
    assert!(long.text.ends_with("\" ") || long.text.ends_with(", "), "broken at a space: {:?}", long.text);
    assert!(first.text.ends_with(' '), "lines are parted when they are copied: {:?}", first.text);
    let marks =
        document.pages[0].items.iter().filter(|item| matches!(item.kind, ItemKind::Fill { rect, .. } if rect.x > 88.0));
    assert_eq!(marks.count(), 2);
}
