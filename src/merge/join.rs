//! Joins the pages of several PDFs into one for a printer. The result has no tags or links and claims no standard.

use crate::impose::{detach, file};
use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

/// Joins the pages of several PDFs into one, for a printer.
///
/// # Errors
/// A message, if one is not a PDF, or there are none.
pub fn join<'a>(pdfs: impl IntoIterator<Item = &'a [u8]>) -> Result<Vec<u8>, String> {
    let mut all: Option<Document> = None;
    let mut pages: Vec<ObjectId> = Vec::new();
    for pdf in pdfs {
        let mut document = Document::load_mem(pdf).map_err(|error| format!("a PDF cannot be read: {error}"))?;
        document.renumber_objects_with(all.as_ref().map_or(1, |all| all.max_id + 1));
        for page in document.get_pages().into_values() {
            detach(&mut document, page).ok_or("a page has an unexpected structure")?;
            pages.push(page);
        }
        match &mut all {
            None => all = Some(document),
            Some(all) => {
                all.max_id = document.max_id;
                all.objects.extend(document.objects);
            }
        }
    }
    let Some(all) = all else { return Err("there is no PDF".to_owned()) };
    // the title of the first may name its recipient
    let info = dictionary! { "Subject" => Object::string_literal("Joined for printing: not for reading on a screen") };
    file(all, &pages, Dictionary::new(), info).map_err(|error| format!("it cannot be written: {error}"))
}
