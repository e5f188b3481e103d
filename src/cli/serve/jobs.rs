//! `/jobs`: the interface used by the page.

use super::{
    app::{Answer, App, blocking, json_response},
    epub, files,
    form::form,
    job::{Job, State},
    problem::Problem,
    sse,
    wanted::Wanted,
};
use axum::{
    body::Bytes,
    extract::{Path, RawQuery, Request, State as AppState},
    http::StatusCode,
    response::IntoResponse as _,
};
use serde_json::json;
use std::sync::Arc;

/// `POST /jobs`
pub(super) async fn create(AppState(app): AppState<Arc<App>>, request: Request) -> Answer {
    let form = form(request, &app.store.budget).await?;
    let watched = app.watched.as_ref().map(|watched| watched.path.clone());
    let wanted = blocking(move || Wanted::of_form(form, watched.as_ref())).await??;
    let job = app.queue.add(wanted)?;
    let location = format!("/jobs/{}", job.id);
    let response = json_response(StatusCode::ACCEPTED, &json!({ "id": job.id }));
    Ok(([("location", location)], response).into_response())
}

/// `GET /jobs/ID`
pub(super) async fn status(AppState(app): AppState<Arc<App>>, Path(id): Path<String>) -> Answer {
    let status = app.store.get(&id)?.status.borrow().clone();
    Ok(json_response(StatusCode::OK, &status))
}

/// `GET /jobs/ID/events`
pub(super) async fn events(AppState(app): AppState<Arc<App>>, Path(id): Path<String>) -> Answer {
    let receiver = app.store.get(&id)?.status.subscribe();
    Ok(sse::events(receiver, app.closing.subscribe(), |status| status.state.is_final()))
}

/// `DELETE /jobs/ID`
pub(super) async fn remove(AppState(app): AppState<Arc<App>>, Path(id): Path<String>) -> Answer {
    match app.store.remove(&id) {
        true => Ok(StatusCode::NO_CONTENT.into_response()),
        false => Err(Problem::not_found()),
    }
}

/// `GET /jobs/ID/files/NAME`
pub(super) async fn file(
    AppState(app): AppState<Arc<App>>,
    Path((id, name)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Answer {
    let outputs = done(&app, &id)?.outputs();
    let output = outputs.iter().find(|output| output.name == name).ok_or_else(Problem::not_found)?;
    let attached = query.is_some_and(|query| query.split('&').any(|pair| pair.split('=').next() == Some("download")));
    files::file(&output.name, output.bytes.clone(), attached)
}

/// `GET /jobs/ID/all.zip`
pub(super) async fn all(AppState(app): AppState<Arc<App>>, Path(id): Path<String>) -> Answer {
    let outputs = done(&app, &id)?.outputs();
    let name = outputs.first().map_or("all", |output| output.name.rsplit_once('.').map_or("all", |(stem, _)| stem));
    let name = format!("{name}.zip");
    let archive = blocking(move || files::archive(&outputs)).await??;
    files::file(&name, archive, true)
}

/// `GET /jobs/ID/epub/`
pub(super) async fn spine(AppState(app): AppState<Arc<App>>, Path(id): Path<String>) -> Answer {
    let epub = ebook(&app, &id)?;
    let documents = blocking(move || epub::spine(&epub, &format!("/jobs/{id}/epub/"))).await??;
    Ok(json_response(StatusCode::OK, &documents))
}

/// `GET /jobs/ID/epub/PATH`
pub(super) async fn part(AppState(app): AppState<Arc<App>>, Path((id, path)): Path<(String, String)>) -> Answer {
    let epub = ebook(&app, &id)?;
    let name = path.clone();
    let bytes = blocking(move || epub::part(&epub, &path)).await??;
    files::file(name.rsplit('/').next().unwrap_or_default(), bytes, false)
}

/// Returns a job that has outputs.
fn done(app: &App, id: &str) -> Result<Arc<Job>, Problem> {
    let job = app.store.get(id)?;
    if job.state() == State::Done { Ok(job) } else { Err(Problem::not_found()) }
}

fn ebook(app: &App, id: &str) -> Result<Bytes, Problem> {
    let outputs = done(app, id)?.outputs();
    let epub = outputs.iter().find(|output| output.format == "epub");
    epub.map(|output| output.bytes.clone()).ok_or_else(Problem::not_found)
}
