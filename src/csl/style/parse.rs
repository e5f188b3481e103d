//! Builds styles from XML.

use super::check::check;
use super::*;
use crate::csl::attributes::{date_parts, look, words};
use crate::csl::elements::*;
use crate::csl::xml::Node;
use crate::csl::{Error, xml};
use std::collections::HashMap;

impl Style {
    /// Parses a style, which may be a dependent one.
    ///
    /// # Errors
    /// Returns an error if `xml` is not well-formed, nested too deeply, not a CSL style, calls missing or recursive
    /// macros, or would be unreasonably large with all macros expanded.
    pub fn parse(xml: &str) -> Result<Self, Error> {
        let style = style(&xml::parse(xml)?)?;
        check(&style)?;
        Ok(style)
    }
}

/// Builds a style from its root element.
fn style(root: &Node) -> Result<Style, Error> {
    if root.name != "style" {
        return Err(Error::new(format!("expected a CSL style, found `<{}>`", root.name)));
    }
    let mut indices = HashMap::new();
    for (index, node) in root.named("macro").enumerate() {
        indices.insert(node.attribute("name").unwrap_or_default(), index);
    }
    let parser = Parser { macros: indices };
    let outer = name_options(root);
    let parent = parent(root);
    let citation = match root.child("citation") {
        Some(node) => parser.citation(node, &outer)?,
        None if parent.is_some() => Citation::default(),
        None => return Err(Error::new("the style has no `<citation>`")),
    };
    let info = |name: &str| root.child("info").and_then(|info| info.child(name));
    Ok(Style {
        title: info("title").map_or_else(String::new, |title| title.text.trim().to_string()),
        id: info("id").map_or_else(String::new, |id| id.text.trim().to_string()),
        parent,
        default_locale: root.attribute("default-locale").map(str::to_string),
        class: if root.attribute("class") == Some("note") { Class::Note } else { Class::InText },
        citation_format: citation_format(root),
        locales: root.named("locale").map(|node| Locale::from_xml(node).map(Arc::new)).collect::<Result<_, _>>()?,
        macros: root.named("macro").map(|node| parser.group(node)).collect::<Result<_, _>>()?,
        citation,
        bibliography: root.child("bibliography").map(|node| parser.bibliography(node, &outer)).transpose()?,
        page_range_format: page_range_format(root.attribute("page-range-format")),
        has_year_suffix: prints_year_suffix(root),
        initialize_with_hyphen: root.attribute("initialize-with-hyphen") != Some("false"),
        demote_particle: match root.attribute("demote-non-dropping-particle") {
            Some("never") => DemoteParticle::Never,
            Some("sort-only") => DemoteParticle::SortOnly,
            _ => DemoteParticle::DisplayAndSort,
        },
    })
}

fn parent(root: &Node) -> Option<String> {
    let mut links = root.child("info")?.named("link");
    links.find(|link| link.attribute("rel") == Some("independent-parent"))?.attribute("href").map(str::to_string)
}

/// Returns whether an element prints the `year-suffix` variable.
fn prints_year_suffix(node: &Node) -> bool {
    let own = matches!(node.name.as_str(), "text" | "number") && node.attribute("variable") == Some("year-suffix");
    own || node.children.iter().any(prints_year_suffix)
}

fn citation_format(root: &Node) -> Option<String> {
    root.child("info")?.named("category").find_map(|category| category.attribute("citation-format")).map(str::to_string)
}

fn page_range_format(value: Option<&str>) -> Option<PageRangeFormat> {
    match value? {
        "chicago" | "chicago-15" => Some(PageRangeFormat::Chicago15),
        "chicago-16" => Some(PageRangeFormat::Chicago16),
        "expanded" => Some(PageRangeFormat::Expanded),
        "minimal" => Some(PageRangeFormat::Minimal),
        "minimal-two" => Some(PageRangeFormat::MinimalTwo),
        _ => None,
    }
}

/// Parses elements that may call macros.
struct Parser<'a> {
    /// The index of each macro by its name.
    macros: HashMap<&'a str, usize>,
}

impl Parser<'_> {
    fn citation(&self, node: &Node, outer: &NameOptions) -> Result<Citation, Error> {
        let flag = |name| node.attribute(name) == Some("true");
        Ok(Citation {
            layout: self.layout(node)?,
            sort: self.sort(node)?,
            names: name_options(node).within(outer),
            add_names: flag("disambiguate-add-names"),
            add_givenname: flag("disambiguate-add-givenname"),
            givenname_rule: match node.attribute("givenname-disambiguation-rule") {
                Some("all-names") => GivennameRule::AllNames,
                Some("all-names-with-initials") => GivennameRule::AllNamesWithInitials,
                Some("primary-name") => GivennameRule::PrimaryName,
                Some("primary-name-with-initials") => GivennameRule::PrimaryNameWithInitials,
                _ => GivennameRule::ByCite,
            },
            add_year_suffix: flag("disambiguate-add-year-suffix"),
            cite_group_delimiter: node.attribute_or_empty("cite-group-delimiter").map(str::to_string),
            collapse: match node.attribute("collapse") {
                Some("citation-number") => Some(Collapse::CitationNumber),
                Some("year") => Some(Collapse::Year),
                Some("year-suffix") => Some(Collapse::YearSuffix),
                Some("year-suffix-ranged") => Some(Collapse::YearSuffixRanged),
                _ => None,
            },
            year_suffix_delimiter: node.attribute_or_empty("year-suffix-delimiter").map(str::to_string),
            after_collapse_delimiter: node.attribute_or_empty("after-collapse-delimiter").map(str::to_string),
            near_note_distance: node.attribute("near-note-distance").and_then(|n| n.parse().ok()).unwrap_or(5),
        })
    }

    fn bibliography(&self, node: &Node, outer: &NameOptions) -> Result<Bibliography, Error> {
        let number = |name, default| node.attribute(name).and_then(|n| n.parse().ok()).unwrap_or(default);
        Ok(Bibliography {
            layout: self.layout(node)?,
            sort: self.sort(node)?,
            names: name_options(node).within(outer),
            hanging_indent: node.attribute("hanging-indent") == Some("true"),
            second_field_align: match node.attribute("second-field-align") {
                Some("flush") => Some(Align::Flush),
                Some("margin") => Some(Align::Margin),
                _ => None,
            },
            line_spacing: number("line-spacing", 1),
            entry_spacing: number("entry-spacing", 1),
            subsequent_author_substitute: node.attribute_or_empty("subsequent-author-substitute").map(str::to_string),
            substitute_rule: match node.attribute("subsequent-author-substitute-rule") {
                Some("complete-each") => SubstituteRule::CompleteEach,
                Some("partial-each") => SubstituteRule::PartialEach,
                Some("partial-first") => SubstituteRule::PartialFirst,
                _ => SubstituteRule::CompleteAll,
            },
        })
    }

    fn layout(&self, node: &Node) -> Result<Group, Error> {
        let layout = node.child("layout").ok_or_else(|| Error::new(format!("`<{}>` has no `<layout>`", node.name)))?;
        self.group(layout)
    }

    fn sort(&self, node: &Node) -> Result<Vec<SortKey>, Error> {
        node.child("sort").map_or(Ok(Vec::new()), |sort| sort.named("key").map(|key| self.sort_key(key)).collect())
    }

    fn sort_key(&self, node: &Node) -> Result<SortKey, Error> {
        let source = match (node.attribute("macro"), node.attribute("variable")) {
            (Some(name), _) => SortSource::Macro(self.macro_index(name)?),
            (None, Some(variable)) => SortSource::Variable(variable.to_string()),
            _ => return Err(Error::new("a sort key has neither a variable nor a macro")),
        };
        let number = |name| node.attribute(name).and_then(|n| n.parse().ok());
        let (min, first) = (number("names-min"), number("names-use-first"));
        Ok(SortKey {
            source,
            descending: node.attribute("sort") == Some("descending"),
            options: NameOptions {
                et_al_min: min,
                et_al_use_first: first,
                et_al_subsequent_min: min,
                et_al_subsequent_use_first: first,
                et_al_use_last: node.attribute("names-use-last").map(|value| value == "true"),
                ..NameOptions::default()
            },
        })
    }

    fn macro_index(&self, name: &str) -> Result<usize, Error> {
        self.macros.get(name).copied().ok_or_else(|| Error::new(format!("the macro `{name}` does not exist")))
    }

    fn group(&self, node: &Node) -> Result<Group, Error> {
        Ok(Group {
            children: self.elements(node)?,
            delimiter: node.attribute("delimiter").unwrap_or_default().to_string(),
            look: look(node),
        })
    }

    fn elements(&self, node: &Node) -> Result<Vec<Element>, Error> {
        node.children.iter().filter_map(|child| self.element(child).transpose()).collect()
    }

    /// Parses a rendering element. Returns `None` for other elements.
    fn element(&self, node: &Node) -> Result<Option<Element>, Error> {
        Ok(Some(match node.name.as_str() {
            "text" => match self.text_source(node)? {
                Some(source) => Element::Text(Text { source, look: look(node) }),
                None => return Ok(None),
            },
            "number" => Element::Number(number(node)),
            "date" => Element::Date(date(node)?),
            "names" => Element::Names(Box::new(self.names(node)?)),
            "label" => Element::Label(label(node)),
            "group" => Element::Group(self.group(node)?),
            "choose" => {
                Element::Choose(node.children.iter().map(|branch| self.branch(branch)).collect::<Result<_, _>>()?)
            }
            _ => return Ok(None),
        }))
    }

    fn text_source(&self, node: &Node) -> Result<Option<TextSource>, Error> {
        let form = node.attribute("form");
        if let Some(name) = node.attribute("macro") {
            return Ok(Some(TextSource::Macro(self.macro_index(name)?)));
        }
        if let Some(name) = node.attribute("variable") {
            return Ok(Some(TextSource::Variable { name: name.to_string(), short: form == Some("short") }));
        }
        if let Some(name) = node.attribute("term") {
            let plural = node.attribute("plural") == Some("true");
            return Ok(Some(TextSource::Term { name: name.to_string(), form: TermForm::parse(form), plural }));
        }
        Ok(node.attribute("value").map(|value| TextSource::Value(value.to_string())))
    }

    fn names(&self, node: &Node) -> Result<Names, Error> {
        let position = |name| node.children.iter().position(|child| child.name == name);
        let label_first = match (position("label"), position("name")) {
            (Some(label), Some(name)) => label < name,
            _ => false,
        };
        Ok(Names {
            variables: words(node.attribute("variable")).map(str::to_string).collect(),
            delimiter: node.attribute_or_empty("delimiter").map(Arc::from),
            name: node.child("name").map(name_element),
            et_al: node
                .child("et-al")
                .map(|et_al| EtAl { term: et_al.attribute("term").unwrap_or("et-al").to_string(), look: look(et_al) }),
            label: node.child("label").map(label),
            label_first,
            substitute: node.child("substitute").map_or(Ok(Vec::new()), |substitute| self.elements(substitute))?,
            look: look(node),
        })
    }

    fn branch(&self, node: &Node) -> Result<Branch, Error> {
        let mut tests: Vec<Test> = node.attributes.iter().flat_map(|(key, value)| tests(key, value)).collect();
        let matching = match node.attribute("match") {
            Some("any") => Match::Any,
            Some("none") => Match::None,
            _ => Match::All,
        };
        if node.name != "else" && tests.is_empty() {
            tests.push(Test::Unknown);
        }
        Ok(Branch { matching, tests, children: self.elements(node)? })
    }
}

/// Parses an attribute of a condition.
fn tests(attribute: &str, value: &str) -> Vec<Test> {
    let list = || words(Some(value)).map(str::to_string).collect();
    let each = |test: fn(String) -> Test| words(Some(value)).map(|word| test(word.to_string())).collect();
    match attribute {
        "disambiguate" if value == "true" => vec![Test::Disambiguate],
        "is-numeric" => each(Test::IsNumeric),
        "is-uncertain-date" => each(Test::IsUncertainDate),
        "locator" => vec![Test::Locator(list())],
        "type" => vec![Test::Type(list())],
        "variable" => each(Test::Variable),
        "position" => words(Some(value)).map(|value| position(value).map_or(Test::Unknown, Test::Position)).collect(),
        "match" => Vec::new(),
        _ => vec![Test::Unknown],
    }
}

fn position(value: &str) -> Option<Position> {
    match value {
        "first" => Some(Position::First),
        "subsequent" => Some(Position::Subsequent),
        "ibid" => Some(Position::Ibid),
        "ibid-with-locator" => Some(Position::IbidWithLocator),
        "near-note" => Some(Position::NearNote),
        _ => None,
    }
}

fn number(node: &Node) -> Number {
    Number {
        variable: node.attribute("variable").unwrap_or_default().to_string(),
        form: match node.attribute("form") {
            Some("ordinal") => NumberForm::Ordinal,
            Some("long-ordinal") => NumberForm::LongOrdinal,
            Some("roman") => NumberForm::Roman,
            _ => NumberForm::Numeric,
        },
        look: look(node),
    }
}

fn label(node: &Node) -> Label {
    Label {
        variable: node.attribute("variable").unwrap_or_default().to_string(),
        form: TermForm::parse(node.attribute("form")),
        plural: match node.attribute("plural") {
            Some("always") => Plural::Always,
            Some("never") => Plural::Never,
            _ => Plural::Contextual,
        },
        look: look(node),
    }
}

fn date(node: &Node) -> Result<DateElement, Error> {
    Ok(DateElement {
        variable: node.attribute("variable").unwrap_or_default().to_string(),
        localized: match node.attribute("form") {
            Some("numeric") => Some(DateForm::Numeric),
            Some("text") => Some(DateForm::Text),
            _ => None,
        },
        shown: match node.attribute("date-parts") {
            Some("year") => ShownParts::Year,
            Some("year-month") => ShownParts::YearMonth,
            _ => ShownParts::YearMonthDay,
        },
        parts: date_parts(node)?,
        delimiter: node.attribute("delimiter").unwrap_or_default().to_string(),
        look: look(node),
    })
}

fn name_element(node: &Node) -> NameElement {
    let mut name = NameElement { options: own_name_options(node), look: look(node), ..NameElement::default() };
    for part in node.named("name-part") {
        match part.attribute("name") {
            Some("family") => name.family = look(part),
            Some("given") => name.given = look(part),
            _ => {}
        }
    }
    name
}

/// Parses the name options on `cs:style`, `cs:citation` and `cs:bibliography`.
fn name_options(node: &Node) -> NameOptions {
    let text = |name| node.attribute_or_empty(name).map(Arc::from);
    NameOptions {
        form: name_form(node.attribute("name-form")),
        delimiter: text("name-delimiter"),
        names_delimiter: text("names-delimiter"),
        ..own_name_options(node)
    }
}

fn name_form(value: Option<&str>) -> Option<NameForm> {
    match value? {
        "short" => Some(NameForm::Short),
        "count" => Some(NameForm::Count),
        _ => Some(NameForm::Long),
    }
}

/// Parses the options on `cs:name`.
fn own_name_options(node: &Node) -> NameOptions {
    let text = |name| node.attribute_or_empty(name).map(Arc::from);
    let number = |name| node.attribute(name).and_then(|n| n.parse().ok());
    let precedes = |name| match node.attribute(name) {
        Some("after-inverted-name") => Some(Precedes::AfterInvertedName),
        Some("always") => Some(Precedes::Always),
        Some("never") => Some(Precedes::Never),
        Some(_) => Some(Precedes::Contextual),
        None => None,
    };
    NameOptions {
        and: match node.attribute("and") {
            Some("text") => Some(And::Text),
            Some("symbol") => Some(And::Symbol),
            _ => None,
        },
        delimiter: text("delimiter"),
        names_delimiter: None,
        delimiter_precedes_et_al: precedes("delimiter-precedes-et-al"),
        delimiter_precedes_last: precedes("delimiter-precedes-last"),
        et_al_min: number("et-al-min"),
        et_al_use_first: number("et-al-use-first"),
        et_al_use_last: node.attribute("et-al-use-last").map(|value| value == "true"),
        et_al_subsequent_min: number("et-al-subsequent-min"),
        et_al_subsequent_use_first: number("et-al-subsequent-use-first"),
        form: name_form(node.attribute("form")),
        initialize: node.attribute("initialize").map(|value| value == "true"),
        initialize_with: text("initialize-with"),
        name_as_sort_order: match node.attribute("name-as-sort-order") {
            Some("first") => Some(SortOrderNames::First),
            Some("all") => Some(SortOrderNames::All),
            _ => None,
        },
        sort_separator: text("sort-separator"),
    }
}
