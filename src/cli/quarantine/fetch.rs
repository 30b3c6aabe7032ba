//! Records in quarantine, fetched where they stand: from the Kafka cluster or the Kinesis stream of the configuration.
//!
//! Clients are made when the first record of their system is asked for.

#[cfg(feature = "kafka")]
use std::cell::OnceCell;

use crate::cli::{Settings, Told};
use crate::pipeline::{Batch, Place, Token};
use crate::quarantine::Pointer;

/// Where records are fetched.
pub(super) struct Records {
    #[cfg_attr(
        not(any(feature = "kafka", feature = "kinesis")),
        allow(dead_code, reason = "bodies of webhooks are not fetched")
    )]
    settings: Settings,
    runtime: tokio::runtime::Handle,
    #[cfg(feature = "kafka")]
    kafka: OnceCell<crate::source::kafka::Reader>,
    #[cfg(feature = "kinesis")]
    aws: crate::aws::Session,
    #[cfg(feature = "kinesis")]
    streams: crate::source::kinesis::Fetcher,
}

impl Records {
    /// By `settings`. `runtime` has threads of its own.
    pub fn new(settings: Settings, runtime: tokio::runtime::Handle) -> Self {
        Self {
            #[cfg(feature = "kafka")]
            kafka: OnceCell::new(),
            #[cfg(feature = "kinesis")]
            aws: crate::aws::Session::new(&settings.config.aws, runtime.clone()),
            #[cfg(feature = "kinesis")]
            streams: crate::source::kinesis::Fetcher::default(),
            settings,
            runtime,
        }
    }

    /// The record of `pointer` in a batch with `token`; `None` where it is no longer there.
    pub fn fetch(&self, pointer: &Pointer, token: Token) -> Result<Option<Batch>, Told> {
        let fetched = match &pointer.place {
            Place::Kafka { .. } => self.of_kafka(pointer, token)?,
            Place::Kinesis { .. } => self.of_kinesis(pointer, token),
            // Told before it is asked for.
            Place::Webhook { .. } => return Ok(None),
        };
        fetched.map_err(|(what, remedy)| {
            Told::failed(format!("the record cannot be fetched: {what}")).at(pointer.place.to_string()).remedy(remedy)
        })
    }

    #[cfg(feature = "kafka")]
    fn of_kafka(&self, pointer: &Pointer, token: Token) -> Result<Fetched, Told> {
        let reader = match self.kafka.get() {
            Some(reader) => reader,
            None => {
                let reader = crate::cli::service::reader(&self.settings).map_err(first)?;
                self.kafka.get_or_init(|| reader)
            }
        };
        let fetched = crate::source::kafka::fetch(reader, &pointer.place, pointer.recorded_ms, token);
        let remedy = "check that the brokers are reachable and that this user may read the topic";
        Ok(fetched.map_err(|error| (error.to_string(), remedy)))
    }

    #[cfg(not(feature = "kafka"))]
    fn of_kafka(&self, _: &Pointer, _: Token) -> Result<Fetched, Told> {
        Ok(Err(("it is in Kafka".to_owned(), "use a build with the feature `kafka`")))
    }

    #[cfg(feature = "kinesis")]
    fn of_kinesis(&self, pointer: &Pointer, token: Token) -> Fetched {
        use crate::config::arn::stream_name;
        use crate::source::kinesis::Stream;
        let source = self.settings.config.source.kinesis.as_ref();
        let name = pointer.place.container().to_string();
        // By its ARN where that is known: the stream may be another account's.
        let source = source.filter(|source| stream_name(source.stream.get_ref()) == name);
        let name = source.map_or(name, |source| source.stream.get_ref().clone());
        let endpoint = source.and_then(|source| source.endpoint.as_ref());
        let client = aws_sdk_kinesis::Client::new(&crate::aws::reach(self.aws.config(), &name, endpoint));
        let stream = Stream::new(client, &name);
        let fetched = self.streams.fetch(&stream, &pointer.place, token);
        let fetched = self.runtime.block_on(fetched);
        let remedy = "check region, endpoint and credentials, and that this role may read the stream";
        fetched.map_err(|failure| (failure.to_string(), remedy))
    }

    #[cfg(not(feature = "kinesis"))]
    fn of_kinesis(&self, _: &Pointer, _: Token) -> Fetched {
        let _ = &self.runtime;
        Err(("it is in Kinesis".to_owned(), "use a build with the feature `kinesis`"))
    }
}

/// The record, or what went wrong and what to do.
type Fetched = Result<Option<Batch>, (String, &'static str)>;

/// The first of what was told.
#[cfg(feature = "kafka")]
fn first(error: crate::cli::Error) -> Told {
    Told::failed(error.to_string())
}
