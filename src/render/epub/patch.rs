//! Corrections of text that `epub-builder` wrote.

use crate::render::RenderError;

/// Text being corrected. Each change must match exactly once: if another release of `epub-builder` has other templates,
/// making no EPUB is better than making a wrong one.
#[derive(Debug)]
pub(super) struct Patch {
    file: &'static str,
    text: String,
}

impl Patch {
    pub(super) fn new(file: &'static str, text: String) -> Self {
        Self { file, text }
    }

    /// Replaces `old`, which must occur exactly once.
    pub(super) fn replace(&mut self, old: &str, new: &str) -> Result<(), RenderError> {
        let mut found = self.text.match_indices(old).map(|(at, _)| at);
        match (found.next(), found.next()) {
            (Some(at), None) => {
                self.text.replace_range(at..at + old.len(), new);
                Ok(())
            }
            (found, _) => {
                let how = if found.is_some() { "more than once" } else { "nowhere" };
                let old = old.trim();
                Err(RenderError::new(format!("epub-builder's {} has `{old}` {how}: its templates changed", self.file)))
            }
        }
    }

    pub(super) fn into_string(self) -> String {
        self.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_that_finds_no_place_or_two_is_an_error() {
        let mut patch = Patch::new("nav.xhtml", "<a/><b/><b/>".to_owned());
        assert!(patch.replace("<a/>", "<c/>").is_ok());
        assert!(patch.replace("<a/>", "").is_err_and(|error| error.message.contains("nowhere")));
        assert!(patch.replace("<b/>", "").is_err_and(|error| error.message.contains("more than once")));
        assert_eq!(patch.into_string(), "<c/><b/><b/>");
    }
}
