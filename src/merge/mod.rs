//! Mail merge: makes an article for each row of a table. `{{field}}` is replaced by a value, `{{field|default}}` by a
//! value or the default; `{{#if field}}…{{else}}…{{/if}}` depends on whether there is a value.
//!
//! Values are text, never markup: the article is parsed once, with each mark replaced by a word of the same length, and
//! the values are filled into its AST (`fill`). Errors in the marks or the table are found before anything is written.
//! Messages identify rows by number and fields by name; they contain no values.
//!
//! Start with [`Merge::new`]; `rows` reads tables, `marks` finds the marks.

mod fill;
mod join;
mod marks;
mod rows;

pub use join::join;
pub use rows::{Row, Rows, TableError};

use crate::{
    Source, Syntax,
    article::{Article, json},
    diagnostic::{Code, Diagnostic, limit},
    read::read_as,
    resolve::{self, slug_of},
};
use marks::Marks;
use serde_json::Value;

/// An article with marks for values.
#[derive(Debug)]
pub struct Merge {
    marks: Marks,
    article: Value,
    /// The size of the article as JSON, in bytes.
    size: u64,
    name: String,
}

impl Merge {
    /// Parses an article. Returns `None` if a diagnostic is an error. The diagnostics refer to `source`.
    ///
    /// # Errors
    /// A message with its position, if a mark is malformed or names a field that the table lacks.
    pub fn new(
        source: &Source,
        syntax: Syntax,
        options: &resolve::Options,
        rows: &Rows,
    ) -> Result<(Option<Self>, Vec<Diagnostic>), Vec<Diagnostic>> {
        if syntax == Syntax::Docx {
            let message = "Word documents cannot be filled in from a table";
            let help = "convert it once with `--to markdown`, and fill in that";
            return Err(vec![Diagnostic::new(Code::BadMerge, message).help(help)]);
        }
        let (marks, text) = Marks::replace(&source.text, rows.fields())?;
        let replaced = Source::new(&*source.name, text);
        let reading = read_as(&replaced, syntax, options.lang.as_ref(), options.usual_lang.as_ref());
        let mut diagnostics = limited(reading.diagnostics);
        diagnostics.iter_mut().for_each(|diagnostic| marks.restore(&mut diagnostic.message));
        if crate::diagnostic::any_error(&diagnostics) {
            return Ok((None, diagnostics));
        }
        let mut article = serde_json::to_value(&reading.article).unwrap_or_default();
        // spans of the template mean nothing in the filled-in article
        fill::forget_places(&mut article);
        let problems = fill::check(&article, &marks);
        if !problems.is_empty() {
            return Err(limited(problems));
        }
        let name = crate::convert::name_of(&source.name).unwrap_or("article").to_owned();
        let unfilled: Result<Article, _> = serde_json::from_value(article.clone());
        let size = unfilled.map_or(0, |unfilled| as_json(&unfilled).len() as u64);
        Ok((Some(Self { marks, article, size, name }), diagnostics))
    }

    /// Returns the maximum size of the articles of all rows together, as JSON, in bytes: that of each if all its
    /// conditions held.
    #[must_use]
    pub fn size(&self, rows: &Rows) -> u64 {
        let uses = self.marks.uses();
        let value = |(field, value): (&str, &str)| uses.get(field).map_or(0, |uses| uses * value.len() as u64);
        rows.iter().map(|row| self.size + row.values().map(value).sum::<u64>()).sum()
    }

    /// Returns the article of a row.
    ///
    /// # Errors
    /// The name of a field that has no value in this row, and no default.
    pub fn fill(&self, row: &Row) -> Result<Article, String> {
        let mut article = self.article.clone();
        fill::fill(&mut article, &self.marks, row)?;
        serde_json::from_value(article).map_err(|error| error.to_string())
    }

    /// Returns the output name for a row, from a template with its fields and `{name}`, `{slug}`, `{lang}`, `{row}`.
    ///
    /// # Errors
    /// The name in braces that is none of these.
    pub fn name(&self, template: &str, article: &Article, row: &Row) -> Result<String, String> {
        let mut name = String::new();
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            let (field, after) = after.split_once('}').ok_or_else(|| after.to_owned())?;
            name += before;
            name += &match (row.get(field), field) {
                (Some(value), _) => resolve::slug(value),
                (None, "name") => self.name.clone(),
                (None, "slug") => slug_of(article, Some(&self.name)),
                (None, "lang") => article.lang().as_str().to_owned(),
                (None, "row") => row.number().to_string(),
                (None, _) => return Err(field.to_owned()),
            };
            rest = after;
        }
        name += rest;
        Ok(name.replace(['/', '\\'], "-").trim_matches(['.', '-', ' ']).to_owned())
    }
}

/// Cuts the diagnostics to the number that is reported.
fn limited(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    limit(&mut diagnostics);
    diagnostics
}

/// Returns an article as indented JSON, so that a message about its first line shows no value.
#[must_use]
pub fn as_json(article: &Article) -> String {
    json::to_string(article)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "id,name,note\n7,Ana *Ruiz*,\n8,Bo <b>,Bring \"it\"\n";

    fn merged(text: &str) -> Result<Vec<String>, String> {
        let rows = Rows::parse("people.csv", TABLE.as_bytes()).map_err(|error| error.to_string())?;
        let merge = Merge::new(&Source::new("a.md", text), Syntax::Markdown, &resolve::Options::default(), &rows);
        let (merge, _) = merge.map_err(|problems| problems[0].message.clone())?;
        let merge = merge.ok_or("not read")?;
        rows.iter()
            .map(|row| {
                let article = merge.fill(row)?;
                let words: Vec<String> = article.body.iter().map(words).collect();
                Ok(words.join("\n"))
            })
            .collect()
    }

    fn words(block: &crate::article::Block) -> String {
        let mut all = String::new();
        crate::article::for_each_inline(std::slice::from_ref(block), &mut |inline| {
            if let crate::article::Inline::Text(text) = inline {
                all += &text.text;
            }
        });
        all
    }

    #[test]
    fn values_are_words_and_never_markup() {
        assert_eq!(
            merged("Dear **{{name}}**, no. {{ id }}.").unwrap(),
            ["Dear Ana *Ruiz*, no. 7.", "Dear Bo <b>, no. 8."]
        );
    }

    #[test]
    fn what_has_no_value_takes_its_default_or_its_condition() {
        let text =
            "A: {{note|nothing}}. {{#if note}}Yes.{{else}}No.{{/if}}\n\n{{#if note}}\n\n{{note}}\n\n{{/if}}\n\nEnd.";
        assert_eq!(merged(text).unwrap(), ["A: nothing. No.\nEnd.", "A: Bring \"it\". Yes.\nBring \"it\"\nEnd."]);
    }

    #[test]
    fn wrong_marks_and_missing_values_are_errors() {
        assert_eq!(merged("{{nam}}").unwrap_err(), "the table has no field `nam`");
        assert_eq!(merged("{{name").unwrap_err(), "`{{` is not closed by `}}` on its line");
        assert_eq!(merged("{{#if name}} A").unwrap_err(), "`{{#if}}` is not closed by `{{/if}}` in the same text");
        assert_eq!(merged("A {{/if}}").unwrap_err(), "`{{/if}}` closes nothing");
        assert_eq!(merged("{{note}}").unwrap_err(), "note");
        let many = "{{nobody}} ".repeat(5000);
        let rows = Rows::parse("people.csv", TABLE.as_bytes()).unwrap();
        let options = resolve::Options::default();
        let problems = Merge::new(&Source::new("a.md", many), Syntax::Markdown, &options, &rows).unwrap_err();
        assert!(problems.len() <= 100, "{} messages", problems.len());
    }

    #[test]
    fn the_size_of_all_articles_is_known_before_they_are_made() {
        let rows = Rows::parse("people.csv", format!("id,name\n{}", "1,Ana\n".repeat(5000)).as_bytes()).unwrap();
        let source = Source::new("a.md", format!("{{{{name}}}} and {{{{name}}}}\n\n{}", "Rest. ".repeat(900)));
        let (merge, _) = Merge::new(&source, Syntax::Markdown, &resolve::Options::default(), &rows).unwrap();
        let merge = merge.unwrap();
        let made = as_json(&merge.fill(rows.iter().next().unwrap()).unwrap()).len() as u64 * 5000;
        assert!(made.abs_diff(merge.size(&rows)) < made / 50, "{made} {}", merge.size(&rows));
    }

    #[test]
    fn long_names_of_fields_are_stored_once_and_not_compared() {
        let long = "n".repeat(40_000);
        let table = format!("id,{long}\n{}", "1,\n".repeat(10_000));
        let rows = Rows::parse("people.csv", table.as_bytes()).unwrap();
        assert_eq!(rows.iter().filter(|row| row.get("id") == Some("1") && row.get(&long).is_none()).count(), 10_000);
        let source = Source::new("a.md", format!("{{{{m{long}}}}}\n"));
        let problems = Merge::new(&source, Syntax::Markdown, &resolve::Options::default(), &rows).unwrap_err();
        assert!(problems[0].message.starts_with("the table has no field `mnn"));
    }

    #[test]
    fn names_of_outputs_are_made_of_fields() {
        let rows = Rows::parse("people.csv", TABLE.as_bytes()).unwrap();
        let source = Source::new("a.md", "---\ntitle: For {{name}}\n---\nA.\n");
        let options = resolve::Options::default();
        let (merge, _) = Merge::new(&source, Syntax::Markdown, &options, &rows).unwrap();
        let (merge, row) = (merge.unwrap(), rows.iter().next().unwrap());
        let article = merge.fill(row).unwrap();
        assert_eq!(merge.name("{slug}-{id}", &article, row).unwrap(), "for-ana-ruiz-7");
        assert_eq!(merge.name("{name}", &article, row).unwrap(), "ana-ruiz");
        assert_eq!(merge.name("{nome}", &article, row).unwrap_err(), "nome");
    }
}
