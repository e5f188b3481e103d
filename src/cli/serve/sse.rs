//! Streams of events (`text/event-stream`).

use axum::body::Bytes;
use axum::{
    body::Body,
    http::{HeaderValue, header},
    response::Response,
};
use futures_util::stream;
use serde::Serialize;
use std::{convert::Infallible, time::Duration};
use tokio::sync::watch;

/// The interval after which a comment is sent if there is no event, to notice clients that are gone.
const BEAT: Duration = Duration::from_secs(15);

/// Returns a stream of the values of a channel, which ends after the last one, or when the server stops.
pub(super) fn events<T: Clone + Serialize + Send + Sync + 'static>(
    receiver: watch::Receiver<T>,
    closing: watch::Receiver<bool>,
    is_last: fn(&T) -> bool,
) -> Response {
    let start = Events { receiver, closing, is_last, begun: false, ended: false };
    let stream = stream::unfold(start, |mut events| async move {
        let chunk = events.next().await?;
        Some((Ok::<_, Infallible>(chunk), events))
    });
    let mut response = Response::new(Body::from_stream(stream));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    response
}

struct Events<T> {
    receiver: watch::Receiver<T>,
    closing: watch::Receiver<bool>,
    is_last: fn(&T) -> bool,
    begun: bool,
    ended: bool,
}

impl<T: Clone + Serialize> Events<T> {
    async fn next(&mut self) -> Option<Bytes> {
        if self.ended {
            return None;
        }
        if std::mem::replace(&mut self.begun, true) {
            tokio::select! {
                // the last value comes before the end
                biased;
                changed = self.receiver.changed() => changed.ok()?,
                () = tokio::time::sleep(BEAT) => return Some(Bytes::from_static(b": still here\n\n")),
                _ = self.closing.changed() => return None,
            }
        }
        let value = self.receiver.borrow_and_update().clone();
        self.ended = (self.is_last)(&value);
        let data = serde_json::to_string(&value).ok()?;
        Some(Bytes::from(format!("data: {data}\n\n")))
    }
}
