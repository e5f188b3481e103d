//! The definition of a rule.

use super::{findings::Found, subject::Subject};
use crate::diagnostic::{Code, Severity};
use std::fmt;

/// A rule for checking articles.
#[derive(Clone, Copy)]
pub struct Rule {
    /// Its stable name, in kebab case.
    pub name: &'static str,
    /// The family it belongs to.
    pub family: Family,
    /// The severity of its findings.
    pub severity: Severity,
    /// What it finds, in one line.
    pub summary: &'static str,
    /// Its rationale, and what to write instead.
    pub reason: &'static str,
    /// Adds its findings.
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
    /// Reading ease.
    Reading,
    /// What could lead to a wrong dose or a late call.
    Safety,
    /// What excludes people.
    Access,
    /// What keeps the article up to date.
    Upkeep,
    /// Words and sentences.
    PlainLanguage,
    /// Whether a translation agrees with its source.
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
