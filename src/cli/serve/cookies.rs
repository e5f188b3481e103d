//! `/open/SECRET`: moves the secret of the printed address into a cookie.

use super::{access::Access, problem::Problem};
use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header},
    response::Response,
};

/// Returns the redirect to the page, with the cookie.
///
/// # Errors
/// If the secret is not that of the server.
pub(super) fn opened(access: &Access, secret: &str) -> Result<Response, Problem> {
    if !access.opens(secret) {
        return Err(Problem::forbidden(
            "this is not the address that `handout serve` printed, or it was stopped since",
        ));
    }
    let cookie = format!("{}={}; Path=/; HttpOnly; SameSite=Strict", access.cookie_name(), access.cookie);
    let cookie = HeaderValue::from_str(&cookie).map_err(|error| Problem::internal(error.to_string()))?;
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SEE_OTHER;
    response.headers_mut().insert(header::LOCATION, HeaderValue::from_static("/"));
    response.headers_mut().insert(header::SET_COOKIE, cookie);
    Ok(response)
}
