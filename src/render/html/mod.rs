//! HTML: the article as one page that needs nothing else, to be put on a site or sent by mail.
//!
//! The body is that of the EPUB ([`super::xhtml`]); here are the document around it, its style sheet, and pictures
//! as `data:` addresses. No script, and a policy that forbids any: an article is not trusted.

mod page;
#[cfg(test)]
mod tests;

use super::{Context, RenderError, Rendered, Renderer};
use crate::{
    diagnostic::{Code, Diagnostic},
    resolve::Resolved,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use std::collections::BTreeMap;

/// The HTML renderer.
#[derive(Debug, Default)]
pub(super) struct Html;

impl Renderer for Html {
    fn name(&self) -> &'static str {
        "html"
    }

    fn extension(&self) -> &'static str {
        "html"
    }

    fn description(&self) -> &'static str {
        "one page for the web or mail, pictures inside"
    }

    fn render(&self, article: &Resolved, _: &Context<'_>) -> Result<Rendered, RenderError> {
        let pictures = pictures(article);
        let bytes = page::page(article.article(), &pictures).into_bytes();
        Ok(Rendered { bytes, diagnostics: losses(article, &pictures), pages: None })
    }
}

/// The address of each picture, by the path that the article names it with.
fn pictures(resolved: &Resolved) -> BTreeMap<&str, String> {
    let resources = resolved.article().resources.iter();
    let found = resources.filter_map(|resource| Some((resource.path.as_str(), resolved.picture(&resource.path)?)));
    found
        .map(|(path, picture)| {
            (path, format!("data:{};base64,{}", picture.media_type, STANDARD.encode(&picture.bytes)))
        })
        .collect()
}

fn losses(resolved: &Resolved, pictures: &BTreeMap<&str, String>) -> Vec<Diagnostic> {
    let lost = resolved.article().resources.iter().filter(|resource| !pictures.contains_key(resource.path.as_str()));
    lost.map(|resource| {
        let message = format!("the picture `{}` is not shown in the HTML", resource.path);
        Diagnostic::new(Code::Loss, message).help("save it as PNG or JPEG")
    })
    .collect()
}
