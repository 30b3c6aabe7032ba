//! Alerts onto an EventBridge bus: an event each, whose detail is the CloudEvent.
//!
//! It promises that nothing is put onto a bus that is not there: `PutEvents` takes such events, confirms them and throws them
//! away (aws/aws-sdk#186), so the bus is asked for first, and again every minute; where that may not be asked, nothing is put.
//! What a failure means, and when to try again, is for [`cloud`](super::cloud).

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use aws_sdk_eventbridge::Client;
use aws_sdk_eventbridge::primitives::{DateTime, DateTimeFormat};
use aws_sdk_eventbridge::types::PutEventsRequestEntry;
use tokio::runtime::Handle;

use super::cloud::{Call, CloudSink, Letter, Limits, Outcome};
use super::{Message, Sink};
use crate::aws::{Failure, Session};
use crate::config::service::EventBridgeSink as Settings;
use crate::telemetry::labels::ErrorKind;

/// How long it is believed that the bus is there.
const BELIEVED: Duration = Duration::from_secs(60);
/// What EventBridge counts for the time of an event.
const TIME: usize = 14;

/// A bus.
pub(super) struct Bus {
    client: Client,
    bus: String,
    /// When the bus was last seen.
    seen: Mutex<Option<Instant>>,
}

impl Bus {
    /// The bus of `settings` as a sink.
    pub fn sink(settings: &Settings, session: &Session, runtime: Handle) -> impl Sink + 'static {
        let bus = settings.bus.get_ref().clone();
        let config = session.for_one_try(&settings.bus, settings.endpoint.as_ref());
        CloudSink::new(Self { client: Client::new(&config), bus, seen: Mutex::default() }, runtime)
    }

    /// Fails where the bus is not there, or where that cannot be known.
    async fn look(&self) -> Result<(), Failure> {
        if self.seen().is_some_and(|seen| seen.elapsed() < BELIEVED) {
            return Ok(());
        }
        let answer = self.client.describe_event_bus().name(&self.bus).send().await;
        answer.map_err(|error| match Failure::of(&error) {
            // A policy for any bus would let events through to one that is mistyped.
            Failure { kind: kind @ ErrorKind::Authorization, name } => {
                Failure::new(kind, &format!("{name} (grant events:DescribeEventBus)"))
            }
            failure => failure,
        })?;
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
        Ok(())
    }

    fn seen(&self) -> Option<Instant> {
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn entry(&self, letter: &Letter) -> PutEventsRequestEntry {
        let message = letter.message();
        PutEventsRequestEntry::builder()
            .event_bus_name(&self.bus)
            .source(&*message.source)
            .detail_type(message.kind)
            .detail(&letter.body)
            .set_time(DateTime::from_str(&message.time, DateTimeFormat::DateTime).ok())
            .build()
    }
}

impl Call for Bus {
    // Where it is newer, EventBridge takes 1 MiB.
    const LIMITS: Limits = Limits { entries: 10, bytes: 256 << 10, usual: 256 << 10, largest: 1 << 20 };
    const PERMISSION: &'static str = "events:DescribeEventBus, events:PutEvents";

    fn place(&self) -> &str {
        &self.bus
    }

    fn size(&self, message: &Message, body: &str) -> usize {
        TIME + message.source.len() + message.kind.len() + body.len()
    }

    async fn put(&self, letters: &[Letter]) -> Result<Vec<Outcome>, Failure> {
        self.look().await?;
        let entries = letters.iter().map(|letter| self.entry(letter)).collect();
        let answer = self.client.put_events().set_entries(Some(entries)).send().await;
        let answer = answer.map_err(|error| Failure::of(&error))?;
        let outcomes = answer.entries().iter().map(|entry| match (entry.error_code(), entry.event_id()) {
            (Some(code), _) => Outcome::of(code, false),
            (None, Some(_)) => Outcome::Taken,
            (None, None) => Outcome::unknown(),
        });
        Ok(outcomes.collect())
    }
}
