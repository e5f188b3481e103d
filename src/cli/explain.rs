//! `handout explain`: how each line of a pasted text is interpreted, and why.

use super::{
    Exit,
    args::{ConvertArgs, InputArgs},
    inputs::single_with_batch,
    limits::Guard,
    output,
    settings::Settings,
};
use handout::{Diagnostic, Source, Syntax, batch, panics, read};
use std::fmt::Write as _;

/// The number of characters of a line to show.
const SHOWN: usize = 40;

/// `handout --explain ARTICLE...`: explains each article.
pub(crate) fn explain_all(args: &ConvertArgs) -> Exit {
    let limits = || args.run.limits.clone();
    let each =
        args.articles.iter().map(|article| InputArgs { article: article.clone(), from: args.from, limits: limits() });
    let exits: Vec<Exit> = each.map(|input| explain(&input)).collect();
    exits.into_iter().find(|exit| *exit != Exit::Done).unwrap_or(Exit::Done)
}

pub(crate) fn explain(input: &InputArgs) -> Exit {
    let Some((job, _)) = single_with_batch(input, Settings::default()) else { return Exit::Usage };
    let _guard = Guard::of(&input.limits, 1, &input.article);
    let failed = |diagnostic: Diagnostic| {
        output::diagnostics(&Source::new(job.name(), ""), [&diagnostic]);
        Exit::Failed
    };
    if let Some(diagnostic) = &job.refused {
        return failed(diagnostic.clone());
    }
    match batch::load(&job.input, job.syntax) {
        Ok((source, Syntax::Pasted)) => {
            panics::catch(|| table(&source)).map_or_else(failed, |text| output::print(text.as_bytes()))
        }
        Ok((source, syntax)) => {
            output::error(&format!(
                "only pasted text is explained, and {} is read as {}: add `--from text` to read it as pasted text",
                source.name,
                syntax.name()
            ));
            Exit::Usage
        }
        Err(diagnostic) => failed(diagnostic),
    }
}

fn table(source: &Source) -> String {
    let mut out = String::new();
    let mut advice: Vec<&str> = Vec::new();
    for explained in read::explain(source) {
        let line: String = source.line(explained.line).trim().chars().take(SHOWN).collect();
        let role = explained.role.to_string();
        let _ = writeln!(out, "{:>5}  {role:14} {line:SHOWN$}  {}", explained.line, explained.why);
        advice.extend(explained.role.advice().filter(|line| !advice.contains(line)));
    }
    if !advice.is_empty() {
        out.push_str("\nTo get something else:\n");
        advice.iter().for_each(|line| out.push_str(&format!("  {line}\n")));
    }
    out
}
