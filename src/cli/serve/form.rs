//! Reads forms with files (`multipart/form-data`), and JSON bodies.

use super::{
    budget::{Budget, Share},
    problem::Problem,
};
use axum::{
    body::{Body, HttpBody as _},
    extract::{FromRequest as _, Multipart, Request},
    http::header,
};
use serde_json::{Map, Value};
use std::{future::poll_fn, pin::Pin, time::Duration};

/// The maximum size of a request, in bytes.
pub(super) const MOST_BYTES: usize = 64 << 20;

/// The maximum number of parts of a form.
const MOST_PARTS: usize = 2000;

/// The time limit for a request to arrive.
const TIME: Duration = Duration::from_secs(60);

/// The contents of a form.
#[derive(Debug)]
pub(super) struct Form {
    /// Files with their names, in order.
    pub(super) files: Vec<(String, Vec<u8>)>,
    pub(super) text: Option<String>,
    pub(super) name: Option<String>,
    /// The name of the file that is the article.
    pub(super) article: Option<String>,
    /// Whether the files are those of the article that the command named.
    pub(super) watched: bool,
    pub(super) settings: Map<String, Value>,
    /// The memory taken by all of this.
    pub(super) share: Share,
}

/// Reads a form.
///
/// # Errors
/// If it is not a form, too large or too slow.
pub(super) async fn form(request: Request, budget: &Budget) -> Result<Form, Problem> {
    let media_type = media_type(&request);
    if media_type != "multipart/form-data" {
        return Err(Problem::media_type("send a form with files: `multipart/form-data`"));
    }
    check_announced(&request)?;
    let form = Multipart::from_request(request, &()).await.map_err(|error| Problem::invalid(error.body_text()))?;
    within_time(parts(form, budget.share())).await
}

/// Reads a body.
///
/// # Errors
/// If it is too large or too slow.
pub(super) async fn bytes(request: Request, share: &mut Share) -> Result<Vec<u8>, Problem> {
    check_announced(&request)?;
    let mut body: Body = request.into_body();
    let all = async {
        let mut bytes = Vec::new();
        while let Some(frame) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
            let Ok(data) = frame.map_err(|error| Problem::invalid(error.to_string()))?.into_data() else { continue };
            take(share, data.len())?;
            bytes.extend_from_slice(&data);
        }
        Ok(bytes)
    };
    within_time(all).await
}

/// Returns the media type of a body, without parameters.
pub(super) fn media_type(request: &Request) -> String {
    let value = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    value.and_then(|value| value.split(';').next()).unwrap_or_default().trim().to_ascii_lowercase()
}

/// Refuses a body whose announced size is too large, before it is sent.
fn check_announced(request: &Request) -> Result<(), Problem> {
    let length = request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok());
    if length.is_some_and(|length: usize| length > MOST_BYTES) { Err(too_large()) } else { Ok(()) }
}

async fn within_time<T>(reading: impl Future<Output = Result<T, Problem>>) -> Result<T, Problem> {
    tokio::time::timeout(TIME, reading).await.unwrap_or_else(|_| Err(Problem::too_slow()))
}

fn too_large() -> Problem {
    Problem::too_large(format!("a request may have {} MiB", MOST_BYTES >> 20))
}

fn take(share: &mut Share, bytes: usize) -> Result<(), Problem> {
    if share.bytes() + bytes > MOST_BYTES { Err(too_large()) } else { share.grow(bytes) }
}

async fn parts(mut parts: Multipart, share: Share) -> Result<Form, Problem> {
    let (files, settings) = (Vec::new(), Map::new());
    let mut form = Form { files, text: None, name: None, article: None, watched: false, settings, share };
    let mut count = 0;
    loop {
        let part = parts.next_field().await.map_err(|error| Problem::invalid(error.body_text()))?;
        let Some(mut part) = part else { return Ok(form) };
        count += 1;
        if count > MOST_PARTS {
            return Err(Problem::too_large(format!("a form may have {MOST_PARTS} parts")));
        }
        let name = part.name().unwrap_or_default().to_owned();
        let file_name = part.file_name().map(str::to_owned);
        let mut bytes = Vec::new();
        while let Some(chunk) = part.chunk().await.map_err(|error| Problem::invalid(error.body_text()))? {
            take(&mut form.share, chunk.len())?;
            bytes.extend_from_slice(&chunk);
        }
        add(&mut form, &name, file_name, bytes)?;
    }
}

/// Adds a part to a form.
fn add(form: &mut Form, name: &str, file_name: Option<String>, bytes: Vec<u8>) -> Result<(), Problem> {
    if name == "file" {
        let file_name = file_name.filter(|name| !name.is_empty());
        form.files.push((file_name.ok_or_else(|| Problem::invalid("the part `file` has no `filename`"))?, bytes));
        return Ok(());
    }
    let text = String::from_utf8(bytes).map_err(|_| Problem::invalid(format!("the part `{name}` is not in UTF-8")))?;
    match name {
        "text" => form.text = Some(text),
        "name" => form.name = Some(text),
        "article" => form.article = Some(text),
        "watched" => form.watched = true,
        "settings" => {
            form.settings = serde_json::from_str(&text)
                .map_err(|error| Problem::invalid(format!("the part `settings` is not an object in JSON: {error}")))?;
        }
        _ => {
            return Err(Problem::invalid(format!(
                "unknown part `{name}`: expected file, text, name, article, watched or settings"
            )));
        }
    }
    Ok(())
}
