//! Page furniture: the running header and the footer with "Page 1 of 3". Readers do not hear it.

use super::{Composer, inline::Look, pages::Frame};
use crate::{
    locale::fill,
    render::pdf::document::{Artifact, Part},
    typeset::{Alignment, Fit, Item, ItemKind, Page, Rect, Setting, Text},
};

impl Composer<'_> {
    pub(super) fn furnish(&mut self, page: &mut Page, number: usize, count: usize, frame: &Frame) {
        if number > 1 {
            let title = self.article.title_text();
            self.furniture_line(page, &title, Artifact::Header, Alignment::Start, frame.header, frame);
        }
        let values = [("page", number.to_string()), ("pages", count.to_string())];
        let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
        let folio = fill(self.locale.page_of, &values);
        self.furniture_line(page, &folio, Artifact::Footer, Alignment::End, frame.footer, frame);
        if let Some(line) = self.foot_line() {
            self.furniture_line(page, &line, Artifact::Footer, Alignment::Start, frame.footer, frame);
        }
        self.header_rule(page, number, frame);
    }

    /// Publisher, date of review and version, as far as the article has them.
    fn foot_line(&self) -> Option<String> {
        let meta = &self.article.meta;
        let reviewed = meta.reviewed.as_ref().map(|date| fill(self.locale.reviewed, &[("date", &date.text)]));
        let version = meta.version.as_ref().map(|version| fill(self.locale.version, &[("version", version)]));
        let parts: Vec<String> = [meta.publisher.clone(), reviewed, version].into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join(" · "))
    }

    /// One line at a height of the page; too long a text is cut with an ellipsis.
    fn furniture_line(&mut self, page: &mut Page, words: &str, kind: Artifact, side: Alignment, y: f32, frame: &Frame) {
        let column = frame.column(self.rtl);
        let look = Look::new(self.sheet.furniture, self.sheet.colors.faint);
        let room = column.width * if side == Alignment::Start { 0.78 } else { 1.0 };
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

    fn header_rule(&self, page: &mut Page, number: usize, frame: &Frame) {
        if number > 1 {
            let y = frame.header + self.sheet.furniture.leading + 4.0;
            let rect = Rect { x: frame.x, y, width: frame.width, height: 0.5 };
            let kind = ItemKind::Fill { rect, radius: 0.0, color: self.sheet.colors.hairline };
            page.items.push(Item { owner: Part::Artifact(Artifact::Header).owner(), kind });
        }
    }
}
