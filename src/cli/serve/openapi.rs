//! `/openapi.json`: what programs can ask for.

use axum::{
    body::Body,
    http::{HeaderValue, header},
    response::Response,
};

const TEXT: &str = include_str!("openapi.json");

/// Returns the description, with the version of this program.
pub(super) fn openapi() -> Response {
    let text = TEXT.replace("{version}", env!("CARGO_PKG_VERSION"));
    let mut response = Response::new(Body::from(text));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}
