//! `--to NAME`: a program `handout-to-NAME` on the PATH makes the output.
//!
//! It gets the article's versioned JSON (`handout ast`, `handout schema`) on standard input; what it writes to
//! standard output becomes the file, with NAME for its ending. Any exit code but 0 makes the article fail, and so does
//! an output without a byte. What it writes to standard error is told.

use handout::{
    Diagnostic,
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

/// Lines of a program's standard error that are told: one that is talkative is no reader's concern.
const MOST_TOLD: usize = 20;

/// A format that a program of its own makes.
#[derive(Debug)]
pub(crate) struct External {
    name: &'static str,
    program: PathBuf,
}

impl External {
    /// The program for a format, if there is one. Names are of `[a-z0-9-]`, so that none leads out of the PATH.
    pub(crate) fn find(name: &str) -> Option<Self> {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        if name.is_empty() || !name.bytes().all(plain) {
            return None;
        }
        let file = format!("handout-to-{name}{}", env::consts::EXE_SUFFIX);
        let program =
            env::split_paths(&env::var_os("PATH")?).map(|folder| folder.join(&file)).find(|path| is_program(path))?;
        // A registry's names live as long as the process; a run names a handful.
        Some(Self { name: name.to_owned().leak(), program })
    }

    /// Where the program is.
    pub(crate) fn program(&self) -> &Path {
        &self.program
    }

    fn run(&self, input: &str) -> io::Result<Output> {
        let mut child =
            Command::new(&self.program).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
        let stdin = child.stdin.take();
        thread::scope(|scope| {
            // Written beside reading, so that neither waits for the other. A program that leaves early is judged
            // by its exit code.
            scope.spawn(move || stdin.map(|mut stdin| stdin.write_all(input.as_bytes())));
            child.wait_with_output()
        })
    }
}

impl Renderer for External {
    fn name(&self) -> &'static str {
        self.name
    }

    fn extension(&self) -> &'static str {
        self.name
    }

    fn description(&self) -> &'static str {
        "made by a program on the PATH"
    }

    fn render(&self, article: &Resolved, _: &Context<'_>) -> Result<Rendered, RenderError> {
        let told = |message: String| RenderError::new(format!("{}: {message}", self.program.display()));
        let output = self.run(&json::to_string(article.article())).map_err(|error| told(error.to_string()))?;
        let words = String::from_utf8_lossy(&output.stderr);
        let mut words = words.lines().filter(|line| !line.trim().is_empty());
        if !output.status.success() {
            let words = words.next_back().unwrap_or("it says nothing on standard error");
            return Err(told(format!("{}: {words}", output.status)));
        }
        if output.stdout.is_empty() {
            return Err(told("it wrote nothing to standard output".to_owned()));
        }
        // What it says beside its output is what the format cannot show, as a renderer of ours would tell it.
        let said = |line: &str| Diagnostic::new(Code::Loss, format!("{}: {line}", self.name));
        let diagnostics = words.take(MOST_TOLD).map(said).collect();
        Ok(Rendered { bytes: output.stdout, diagnostics, ..Rendered::default() })
    }
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
