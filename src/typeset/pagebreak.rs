//! Page breaking: the breaks with the least total cost over the whole document, not page by page.
//!
//! A page's cost is the square of its emptiness (the last page and pages before a forced break are free)
//! plus the penalty of the break that ends it. Notes at the foot and repeated table headers take their room.

use super::flow::{Node, penalty};

/// Room on a page, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Room {
    /// Height for boxes and notes.
    pub height: f32,
    /// Height that the first note on a page takes besides itself: the rule and the space around it.
    pub before_notes: f32,
}

/// The nodes of a page: `start..end`, spaces at its top and foot left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cut {
    /// The first node.
    pub start: usize,
    /// One past the last node.
    pub end: usize,
}

/// What an empty page costs; the other costs are measured by it.
const EMPTY: f32 = 10_000.0;
/// What each page costs: fewer are better.
const PAGE: f32 = 200.0;
/// What a page's height of overfull boxes costs.
const OVERFULL: f64 = 1.0e9;

/// Rounding of sums must not make a page that just fits too tall.
const SLACK: f32 = 0.01;

/// A place where a page may end.
#[derive(Debug, Clone, Copy)]
struct Place {
    /// The break's node.
    node: usize,
    /// Height of all boxes and spaces before it.
    height_before: f32,
    /// The same without the spaces right before it.
    end: f32,
    /// Height up to the first box after it.
    next: f32,
    /// Height of all notes before it, and how many there are.
    notes: f32,
    note_count: usize,
    /// Height of what is repeated on a page that starts here.
    repeated: f32,
    penalty: f32,
    forced: bool,
}

/// Cuts the list into pages. `note_height` gives the height of a note in points.
pub fn break_pages(nodes: &[Node], room: Room, note_height: impl Fn(u32) -> f32) -> Vec<Cut> {
    let places = places(nodes, note_height);
    let mut best: Vec<(f64, usize)> = vec![(0.0, 0)];
    for to in 1..places.len() {
        let mut choice = (f64::INFINITY, to - 1);
        for from in (0..to).rev() {
            let boxes = height_between(&places[from], &places[to], room);
            let height = boxes + places[from].repeated;
            let cost = best[from].0 + cost(&places[to], height, room, to + 1 == places.len());
            if cost < choice.0 {
                choice = (cost, from);
            }
            // Boxes only grow towards earlier starts, and no page spans a forced break.
            if boxes > room.height + SLACK || places[from].forced {
                break;
            }
        }
        best.push(choice);
    }
    trace(&places, &best)
}

fn trace(places: &[Place], best: &[(f64, usize)]) -> Vec<Cut> {
    let mut cuts = Vec::new();
    let mut to = places.len() - 1;
    while to > 0 {
        let from = best[to].1;
        let start = if from == 0 { 0 } else { places[from].node + 1 };
        cuts.push(Cut { start, end: places[to].node });
        to = from;
    }
    cuts.reverse();
    cuts
}

fn height_between(from: &Place, to: &Place, room: Room) -> f32 {
    let notes = to.notes - from.notes;
    let before_notes = if to.note_count > from.note_count { room.before_notes } else { 0.0 };
    (to.end - from.next).max(0.0) + notes + before_notes
}

fn cost(to: &Place, height: f32, room: Room, last: bool) -> f64 {
    if height > room.height + SLACK {
        return OVERFULL * f64::from(height / room.height);
    }
    let free = to.forced || last;
    let emptiness = if free { 0.0 } else { ((room.height - height) / room.height).powi(2) * EMPTY };
    f64::from(PAGE + emptiness + to.penalty)
}

/// All places where a page may end, with the heights summed up to them; the first stands for the start.
fn places(nodes: &[Node], note_height: impl Fn(u32) -> f32) -> Vec<Place> {
    let start = Place {
        node: 0,
        height_before: 0.0,
        end: 0.0,
        next: 0.0,
        notes: 0.0,
        note_count: 0,
        repeated: 0.0,
        penalty: 0.0,
        forced: true,
    };
    let mut now = start;
    let mut repeats: Vec<f32> = Vec::new();
    let mut places = vec![start];
    // Places whose next box is not reached yet.
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
            Node::Space(space) => now.height_before += space,
            Node::Break(penalty) if *penalty == penalty::FORBIDDEN => {}
            Node::Break(penalty) => places.push(Place { node: at, penalty: *penalty, forced: false, ..now }),
            Node::PageBreak => places.push(Place { node: at, penalty: 0.0, forced: true, ..now }),
            Node::Repeat(header) => {
                repeats.push(header.height);
                now.repeated = repeats.iter().sum();
            }
            Node::EndRepeat => {
                repeats.pop();
                now.repeated = repeats.iter().sum();
            }
            Node::Open(_) | Node::Close => {}
        }
    }
    let end = now.height_before;
    for place in &mut places[open..] {
        place.next = end;
    }
    places.push(Place { node: nodes.len(), next: end, penalty: 0.0, forced: true, ..now });
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typeset::flow::VBox;

    const ROOM: Room = Room { height: 100.0, before_notes: 10.0 };

    fn line(height: f32) -> Node {
        Node::Box(VBox { height, ..VBox::default() })
    }

    fn noted(height: f32, note: u32) -> Node {
        Node::Box(VBox { height, notes: vec![note], ..VBox::default() })
    }

    /// How many boxes stand on each page.
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
    fn a_forbidden_break_keeps_boxes_together() {
        assert_eq!(pages(&parted(7, |at| if at == 4 { penalty::FORBIDDEN } else { 0.0 })), [4, 3]);
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
    fn a_repeated_header_takes_room_on_the_next_page() {
        let header = std::sync::Arc::new(VBox { height: 40.0, ..VBox::default() });
        let mut nodes = vec![Node::Repeat(header)];
        nodes.extend(parted(10, |_| 0.0));
        nodes.push(Node::EndRepeat);
        assert_eq!(pages(&nodes), [5, 3, 2]);
    }

    #[test]
    fn a_forced_break_ends_the_page_at_once() {
        let nodes = [line(20.0), Node::PageBreak, line(20.0), Node::Break(0.0), line(20.0)];
        assert_eq!(pages(&nodes), [1, 2]);
    }

    #[test]
    fn a_box_taller_than_a_page_stands_alone() {
        let nodes = [line(20.0), Node::Break(0.0), line(150.0), Node::Break(0.0), line(20.0)];
        assert_eq!(pages(&nodes), [1, 1, 1]);
    }
}
