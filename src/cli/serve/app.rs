//! The state that all requests share, and their answers.

use super::{access::Access, problem::Problem, queue::Queue, store::Store, watched::Watched};
use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use serde::Serialize;
use std::sync::Arc;
use tokio::sync::watch;

/// The answer to a request, or a problem.
pub(super) type Answer = Result<Response, Problem>;

/// The state that all requests share.
pub(super) struct App {
    pub(super) access: Access,
    pub(super) store: Arc<Store>,
    pub(super) queue: Arc<Queue>,
    pub(super) watched: Option<Arc<Watched>>,
    pub(super) has_organization: bool,
    /// Set to true when the server stops.
    pub(super) closing: watch::Sender<bool>,
}

/// Returns an answer in JSON.
pub(super) fn json_response(status: StatusCode, body: &impl Serialize) -> Response {
    match serde_json::to_vec(body) {
        Ok(bytes) => {
            let mut response = Response::new(Body::from(bytes));
            *response.status_mut() = status;
            response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
            response
        }
        Err(error) => Problem::internal(error.to_string()).into_response(),
    }
}

/// Runs work that would block other requests on a separate thread.
pub(super) async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Problem> {
    tokio::task::spawn_blocking(work).await.map_err(|error| Problem::internal(error.to_string()))
}
