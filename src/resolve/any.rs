//! Arbitrary valid articles as readers may return them, for property tests.

use crate::article::*;
use proptest::{collection::vec, option, prelude::*};

fn words() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["tea", "Tip 2", "茶", "1", "[1–3]", ".", " ", "Références", ""]).prop_map(str::to_owned)
}

/// Generates one of a few names, so that they often clash or match.
fn name() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "a",
        "b",
        "1",
        "2",
        "ref-1",
        "cite-1",
        "tip-1",
        "note-1",
        "a b",
        "sec:a",
        "",
        "tea",
        "é",
        "section-1",
    ])
    .prop_map(str::to_owned)
}

fn anchor() -> impl Strategy<Value = Option<Anchor>> {
    option::weighted(0.3, name().prop_map(Anchor::new))
}

fn citation() -> impl Strategy<Value = Inline> {
    let item = name().prop_map(|key| CitationItem {
        key: CitationKey::new(key),
        prefix: vec![],
        locator: None,
        suffix: vec![],
        suppress_author: false,
        span: Span::default(),
    });
    (vec(item, 1..3), option::of(words()), any::<bool>()).prop_map(|(items, written, narrative)| {
        let mode = if narrative { CitationMode::Narrative } else { CitationMode::Parenthetical };
        let written = written.filter(|words| !words.trim().is_empty());
        Inline::Citation(Box::new(Citation { mode, items, written, mark: vec![], anchor: None, span: Span::default() }))
    })
}

fn target() -> impl Strategy<Value = Target> {
    let url = prop::sample::select(vec!["https://a.org", "javascript:x", "#a", "b.md", "data:x", "tel:1"]);
    prop_oneof![
        name().prop_map(|name| Target::Anchor(Anchor::new(name))),
        url.prop_map(|url| Target::Url(url.to_owned()))
    ]
}

/// Generates formula sources, some of them invalid.
fn formula() -> impl Strategy<Value = Formula> {
    prop::sample::select(vec!["x^2", "\\frac{a}{b} = 1", "\\sum_{i=1}^n i", "\\nope{", "a & b"])
        .prop_map(|source| Formula::new(MathSyntax::Tex, source, Span::default()))
}

fn display() -> impl Strategy<Value = Block> {
    let tag = option::weighted(0.2, Just("3a".to_owned()));
    (formula(), anchor(), tag).prop_map(|(formula, anchor, tag)| {
        Block::Formula(Box::new(DisplayFormula { formula, anchor, tag, number: None, span: Span::default() }))
    })
}

fn inline() -> impl Strategy<Value = Inline> {
    let span = Span::default();
    let leaf = prop_oneof![
        words().prop_map(Inline::words),
        citation(),
        name().prop_map(move |label| Inline::NoteRef(Box::new(NoteRef { label, number: None, anchor: None, span }))),
        Just(Inline::Break(LineBreak { span })),
        words().prop_map(move |text| Inline::Code(InlineCode { text, span })),
        formula().prop_map(|formula| Inline::Formula(Box::new(formula))),
        (words(), words()).prop_map(move |(base, reading)| Inline::Ruby(Ruby { base, reading, span })),
    ];
    leaf.prop_recursive(3, 12, 3, move |inner| {
        let content = vec(inner, 0..3);
        prop_oneof![
            content.clone().prop_map(move |content| Inline::styled(Style::Emphasis, content, span)),
            (target(), content.clone()).prop_map(move |(target, content)| Inline::Link(Box::new(Link {
                target,
                content,
                title: None,
                span
            }))),
            (name(), content.clone()).prop_map(move |(target, content)| {
                Inline::CrossRef(CrossRef { target: Anchor::new(target), content, span })
            }),
            content.prop_map(|content| Inline::Scope(Box::new(Scope { content, ..Scope::default() }))),
        ]
    })
}

fn line() -> impl Strategy<Value = Vec<Inline>> {
    vec(inline(), 0..4)
}

fn caption() -> impl Strategy<Value = Option<Caption>> {
    option::of(line().prop_map(|content| Caption { label: None, content }))
}

fn heading() -> impl Strategy<Value = Block> {
    (1usize..7, line(), anchor()).prop_map(|(level, content, anchor)| {
        let level = HeadingLevel::clamped(level);
        Block::Heading(Box::new(Heading {
            level,
            number: None,
            content,
            anchor,
            classes: vec![],
            span: Span::default(),
        }))
    })
}

fn block() -> impl Strategy<Value = Block> {
    let span = Span::default();
    let leaf = prop_oneof![
        3 => line().prop_map(move |content| Block::paragraph(content, span)),
        2 => heading(),
        1 => Just(Block::Bibliography(Bibliography { span })),
        1 => Just(Block::PageBreak(PageBreak { span })),
        1 => display(),
    ];
    leaf.prop_recursive(3, 16, 3, move |inner| {
        let body = vec(inner, 0..3);
        let lead = line().prop_map(|mut lead| {
            lead.push(Inline::words("lead"));
            lead
        });
        let tip = (lead, body.clone(), anchor()).prop_map(move |(lead, body, anchor)| Tip {
            number: None,
            numeral: None,
            lead,
            body,
            anchor,
            span,
        });
        let item = body.clone().prop_map(move |body| ListItem { task: None, label: None, body, span });
        let numerals = prop::sample::select(vec![Numerals::Decimal, Numerals::LowerAlpha, Numerals::UpperRoman]);
        let marker = (any::<u32>(), numerals).prop_map(|(start, numerals)| ListMarker::Ordered { start, numerals });
        prop_oneof![
            (option::of(any::<u32>()), any::<bool>(), vec(tip, 1..3))
                .prop_map(move |(start, continues, items)| { Block::Tips(Tips { start, continues, items, span }) }),
            (marker, vec(item, 1..3)).prop_map(move |(marker, items)| Block::List(List {
                marker,
                tight: true,
                items,
                span
            })),
            body.clone().prop_map(move |body| Block::Quote(Quote { body, span })),
            (line(), body.clone())
                .prop_map(move |(title, body)| { Block::Callout(Callout::new(CalloutKind::Tip, title, body, span)) }),
            (body.clone(), anchor()).prop_map(|(body, anchor)| Block::Division(Box::new(Division {
                body,
                anchor,
                ..Division::default()
            }))),
            (caption(), body, anchor()).prop_map(move |(caption, body, anchor)| {
                let row = Row { cells: vec![Cell::new(body)], span };
                Block::Table(Box::new(Table {
                    caption,
                    columns: vec![Alignment::Start],
                    head: vec![],
                    body: vec![row],
                    anchor,
                    span,
                }))
            }),
        ]
    })
}

/// Generates a valid article.
pub(crate) fn article() -> impl Strategy<Value = Article> {
    let note = (name(), vec(block(), 0..2)).prop_map(|(label, body)| Note {
        label,
        number: None,
        anchor: None,
        referred_from: vec![],
        body,
        span: Span::default(),
    });
    let entry = (name(), line()).prop_map(|(key, content)| Reference {
        key: CitationKey::new(key),
        label: None,
        content,
        anchor: None,
        cited_from: vec![],
        lang: None,
        retracted: false,
        span: Span::default(),
    });
    let mode = prop::sample::select(vec![ReferencesMode::Printed, ReferencesMode::Linked, ReferencesMode::Omitted]);
    let csl = option::of(prop::sample::select(vec!["ama", "apa", "nope"]));
    (line(), vec(block(), 0..6), vec(note, 0..4), vec(entry, 0..4), mode, csl).prop_map(
        |(title, body, notes, references, mode, csl)| {
            let csl = csl.map(|path| SpannedPath { path: path.to_owned(), span: Span::default() });
            let meta = Meta { title, references: mode, csl, number_headings: true, ..Meta::default() };
            Article { meta, body, notes, references, ..Article::default() }
        },
    )
}
