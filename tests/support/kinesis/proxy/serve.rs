//! One request after the other: what it is, which trouble it meets, and its way to the server and back.

use std::convert::Infallible;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Instant;

use http_body_util::combinators::BoxBody;
use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Frame, Incoming};
use hyper::header::{CONNECTION, CONTENT_LENGTH, HeaderMap, HeaderName, HeaderValue, TRANSFER_ENCODING};
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode, Uri};
use hyper_util::rt::TokioIo;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::task::JoinSet;

use super::{Call, Fault, Shared};

/// Takes connections until the task is aborted, and with it they break.
pub(super) async fn listen(listener: TcpListener, shared: Arc<Shared>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => {
                let Ok((stream, _)) = accepted else { continue };
                let shared = Arc::clone(&shared);
                let service = service_fn(move |request| answer(Arc::clone(&shared), request));
                let connection = hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service);
                // It ends with an error where the proxy was told to break it.
                connections.spawn(async move { _ = connection.await });
            }
            Some(_) = connections.join_next() => {}
        }
    }
}

/// The parts of a request and of an answer that say to which shard an iterator belongs.
#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct Named {
    shard_id: Option<String>,
    shard_iterator: Option<String>,
    next_shard_iterator: Option<String>,
}

impl Named {
    /// Nothing, where the body is not JSON, or something else.
    fn read(body: &[u8]) -> Self {
        serde_json::from_slice(body).unwrap_or_default()
    }
}

/// An error breaks the connection.
async fn answer(shared: Arc<Shared>, request: Request<Incoming>) -> io::Result<Response<Body>> {
    let at = Instant::now();
    let (head, body) = request.into_parts();
    let body = body.collect().await.map_err(io::Error::other)?.to_bytes();
    let s3 = s3(&head.method, &head.uri);
    let operation =
        s3.as_ref().map_or_else(|| operation(&head.headers, &body), |(operation, _)| (*operation).to_owned());
    let named = Named::read(&body);
    let shard = s3
        .map(|(_, key)| key)
        .or(named.shard_id.or_else(|| shared.shards.lock().ok()?.get(named.shard_iterator.as_ref()?).cloned()));
    let fault = shared.plan.lock().expect("no panic").meets(&operation, shard.as_deref());
    shared.calls.lock().expect("no panic").push(Call {
        at,
        operation,
        shard: shard.clone(),
        iterator: named.shard_iterator,
        bytes: body.len(),
        fault: fault.clone(),
    });

    let path = head.uri.path_and_query().map_or("/", |path| path.as_str());
    let url = format!("{}{path}", shared.upstream);
    let forward = async |body: Bytes| {
        let request = shared.client.request(head.method.clone(), &url).headers(end_to_end(&head.headers)).body(body);
        let answer = request.send().await.map_err(io::Error::other)?;
        let (status, mut headers) = (answer.status(), end_to_end(answer.headers()));
        // Of HEAD the length is all there is.
        if let (&Method::HEAD, Some(length)) = (&head.method, answer.headers().get(CONTENT_LENGTH)) {
            headers.insert(CONTENT_LENGTH, length.clone());
        }
        let body = answer.bytes().await.map_err(io::Error::other)?;
        let named = Named::read(&body);
        if let (Some(iterator), Some(shard)) = (named.shard_iterator.or(named.next_shard_iterator), &shard) {
            shared.shards.lock().expect("no panic").insert(iterator, shard.clone());
        }
        Ok(respond(status, headers, body))
    };
    match fault {
        None => forward(body).await,
        Some(Fault::Answer { status, body }) => {
            let kind = HeaderValue::from_static("application/x-amz-json-1.1");
            let headers = HeaderMap::from_iter([(hyper::header::CONTENT_TYPE, kind)]);
            Ok(respond(StatusCode::from_u16(status).expect("a status"), headers, body.into()))
        }
        Some(Fault::Delay(delay)) => {
            tokio::time::sleep(delay).await;
            forward(body).await
        }
        Some(Fault::Cut) => Err(io::ErrorKind::ConnectionAborted.into()),
        Some(Fault::Break { after }) => {
            let (head, body) = forward(body).await?.into_parts();
            let whole = body.collect().await?.to_bytes();
            let begun = whole.slice(..after.min(whole.len()));
            let mut response = respond(head.status, head.headers, Bytes::new());
            // The length of the whole: it shows that something is missing.
            response.headers_mut().insert(CONTENT_LENGTH, whole.len().into());
            *response.body_mut() = Breaking { begun: Some(begun) }.boxed();
            Ok(response)
        }
        Some(Fault::LoseAnswer) => {
            forward(body).await?;
            Err(io::ErrorKind::ConnectionAborted.into())
        }
        Some(Fault::RefuseEntries { every, code }) => {
            let (kept, refused) = without(&body, every);
            let (head, body) = forward(kept).await?.into_parts();
            let body = body.collect().await?.to_bytes();
            Ok(respond(head.status, head.headers, with(&body, &refused, &code)))
        }
    }
}

/// A body, which may break.
type Body = BoxBody<Bytes, io::Error>;

/// A body of which only the beginning comes.
struct Breaking {
    begun: Option<Bytes>,
}

impl hyper::body::Body for Breaking {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        Poll::Ready(Some(match self.begun.take() {
            Some(begun) => Ok(Frame::data(begun)),
            None => Err(io::ErrorKind::ConnectionAborted.into()),
        }))
    }
}

/// What is asked of S3, and of which key or prefix; `None` where it is no request of S3's.
fn s3(method: &Method, uri: &Uri) -> Option<(&'static str, String)> {
    let decoded =
        |text: &str| form_urlencoded::parse(text.as_bytes()).next().map_or(String::new(), |(text, _)| text.into());
    let query = uri.query().unwrap_or_default();
    let (_, key) = uri.path().strip_prefix('/')?.split_once('/').unwrap_or_default();
    // A plus in a path is one.
    let key = decoded(&key.replace('+', "%2B"));
    if query.contains("list-type=2") {
        let mut pairs = form_urlencoded::parse(query.as_bytes());
        return Some((
            "ListObjectsV2",
            pairs.find(|(name, _)| name == "prefix").map_or(String::new(), |(_, value)| value.into()),
        ));
    }
    match *method {
        Method::GET if !key.is_empty() => Some(("GetObject", key)),
        Method::HEAD if !key.is_empty() => Some(("HeadObject", key)),
        _ => None,
    }
}

fn respond(status: StatusCode, headers: HeaderMap, body: Bytes) -> Response<Body> {
    let mut response = Response::new(Full::new(body).map_err(|never: Infallible| match never {}).boxed());
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response
}

/// `Kinesis_20131202.GetRecords` is GetRecords; SNS names it in a form.
fn operation(headers: &HeaderMap, body: &[u8]) -> String {
    let target = headers.get("x-amz-target").and_then(|value| value.to_str().ok());
    let in_form =
        || form_urlencoded::parse(body).find(|(name, _)| name == "Action").map(|(_, action)| action.into_owned());
    let named = target.map(|target| target.rsplit('.').next().unwrap_or(target).to_owned());
    named.or_else(in_form).unwrap_or_default()
}

/// What does not concern this connection alone. The length is that of the body that is sent.
fn end_to_end(headers: &HeaderMap) -> HeaderMap {
    let here: [HeaderName; 3] = [CONNECTION, CONTENT_LENGTH, TRANSFER_ENCODING];
    headers.iter().filter(|(name, _)| !here.contains(name)).map(|(name, value)| (name.clone(), value.clone())).collect()
}

/// The list in a body that has only one.
fn entries(body: &mut Value) -> &mut Vec<Value> {
    let fields = body.as_object_mut().expect("a JSON object");
    fields.values_mut().find_map(Value::as_array_mut).expect("a list of entries")
}

/// A request without some of its entries, and which.
fn without(body: &[u8], every: usize) -> (Bytes, Vec<usize>) {
    let mut body: Value = serde_json::from_slice(body).expect("JSON");
    let refused: Vec<usize> = (0..entries(&mut body).len()).step_by(every).collect();
    let mut at = 0..;
    entries(&mut body).retain(|_| !refused.contains(&at.next().expect("without an end")));
    (body.to_string().into(), refused)
}

/// The answer to it, with those in their places as refused.
fn with(body: &[u8], refused: &[usize], code: &str) -> Bytes {
    let mut body: Value = serde_json::from_slice(body).expect("JSON");
    for at in refused {
        entries(&mut body).insert(*at, json!({ "ErrorCode": code, "ErrorMessage": "the proxy was told to say so" }));
    }
    for count in ["FailedRecordCount", "FailedEntryCount"] {
        if let Some(count) = body.get_mut(count) {
            *count = json!(count.as_u64().unwrap_or(0) + refused.len() as u64);
        }
    }
    body.to_string().into()
}
