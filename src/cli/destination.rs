//! The destination of outputs: `-o`.

use super::settings::KnownFormat;
use handout::{
    Registry,
    batch::{Request, Target},
};
use std::path::{Path, PathBuf};

/// The destination of outputs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Destination {
    /// Next to each article.
    Beside,
    Folder(PathBuf),
    /// These files, from one article.
    Files(Vec<Target>),
    StandardOutput,
}

impl Destination {
    /// Interprets the values of `-o`: a folder, or files, whose extensions select formats.
    ///
    /// # Errors
    /// A message.
    pub(crate) fn of(outputs: &[PathBuf]) -> Result<Self, String> {
        match outputs {
            [] => Ok(Self::Beside),
            [path] if is_dash(path) => Ok(Self::StandardOutput),
            [path] if is_folder(path) => Ok(Self::Folder(path.clone())),
            _ => files(outputs).map(Self::Files),
        }
    }

    /// Returns the folder that outputs go to, unless they go to standard output or to the articles' folders.
    pub(crate) fn folder(&self) -> Option<&Path> {
        match self {
            Self::Folder(folder) => Some(folder),
            Self::Files(files) => files[0].path.parent(),
            Self::Beside | Self::StandardOutput => None,
        }
    }

    /// Fills in the destination of a request.
    pub(crate) fn complete<'a>(&self, request: Request<'a>) -> Request<'a> {
        match self {
            Self::Files(files) => Request { files: files.clone(), ..request },
            _ => Request { folder: self.folder().map(Path::to_owned), ..request },
        }
    }
}

/// Returns whether a path means standard input or output.
pub(crate) fn is_dash(path: &Path) -> bool {
    path == Path::new("-")
}

/// Returns whether a path means a folder: it is an existing one, ends in a slash, or has no extension.
fn is_folder(path: &Path) -> bool {
    path.is_dir() || path.extension().is_none() || path.as_os_str().as_encoded_bytes().ends_with(b"/")
}

fn files(outputs: &[PathBuf]) -> Result<Vec<Target>, String> {
    let registry = Registry::builtin();
    let mut files: Vec<Target> = Vec::new();
    for path in outputs {
        let shown = path.display();
        if is_dash(path) || is_folder(path) {
            return Err(format!("`-o {shown}`: only files can be named together, one for each format"));
        }
        let extension = path.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
        let builtin = registry.iter().find(|renderer| renderer.extension() == extension);
        let format = builtin.map(|renderer| renderer.format());
        let Some(format) = format.or_else(|| extension.parse::<KnownFormat>().ok().map(|known| known.0)) else {
            let known: Vec<_> = registry.iter().map(|renderer| format!(".{}", renderer.extension())).collect();
            let known = known.join(", ");
            return Err(format!(
                "`-o {shown}`: no format has this extension: choose from {known}, or end the name of a folder in `/`"
            ));
        };
        if files.iter().any(|file| file.format == format) {
            return Err(format!("`-o {shown}`: two files have the same format"));
        }
        files.push(Target { format, path: path.clone() });
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;
    use handout::Format;

    fn of(outputs: &[&str]) -> Result<Destination, String> {
        Destination::of(&outputs.iter().map(PathBuf::from).collect::<Vec<_>>())
    }

    #[test]
    fn an_extension_chooses_a_format_and_anything_else_is_a_folder() {
        assert_eq!(of(&[]), Ok(Destination::Beside));
        assert_eq!(of(&["-"]), Ok(Destination::StandardOutput));
        for folder in ["out", "out/", "a.pdf/", "v1.2/"] {
            assert_eq!(of(&[folder]), Ok(Destination::Folder(folder.into())));
        }
        let file = |format, path: &str| Target { format, path: path.into() };
        assert_eq!(
            of(&["a/b.PDF", "c.txt"]),
            Ok(Destination::Files(vec![file(Format::PDF, "a/b.PDF"), file(Format::TEXT, "c.txt")]))
        );
        assert!(of(&["a.odt"]).unwrap_err().contains("choose from .pdf, .epub, .txt"));
        assert!(of(&["a.pdf", "b.pdf"]).unwrap_err().contains("same format"));
        assert!(of(&["a.pdf", "out"]).unwrap_err().contains("only files"));
        assert!(of(&["a.pdf", "-"]).unwrap_err().contains("only files"));
    }
}
