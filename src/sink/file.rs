//! Files of NDJSON in one folder; each is finished at a size and a new one begun.
//!
//! It promises that a message is confirmed only when its line is on the disk (`fdatasync`) under a name that is still there,
//! and that a line which was torn by a full disk or a crash is cut off before anything else is written. What it leaves to
//! others: which files there are ([`folder`](super::folder)) and what stands in them ([`structured`]).

use std::fs::File;
use std::io::{self, Write};
use std::path::PathBuf;

use super::folder::Folder;
use super::{Backoff, Parcel, Sink, SinkStatus, structured};
use crate::pipeline::Stop;
use crate::telemetry::SharedThrottle;
use crate::telemetry::labels::ErrorKind;

/// Rolling files of NDJSON.
#[derive(Debug)]
pub struct FileSink {
    folder: Folder,
    /// The size in bytes that a file does not exceed, unless one line does.
    roll: u64,
    keep: Option<usize>,
    current: Option<Current>,
    log: SharedThrottle,
}

/// The file that is written.
#[derive(Debug)]
struct Current {
    file: File,
    path: PathBuf,
    /// Bytes that are confirmed: whole lines, on the disk.
    good: u64,
    /// Whether there may be more in it than that.
    torn: bool,
}

impl FileSink {
    /// Files named `{prefix}-{UTC start time}-{n}.ndjson` in `folder`, which is made where it is missing. A file is finished
    /// before it exceeds `roll` bytes; of the finished ones `keep` are kept. Lines that a crash has torn are cut off now; the
    /// first message begins a new file.
    pub fn new(folder: PathBuf, prefix: &'static str, roll: u64, keep: Option<usize>) -> io::Result<Self> {
        let folder = Folder::open(folder, prefix)?;
        let cut = folder.mend()?;
        if cut > 0 {
            tracing::warn!(prefix, bytes = cut, "cut off a line that was not finished when the process ended");
        }
        Ok(Self { folder, roll, keep, current: None, log: SharedThrottle::default() })
    }

    /// Brings `lines` to the disk, all or nothing.
    fn append(&mut self, lines: &[u8]) -> io::Result<()> {
        if let Some(moved) = self.current.take_if(|current| !current.is_there()) {
            // Somebody has moved or removed it; what comes now must not go with it.
            moved.give_up();
        }
        let current = match &mut self.current {
            Some(current) => current,
            none => {
                let (file, path) = self.folder.create()?;
                none.insert(Current { file, path, good: 0, torn: false })
            }
        };
        current.append(lines)
    }

    /// Finishes the file if the next line would not fit, and removes what is too old.
    fn roll(&mut self, next: u64) {
        if !self.current.as_ref().is_some_and(|current| current.good > 0 && current.good + next > self.roll) {
            return;
        }
        self.current = None;
        let Some(keep) = self.keep else { return };
        if let Err(error) = self.folder.remove_all_but(keep)
            && let Some(withheld) = self.log.allow("sink_file_keep")
        {
            tracing::warn!(%error, withheld, "an old file cannot be removed");
        }
    }

    /// As many of `lines` as fit into the file, one at least: how many, and their bytes.
    fn portion<'l>(&self, lines: &'l [u8], ends: &[usize], from: usize) -> (usize, &'l [u8]) {
        let room = self.roll.saturating_sub(self.current.as_ref().map_or(0, |current| current.good));
        let start = if from == 0 { 0 } else { ends.get(from - 1).copied().unwrap_or_default() };
        let fit = ends.iter().skip(from).take_while(|end| (**end - start) as u64 <= room).count().max(1);
        let end = ends.get(from + fit - 1).copied().unwrap_or(lines.len());
        (fit, lines.get(start..end).unwrap_or_default())
    }
}

impl Current {
    fn append(&mut self, lines: &[u8]) -> io::Result<()> {
        if self.torn {
            // A failed sync may have thrown pages away: everything since the last good one is written again.
            self.file.set_len(self.good)?;
        }
        self.torn = true;
        self.file.write_all(lines)?;
        self.file.sync_data()?;
        if !self.is_there() {
            return Err(io::Error::new(io::ErrorKind::NotFound, "the file was moved while it was written"));
        }
        self.torn = false;
        self.good += lines.len() as u64;
        Ok(())
    }

    /// Leaves it to whoever has taken it, without what is not confirmed. If even that fails, nothing is lost.
    fn give_up(self) {
        if self.torn {
            let _ = self.file.set_len(self.good);
        }
    }

    /// Whether its name still leads to it.
    fn is_there(&self) -> bool {
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt;
            let (Ok(open), Ok(named)) = (self.file.metadata(), std::fs::metadata(&self.path)) else { return false };
            (open.dev(), open.ino()) == (named.dev(), named.ino())
        }
        #[cfg(not(unix))]
        self.path.exists()
    }
}

impl Sink for FileSink {
    fn deliver(&mut self, parcels: Vec<Parcel>, status: &SinkStatus, stop: &Stop) {
        let mut lines = Vec::new();
        let mut ends = Vec::with_capacity(parcels.len());
        for parcel in &parcels {
            structured::write_line(&parcel.message, &mut lines);
            ends.push(lines.len());
        }
        let mut parcels = parcels.into_iter();
        let mut done = 0;
        while done < ends.len() {
            let start = if done == 0 { 0 } else { ends[done - 1] };
            self.roll((ends[done] - start) as u64);
            let (count, bytes) = self.portion(&lines, &ends, done);
            let mut backoff = Backoff::default();
            while let Err(error) = self.append(bytes) {
                status.failed(match error.kind() {
                    io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => ErrorKind::DiskFull,
                    _ => ErrorKind::Io,
                });
                if let Some(withheld) = self.log.allow("sink_file") {
                    tracing::error!(sink = &*status.name, %error, withheld, "alerts cannot be written; trying again");
                }
                if stop.wait(backoff.pause()) {
                    return;
                }
            }
            status.worked(count as u64);
            parcels.by_ref().take(count).for_each(|parcel| parcel.receipt.confirmed());
            done += count;
        }
    }

    fn idle(&mut self, _status: &SinkStatus) {
        self.log.settle();
    }

    fn is_synchronous(&self) -> bool {
        true
    }
}
