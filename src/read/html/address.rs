//! The targets of links and pictures in a saved page.

use super::tree::{Kind, PAGE, Tree};
use url::Url;

/// The addresses of the page, as far as the file contains them.
#[derive(Debug, Default)]
pub(super) struct Addresses {
    /// The base of relative addresses: `<base>`, or where the page was saved from.
    base: Option<Url>,
    /// All addresses of the page itself.
    own: Vec<Url>,
}

/// The location of a picture.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Picture {
    /// In the article's folder, or embedded in the page.
    Here(String),
    /// On the web, with its address if known.
    Remote(Option<String>),
}

impl Addresses {
    pub(super) fn of(tree: &Tree, text: &str) -> Self {
        let named = |name: &str, test: &dyn Fn(usize) -> bool, value: &str| {
            let found = tree.below(PAGE).find(|&id| tree.name(id) == name && test(id));
            found.and_then(|id| tree.filled(id, value)).and_then(|url| Url::parse(url).ok())
        };
        let saved = saved_from(text);
        let base = named("base", &|_| true, "href");
        let canonical = named("link", &|id| tree.attribute(id, "rel") == Some("canonical"), "href");
        let shared = named("meta", &|id| tree.attribute(id, "property") == Some("og:url"), "content");
        let mut own: Vec<Url> = [saved.clone(), canonical, shared].into_iter().flatten().collect();
        own.iter_mut().for_each(|url| url.set_fragment(None));
        Self { base: base.or(saved), own }
    }

    /// Returns the web address of the page.
    pub(super) fn page(&self) -> Option<&Url> {
        self.own.iter().find(|url| matches!(url.scheme(), "http" | "https"))
    }

    /// Returns the anchor on this page that an address refers to, if it refers to this page.
    pub(super) fn inner(&self, href: &str) -> Option<String> {
        let name = |text: &str| percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned();
        if let Some(fragment) = href.strip_prefix('#') {
            return (!fragment.is_empty()).then(|| name(fragment));
        }
        let (_, fragment) = href.split_once('#')?;
        let mut url = Url::parse(href).ok()?;
        url.set_fragment(None);
        (self.own.contains(&url) && !fragment.is_empty()).then(|| name(fragment))
    }

    /// Returns the full address of a link, resolved against the base, or `None` for scripts.
    pub(super) fn link(&self, href: &str) -> Option<String> {
        match Url::parse(href) {
            Ok(url) if url.scheme() == "javascript" => None,
            Ok(url) => Some(redirected(&url).unwrap_or_else(|| href.to_owned())),
            Err(_) => {
                let joined = self.base.as_ref().or_else(|| self.page()).and_then(|base| base.join(href).ok());
                Some(joined.map_or_else(|| href.to_owned(), String::from))
            }
        }
    }

    fn joined(&self, href: &str) -> Option<String> {
        self.base.as_ref().and_then(|base| base.join(href).ok()).map(String::from)
    }

    /// Returns the location of a picture. Pictures saved by a browser are in the folder next to the page, whatever
    /// its address.
    pub(super) fn picture(&self, src: &str) -> Picture {
        if src.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:")) {
            return Picture::Here(src.to_owned());
        }
        if let Some(rest) = src.strip_prefix("//") {
            return Picture::Remote(Some(format!("https://{rest}")));
        }
        match Url::parse(src) {
            Ok(url) if matches!(url.scheme(), "http" | "https") => Picture::Remote(Some(url.into())),
            // A drive letter, `file:`, `blob:` and `cid:` mean nothing on another machine.
            Ok(_) => Picture::Remote(None),
            Err(_) if src.starts_with('/') || (self.base.is_some() && !is_saved(src)) => {
                Picture::Remote(self.joined(src))
            }
            Err(_) => Picture::Here(src.split(['?', '#']).next().unwrap_or_default().to_owned()),
        }
    }
}

/// Returns the target of a Google Docs link, which is saved as `https://www.google.com/url?q=…`.
fn redirected(url: &Url) -> Option<String> {
    let google = url.host_str() == Some("www.google.com") && url.path() == "/url";
    let target = url.query_pairs().find(|(key, _)| key == "q").filter(|_| google)?.1;
    Url::parse(&target).ok().filter(|url| matches!(url.scheme(), "http" | "https")).map(|_| target.into_owned())
}

/// Returns whether an address is in the folder that browsers create, `page_files/a.png` (`page-Dateien`,
/// `page_fichiers` in other languages).
fn is_saved(src: &str) -> bool {
    let folder = src.trim_start_matches("./").split('/').next().unwrap_or_default();
    let folder = percent_encoding::percent_decode_str(folder).decode_utf8_lossy();
    let ends = ["_files", "-files", "_fichiers", "-Dateien", "_archivos", "_file", "-filer", "_bestanden", "_arquivos"];
    ends.iter().any(|end| folder.ends_with(end))
}

/// Parses `<!-- saved from url=(0030)https://example.org/page -->`, as written by Chrome and other browsers.
fn saved_from(text: &str) -> Option<Url> {
    let head: String = text.chars().take(2000).collect();
    let after = head.split_once("saved from url=(")?.1.split_once(')')?.1;
    Url::parse(after.split_whitespace().next()?).ok().filter(|url| matches!(url.scheme(), "http" | "https"))
}

/// Attributes that hold the address of a lazily loaded picture.
const LAZY: &[&str] = &["data-src", "data-lazy-src", "data-original", "data-url", "data-lazy", "data-full-src"];

/// Returns the address of a picture, or of the one that a script would load in place of a blank one.
pub(super) fn source(tree: &Tree, id: usize) -> Option<String> {
    let src = tree.filled(id, "src").filter(|src| !is_blank(src));
    let lazy = LAZY.iter().find_map(|name| tree.filled(id, name));
    let set = ["srcset", "data-srcset"].iter().find_map(|name| tree.filled(id, name)?.split([' ', ',']).next());
    src.or(lazy)
        .or(set)
        .map(str::to_owned)
        .or_else(|| without_script(tree, id))
        .or_else(|| tree.filled(id, "src").map(str::to_owned))
}

/// Returns the address of the fallback picture for browsers without scripts, `<noscript><img …></noscript>`, directly
/// after an element.
fn without_script(tree: &Tree, id: usize) -> Option<String> {
    let (_, after) = tree.siblings(id);
    let next = after.iter().take(2).copied().find(|&next| tree.name(next) == "noscript")?;
    let picture = tree.below(next).find(|&inner| tree.name(inner) == "img")?;
    tree.filled(picture, "src").filter(|src| !is_blank(src)).map(str::to_owned)
}

/// Returns whether a picture is a single pixel or an empty drawing, used as a placeholder until a script loads
/// another.
pub(super) fn is_blank(src: &str) -> bool {
    let starts = |start: &str| src.get(..start.len()).is_some_and(|own| own.eq_ignore_ascii_case(start));
    if starts("data:image/gif;base64,") {
        // A single pixel takes about 43 bytes; a meaningful picture takes more.
        return src.len() < 120;
    }
    if !starts("data:image/svg+xml") {
        return false;
    }
    let Some((head, body)) = src.split_once(',') else { return true };
    if head.ends_with("base64") {
        return body.len() < 140;
    }
    let drawing = percent_encoding::percent_decode_str(body).decode_utf8_lossy();
    drawing.trim_start().starts_with("<svg") && drawing.matches('<').count() <= 2
}

/// Returns whether a picture is visible, and not a tracking pixel.
pub(super) fn is_seen(tree: &Tree, id: usize) -> bool {
    let tiny = |name: &str| {
        let size = tree.attribute(id, name).and_then(|value| value.trim_end_matches("px").parse::<u32>().ok());
        size.is_some_and(|size| size <= 2)
    };
    matches!(tree.nodes[id].kind, Kind::Element(_)) && !tiny("width") && !tiny("height")
}

/// Returns whether the description of a picture is the name of its file, which programs fill in: `IMG_8299.jpeg`.
pub(super) fn is_file_name(alt: &str, src: &str) -> bool {
    if alt.contains(char::is_whitespace) || !alt.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let (name, extension) = alt.rsplit_once('.').unwrap_or((alt, ""));
    let known = matches!(extension.to_ascii_lowercase().as_str(), "gif" | "jpeg" | "jpg" | "png" | "webp");
    let file = src.split(['?', '#']).next().unwrap_or_default().rsplit('/').next().unwrap_or_default();
    known || (extension.is_empty() && name.len() > 7 && file.starts_with(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn saved() -> Addresses {
        Addresses::of(&super::super::parse::parse("").unwrap(), "<!-- saved from url=(0021)https://example.org/a -->")
    }

    #[test]
    fn a_name_of_a_file_is_not_a_description() {
        assert!(is_file_name("IMG_8299.jpeg", "") && is_file_name("54433472-n-202", "/a/54433472-n-202.jpg?x"));
        assert!(
            !is_file_name("Tea", "Tea.jpg")
                && !is_file_name("5 cups.jpg", "")
                && !is_file_name("Vitamin-B12", "b12.png")
        );
    }

    #[test]
    fn a_link_to_the_page_itself_leads_inside() {
        assert_eq!(saved().inner("https://example.org/a#why"), Some("why".to_owned()));
        assert_eq!(saved().inner("#caf%C3%A9"), Some("café".to_owned()));
        assert_eq!(saved().inner("https://example.org/b#why"), None);
        assert_eq!(saved().link("b.html").as_deref(), Some("https://example.org/b.html"));
        assert_eq!(saved().link("javascript:void(0)"), None);
    }

    #[test]
    fn a_google_docs_link_leads_to_its_real_target() {
        let href = "https://www.google.com/url?q=https://example.org/o2?a%3D1&sa=D&source=editors";
        assert_eq!(saved().link(href).as_deref(), Some("https://example.org/o2?a=1"));
        assert_eq!(saved().link("https://example.org/url?q=x").as_deref(), Some("https://example.org/url?q=x"));
    }

    #[test]
    fn single_pixels_and_empty_drawings_are_blank() {
        assert!(is_blank("data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"));
        assert!(!is_blank(&format!("data:image/gif;base64,{}", "A".repeat(200))));
        assert!(is_blank("data:image/svg+xml,%3Csvg%20viewBox='0%200%201%201'%3E%3C/svg%3E"));
        assert!(!is_blank("data:image/svg+xml,%3Csvg%3E%3Cpath%20d='M0'/%3E%3C/svg%3E"));
        assert!(!is_blank("a_files/x.svg"));
    }

    #[test]
    fn pictures_are_local_only_if_they_were_saved() {
        assert_eq!(saved().picture("./a_files/x.png?w=1"), Picture::Here("./a_files/x.png".to_owned()));
        assert_eq!(saved().picture("x.png"), Picture::Remote(Some("https://example.org/x.png".to_owned())));
        assert_eq!(Addresses::default().picture("x.png"), Picture::Here("x.png".to_owned()));
        assert_eq!(Addresses::default().picture("file:///C:/x.png"), Picture::Remote(None));
    }
}
