//! The rendering elements of a style (`cs:text`, `cs:names` …) after parsing.

use crate::csl::locale::TermForm;
use crate::csl::output::{Display, Font};
use std::sync::Arc;

/// A rendering element.
#[derive(Clone, Debug)]
pub(in crate::csl) enum Element {
    Text(Text),
    Number(Number),
    Date(DateElement),
    Names(Box<Names>),
    Label(Label),
    Group(Group),
    Choose(Vec<Branch>),
}

/// Affixes, formatting, text case, quotes and display of an element.
#[derive(Clone, Debug, Default)]
pub(in crate::csl) struct Look {
    pub(in crate::csl) prefix: String,
    pub(in crate::csl) suffix: String,
    pub(in crate::csl) fonts: Vec<Font>,
    pub(in crate::csl) text_case: Option<TextCase>,
    pub(in crate::csl) quotes: bool,
    pub(in crate::csl) strip_periods: bool,
    pub(in crate::csl) display: Option<Display>,
}

/// The `text-case` attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::csl) enum TextCase {
    Lowercase,
    Uppercase,
    CapitalizeFirst,
    CapitalizeAll,
    Title,
    Sentence,
}

/// `cs:text`.
#[derive(Clone, Debug)]
pub(in crate::csl) struct Text {
    pub(in crate::csl) source: TextSource,
    pub(in crate::csl) look: Look,
}

/// What a `cs:text` prints.
#[derive(Clone, Debug)]
pub(in crate::csl) enum TextSource {
    Variable {
        name: String,
        short: bool,
    },
    /// The index of the macro in the style.
    Macro(usize),
    Term {
        name: String,
        form: TermForm,
        plural: bool,
    },
    Value(String),
}

/// `cs:number`.
#[derive(Clone, Debug)]
pub(in crate::csl) struct Number {
    pub(in crate::csl) variable: String,
    pub(in crate::csl) form: NumberForm,
    pub(in crate::csl) look: Look,
}

/// The `form` attribute of `cs:number`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::csl) enum NumberForm {
    Numeric,
    Ordinal,
    LongOrdinal,
    Roman,
}

/// `cs:label`, alone or inside `cs:names`.
#[derive(Clone, Debug)]
pub(in crate::csl) struct Label {
    /// Empty inside `cs:names`.
    pub(in crate::csl) variable: String,
    pub(in crate::csl) form: TermForm,
    pub(in crate::csl) plural: Plural,
    pub(in crate::csl) look: Look,
}

/// The `plural` attribute of `cs:label`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::csl) enum Plural {
    Contextual,
    Always,
    Never,
}

/// `cs:group`, also used for the contents of macros and layouts.
#[derive(Clone, Debug, Default)]
pub(in crate::csl) struct Group {
    pub(in crate::csl) children: Vec<Element>,
    pub(in crate::csl) delimiter: String,
    pub(in crate::csl) look: Look,
}

/// `cs:date`.
#[derive(Clone, Debug)]
pub(in crate::csl) struct DateElement {
    pub(in crate::csl) variable: String,
    /// Whether the localized numeric or textual format is used, if any.
    pub(in crate::csl) localized: Option<DateForm>,
    /// Which parts of a localized format are shown.
    pub(in crate::csl) shown: ShownParts,
    pub(in crate::csl) parts: Vec<DatePart>,
    pub(in crate::csl) delimiter: String,
    pub(in crate::csl) look: Look,
}

/// The `form` attribute of `cs:date`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::csl) enum DateForm {
    Numeric,
    Text,
}

/// The `date-parts` attribute of `cs:date`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::csl) enum ShownParts {
    Year,
    YearMonth,
    YearMonthDay,
}

/// `cs:date-part`.
#[derive(Clone, Debug)]
pub(in crate::csl) struct DatePart {
    pub(in crate::csl) name: DatePartName,
    pub(in crate::csl) form: DatePartForm,
    /// Whether the style or locale sets the form.
    pub(in crate::csl) has_form: bool,
    pub(in crate::csl) range_delimiter: Option<String>,
    pub(in crate::csl) look: Look,
}

/// The `name` attribute of `cs:date-part`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::csl) enum DatePartName {
    Year,
    Month,
    Day,
}

/// The `form` attribute of `cs:date-part`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::csl) enum DatePartForm {
    Long,
    Short,
    Numeric,
    NumericLeadingZeros,
    Ordinal,
}

/// `cs:names`.
#[derive(Clone, Debug, Default)]
pub(in crate::csl) struct Names {
    pub(in crate::csl) variables: Vec<String>,
    pub(in crate::csl) delimiter: Option<Arc<str>>,
    pub(in crate::csl) name: Option<NameElement>,
    pub(in crate::csl) et_al: Option<EtAl>,
    pub(in crate::csl) label: Option<Label>,
    pub(in crate::csl) label_first: bool,
    pub(in crate::csl) substitute: Vec<Element>,
    pub(in crate::csl) look: Look,
}

/// `cs:name`.
#[derive(Clone, Debug, Default)]
pub(in crate::csl) struct NameElement {
    pub(in crate::csl) options: NameOptions,
    pub(in crate::csl) family: Look,
    pub(in crate::csl) given: Look,
    pub(in crate::csl) look: Look,
}

/// `cs:et-al`.
#[derive(Clone, Debug)]
pub(in crate::csl) struct EtAl {
    pub(in crate::csl) term: String,
    pub(in crate::csl) look: Look,
}

/// The attributes of `cs:name`, which may also be set on `cs:style`, `cs:citation` and `cs:bibliography`.
#[derive(Clone, Debug, Default)]
pub(in crate::csl) struct NameOptions {
    pub(in crate::csl) and: Option<And>,
    pub(in crate::csl) delimiter: Option<Arc<str>>,
    pub(in crate::csl) names_delimiter: Option<Arc<str>>,
    pub(in crate::csl) delimiter_precedes_et_al: Option<Precedes>,
    pub(in crate::csl) delimiter_precedes_last: Option<Precedes>,
    pub(in crate::csl) et_al_min: Option<usize>,
    pub(in crate::csl) et_al_use_first: Option<usize>,
    pub(in crate::csl) et_al_use_last: Option<bool>,
    pub(in crate::csl) et_al_subsequent_min: Option<usize>,
    pub(in crate::csl) et_al_subsequent_use_first: Option<usize>,
    pub(in crate::csl) form: Option<NameForm>,
    pub(in crate::csl) initialize: Option<bool>,
    pub(in crate::csl) initialize_with: Option<Arc<str>>,
    pub(in crate::csl) name_as_sort_order: Option<SortOrderNames>,
    pub(in crate::csl) sort_separator: Option<Arc<str>>,
}

/// The `and` attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::csl) enum And {
    Text,
    Symbol,
}

/// When a delimiter precedes the last name or the et-al term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::csl) enum Precedes {
    Contextual,
    AfterInvertedName,
    Always,
    Never,
}

/// The `form` attribute of `cs:name`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::csl) enum NameForm {
    Long,
    Short,
    Count,
}

/// The `name-as-sort-order` attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::csl) enum SortOrderNames {
    First,
    All,
}

impl NameOptions {
    /// Returns these options, with those that are not set taken from `outer`.
    pub(in crate::csl) fn within(&self, outer: &Self) -> Self {
        Self {
            and: self.and.or(outer.and),
            delimiter: self.delimiter.clone().or_else(|| outer.delimiter.clone()),
            names_delimiter: self.names_delimiter.clone().or_else(|| outer.names_delimiter.clone()),
            delimiter_precedes_et_al: self.delimiter_precedes_et_al.or(outer.delimiter_precedes_et_al),
            delimiter_precedes_last: self.delimiter_precedes_last.or(outer.delimiter_precedes_last),
            et_al_min: self.et_al_min.or(outer.et_al_min),
            et_al_use_first: self.et_al_use_first.or(outer.et_al_use_first),
            et_al_use_last: self.et_al_use_last.or(outer.et_al_use_last),
            et_al_subsequent_min: self.et_al_subsequent_min.or(outer.et_al_subsequent_min),
            et_al_subsequent_use_first: self.et_al_subsequent_use_first.or(outer.et_al_subsequent_use_first),
            form: self.form.or(outer.form),
            initialize: self.initialize.or(outer.initialize),
            initialize_with: self.initialize_with.clone().or_else(|| outer.initialize_with.clone()),
            name_as_sort_order: self.name_as_sort_order.or(outer.name_as_sort_order),
            sort_separator: self.sort_separator.clone().or_else(|| outer.sort_separator.clone()),
        }
    }
}

/// `cs:if`, `cs:else-if` or `cs:else`.
#[derive(Clone, Debug)]
pub(in crate::csl) struct Branch {
    /// Combines the tests. A branch without tests is `cs:else`.
    pub(in crate::csl) matching: Match,
    pub(in crate::csl) tests: Vec<Test>,
    pub(in crate::csl) children: Vec<Element>,
}

/// The `match` attribute of conditions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::csl) enum Match {
    All,
    Any,
    None,
}

/// A test of a condition. Of several types or locators in one attribute any will do.
#[derive(Clone, Debug)]
pub(in crate::csl) enum Test {
    Disambiguate,
    IsNumeric(String),
    IsUncertainDate(String),
    Locator(Vec<String>),
    Position(Position),
    Type(Vec<String>),
    Variable(String),
    /// A value that the specification does not know. Never true.
    Unknown,
}

/// The position of a cite, as conditions test it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::csl) enum Position {
    First,
    Subsequent,
    Ibid,
    IbidWithLocator,
    NearNote,
}

/// `cs:key`.
#[derive(Clone, Debug)]
pub(in crate::csl) struct SortKey {
    pub(in crate::csl) source: SortSource,
    pub(in crate::csl) descending: bool,
    /// Overrides of the et-al options.
    pub(in crate::csl) options: NameOptions,
}

/// What a sort key compares.
#[derive(Clone, Debug)]
pub(in crate::csl) enum SortSource {
    Variable(String),
    /// The index of the macro in the style.
    Macro(usize),
}
