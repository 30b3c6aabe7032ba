//! Records into a stream.

use std::error::Error;
use std::time::{Duration, Instant};

use aws_config::BehaviorVersion;
use aws_config::retry::RetryConfig;
use aws_config::timeout::TimeoutConfig;
use aws_sdk_kinesis::Client;
use aws_sdk_kinesis::primitives::Blob;
use aws_sdk_kinesis::types::PutRecordsRequestEntry;
use tokio::runtime::{Builder, Runtime};

use crate::outlet::{Failure, Outlet};

/// What a request may hold.
const RECORDS: usize = 500;
/// How long one try may take.
const TRY: Duration = Duration::from_secs(10);
/// How long records may be refused.
const REFUSED: Duration = Duration::from_secs(60);

/// A stream.
pub struct Stream {
    runtime: Runtime,
    client: Client,
    stream: String,
    /// Makes partition keys, so that the records spread over all shards.
    sent: u64,
}

impl Stream {
    /// Takes region and credentials from the environment, as every client of AWS.
    ///
    /// # Errors
    ///
    /// The system gives no thread or socket.
    pub fn new(endpoint: &str, stream: &str) -> Result<Self, Failure> {
        let runtime = Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|error| Failure::new(format!("no runtime: {error}"), "raise the limits of this process"))?;
        let config = aws_config::defaults(BehaviorVersion::latest())
            .endpoint_url(endpoint)
            .retry_config(RetryConfig::standard().with_max_attempts(8))
            .timeout_config(TimeoutConfig::builder().operation_attempt_timeout(TRY).build());
        let client = Client::new(&runtime.block_on(config.load()));
        Ok(Self { runtime, client, stream: stream.to_owned(), sent: 0 })
    }

    fn entry(&mut self, record: &[u8]) -> Result<PutRecordsRequestEntry, Failure> {
        self.sent += 1;
        PutRecordsRequestEntry::builder()
            .partition_key(self.sent.to_string())
            .data(Blob::new(record))
            .build()
            .map_err(|error| self.failure(&error.to_string()))
    }

    fn failure(&self, what: &str) -> Failure {
        Failure::new(
            format!("stream {}: {what}", self.stream),
            "see whether the endpoint answers, the stream is there, and AWS_REGION, AWS_ACCESS_KEY_ID and \
             AWS_SECRET_ACCESS_KEY are set (a stand-in takes any)",
        )
    }
}

impl Outlet for Stream {
    fn send(&mut self, records: &[Vec<u8>]) -> Result<(), Failure> {
        for some in records.chunks(RECORDS) {
            let mut entries = some.iter().map(|record| self.entry(record)).collect::<Result<Vec<_>, _>>()?;
            let begin = Instant::now();
            while !entries.is_empty() {
                let request = self.client.put_records().stream_name(&self.stream).set_records(Some(entries.clone()));
                let answer = self.runtime.block_on(request.send());
                let answer = answer.map_err(|error| self.failure(&reasons(&error)))?;
                let refused: Vec<_> =
                    entries.into_iter().zip(answer.records).filter(|(_, one)| one.error_code.is_some()).collect();
                if !refused.is_empty() {
                    if begin.elapsed() > REFUSED {
                        return Err(self.failure("records were refused for a minute"));
                    }
                    std::thread::sleep(Duration::from_millis(200));
                }
                entries = refused.into_iter().map(|(entry, _)| entry).collect();
            }
        }
        Ok(())
    }

    fn finish(&mut self) -> Result<(), Failure> {
        Ok(())
    }
}

/// An error of the SDK with what caused it; alone it says only what kind it is.
fn reasons(error: &dyn Error) -> String {
    let causes = std::iter::successors(Some(error), |error| (*error).source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}
