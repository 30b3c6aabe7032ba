//! A proxy before a server of AWS, in this process, which passes everything on unchanged and makes the trouble it is told to make:
//! errors of AWS, delays, connections that break before or after the server has seen a request, a port that refuses.
//!
//! Trouble is meant for an operation (`"GetRecords"`, `"*"` for all), or for one shard of it (`("GetRecords", shard)`): the proxy
//! remembers to which shard an iterator belongs. It notes every call, when it came and what became of it.
//! Not for HTTP/2, and so neither for the KCL nor for SubscribeToShard.

mod faults;
mod serve;

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use super::login::{block_on, runtime};
use super::process::{ports, wait_until};
use faults::Plan;

pub use faults::{Fault, Target};

/// A proxy. Dropped, it refuses connections.
#[derive(Debug)]
pub struct Proxy {
    shared: Arc<Shared>,
    address: SocketAddr,
    endpoint: String,
    listening: Mutex<Option<JoinHandle<()>>>,
}

/// What the proxy's tasks share.
#[derive(Debug)]
struct Shared {
    upstream: String,
    client: reqwest::Client,
    plan: Mutex<Plan>,
    calls: Mutex<Vec<Call>>,
    /// The shard of each iterator that was given out.
    shards: Mutex<HashMap<String, String>>,
}

/// One request.
#[derive(Clone, Debug)]
pub struct Call {
    /// When it came.
    pub at: Instant,
    /// What it asked for: `GetRecords`.
    pub operation: String,
    /// The shard that it names, or to which its iterator belongs; of S3 the key, or the prefix of a listing.
    pub shard: Option<String>,
    /// Its shard iterator.
    pub iterator: Option<String>,
    /// How many bytes it had.
    pub bytes: usize,
    /// The trouble it met with.
    pub fault: Option<Fault>,
}

impl Proxy {
    /// A proxy before this server that makes no trouble yet. Whatever happens by chance follows from `seed`, which is printed.
    pub fn before(upstream: &str, seed: u64) -> Self {
        eprintln!("the proxy's seed: {seed}");
        let shared = Shared {
            upstream: upstream.to_owned(),
            client: reqwest::Client::builder().no_proxy().build().expect("a client"),
            plan: Mutex::new(Plan::new(seed)),
            calls: Mutex::default(),
            shards: Mutex::default(),
        };
        let address = SocketAddr::from(([127, 0, 0, 1], ports::free()));
        let endpoint = format!("http://{address}");
        let proxy = Self { shared: Arc::new(shared), address, endpoint, listening: Mutex::default() };
        proxy.accept();
        proxy
    }

    /// `http://127.0.0.1:PORT`.
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// Trouble for the next calls, one each, in this order and before any other trouble.
    pub fn next(&self, target: impl Into<Target>, faults: impl IntoIterator<Item = Fault>) {
        self.plan().next(target.into(), faults);
    }

    /// Trouble for about this part of all calls.
    pub fn sometimes(&self, target: impl Into<Target>, chance: f64, fault: Fault) {
        self.plan().sometimes(target.into(), chance, fault);
    }

    /// Trouble for all calls.
    pub fn always(&self, target: impl Into<Target>, fault: Fault) {
        self.sometimes(target, 1.0, fault);
    }

    /// No more trouble.
    pub fn heal(&self) {
        self.plan().heal();
    }

    fn plan(&self) -> std::sync::MutexGuard<'_, Plan> {
        self.shared.plan.lock().expect("no panic")
    }

    /// Breaks all connections and refuses new ones.
    pub fn refuse(&self) {
        if let Some(listening) = self.listening.lock().expect("no panic").take() {
            listening.abort();
            // The listener and its connections are gone when the task is.
            let _ = block_on(listening);
        }
    }

    /// Takes connections again.
    pub fn accept(&self) {
        let mut listening = self.listening.lock().expect("no panic");
        assert!(listening.is_none(), "it takes connections already");
        let listener = block_on(TcpListener::bind(self.address)).expect("the proxy's port is free");
        *listening = Some(runtime().spawn(serve::listen(listener, Arc::clone(&self.shared))));
    }

    /// All calls so far.
    pub fn calls(&self) -> Vec<Call> {
        self.shared.calls.lock().expect("no panic").clone()
    }

    /// The calls for a target so far.
    pub fn calls_for(&self, target: impl Into<Target>) -> Vec<Call> {
        let target = target.into();
        let mut calls = self.calls();
        calls.retain(|call| target.is(&call.operation, call.shard.as_deref()));
        calls
    }

    /// How many calls there were for a target.
    pub fn count(&self, target: impl Into<Target>) -> usize {
        self.calls_for(target).len()
    }

    /// How often each shard iterator was used.
    pub fn uses(&self) -> HashMap<String, usize> {
        let mut uses = HashMap::new();
        self.calls().into_iter().filter_map(|call| call.iterator).for_each(|one| *uses.entry(one).or_default() += 1);
        uses
    }

    /// Forgets the calls so far.
    pub fn forget(&self) {
        self.shared.calls.lock().expect("no panic").clear();
    }

    /// Waits until so many calls for a target have come.
    #[track_caller]
    pub fn wait_for_calls(&self, target: impl Into<Target>, count: usize, deadline: Duration) {
        let target = target.into();
        let what = format!("{count} calls for {target:?} have come");
        wait_until(&what, deadline, || self.count(target.clone()) >= count);
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        if let Some(listening) = self.listening.lock().expect("no panic").take() {
            listening.abort();
        }
    }
}
