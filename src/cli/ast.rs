//! `handout ast`: the article for other programs.

use super::{Exit, args::InputArgs, convert::single, say};
use handout::{Converter, article::json, batch::Batch};

/// Prints the resolved article.
pub(crate) fn ast(input: &InputArgs) -> Exit {
    let batch = Batch::new(Converter::default());
    let Some(job) = single(&input.article, input.from) else { return Exit::Usage };
    let prepared = batch.with_source(&job, |source, syntax, env| {
        let (resolved, diagnostics) = batch.converter().prepare(source, syntax, env);
        (resolved.map(|resolved| json::to_string(resolved.article())), diagnostics)
    });
    match prepared {
        Ok((source, (text, diagnostics))) => {
            say::diagnostics(&source, &diagnostics);
            text.map_or(Exit::Failed, |text| print(&text))
        }
        Err(diagnostic) => {
            say::diagnostics(&handout::Source::new(job.name(), ""), [&diagnostic]);
            Exit::Failed
        }
    }
}

fn print(text: &str) -> Exit {
    match say::output(text.as_bytes()) {
        Ok(()) => Exit::Done,
        Err(error) => {
            say::usage(&format!("standard output cannot be written: {error}"));
            Exit::Failed
        }
    }
}
