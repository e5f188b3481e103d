//! Navigation copied along with a web page: skip links, menus, share buttons, a table of contents.
//!
//! Only lines that consist entirely of such words are considered navigation.

use super::lines::{Line, Marks};
use crate::read::{Reason, common::clean::folded};
use std::collections::HashSet;

/// Lines that occur only in navigation.
const CERTAIN: &[&str] = &[
    "skip navigation",
    "skip to content",
    "skip to main content",
    "skip to main navigation",
    "skip to search",
    "jump to content",
    "an official website of the united states government",
    "here's how you know",
    "was this page helpful",
    "was this article helpful",
    "back to top",
    "return to top",
    "share this page",
    "print this page",
    "sign up for our newsletter",
    "accept all cookies",
    "cookie settings",
    "zum inhalt springen",
    "zum hauptinhalt springen",
    "nach oben",
    "war diese seite hilfreich",
    "saltar al contenido",
    "ir al contenido",
    "volver arriba",
    "aller au contenu",
    "haut de page",
];

/// Lines that are navigation on a page that certainly has some.
const LIKELY: &[&str] = &[
    "menu",
    "search",
    "home",
    "close",
    "share",
    "print",
    "email",
    "e-mail",
    "tweet",
    "facebook",
    "twitter",
    "x",
    "whatsapp",
    "linkedin",
    "pinterest",
    "copy link",
    "save",
    "subscribe",
    "log in",
    "login",
    "sign in",
    "sign up",
    "advertisement",
    "yes no",
    "yes",
    "no",
    "next",
    "previous",
    "menü",
    "suche",
    "teilen",
    "drucken",
    "ja nein",
    "menú",
    "buscar",
    "compartir",
    "imprimir",
    "sí no",
    "partager",
    "imprimer",
    "rechercher",
    "oui non",
];

/// Menu entries, which are navigation on such a page or directly next to other navigation.
const MENU: &[&str] = &[
    "about",
    "about us",
    "accessibility",
    "appointments",
    "blog",
    "book an appointment",
    "careers",
    "contact",
    "contact us",
    "cookie policy",
    "cookies",
    "donate",
    "events",
    "faq",
    "faqs",
    "find a doctor",
    "locations",
    "make an appointment",
    "news",
    "our services",
    "our team",
    "patients",
    "privacy",
    "privacy policy",
    "request an appointment",
    "services",
    "site map",
    "sitemap",
    "terms",
    "terms of use",
    "terms and conditions",
    "datenschutz",
    "impressum",
    "kontakt",
    "startseite",
    "über uns",
    "contacto",
    "inicio",
    "accueil",
    "mentions légales",
];

/// The size of the top of a page, in lines.
const HEAD: usize = 15;

/// The minimum number of navigation lines at the top of a page without any certain ones.
const FEWEST: usize = 3;

/// Lines above a table of contents.
const CONTENTS: &[&str] =
    &["on this page", "in this article", "in this section", "auf dieser seite", "en esta página", "sur cette page"];

/// The maximum length of an entry of a table of contents, in words.
const ENTRY: usize = 8;

/// Marks the lines that are navigation.
pub(super) fn mark(lines: &[Line<'_>], marks: &mut Marks) {
    // only short lines can be navigation
    let words: Vec<Option<String>> = lines.iter().map(|line| (line.width <= 60).then(|| plain(line.text))).collect();
    let is_one_of = |at: usize, known: &[&str]| words[at].as_deref().is_some_and(|text| known.contains(&text));
    let is_menu = |at: usize| is_one_of(at, LIKELY) || is_one_of(at, MENU);
    let in_head = longest_run((0..lines.len().min(HEAD)).map(is_menu));
    if !(0..lines.len()).any(|at| is_one_of(at, CERTAIN)) && in_head < FEWEST {
        return;
    }
    for at in 0..lines.len() {
        if is_one_of(at, CERTAIN) || is_one_of(at, LIKELY) || is_path(lines[at].text) {
            marks[at] = Some((Reason::Surroundings, "navigation of a web page"));
        } else if in_head >= FEWEST && (is_one_of(at, MENU) || lines[at].text.starts_with(['©'])) {
            marks[at] = Some((Reason::Surroundings, "the menu or footer of a web page"));
        } else if is_one_of(at, CONTENTS) {
            let end = contents(&words, at + 1);
            marks[at..end].fill(Some((Reason::Surroundings, "the page's table of contents")));
        }
    }
    site_name(lines, marks);
}

/// Marks the name of the site: the first line, if its menu is directly below it, followed by a possible title.
fn site_name(lines: &[Line<'_>], marks: &mut Marks) {
    let (Some(first), Some(Some(_))) = (lines.first(), marks.get(1)) else { return };
    let below = (1..lines.len()).find(|&at| marks[at].is_none());
    let titled = below.is_some_and(|at| {
        lines[at].width <= TITLE && !lines[at].text.ends_with('.') && lines[at].marker.is_none() && at + 1 < lines.len()
    });
    if marks[0].is_none() && titled && first.text.split_whitespace().count() <= ENTRY && !first.text.ends_with('.') {
        marks[0] = Some((Reason::Surroundings, "the name of the site, above its menu"));
    }
}

/// The maximum length of a title, in characters.
const TITLE: usize = 120;

fn longest_run(found: impl Iterator<Item = bool>) -> usize {
    let mut longest = 0;
    found.fold(0, |run, found| {
        let run = if found { run + 1 } else { 0 };
        longest = longest.max(run);
        run
    });
    longest
}

/// Returns the index after the last entry of a table of contents; the next line is the first section's heading. The
/// table stays if no entry matches that heading.
fn contents(words: &[Option<String>], start: usize) -> usize {
    let mut entries = HashSet::new();
    for (at, words) in words.iter().enumerate().skip(start) {
        let Some(text) = words.as_deref().filter(|text| text.split(' ').count() <= ENTRY) else { break };
        if !entries.insert(text) {
            return at;
        }
    }
    start
}

/// Returns whether a text is a breadcrumb: `Home → Health → Feet`.
fn is_path(text: &str) -> bool {
    let parts = text.split([':', '→', '›', '»', '>']).count();
    parts > 2 && plain(text).starts_with("home ") && text.len() < 200
}

fn plain(text: &str) -> String {
    folded(&text.replace('’', "'"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::pasted::lines::lines;

    fn taken(text: &str) -> Vec<&str> {
        let lines = lines(text);
        let mut marks = vec![None; lines.len()];
        mark(&lines, &mut marks);
        lines.iter().zip(marks).filter(|(_, mark)| mark.is_some()).map(|(line, _)| line.text).collect()
    }

    #[test]
    fn navigation_of_a_whole_page_is_found_with_its_table_of_contents() {
        let text = "Skip to content\nMenu\nHome › Feet › Nails\nNails\nOn this page\nCare\nHelp\nCare\nCut them.\nHelp\nAsk us.\nShare\n";
        assert_eq!(
            taken(text),
            ["Skip to content", "Menu", "Home › Feet › Nails", "On this page", "Care", "Help", "Share"]
        );
    }

    #[test]
    fn the_name_of_a_site_above_its_menu_is_not_a_title() {
        let text = "Elm Clinic\nHome\nServices\nContact us\nSearch\nCare of the nails\nCut them straight.\n© 2024 Elm Clinic\nPrivacy policy\n";
        assert_eq!(
            taken(text),
            ["Elm Clinic", "Home", "Services", "Contact us", "Search", "© 2024 Elm Clinic", "Privacy policy"]
        );
        assert_eq!(taken("Care of the nails\nHome\nAt work\nServices\nCut them.\n"), [""; 0]);
    }

    #[test]
    fn the_same_words_in_a_text_without_navigation_stay() {
        assert_eq!(taken("Help\n\nPrint\n\nShare\n\nOn this page\nCare\nCare\n"), [""; 0]);
    }
}
