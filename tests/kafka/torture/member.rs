//! A member of the group: the service's own reading thread, with a stand-in for auditing threads and sinks that lets records end
//! in any order, late, or not at all.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender};
use fastrand::Rng;
use phi_audit::config::service::{KafkaCluster, KafkaSource, Quarantine};
use phi_audit::kafka::ClusterContext;
use phi_audit::pipeline::{self, Batch, Delivered, Intake, Load, Outcome, Place, Settled, Stop, Token, clock};
use phi_audit::quarantine::QuarantineGuard;
use phi_audit::source::Ended;
use phi_audit::source::kafka::{AuditContext, Core, Poller, Topics, Upkeep, consumer};
use phi_audit::telemetry::{Health, Metrics, SharedThrottle};
use rdkafka::consumer::{BaseConsumer, Consumer};

use super::ledger::Ledger;
use crate::testbed::Mock;

/// Whether a record of a partition ends, or its token is dropped.
type Ends = Arc<dyn Fn(&mut Rng, i32, i64) -> bool + Send + Sync>;

/// What a revocation and the end wait for.
const GRACE: Duration = Duration::from_millis(500);

/// How a member is to be.
#[derive(Clone, Debug)]
pub struct Habits {
    /// Records under way at most.
    pub limit: u64,
    /// How often it commits.
    pub commit_interval: Duration,
    /// How long a record takes at most, milliseconds.
    pub delay_ms: u64,
    /// How long a partition may stand still.
    pub stall: Duration,
    /// Further settings of librdkafka.
    pub settings: &'static [(&'static str, &'static str)],
}

impl Habits {
    /// Drawn.
    pub fn of(rng: &mut Rng) -> Self {
        Self {
            limit: *rng.choice(&[4, 20, 100, 1_000]).expect("some"),
            commit_interval: Duration::from_millis(rng.u64(20..200)),
            delay_ms: *rng.choice(&[2, 20, 60]).expect("some"),
            ..Self::quick()
        }
    }

    /// Without delays.
    pub const fn quick() -> Self {
        Self {
            limit: 1_000,
            commit_interval: Duration::from_millis(100),
            delay_ms: 1,
            stall: Duration::from_secs(600),
            settings: &[],
        }
    }
}

/// A group that reads a topic of a mock cluster, and what its members write down.
#[derive(Clone)]
pub struct Group<'m> {
    pub mock: &'m Mock,
    pub topic: String,
    pub assignment: &'static str,
    pub ledger: Arc<Ledger>,
    /// Decides by partition and offset whether a record is to end this time.
    pub ends: Ends,
}

/// One member.
pub struct Member {
    pub metrics: Arc<Metrics>,
    pub health: Arc<Health>,
    context: Arc<AuditContext>,
    drain: Stop,
    stall: Stop,
    thread: JoinHandle<Ended>,
}

impl Group<'_> {
    /// The group's name.
    pub fn name(&self) -> String {
        format!("group-of-{}", self.topic)
    }

    /// Joins a member.
    pub fn join(&self, habits: &Habits, rng: &mut Rng) -> Member {
        let cluster: KafkaCluster = toml::from_str(&format!("brokers = {:?}", self.mock.brokers())).unwrap();
        let source: KafkaSource = toml::from_str(&format!(
            "topics = [{:?}]\ngroup = {:?}\nassignment = {:?}",
            self.topic,
            self.name(),
            self.assignment
        ))
        .unwrap();
        let (batches, to_audit) = crossbeam_channel::unbounded();
        let (settlements, settled) = crossbeam_channel::unbounded();
        let metrics = Metrics::new().unwrap();
        let health = Health::new(habits.stall, Vec::new(), clock::now_ms());
        let limit = Load { records: habits.limit, bytes: 1 << 20 };
        let guard = QuarantineGuard::new(&Quarantine::default());
        let ends = pipeline::Ends { batches, settled };
        let intake = Intake::new("kafka", limit, guard, ends, Arc::clone(&metrics));
        let core = Core::new(intake, Arc::clone(&metrics));
        let context = ClusterContext::new(&cluster, SharedThrottle::default());
        let context = AuditContext::new(core, context, GRACE, None, Arc::clone(&metrics));

        let mut config = self.mock.client();
        for (key, value) in [
            // The mock lets the first members wait for 3 s, and forgets those that wait for longer than this.
            ("session.timeout.ms", "3500"),
            ("heartbeat.interval.ms", "200"),
            ("max.poll.interval.ms", "3500"),
            ("fetch.wait.max.ms", "20"),
            ("statistics.interval.ms", "300"),
        ] {
            config.set(key, value);
        }
        habits.settings.iter().for_each(|(key, value)| _ = config.set(*key, *value));
        consumer(&mut config, &source, None);
        let client: BaseConsumer<AuditContext> = config.create_with_context(context).unwrap();
        client.subscribe(&[&self.topic]).unwrap();
        let context = Arc::clone(client.context());
        let drain = Stop::default();
        let poller = Poller {
            consumer: client,
            drain: drain.clone(),
            grace: GRACE,
            commit_interval: habits.commit_interval,
            upkeep: Upkeep::new(Arc::clone(&metrics), Arc::clone(&health), habits.stall, SharedThrottle::default()),
            topics: Topics::new([&*self.topic]),
        };
        let auditing = Auditing {
            ledger: Arc::clone(&self.ledger),
            ends: Arc::clone(&self.ends),
            rng: rng.fork(),
            delay_ms: habits.delay_ms,
            held: Vec::new(),
        };
        thread::spawn(move || auditing.run(&to_audit, &settlements));
        let thread = thread::spawn(move || poller.run());
        Member { metrics, health, context, drain, stall: Stop::default(), thread }
    }
}

/// The stand-in for auditing threads and sinks.
struct Auditing {
    ledger: Arc<Ledger>,
    ends: Ends,
    rng: Rng,
    delay_ms: u64,
    held: Vec<(Instant, Token, i32, i64)>,
}

impl Auditing {
    fn run(mut self, batches: &Receiver<Batch>, settlements: &Sender<Vec<Settled>>) {
        loop {
            match batches.recv_timeout(Duration::from_millis(2)) {
                Ok(batch) => {
                    for (token, record) in batch.open().0.into_iter().map(Delivered::split) {
                        let due = Instant::now() + Duration::from_millis(self.rng.u64(0..self.delay_ms));
                        let Place::Kafka { partition, offset, .. } = record.place else { unreachable!() };
                        self.held.push((due, token, partition, offset));
                    }
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
            let settled = self.settle();
            // The member has gone: its records come to another.
            let _ = settlements.send(settled);
        }
    }

    fn settle(&mut self) -> Vec<Settled> {
        let now = Instant::now();
        let due: Vec<_> = self.held.extract_if(.., |held| held.0 <= now).collect();
        let mut settled = Vec::new();
        for (_, token, partition, offset) in due {
            if !(self.ends)(&mut self.rng, partition, offset) {
                continue;
            }
            let outcome = match self.rng.u8(0..20) {
                0 => Outcome::Quarantined,
                1..5 => Outcome::Published,
                _ => Outcome::Clean,
            };
            self.ledger.write(partition, offset);
            settled.push(Settled { token, outcome });
        }
        self.rng.shuffle(&mut settled);
        settled
    }
}

impl Member {
    /// Its reading thread stands still at the next step it makes, as if the machine had stopped, until `wake` or for `time`.
    /// librdkafka's own threads go on, until it sees that nobody polls and leaves the group.
    pub fn freeze(&mut self, time: Duration) {
        self.wake();
        self.stall = Stop::default();
        let (context, stall) = (Arc::clone(&self.context), self.stall.clone());
        let frozen = Arc::new(AtomicBool::new(false));
        let tell = Arc::clone(&frozen);
        thread::spawn(move || {
            let _held = context.core();
            tell.store(true, Ordering::Release);
            stall.wait(time);
        });
        while !frozen.load(Ordering::Acquire) {
            thread::yield_now();
        }
    }

    /// Ends a `freeze`.
    pub fn wake(&self) {
        self.stall.set();
    }

    /// Asks it to leave in order.
    pub fn leave(&self) {
        self.drain.set();
    }

    /// Partitions it has.
    pub fn assigned(&self) -> usize {
        self.context.core().lanes.len()
    }

    /// What it thinks of its partitions, for a test that fails.
    pub fn state(&self) -> String {
        let core = self.context.core();
        let lanes = core.lanes.iter().map(|one| {
            (
                one,
                core.intake.tracker.watermark(&one.lane),
                core.intake.tracker.lane_load(&one.lane),
                core.intake.tracker.span(&one.lane),
            )
        });
        format!("{:#?}", lanes.collect::<Vec<_>>())
    }

    /// Leaves, and waits for the end.
    pub fn ended(self) -> Ended {
        self.leave();
        self.wake();
        self.thread.join().expect("the reading thread does not panic")
    }
}
