//! Links: their text, and their addresses where a format prints them.

use super::{Expected, Form, Printed, is_empty_line};
use crate::{
    article::{Link, Target, plain_text},
    render::TextLinks,
};

impl Expected<'_> {
    /// Adds the numbered list of the addresses so far, as they are printed.
    pub(super) fn printed_addresses(&mut self) {
        self.addresses(printed_form);
    }

    /// Adds the numbered list of the addresses so far, in a form.
    pub(super) fn addresses(&mut self, form: fn(&str) -> &str) {
        let listed = std::mem::take(&mut self.urls);
        if listed.is_empty() {
            return;
        }
        self.block("the list of links");
        self.say(self.words.addresses);
        for (at, url) in listed.iter().enumerate() {
            self.block(format!("link {}", at + 1));
            self.say(&format!("<{}> {}", at + 1, form(url)));
        }
        self.pattern.gap();
    }

    /// Adds the address printed after a link whose text does not show it.
    fn print(&mut self, url: &str, words: &str) {
        if self.printed == Printed::Not || !self.prints || shows_address(words, url) {
            return;
        }
        if self.bracketed.iter().any(|known| known == url) {
            return;
        }
        let form = printed_form(url);
        if self.in_note || (self.printed == Printed::Brackets && form.chars().count() <= 32) {
            self.bracketed.push(url.to_owned());
            return self.say(&format!(" ({form})"));
        }
        let number = self.number(url);
        self.say(&format!(" <{number}>"));
    }

    fn number(&mut self, url: &str) -> usize {
        if let Some(at) = self.urls.iter().position(|known| known == url) {
            return at + 1;
        }
        self.urls.push(url.to_owned());
        self.urls.len()
    }

    pub(super) fn link(&mut self, link: &Link) {
        let Target::Url(url) = &link.target else { return self.inlines(&link.content) };
        if matches!(self.form, Form::Text { .. }) && is_empty_line(&link.content) {
            // a picture without a description
            return self.say(url);
        }
        self.inlines(&link.content);
        let shown = plain_text(&link.content);
        let Form::Text { links, .. } = self.form else { return self.print(url, &shown) };
        if links == TextLinks::Printed {
            return self.print(url, &shown);
        }
        if shown.trim() == url || url.strip_prefix("mailto:") == Some(shown.trim()) {
            return;
        }
        match links {
            TextLinks::Numbered => {
                let number = self.number(url);
                self.say(&format!(" <{number}>"));
            }
            TextLinks::Inline => self.say(&format!(" <{url}>")),
            TextLinks::Printed | TextLinks::Bare => {}
        }
    }
}

/// Returns an address without its scheme and trailing slash.
fn printed_form(url: &str) -> &str {
    let rest = ["https://", "http://", "mailto:", "tel:"].iter().find_map(|scheme| url.strip_prefix(scheme));
    rest.unwrap_or(url).trim_end_matches('/')
}

/// Returns whether the text of a link shows its address.
fn shows_address(words: &str, url: &str) -> bool {
    let core = |text: &str| printed_form(text.trim()).to_lowercase().trim_start_matches("www.").to_owned();
    let (words, core) = (core(words), core(url));
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let dialled = url.starts_with("tel:") && !digits(&words).is_empty() && digits(url).ends_with(&digits(&words));
    let doi = core.strip_prefix("doi.org/").is_some_and(|doi| words.contains(doi));
    words.is_empty() || words.contains(&core) || dialled || doi
}
