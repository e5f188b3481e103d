//! The headers of all answers.

use axum::{
    http::{HeaderMap, HeaderName, HeaderValue, header},
    response::Response,
};

/// The policy of the page: it may run its own scripts, connect to this server, and show its files in frames.
const PAGE: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; font-src 'self'; \
                    connect-src 'self'; frame-src 'self' blob:; object-src 'self' blob:; manifest-src 'self'; \
                    form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

/// The policy of a document of an article: it may only be shown in a frame of the page. Its origin is kept so that its
/// fonts load; without scripts it cannot use it otherwise.
const DOCUMENT: &str = "sandbox allow-same-origin; default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
                        font-src 'self' data:; form-action 'none'; base-uri 'none'; frame-ancestors 'self'";

/// The policy of a PDF, which browsers show in a document of their own, with a style and a plug-in.
const PDF: &str = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; img-src 'self' data:; \
                   form-action 'none'; base-uri 'none'; frame-ancestors 'self'";

/// The policy of everything else: nothing is allowed.
const DATA: &str = "default-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

/// The headers of every answer.
const ALL: [(HeaderName, &str); 7] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::CACHE_CONTROL, "no-store"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()",
    ),
    (header::X_DNS_PREFETCH_CONTROL, "off"),
];

/// The kind of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Page,
    Document,
    Pdf,
}

/// Marks an answer with its kind.
pub(super) fn mark(mut response: Response, kind: Kind) -> Response {
    response.extensions_mut().insert(kind);
    response
}

/// Adds the headers of every answer.
pub(super) fn finish(mut response: Response) -> Response {
    let kind = response.extensions().get::<Kind>().copied();
    let policy = match kind {
        Some(Kind::Page) => PAGE,
        Some(Kind::Document) => DOCUMENT,
        Some(Kind::Pdf) => PDF,
        None => DATA,
    };
    let framed = matches!(kind, Some(Kind::Document | Kind::Pdf));
    let headers: &mut HeaderMap = response.headers_mut();
    let frames = if framed { "SAMEORIGIN" } else { "DENY" };
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static(frames));
    for (name, value) in ALL {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}
