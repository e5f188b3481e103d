//! What a rule is.

use super::{findings::Found, subject::Subject};
use crate::diagnostic::{Code, Severity};
use std::fmt;

/// A rule that articles are checked by.
#[derive(Clone, Copy)]
pub struct Rule {
    /// Its stable name, in kebab case.
    pub name: &'static str,
    /// What it belongs to.
    pub family: Family,
    /// How severe its findings are.
    pub severity: Severity,
    /// What it finds, in one line.
    pub summary: &'static str,
    /// Why it is a rule, and what to write instead.
    pub reason: &'static str,
    /// Adds what it finds.
    pub(super) check: fn(&Subject<'_>, &mut Found<'_>),
}

impl fmt::Debug for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Rule").field(&self.name).finish()
    }
}

impl Rule {
    /// Returns the code of its findings.
    #[must_use]
    pub fn code(&self) -> Code {
        Code::Rule { name: self.name, severity: self.severity }
    }
}

/// A family of rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// How easy the text is to read.
    Reading,
    /// What could lead to a wrong dose or a late call.
    Safety,
    /// What keeps people out.
    Access,
    /// What keeps the article up to date.
    Upkeep,
    /// Words and sentences.
    PlainLanguage,
    /// Whether a translation says the same.
    Translation,
}

impl fmt::Display for Family {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Reading => "reading ease",
            Self::Safety => "safety",
            Self::Access => "access",
            Self::Upkeep => "upkeep",
            Self::PlainLanguage => "plain language",
            Self::Translation => "translation",
        })
    }
}
