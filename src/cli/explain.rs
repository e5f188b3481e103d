//! `handout explain`: what each line of a pasted text is taken for, and why.

use super::{
    Exit,
    args::{ConvertArgs, InputArgs},
    inputs::prepared,
    say,
};
use handout::{Source, Syntax, batch, read};
use std::fmt::Write as _;

/// The longest part of a line that is shown, in characters.
const SHOWN: usize = 40;

/// `handout --explain ARTICLE...`: the same, of each article that is named.
pub(crate) fn all(args: &ConvertArgs) -> Exit {
    let each = args.articles.iter().map(|article| InputArgs { article: article.clone(), from: args.from });
    let exits: Vec<Exit> = each.map(|input| explain(&input)).collect();
    exits.into_iter().find(|exit| *exit != Exit::Done).unwrap_or(Exit::Done)
}

pub(crate) fn explain(input: &InputArgs) -> Exit {
    let Some((job, _)) = prepared(input, Default::default()) else { return Exit::Usage };
    match job.refused.map_or_else(|| batch::load(&job.input, job.syntax), Err) {
        Ok((source, Syntax::Pasted)) => say::printed(table(&source).as_bytes()),
        Ok((source, syntax)) => {
            let name = Syntax::ALL.iter().find(|(_, known)| *known == syntax).map_or("", |(name, _)| *name);
            say::usage(&format!(
                "{} is read as {name}, whose marks say what its lines are; only pasted text is explained: `--from text` \
                 reads it as such",
                source.name
            ));
            Exit::Usage
        }
        Err(diagnostic) => {
            say::diagnostics(&Source::new(input.article.display().to_string(), ""), [&diagnostic]);
            Exit::Failed
        }
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
