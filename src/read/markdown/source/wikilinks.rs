//! Links and embeds of Obsidian and other wikis: `[[Page|name]]`, `![[picture.png|300]]`.

use super::{closers::Closers, edit::Edit};

/// The file extensions of pictures.
const PICTURES: [&str; 9] = [".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".bmp", ".tif", ".tiff"];

/// Returns the Markdown of the link or embed at byte `at`, and the name of an embedded note.
pub(super) fn edit(text: &str, at: usize, closers: &mut Closers<'_>) -> Option<(Edit, Option<String>)> {
    let rest = &text[at..];
    let embeds = rest.starts_with("![[");
    let inside = rest.strip_prefix('!').unwrap_or(rest).strip_prefix("[[")?;
    let length = closers.next("]]", text.len() - inside.len())? - (text.len() - inside.len());
    let (inside, after) = (&inside[..length], &inside[length + 2..]);
    let numeral = inside.bytes().all(|byte| byte.is_ascii_digit() || b",;- ".contains(&byte));
    if inside.contains(['[', ']']) || inside.starts_with(['@', '^', '-']) || numeral || after.starts_with(['(', ']']) {
        return None;
    }
    let range = at..text.len() - after.len();
    let (target, name) = match inside.split_once('|') {
        Some((target, name)) => (target.trim_end_matches('\\').trim(), Some(name.trim())),
        None => (inside.trim(), None),
    };
    if embeds && PICTURES.iter().any(|ending| target.to_ascii_lowercase().ends_with(ending)) {
        return Some((Edit { range, text: picture(target, name) }, None));
    }
    let words = name.filter(|name| !name.is_empty()).map_or_else(|| shown(target), str::to_owned);
    let text = match target.strip_prefix('#') {
        Some(place) if !embeds => format!("[{words}](<#{}>)", place.rsplit('#').next().unwrap_or(place)),
        _ => words.clone(),
    };
    Some((Edit { range, text }, embeds.then_some(words)))
}

/// Returns the text for a target: `Page > Heading` for `Page#Heading`.
fn shown(target: &str) -> String {
    target.trim_start_matches('#').split('#').map(str::trim).collect::<Vec<_>>().join(" > ")
}

/// Returns a picture; a numeric name is its width in pixels.
fn picture(path: &str, name: Option<&str>) -> String {
    let name = name.unwrap_or_default();
    let (words, size) = name.rsplit_once('|').unwrap_or(if is_size(name) { ("", name) } else { (name, "") });
    let width = size.split('x').next().filter(|_| is_size(size));
    let attributes = width.map(|width| format!("{{width={width}px}}")).unwrap_or_default();
    format!("![{words}](<{path}>){attributes}")
}

/// Returns whether a name is a size: `300`, `300x200`.
fn is_size(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_digit()) && name.chars().all(|c| c.is_ascii_digit() || c == 'x')
}
