//! `handout ast` and `handout schema`: the article for other programs.

use super::{Exit, args::AstArgs, inputs::prepared, say};
use handout::article::json;

/// Prints the resolved article.
pub(crate) fn ast(args: &AstArgs) -> Exit {
    let Some((job, batch)) = prepared(&args.input, args.citing.flags()) else { return Exit::Usage };
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
