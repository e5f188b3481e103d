use super::*;
use crate::env::FontSet;

fn painted(body: &str, greyscale: bool) -> ExternalStream {
    let svg = format!("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 100 50'>{body}</svg>");
    let plain = crate::drawing::plain(svg.as_bytes(), &FontSet::bundled()).expect("a drawing");
    form(plain.svg.as_bytes(), (200.0, 100.0), greyscale).expect("a form")
}

fn content(stream: &ExternalStream) -> String {
    String::from_utf8(stream.content.clone()).expect("operators are ASCII")
}

/// Returns everything that a form refers to, unprocessed.
fn named(stream: &ExternalStream) -> String {
    format!("{:?}", stream.dict.get("Resources"))
}

#[test]
fn shapes_are_placed_in_points_from_the_lower_left_corner() {
    let form = painted(
        "<rect x='10' y='5' width='20' height='10' fill='#ff0000'/>\
         <path d='M0 0L9 9' fill='none' stroke='#00f' stroke-width='2' stroke-linecap='round' stroke-dasharray='3 1'/>",
        false,
    );
    insta::assert_snapshot!(content(&form), @"
    q
    1 0 0 rg
    20 90 m
    60 90 l
    60 70 l
    20 70 l
    h
    f
    Q
    q
    0 0 1 RG
    4 w
    1 J
    0 j
    4 M
    [6 2 ]0 d
    0 100 m
    18 82 l
    S
    Q
    ");
}

#[test]
fn in_greyscale_colors_become_their_luminance() {
    let red = "<rect width='9' height='9' fill='#ff0000'/>";
    assert!(content(&painted(red, false)).contains("1 0 0 rg"));
    assert!(content(&painted(red, true)).contains("\n0.212 g"), "{}", content(&painted(red, true)));
    let gradient = "<linearGradient id='g'><stop stop-color='red'/><stop offset='1'/></linearGradient>\
        <rect width='9' height='9' fill='url(#g)'/>";
    let named = named(&painted(gradient, true));
    assert!(!named.contains(&format!("{:?}", b"DeviceRGB".to_vec())), "{named}");
}

#[test]
fn one_clipping_shape_is_a_path_and_several_are_a_mask() {
    let clipped = |shapes: &str| {
        let body =
            format!("<clipPath id='c'>{shapes}</clipPath><rect width='9' height='9' fill='red' clip-path='url(#c)'/>");
        painted(&body, false)
    };
    let one = clipped("<circle r='4'/>");
    assert!(content(&one).contains("W n") && !named(&one).contains("SMask"));
    let two = clipped("<circle r='4'/><rect width='4' height='4'/>");
    assert!(!content(&two).contains("W n") && named(&two).contains("SMask"));
}

#[test]
fn what_is_translucent_as_a_whole_is_a_transparency_group() {
    let form = painted("<g opacity='.5'><rect width='9' height='9'/><rect width='9' height='9'/></g>", false);
    assert!(content(&form).contains("/G0 gs") && content(&form).contains("/X0 Do"));
    assert!(named(&form).contains("Transparency") || named(&form).contains(&format!("{:?}", b"Transparency".to_vec())));
}
