//! A queue of SQS in moto, behind a bus or a topic: what arrives there.
//!
//! SQS is asked by hand, because the program needs no client of it.

use std::time::Duration;

use serde_json::{Value, json};

use super::testbed::{REGION, block_on, unique, wait_for};

/// How long something may take to arrive.
const ARRIVAL: Duration = Duration::from_secs(20);

pub struct Queue {
    endpoint: String,
    url: String,
    pub arn: String,
}

impl Queue {
    /// A queue with a name of its own.
    pub fn create(endpoint: &str, fifo: bool) -> Self {
        let name = unique("alerts") + if fifo { ".fifo" } else { "" };
        let attributes = if fifo { json!({"FifoQueue": "true"}) } else { json!({}) };
        let made = ask(endpoint, "CreateQueue", &json!({"QueueName": name, "Attributes": attributes}));
        let url = made["QueueUrl"].as_str().expect("a URL").to_owned();
        Self { endpoint: endpoint.to_owned(), url, arn: format!("arn:aws:sqs:{REGION}:123456789012:{name}") }
    }

    /// Waits for so many messages and gives their bodies, as JSON, and all that came with them.
    #[track_caller]
    pub fn receive(&self, count: usize) -> Vec<(Value, Value)> {
        let mut all = Vec::new();
        wait_for(&format!("{count} messages"), ARRIVAL, || {
            let request = json!({
                "QueueUrl": self.url, "MaxNumberOfMessages": 10, "VisibilityTimeout": 600,
                "MessageAttributeNames": ["All"], "AttributeNames": ["All"],
            });
            let answer = ask(&self.endpoint, "ReceiveMessage", &request);
            let messages = answer["Messages"].as_array().cloned().unwrap_or_default();
            all.extend(messages.into_iter().map(|message| {
                let body = message["Body"].as_str().expect("a body");
                (serde_json::from_str(body).expect("JSON"), message)
            }));
            (all.len() >= count).then_some(())
        });
        all
    }
}

fn ask(endpoint: &str, operation: &str, body: &Value) -> Value {
    let scope =
        format!("AWS4-HMAC-SHA256 Credential=test/20260101/{REGION}/sqs/aws4_request, SignedHeaders=host, Signature=0");
    let request = reqwest::Client::new()
        .post(endpoint)
        .header("x-amz-target", format!("AmazonSQS.{operation}"))
        .header("content-type", "application/x-amz-json-1.0")
        .header("authorization", scope)
        .body(body.to_string());
    let text = block_on(async { request.send().await.expect("an answer").text().await.expect("a body") });
    serde_json::from_str(&text).expect("JSON")
}
