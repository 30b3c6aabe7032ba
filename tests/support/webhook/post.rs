//! Requests as Twilio and Segment send them.

use std::future::Future;
use std::net::SocketAddr;
use std::sync::OnceLock;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use reqwest::{Client, Method};
use sha1::Sha1;
use sha2::{Digest, Sha256};
use tokio::runtime::Runtime;

use super::config::{PUBLIC, SECRET, TOKEN};

/// A request.
#[derive(Clone, Debug)]
pub struct Post {
    method: Method,
    url: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

/// What it was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    pub retry_after: Option<u64>,
    pub body: String,
}

impl Post {
    /// To this path of the port, without any header.
    pub fn to(address: SocketAddr, path: &str, body: impl Into<Vec<u8>>) -> Self {
        Self { method: Method::POST, url: format!("http://{address}{path}"), headers: Vec::new(), body: body.into() }
    }

    /// As Twilio sends it, signed for `PUBLIC` with `TOKEN`.
    pub fn twilio(address: SocketAddr, body: impl Into<Vec<u8>>) -> Self {
        Self::twilio_by(address, PUBLIC, TOKEN, body)
    }

    /// As Twilio sends it, signed for `url` with `token`.
    pub fn twilio_by(address: SocketAddr, url: &str, token: &str, body: impl Into<Vec<u8>>) -> Self {
        let body = body.into();
        let query = format!("?bodySHA256={}", hex(&Sha256::digest(&body)));
        let signature = sign_twilio(token, &format!("{url}{query}"));
        Self::to(address, &format!("/twilio{query}"), body)
            .header("X-Twilio-Signature", &signature)
            .header("Content-Type", "application/json")
    }

    /// As Segment sends it, signed over `signed` with `SECRET`.
    pub fn segment(address: SocketAddr, signed: &str, body: impl Into<Vec<u8>>) -> Self {
        Self::to(address, "/segment", body)
            .header("X-Signature", &sign_segment(SECRET, signed))
            .header("Content-Type", "application/json")
    }

    /// With a header more.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// With another body, and all else as it was.
    pub fn with_body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }

    /// With another method.
    pub fn method(mut self, method: &str) -> Self {
        self.method = method.parse().expect("a method");
        self
    }

    /// With something of the URL replaced.
    pub fn instead(mut self, what: &str, by: &str) -> Self {
        self.url = self.url.replace(what, by);
        self
    }

    /// Sends it.
    #[track_caller]
    pub fn send(&self) -> Answer {
        self.try_send(client()).expect("an answer")
    }

    /// Sends it by another client, which may hear nothing.
    pub fn try_send(&self, client: &Client) -> Result<Answer, reqwest::Error> {
        block_on(self.ask(client))
    }

    /// Sends it by a client.
    pub async fn ask(&self, client: &Client) -> Result<Answer, reqwest::Error> {
        let mut request = client.request(self.method.clone(), &self.url).body(self.body.clone());
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        let response = request.send().await?;
        let retry_after = response.headers().get("retry-after").and_then(|after| after.to_str().ok()?.parse().ok());
        Ok(Answer { status: response.status().as_u16(), retry_after, body: response.text().await? })
    }

    /// Sends all of these at once; what each was answered.
    #[track_caller]
    pub fn send_all(posts: &[Self]) -> Vec<Answer> {
        block_on(async {
            let asked: Vec<_> = posts
                .iter()
                .map(|post| {
                    let post = post.clone();
                    tokio::spawn(async move { post.ask(client()).await })
                })
                .collect();
            let mut answers = Vec::new();
            for one in asked {
                answers.push(one.await.expect("no panic").expect("an answer"));
            }
            answers
        })
    }
}

/// The value of `X-Twilio-Signature` for a URL.
pub fn sign_twilio(token: &str, url: &str) -> String {
    STANDARD.encode(hmac(token, url))
}

/// The value of `X-Signature` for the JSON of an event.
pub fn sign_segment(secret: &str, json: &str) -> String {
    hex(&hmac(secret, json))
}

fn hmac(key: &str, text: &str) -> Vec<u8> {
    let mut mac = Hmac::<Sha1>::new_from_slice(key.as_bytes()).expect("any key");
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn client() -> &'static Client {
    static CLIENT: OnceLock<Client> = OnceLock::new();
    // Connections of one service must not be taken for those of another that has its port later.
    let client = || Client::builder().no_proxy().pool_max_idle_per_host(0).timeout(Duration::from_secs(60)).build();
    CLIENT.get_or_init(|| client().expect("a client"))
}

/// What drives all clients and endpoints of this process.
pub fn runtime() -> &'static Runtime {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| Runtime::new().expect("a runtime"))
}

/// Waits for a future.
pub fn block_on<F: Future>(future: F) -> F::Output {
    runtime().block_on(future)
}
