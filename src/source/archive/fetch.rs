//! One object, fetched whole before a byte of it is audited: in memory while it is small, in a file without a name otherwise.
//!
//! It promises that what it gives is one version of the object, from its first byte to its last: every part was asked for by the
//! version's ETag, and the length is the listed one.

use std::io::{self, Seek as _, Write as _};
use std::path::Path as Folder;
use std::time::Duration;

use futures_util::StreamExt as _;
use object_store::{GetOptions, GetRange, ObjectMeta};
use tempfile::{SpooledTempFile, spooled_tempfile, spooled_tempfile_in};

use super::failure::Failure;
use super::store::Store;
use crate::source::Version;

/// Up to this length an object stays in memory.
pub(super) const SPOOLED: usize = 8 << 20;
/// How often a body that broke off is asked for again from where it broke, beyond what the client itself does.
const RESUMED: u32 = 3;
/// How often it is fetched from its beginning.
const ANEW: u32 = 2;
/// How many new versions are run after.
const VERSIONS: u32 = 3;
/// Before the first try after a failed one; then twice as long each time.
const PAUSE: Duration = Duration::from_millis(200);

/// What was fetched.
pub(super) struct Fetched {
    /// Which version it is: the listed one, unless that was written over.
    pub version: Version,
    /// All of it, at its beginning.
    pub body: SpooledTempFile,
}

/// What stops a download.
enum Stop {
    Store(Failure),
    /// The scratch folder.
    Disk,
}

/// Fetches an object; an error is its kind.
pub(super) async fn fetch(
    store: &Store,
    listed: ObjectMeta,
    scratch: Option<&Folder>,
) -> Result<Fetched, &'static str> {
    let mut meta = listed;
    let (mut versions, mut anew) = (1, 1);
    loop {
        let failure = match whole(store, &meta, scratch).await {
            Ok(body) => return Ok(Fetched { version: version(&meta), body }),
            Err(Stop::Disk) => return Err("scratch"),
            Err(Stop::Store(failure)) => failure,
        };
        match failure {
            Failure::Changed if versions < VERSIONS => {
                versions += 1;
                meta = store.head(&meta.location).await.map_err(Failure::kind)?;
            }
            Failure::BROKEN if anew < ANEW => {
                anew += 1;
                tokio::time::sleep(PAUSE).await;
            }
            failure => return Err(failure.kind()),
        }
    }
}

/// What an object is known by.
pub(super) fn version(meta: &ObjectMeta) -> Version {
    let tag = meta.e_tag.clone().unwrap_or_else(|| meta.last_modified.timestamp_millis().to_string());
    Version { size: meta.size, tag }
}

async fn whole(store: &Store, meta: &ObjectMeta, scratch: Option<&Folder>) -> Result<SpooledTempFile, Stop> {
    let mut body = match scratch {
        Some(folder) => spooled_tempfile_in(SPOOLED, folder),
        None => spooled_tempfile(SPOOLED),
    };
    let (mut written, mut resumed, mut pause) = (0, 0, PAUSE);
    while let Err(stop) = rest(store, meta, &mut body, &mut written).await {
        // Without an ETag what follows may be another version's.
        let may_go_on = matches!(stop, Stop::Store(Failure::Unreachable(_))) && written > 0 && meta.e_tag.is_some();
        if !may_go_on || resumed == RESUMED {
            return Err(stop);
        }
        resumed += 1;
        tokio::time::sleep(pause).await;
        pause *= 2;
    }
    body.rewind().map_err(disk)?;
    Ok(body)
}

/// Fetches what is missing.
async fn rest(store: &Store, meta: &ObjectMeta, body: &mut SpooledTempFile, written: &mut u64) -> Result<(), Stop> {
    if *written == meta.size {
        return Ok(());
    }
    let options = GetOptions {
        if_match: meta.e_tag.clone(),
        range: (*written > 0).then_some(GetRange::Bounded(*written..meta.size)),
        ..GetOptions::default()
    };
    let answer = store.get(&meta.location, options).await.map_err(Stop::Store)?;
    // A store that does not heed conditions.
    if answer.meta.e_tag != meta.e_tag {
        return Err(Stop::Store(Failure::Changed));
    }
    let mut parts = answer.into_stream();
    while let Some(part) = parts.next().await {
        let part = part.map_err(|error| Stop::Store(Failure::of(&error)))?;
        if *written + part.len() as u64 > meta.size {
            return Err(Stop::Store(Failure::BROKEN));
        }
        body.write_all(&part).map_err(disk)?;
        *written += part.len() as u64;
    }
    if *written < meta.size {
        return Err(Stop::Store(Failure::BROKEN));
    }
    Ok(())
}

fn disk(_: io::Error) -> Stop {
    Stop::Disk
}
