//! Alerts and positions in one Kafka transaction: what is published is committed, and the other way round.
//!
//! A transaction holds whole records only: before it is committed, everything under way is finished. That costs throughput and
//! buys that a consumer of the alerts with `read_committed` sees each exactly once. What was aborted is read again from what
//! was committed.

use std::sync::{Arc, PoisonError, RwLock, RwLockWriteGuard};
use std::time::Duration;

use rdkafka::consumer::{BaseConsumer, Consumer};
use rdkafka::error::KafkaError;
use rdkafka::producer::Producer;
use rdkafka::{Offset, TopicPartitionList};

use super::context::AuditContext;
use super::core::{Core, list_of};
use crate::pipeline::Publisher;
use crate::sink::AlertProducer;
use crate::telemetry::Metrics;

/// How long one step of a transaction may take.
const TIMEOUT: Duration = Duration::from_secs(30);
/// How long a commit waits for what is under way; what takes longer waits for the next.
const QUIET: Duration = Duration::from_secs(5);

/// The open transaction of a source.
pub struct Transaction {
    producer: Arc<AlertProducer>,
    /// Held for reading while a message is handed over, for writing between two transactions.
    gate: Arc<RwLock<()>>,
    publisher: Arc<Publisher>,
    metrics: Arc<Metrics>,
}

impl Transaction {
    /// Begins the first transaction of `producer`; fences every earlier holder of its transactional id.
    pub fn begin(
        producer: Arc<AlertProducer>,
        gate: Arc<RwLock<()>>,
        publisher: Arc<Publisher>,
        metrics: Arc<Metrics>,
    ) -> Result<Self, KafkaError> {
        producer.init_transactions(TIMEOUT)?;
        producer.begin_transaction()?;
        Ok(Self { producer, gate, publisher, metrics })
    }

    /// Commits everything that was read, if it can be finished soon enough. Gives whether nothing is left to commit.
    pub(super) fn commit(&self, consumer: &BaseConsumer<AuditContext>, core: &mut Core) -> bool {
        if core.spoilt {
            return false;
        }
        let lanes: Vec<_> = core.lanes.iter().map(|one| one.lane.clone()).collect();
        if !core.intake.drain(&lanes, QUIET) {
            return false;
        }
        if self.producer.context().take_doomed() {
            tracing::warn!("a message of the transaction was not taken; what it held is read again");
            self.abort(core);
            return false;
        }
        let list = core.committable(None);
        let ended = {
            let _between = self.gate();
            if list.is_none() && !self.producer.context().take_written() {
                return true;
            }
            self.commit_now(consumer, list.as_ref())
        };
        match ended {
            Ok(()) => {
                if let Some(list) = &list {
                    core.committed(list);
                }
                self.metrics.transactions_total.with(["committed"]).inc();
                self.metrics.commit_ended(true);
                true
            }
            Err(error) => {
                tracing::warn!(%error, "a transaction could not be committed; what it held is read again");
                self.metrics.commit_ended(false);
                self.abort(core);
                false
            }
        }
    }

    /// Sends the last counts of folded alerts with the last transaction. Gives whether it is committed.
    pub(super) fn finish(&self, consumer: &BaseConsumer<AuditContext>, core: &mut Core) -> bool {
        self.publisher.send_counts(QUIET);
        self.commit(consumer, core)
    }

    fn gate(&self) -> RwLockWriteGuard<'_, ()> {
        self.gate.write().unwrap_or_else(PoisonError::into_inner)
    }

    fn commit_now(
        &self,
        consumer: &BaseConsumer<AuditContext>,
        list: Option<&TopicPartitionList>,
    ) -> Result<(), KafkaError> {
        if let Some(list) = list {
            let group = consumer.group_metadata().ok_or(KafkaError::Canceled)?;
            self.producer.send_offsets_to_transaction(list, &group, TIMEOUT)?;
        }
        self.producer.commit_transaction(TIMEOUT)?;
        self.producer.begin_transaction()
    }

    /// Takes back what the open transaction holds. Between it and the next one everything under way comes to its end outside of
    /// both: its alerts are refused, and its records are read again.
    pub(super) fn abort(&self, core: &mut Core) {
        self.metrics.transactions_total.with(["aborted"]).inc();
        let aborted = {
            let _between = self.gate();
            self.producer.abort_transaction(TIMEOUT)
        };
        let lanes: Vec<_> = core.lanes.iter().map(|one| one.lane.clone()).collect();
        let quiet = core.intake.drain(&lanes, QUIET);
        // What counted as published is not.
        self.publisher.forget();
        let _ = self.producer.context().take_doomed();
        match aborted.and_then(|()| self.producer.begin_transaction()) {
            Ok(()) if quiet => {}
            Ok(()) => core.fenced = true,
            Err(error) => {
                tracing::error!(%error, "the transaction could not be taken back");
                core.fenced = true;
            }
        }
        core.spoilt = true;
    }
}

/// Goes back to what was committed: every partition begins a new epoch there, or where this began to read it if nothing was
/// committed yet. By now, a new group might begin elsewhere.
pub(super) fn read_again(consumer: &BaseConsumer<AuditContext>, core: &mut Core) -> Result<(), KafkaError> {
    let began: Vec<_> = core.lanes.iter().filter_map(|one| Some((one.lane.clone(), one.began?))).collect();
    core.restart();
    if began.is_empty() {
        return Ok(());
    }
    let committed = consumer.committed_offsets(list_of(began.iter().map(|(lane, _)| lane)), TIMEOUT)?;
    let mut back = TopicPartitionList::new();
    for (lane, first) in began {
        let stands = committed.find_partition(&lane.topic, lane.partition);
        let offset = match stands.map(|element| element.offset()) {
            Some(Offset::Offset(offset)) => offset,
            _ => first,
        };
        back.add_partition_offset(&lane.topic, lane.partition, Offset::Offset(offset))?;
        if let Some(one) = core.lanes.find(&lane.topic, lane.partition) {
            one.began = Some(first);
        }
    }
    // A partition that stayed where it is would be committed past what was taken back.
    consumer.seek_partitions(back, TIMEOUT)?.elements().iter().try_for_each(|element| element.error())
}
