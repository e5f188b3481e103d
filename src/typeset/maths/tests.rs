use super::*;
use crate::{
    env::FontSet,
    maths::{Align, Form, Leaf, Node, Notation, Operator, TableKind},
    typeset::{Color, Division, FaceQuery, Fonts, Forms, Shaper, TextStyle},
};
use proptest::prelude::*;
use std::sync::OnceLock;

fn fonts() -> &'static Fonts {
    static FONTS: OnceLock<Fonts> = OnceLock::new();
    FONTS.get_or_init(|| Fonts::new(&FontSet::bundled()))
}

fn style(family: &str, maths: &str, display: bool) -> MathStyle {
    let face = |family| fonts().select(FaceQuery { family, bold: false, italic: false }).unwrap();
    let words = TextStyle {
        face: face(family),
        size: 10.0,
        color: Color::BLACK,
        rise: 0.0,
        forms: Forms::default(),
        underline: false,
        strike: false,
        division: Division::Never,
    };
    MathStyle { face: face(maths), words, bold: false, display, script: 0.7 }
}

const SANS: (&str, &str) = ("Atkinson Hyperlegible Next", "Noto Sans Math");
const SERIF: (&str, &str) = ("Source Serif 4", "STIX Two Math");

fn set_in((family, maths): (&str, &str), node: &Node, display: bool) -> Option<Formula> {
    Setter::new(fonts(), &mut Shaper::default()).formula(node, &style(family, maths, display))
}

/// Sets a formula that is not divided.
fn set(node: &Node) -> Piece {
    let mut pieces = set_in(SANS, node, true).unwrap().pieces;
    assert_eq!(pieces.len(), 1);
    pieces.remove(0)
}

fn leaf(text: &str) -> Leaf {
    Leaf { text: text.to_owned(), ..Leaf::default() }
}

pub(super) fn id(text: &str) -> Node {
    Node::Identifier(leaf(text))
}

fn num(text: &str) -> Node {
    Node::Number(leaf(text))
}

fn op(text: &str) -> Node {
    let text = text.to_owned();
    Node::Operator(Operator {
        text,
        stretchy: None,
        size: None,
        before: None,
        after: None,
        form: None,
        movable_limits: None,
    })
}

fn row<const N: usize>(nodes: [Node; N]) -> Node {
    Node::Row(nodes.into())
}

fn over(above: Node, below: Node) -> Node {
    Node::Fraction { above: above.into(), below: below.into(), line: true }
}

fn sup(base: Node, sup: Node) -> Node {
    Node::Scripts { base: base.into(), sub: None, sup: Some(sup.into()) }
}

fn sub(base: Node, sub: Node) -> Node {
    Node::Scripts { base: base.into(), sub: Some(sub.into()), sup: None }
}

fn limits(base: Node, under: Option<Node>, over: Option<Node>, accent: bool) -> Node {
    let (under, over) = (under.map(Box::new), over.map(Box::new));
    Node::Limits { base: base.into(), under, over, accent, accent_under: false }
}

fn root(base: Node) -> Node {
    Node::Root { base: base.into(), degree: None }
}

/// Returns the characters of a formula, each with its position and size.
fn glyphs(piece: &Piece) -> Vec<(String, f32, f32, f32)> {
    let glyph = |item: &ItemKind| match item {
        ItemKind::Glyphs(run) => Some((run.text.clone(), run.x, run.y, run.size)),
        _ => None,
    };
    piece.items.iter().filter_map(glyph).collect()
}

fn glyph(piece: &Piece, text: &str) -> (f32, f32, f32) {
    let found = glyphs(piece).into_iter().find(|(found, ..)| found == text);
    found.map(|(_, x, y, size)| (x, y, size)).unwrap_or_else(|| panic!("no {text} in {:?}", glyphs(piece)))
}

fn rules(piece: &Piece) -> Vec<crate::typeset::Rect> {
    let rule = |item: &ItemKind| if let ItemKind::Fill { rect, .. } = item { Some(*rect) } else { None };
    piece.items.iter().filter_map(rule).collect()
}

#[test]
fn a_letter_sits_on_the_baseline_in_italics_and_a_function_is_upright() {
    let piece = set(&row([id("sin"), op("\u{2061}"), id("x")]));
    assert_eq!(glyph(&piece, "𝑥").1, 0.0);
    assert_eq!(glyph(&piece, "sin").1, 0.0);
    let name = set(&id("sin")).width;
    assert!(glyph(&piece, "𝑥").0 > name + 1.0, "a function has space after it");
}

#[test]
fn what_is_above_a_line_is_above_the_axis_and_what_is_below_is_below() {
    let piece = set(&over(id("a"), id("b")));
    let [line] = rules(&piece)[..] else { panic!() };
    assert!(line.y < -2.0 && line.y > -4.0 && line.height > 0.3, "{line:?}");
    let (a, b) = (glyph(&piece, "𝑎"), glyph(&piece, "𝑏"));
    assert!(a.1 < line.y && b.1 > line.y + line.height, "{a:?} {b:?}");
    assert!(piece.ascent > -a.1 && piece.descent >= b.1);
}

#[test]
fn a_raised_part_is_smaller_and_above_and_a_lowered_one_below() {
    let piece = set(&sup(id("x"), num("2")));
    let two = glyph(&piece, "2");
    assert!(two.1 < -2.5 && two.2 < 8.0, "{two:?}");
    let piece = set(&sub(id("x"), num("2")));
    assert!(glyph(&piece, "2").1 > 1.0);
    let both = Node::Scripts { base: id("x").into(), sub: Some(id("i").into()), sup: Some(num("2").into()) };
    let piece = set(&both);
    assert!(glyph(&piece, "𝑖").1 > 1.0 && glyph(&piece, "2").1 < -2.5);
}

#[test]
fn fences_reach_around_what_they_enclose() {
    let fraction = over(over(id("a"), id("b")), id("c"));
    let bare = set(&fraction);
    let piece = set(&row([op("("), fraction, op(")")]));
    let (ascent, descent) = (piece.ascent, piece.descent);
    assert!(ascent >= bare.ascent && descent >= bare.descent);
    let whole = set(&row([op("("), op(")")]));
    assert!(piece.ascent > 2.0 * whole.ascent, "{} {}", piece.ascent, whole.ascent);
}

#[test]
fn a_fence_of_any_height_is_put_together_without_gaps() {
    let mut tall = id("a");
    for _ in 0..12 {
        tall = over(tall, id("b"));
    }
    for faces in [SANS, SERIF] {
        let bare = set_in(faces, &tall, true).unwrap().pieces.remove(0);
        let fenced = set_in(faces, &row([op("{"), tall.clone(), op("}")]), true).unwrap().pieces.remove(0);
        let half = (bare.ascent + bare.descent) * 0.45;
        assert!(fenced.ascent + fenced.descent >= 2.0 * half, "{faces:?}");
        let parts: Vec<_> = glyphs(&fenced).into_iter().filter(|(text, ..)| text == "{").collect();
        assert!(parts.len() > 3, "{parts:?}");
        assert!(parts.windows(2).all(|pair| pair[1].2 < pair[0].2 && pair[0].2 - pair[1].2 < 60.0), "{parts:?}");
    }
}

#[test]
fn a_root_covers_its_base() {
    let piece = set(&root(over(id("a"), id("b"))));
    let bare = set(&over(id("a"), id("b")));
    let line = rules(&piece).into_iter().min_by(|a, b| a.y.total_cmp(&b.y)).unwrap();
    assert!(-line.y > bare.ascent && line.width >= bare.width - 0.01, "{line:?}");
    assert!(piece.width > bare.width + 3.0);
}

#[test]
fn sums_have_limits_above_and_below_in_displays_and_to_the_side_in_text() {
    let sum = limits(op("∑"), Some(id("i")), Some(id("n")), false);
    let display = set_in(SANS, &sum, true).unwrap().pieces.remove(0);
    let text = set_in(SANS, &sum, false).unwrap().pieces.remove(0);
    assert!(glyph(&display, "𝑛").0 < glyph(&text, "𝑛").0);
    assert!(display.ascent > text.ascent && display.descent > text.descent);
    assert!(text.width > display.width);
}

#[test]
fn an_accent_is_above_its_letter_and_takes_no_room() {
    let bare = set(&id("x"));
    let piece = set(&limits(id("x"), None, Some(op("^")), true));
    assert!(piece.ascent > bare.ascent + 0.5);
    assert!((piece.width - bare.width).abs() < 0.5, "{} {}", piece.width, bare.width);
}

#[test]
fn relations_have_space_and_signs_have_none() {
    let width = |node| set_in(SANS, &node, true).unwrap().width();
    let single = |text| width(op(text));
    let wide = width(row([id("a"), op("="), id("b")])) - width(id("a")) - width(id("b")) - single("=");
    assert!((wide - 10.0 * 10.0 / 18.0).abs() < 1.0, "{wide}");
    let sign = width(row([op("-"), id("b")])) - width(id("b")) - single("-");
    assert!(sign.abs() < 0.01, "{sign}");
}

#[test]
fn lines_are_broken_after_relations_and_operators_outside_of_brackets() {
    let inner = row([op("("), id("a"), op("+"), id("b"), op(")")]);
    let formula = row([id("f"), op("="), id("x"), op("+"), inner, op("="), op("-"), num("1")]);
    let set = set_in(SANS, &formula, false).unwrap();
    let ranges: Vec<_> = set.pieces.iter().map(|piece| piece.nodes.clone()).collect();
    assert_eq!(ranges, [0..2, 2..4, 4..6, 6..8]);
    assert!(set.pieces[0].penalty < set.pieces[1].penalty && set.pieces[0].blank > 0.0);
}

#[test]
fn columns_are_aligned_at_their_relations() {
    let line = |left: &str, right: &str| vec![id(left), row([op("="), num(right)])];
    let table =
        Node::Table { rows: vec![line("sin", "1"), line("x", "22")], kind: TableKind::Lines, columns: Vec::new() };
    let piece = set(&table);
    let signs: Vec<_> = glyphs(&piece).into_iter().filter(|(text, ..)| text == "=").collect();
    assert_eq!(signs[0].1, signs[1].1);
    assert!(signs[0].2 < signs[1].2);
    assert!((piece.ascent - piece.descent).abs() < 8.0, "centered on the axis");
}

#[test]
fn words_are_set_in_the_face_of_the_text() {
    let piece = set(&row([Node::Text(leaf("weight (kg)")), id("w")]));
    let ItemKind::Glyphs(run) = &piece.items[0] else { panic!() };
    assert_eq!(fonts().face(run.face).family, SANS.0);
    assert_eq!((run.y, run.size), (0.0, 10.0));
}

#[test]
fn a_display_is_made_smaller_or_broken_at_relations_before_it_leaves_the_page() {
    let long = |count: usize| {
        Node::Row((0..count).flat_map(|_| [id("a"), op("="), id("b"), op("+")]).chain([id("c")]).collect())
    };
    let display = |count, measure| {
        let style = style(SANS.0, SANS.1, true);
        Setter::new(fonts(), &mut Shaper::default()).display(&long(count), &style, measure).unwrap()
    };
    let whole = display(5, 1000.0);
    let smaller = display(5, whole.width * 0.9);
    assert!(smaller.width <= whole.width * 0.9 && smaller.height < whole.height);
    let broken = display(5, whole.width * 0.5);
    assert!(broken.width <= whole.width * 0.5 && broken.height > 1.9 * whole.height && !broken.is_too_wide);
    assert!(display(5, 3.0).is_too_wide);
}

#[test]
fn a_formula_that_is_too_large_is_refused() {
    let deep = (0..200).fold(id("x"), |node, _| root(node));
    assert_eq!(set_in(SANS, &deep, true), None);
    let long = Node::Row(vec![id("x"); 30_000]);
    assert_eq!(set_in(SANS, &long, true), None);
}

fn leaves() -> impl Strategy<Value = Node> {
    let operators = prop::sample::select(vec![
        "(", ")", "=", "+", "∑", "∫", "{", "|", "‖", "→", "^", "‾", "⏞", "\u{2061}", "≠", "", "lim", "⟨",
    ]);
    let operator =
        (operators, any::<Option<bool>>(), prop::option::of(-2.0f32..5.0)).prop_map(|(text, stretchy, size)| {
            let form = size.filter(|size| *size > 2.0).map(|_| Form::Prefix);
            Node::Operator(Operator {
                text: text.to_owned(),
                stretchy,
                size,
                before: size,
                after: None,
                form,
                movable_limits: stretchy,
            })
        });
    prop_oneof![
        "[a-zα-ωА-Я\u{5d0}-\u{5ea}0-9]{0,3}".prop_map(|text| id(&text)),
        "[0-9.]{0,4}".prop_map(|text| num(&text)),
        " ?[a-zé\u{627}-\u{64a} ]{0,6}".prop_map(|text| Node::Text(leaf(&text))),
        operator,
        any::<f32>().prop_map(Node::Space),
    ]
}

fn trees() -> impl Strategy<Value = Node> {
    leaves().prop_recursive(5, 40, 5, |inner| {
        let boxed = || inner.clone().prop_map(Box::new);
        let maybe = || prop::option::of(boxed());
        let notation = prop::sample::select(vec![Notation::Box, Notation::Strike]);
        let kind = prop::sample::select(vec![TableKind::Array, TableKind::Lines]);
        let align = prop::sample::select(vec![Align::Left, Align::Center, Align::Right]);
        let rows = prop::collection::vec(prop::collection::vec(inner.clone(), 0..3), 0..3);
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Node::Row),
            (boxed(), boxed(), any::<bool>()).prop_map(|(above, below, line)| Node::Fraction { above, below, line }),
            (boxed(), maybe()).prop_map(|(base, degree)| Node::Root { base, degree }),
            (boxed(), maybe(), maybe()).prop_map(|(base, sub, sup)| Node::Scripts { base, sub, sup }),
            (boxed(), maybe(), maybe()).prop_map(|(base, sub, sup)| Node::Prescripts { base, sub, sup }),
            (boxed(), maybe(), maybe(), any::<bool>(), any::<bool>()).prop_map(
                |(base, under, over, accent, accent_under)| Node::Limits { base, under, over, accent, accent_under }
            ),
            (rows, kind, prop::collection::vec(align, 0..3)).prop_map(|(rows, kind, columns)| Node::Table {
                rows,
                kind,
                columns
            }),
            (boxed(), notation).prop_map(|(base, notation)| Node::Enclosed { base, notation }),
            boxed().prop_map(Node::Phantom),
            (boxed(), any::<Option<bool>>(), any::<Option<u8>>()).prop_map(|(base, display, level)| Node::Styled {
                base,
                display,
                level
            }),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn any_tree_has_a_size_that_holds_what_it_shows(tree in trees(), display: bool, serif: bool) {
        let faces = if serif { SERIF } else { SANS };
        let formula = set_in(faces, &tree, display).unwrap();
        for piece in &formula.pieces {
            let lengths = [piece.width, piece.ascent, piece.descent, piece.blank, piece.penalty];
            prop_assert!(lengths.iter().all(|length| length.is_finite()), "{lengths:?}");
            for rect in rules(piece) {
                prop_assert!(rect.width >= 0.0 && rect.height >= 0.0 && rect.x.is_finite() && rect.y.is_finite(), "{rect:?}");
            }
            for (_, x, y, size) in glyphs(piece) {
                prop_assert!(x.is_finite() && y.is_finite() && size > 2.0, "{x} {y} {size}");
            }
        }
        let parts = parts(&tree).len();
        let covered: usize = formula.pieces.iter().map(|piece| piece.nodes.len()).sum();
        prop_assert_eq!(covered, parts);
    }
}
