//! A bucket of moto's, written to over plain HTTP: moto looks at who signs and not at the signature.

use std::io::Write as _;
use std::sync::Arc;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::testbed::workload::numbered;
use crate::testbed::{Proxy, REGION, Server, block_on, unique};

/// A bucket, and the proxy through which the program sees it.
pub struct Bucket {
    server: Arc<Server>,
    pub proxy: Proxy,
    pub name: String,
    client: reqwest::Client,
}

impl Bucket {
    /// An empty one.
    pub fn new() -> Self {
        let server = Server::shared_moto();
        let proxy = Proxy::before(server.endpoint(), 7);
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        let bucket = Self { server, proxy, name: unique("archive"), client };
        bucket.request(reqwest::Method::PUT, "", Vec::new());
        bucket
    }

    /// Writes an object.
    pub fn put(&self, key: &str, bytes: impl Into<Vec<u8>>) {
        self.request(reqwest::Method::PUT, key, bytes.into());
    }

    /// Removes one.
    pub fn delete(&self, key: &str) {
        self.request(reqwest::Method::DELETE, key, Vec::new());
    }

    fn request(&self, method: reqwest::Method, key: &str, body: Vec<u8>) {
        let url = format!("{}/{}/{}", self.server.endpoint(), self.name, key.replace('%', "%25").replace(' ', "%20"));
        let who = format!(
            "AWS4-HMAC-SHA256 Credential=test/20260101/{REGION}/s3/aws4_request, SignedHeaders=host, Signature=none"
        );
        let request = self.client.request(method, url).header("authorization", who).body(body);
        let answer = block_on(request.send()).unwrap();
        assert!(answer.status().is_success(), "{key}: {}", answer.status());
    }

    /// Its URL, with what is below it.
    pub fn url(&self, prefix: &str) -> String {
        format!("s3://{}/{prefix}", self.name)
    }

    /// The keys that were fetched, each once, in order.
    pub fn fetched(&self) -> Vec<String> {
        let mut keys: Vec<_> = self.proxy.calls_for("GetObject").into_iter().filter_map(|call| call.shard).collect();
        keys.sort();
        keys.dedup();
        keys
    }

    /// The prefixes that were listed, each once, in order.
    pub fn listed(&self) -> Vec<String> {
        let mut prefixes: Vec<_> =
            self.proxy.calls_for("ListObjectsV2").into_iter().filter_map(|call| call.shard).collect();
        prefixes.sort();
        prefixes.dedup();
        prefixes
    }
}

/// Events as NDJSON: those with these numbers, each a finding.
pub fn events(range: std::ops::Range<u64>) -> String {
    numbered(range, 1).map(|event| event.json + "\n").collect()
}

pub fn gzip(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}
