//! Inspects each request first: where it was sent, which page sent it, and whether it is authorized.

use super::{app::App, assets, headers, problem::Problem};
use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, Method, StatusCode, Uri, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use std::sync::Arc;

const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Passes on a request that is allowed.
pub(super) async fn guard(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let response = match checked(&app, &request) {
        Ok(()) => next.run(request).await,
        Err(problem) if problem.status == StatusCode::UNAUTHORIZED && is_visit(&request) => assets::closed(),
        Err(problem) => problem.into_response(),
    };
    headers::finish(response)
}

fn checked(app: &App, request: &Request) -> Result<(), Problem> {
    let (headers, uri) = (request.headers(), request.uri());
    let path = uri.path();
    host(app, headers, uri)?;
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let in_frame = reads && is_part_of_a_book(path);
    if !in_frame {
        origin(app, headers)?;
    }
    let is_open = path == "/health" || path.starts_with("/open/") || in_frame;
    if is_open || app.access.lets_in(headers) { Ok(()) } else { Err(Problem::unauthorized()) }
}

/// Returns whether a request opens the page in a browser.
fn is_visit(request: &Request) -> bool {
    let accepts = request.headers().get(header::ACCEPT).and_then(|accept| accept.to_str().ok());
    request.uri().path() == "/" && accepts.is_some_and(|accept| accept.contains("text/html"))
}

/// Checks that the request was sent to one of this server's names.
fn host(app: &App, headers: &HeaderMap, uri: &Uri) -> Result<(), Problem> {
    let mut hosts = headers.get_all(header::HOST).iter();
    let host = hosts.next().and_then(|host| host.to_str().ok()).filter(|host| app.access.knows_host(host));
    let is_elsewhere = uri.authority().is_some_and(|authority| !app.access.knows_host(authority.as_str()));
    if host.is_none() || hosts.next().is_some() || is_elsewhere {
        return Err(Problem::forbidden("the `Host` of the request is not a name of this server"));
    }
    Ok(())
}

/// Checks that no other site sent the request.
fn origin(app: &App, headers: &HeaderMap) -> Result<(), Problem> {
    let values = |name| headers.get_all(name).iter().map(|value| value.to_str().unwrap_or_default());
    let mut origins = values(header::ORIGIN);
    let is_foreign = |site: &str| !matches!(site, "same-origin" | "none");
    if origins.any(|origin| !app.access.knows_origin(origin)) || values(FETCH_SITE).any(is_foreign) {
        return Err(Problem::forbidden("the request comes from another site"));
    }
    Ok(())
}

/// Returns whether a path is a file of an ebook. Documents in a sandboxed frame load their files without a cookie and
/// as another site, so the random name of the job authorizes them.
fn is_part_of_a_book(path: &str) -> bool {
    let mut steps = path.split('/').skip(1);
    steps.next() == Some("jobs") && steps.next().is_some() && steps.next() == Some("epub") && steps.next() != Some("")
}
