//! Page breaking: finds the breaks with the least total cost over the whole document, not page by page.
//!
//! A page's cost is the square of its emptiness (pages before a forced break are free, and so is the last page unless
//! it is nearly empty) plus the penalty of the break that ends it. Notes at the foot and repeated table headers take up
//! space. Floats may wait for a later page: the best path to a break is kept for each number of floats waiting there.

mod floats;

use super::flow::{Node, penalty};
use floats::{Floats, WAITING};

/// The space on a page, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Room {
    /// The height for boxes and notes.
    pub(crate) height: f32,
    /// The additional height for the first note on a page: the rule and the space around it.
    pub(crate) before_notes: f32,
}

/// The nodes of a page: `start..end`, without spaces at its top and bottom.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Cut {
    /// The first node.
    pub(crate) start: usize,
    /// One past the last node.
    pub(crate) end: usize,
    /// The number of waiting floats at its top.
    pub(crate) floats_at_top: usize,
    /// The number of floats among its nodes that stay here; those after them wait.
    pub(crate) floats_here: usize,
    /// The height of its contents, in points.
    pub(crate) height: f32,
    /// Whether it ends with a forced break.
    pub(crate) forced: bool,
}

/// The cost of an empty page, to which other costs are relative.
const EMPTY: f32 = 10_000.0;
/// The cost of each page: fewer are better.
const PAGE: f32 = 200.0;
/// The cost of a nearly empty last page, and the fraction of a page that is enough to avoid it.
const SHORT: f32 = 1_000.0;
const ENOUGH: f32 = 0.2;
/// The cost of a forbidden break, if it cannot be avoided.
const FORBIDDEN: f32 = 1.0e6;
/// The cost of overfull boxes, per page height.
const OVERFULL: f64 = 1.0e9;

/// Tolerance for rounding: sums must not make a page that just fits too tall.
const SLACK: f32 = 0.01;

/// A possible page break.
#[derive(Debug, Clone, Copy)]
struct Place {
    /// The index of the break's node.
    node: usize,
    /// The height of all boxes and spaces before it.
    height_before: f32,
    /// That height without the spaces directly before it.
    end: f32,
    /// The height up to the first box after it.
    next: f32,
    /// The height of all notes before it, and their number.
    notes: f32,
    note_count: usize,
    /// The height of what is repeated at the top of a page that starts here.
    repeated: f32,
    /// The height of what is repeated at the foot of a page that ends here.
    foot: f32,
    penalty: f32,
    forced: bool,
    /// The number of floats before it.
    floats: usize,
    /// The number of these that must have been placed: those before the last barrier.
    placed: usize,
}

/// The best path to a break: its cost, and where its last page starts.
#[derive(Debug, Clone, Copy)]
struct Way {
    cost: f64,
    from: usize,
    /// The number of floats waiting there.
    waiting: usize,
    /// The height of the contents of the page.
    height: f32,
}

/// Breaks the list into pages. `note_height` returns the height of a note in points. Forbidden breaks are used only
/// where a page would otherwise be overfull.
pub(crate) fn break_pages(nodes: &[Node], room: Room, note_height: impl Fn(u32) -> f32) -> Vec<Cut> {
    let floats = Floats::of(nodes);
    let (cuts, cost) = ways(&places(nodes, &note_height, false), &floats, room);
    if cost < OVERFULL { cuts } else { ways(&places(nodes, &note_height, true), &floats, room).0 }
}

/// Returns the best pages, and their cost.
fn ways(places: &[Place], floats: &Floats, room: Room) -> (Vec<Cut>, f64) {
    let none = Way { cost: f64::INFINITY, from: 0, waiting: 0, height: 0.0 };
    let mut best = vec![[none; WAITING + 1]; places.len()];
    best[0][0].cost = 0.0;
    for to in 1..places.len() {
        for waiting in floats.may_wait(&places[to]) {
            best[to][waiting] = way(places, &best, floats, room, (to, waiting));
        }
    }
    (trace(places, &best), best[places.len() - 1][0].cost)
}

/// Returns the best path to a break, by the number of waiting floats.
fn way(
    places: &[Place],
    best: &[[Way; WAITING + 1]],
    floats: &Floats,
    room: Room,
    (to, waiting): (usize, usize),
) -> Way {
    let last = to + 1 == places.len();
    let mut choice = Way { cost: f64::INFINITY, from: to - 1, waiting: 0, height: 0.0 };
    for from in (0..to).rev() {
        let boxes = height_between(&places[from], &places[to], room);
        for before in floats.may_wait(&places[from]) {
            if best[from][before].cost >= choice.cost {
                continue;
            }
            let Some(height) = floats.height((&places[from], before), (&places[to], waiting)) else { continue };
            let height = boxes + height + places[from].repeated + places[to].foot;
            let end = if last && from > 0 { End::Last } else { End::of(&places[to]) };
            let cost = best[from][before].cost + cost(&places[to], height, room, end) + floats::cost(waiting);
            if cost < choice.cost {
                choice = Way { cost, from, waiting: before, height };
            }
        }
        // boxes only grow towards earlier starts, and no page spans a forced break
        if boxes + floats.least(&places[from], &places[to]) > room.height + SLACK || places[from].forced {
            break;
        }
    }
    choice
}

fn trace(places: &[Place], best: &[[Way; WAITING + 1]]) -> Vec<Cut> {
    let mut cuts = Vec::new();
    let (mut to, mut waiting) = (places.len() - 1, 0);
    while to > 0 {
        let Way { from, waiting: before, height, .. } = best[to][waiting];
        let start = if from == 0 { 0 } else { places[from].node + 1 };
        // the waiting floats are the last ones
        let (first, own, placed) = (places[from].floats - before, places[from].floats, places[to].floats - waiting);
        let floats_at_top = placed.min(own) - first;
        let floats_here = placed.saturating_sub(own);
        let (end, forced) = (places[to].node, places[to].forced);
        cuts.push(Cut { start, end, floats_at_top, floats_here, height, forced });
        (to, waiting) = (from, before);
    }
    cuts.reverse();
    cuts
}

fn height_between(from: &Place, to: &Place, room: Room) -> f32 {
    let notes = to.notes - from.notes;
    let before_notes = if to.note_count > from.note_count { room.before_notes } else { 0.0 };
    (to.end - from.next).max(0.0) + notes + before_notes
}

/// How a page ends.
#[derive(Debug, Clone, Copy, PartialEq)]
enum End {
    /// At an optional break.
    Open,
    /// At a forced break, or as the only page.
    Forced,
    /// At the end of the list, after other pages.
    Last,
}

impl End {
    fn of(place: &Place) -> Self {
        if place.forced { Self::Forced } else { Self::Open }
    }
}

fn cost(to: &Place, height: f32, room: Room, end: End) -> f64 {
    if height > room.height + SLACK {
        return OVERFULL * f64::from(height / room.height);
    }
    let filled = height / room.height;
    let emptiness = match end {
        End::Open => (1.0 - filled).powi(2) * EMPTY,
        End::Forced => 0.0,
        End::Last => (1.0 - filled / ENOUGH).max(0.0).powi(2) * SHORT,
    };
    f64::from(PAGE + emptiness + to.penalty)
}

/// Returns all possible page breaks, with the heights summed up to them; the first is the start. Forbidden ones are
/// included only if requested.
fn places(nodes: &[Node], note_height: &impl Fn(u32) -> f32, forbidden: bool) -> Vec<Place> {
    let start = Place {
        node: 0,
        height_before: 0.0,
        end: 0.0,
        next: 0.0,
        notes: 0.0,
        note_count: 0,
        repeated: 0.0,
        foot: 0.0,
        penalty: 0.0,
        forced: true,
        floats: 0,
        placed: 0,
    };
    let mut now = start;
    let mut repeats: Vec<(f32, f32)> = Vec::new();
    let mut places = vec![start];
    // breaks whose next box has not been reached yet
    let mut open = 0;
    for (at, node) in nodes.iter().enumerate() {
        match node {
            Node::Box(inner) => {
                for place in &mut places[open..] {
                    place.next = now.height_before;
                }
                open = places.len();
                now.height_before += inner.height;
                now.end = now.height_before;
                now.notes += inner.notes.iter().map(|&note| note_height(note)).sum::<f32>();
                now.note_count += inner.notes.len();
            }
            // a float that stays here takes space in addition to the boxes, and the spaces around it are between boxes
            Node::Float(_) => {
                for place in &mut places[open..] {
                    place.next = now.height_before;
                }
                open = places.len();
                now.end = now.height_before;
                now.floats += 1;
            }
            Node::Barrier => now.placed = now.floats,
            Node::Space(space) => now.height_before += space,
            Node::Break(penalty) if *penalty == penalty::FORBIDDEN && !forbidden => {}
            Node::Break(penalty) => {
                places.push(Place { node: at, penalty: penalty.min(FORBIDDEN), forced: false, ..now });
            }
            Node::PageBreak => places.push(Place { node: at, penalty: 0.0, forced: true, ..now }),
            Node::Repeat(repeat) => {
                repeats.push((repeat.head.height, repeat.foot.height));
                (now.repeated, now.foot) = sums(&repeats);
            }
            Node::EndRepeat => {
                repeats.pop();
                (now.repeated, now.foot) = sums(&repeats);
            }
            Node::Open(_) | Node::Close | Node::Turned(_) => {}
        }
    }
    let end = now.height_before;
    for place in &mut places[open..] {
        place.next = end;
    }
    places.push(Place { node: nodes.len(), next: end, penalty: 0.0, forced: true, ..now });
    places
}

fn sums(repeats: &[(f32, f32)]) -> (f32, f32) {
    repeats.iter().fold((0.0, 0.0), |(heads, feet), (head, foot)| (heads + head, feet + foot))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typeset::flow::{Float, Repeat, VBox};

    const ROOM: Room = Room { height: 100.0, before_notes: 10.0 };

    fn line(height: f32) -> Node {
        Node::Box(VBox { height, ..VBox::default() })
    }

    fn noted(height: f32, note: u32) -> Node {
        Node::Box(VBox { height, notes: vec![note], ..VBox::default() })
    }

    /// Returns the number of boxes on each page.
    fn pages(nodes: &[Node]) -> Vec<usize> {
        let boxes = |cut: Cut| nodes[cut.start..cut.end].iter().filter(|node| matches!(node, Node::Box(_))).count();
        break_pages(nodes, ROOM, |_| 20.0).into_iter().map(boxes).collect()
    }

    fn parted(count: usize, penalty: impl Fn(usize) -> f32) -> Vec<Node> {
        (0..count).flat_map(|at| [line(20.0), Node::Break(penalty(at))]).collect()
    }

    #[test]
    fn pages_are_filled_but_not_beyond_their_height() {
        assert_eq!(pages(&parted(12, |_| 0.0)), [5, 5, 2]);
        assert_eq!(pages(&[]), [0]);
    }

    #[test]
    fn a_last_page_is_not_left_with_a_line_or_two() {
        let lines = |count| {
            let lines = (0..count).flat_map(|_| [line(5.0), Node::Break(penalty::LINES)]).collect::<Vec<_>>();
            pages(&lines)
        };
        assert_eq!(lines(41), [19, 19, 3]);
        assert_eq!(lines(20), [20]);
    }

    #[test]
    fn a_forbidden_break_keeps_boxes_together() {
        assert_eq!(pages(&parted(7, |at| if at == 4 { penalty::FORBIDDEN } else { 0.0 })), [4, 3]);
    }

    #[test]
    fn what_is_kept_together_is_split_if_it_is_taller_than_a_page() {
        assert_eq!(pages(&parted(12, |at| if at < 7 { penalty::FORBIDDEN } else { 0.0 })), [5, 5, 2]);
        // and nowhere else
        assert_eq!(pages(&parted(16, |at| if at < 7 || at == 14 { penalty::FORBIDDEN } else { 0.0 })), [5, 5, 4, 2]);
    }

    #[test]
    fn space_at_the_top_of_a_page_takes_no_room() {
        let nodes = [line(90.0), Node::Break(0.0), Node::Space(30.0), line(100.0)];
        assert_eq!(pages(&nodes), [1, 1]);
    }

    #[test]
    fn a_note_takes_room_on_the_page_of_its_line() {
        let nodes = [line(40.0), Node::Break(0.0), noted(40.0, 1), Node::Break(0.0), line(20.0)];
        assert_eq!(pages(&nodes), [1, 2]);
    }

    #[test]
    fn what_is_repeated_takes_room_at_the_top_of_the_next_page_and_at_the_foot_of_the_one_before() {
        let table = |head, foot| {
            let sized = |height| VBox { height, ..VBox::default() };
            let mut nodes = vec![Node::Repeat(Repeat { head: sized(head), foot: sized(foot) }.into())];
            nodes.extend(parted(10, |_| 0.0));
            nodes.push(Node::EndRepeat);
            pages(&nodes)
        };
        assert_eq!(table(40.0, 0.0), [5, 3, 2]);
        assert_eq!(table(0.0, 20.0), [4, 4, 2]);
    }

    #[test]
    fn a_forced_break_ends_the_page_at_once() {
        let nodes = [line(20.0), Node::PageBreak, line(20.0), Node::Break(0.0), line(20.0)];
        assert_eq!(pages(&nodes), [1, 2]);
    }

    #[test]
    fn a_box_taller_than_a_page_is_alone_on_its_page() {
        let nodes = [line(20.0), Node::Break(0.0), line(150.0), Node::Break(0.0), line(20.0)];
        assert_eq!(pages(&nodes), [1, 1, 1]);
    }

    fn float(height: f32) -> Node {
        let inner = VBox { height, ..VBox::default() };
        Node::Float(Float { inner, gap: 5.0, correction: 0.0 })
    }

    /// Returns boxes of 20 points, with other nodes before box `at`.
    fn lines_with(count: usize, mut others: Vec<(usize, Vec<Node>)>) -> Vec<Node> {
        let mut nodes = Vec::new();
        for at in 0..count {
            for (_, more) in others.extract_if(.., |(before, _)| *before == at) {
                nodes.extend(more);
            }
            nodes.extend([line(20.0), Node::Break(0.0)]);
        }
        nodes
    }

    /// Returns for each page: floats at its top, boxes, floats in their original position.
    fn pages_with_floats(nodes: &[Node]) -> Vec<(usize, usize, usize)> {
        let boxes = |cut: &Cut| nodes[cut.start..cut.end].iter().filter(|node| matches!(node, Node::Box(_))).count();
        let cuts = break_pages(nodes, ROOM, |_| 20.0);
        cuts.iter().map(|cut| (cut.floats_at_top, boxes(cut), cut.floats_here)).collect()
    }

    #[test]
    fn a_float_that_fits_stays_and_one_that_does_not_moves_while_the_text_flows_on() {
        let with = |at, height| lines_with(10, vec![(at, vec![float(height), Node::Break(0.0)])]);
        assert_eq!(pages_with_floats(&with(2, 40.0)), [(0, 3, 1), (0, 5, 0), (0, 2, 0)]);
        assert_eq!(pages_with_floats(&with(3, 70.0)), [(0, 5, 0), (1, 1, 0), (0, 4, 0)]);
    }

    #[test]
    fn floats_keep_their_order_and_wait_for_one_another() {
        let floats = [float(60.0), Node::Break(0.0), float(30.0), Node::Break(0.0)].to_vec();
        assert_eq!(pages_with_floats(&lines_with(8, vec![(3, floats)])), [(0, 5, 0), (1, 1, 0), (1, 2, 0)]);
    }

    #[test]
    fn no_float_passes_a_barrier_or_a_forced_break() {
        for barrier in [vec![Node::Barrier], vec![Node::PageBreak]] {
            let others = vec![(3, vec![float(70.0), Node::Break(0.0)]), (4, barrier)];
            let pages = pages_with_floats(&lines_with(6, others));
            assert_eq!(
                pages.iter().map(|(top, ..)| top).sum::<usize>() + pages.iter().map(|(.., here)| here).sum::<usize>(),
                1
            );
            assert!(pages[0].1 <= 4, "{pages:?}");
        }
    }
}
