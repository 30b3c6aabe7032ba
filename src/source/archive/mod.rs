//! Archives in object stores: S3, Google Cloud Storage, Azure Blob Storage.
//!
//! It promises: nothing is read before the store has shown that it may be; objects come in the order of their keys and whole, or not at
//! all; what cannot be had is told, and the rest goes on; memory and scratch space are bounded, however large the bucket. A
//! small runtime lists and fetches ahead; whoever reads waits for one object after the other.

mod credentials;
mod failure;
mod fetch;
mod listing;
mod name;
mod place;
mod store;

use std::io;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::pin::pin;
use std::sync::Arc;

use futures_util::{StreamExt as _, stream};
use tempfile::SpooledTempFile;
use tokio::runtime::Runtime;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};

use failure::Failure;
use fetch::Fetched;
use listing::{Item, Listing};
use place::{Scheme, Url};
use store::Store;

use super::layout::conditions;
use super::trouble::Trouble;
use super::{Choose, Each, Object, Piece, Rank, Reading, Skip, read};
use crate::config::service::Aws;

/// Objects that are fetched ahead.
const AHEAD: usize = 8;
/// Bytes that are fetched ahead, in KiB; a larger object is fetched alone.
const BUDGET: u32 = 512 << 10;
/// So many objects one after the other that cannot be had: the store is gone, and waiting for each of the rest helps nobody.
const GONE: u32 = 16;

/// How stores are reached.
#[derive(Debug)]
pub struct Reach {
    /// The settings of AWS.
    pub aws: Aws,
    /// Where objects are kept while they are read; the system's folder for such things if not given.
    pub scratch: Option<PathBuf>,
}

/// What lies below a prefix of a bucket.
#[derive(Clone, Debug)]
pub struct Bucket {
    url: Url,
    store: Store,
    scratch: Option<PathBuf>,
    runtime: Arc<Runtime>,
}

/// Why a place cannot be read, in words for a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What is wrong.
    pub what: String,
    /// What to do about it.
    pub remedy: String,
    /// Whether it is how the program was called, or its settings.
    pub usage: bool,
}

/// The runtime of all buckets.
pub fn runtime() -> io::Result<Arc<Runtime>> {
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    Ok(Arc::new(builder.worker_threads(2).thread_name("archive").enable_all().build()?))
}

impl Bucket {
    /// The place that `url` names, once the store has answered what is there. Waits for it, and is not for a thread of the runtime.
    pub fn open(url: &str, reach: &Reach, runtime: &Arc<Runtime>) -> Result<Self, Refusal> {
        let url = Url::parse(url).map_err(|(what, remedy)| Refusal::usage(what, remedy))?;
        let store = runtime.block_on(async {
            let store = Store::open(&url, &reach.aws).await?;
            let first = store.page(&url.prefix, false, None, Some(1)).await;
            match first {
                // A key that the client cannot name is told when it comes.
                Ok(_) | Err(Failure::Name) => Ok(store),
                Err(failure) => Err(Refusal::of(failure, &url)),
            }
        })?;
        Ok(Self { url, store, scratch: reach.scratch.clone(), runtime: Arc::clone(runtime) })
    }

    /// Its name in reports.
    pub fn name(&self) -> String {
        self.url.name(&self.url.prefix)
    }

    /// Reads all that lies in it and is asked for.
    pub(super) fn read(&self, input: u32, reading: &Reading, each: &mut Each<'_>) -> ControlFlow<()> {
        // One that is read, one that waits; the others wait where they were fetched.
        let (to_reader, mut arrivals) = mpsc::channel(1);
        let supply = Supply { url: self.url.clone(), store: self.store.clone(), scratch: self.scratch.clone(), input };
        self.runtime.spawn(supply.deliver(reading.clone(), to_reader));
        let mut unreachable = 0;
        while let Some(Arrival { object, conditions, what, held: _held }) = arrivals.blocking_recv() {
            unreachable = if matches!(what, What::Failed("unreachable")) { unreachable + 1 } else { 0 };
            let object = Arc::new(object);
            let mut piece = |piece: Piece<'_>| each(&object, piece);
            match what {
                What::Body(body) => read::fetched(body, reading, &conditions, &mut piece)?,
                What::Skipped(why) => piece(Piece::Skipped(why))?,
                What::Failed(kind) => piece(Piece::Failed(Trouble::fatal(0, kind)))?,
            }
            if unreachable == GONE {
                // Behind the last of them, which has a place of its own.
                let mut rank = object.rank.clone();
                rank.key.push(0);
                let rest = Object::named(self.name(), rank);
                return each(&Arc::new(rest), Piece::Failed(Trouble::fatal(0, "unreachable")));
            }
        }
        ControlFlow::Continue(())
    }
}

/// Something for the reader.
struct Arrival {
    object: Object,
    conditions: Vec<(String, String)>,
    what: What,
    /// Its part of the budget, until it was read.
    held: Option<OwnedSemaphorePermit>,
}

enum What {
    Body(SpooledTempFile),
    Skipped(Skip),
    Failed(&'static str),
}

/// Lists and fetches. It runs on the runtime and so must not hold it.
struct Supply {
    url: Url,
    store: Store,
    scratch: Option<PathBuf>,
    input: u32,
}

impl Supply {
    /// Everything in its order, until nobody wants more.
    async fn deliver(self, reading: Reading, out: mpsc::Sender<Arrival>) {
        let (store, scratch) = (self.store.clone(), self.scratch.clone());
        let listing = Listing::new(store.clone(), &self.url.prefix, reading.filed);
        let budget = Arc::new(Semaphore::new(BUDGET as usize));
        let chosen = Chosen { url: self.url.clone(), input: self.input, listing, choose: reading.choose, budget };
        let roomy = stream::unfold(chosen, |mut chosen| async move { Some((chosen.next().await?, chosen)) });
        let fetched = roomy.map(|(item, object, held)| {
            // A task of its own, so that it gets on while the reader is busy.
            tokio::spawn(arrival(store.clone(), scratch.clone(), item, object, held))
        });
        let mut arrivals = pin!(fetched.buffered(AHEAD));
        loop {
            let arrived = tokio::select! {
                arrived = arrivals.next() => arrived,
                () = out.closed() => None,
            };
            match arrived {
                Some(Ok(arrival)) => match out.send(arrival).await {
                    Ok(()) => {}
                    Err(_) => return,
                },
                // Fetching does not panic; should it do so all the same, what was not read must not look as if it had been.
                Some(Err(_)) => {
                    let rest = object(&self.url, self.input, &Item::Failed(self.url.prefix.clone(), Failure::Missing));
                    let what = What::Failed("internal");
                    let _ = out.send(Arrival { object: rest, conditions: Vec::new(), what, held: None }).await;
                    return;
                }
                None => return,
            }
        }
    }
}

/// What is listed and wanted, each with room for it.
struct Chosen {
    url: Url,
    input: u32,
    listing: Listing,
    choose: Arc<Choose>,
    budget: Arc<Semaphore>,
}

impl Chosen {
    async fn next(&mut self) -> Option<(Item, Object, Option<OwnedSemaphorePermit>)> {
        loop {
            let item = self.listing.next().await?;
            let object = object(&self.url, self.input, &item);
            if !matches!(item, Item::Failed(..)) && !(self.choose)(&object) {
                continue;
            }
            // Room is made in the order of the objects, so that the first of them never waits for those behind it.
            let size = if let Item::Object(meta) = &item { meta.size } else { 0 };
            let room = u32::try_from(size.div_ceil(1024)).unwrap_or(BUDGET).min(BUDGET);
            let held = Arc::clone(&self.budget).acquire_many_owned(room).await.ok();
            return Some((item, object, held));
        }
    }
}

fn object(url: &Url, input: u32, item: &Item) -> Object {
    let (key, version) = match item {
        Item::Object(meta) => (meta.location.as_ref(), Some(fetch::version(meta))),
        Item::Skipped(key, _) | Item::Failed(key, _) => (key.as_str(), None),
    };
    let rank = Rank { input, key: key.as_bytes().to_vec() };
    Object { name: url.name(key.trim_end_matches('/')).into(), rank, version }
}

async fn arrival(
    store: Store,
    scratch: Option<PathBuf>,
    item: Item,
    mut object: Object,
    held: Option<OwnedSemaphorePermit>,
) -> Arrival {
    let mut said = Vec::new();
    let what = match item {
        Item::Object(meta) => {
            said = conditions(meta.location.as_ref());
            match fetch::fetch(&store, meta, scratch.as_deref()).await {
                Ok(Fetched { version, body }) => {
                    object.version = Some(version);
                    What::Body(body)
                }
                Err(kind) => What::Failed(kind),
            }
        }
        Item::Skipped(_, why) => What::Skipped(why),
        // Nothing is there of what was asked for.
        Item::Failed(_, Failure::Missing) => What::Failed("not_found"),
        Item::Failed(_, failure) => What::Failed(failure.kind()),
    };
    Arrival { object, conditions: said, what, held }
}

// === impl Refusal ===

impl Refusal {
    fn usage(what: &str, remedy: &str) -> Self {
        Self { what: what.to_owned(), remedy: remedy.to_owned(), usage: true }
    }

    /// What a failure of the first request says to a person.
    fn of(failure: Failure, url: &Url) -> Self {
        let (what, remedy) = match (failure, url.scheme) {
            (Failure::Credentials(why), _) => (
                format!("the bucket cannot be asked: {why}"),
                "log in (`aws sso login`), set `aws.profile`, or give this machine a role that may read the bucket",
            ),
            (Failure::Denied, Scheme::S3) => (
                "these credentials may not list the bucket, or are not valid".to_owned(),
                "allow them `s3:ListBucket` on the bucket and `s3:GetObject` on what is in it",
            ),
            (Failure::Denied, Scheme::Gs) => (
                "these credentials may not list the bucket, or are not valid".to_owned(),
                "give them the role Storage Object Viewer, and check GOOGLE_APPLICATION_CREDENTIALS",
            ),
            (Failure::Denied, Scheme::Az) => (
                "these credentials may not list the container, or are not valid".to_owned(),
                "give them the role Storage Blob Data Reader, and check the variables that begin with AZURE_STORAGE_",
            ),
            (Failure::Missing, _) => ("there is no such bucket".to_owned(), "check its name, and whose account it is"),
            (Failure::Region, _) => (
                "the bucket is in another region".to_owned(),
                "set `aws.region`, or the variable AWS_REGION, to the one it is in",
            ),
            (Failure::Unreachable(why), _) => (
                format!("the store cannot be reached: {why}"),
                "check the network, the proxy and the endpoint, then run this again",
            ),
            (failure, _) => (format!("the bucket cannot be listed: {}", failure.kind()), "check what is in it"),
        };
        Self { what, remedy: remedy.to_owned(), usage: false }
    }
}
