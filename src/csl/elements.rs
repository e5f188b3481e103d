//! The rendering elements of a parsed style (`cs:text`, `cs:names` …).

use super::output::{Display, Font};
use std::sync::Arc;

/// A rendering element.
#[derive(Clone, Debug)]
pub(super) enum Element {
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
pub(super) struct Look {
    pub(super) prefix: String,
    pub(super) suffix: String,
    pub(super) fonts: Vec<Font>,
    pub(super) text_case: Option<TextCase>,
    pub(super) quotes: bool,
    pub(super) strip_periods: bool,
    pub(super) display: Option<Display>,
}

/// The `text-case` attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TextCase {
    Lowercase,
    Uppercase,
    CapitalizeFirst,
    CapitalizeAll,
    Title,
    Sentence,
}

/// `cs:text`.
#[derive(Clone, Debug)]
pub(super) struct Text {
    pub(super) source: TextSource,
    pub(super) look: Look,
}

/// The source of a `cs:text`.
#[derive(Clone, Debug)]
pub(super) enum TextSource {
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
pub(super) struct Number {
    pub(super) variable: String,
    pub(super) form: NumberForm,
    pub(super) look: Look,
}

/// The `form` attribute of `cs:number`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NumberForm {
    Numeric,
    Ordinal,
    LongOrdinal,
    Roman,
}

/// `cs:label`, alone or inside `cs:names`.
#[derive(Clone, Debug)]
pub(super) struct Label {
    /// Empty inside `cs:names`.
    pub(super) variable: String,
    pub(super) form: TermForm,
    pub(super) plural: Plural,
    pub(super) look: Look,
}

/// The `plural` attribute of `cs:label`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Plural {
    Contextual,
    Always,
    Never,
}

/// `cs:group`, also used for the contents of macros and layouts.
#[derive(Clone, Debug, Default)]
pub(super) struct Group {
    pub(super) children: Vec<Element>,
    pub(super) delimiter: String,
    pub(super) look: Look,
}

/// `cs:date`.
#[derive(Clone, Debug)]
pub(super) struct DateElement {
    pub(super) variable: String,
    /// The localized format, numeric or textual, if one is used.
    pub(super) localized: Option<DateForm>,
    /// The parts of a localized format that are shown.
    pub(super) shown: ShownParts,
    pub(super) parts: Vec<DatePart>,
    pub(super) delimiter: String,
    pub(super) look: Look,
}

/// The `form` attribute of `cs:date`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DateForm {
    Numeric,
    Text,
}

/// The `date-parts` attribute of `cs:date`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ShownParts {
    Year,
    YearMonth,
    YearMonthDay,
}

/// `cs:date-part`.
#[derive(Clone, Debug)]
pub(super) struct DatePart {
    pub(super) name: DatePartName,
    pub(super) form: DatePartForm,
    /// Whether the style or locale sets the form.
    pub(super) has_form: bool,
    pub(super) range_delimiter: Option<String>,
    pub(super) look: Look,
}

/// The `name` attribute of `cs:date-part`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum DatePartName {
    Year,
    Month,
    Day,
}

/// The `form` attribute of `cs:date-part`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DatePartForm {
    Long,
    Short,
    Numeric,
    NumericLeadingZeros,
    Ordinal,
}

/// `cs:names`.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    pub(super) variables: Vec<String>,
    pub(super) delimiter: Option<Arc<str>>,
    pub(super) name: Option<NameElement>,
    pub(super) et_al: Option<EtAl>,
    pub(super) label: Option<Label>,
    pub(super) label_first: bool,
    pub(super) substitute: Vec<Element>,
    pub(super) look: Look,
}

/// `cs:name`.
#[derive(Clone, Debug, Default)]
pub(super) struct NameElement {
    pub(super) options: NameOptions,
    pub(super) family: Look,
    pub(super) given: Look,
    pub(super) look: Look,
}

/// `cs:et-al`.
#[derive(Clone, Debug)]
pub(super) struct EtAl {
    pub(super) term: String,
    pub(super) look: Look,
}

/// The attributes of `cs:name`, which may also be set on `cs:style`, `cs:citation` and `cs:bibliography`.
#[derive(Clone, Debug, Default)]
pub(super) struct NameOptions {
    pub(super) and: Option<And>,
    pub(super) delimiter: Option<Arc<str>>,
    pub(super) names_delimiter: Option<Arc<str>>,
    pub(super) delimiter_precedes_et_al: Option<Precedes>,
    pub(super) delimiter_precedes_last: Option<Precedes>,
    pub(super) et_al_min: Option<usize>,
    pub(super) et_al_use_first: Option<usize>,
    pub(super) et_al_use_last: Option<bool>,
    pub(super) et_al_subsequent_min: Option<usize>,
    pub(super) et_al_subsequent_use_first: Option<usize>,
    pub(super) form: Option<NameForm>,
    pub(super) initialize: Option<bool>,
    pub(super) initialize_with: Option<Arc<str>>,
    pub(super) name_as_sort_order: Option<SortOrderNames>,
    pub(super) sort_separator: Option<Arc<str>>,
}

/// The `and` attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum And {
    Text,
    Symbol,
}

/// When a delimiter precedes the last name or the et-al term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Precedes {
    Contextual,
    AfterInvertedName,
    Always,
    Never,
}

/// The `form` attribute of `cs:name`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NameForm {
    Long,
    Short,
    Count,
}

/// The `name-as-sort-order` attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SortOrderNames {
    First,
    All,
}

impl NameOptions {
    /// Returns these options, with unset ones taken from `outer`.
    pub(super) fn within(&self, outer: &Self) -> Self {
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
pub(super) struct Branch {
    /// How the tests are combined. A branch without tests is `cs:else`.
    pub(super) matching: Match,
    pub(super) tests: Vec<Test>,
    pub(super) children: Vec<Element>,
}

/// The `match` attribute of conditions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Match {
    All,
    Any,
    None,
}

/// A test of a condition. Several types or locators in one attribute are alternatives.
#[derive(Clone, Debug)]
pub(super) enum Test {
    Disambiguate,
    IsNumeric(String),
    IsUncertainDate(String),
    Locator(Vec<String>),
    Position(Position),
    Type(Vec<String>),
    Variable(String),
    /// A value that is not in the specification. Never true.
    Unknown,
}

/// The position of a cite, as tested by conditions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Position {
    First,
    Subsequent,
    Ibid,
    IbidWithLocator,
    NearNote,
}

/// `cs:key`.
#[derive(Clone, Debug)]
pub(super) struct SortKey {
    pub(super) source: SortSource,
    pub(super) descending: bool,
    /// Overrides of the et-al options.
    pub(super) options: NameOptions,
}

/// What a sort key compares.
#[derive(Clone, Debug)]
pub(super) enum SortSource {
    Variable(String),
    /// The index of the macro in the style.
    Macro(usize),
}

/// The form of a term.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) enum TermForm {
    #[default]
    Long,
    Short,
    Verb,
    VerbShort,
    Symbol,
}

impl TermForm {
    /// Parses the `form` attribute.
    pub(super) fn parse(value: Option<&str>) -> Self {
        match value {
            Some("short") => Self::Short,
            Some("verb") => Self::Verb,
            Some("verb-short") => Self::VerbShort,
            Some("symbol") => Self::Symbol,
            _ => Self::Long,
        }
    }

    /// Returns the form to fall back on if this one is missing.
    pub(super) fn fallback(self) -> Option<Self> {
        match self {
            Self::VerbShort => Some(Self::Verb),
            Self::Symbol => Some(Self::Short),
            Self::Verb | Self::Short => Some(Self::Long),
            Self::Long => None,
        }
    }
}
