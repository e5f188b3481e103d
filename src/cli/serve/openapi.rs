//! `/openapi.json`: a description of the interface for programs.

use super::access::Access;
use axum::{
    body::Body,
    http::{HeaderValue, header},
    response::Response,
};

const TEXT: &str = include_str!("openapi.json");

/// Returns the description, with the version of this program and the name of the cookie.
pub(super) fn openapi(access: &Access) -> Response {
    let text = TEXT.replace("{version}", env!("CARGO_PKG_VERSION")).replace("{cookie}", &access.cookie_name());
    let mut response = Response::new(Body::from(text));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}
