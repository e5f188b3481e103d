//! `handout explain`: what each line of a pasted text is taken for, and why.

use super::{Exit, args::InputArgs, inputs::prepared, say};
use handout::{Source, batch, read};
use std::fmt::Write as _;

/// The longest part of a line that is shown, in characters.
const SHOWN: usize = 40;

pub(crate) fn explain(input: &InputArgs) -> Exit {
    let Some((job, _)) = prepared(input, Default::default()) else { return Exit::Usage };
    let source = match job.refused.map_or_else(|| batch::load(&job.input, job.syntax), Err) {
        Ok((source, _)) => source,
        Err(diagnostic) => {
            say::diagnostics(&Source::new(input.article.display().to_string(), ""), [&diagnostic]);
            return Exit::Failed;
        }
    };
    say::printed(table(&source).as_bytes())
}

fn table(source: &Source) -> String {
    let mut out = String::new();
    for told in read::explain(source) {
        let line: String = source.line(told.line).trim().chars().take(SHOWN).collect();
        let role = told.role.to_string();
        let _ = writeln!(out, "{:>5}  {role:14} {line:SHOWN$}  {}", told.line, told.why);
    }
    out
}
