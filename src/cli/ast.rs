//! `handout ast` and `handout schema`: the article for other programs.

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
            text.map_or(Exit::Failed, |text| say::printed(text.as_bytes()))
        }
        Err(diagnostic) => {
            say::diagnostics(&handout::Source::new(job.name(), ""), [&diagnostic]);
            Exit::Failed
        }
    }
}

/// Prints the JSON Schema.
pub(crate) fn schema() -> Exit {
    say::printed(json::schema().as_bytes())
}
