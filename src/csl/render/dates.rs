//! `cs:date`: localized and non-localized dates, ranges, seasons, eras, year suffixes.

use super::renderer::Renderer;
use super::types::{Area, Part, Rendered, year_suffix};
use crate::csl::elements::TermForm;
use crate::csl::elements::*;
use crate::csl::item::{Date, DateParts};
use crate::csl::markup;
use crate::csl::node::{self, Node};

impl<'a> Renderer<'a> {
    pub(super) fn date(&mut self, element: &'a DateElement) -> Rendered {
        let empty = Rendered { called: true, ..Rendered::default() };
        if self.part == Part::NamesOnly || self.substituted.contains(&element.variable.as_str()) {
            return empty;
        }
        if self.comparing && element.variable == "accessed" {
            // access dates do not disambiguate works
            return empty;
        }
        let work = self.work;
        let Some(date) = work.dates.get(element.variable.as_str()) else { return empty };
        if self.area == Area::Sort {
            return Rendered::variable(vec![Node::Text(sort_key(date, element.shown_parts()))]);
        }
        if let Some(literal) = date.literal.as_deref().filter(|_| date.parts.is_empty()) {
            let mut nodes = markup::parse(literal);
            nodes.extend(self.implicit_suffix());
            return Rendered::variable(self.styled(nodes, &element.look));
        }
        self.used.push(&element.variable);
        let (parts, delimiter) = self.format(element);
        let lists = self.range(date, &parts, delimiter);
        let nodes = if element.localized.is_some() { trimmed(lists, delimiter) } else { joined(lists, delimiter) };
        Rendered::variable(self.styled(nodes, &element.look))
    }

    /// Returns the parts to print, in order, and the delimiter between them.
    fn format(&self, element: &'a DateElement) -> (Vec<DatePart>, &'a str) {
        let Some(form) = element.localized else { return (element.parts.clone(), &element.delimiter) };
        let Some(format) = self.locales.date(form == DateForm::Numeric) else { return (Vec::new(), "") };
        let shown = |part: &&DatePart| match element.shown {
            ShownParts::Year => part.name == DatePartName::Year,
            ShownParts::YearMonth => part.name != DatePartName::Day,
            ShownParts::YearMonthDay => true,
        };
        let parts = format.parts.iter().filter(shown).map(|part| {
            match element.parts.iter().find(|own| own.name == part.name) {
                Some(own) => overridden(part, own),
                None => part.clone(),
            }
        });
        (parts.collect(), &format.delimiter)
    }

    /// Renders a date or a range of dates.
    fn range(&mut self, date: &Date, parts: &[DatePart], delimiter: &str) -> Vec<Vec<Node>> {
        let season = date.season.as_deref();
        let Some(first) = date.parts.first() else {
            return season
                .filter(|_| parts.iter().any(|part| part.name == DatePartName::Month))
                .map(|season| vec![self.season(season)])
                .into_iter()
                .collect();
        };
        let has_part = |name| has(first, name) || date.parts.get(1).is_some_and(|last| has(last, name));
        let parts: Vec<&DatePart> = parts
            .iter()
            .filter(|part| has_part(part.name) || part.name == DatePartName::Month && season.is_some())
            .collect();
        let Some(last) = date.parts.get(1).filter(|last| *last != first) else {
            return self.single(first, season, &parts, true);
        };
        // the largest part that differs between the two dates
        let differs =
            |name: DatePartName| parts.iter().any(|part| part.name == name) && value(first, name) != value(last, name);
        match [DatePartName::Year, DatePartName::Month, DatePartName::Day].into_iter().find(|name| differs(*name)) {
            Some(level) => self.two_dates(first, last, level, &parts, delimiter),
            None => self.single(first, season, &parts, true),
        }
    }

    /// Renders two dates that differ in `level` and below. Their common parts are printed once.
    fn two_dates(
        &mut self,
        first: &DateParts,
        last: &DateParts,
        level: DatePartName,
        parts: &[&DatePart],
        delimiter: &str,
    ) -> Vec<Vec<Node>> {
        let differing = parts.iter().find(|part| part.name == level);
        let range_delimiter = differing.and_then(|part| part.range_delimiter.as_deref()).unwrap_or("–");
        let begin = parts.iter().position(|part| part.name >= level).unwrap_or(0);
        let end = parts.iter().rposition(|part| part.name >= level).map_or(0, |at| at + 1);
        let mut lists = self.single(first, None, &parts[..begin], true);
        let mut start = self.single(first, None, &parts[begin..end], false);
        drop_space_after(&mut start);
        // what comes before the range is separated from it by the prefix of its first part
        if lists.is_empty() {
            drop_space_before(&mut start);
        }
        let mut start = joined(start, delimiter);
        start.extend(node::affix(range_delimiter));
        // an open range has no second date
        let mut rest = match *last == DateParts::default() {
            true => Vec::new(),
            false => self.single(last, None, &parts[begin..end], true),
        };
        drop_space_before(&mut rest);
        match rest.first_mut() {
            Some(first) => {
                start.append(first);
                *first = start;
            }
            None => rest.push(start),
        }
        lists.extend(rest);
        lists.extend(self.single(first, None, &parts[end..], true));
        lists
    }

    /// Renders the parts of one date.
    fn single(
        &mut self,
        date: &DateParts,
        season: Option<&str>,
        parts: &[&DatePart],
        with_suffix: bool,
    ) -> Vec<Vec<Node>> {
        let mut lists = Vec::new();
        for part in parts {
            let mut nodes = match part.name {
                DatePartName::Year if date.year == 0 => Vec::new(),
                DatePartName::Year => {
                    let mut nodes = vec![Node::Text(self.year(date.year, part.form))];
                    if with_suffix {
                        nodes.extend(self.implicit_suffix());
                    }
                    nodes
                }
                DatePartName::Month => match (date.month, season) {
                    (Some(month), _) => vec![Node::Text(self.month(month, part.form))],
                    (None, Some(season)) => vec![self.season(season)],
                    (None, None) => Vec::new(),
                },
                DatePartName::Day => {
                    date.day.map(|day| Node::Text(self.day(day, date.month, part.form))).into_iter().collect()
                }
            };
            if !node::is_empty(&nodes) {
                nodes = self.styled(nodes, &part.look);
                lists.push(nodes);
            }
        }
        lists
    }

    /// Returns the year suffix if the style does not place it explicitly.
    pub(super) fn implicit_suffix(&mut self) -> Option<Node> {
        let number = self.disambiguation.year_suffix.filter(|_| !self.style.has_year_suffix && !self.suffix_done)?;
        self.suffix_done = true;
        Some(year_suffix(number))
    }

    fn year(&self, year: i32, form: DatePartForm) -> String {
        let term = |name| self.locales.term(name, TermForm::Long, false).unwrap_or_default();
        match year {
            _ if form == DatePartForm::Short && year >= 1000 => format!("{:02}", year % 100),
            i32::MIN..=-1 => format!("{}{}", year.unsigned_abs(), term("bc")),
            1..=999 => format!("{year}{}", term("ad")),
            _ => year.to_string(),
        }
    }

    fn month(&self, month: u8, form: DatePartForm) -> String {
        if !(1..=24).contains(&month) {
            return String::new();
        }
        if month > 12 {
            return node::plain(&[self.season(&(((month - 1) % 4) + 1).to_string())]);
        }
        let term = format!("month-{month:02}");
        match form {
            DatePartForm::Numeric | DatePartForm::Ordinal => month.to_string(),
            DatePartForm::NumericLeadingZeros => format!("{month:02}"),
            DatePartForm::Short => self.locales.month(&term, TermForm::Short).unwrap_or_default().to_string(),
            DatePartForm::Long => self.locales.month(&term, TermForm::Long).unwrap_or_default().to_string(),
        }
    }

    fn season(&self, season: &str) -> Node {
        let number = season.trim().parse::<u8>().ok().filter(|number| (1..=4).contains(number));
        let term = number.and_then(|number| self.locales.month(&format!("season-{number:02}"), TermForm::Long));
        Node::Text(term.unwrap_or(season).to_string())
    }

    fn day(&self, day: u8, month: Option<u8>, form: DatePartForm) -> String {
        match form {
            DatePartForm::NumericLeadingZeros => format!("{day:02}"),
            DatePartForm::Ordinal if day == 1 || !self.locales.limits_day_ordinals() => {
                let gender = self.locales.gender(&format!("month-{:02}", month.unwrap_or(0)));
                format!("{day}{}", self.locales.ordinal_suffix(u64::from(day), gender))
            }
            _ => day.to_string(),
        }
    }
}

impl DateElement {
    /// Returns the parts that the element shows, for sorting.
    fn shown_parts(&self) -> ShownParts {
        if self.localized.is_some() {
            return self.shown;
        }
        match self.parts.iter().map(|part| part.name).max() {
            Some(DatePartName::Year) => ShownParts::Year,
            Some(DatePartName::Month) => ShownParts::YearMonth,
            _ => ShownParts::YearMonthDay,
        }
    }
}

/// Returns a chronological sort key.
fn sort_key(date: &Date, shown: ShownParts) -> String {
    let Some(first) = date.parts.first() else { return date.literal.clone().unwrap_or_default() };
    let key = |date: &DateParts| {
        let season = |month: u8| if month > 12 { (month - 1) % 4 * 3 + 1 } else { month };
        let month = if shown == ShownParts::Year { 0 } else { date.month.map_or(0, season) };
        let day = if shown == ShownParts::YearMonthDay { date.day.unwrap_or(0) } else { 0 };
        format!("{:07}{month:02}{day:02}", i64::from(date.year) + 1_000_000)
    };
    match date.parts.get(1) {
        Some(last) => format!("{}-{}", key(first), key(last)),
        None => key(first),
    }
}

/// Returns a localized date part with the style's form and formatting.
fn overridden(part: &DatePart, own: &DatePart) -> DatePart {
    let look = Look { prefix: part.look.prefix.clone(), suffix: part.look.suffix.clone(), ..own.look.clone() };
    let strip_periods = own.look.strip_periods || part.look.strip_periods;
    let form = if own.has_form { own.form } else { part.form };
    let range_delimiter = own.range_delimiter.clone().or_else(|| part.range_delimiter.clone());
    DatePart { name: part.name, form, has_form: true, range_delimiter, look: Look { strip_periods, ..look } }
}

fn has(date: &DateParts, name: DatePartName) -> bool {
    match name {
        DatePartName::Year => date.year != 0,
        DatePartName::Month => date.month.is_some(),
        DatePartName::Day => date.day.is_some() && date.month.is_some(),
    }
}

fn value(date: &DateParts, name: DatePartName) -> i32 {
    match name {
        DatePartName::Year => date.year,
        DatePartName::Month => date.month.map_or(0, i32::from),
        DatePartName::Day => date.day.map_or(0, i32::from),
    }
}

/// Joins rendered parts, without the spaces around the first and last.
fn trimmed(mut lists: Vec<Vec<Node>>, delimiter: &str) -> Vec<Node> {
    lists.retain(|list| !node::is_empty(list));
    drop_space_after(&mut lists);
    drop_space_before(&mut lists);
    joined(lists, delimiter)
}

/// Drops a suffix of the last part that ends with a space.
fn drop_space_after(lists: &mut [Vec<Node>]) {
    let trails_off = |nodes: &[Node]| {
        nodes.len() > 1 && matches!(nodes.last(), Some(Node::Affix(suffix)) if suffix.ends_with(char::is_whitespace))
    };
    if let Some(last) = lists.last_mut().filter(|last| trails_off(last)) {
        last.pop();
    }
}

/// Drops a prefix of the first part that begins with a space.
fn drop_space_before(lists: &mut [Vec<Node>]) {
    let leads_on = |nodes: &[Node]| {
        nodes.len() > 1 && matches!(nodes.first(), Some(Node::Affix(prefix)) if prefix.starts_with(char::is_whitespace))
    };
    if let Some(first) = lists.first_mut().filter(|first| leads_on(first)) {
        first.remove(0);
    }
}

fn joined(lists: Vec<Vec<Node>>, delimiter: &str) -> Vec<Node> {
    node::join(lists, delimiter)
}

/// Returns a chronological sort key for a full date.
pub(in crate::csl) fn sort_date(date: &Date) -> String {
    sort_key(date, ShownParts::YearMonthDay)
}
