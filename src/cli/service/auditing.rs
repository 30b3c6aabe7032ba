//! Puts together what audits: what is configured becomes sinks and threads, in the order in which a mistake costs least.

use std::path::Path;
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use arc_swap::ArcSwap;

use super::{Topics, sinks};
use crate::alert::{AlertRules, Folder, SuppressionState, SuppressionStatus};
use crate::cli::linking::keying;
use crate::cli::{Error, Loaded, Told};
use crate::config::Config;
use crate::database::DatabaseError;
use crate::linked::Ruleset;
use crate::pipeline::{Ends, InForce, Linking, Publisher, Stop, Worker, clock};
use crate::policy::Day;
use crate::sink::SinkStatus;
use crate::telemetry::{AccountNames, Metrics, labels};

/// Sinks, auditing threads, and what looks after them: all of a service that does not know where records come from.
pub struct Auditing {
    /// Set when nothing may be waited for any longer.
    pub stop: Stop,
    /// The rules in force.
    pub in_force: Arc<ArcSwap<InForce>>,
    /// What was seen of each resource.
    pub linking: Arc<Linking>,
    /// What is counted.
    pub metrics: Arc<Metrics>,
    /// The way of alerts to the sinks.
    pub publisher: Arc<Publisher>,
    workers: Vec<JoinHandle<()>>,
    /// Looks after what was published, until `looking_after` is set.
    upkeep: JoinHandle<()>,
    looking_after: Stop,
    sinks: Vec<JoinHandle<()>>,
    /// Drives the connections of sinks.
    runtime: tokio::runtime::Runtime,
}

impl Auditing {
    /// Starts what `loaded` describes, with so many auditing threads. `lane` names the part of the source that this process has to
    /// itself, where it has only one. Gives the ends that a source is put between.
    pub fn start(
        loaded: &Loaded,
        threads: usize,
        lane: Option<&str>,
        topics: &mut Topics<'_>,
    ) -> Result<(Self, Ends), Error> {
        let config = &loaded.settings.config;
        let in_force = Arc::new(ArcSwap::from_pointee(in_force(loaded)?));
        let metrics = Metrics::new().map_err(|error| Told::failed(error.to_string()))?;
        in_force_now(&in_force.load(), &metrics);
        let stop = Stop::default();
        let runtime = runtime()?;
        let sinks = sinks::open(config, loaded.settings.folder(), topics, runtime.handle(), &metrics, &stop)?;
        for warning in super::warnings(config, &loaded.rules) {
            tracing::warn!("{warning}");
        }
        let folding = Folder::new(config.alerts.fold.0, config.alerts.fold_entries);
        let name: Arc<str> = config.alerts.source.as_str().into();
        let publisher = Publisher::new(name, sinks.desks, sinks.quarantine, folding, Arc::clone(&metrics));
        let folder = config.linked.folder.as_ref().map(|folder| loaded.settings.folder().join(folder));
        // Processes that share a configuration have a file each.
        let folder = folder.map(|folder| lane.map_or_else(|| folder.clone(), |lane| folder.join(lane)));
        let linking = linking(loaded, folder.as_deref(), &in_force.load(), &metrics)?;
        let (workers, ends) = workers(config, threads, &publisher, &in_force, &linking, &metrics)?;
        let looking_after = Stop::default();
        let upkeep = upkeep(Arc::clone(&publisher), looking_after.clone())?;
        let sinks = sinks.threads;
        Ok((Self { stop, in_force, linking, metrics, publisher, workers, upkeep, looking_after, sinks, runtime }, ends))
    }

    /// What is known of the health of each sink, and of quarantine.
    #[cfg(any(feature = "kafka", feature = "kinesis", feature = "webhook"))]
    pub fn statuses(&self) -> Vec<Arc<SinkStatus>> {
        self.publisher.desks().map(|desk| Arc::clone(&desk.status)).collect()
    }
}

/// The auditing threads, and the ends of the way through them.
fn workers(
    config: &Config,
    threads: usize,
    publisher: &Arc<Publisher>,
    in_force: &Arc<ArcSwap<InForce>>,
    linking: &Arc<Linking>,
    metrics: &Arc<Metrics>,
) -> Result<(Vec<JoinHandle<()>>, Ends), Error> {
    let (batches, to_workers) = crossbeam_channel::unbounded();
    let (settlements, settled) = crossbeam_channel::unbounded();
    let workers = (0..threads).map(|number| {
        let worker = Worker {
            batches: to_workers.clone(),
            settlements: settlements.clone(),
            publisher: Arc::clone(publisher),
            in_force: Arc::clone(in_force),
            linking: Arc::clone(linking),
            limits: config.limits.of_document(),
            longest: config.limits.of_source().document,
            metrics: Arc::clone(metrics),
        };
        thread::Builder::new().name(format!("audit-{number}")).spawn(move || worker.run())
    });
    let workers = workers.collect::<Result<_, _>>().map_err(|error| no_thread(&error))?;
    Ok((workers, Ends { batches, settled }))
}

fn no_thread(error: &std::io::Error) -> Error {
    Told::failed(format!("cannot start a thread: {error}")).into()
}

/// The thread that looks after what was published.
fn upkeep(publisher: Arc<Publisher>, stop: Stop) -> Result<JoinHandle<()>, Error> {
    let thread = thread::Builder::new().name("publisher".to_owned()).spawn(move || publisher.upkeep(&stop));
    thread.map_err(|error| no_thread(&error))
}

/// A runtime for the connections of sinks.
pub fn runtime() -> Result<tokio::runtime::Runtime, Error> {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .thread_name("http")
        .enable_all()
        .build()
        .map_err(|error| no_thread(&error))
}

/// The rules and what makes alerts of findings.
pub fn in_force(loaded: &Loaded) -> Result<InForce, Error> {
    let config = &loaded.settings.config;
    let key = loaded.settings.fingerprint_key()?;
    let rules = Arc::clone(&loaded.rules);
    let ruleset = Arc::new(Ruleset::of(&rules));
    let alerts = AlertRules::new(&config.alerts, &config.suppression, key, &rules);
    let alerts = alerts
        .map_err(|faults| faults.into_iter().map(|fault| loaded.settings.not_suppressing(fault)).collect::<Vec<_>>())?;
    let names = config.accounts.names.iter().map(|(id, name)| (id.get_ref().as_str(), name.as_str()));
    let accounts = Arc::new(AccountNames::new(rules.policy().context(), names));
    Ok(InForce { rules, ruleset, alerts, accounts })
}

/// What was seen of each resource: what is kept in `folder`, or nothing yet.
pub fn linking(
    loaded: &Loaded,
    folder: Option<&Path>,
    in_force: &InForce,
    metrics: &Arc<Metrics>,
) -> Result<Arc<Linking>, Error> {
    let (key, ruleset) = (loaded.settings.fingerprint_key()?, Arc::clone(&in_force.ruleset));
    if folder.is_some() && key.is_none() && ruleset.needs_key() {
        let setting = "`alerts.fingerprint_key_file` is not set";
        tracing::warn!("rules over several events of one user begin anew after a restart: {setting}");
    }
    let resources = loaded.settings.config.linked.resources;
    let linking = Linking::open(resources, folder, keying(key)?, ruleset, Arc::clone(metrics));
    linking.map_err(|error| {
        let remedy = match error {
            DatabaseError { in_use: true, .. } => "give each service a `linked.folder` of its own",
            DatabaseError { full: true, .. } => "make room on the disk",
            _ => "give this user the right to write there; a damaged file can be moved away: linking then begins anew",
        };
        let told = Told::failed(format!("what linked rules remember cannot be opened: {error}"));
        told.at(folder.unwrap_or(Path::new("")).display().to_string()).remedy(remedy).into()
    })
}

/// Why the service ends when nobody reads its standard output any more.
pub const READER_GONE: &str = "the reader of a sink has gone";

impl Auditing {
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
            self.metrics.sink(&desk.status);
        }
        for desk in self.publisher.sinks() {
            self.metrics.published(&desk.status);
        }
        let in_force = self.in_force.load();
        suppressions(&in_force, &self.metrics, now_ms);
        attestations(&in_force, &self.metrics);
    }

    /// Sends the last counts of folded alerts and waits for the sinks to have everything. Gives what they lack.
    pub fn close(self, deadline: Instant) -> Left {
        let optional = self.publisher.sinks().iter().filter(|desk| !desk.status.required);
        let optional: Vec<Arc<SinkStatus>> = optional.map(|desk| Arc::clone(&desk.status)).collect();
        let counted = self.publisher.send_counts(deadline.saturating_duration_since(Instant::now()));
        let Self { publisher, workers, sinks, runtime, upkeep, looking_after, metrics, .. } = self;
        looking_after.set();
        // Reading has ended, so the auditing threads end; then nobody holds a desk, and the sinks end when they are done.
        let done = join(workers, deadline) && join(vec![upkeep], deadline);
        drop(publisher);
        let done = done && counted && join(sinks, deadline);
        // What is open at a required sink is read again. What is open at another one is gone with this process.
        let dropped =
            optional.iter().map(|sink| (Arc::clone(&sink.name), sink.open())).filter(|(_, alerts)| *alerts > 0);
        let dropped: Vec<(Arc<str>, u64)> = dropped.collect();
        for (sink, alerts) in &dropped {
            metrics.alerts_dropped_total.with([sink]).inc_by(*alerts);
            tracing::error!(sink = &**sink, alerts, "alerts that waited for this sink were not delivered");
        }
        runtime.shutdown_background();
        Left { done, dropped }
    }
}

/// What the sinks lack at the end.
pub struct Left {
    /// Whether they lack nothing.
    pub done: bool,
    /// Alerts that sinks which are not required did not get, by the names of these.
    #[cfg_attr(
        not(any(feature = "kafka", feature = "kinesis", feature = "webhook")),
        allow(dead_code, reason = "told by `run`, which a build without a source lacks")
    )]
    pub dropped: Vec<(Arc<str>, u64)>,
}

/// Waits for threads to end. Gives whether all have, and none by a panic.
fn join(threads: Vec<JoinHandle<()>>, deadline: Instant) -> bool {
    while threads.iter().any(|thread| !thread.is_finished()) {
        if Instant::now() > deadline {
            return false;
        }
        thread::sleep(Duration::from_millis(5));
    }
    threads.into_iter().all(|thread| thread.join().is_ok())
}

/// Says in the metrics what is in force from now on.
pub fn in_force_now(in_force: &InForce, metrics: &Metrics) {
    metrics.rules(&in_force.rules);
    suppressions(in_force, metrics, clock::now_ms());
    attestations(in_force, metrics);
}

/// Counts attestations by their state, which changes with the day.
fn attestations(in_force: &InForce, metrics: &Metrics) {
    metrics.attestations(&in_force.rules, Day::of(clock::now()));
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
