//! Names of files from a client: paths below the article, which are never opened.

/// The maximum length of a path, in bytes.
const LONGEST: usize = 1024;

/// Returns a path below the article, without empty components and `.`. `None` if it leads anywhere else.
pub(super) fn below(path: &str) -> Option<String> {
    let path = path.replace('\\', "/");
    let is_odd = |c: char| c == ':' || c.is_control();
    if path.len() > LONGEST || path.starts_with('/') || path.contains(is_odd) {
        return None;
    }
    let steps: Vec<&str> = path.split('/').filter(|step| !matches!(*step, "" | ".")).collect();
    let leads_out = steps.is_empty() || steps.contains(&"..");
    (!leads_out).then(|| steps.join("/"))
}

/// Returns whether a file is hidden, or added by operating systems and archivers.
pub(super) fn is_clutter(path: &str) -> bool {
    path.split('/').any(|step| step.starts_with('.') || matches!(step, "__MACOSX" | "Thumbs.db" | "desktop.ini"))
}

/// Returns the folder that contains all of these paths, with a trailing slash; empty if there is none.
pub(super) fn common_folder<'a>(paths: impl IntoIterator<Item = &'a str>) -> String {
    let mut paths = paths.into_iter();
    let folder_of = |path: &'a str| path.rfind('/').map_or("", |at| &path[..=at]);
    let mut common = paths.next().map_or("", folder_of);
    for path in paths {
        while !path.starts_with(common) {
            common = common[..common.len() - 1].rfind('/').map_or("", |at| &common[..=at]);
        }
    }
    common.to_owned()
}

/// Returns the name of an article's outputs: its file name without the extension.
pub(super) fn stem(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or_default();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let stem: String = stem.chars().filter(|c| !c.is_control() && !r#"\/:*?"<>|"#.contains(*c)).take(80).collect();
    let stem = stem.trim().trim_matches('.');
    if stem.is_empty() { "article".to_owned() } else { stem.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_below_the_article_are_paths() {
        assert_eq!(below("img/cup.png").as_deref(), Some("img/cup.png"));
        assert_eq!(below("./img//cup.png").as_deref(), Some("img/cup.png"));
        assert_eq!(below("img\\cup.png").as_deref(), Some("img/cup.png"));
        for path in
            ["", ".", "/", "/etc/passwd", "../a", "a/../../b", "a/..", "C:\\a", "a\0b", "..\\a", "file:a", "\\\\a\\b"]
        {
            assert_eq!(below(path), None, "{path:?}");
        }
        assert_eq!(below(&"a/".repeat(600)), None);
    }

    #[test]
    fn the_folder_of_all_files_is_found() {
        assert_eq!(common_folder(["a/b/c.md", "a/b/d/e.png"]), "a/b/");
        assert_eq!(common_folder(["a/b.md", "ab/c.png"]), "");
        assert_eq!(common_folder(["a.md", "b/c.png"]), "");
        assert_eq!(common_folder([]), "");
    }

    #[test]
    fn outputs_are_named_after_the_file() {
        assert_eq!(stem("img/Leaflet 2.md"), "Leaflet 2");
        assert_eq!(stem("a\"b\r\n<c>.md"), "abc");
        assert_eq!(stem(".md"), "article");
        assert_eq!(stem("..."), "article");
    }
}
