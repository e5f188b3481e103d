//! Particles written into the fields for family and given names.

use super::Name;

impl Name {
    /// Moves lowercase particles out of the family and given names: `van der Vlist` has the non-dropping particle
    /// `van der`, the given names `Alexander von` the dropping particle `von`.
    ///
    /// Names with particles in their own fields are unchanged. So are family names in quotation marks, which are
    /// removed.
    #[must_use]
    pub fn split_particles(mut self) -> Self {
        if !self.literal.is_empty() || self.family.is_empty() {
            return self;
        }
        if let Some(whole) = self.family.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
            self.family = whole.to_string();
            return self;
        }
        if self.non_dropping_particle.is_empty() {
            let length = leading(&self.family);
            if length > 0 {
                self.non_dropping_particle = self.family[..length].trim_end().to_string();
                self.family = self.family[length..].to_string();
            }
        }
        if self.dropping_particle.is_empty() {
            let start = trailing(&self.given);
            if start < self.given.len() {
                self.dropping_particle = self.given[start..].trim_start().to_string();
                self.given.truncate(start);
            }
        }
        self
    }
}

/// Returns the length of the lowercase particles at the start of a family name, including the separator after them.
fn leading(family: &str) -> usize {
    let mut length = 0;
    loop {
        let rest = &family[length..];
        let first = rest.find(|c| !matches!(c, '\'' | '’')).unwrap_or(0);
        if !rest[first..].chars().next().is_some_and(char::is_lowercase) {
            return length;
        }
        let Some((at, end)) =
            rest.char_indices().skip_while(|(at, _)| *at < first).find(|(_, c)| matches!(c, ' ' | '\'' | '’' | '-'))
        else {
            return length;
        };
        let next = at + end.len_utf8();
        let after = rest[next..].chars().next();
        // `d'Aubignac` and `al-One`, but not a lowercase double name
        let joined = end != ' ' && !after.is_some_and(|c| c.is_uppercase() || c == ' ');
        if joined || after.is_none() {
            return length;
        }
        length += next;
    }
}

/// Returns where the lowercase particles at the end of given names start.
fn trailing(given: &str) -> usize {
    let mut start = given.len();
    while let Some(space) = given[..start].rfind(' ') {
        let word = &given[space + 1..start];
        let particle = word.chars().next().is_some_and(char::is_lowercase)
            && word.chars().all(|c| c.is_lowercase() || matches!(c, '\'' | '’' | '-'));
        if !particle {
            break;
        }
        start = space;
    }
    start
}
