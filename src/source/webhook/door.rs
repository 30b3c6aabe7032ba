//! One request: who asks, whether it may, what it brings, and what it is answered.
//!
//! It promises to answer 200 only when the body is settled, or on disk where there is a spool; that nothing of a request is
//! logged or shown, not its query, path, headers or body; and that each is counted by route, status and reason. What is no
//! request for HTTP (400), has too long a head (431) or none in time never comes here, and is counted nowhere.

use std::borrow::Cow;
use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use axum::body::Body;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::header::{ALLOW, CONNECTION, CONTENT_LENGTH, RETRY_AFTER};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use crossbeam_channel::{Sender, TrySendError};
use http_body_util::BodyExt;
use prometheus::{Histogram, IntCounter};
use serde::Deserialize;
use tokio::sync::oneshot;
use tokio::time::timeout;

use super::budget::{Budget, Held};
use super::callers::{Caller, Callers};
use super::handed::{Handed, Reply};
use super::route::{Head, Route};
use super::{form, server};
use crate::canary::Canary;
use crate::event::Attributes;
use crate::pipeline::clock;
use crate::source::Refusal;
use crate::telemetry::{Metrics, SharedThrottle};

/// The route of requests that have none, in metrics.
pub(super) const NO_ROUTE: &str = "none";
/// What Twilio sends to try a sink out.
const TEST_EVENT: &str = "com.twilio.eventstreams.test-event";
/// So many more bytes of a body that is too long are read, that its sender hears the answer before the connection ends.
const LINGER: usize = 16 << 20;

/// What every request goes through.
pub struct Door {
    routes: HashMap<String, (Route, Counted)>,
    callers: Callers,
    limits: server::Limits,
    budget: Budget,
    /// To the thread that tracks, or to the spool.
    desk: Sender<Handed>,
    shared: Arc<Shared>,
    metrics: Arc<Metrics>,
    log: SharedThrottle,
}

/// What the thread that tracks says to the port.
#[derive(Debug, Default)]
pub(super) struct Shared {
    /// As much is under way as may be.
    pub full: AtomicBool,
    /// The service ends.
    pub draining: AtomicBool,
}

/// The series of a route that every good request counts in.
struct Counted {
    ok: IntCounter,
    seconds: Histogram,
}

impl Door {
    pub(super) fn new(
        routes: Vec<(String, Route)>,
        callers: Callers,
        limits: server::Limits,
        desk: Sender<Handed>,
        shared: Arc<Shared>,
        metrics: Arc<Metrics>,
        log: SharedThrottle,
    ) -> Self {
        let counted = |route: &Route| Counted {
            ok: metrics.webhook_requests_total.with([&route.name, "200"]),
            seconds: metrics.webhook_request_seconds.with([&*route.name]),
        };
        let routes = routes.into_iter().map(|(path, route)| {
            let counted = counted(&route);
            (path, (route, counted))
        });
        let routes = routes.collect();
        Self { routes, callers, limits, budget: Budget::new(limits.held), desk, shared, metrics, log }
    }

    async fn serve(
        &self,
        found: Option<&Route>,
        parts: &Parts,
        body: Body,
        peer: SocketAddr,
    ) -> Result<Taken, Refused> {
        if self.shared.draining.load(Ordering::Relaxed) {
            return Err(Refusal::Draining.into());
        }
        let caller = self.callers.who(peer.ip(), &parts.headers);
        if let Err(wait) = self.callers.admit(caller) {
            let seconds = u32::try_from(wait.as_secs()).unwrap_or(u32::MAX).saturating_add(1);
            return Err(Refused { why: Refusal::Rate, retry_after: Some(seconds) });
        }
        let route = found.ok_or(Refusal::UnknownPath)?;
        if ![Method::POST, Method::PUT, Method::PATCH].contains(&parts.method) {
            return Err(Refusal::Method.into());
        }
        let head = Head { headers: &parts.headers, query: parts.uri.query() };
        route.admits(&head)?;
        let announced =
            parts.headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
        if announced.is_some_and(|length| length > self.limits.body) {
            let _ = timeout(self.limits.request_timeout, discard(body)).await;
            return Err(Refusal::TooLarge.into());
        }
        if self.shared.full.load(Ordering::Relaxed) {
            return Err(Refusal::Busy.into());
        }
        let read = timeout(self.limits.request_timeout, self.read(body, announced, caller));
        let (body, held) = read.await.unwrap_or(Err(Refusal::Slow))?;
        // How long its sender takes is no fault of ours.
        let until = Instant::now() + self.limits.answer_within;
        route.verify(&head, &body)?;
        let test = is_test(&body);
        let nothing = Attributes { system: "webhook", key: None, headers: &[] };
        let canary = Canary::read(&body, &nothing).is_some();
        let place = route.place(&body);
        let body = if head.is_form(&body) { form::to_json(&body) } else { body };
        let (tell, told) = oneshot::channel();
        let (received_ms, reply) = (clock::now_ms(), Reply::Caller(tell));
        self.desk.try_send(Handed { place, body, received_ms, reply, held: Some(held) }).map_err(
            |error| match error {
                TrySendError::Full(_) => Refusal::Busy,
                TrySendError::Disconnected(_) => Refusal::Draining,
            },
        )?;
        match tokio::time::timeout_at(until.into(), told).await {
            Ok(Ok(answer)) => {
                if test && answer.is_ok() {
                    self.metrics.webhook_test_events_total.inc();
                }
                answer?;
                Ok(if canary { Taken::Canary } else { Taken::Events })
            }
            // Whoever had it has ended.
            Ok(Err(_)) => Err(Refusal::Draining.into()),
            Err(_) => Err(Refusal::Late.into()),
        }
    }

    /// Takes the whole body in, as far as there is room.
    async fn read(&self, mut body: Body, announced: Option<usize>, caller: Caller) -> Result<(Vec<u8>, Held), Refusal> {
        let mut held = self.budget.share(caller);
        let mut bytes = Vec::with_capacity(announced.unwrap_or(0).min(64 << 10));
        while let Some(frame) = body.frame().await {
            let Ok(data) = frame.map_err(|_| Refusal::BrokenOff)?.into_data() else { continue };
            if bytes.len() + data.len() > self.limits.body {
                discard(body).await;
                return Err(Refusal::TooLarge);
            }
            if !held.take(data.len()) {
                return Err(Refusal::Busy);
            }
            bytes.extend_from_slice(&data);
        }
        Ok((bytes, held))
    }

    /// Counts a request and makes its answer.
    fn answer(&self, found: Option<&(Route, Counted)>, served: Result<Taken, Refused>, begun: Instant) -> Response {
        // A canary is no sign that anybody else gets through.
        let counted = found.map(|(_, counted)| counted).filter(|_| !matches!(served, Ok(Taken::Canary)));
        if let Some(counted) = counted {
            counted.seconds.observe(begun.elapsed().as_secs_f64());
        }
        let Err(Refused { why, retry_after }) = served else {
            if let Some(counted) = counted {
                counted.ok.inc();
            }
            return StatusCode::OK.into_response();
        };
        let route = found.map_or(NO_ROUTE, |(route, _)| &route.name);
        refused(&self.metrics, &self.log, route, why);
        let status = StatusCode::from_u16(why.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, why.name()).into_response();
        let headers = response.headers_mut();
        if let Some(seconds) = retry_after.or(why.retry_after()) {
            headers.insert(RETRY_AFTER, seconds.into());
        }
        match why {
            Refusal::Method => _ = headers.insert(ALLOW, HeaderValue::from_static("POST, PUT, PATCH")),
            // What is left of the body is not read.
            Refusal::TooLarge | Refusal::Slow | Refusal::Busy | Refusal::Draining => {
                headers.insert(CONNECTION, HeaderValue::from_static("close"));
            }
            _ => {}
        }
        response
    }
}

/// Answers one request.
pub(super) async fn receive(
    State(door): State<Arc<Door>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request: Request,
) -> Response {
    let begun = Instant::now();
    let (parts, body) = request.into_parts();
    let found = door.routes.get(parts.uri.path());
    let served = door.serve(found.map(|(route, _)| route), &parts, body, peer).await;
    door.answer(found, served, begun)
}

/// Counts a request that is not answered with 200, and says so, not too often.
pub(super) fn refused(metrics: &Metrics, log: &SharedThrottle, route: &str, why: Refusal) {
    metrics.webhook_requests_total.with([route, status_name(why.status())]).inc();
    metrics.webhook_refused_total.with([route, why.name()]).inc();
    if let Some(more) = log.allow(why.name()) {
        tracing::warn!(route, reason = why.name(), more, advice = why.advice(), "a request was not taken");
    }
}

/// A status as a label.
const fn status_name(status: u16) -> &'static str {
    match status {
        400 => "400",
        403 => "403",
        404 => "404",
        405 => "405",
        408 => "408",
        413 => "413",
        415 => "415",
        429 => "429",
        _ => "503",
    }
}

/// What a request brought that is answered with 200.
enum Taken {
    /// Whatever its sender had to tell.
    Events,
    /// The service's own canary.
    Canary,
}

/// Why a request is not answered with 200, and when to try again where that is known better.
struct Refused {
    why: Refusal,
    retry_after: Option<u32>,
}

impl From<Refusal> for Refused {
    fn from(why: Refusal) -> Self {
        Self { why, retry_after: None }
    }
}

/// Reads on without keeping anything.
async fn discard(mut body: Body) {
    let mut left = LINGER;
    while let Some(Ok(frame)) = body.frame().await {
        let size = frame.data_ref().map_or(0, |data| data.len());
        match left.checked_sub(size) {
            Some(rest) => left = rest,
            None => return,
        }
    }
}

/// Whether the body is an event with which Twilio tries a sink out, alone or in an array. It is audited like any other.
fn is_test(body: &[u8]) -> bool {
    #[derive(Deserialize)]
    struct Typed<'b> {
        #[serde(borrow, default, rename = "type")]
        kind: Cow<'b, str>,
    }
    if memchr::memmem::find(body, TEST_EVENT.as_bytes()).is_none() {
        return false;
    }
    let is_test = |event: &Typed<'_>| event.kind == TEST_EVENT;
    if body.trim_ascii_start().starts_with(b"[") {
        serde_json::from_slice(body).is_ok_and(|events: Vec<Typed<'_>>| events.iter().any(is_test))
    } else {
        serde_json::from_slice(body).is_ok_and(|event| is_test(&event))
    }
}

impl std::fmt::Debug for Door {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Door").field("routes", &self.routes.len()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_event_of_that_type_is_a_test() {
        let test = r#"{"specversion":"1.0","type":"com.twilio.eventstreams.test-event","data":"{}"}"#;
        assert!(is_test(test.as_bytes()) && is_test(format!("[{test}]").as_bytes()));
        let other =
            r#"{"type":"com.twilio.messaging.message.sent","data":{"body":"com.twilio.eventstreams.test-event"}}"#;
        for body in [other, "com.twilio.eventstreams.test-event", "[]", ""] {
            assert!(!is_test(body.as_bytes()), "{body}");
        }
    }

    #[test]
    fn every_refusal_has_a_status_that_is_counted_and_a_retry_only_where_it_helps() {
        for why in Refusal::ALL {
            assert_eq!(status_name(why.status()), why.status().to_string());
            assert_eq!(why.retry_after().is_some(), matches!(why.status(), 429 | 503), "{why}");
        }
    }
}
