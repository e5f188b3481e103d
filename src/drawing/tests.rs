use super::*;

const HEAD: &str =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" viewBox=\"0 0 100 50\"";

fn drawn(body: &str) -> Plain {
    plain(format!("{HEAD}>{body}</svg>").as_bytes(), &FontSet::bundled()).expect("a drawing")
}

fn refused(body: &str) -> String {
    plain(format!("{HEAD}>{body}</svg>").as_bytes(), &FontSet::bundled()).expect_err("too much")
}

#[test]
fn nothing_that_runs_or_fetches_passes_through() {
    let plain = drawn(
        "<script>alert(1)</script><style>@import url(http://x.test/a.css);rect{fill:url(http://x.test/p.svg#p)}</style>\
         <rect width='9' height='9' onclick='alert(2)'/><a href='javascript:alert(3)'><circle r='4'/></a>\
         <image href='http://x.test/a.png' width='9' height='9'/><use href='other.svg#a'/>\
         <foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>hi</p></foreignObject>\
         <rect width='1' height='1'><animate attributeName='x' to='9'/></rect>",
    );
    for forbidden in ["script", "alert", "x.test", "onclick", "import", "foreign", "animate", "other.svg", "<style"] {
        assert!(!plain.svg.contains(forbidden), "{forbidden}: {}", plain.svg);
    }
    let reported = ["scripts", "links", "what it loads from other files", "animation"];
    assert_eq!(plain.omitted, reported);
    assert_eq!(plain.lost, ["hi"]);
}

#[test]
fn a_drawing_is_plain_xml_with_a_view_box_and_short_names() {
    let plain = drawn(
        "<defs><linearGradient id='my hue'/><linearGradient id='hue'><stop stop-color='red'/><stop offset='1'/>\
         </linearGradient></defs><rect id='1 box' width='40' height='20' style='fill:url(#hue)'/>",
    );
    assert_eq!(plain.size, (100, 50));
    insta::assert_snapshot!(plain.svg, @r##"<svg viewBox="0 0 100 50" width="100" height="50" xmlns="http://www.w3.org/2000/svg"><defs><linearGradient id="d0" x1="0" y1="0" x2="1" y2="0" gradientUnits="userSpaceOnUse" gradientTransform="matrix(40 0 0 20 0 0)"><stop offset="0" stop-color="#ff0000"/><stop offset="1" stop-color="#000000"/></linearGradient></defs><path fill="url(#d0)" stroke="none" d="M 0 0 L 40 0 L 40 20 L 0 20 Z"/></svg>"##);
}

#[test]
fn text_becomes_outlines_and_characters_without_a_font_are_reported() {
    let plain = drawn("<text y='20' font-family='Arial'>Dose жук</text><text y='40'>漢</text>");
    assert!(!plain.svg.contains("<text") && plain.svg.contains("<path"), "{}", plain.svg);
    assert_eq!(plain.missing, ['漢']);
}

#[test]
fn short_input_that_asks_for_a_million_shapes_is_rejected() {
    let mut uses = "<g id='u0'><rect width='1' height='1'/></g>".to_owned();
    let mut tiles = "<pattern id='p0' width='1' height='1'><rect width='1' height='1'/></pattern>".to_owned();
    for level in 1..20 {
        let below = level - 1;
        let shown = format!("<use href='#u{below}'/>").repeat(10);
        uses += &format!("<g id='u{level}'>{shown}</g>");
        let filled = format!("<rect width='1' height='1' class='c{below}'/>").repeat(4);
        tiles += &format!(
            "<style>.c{below}{{fill:url('#p{below}')}}</style><pattern id='p{level}' width='1' height='1'>{filled}</pattern>"
        );
    }
    for bomb in [uses, tiles] {
        assert_eq!(refused(&bomb), "asks for more shapes than a page can show");
    }
    assert_eq!(refused(&("<g>".repeat(300) + &"</g>".repeat(300))), "nests elements more than 200 deep");
    assert_eq!(refused(&format!("<text>{}</text>", "a".repeat(5000))), "has a run of text longer than 4000 characters");
    let laughs = "<!DOCTYPE svg [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>\
        <!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'><!ENTITY d '&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;'>]>";
    assert!(plain(format!("{laughs}{HEAD}><text>&d;</text></svg>").as_bytes(), &FontSet::bundled()).is_err());
    let outside = "<!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>";
    assert!(plain(format!("{outside}{HEAD}><text>&x;</text></svg>").as_bytes(), &FontSet::bundled()).is_err());
}

#[test]
fn a_drawing_that_references_itself_terminates() {
    drawn("<g id='a'><use href='#a'/><rect width='1' height='1'/></g>");
    drawn("<pattern id='p' width='1' height='1'><rect width='1' height='1' fill='url(#p)'/></pattern>");
}

#[test]
fn drawings_are_found_by_their_content() {
    assert!(is_drawing(b"\xEF\xBB\xBF<?xml version='1.0'?>\n<!-- made by hand --><svg/>"));
    assert!(is_drawing(b"<s:svg xmlns:s='http://www.w3.org/2000/svg'/>"));
    assert!(!is_drawing(b"\x89PNG\r\n\x1a\n<svg") && !is_drawing(b"<html></html>") && !is_drawing(b""));
}

#[test]
fn text_in_html_boxes_is_drawn_in_the_middle_of_the_box() {
    let label = |size: &str| {
        let html = "<div xmlns='http://www.w3.org/1999/xhtml'><p>Wash &amp;<br/>dry</p></div>";
        drawn(&format!("<foreignObject {size}>{html}</foreignObject>"))
    };
    let plain = label("x='10' y='5' width='60' height='40'");
    assert!(plain.svg.contains("<path") && plain.lost.is_empty() && plain.omitted.is_empty(), "{}", plain.svg);
    let tree = tree(plain.svg.as_bytes()).expect("a drawing");
    let bounds = tree.root().bounding_box();
    let middle = (bounds.x() + bounds.width() / 2.0, bounds.y() + bounds.height() / 2.0);
    assert!((middle.0 - 40.0).abs() < 3.0 && (middle.1 - 25.0).abs() < 5.0, "{middle:?}");
    assert_eq!(label("").lost, ["Wash & dry"], "a box without a size cannot be placed");
}

#[test]
fn an_html_box_with_a_fallback_is_not_drawn_twice() {
    let html = "<div xmlns='http://www.w3.org/1999/xhtml'>Wash</div>";
    let boxed =
        format!("<switch><foreignObject width='60' height='40'>{html}</foreignObject><text y='20'>W</text></switch>");
    let plain = drawn(&boxed);
    assert_eq!(plain.svg.matches("<path").count(), drawn("<text y='20'>W</text>").svg.matches("<path").count());
    assert!(plain.lost.is_empty());
}

#[test]
fn input_that_would_exhaust_time_or_memory_is_rejected() {
    let many = |part: &str, count: usize| part.repeat(count);
    let path = |d: &str| format!("<path d='{d}'/>");
    for (body, said) in [
        (path("M1 1A2 2 0 0 1 7e38 1"), "out of range"),
        (path("M9 9a8e70 3 0 0 1-5 5z"), "out of range"),
        ("<g transform='scale(1e30)'><rect width='1' height='1'/></g>".to_owned(), "out of range"),
        ("<style>rect{stroke-width:1e33px}</style><rect width='1' height='1'/>".to_owned(), "out of range"),
        ("<rect width='4' height='1e-12'/>".to_owned(), "too short"),
        (format!("<circle {}/>", (0..2_000).map(|n| format!("b{n}='' ")).collect::<String>()), "attributes"),
        (
            format!("<style>{}</style>{}", many("circle{fill:blue}", 6_000), many("<circle r='1'/>", 6_000)),
            "too many style rules",
        ),
        (
            format!(
                "<marker id='m'>{}</marker><g marker-mid='url(#m)'><path d='M0 0{}'/></g>",
                many("<circle r='1'/>", 2_000),
                many("L1 1", 2_000)
            ),
            "more shapes",
        ),
    ] {
        let why = refused(&body);
        assert!(why.contains(said), "{said}: {why}");
    }
    let usual = "<marker id='m'><circle r='1'/></marker><path id='a1e99' d='M0 0L90 45' marker-end='url(#m)'/>";
    assert!(drawn(usual).svg.contains("<path"));
}

#[test]
fn repeated_outlines_and_entities_count() {
    let curves = format!("<path id=\"p\" d=\"M0 0{}\"/>", "c1 2 3 4 5 6".repeat(900));
    assert!(refused(&format!("{curves}{}", "<use href=\"#p\"/>".repeat(900))).contains("more shapes than"));
    assert!(!drawn(&format!("{curves}{}", "<use href=\"#p\"/>".repeat(9))).svg.is_empty());
    let entity = format!("<!DOCTYPE svg [<!ENTITY a \"{}\">]>", "h1".repeat(20_000));
    let svg =
        format!("{entity}<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\">{}</svg>", "&a;".repeat(900));
    let why = plain(svg.as_bytes(), &FontSet::default()).map(|_| ()).unwrap_err();
    assert!(why.contains("entities"), "{why}");
}

#[test]
fn the_pixels_of_each_use_of_an_embedded_picture_count() {
    let mut png = std::io::Cursor::new(Vec::new());
    image::GrayImage::new(4000, 4000).write_to(&mut png, image::ImageFormat::Png).unwrap();
    let data = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, png.into_inner());
    let uses = |count: usize| {
        let image = format!("<image id=\"i\" width=\"9\" height=\"9\" href=\"data:image/png;base64,{data}\"/>");
        drawn(&format!("{image}{}", "<use href=\"#i\"/>".repeat(count - 1)))
    };
    assert!(uses(6).omitted.is_empty());
    let many = uses(9);
    assert_eq!(many.omitted, ["embedded pictures that are SVG, broken or too large"]);
    assert_eq!(many.svg.matches("<image").count(), 6);
}
