//! HTML: the article as one self-contained page for a site or for email.
//!
//! The body is that of the EPUB ([`super::xhtml`]); this adds the document around it, its style sheet, and pictures as
//! `data:` URLs. It contains no script, and a policy that forbids any, as articles are untrusted.

mod page;
#[cfg(test)]
mod tests;

use super::{Context, Format, RenderError, Rendered, Renderer, raster};
use crate::{
    article::{Article, Block, Inline, for_each_block, for_each_inline},
    diagnostic::{Code, Diagnostic},
    resolve::Resolved,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use std::collections::BTreeMap;

/// The maximum size of repeated pictures, in bytes: a picture is embedded again wherever it is shown.
const MOST_REPEATED: usize = 64 << 20;

/// The HTML renderer.
#[derive(Debug, Default)]
pub(super) struct Html;

impl Renderer for Html {
    fn format(&self) -> Format {
        Format::HTML
    }

    fn extension(&self) -> &'static str {
        "html"
    }

    fn description(&self) -> &'static str {
        "one self-contained page for the web or email"
    }

    fn render(&self, article: &Resolved, context: &Context<'_>) -> Result<Rendered, RenderError> {
        let pictures = pictures(article);
        if repeated(article.article(), &pictures) > MOST_REPEATED {
            let most = MOST_REPEATED >> 20;
            let message = format!("repeated pictures would add more than {most} MiB to the page");
            return Err(RenderError::new(message));
        }
        let bytes = page::page(article, &context.options.theme, &pictures).into_bytes();
        Ok(Rendered { bytes, diagnostics: losses(article, &pictures), pages: None })
    }
}

/// Returns the `data:` URL of each picture by its path as written in the article.
fn pictures(resolved: &Resolved) -> BTreeMap<&str, String> {
    let resources = resolved.article().resources.iter();
    let found = resources.filter_map(|resource| Some((resource.path.as_str(), resolved.picture(&resource.path)?)));
    found
        .map(|(path, picture)| {
            let (media_type, bytes) = raster::upright(picture);
            (path, format!("data:{media_type};base64,{}", STANDARD.encode(bytes)))
        })
        .collect()
}

/// Returns the size of the pictures beyond their first uses, in bytes.
fn repeated(article: &Article, pictures: &BTreeMap<&str, String>) -> usize {
    let mut bytes: usize = 0;
    let mut add = |path: &str| bytes += pictures.get(path).map_or(0, String::len);
    for body in article.bodies() {
        for_each_block(body, &mut |block| {
            if let Block::Figure(figure) = block {
                add(&figure.path);
            }
        });
        for_each_inline(body, &mut |inline| {
            if let Inline::Image(image) = inline {
                add(&image.path);
            }
        });
    }
    bytes.saturating_sub(pictures.values().map(String::len).sum())
}

fn losses(resolved: &Resolved, pictures: &BTreeMap<&str, String>) -> Vec<Diagnostic> {
    let lost = resolved.article().resources.iter().filter(|resource| !pictures.contains_key(resource.path.as_str()));
    lost.map(|resource| {
        let message = format!("the picture `{}` is not shown in the HTML", resource.path);
        Diagnostic::new(Code::Loss, message).help("save it as PNG or JPEG")
    })
    .collect()
}
