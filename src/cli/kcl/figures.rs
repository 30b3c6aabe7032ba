//! The metrics of a process that opens no port: a file beside those of its siblings, where `kcl.metrics` names a folder.

use std::time::{Duration, Instant};

use crate::cli::{Error, Settings, Told};
use crate::source::kcl::Processor;
use crate::telemetry::{Metrics, SharedThrottle, Textfile};

/// How often they are written: as often as they are commonly asked for.
const PERIOD: Duration = Duration::from_secs(15);

/// Where metrics are written, if anywhere.
pub(super) struct Figures {
    file: Option<Textfile>,
    written: Option<Instant>,
    log: SharedThrottle,
}

impl Figures {
    /// The metrics of `shard`, in the folder of `kcl.metrics`.
    pub fn new(settings: &Settings, stream: &str, shard: &str) -> Result<Self, Error> {
        let file = match &settings.config.kcl.metrics {
            Some(folder) => {
                let folder = settings.folder().join(folder);
                let labels = vec![("stream", stream.to_owned()), ("shard", shard.to_owned())];
                Some(Textfile::new(&folder, shard, labels).map_err(|error| {
                    Told::usage(format!("metrics cannot be written to {}: {error}", folder.display()))
                        .at("kcl.metrics")
                        .remedy("name a folder of this user that the textfile collector of node_exporter may read")
                })?)
            }
            None => None,
        };
        Ok(Self { file, written: None, log: SharedThrottle::default() })
    }

    /// Writes them if it is time.
    pub fn due(&mut self, processor: &Processor, metrics: &Metrics) {
        if !processor.is_leased() {
            // Another process has the series now.
            self.file = None;
        }
        let Some(file) = &mut self.file else { return };
        if self.written.is_some_and(|written| written.elapsed() < PERIOD) {
            return;
        }
        self.written = Some(Instant::now());
        if let Err(error) = file.write(metrics)
            && let Some(withheld) = self.log.allow("textfile")
        {
            tracing::warn!(%error, withheld, "metrics cannot be written");
        }
    }
}
