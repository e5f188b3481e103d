//! `POST /convert`: an article in, its files out, for programs.

use super::{
    super::pipe_request::PipeRequest,
    app::{App, blocking, json_response},
    files,
    form::{self, form, media_type},
    job::{Job, State, Status},
    messages::Message,
    problem::Problem,
    wanted::Wanted,
};
use axum::{
    extract::{Request, State as AppState},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::Response,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Value, json};
use std::sync::Arc;

/// The maximum number of bytes of messages in a header.
const MOST_HEADER: usize = 4096;

/// Answers with the files.
pub(super) async fn convert(AppState(app): AppState<Arc<App>>, request: Request) -> Result<Response, Problem> {
    let wants_json = wants_json(request.headers());
    let wanted = wanted(&app, request).await?;
    let job = Ended { job: app.queue.add(wanted)?, app: app.clone() };
    let status = job.status().await;
    if status.state != State::Done {
        return Err(failure(&status));
    }
    let outputs = job.job.outputs();
    if wants_json {
        let encoded = |output: &super::job::Output| json!({ "format": output.format, "name": output.name, "bytes_base64": STANDARD.encode(&output.bytes) });
        let body = json!({
            "outputs": outputs.iter().map(encoded).collect::<Vec<_>>(), "messages": status.messages,
            "findings": status.findings, "pages": status.pages, "title": status.title, "lang": status.lang, "dir": status.dir,
        });
        return Ok(json_response(StatusCode::OK, &body));
    }
    let mut response = match outputs.as_slice() {
        [output] => files::file(&output.name, output.bytes.clone(), true)?,
        _ => {
            let all = outputs.clone();
            files::file("handout.zip", blocking(move || files::archive(&all)).await??, true)?
        }
    };
    response.headers_mut().insert("handout-messages", in_header(&status.messages));
    Ok(response)
}

/// Parses a request: a form, or a line of `handout pipe`.
async fn wanted(app: &App, request: Request) -> Result<Wanted, Problem> {
    if media_type(&request) != "application/json" {
        let form = form(request, &app.store.budget).await?;
        return blocking(move || Wanted::of_form(form, None)).await?;
    }
    let mut share = app.store.budget.share();
    let body = form::bytes(request, &mut share).await?;
    let parsed = move || {
        let line: PipeRequest = serde_json::from_slice(&body).map_err(|error| Problem::invalid(error.to_string()))?;
        Wanted::of_line(line, share)
    };
    blocking(parsed).await?
}

/// A job that is dropped once it is answered, or its client is gone.
struct Ended {
    job: Arc<Job>,
    app: Arc<App>,
}

impl Ended {
    async fn status(&self) -> Status {
        let mut receiver = self.job.status.subscribe();
        let last = receiver.wait_for(|status| status.state.is_final()).await;
        last.map(|status| status.clone()).unwrap_or_else(|_| self.job.status.borrow().clone())
    }
}

impl Drop for Ended {
    fn drop(&mut self) {
        self.app.store.remove(&self.job.id);
    }
}

fn failure(status: &Status) -> Problem {
    if status.state == State::Cancelled {
        return Problem::busy("the server is stopping");
    }
    let errors = status.messages.iter().filter(|message| message.severity == handout::diagnostic::Severity::Error);
    let texts: Vec<_> = errors.map(|message| message.text.as_str()).collect();
    Problem::failed(texts.join("; ")).with("messages", json!(status.messages)).with("retry", json!(status.retry))
}

fn wants_json(headers: &HeaderMap) -> bool {
    let accepted = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    accepted.split(',').filter_map(|kind| kind.split(';').next()).any(|kind| kind.trim() == "application/json")
}

/// Returns messages as ASCII JSON, as many as fit.
fn in_header(messages: &[Message]) -> HeaderValue {
    let mut all = Vec::new();
    let mut size = 2;
    for message in messages {
        let message = ascii(&json!(message));
        size += message.len() + 1;
        if size > MOST_HEADER {
            break;
        }
        all.push(message);
    }
    HeaderValue::from_str(&format!("[{}]", all.join(","))).unwrap_or(HeaderValue::from_static("[]"))
}

/// Returns JSON in ASCII.
fn ascii(value: &Value) -> String {
    let mut text = String::new();
    for unit in value.to_string().encode_utf16() {
        match u8::try_from(unit) {
            Ok(byte @ 0x20..0x7f) => text.push(char::from(byte)),
            _ => text += &format!("\\u{unit:04x}"),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_in_a_header_is_ascii() {
        let text = ascii(&json!({ "é": "a\nb😀" }));
        assert_eq!(text, r#"{"\u00e9":"a\nb\ud83d\ude00"}"#);
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), json!({ "é": "a\nb😀" }));
    }
}
