//! What stands in for Kinesis: every answer is made before anybody asks, and given without copying it. No throttling, no TLS, no
//! check of signatures.
//!
//! An iterator is the number of a shard and of an answer, `12/3`. Behind the last answer of a shard there is nothing, for ever.

use std::convert::Infallible;
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, ChildStdin, Stdio};
use std::sync::Arc;

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use serde::Deserialize;
use serde_json::json;
use tokio::net::TcpListener;

use crate::login::REGION;
use crate::role::{self, Role, Turn};
use crate::workload::{self, Shape};

/// The name of its stream.
pub const STREAM: &str = "bench";

/// The stub's process, seen from the bench. It ends when its standard input does.
pub struct Stub {
    child: Child,
    input: ChildStdin,
    /// How much it has.
    pub shape: Shape,
    /// Bytes of the values of all its records.
    pub bytes: usize,
    /// `http://127.0.0.1:PORT`.
    pub endpoint: String,
}

impl Stub {
    /// Starts it and waits until it has made its answers.
    pub fn start(shape: Shape) -> Self {
        let mut command = Role::Stub.command(&shape.arguments());
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("this program starts");
        let input = child.stdin.take().expect("a pipe");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("a pipe")).read_line(&mut line).expect("the stub answers");
        let (port, bytes) = line.trim().split_once(' ').expect("a port and a size");
        let endpoint = format!("http://127.0.0.1:{port}");
        Self { child, input, shape, bytes: bytes.parse().expect("a number"), endpoint }
    }

    /// Processor seconds it has used.
    pub fn used(&self) -> f64 {
        role::used(self.child.id())
    }

    /// Has somebody read all of it.
    pub fn read_by(&self, role: Role) -> Turn {
        let mut arguments = vec![self.endpoint.clone()];
        arguments.extend(self.shape.arguments());
        let before = self.used();
        let turn = role.run(&arguments);
        let records = self.shape.records() as f64;
        Turn { stub: self.used() - before, records, bytes: self.bytes as f64, ..turn }
    }

    /// Ends it.
    pub fn end(mut self) {
        drop(self.input);
        self.child.wait().expect("our own child");
    }
}

/// What it has to say.
struct Answers {
    shape: Shape,
    /// By shard and answer.
    records: Vec<Bytes>,
}

/// What of a request it looks at.
#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct Asked {
    shard_id: String,
    shard_iterator: String,
    limit: Option<usize>,
}

/// Serves until standard input ends.
pub fn serve(shape: Shape) -> bool {
    let mut bytes = 0;
    let mut events = workload::events().inspect(|event| bytes += event.len());
    let mut records = Vec::with_capacity(shape.shards * shape.answers);
    for shard in 0..shape.shards {
        for answer in 0..shape.answers {
            let events: Vec<String> = events.by_ref().take(shape.records).collect();
            let next = format!("{shard}/{}", answer + 1);
            let left = (shape.answers - answer) as u64 * 1_000;
            records.push(Bytes::from(workload::answer(&events, answer * shape.records + 1, &next, left)));
        }
    }
    drop(events);
    let answers = Arc::new(Answers { shape, records });
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let listener = runtime.block_on(TcpListener::bind(("127.0.0.1", 0))).expect("a free port");
    println!("{} {bytes}", listener.local_addr().expect("an address").port());
    std::thread::spawn(move || runtime.block_on(listen(listener, answers)));
    // The bench's end of it closes in whatever way the bench ends.
    let _ = std::io::stdin().read_to_end(&mut Vec::new());
    true
}

async fn listen(listener: TcpListener, answers: Arc<Answers>) {
    loop {
        let Ok((stream, _)) = listener.accept().await else { continue };
        let _ = stream.set_nodelay(true);
        let answers = Arc::clone(&answers);
        let service = service_fn(move |request| answer(Arc::clone(&answers), request));
        tokio::spawn(hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service));
    }
}

async fn answer(answers: Arc<Answers>, request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Infallible> {
    let (head, body) = request.into_parts();
    let operation = head.headers.get("x-amz-target").and_then(|target| target.to_str().ok()).unwrap_or_default();
    let operation = operation.rsplit('.').next().unwrap_or_default();
    let asked: Asked = match body.collect().await {
        Ok(body) => serde_json::from_slice(&body.to_bytes()).unwrap_or_default(),
        Err(_) => Asked::default(),
    };
    let (status, body) = match answers.to(operation, &asked) {
        Some(body) => (200, body),
        None => {
            (400, Bytes::from_static(b"{\"__type\":\"InvalidArgumentException\",\"message\":\"not of this stub\"}"))
        }
    };
    let response = Response::builder().status(status).header("content-type", "application/x-amz-json-1.1");
    Ok(response.body(Full::new(body)).expect("a status and a header"))
}

impl Answers {
    fn to(&self, operation: &str, asked: &Asked) -> Option<Bytes> {
        let Shape { shards, answers, records } = self.shape;
        let body = match operation {
            "GetRecords" => {
                let (shard, answer) = asked.shard_iterator.split_once('/')?;
                let (shard, answer): (usize, usize) = (shard.parse().ok()?, answer.parse().ok()?);
                if answer < answers {
                    // An answer that is longer than what was asked for would be cheating.
                    return self
                        .records
                        .get(shard * answers + answer)
                        .filter(|_| asked.limit >= Some(records))
                        .cloned();
                }
                workload::answer(&[], 0, &asked.shard_iterator, 0)
            }
            "GetShardIterator" => {
                let shard: usize = asked.shard_id.strip_prefix("shardId-")?.parse().ok()?;
                json!({ "ShardIterator": format!("{shard}/0") }).to_string()
            }
            "ListShards" => {
                let shard = |number: usize| {
                    json!({
                        "ShardId": format!("shardId-{number:012}"),
                        "HashKeyRange": { "StartingHashKey": "0", "EndingHashKey": "1" },
                        "SequenceNumberRange": { "StartingSequenceNumber": "1" },
                    })
                };
                json!({ "Shards": (0..shards).map(shard).collect::<Vec<_>>() }).to_string()
            }
            "DescribeStreamSummary" => json!({ "StreamDescriptionSummary": {
                "StreamName": STREAM,
                "StreamARN": format!("arn:aws:kinesis:{REGION}:000000000000:stream/{STREAM}"),
                "StreamStatus": "ACTIVE",
                "RetentionPeriodHours": 24,
                "StreamCreationTimestamp": 1_795_000_000,
                "EnhancedMonitoring": [],
                "OpenShardCount": shards,
            }})
            .to_string(),
            _ => return None,
        };
        Some(body.into())
    }
}
