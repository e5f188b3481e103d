//! QR codes of the online version: drawings with the address printed beneath, so that nobody needs a camera.

use crate::{
    article::{
        Article, Block, Division, Figure, Inline, Layout, Link, Span, Target, Width, for_each_inline, plain_text,
        walk_mut,
    },
    diagnostic::{Code, Diagnostic},
    locale::Words,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use qrcode::{Color, EcLevel, QrCode};
use std::fmt::Write as _;

/// The light border around a symbol, in modules (ISO/IEC 18004, 9.1).
const QUIET: usize = 4;
/// The smallest width of a symbol without its border, in points: 22 mm.
const LEAST: f32 = 62.4;
/// The smallest width of a module, in points: 0.4 mm, which cheap printers and cameras can handle.
const LEAST_MODULE: f32 = 1.134;
/// The longest address, in bytes: a longer one would need a symbol wider than a hand.
const LONGEST: usize = 400;

/// The maximum number of symbols in an article: each takes half a millisecond, and addresses are printed anyway.
const MOST: usize = 200;

/// Adds a QR code of the article's address at its end if an organization publishes it, and fills in those that the
/// author requested elsewhere.
pub(super) fn fill_in(article: &mut Article, words: &Words, diagnostics: &mut Vec<Diagnostic>) {
    let url = if article.meta.organization.is_some() { article.meta.url.take() } else { None };
    if let Some(url) = url {
        let link = Link {
            target: Target::Url(url.path.clone()),
            content: vec![Inline::text(url.path, url.span)],
            title: None,
            span: url.span,
        };
        let body = vec![Block::paragraph(vec![Inline::Link(Box::new(link))], url.span)];
        let layout = Some(Layout::Qr);
        article.body.push(Block::Division(Box::new(Division { layout, body, span: url.span, ..Division::default() })));
    }
    let mut symbols = 0;
    walk_mut::for_each_block(&mut article.body, &mut |block| {
        if let Block::Division(division) = block
            && division.layout == Some(Layout::Qr)
            && !matches!(division.body.first(), Some(Block::Figure(_)))
        {
            symbols += 1;
            if symbols > MOST {
                division.layout = None;
                return;
            }
            match symbol(&division.body, words, division.span) {
                Ok(figure) => {
                    label(&mut division.body, words);
                    division.body.insert(0, Block::Figure(Box::new(figure)));
                }
                Err(problem) => {
                    division.layout = None;
                    diagnostics.push(problem);
                }
            }
        }
    });
    if symbols > MOST {
        let message = format!("only {MOST} of {symbols} QR codes are drawn; the addresses of the others are printed");
        diagnostics.push(Diagnostic::new(Code::BadValue, message).help("split the article"));
    }
}

/// Returns the QR code of the first web link in some blocks.
fn symbol(body: &[Block], words: &Words, span: Span) -> Result<Figure, Diagnostic> {
    let mut address = None;
    for_each_inline(body, &mut |inline| {
        if let Inline::Link(link) = inline
            && let Target::Url(url) = &link.target
            && (url.starts_with("https://") || url.starts_with("http://"))
        {
            address = address.or(Some(url.as_str()));
        }
    });
    let bad = |message: &str, help: &str| Diagnostic::new(Code::BadValue, message).at(span).help(help);
    let help = "write an address such as <https://clinic.example/heels>";
    let address = address.ok_or_else(|| bad("there is no web address for a QR code", help))?;
    let code = Some(address).filter(|address| address.len() <= LONGEST);
    let code = code.and_then(|address| QrCode::with_error_correction_level(address, EcLevel::M).ok());
    let code = code.ok_or_else(|| bad("the address is too long for a QR code", "use a shorter address"))?;
    let (svg, width) = drawn(&code);
    let path = format!("data:image/svg+xml;base64,{}", STANDARD.encode(svg));
    let (alt, width) = (words.qr_code.to_owned(), Some(Width::Points { points: width }));
    Ok(Figure { path, alt, caption: None, width, anchor: None, span })
}

/// Returns a drawing of a symbol with its border, and its width in points.
fn drawn(code: &QrCode) -> (String, u16) {
    let modules = code.width();
    let all = modules + 2 * QUIET;
    let mut path = String::new();
    for (y, row) in code.to_colors().chunks(modules).enumerate() {
        let mut x = 0;
        while x < modules {
            let run = row[x..].iter().take_while(|color| **color == Color::Dark).count();
            if run > 0 {
                let _ = write!(path, "M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET);
            }
            x += run.max(1);
        }
    }
    let width = (modules as f32 * LEAST_MODULE).max(LEAST) * all as f32 / modules as f32;
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{all}\" height=\"{all}\" viewBox=\"0 0 {all} {all}\" \
         shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h{all}v{all}h-{all}z\"/><path d=\"{path}\"/></svg>"
    );
    // the longest address gives less than 200 points
    (svg, width.ceil() as u16)
}

/// Adds the address to a paragraph with only a link, for readers without a camera.
fn label(body: &mut [Block], words: &Words) {
    let [Block::Paragraph(paragraph)] = body else { return };
    let [Inline::Link(link)] = paragraph.content.as_mut_slice() else { return };
    let Target::Url(url) = &link.target else { return };
    let address = vec![Inline::text(url.as_str(), link.span)];
    let shown = plain_text(&link.content);
    let mut before = std::mem::replace(&mut link.content, address);
    if shown == *url {
        before = vec![Inline::text(words.read_online, paragraph.span)];
    }
    before.push(Inline::text(": ", paragraph.span));
    paragraph.content.splice(0..0, before);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_has_a_limited_number_of_symbols_and_keeps_all_addresses() {
        let link = |n: usize| Link {
            target: Target::Url(format!("https://a.example/{n}")),
            content: vec![],
            title: None,
            span: Span::default(),
        };
        let code = |n| {
            let body = vec![Block::paragraph(vec![Inline::Link(Box::new(link(n)))], Span::default())];
            Block::Division(Box::new(Division { layout: Some(Layout::Qr), body, ..Division::default() }))
        };
        let mut article = Article { body: (0..MOST + 9).map(code).collect(), ..Article::default() };
        let mut diagnostics = Vec::new();
        fill_in(&mut article, Words::of(&"en".parse().unwrap()), &mut diagnostics);
        let figures = article.body.iter().filter(|block| {
            matches!(block, Block::Division(division) if matches!(division.body.first(), Some(Block::Figure(_))))
        });
        assert_eq!((figures.count(), diagnostics.len()), (MOST, 1));
        let mut links = 0;
        for_each_inline(&article.body, &mut |inline| links += usize::from(matches!(inline, Inline::Link(_))));
        assert_eq!(links, MOST + 9);
    }

    #[test]
    fn a_qr_code_has_a_quiet_zone_and_is_large_enough_for_a_camera() {
        let narrow = QrCode::with_error_correction_level("https://a.example", EcLevel::M).unwrap();
        let (svg, width) = drawn(&narrow);
        let modules = narrow.width();
        assert!(svg.contains(&format!("viewBox=\"0 0 {0} {0}\"", modules + 8)), "{svg}");
        assert!(svg.contains("M4 4h7v1h-7z"), "the first finder begins after the border: {svg}");
        let symbol = f32::from(width) * modules as f32 / (modules + 8) as f32;
        assert!(symbol >= 20.0 * 72.0 / 25.4, "{symbol}");
        let wide = QrCode::with_error_correction_level("x".repeat(LONGEST), EcLevel::M).unwrap();
        assert!(f32::from(drawn(&wide).1) / (wide.width() + 8) as f32 >= 1.13);
    }
}
