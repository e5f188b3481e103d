//! `handout ast`: the article for other programs.

use super::{Exit, args::AstArgs, inputs::single_with_batch, limits::Guard, output};
use handout::{Source, article::json};

/// Prints the resolved article.
pub(crate) fn ast(args: &AstArgs) -> Exit {
    let Some((job, batch)) = single_with_batch(&args.input, args.resolving.settings()) else { return Exit::Usage };
    let guard = Guard::of(&args.input.limits, 1, &args.input.article);
    let batch = batch.on_stage(guard.on_stage());
    let prepared = batch.with_source(&job, |source, syntax, env| {
        let (resolved, diagnostics) = batch.converter().prepare(source, syntax, env);
        (resolved.map(|resolved| json::to_string(resolved.article())), diagnostics)
    });
    match prepared {
        Ok((source, (text, diagnostics))) => {
            output::diagnostics(&source, &diagnostics);
            text.map_or(Exit::Failed, |text| output::print(text.as_bytes()))
        }
        Err(diagnostic) => {
            output::diagnostics(&Source::new(job.name(), ""), [&diagnostic]);
            Exit::Failed
        }
    }
}
