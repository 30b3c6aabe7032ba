//! An AWS on loopback that answers as a test wants, and remembers what it was asked: Kinesis and EventBridge in JSON, SNS in its
//! form and XML.

use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use crate::endpoint::runtime;
use crate::number;

/// One request.
#[derive(Clone, Debug)]
pub struct Asked {
    /// `PutRecords`, `PutEvents`, `PublishBatch` …
    pub operation: String,
    /// The alerts in it.
    pub alerts: Vec<usize>,
}

/// Status and body. XML begins with `<`.
pub type Answer = (u16, String);

type Script = Arc<dyn Fn(usize, &Asked) -> Answer + Send + Sync>;

#[derive(Clone)]
struct Shared {
    script: Script,
    asked: Arc<Mutex<Vec<Asked>>>,
}

pub struct Stub {
    pub address: SocketAddr,
    shared: Shared,
    _runtime: Runtime,
}

impl Stub {
    /// Answers each request by how many came before it.
    pub fn new(script: impl Fn(usize, &Asked) -> Answer + Send + Sync + 'static) -> Self {
        Self::on(TcpListener::bind("127.0.0.1:0").expect("a free port"), script)
    }

    pub fn on(listener: TcpListener, script: impl Fn(usize, &Asked) -> Answer + Send + Sync + 'static) -> Self {
        let runtime = runtime();
        let shared = Shared { script: Arc::new(script), asked: Arc::default() };
        let address = listener.local_addr().expect("an address");
        listener.set_nonblocking(true).expect("not blocking");
        let routes = Router::new().fallback(answer).with_state(shared.clone());
        runtime.spawn(async move {
            axum::serve(tokio::net::TcpListener::from_std(listener).expect("a listener"), routes).await
        });
        Self { address, shared, _runtime: runtime }
    }

    pub fn endpoint(&self) -> String {
        format!("http://{}", self.address)
    }

    pub fn asked(&self) -> Vec<Asked> {
        self.shared.asked.lock().expect("no panic").clone()
    }

    /// The alerts, request by request.
    pub fn alerts(&self) -> Vec<Vec<usize>> {
        self.asked().into_iter().map(|asked| asked.alerts).collect()
    }
}

/// The answer to `PutRecords`: of each record, that it is stored, or the code of an error.
pub fn records(outcomes: impl IntoIterator<Item = Option<&'static str>>) -> Answer {
    let record = |outcome| match outcome {
        None => json!({"SequenceNumber": "1", "ShardId": "shardId-000000000000"}),
        Some(code) => json!({"ErrorCode": code, "ErrorMessage": "hunter2 from the message"}),
    };
    let records: Vec<_> = outcomes.into_iter().map(record).collect();
    (200, json!({"FailedRecordCount": 0, "Records": records}).to_string())
}

/// The answer to `PutEvents`.
pub fn events(outcomes: impl IntoIterator<Item = Option<&'static str>>) -> Answer {
    let entry = |outcome| match outcome {
        None => json!({"EventId": "e"}),
        Some(code) => json!({"ErrorCode": code, "ErrorMessage": "hunter2 from the message"}),
    };
    let entries: Vec<_> = outcomes.into_iter().map(entry).collect();
    (200, json!({"FailedEntryCount": 0, "Entries": entries}).to_string())
}

/// The answer to `PublishBatch`: of each message, that it is taken, or the code of an error and whether the fault is ours.
pub fn published(outcomes: impl IntoIterator<Item = Option<(&'static str, bool)>>) -> Answer {
    let (mut taken, mut failed) = (String::new(), String::new());
    for (id, outcome) in outcomes.into_iter().enumerate() {
        match outcome {
            None => taken += &format!("<member><MessageId>m</MessageId><Id>{id}</Id></member>"),
            Some((code, ours)) => {
                failed +=
                    &format!("<member><Id>{id}</Id><Code>{code}</Code><SenderFault>{ours}</SenderFault></member>");
            }
        }
    }
    let result = format!("<Successful>{taken}</Successful><Failed>{failed}</Failed>");
    (200, format!("<PublishBatchResponse><PublishBatchResult>{result}</PublishBatchResult></PublishBatchResponse>"))
}

/// An error of Kinesis or EventBridge.
pub fn error(status: u16, name: &str) -> Answer {
    (status, json!({"__type": name, "message": "hunter2 from the message"}).to_string())
}

/// An error of SNS.
pub fn xml_error(status: u16, name: &str) -> Answer {
    let error = format!("<Error><Type>Sender</Type><Code>{name}</Code><Message>hunter2</Message></Error>");
    (status, format!("<ErrorResponse>{error}<RequestId>r</RequestId></ErrorResponse>"))
}

async fn answer(State(shared): State<Shared>, headers: HeaderMap, body: Bytes) -> Response {
    let asked = understood(&headers, &body);
    let mut all = shared.asked.lock().expect("no panic");
    let (status, body) = (shared.script)(all.len(), &asked);
    all.push(asked);
    let kind = if body.starts_with('<') { "text/xml" } else { "application/x-amz-json-1.1" };
    (StatusCode::from_u16(status).expect("a code"), [(header::CONTENT_TYPE, kind)], body).into_response()
}

fn understood(headers: &HeaderMap, body: &[u8]) -> Asked {
    let alert = |text: &[u8]| number(&serde_json::from_slice(text).expect("an alert"));
    let Some(target) = headers.get("x-amz-target") else {
        let form: Vec<(String, String)> = form_urlencoded::parse(body).into_owned().collect();
        let action = form.iter().find(|(name, _)| name == "Action").expect("an action").1.clone();
        let messages = form.iter().filter(|(name, _)| name.ends_with(".Message"));
        return Asked { operation: action, alerts: messages.map(|(_, text)| alert(text.as_bytes())).collect() };
    };
    let operation = target.to_str().expect("text").rsplit('.').next().expect("an operation").to_owned();
    let body: Value = serde_json::from_slice(body).expect("JSON");
    let entries = body.get("Records").or(body.get("Entries")).and_then(Value::as_array).cloned().unwrap_or_default();
    let alerts = entries.iter().map(|entry| match (&entry["Data"], &entry["Detail"]) {
        (Value::String(data), _) => alert(&STANDARD.decode(data).expect("Base64")),
        (_, Value::String(detail)) => alert(detail.as_bytes()),
        _ => panic!("no alert: {entry}"),
    });
    Asked { operation, alerts: alerts.collect() }
}
