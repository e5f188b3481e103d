//! Checks every sample where external PDF/UA validators are lenient.

use handout::{
    Converter, Format, Source, Syntax,
    env::{DiskEnv, FontSet},
};
use lopdf::{Dictionary, Document, Object};
use std::path::{Path, PathBuf};

fn samples() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["sources", "sources/languages", "tests/cases/languages"].map(|folder| root.join(folder));
    let files = folders.iter().flat_map(|folder| std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()));
    let mut files: Vec<_> = files.filter(|path| path.extension().is_some_and(|ending| ending == "md")).collect();
    files.sort();
    assert!(files.len() > 15, "the samples are not found: {files:?}");
    files
}

fn pdf(path: &Path) -> Document {
    let source = Source::new(path.display().to_string(), std::fs::read_to_string(path).unwrap());
    converted(&source, Syntax::Markdown, path.parent().unwrap())
}

fn converted(source: &Source, syntax: Syntax, folder: &Path) -> Document {
    let env = DiskEnv::new(folder, FontSet::bundled());
    let conversion = Converter::default().convert(source, syntax, &env, &[Format::PDF]);
    Document::load_mem(&conversion.outputs[0].bytes).unwrap()
}

/// An element of the structure tree: its type, the attributes of all owners, its own entries.
struct Element<'a> {
    role: String,
    own: &'a Dictionary,
    attributes: Vec<&'a Dictionary>,
}

impl Element<'_> {
    fn attribute(&self, name: &[u8]) -> bool {
        self.attributes.iter().any(|attributes| attributes.has(name))
    }
}

/// Returns all elements, in reading order.
fn elements(document: &Document) -> Vec<Element<'_>> {
    let root = document.catalog().unwrap().get(b"StructTreeRoot").unwrap();
    let mut found = Vec::new();
    let mut open = vec![root];
    while let Some(object) = open.pop() {
        let Ok((_, Object::Dictionary(own))) = document.dereference(object) else { continue };
        if let Ok(role) = own.get(b"S").and_then(Object::as_name) {
            let attributes = own.get(b"A").ok().map(|given| dictionaries(document, given)).unwrap_or_default();
            found.push(Element { role: String::from_utf8_lossy(role).into_owned(), own, attributes });
        }
        match own.get(b"K").and_then(|kids| document.dereference(kids)).map(|(_, kids)| kids) {
            Ok(Object::Array(kids)) => open.extend(kids.iter().rev()),
            Ok(kid) => open.push(kid),
            Err(_) => {}
        }
    }
    found
}

fn dictionaries<'a>(document: &'a Document, object: &'a Object) -> Vec<&'a Dictionary> {
    match document.dereference(object).unwrap().1 {
        Object::Dictionary(one) => vec![one],
        Object::Array(many) => many.iter().flat_map(|one| dictionaries(document, one)).collect(),
        _ => Vec::new(),
    }
}

/// Returns the faults in the tags of a document.
fn faults(document: &Document) -> Vec<String> {
    let mut faults = Vec::new();
    let mut level = 0;
    for element in elements(document) {
        let has = |entry: &[u8]| element.own.has(entry);
        let fault = match element.role.as_str() {
            "TH" if !element.attribute(b"Scope") => "a header cell has no scope (ISO 14289-1, 7.5)",
            "Figure" if !has(b"Alt") => "a figure has no alternative text (7.3)",
            "Figure" if !element.attribute(b"BBox") => "a figure has no box (7.3)",
            "Note" if !has(b"ID") => "a note has no identifier (7.9)",
            "L" if !element.attribute(b"ListNumbering") => "a list does not say how it is numbered (7.6)",
            role if role.len() == 2 && role.starts_with('H') => {
                let next = role[1..].parse().unwrap();
                let skips = next > level + 1;
                level = next;
                if skips { "a heading skips a level (7.4.2)" } else { continue }
            }
            _ => continue,
        };
        faults.push(fault.to_owned());
    }
    faults
}

#[test]
fn tables_headings_figures_lists_and_notes_have_their_required_tags() {
    for path in samples() {
        let document = pdf(&path);
        assert_eq!(faults(&document), Vec::<String>::new(), "{}", path.display());
    }
}

#[test]
fn a_header_cell_without_scope_is_found() {
    let path = samples().into_iter().find(|path| path.ends_with("hand-washing.de.md")).unwrap();
    let mut document = pdf(&path);
    let cell = document.objects.values_mut().filter_map(|object| object.as_dict_mut().ok());
    let mut headers = cell.filter(|own| matches!(own.get(b"S").and_then(Object::as_name), Ok(b"TH")));
    headers.next().expect("a table").remove(b"A");
    drop(headers);
    assert_eq!(faults(&document), ["a header cell has no scope (ISO 14289-1, 7.5)"]);
}

/// Returns the `Headers` of each data cell, as indices among all header cells.
fn headers(html: &str) -> Vec<Vec<usize>> {
    let source = Source::new("table.html", html);
    let document = converted(&source, Syntax::Html, Path::new("."));
    let elements = elements(&document);
    let of = |role: &str| elements.iter().filter(|element| element.role == role).collect::<Vec<_>>();
    let known: Vec<_> = of("TH").iter().map(|header| header.own.get(b"ID").and_then(Object::as_str).ok()).collect();
    let named = |cell: &&Element<'_>| {
        let list = cell.attributes.iter().find_map(|own| own.get(b"Headers").and_then(Object::as_array).ok());
        let ids = list.into_iter().flatten().map(|id| id.as_str().ok());
        ids.map(|id| known.iter().position(|header| id.is_some() && *header == id).expect("a header")).collect()
    };
    of("TD").iter().map(named).collect()
}

#[test]
fn cells_below_headers_of_several_rows_name_all_that_head_them() {
    let table = "<h1>Doses</h1><table><thead><tr><th rowspan=2>Age</th><th colspan=2>Dose</th></tr>\
                 <tr><th>Day</th><th>Night</th></tr></thead><tbody>\
                 <tr><th scope=row>Child</th><td>1</td><td>2</td></tr>\
                 <tr><th scope=row>Adult</th><td>3</td><td>4</td></tr></tbody></table>";
    assert_eq!(headers(table), [[1, 2, 4], [1, 3, 4], [1, 2, 5], [1, 3, 5]]);
}

#[test]
fn cells_of_a_plain_table_leave_it_to_the_scopes() {
    let table = "<h1>Doses</h1><table><thead><tr><th>Age</th><th>Dose</th></tr></thead><tbody>\
                 <tr><th scope=row>Child</th><td>1</td></tr></tbody></table>";
    assert_eq!(headers(table), [Vec::<usize>::new()]);
}
