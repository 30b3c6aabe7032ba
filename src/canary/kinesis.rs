//! Canaries into a stream, each under a partition key of its own, so that every shard has its turn.

use std::io;
use std::time::Duration;

use aws_sdk_kinesis::Client;
use aws_sdk_kinesis::primitives::Blob;
use tokio::runtime::{Builder, Runtime};

use super::{Canary, NotSent, Way};
use crate::aws::{self, Failure};
use crate::config::arn::Arn;
use crate::config::service::{Aws, KinesisSource};

/// How long one try may take; all together take twice as long at most.
const TRY: Duration = Duration::from_secs(10);

/// A stream.
pub struct ToStream {
    /// Of its own: that of the source may end before.
    runtime: Runtime,
    client: Client,
    stream: String,
}

impl ToStream {
    /// Into the stream that is read. Asks for a role at most.
    pub fn new(settings: &Aws, source: &KinesisSource) -> io::Result<Self> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let stream = source.stream.get_ref().clone();
        let sdk = runtime.block_on(aws::load(settings));
        let config = aws::within(&aws::reach(&sdk, &stream, source.endpoint.as_ref()), TRY);
        Ok(Self { runtime, client: Client::new(&config), stream })
    }
}

impl Way for ToStream {
    fn send(&mut self, canary: &Canary) -> Result<(), NotSent> {
        let request = self.client.put_record().partition_key(canary.id()).data(Blob::new(canary.bytes()));
        let request = match Arn::parse(&self.stream) {
            Some(_) => request.stream_arn(&self.stream),
            None => request.stream_name(&self.stream),
        };
        let answer = self.runtime.block_on(request.send());
        answer.map(drop).map_err(|error| NotSent(Failure::of(&error).to_string()))
    }
}
