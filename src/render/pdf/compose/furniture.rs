//! Page furniture: the running header and the footer with "Page 1 of 3". Screen readers skip it.

use super::{Composer, inline::Look, pages::Frame};
use crate::{
    article::Anchor,
    locale::{self, fill},
    render::pdf::document::{Artifact, Destination, Part},
    resolve::apostrophes::curled,
    theme::Folio,
    typeset::{Alignment, Fit, Item, ItemKind, Page, Rect, Setting, Text},
};
use std::collections::BTreeMap;

/// The maximum number of characters in a header or footer. No line is longer, and each page measures them.
const LONGEST: usize = 300;

/// Returns the beginning of a title or another line, for headers and footers.
pub(super) fn headline(title: &str) -> String {
    match title.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", title[..end].rsplit_once(' ').map_or(&title[..end], |(words, _)| words)),
        None => title.to_owned(),
    }
}

/// The space between the rule above a footer and its text, in points.
const OVER_FOOTER: f32 = 5.0;
/// The space between the text area and that rule, in points.
const CLEAR: f32 = 10.0;
/// The bottom margin that printers cannot print on, in points.
const EDGE: f32 = 11.0;
/// The minimum space between two texts on a line, in points.
const BETWEEN: f32 = 18.0;

impl Composer<'_> {
    /// Adds header and footer to page `number` of `count`, from 1. The header has the title and the section, if any; a
    /// page that opens a chapter has no header.
    pub(super) fn furnish(
        &mut self,
        page: &mut Page,
        number: usize,
        count: usize,
        header: Option<Option<&str>>,
        frame: &Frame,
    ) {
        // on facing pages, numbers are at the outer edges
        let (near, far) = match self.sheet.duplex() && number.is_multiple_of(2) {
            true => (Alignment::End, Alignment::Start),
            false => (Alignment::Start, Alignment::End),
        };
        let running = header.filter(|_| number > 1);
        if let Some(section) = running {
            let header = (Artifact::Header, frame.header, frame);
            let (title, section) = (self.running_title.clone(), section.unwrap_or_default());
            let (title_room, section_room) = self.shares(&title, section, frame.width);
            self.furniture_line(page, &title, near, title_room, header);
            self.furniture_line(page, section, far, section_room, header);
        }
        let folio = self.folio_words(number, count);
        let line = headline(&self.foot_line().unwrap_or_default());
        let room = frame.width - self.furniture_width(&folio) - BETWEEN;
        let above = if self.furniture_width(&line) > room { self.sheet.furniture.leading } else { 0.0 };
        let foot = frame.footer + self.lowered(above, frame);
        self.furniture_line(page, &folio, far, frame.width, (Artifact::Footer, foot, frame));
        self.furniture_line(page, &line, near, frame.width, (Artifact::Footer, foot - above, frame));
        if running.is_some() {
            self.header_rule(page, frame);
        }
        if self.article.meta.organization.is_some() {
            page.items.push(self.thin_rule(Artifact::Footer, foot - above - OVER_FOOTER, frame));
        }
    }

    /// The page number, after the version on the handouts of an organization.
    fn folio_words(&self, number: usize, count: usize) -> String {
        let values = [("page", self.digits.write(number)), ("pages", self.digits.write(count))];
        let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
        let folio = match self.sheet.book().folio {
            Folio::Counted => fill(self.locale.page_of, &values),
            Folio::Bare => self.digits.write(number),
        };
        self.version_in_footer().map_or(folio.clone(), |version| format!("{} · {folio}", headline(&version)))
    }

    /// Returns the distance by which a footer that is `above` points taller than usual moves down to stay clear of the
    /// text.
    fn lowered(&self, above: f32, frame: &Frame) -> f32 {
        let top = frame.footer - above - OVER_FOOTER;
        let below = frame.page_height - frame.footer - self.sheet.furniture.leading;
        (frame.y + frame.height + CLEAR - top).min(below - EDGE).max(0.0)
    }

    /// Returns the widths for two texts on a line: if they do not fit, the one that changes from page to page takes
    /// precedence.
    fn shares(&mut self, start: &str, end: &str, width: f32) -> (f32, f32) {
        if end.is_empty() {
            return (width, 0.0);
        }
        let [start, end] = [start, end].map(|words| self.furniture_width(words));
        let room = width - BETWEEN;
        if start + end > room { (0.0, width) } else { (room - end, end) }
    }

    fn furniture_width(&mut self, words: &str) -> f32 {
        self.words_extent(words, Look::new(self.sheet.furniture, self.sheet.colors.faint)).most
    }

    /// Returns the version, which is next to the page number on an organization's handouts.
    fn version_in_footer(&self) -> Option<String> {
        let meta = &self.article.meta;
        let version = meta.version.as_ref().filter(|_| meta.organization.is_some())?;
        Some(fill(self.locale.version, &[("version", version)]))
    }

    /// Returns the organization and its first telephone number.
    fn organization_in_footer(&self) -> Option<String> {
        let organization = self.article.meta.organization.as_ref()?;
        let number = |phone: &String| phone.rsplit(": ").next().map(|number| number.trim().to_owned());
        let phone = organization.phone.first().and_then(number);
        let parts: Vec<String> = [organization.line(), phone].into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join(" · "))
    }

    /// Returns publisher, date of review and version, if the article has them.
    fn foot_line(&self) -> Option<String> {
        if let Some(line) = self.organization_in_footer() {
            return Some(line);
        }
        let meta = &self.article.meta;
        let reviewed = meta.reviewed.as_ref().map(|date| {
            let date = locale::date_in_words(date, &self.article.lang());
            fill(self.locale.reviewed, &[("date", &date)])
        });
        let version = meta.version.as_ref().map(|version| fill(self.locale.version, &[("version", version)]));
        let publisher = meta.publisher.as_deref().map(curled);
        let parts: Vec<String> = [publisher, reviewed, version].into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join(" · "))
    }

    /// Returns the section in which each page begins: at the highest level, the last one whose heading is before the
    /// page or at its very top.
    pub(super) fn running_sections(
        &self,
        destinations: &BTreeMap<Anchor, Destination>,
        count: usize,
        frame: &Frame,
    ) -> Vec<Option<String>> {
        let headings = self.places.outline.iter().filter(|mark| mark.level == 2);
        let mut starts = headings.filter_map(|mark| Some((destinations.get(&mark.anchor)?, &mark.title))).peekable();
        let mut running = None;
        let section = |page: usize| {
            let begun = |place: &Destination| place.page < page || (place.page == page && place.y < frame.y + 1.0);
            while let Some((_, title)) = starts.next_if(|(place, _)| begun(place)) {
                running = Some(headline(title));
            }
            running.clone()
        };
        (0..count).map(section).collect()
    }

    /// Sets a line of the header or footer, at a height of the page; text longer than its space is cut with an
    /// ellipsis.
    fn furniture_line(
        &mut self,
        page: &mut Page,
        words: &str,
        side: Alignment,
        room: f32,
        (kind, y, frame): (Artifact, f32, &Frame),
    ) {
        if words.is_empty() || room <= 0.0 {
            return;
        }
        let column = frame.column(self.rtl);
        let look = Look::new(self.sheet.furniture, self.sheet.colors.faint);
        let text = self.cut(words, look, kind, room);
        let leading = self.sheet.furniture.leading;
        let setting = Setting { alignment: side, fit: Fit::Ragged, ..self.setting(column, leading) };
        if let Some(line) = self.setter.set(&text, &setting).into_iter().next() {
            page.items.extend(line.items.into_iter().map(|mut item| {
                item.kind.shift(frame.x, y);
                item
            }));
        }
    }

    fn cut(&mut self, words: &str, look: Look, kind: Artifact, room: f32) -> Text {
        let owner = Part::Artifact(kind).owner();
        let make = |composer: &mut Self, words: &str| {
            let mut text = Text::new();
            text.push(words, composer.style(look), owner, None);
            text
        };
        let mut text = make(self, words);
        let mut shown = words;
        while self.setter.extent(&text, self.rtl).most > room {
            let Some((shorter, _)) = shown.trim_end().rsplit_once(' ') else { break };
            shown = shorter;
            text = make(self, &format!("{}…", shown.trim_end_matches([',', ';', ':', '.'])));
        }
        text
    }

    fn header_rule(&self, page: &mut Page, frame: &Frame) {
        let y = frame.header + self.sheet.furniture.leading + 4.0;
        page.items.push(self.thin_rule(Artifact::Header, y, frame));
    }

    fn thin_rule(&self, artifact: Artifact, y: f32, frame: &Frame) -> Item {
        let rect = Rect { x: frame.x, y, width: frame.width, height: 0.5 };
        let kind = ItemKind::Fill { rect, radius: 0.0, color: self.sheet.colors.hairline };
        Item { owner: Part::Artifact(artifact).owner(), kind }
    }
}
