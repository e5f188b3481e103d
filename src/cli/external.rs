//! `--to NAME`: a program `handout-to-NAME` on the PATH makes the output.
//!
//! It receives the article's versioned JSON (`handout ast`, `handout schema`) on standard input. Its standard output
//! becomes the file, with the extension NAME. A nonzero exit code or an empty output makes the article fail. Lines on
//! standard error are reported as what the format cannot show.

use handout::{
    Diagnostic, Format,
    article::json,
    diagnostic::Code,
    render::{Context, RenderError, Rendered, Renderer},
    resolve::Resolved,
};
use std::{
    env, io,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    thread,
};

/// The maximum number of lines of a program's standard error to report.
const MOST_LINES: usize = 20;

/// A format made by an external program.
#[derive(Debug)]
pub(crate) struct External {
    format: Format,
    program: PathBuf,
}

impl External {
    /// Finds the program for a format on the PATH. The name of a format cannot lead out of its folders.
    pub(crate) fn find(format: &Format) -> Option<Self> {
        let file = format!("handout-to-{format}{}", env::consts::EXE_SUFFIX);
        let program =
            env::split_paths(&env::var_os("PATH")?).map(|folder| folder.join(&file)).find(|path| is_program(path))?;
        Some(Self { format: format.clone(), program })
    }

    /// Returns the path of the program.
    pub(crate) fn program(&self) -> &Path {
        &self.program
    }

    fn run(&self, input: &str) -> io::Result<Output> {
        let mut child =
            Command::new(&self.program).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
        let stdin = child.stdin.take();
        thread::scope(|scope| {
            // written and read at the same time, so that neither blocks the other; a program that stops reading is
            // judged by its exit code
            scope.spawn(move || stdin.map(|mut stdin| stdin.write_all(input.as_bytes())));
            child.wait_with_output()
        })
    }
}

impl Renderer for External {
    fn format(&self) -> Format {
        self.format.clone()
    }

    fn extension(&self) -> &str {
        self.format.as_str()
    }

    fn description(&self) -> &'static str {
        "made by a program on the PATH"
    }

    fn render(&self, article: &Resolved, _: &Context<'_>) -> Result<Rendered, RenderError> {
        let failed = |message: String| RenderError::new(format!("{}: {message}", self.program.display()));
        let output = self.run(&json::to_string(article.article())).map_err(|error| failed(error.to_string()))?;
        let stderr = String::from_utf8_lossy(&output.stderr);
        let mut lines = stderr.lines().filter(|line| !line.trim().is_empty());
        if !output.status.success() {
            let reason = lines.next_back().unwrap_or("it printed nothing to standard error");
            return Err(failed(format!("{}: {reason}", output.status)));
        }
        if output.stdout.is_empty() {
            return Err(failed("it wrote nothing to standard output".to_owned()));
        }
        let loss = |line: &str| Diagnostic::new(Code::Loss, format!("{}: {line}", self.format));
        let diagnostics = lines.take(MOST_LINES).map(loss).collect();
        Ok(Rendered { bytes: output.stdout, diagnostics, ..Rendered::default() })
    }
}

/// Returns whether there is a program for any format on the PATH.
pub(super) fn any_program() -> bool {
    let folders = env::var_os("PATH").map(|path| env::split_paths(&path).collect::<Vec<_>>()).unwrap_or_default();
    let entries = folders.iter().filter_map(|folder| folder.read_dir().ok()).flatten().flatten();
    entries.into_iter().any(|entry| entry.file_name().as_encoded_bytes().starts_with(b"handout-to-"))
}

#[cfg(unix)]
fn is_program(path: &std::path::Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    path.metadata().is_ok_and(|data| data.is_file() && data.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_program(path: &std::path::Path) -> bool {
    path.is_file()
}
