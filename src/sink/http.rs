//! An HTTP endpoint that takes CloudEvents, e.g. the collector of a SIEM.
//!
//! It promises that a message is confirmed on a 2xx only, that what may still be taken is posted again until the process stops,
//! and that one bad message never holds back the good ones beside it. Answers are neither followed, trusted nor shown. It
//! leaves the meaning of an answer to [`answer`](super::answer) and how messages are written to [`structured`].

use std::fmt;
use std::pin::pin;
use std::time::Duration;

use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, RETRY_AFTER};
use reqwest::{Certificate, Client, Request, Response, Url, redirect};
use tokio::runtime::Handle;

use super::answer::{self, Answer, retry_after};
use super::{Backoff, Parcel, Sink, SinkStatus, structured};
use crate::config::endpoint;
use crate::config::secret::Secret;
use crate::config::service::HttpSink as Settings;
use crate::pipeline::{Stop, clock};
use crate::telemetry::SharedThrottle;
use crate::telemetry::labels::ErrorKind;

/// How much of an answer's body is read, in bytes, so that its connection can be used again.
const READ: usize = 64 << 10;
/// How long that may take.
const READ_TIME: Duration = Duration::from_secs(1);
/// How often a request looks whether the process stops.
const LOOK: Duration = Duration::from_millis(50);

/// An HTTP endpoint.
pub struct HttpSink {
    client: Client,
    url: Url,
    /// The URL as it may be shown: scheme, host and port. The path of a webhook often is its secret.
    shown: String,
    batch: usize,
    runtime: Handle,
    log: SharedThrottle,
}

/// The endpoint cannot be used as it is set.
#[derive(Debug, thiserror::Error)]
pub enum HttpError {
    /// The URL is none for alerts.
    #[error("`sink.http.url`: {0}")]
    Url(&'static str),
    /// A header cannot be sent.
    #[error("`sink.http.headers`: `{0}` is no header with a value that can be sent, or one that the sink itself sets")]
    Header(String),
    /// The token cannot be sent.
    #[error("`sink.http.bearer_token`: it has characters that a header cannot hold")]
    Token,
    /// The certificates cannot be read.
    #[error("`sink.http.ca`: it holds no certificates in PEM")]
    Ca,
    /// TLS cannot be set up.
    #[error("the HTTP client cannot be set up: {0}; are CA certificates installed on this system?")]
    Client(String),
}

/// How a batch ended.
enum Ended {
    Taken,
    /// As a whole it is not taken; `&'static str` is the reason if it is one message.
    NotTaken(&'static str),
    Stopped,
}

impl HttpSink {
    /// The endpoint of `settings`. `ca` are further certificates in PEM. `runtime` has threads of its own: the sink's thread
    /// waits on it.
    pub fn new(
        settings: &Settings,
        token: Option<Secret>,
        ca: Option<Vec<u8>>,
        runtime: Handle,
    ) -> Result<Self, HttpError> {
        endpoint::check(settings.url.get_ref()).map_err(HttpError::Url)?;
        let url = Url::parse(settings.url.get_ref()).map_err(|_| HttpError::Url("it is not a URL"))?;
        let mut client = Client::builder()
            .user_agent(concat!("phi-audit/", env!("CARGO_PKG_VERSION")))
            .default_headers(headers(settings, token.as_ref())?)
            .redirect(redirect::Policy::none())
            .referer(false)
            .connect_timeout(settings.timeout.0)
            .timeout(settings.timeout.0);
        if endpoint::is_plain(settings.url.get_ref()) {
            // It leads to this machine, and a proxy would see what is not encrypted.
            client = client.no_proxy();
        }
        if let Some(pem) = ca {
            let certificates = Certificate::from_pem_bundle(&pem).map_err(|_| HttpError::Ca)?;
            if certificates.is_empty() {
                return Err(HttpError::Ca);
            }
            client = client.tls_certs_merge(certificates);
        }
        let client = client.build().map_err(|error| HttpError::Client(cause(error)))?;
        let shown = endpoint::shown(settings.url.get_ref()).to_owned();
        Ok(Self { client, url, shown, batch: settings.batch.max(1), runtime, log: SharedThrottle::default() })
    }

    /// Posts a batch until it is known how it ends.
    fn post(&self, parcels: &[Parcel], status: &SinkStatus, stop: &Stop) -> Ended {
        let request = self.request(parcels);
        let mut backoff = Backoff::default();
        loop {
            // A request whose body is in memory can always be copied, and the copy shares the body.
            let Some(request) = request.try_clone() else { return Ended::Stopped };
            let (kind, counted, pause) = match self.ask(request, stop) {
                None => return Ended::Stopped,
                Some(Err(error)) => {
                    let (kind, counted) = (kind(&error), counted_as(&error));
                    if let Some(withheld) = self.log.allow(kind) {
                        let error = cause(error);
                        tracing::warn!(
                            sink = &*status.name,
                            url = self.shown,
                            kind,
                            error,
                            withheld,
                            "endpoint not reached; trying again"
                        );
                    }
                    (kind, counted, backoff.pause())
                }
                Some(Ok((code, wait))) => match Answer::of(code) {
                    Answer::Taken => return Ended::Taken,
                    Answer::TooLarge => return Ended::NotTaken("too_large"),
                    Answer::Rejected => return Ended::NotTaken("rejected"),
                    Answer::Later => {
                        if let Some(withheld) = self.log.allow("later") {
                            tracing::warn!(
                                sink = &*status.name,
                                url = self.shown,
                                code,
                                withheld,
                                "endpoint asks to try again"
                            );
                        }
                        ("later", answer::counted_as(code), backoff.pause().max(wait))
                    }
                    Answer::Misconfigured => {
                        if let Some(withheld) = self.log.allow("misconfigured") {
                            tracing::error!(
                                sink = &*status.name,
                                url = self.shown,
                                code,
                                withheld,
                                "endpoint refuses every alert: check `url` and the token; trying again"
                            );
                        }
                        ("misconfigured", answer::counted_as(code), backoff.pause().max(wait))
                    }
                },
            };
            tracing::debug!(sink = &*status.name, kind, pause_ms = pause.as_millis() as u64, "pause");
            status.failed(counted);
            if stop.wait(pause) {
                return Ended::Stopped;
            }
        }
    }

    fn request(&self, parcels: &[Parcel]) -> Request {
        let (kind, body) = match parcels {
            [parcel] if self.batch == 1 => {
                let mut body = Vec::new();
                structured::write(&parcel.message, &mut body);
                (structured::ONE, body)
            }
            _ => (structured::BATCH, structured::batch(parcels.iter().map(|parcel| &*parcel.message))),
        };
        let mut request = Request::new(reqwest::Method::POST, self.url.clone());
        request.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
        *request.body_mut() = Some(body.into());
        request
    }

    /// One try: status code, and how long the endpoint asks to wait at least. `None` where the process stops meanwhile.
    fn ask(&self, request: Request, stop: &Stop) -> Option<reqwest::Result<(u16, Duration)>> {
        self.runtime.block_on(async {
            let mut answer = pin!(self.answer(request));
            loop {
                tokio::select! {
                    answer = &mut answer => return Some(answer),
                    () = tokio::time::sleep(LOOK) => if stop.is_set() { return None },
                }
            }
        })
    }

    async fn answer(&self, request: Request) -> reqwest::Result<(u16, Duration)> {
        let answer = self.client.execute(request).await?;
        let wait = answer.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok());
        let known =
            (answer.status().as_u16(), wait.and_then(|value| retry_after(value, clock::now())).unwrap_or_default());
        // Whatever the rest is, the answer stands.
        let _ = tokio::time::timeout(READ_TIME, drain(answer)).await;
        Ok(known)
    }
}

impl Sink for HttpSink {
    fn deliver(&mut self, mut parcels: Vec<Parcel>, status: &SinkStatus, stop: &Stop) {
        // Batches still to be sent, the next one last.
        let mut work = Vec::new();
        while !parcels.is_empty() {
            let rest = parcels.split_off(self.batch.min(parcels.len()));
            work.push(std::mem::replace(&mut parcels, rest));
        }
        work.reverse();
        while let Some(mut batch) = work.pop() {
            match self.post(&batch, status, stop) {
                Ended::Stopped => return,
                Ended::Taken => {
                    status.worked(batch.len() as u64);
                    batch.into_iter().for_each(|parcel| parcel.receipt.confirmed());
                }
                Ended::NotTaken(_) if batch.len() > 1 => {
                    let half = batch.split_off(batch.len() / 2);
                    work.extend([half, batch]);
                }
                Ended::NotTaken(reason) => {
                    // The endpoint works: it is the message that is wrong there.
                    status.worked(0);
                    status.refused();
                    if let Some(withheld) = self.log.allow(reason) {
                        tracing::warn!(
                            sink = &*status.name,
                            url = self.shown,
                            reason,
                            withheld,
                            "endpoint refuses an alert for good"
                        );
                    }
                    batch.into_iter().for_each(|parcel| parcel.receipt.refused(reason));
                }
            }
        }
    }

    fn idle(&mut self, _status: &SinkStatus) {
        self.log.settle();
    }

    fn is_synchronous(&self) -> bool {
        true
    }
}

impl fmt::Debug for HttpSink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpSink").field("url", &self.shown).field("batch", &self.batch).finish_non_exhaustive()
    }
}

/// Reads the body of an answer away, up to a bound.
async fn drain(mut answer: Response) {
    let mut read = 0;
    while let Ok(Some(chunk)) = answer.chunk().await {
        read += chunk.len();
        if read > READ {
            return;
        }
    }
}

fn headers(settings: &Settings, token: Option<&Secret>) -> Result<HeaderMap, HttpError> {
    let mut headers = HeaderMap::new();
    for (name, value) in &settings.headers {
        let wrong = || HttpError::Header(name.clone());
        if endpoint::is_our_header(name) {
            return Err(wrong());
        }
        let value = HeaderValue::from_str(value).map_err(|_| wrong())?;
        headers.insert(HeaderName::from_bytes(name.as_bytes()).map_err(|_| wrong())?, value);
    }
    if let Some(token) = token {
        let mut value = HeaderValue::from_str(&format!("Bearer {}", token.expose())).map_err(|_| HttpError::Token)?;
        value.set_sensitive(true);
        headers.insert(AUTHORIZATION, value);
    }
    Ok(headers)
}

/// What kind of failure it is, for the log.
fn kind(error: &reqwest::Error) -> &'static str {
    if error.is_timeout() {
        "timeout"
    } else if error.is_connect() {
        "connect"
    } else {
        "transport"
    }
}

/// The kind under which a request that had no answer is counted.
fn counted_as(error: &reqwest::Error) -> ErrorKind {
    if error.is_timeout() { ErrorKind::Timeout } else { ErrorKind::Connection }
}

/// The innermost cause in its own words: those of the system or of TLS. The outer ones show the whole URL.
fn cause(error: reqwest::Error) -> String {
    let error = error.without_url();
    let mut cause: &dyn std::error::Error = &error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    cause.to_string()
}
