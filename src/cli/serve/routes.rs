//! The endpoints of the server.

use super::{
    app::{Answer, App, blocking, json_response},
    assets, convert, cookies, form,
    guard::guard,
    jobs, openapi,
    problem::Problem,
    settings, sse,
    watched::Watched,
};
use axum::{
    Router,
    extract::{DefaultBodyLimit, Path, Request, State},
    http::StatusCode,
    middleware::from_fn_with_state,
    response::Response,
    routing::{any, delete, get, post, put},
};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::sync::Arc;

type Shared = State<Arc<App>>;

pub(super) fn router(app: Arc<App>) -> Router {
    let page = Router::new()
        .route("/", get(async || assets::page()))
        .route("/assets/{name}", get(async |Path(name): Path<String>| assets::asset(&name)))
        .route("/words/{name}", get(async |Path(name): Path<String>| assets::words(&name)))
        .route(
            "/open/{secret}",
            get(async |State(app): Shared, Path(secret): Path<String>| cookies::opened(&app.access, &secret)),
        )
        .route("/settings", get(page_settings));
    let jobs = Router::new()
        .route("/jobs", post(jobs::create))
        .route("/jobs/{id}", get(jobs::status).merge(delete(jobs::remove)))
        .route("/jobs/{id}/events", get(jobs::events))
        .route("/jobs/{id}/files/{name}", get(jobs::file))
        .route("/jobs/{id}/all.zip", get(jobs::all))
        .route("/jobs/{id}/epub/", get(jobs::spine))
        .route("/jobs/{id}/epub/{*path}", get(jobs::part));
    let watched = Router::new()
        .route("/watched", get(shown).merge(put(save)))
        .route("/watched/settings", put(set))
        .route("/watched/events", get(live));
    let programs = Router::new()
        .route("/convert", post(convert::convert))
        .route("/health", get(async || json_response(StatusCode::OK, &json!({ "status": "ok" }))))
        .route("/openapi.json", get(async |State(app): Shared| openapi::openapi(&app.access)));
    page.merge(jobs)
        .merge(watched)
        .merge(programs)
        .method_not_allowed_fallback(async || Problem::method())
        .fallback(any(async || Problem::not_found()))
        .layer(from_fn_with_state(app.clone(), guard))
        // the size of bodies is checked as they are read
        .layer(DefaultBodyLimit::disable())
        .with_state(app)
}

async fn page_settings(State(app): Shared) -> Response {
    json_response(StatusCode::OK, &settings::settings(app.has_organization, app.watched.as_deref()))
}

/// `GET /watched`
async fn shown(State(app): Shared) -> Answer {
    Ok(json_response(StatusCode::OK, &watched(&app)?.shown()?))
}

/// `GET /watched/events`
async fn live(State(app): Shared) -> Answer {
    Ok(sse::events(watched(&app)?.live.subscribe(), app.closing.subscribe(), |_| false))
}

/// The body of `PUT /watched`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Saved {
    text: String,
    version: String,
}

/// `PUT /watched`
async fn save(State(app): Shared, request: Request) -> Answer {
    let watched = watched(&app)?.clone();
    let Saved { text, version } = json_body(&app, request).await?;
    let saved = blocking(move || watched.save(&text, &version)).await??;
    Ok(json_response(StatusCode::OK, &saved))
}

/// `PUT /watched/settings`
async fn set(State(app): Shared, request: Request) -> Answer {
    let settings: Map<String, Value> = json_body(&app, request).await?;
    Ok(json_response(StatusCode::OK, &watched(&app)?.set(settings, &app.queue)?))
}

fn watched(app: &App) -> Result<&Arc<Watched>, Problem> {
    app.watched.as_ref().ok_or_else(Problem::not_found)
}

async fn json_body<T: for<'de> Deserialize<'de>>(app: &App, request: Request) -> Result<T, Problem> {
    if form::media_type(&request) != "application/json" {
        return Err(Problem::media_type("send `application/json`"));
    }
    let bytes = form::bytes(request, &mut app.store.budget.share()).await?;
    serde_json::from_slice(&bytes).map_err(|error| Problem::invalid(error.to_string()))
}
