//! Puts the service together: what is configured becomes sinks, threads, a port and a consumer, in the order in which a mistake
//! costs least.

use std::path::Path;
use std::sync::{Arc, RwLock};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use arc_swap::ArcSwap;
use crossbeam_channel::Receiver;

use super::kafka::{self, Ends};
use super::sinks::{self, Cluster};
use crate::alert::{AlertRules, FingerprintKey, Folder, SuppressionState, SuppressionStatus};
use crate::cli::{Error, Loaded, Told, cannot_read};
use crate::config::service::Delivery;
use crate::pipeline::lifecycle::{self, Asked};
use crate::pipeline::{self, InForce, Publisher, Stop, Worker, clock};
use crate::source::Ended;
use crate::source::kafka::Transaction;
use crate::telemetry::{Admin, Health, Metrics, Shown, labels};

/// A service that runs.
pub(super) struct Running {
    /// What the system asks for.
    pub asked: Receiver<Asked>,
    /// How reading ended.
    pub ended: Receiver<Ended>,
    /// Set to end reading.
    pub drain: Stop,
    /// Set when nothing may be waited for any longer.
    pub stop: Stop,
    /// The rules in force.
    pub in_force: Arc<ArcSwap<InForce>>,
    /// What is counted.
    pub metrics: Arc<Metrics>,
    /// How long the end may take.
    pub grace: Duration,
    publisher: Arc<Publisher>,
    admin: Admin,
    workers: Vec<JoinHandle<()>>,
    /// Looks after what was published, until `looking_after` is set.
    upkeep: JoinHandle<()>,
    looking_after: Stop,
    sinks: Vec<JoinHandle<()>>,
    /// Drives the connections of HTTP sinks.
    runtime: tokio::runtime::Runtime,
}

/// Starts everything that `loaded` describes.
pub(super) fn start(loaded: &Loaded) -> Result<Running, Error> {
    let config = &loaded.settings.config;
    let (Some(cluster), Some(source)) = (&config.kafka, &config.source.kafka) else {
        return Err(Told::usage("there is nothing to read: no source is configured")
            .remedy("add [kafka] with `brokers` and [source.kafka] with `topics`; docs/kafka.md has an example")
            .into());
    };
    let folder = loaded.settings.folder();
    let in_force = Arc::new(ArcSwap::from_pointee(in_force(loaded)?));
    let clients = kafka::clients(config, cluster, source, folder)?;
    let metrics = Metrics::new().map_err(|error| Told::failed(error.to_string()))?;
    metrics.rules(&loaded.rules);
    let (stop, drain) = (Stop::default(), Stop::default());
    let asked = lifecycle::signals().map_err(|error| Told::failed(format!("cannot take signals: {error}")))?;
    let runtime = runtime()?;
    let gate = (config.service.delivery == Delivery::Transactional).then(Arc::<RwLock<()>>::default);
    let topics = Cluster { config: &clients.producer, context: &clients.context, gate: gate.clone() };
    let (sinks, producer) = sinks::open(config, folder, &topics, runtime.handle(), &metrics, &stop)?;
    if sinks.desks.is_empty() {
        tracing::warn!("no [[sink]] is configured: findings are only counted");
    }

    let statuses = sinks.desks.iter().chain([&sinks.quarantine]).map(|desk| Arc::clone(&desk.status)).collect();
    let health = Health::new(config.service.stall.0, statuses, clock::now_ms());
    let admin = Admin::open(config.admin.listen, Shown { metrics: Arc::clone(&metrics), health: Arc::clone(&health) })
        .map_err(|error| Told::failed(error.to_string()))?;
    let folding = Folder::new(config.alerts.fold.0, config.alerts.fold_entries);
    let name: Arc<str> = config.alerts.source.as_str().into();
    let publisher = Publisher::new(name, sinks.desks, sinks.quarantine, folding, Arc::clone(&metrics));
    let transaction = match (gate, producer) {
        (Some(gate), Some(producer)) => {
            let begun = Transaction::begin(producer, gate, Arc::clone(&publisher), Arc::clone(&metrics));
            Some(begun.map_err(|error| {
                Told::failed(format!("the cluster gives no transaction: {error}"))
                    .remedy("check that it is reachable and that this user may WRITE to the transactional id")
            })?)
        }
        _ => None,
    };

    let (batches, to_workers) = crossbeam_channel::unbounded();
    let (settlements, settled) = crossbeam_channel::unbounded();
    let worker = || Worker {
        batches: to_workers.clone(),
        settlements: settlements.clone(),
        publisher: Arc::clone(&publisher),
        in_force: Arc::clone(&in_force),
        limits: config.limits.of_document(),
        longest: config.limits.of_source().document,
        metrics: Arc::clone(&metrics),
    };
    let threads = config.service.workers.map_or_else(crate::cli::cores, usize::from);
    let workers = (0..threads).map(|number| {
        let worker = worker();
        thread::Builder::new().name(format!("audit-{number}")).spawn(move || worker.run())
    });
    let workers =
        workers.collect::<Result<_, _>>().map_err(|error| Told::failed(format!("cannot start a thread: {error}")))?;
    drop(settlements);

    let looking_after = Stop::default();
    let upkeep = upkeep(Arc::clone(&publisher), looking_after.clone())?;

    let pipeline = pipeline::Ends { batches, settled };
    let ends = Ends { pipeline, transaction, metrics: Arc::clone(&metrics), health, drain: drain.clone() };
    let ended = kafka::start(config, source, clients, ends)?;
    tracing::info!(
        version = env!("CARGO_PKG_VERSION"),
        rules = loaded.rules.digest().get(..12),
        workers = threads,
        group = source.group,
        admin = %admin.address(),
        "running"
    );
    let grace = config.service.grace.0;
    Ok(Running {
        asked,
        ended,
        drain,
        stop,
        in_force,
        metrics,
        grace,
        publisher,
        admin,
        workers,
        upkeep,
        looking_after,
        sinks: sinks.threads,
        runtime,
    })
}

/// The thread that looks after what was published.
fn upkeep(publisher: Arc<Publisher>, stop: Stop) -> Result<JoinHandle<()>, Error> {
    let thread = thread::Builder::new().name("publisher".to_owned()).spawn(move || publisher.upkeep(&stop));
    thread.map_err(|error| Told::failed(format!("cannot start a thread: {error}")).into())
}

pub(in crate::cli) fn runtime() -> Result<tokio::runtime::Runtime, Error> {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .thread_name("http")
        .enable_all()
        .build()
        .map_err(|error| Told::failed(format!("cannot start a thread: {error}")).into())
}

/// The rules and what makes alerts of findings.
pub(in crate::cli) fn in_force(loaded: &Loaded) -> Result<InForce, Error> {
    let config = &loaded.settings.config;
    let path = config.alerts.fingerprint_key_file.as_ref().map(|path| loaded.settings.folder().join(path));
    let key = path.as_deref().map(fingerprint_key).transpose()?;
    let rules = Arc::clone(&loaded.rules);
    let alerts = AlertRules::new(&config.alerts, &config.suppression, key, &rules);
    let alerts = alerts.map_err(|faults| {
        faults
            .into_iter()
            .map(|fault| {
                Told::usage(fault.what).at(format!("[[suppression]] number {}", fault.index + 1)).remedy(fault.remedy)
            })
            .collect::<Vec<_>>()
    })?;
    Ok(InForce { rules, alerts })
}

fn fingerprint_key(path: &Path) -> Result<FingerprintKey, Error> {
    let bytes = std::fs::read(path).map_err(|error| cannot_read(path.display(), &error))?;
    FingerprintKey::new(&bytes).map_err(|short| {
        Told::usage(short.to_string())
            .at(format!("alerts.fingerprint_key_file, {}", path.display()))
            .remedy("make one with `openssl rand -out FILE 32`")
            .into()
    })
}

/// Why the service ends when nobody reads its standard output any more.
pub const READER_GONE: &str = "the reader of a sink has gone";

impl Running {
    /// A thread that has ended although it should not.
    pub fn dead_thread(&self) -> Option<&'static str> {
        if self.publisher.desks().any(|desk| desk.status.is_closed()) {
            return Some(READER_GONE);
        }
        let dead = |threads: &[JoinHandle<()>]| threads.iter().any(JoinHandle::is_finished);
        if dead(&self.workers) {
            return Some("an auditing thread");
        }
        dead(&self.sinks).then_some("the thread of a sink")
    }

    /// What is done once a second.
    pub fn tick(&self) {
        let now_ms = clock::now_ms();
        for desk in self.publisher.desks() {
            self.metrics.sink(&desk.status, desk.waiting());
        }
        for desk in self.publisher.sinks() {
            self.metrics.published(&desk.status);
        }
        suppressions(&self.in_force.load(), &self.metrics, now_ms);
    }

    /// Sends the last counts of folded alerts and waits for the sinks to have everything. Gives whether they do.
    pub fn close(self, deadline: Instant) -> bool {
        let counted = self.publisher.send_counts(deadline.saturating_duration_since(Instant::now()));
        let Self { publisher, workers, sinks, admin, runtime, upkeep, looking_after, .. } = self;
        looking_after.set();
        // Reading has ended, so the auditing threads end; then nobody holds a desk, and the sinks end when they are done.
        let done = join(workers, deadline) && join(vec![upkeep], deadline);
        drop(publisher);
        let done = done && counted && join(sinks, deadline);
        admin.close();
        runtime.shutdown_background();
        done
    }
}

/// Waits for threads to end. Gives whether all have.
fn join(threads: Vec<JoinHandle<()>>, deadline: Instant) -> bool {
    while threads.iter().any(|thread| !thread.is_finished()) {
        if Instant::now() > deadline {
            return false;
        }
        thread::sleep(Duration::from_millis(5));
    }
    threads.into_iter().all(|thread| thread.join().is_ok())
}

/// Counts suppressions by their state.
fn suppressions(in_force: &InForce, metrics: &Metrics, now_ms: i64) {
    let all = in_force.alerts.suppressions(now_ms);
    let state = |one: &SuppressionStatus| match one.state {
        SuppressionState::Expired => labels::SuppressionState::Expired,
        SuppressionState::ExpiringSoon => labels::SuppressionState::Expiring,
        SuppressionState::Active if one.used == 0 => labels::SuppressionState::Unused,
        SuppressionState::Active => labels::SuppressionState::Active,
    };
    for wanted in labels::SuppressionState::ALL {
        let count = all.iter().filter(|one| state(one) == *wanted).count();
        let state = wanted;
        metrics.suppressions.with([state.name()]).set(i64::try_from(count).unwrap_or(i64::MAX));
    }
}
