//! The metrics of a process that opens no port: a file beside those of its siblings, where `kcl.metrics` names a folder.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::cli::{Error, Told};
use crate::source::kcl::Processor;
use crate::telemetry::{Metrics, SharedThrottle, Textfile, textfile};

/// How often they are written: as often as they are commonly asked for.
const PERIOD: Duration = Duration::from_secs(15);

/// Where metrics are written, if anywhere.
pub(super) struct Figures {
    folder: Option<PathBuf>,
    stream: String,
    file: Option<Textfile>,
    written: Option<Instant>,
    log: SharedThrottle,
}

impl Figures {
    /// Metrics in `folder`, relative to `beside`. It is tried now; the file has the shard's name, which comes later.
    pub fn new(folder: Option<&Path>, beside: &Path, stream: &str) -> Result<Self, Error> {
        let folder = folder.map(|folder| beside.join(folder));
        if let Some(folder) = &folder {
            textfile::prepare(folder).map_err(|error| {
                Told::usage(format!("metrics cannot be written to {}: {error}", folder.display()))
                    .at("kcl.metrics")
                    .remedy("name a folder of this user that the textfile collector of node_exporter may read")
            })?;
        }
        Ok(Self { folder, stream: stream.to_owned(), file: None, written: None, log: SharedThrottle::default() })
    }

    /// Writes them if it is time.
    pub fn due(&mut self, processor: &Processor, metrics: &Metrics) {
        if !processor.is_leased() {
            // Another process has the series now.
            self.file = None;
            return;
        }
        let (Some(folder), Some(shard)) = (&self.folder, processor.shard()) else { return };
        if self.written.is_some_and(|written| written.elapsed() < PERIOD) {
            return;
        }
        self.written = Some(Instant::now());
        let labels = || vec![("stream", self.stream.clone()), ("shard", shard.to_string())];
        let written = match &mut self.file {
            Some(file) => file.write(metrics),
            none => Textfile::new(folder, shard, labels()).and_then(|file| none.insert(file).write(metrics)),
        };
        if let Err(error) = written
            && let Some(withheld) = self.log.allow("textfile")
        {
            tracing::warn!(%error, withheld, "metrics cannot be written");
        }
    }
}
