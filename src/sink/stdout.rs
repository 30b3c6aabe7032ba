//! Standard output as NDJSON: alerts for whatever the process is piped into.
//!
//! It promises whole lines, each written before it is confirmed; there is no buffer in between. When the reader has gone the
//! sink closes, and the service ends. What it leaves to others: whether the reader keeps what it read.

use std::fs::File;
use std::io::{self, ErrorKind, Write};

use super::{Backoff, Parcel, Sink, SinkStatus, structured};
use crate::pipeline::Stop;
use crate::telemetry::{SharedThrottle, labels};

/// Standard output, without the buffer of the standard library: after a failed write we know what is out.
#[derive(Debug)]
pub struct StdoutSink {
    out: File,
    log: SharedThrottle,
}

impl StdoutSink {
    /// The standard output of this process.
    pub fn new() -> io::Result<Self> {
        #[cfg(unix)]
        let out = std::os::fd::AsFd::as_fd(&io::stdout()).try_clone_to_owned()?;
        #[cfg(windows)]
        let out = std::os::windows::io::AsHandle::as_handle(&io::stdout()).try_clone_to_owned()?;
        Ok(Self { out: out.into(), log: SharedThrottle::default() })
    }

    /// Whether all of `bytes` is out. Begins again where the last try has ended, so that no line is torn or doubled.
    fn write(&mut self, bytes: &[u8], status: &SinkStatus, stop: &Stop) -> bool {
        let mut backoff = Backoff::default();
        let mut rest = bytes;
        while !rest.is_empty() {
            let error = match self.out.write(rest) {
                Ok(0) => ErrorKind::WriteZero.into(),
                Ok(written) => {
                    rest = rest.get(written..).unwrap_or_default();
                    continue;
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) if error.kind() == ErrorKind::BrokenPipe => {
                    status.close();
                    tracing::warn!(sink = &*status.name, "the reader of standard output has gone");
                    return false;
                }
                Err(error) => error,
            };
            status.failed(labels::ErrorKind::Io);
            if let Some(withheld) = self.log.allow("sink_stdout") {
                tracing::warn!(sink = &*status.name, %error, withheld, "standard output takes nothing; trying again");
            }
            if stop.wait(backoff.pause()) {
                return false;
            }
        }
        true
    }
}

impl Sink for StdoutSink {
    fn deliver(&mut self, parcels: Vec<Parcel>, status: &SinkStatus, stop: &Stop) {
        if status.is_closed() {
            return;
        }
        let mut bytes = Vec::new();
        for parcel in &parcels {
            structured::write_line(&parcel.message, &mut bytes);
        }
        if self.write(&bytes, status, stop) {
            status.worked(parcels.len() as u64);
            parcels.into_iter().for_each(|parcel| parcel.receipt.confirmed());
        }
    }

    fn is_synchronous(&self) -> bool {
        true
    }
}
