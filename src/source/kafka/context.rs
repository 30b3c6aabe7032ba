//! What librdkafka tells the reading thread: partitions come and go, commits succeed or fail, numbers, log lines.
//!
//! All of it runs inside `poll`, on the reading thread.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rdkafka::consumer::{BaseConsumer, CommitMode, Consumer, ConsumerContext, Rebalance};
use rdkafka::error::KafkaError;
use rdkafka::statistics::Statistics;
use rdkafka::util::Timeout;
use rdkafka::{ClientContext, TopicPartitionList};

use super::core::{Core, lanes_of};
use super::transaction::Transaction;
use crate::kafka::ClusterContext;
use crate::telemetry::Metrics;
use crate::telemetry::labels;

/// How long the question where a group stands may take.
const PATIENCE: Duration = Duration::from_secs(5);

/// The context of the service's consumer.
pub struct AuditContext {
    core: Mutex<Core>,
    cluster: ClusterContext,
    /// How long a revocation waits for what is under way.
    patience: Duration,
    /// Commits with the alerts, where that was asked for.
    pub(super) transaction: Option<Transaction>,
    metrics: std::sync::Arc<Metrics>,
}

impl AuditContext {
    /// A context around `core`.
    pub fn new(
        core: Core,
        cluster: ClusterContext,
        patience: Duration,
        transaction: Option<Transaction>,
        metrics: std::sync::Arc<Metrics>,
    ) -> Self {
        Self { core: Mutex::new(core), cluster, patience, transaction, metrics }
    }

    /// The state of the reading thread. Nobody else holds it for longer than a callback.
    pub fn core(&self) -> MutexGuard<'_, Core> {
        self.core.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Commits what may be committed of all partitions, or of `only` these. In a transaction everything under way has to be
    /// finished, because alerts of records that are not committed must not be. Gives whether nothing is left to commit; of an
    /// asynchronous commit, as far as is known.
    pub(super) fn commit(
        &self,
        consumer: &BaseConsumer<Self>,
        core: &mut Core,
        mode: CommitMode,
        only: Option<&[super::Lane]>,
    ) -> bool {
        if let Some(transaction) = &self.transaction {
            return transaction.commit(consumer, core);
        }
        if consumer.assignment_lost() {
            // Told of it in the next poll. Somebody else reads these partitions, or will, from where the group stands.
            return false;
        }
        let Some(list) = core.committable(only) else { return true };
        match consumer.commit(&list, mode) {
            Ok(()) => {
                core.committed(&list);
                if matches!(mode, CommitMode::Sync) {
                    self.metrics.commit_ended(true);
                }
                true
            }
            Err(error) => {
                self.metrics.commit_ended(false);
                tracing::warn!(%error, "positions could not be committed; they are with the next try");
                false
            }
        }
    }

    fn revoke(&self, consumer: &BaseConsumer<Self>, list: &TopicPartitionList) {
        let mut core = self.core();
        let mut lanes = lanes_of(list);
        // At the end of the process they are given up before the group is told.
        lanes.retain(|lane| core.intake.tracker.is_open(lane));
        if lanes.is_empty() {
            return;
        }
        let lost = consumer.assignment_lost();
        let kind = if lost { labels::Rebalance::Lost } else { labels::Rebalance::Revoke };
        self.metrics.rebalances_total.with([kind.name()]).inc();
        if lost {
            // Somebody else reads them already: committing would set that member back.
            if let Some(transaction) = &self.transaction {
                transaction.abort(&mut core);
            }
        } else {
            let drained = core.intake.drain(&lanes, self.patience);
            if !drained {
                tracing::warn!(
                    "partitions leave before all their records are done; their next owner reads those again"
                );
            }
            let committed = drained && self.commit(consumer, &mut core, CommitMode::Sync, Some(&lanes));
            if let (false, Some(transaction)) = (committed, &self.transaction) {
                // It holds alerts of records that cannot be committed any more.
                transaction.abort(&mut core);
            } else if !drained {
                self.commit(consumer, &mut core, CommitMode::Sync, Some(&lanes));
            }
        }
        core.revoked(&lanes);
        tracing::info!(partitions = lanes.len(), lost, "partitions taken away");
    }
}

impl ClientContext for AuditContext {
    const ENABLE_REFRESH_OAUTH_TOKEN: bool = true;

    fn log(&self, level: rdkafka::config::RDKafkaLogLevel, facility: &str, message: &str) {
        self.cluster.log(level, facility, message);
    }

    fn stats(&self, statistics: Statistics) {
        let heard = {
            let mut core = self.core();
            core.connected = statistics.brokers.values().any(|broker| broker.nodeid >= 0 && broker.state == "UP");
            core.lanes.heard(&statistics, self.transaction.is_none())
        };
        if heard.committed {
            self.metrics.commit_ended(true);
        }
        if heard.refused {
            self.metrics.commit_ended(false);
            tracing::warn!("positions were not committed; they are with the next try");
        }
    }

    fn error(&self, error: KafkaError, reason: &str) {
        self.cluster.error(error, reason);
    }

    fn generate_oauth_token(
        &self,
        config: Option<&str>,
    ) -> Result<rdkafka::client::OAuthToken, Box<dyn std::error::Error>> {
        self.cluster.generate_oauth_token(config)
    }
}

impl ConsumerContext for AuditContext {
    fn pre_rebalance(&self, consumer: &BaseConsumer<Self>, rebalance: &Rebalance<'_>) {
        match rebalance {
            Rebalance::Assign(list) => {
                let lanes = lanes_of(list);
                self.metrics.rebalances_total.with([labels::Rebalance::Assign.name()]).inc();
                tracing::info!(partitions = lanes.len(), "partitions assigned");
                self.core().assigned(lanes);
                // Without an answer reading goes on all the same: it only says what is lag and whether anything is missing.
                match consumer.committed_offsets((*list).clone(), PATIENCE) {
                    Ok(committed) => self.core().resume(&committed),
                    Err(error) => tracing::debug!(%error, "the group's positions could not be asked for"),
                }
            }
            Rebalance::Revoke(list) => self.revoke(consumer, list),
            Rebalance::Error(error) => tracing::error!(%error, "the group could not be rebalanced"),
        }
    }

    fn main_queue_min_poll_interval(&self) -> Timeout {
        Timeout::After(Duration::from_millis(100))
    }
}
