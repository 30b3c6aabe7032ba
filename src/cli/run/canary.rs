//! The canary of the service: by which way it goes into the source.

use crate::canary::Way;
use crate::cli::{Error, Settings};

/// The way into the source that is configured; none where no canary is. Nothing is sent yet.
pub(super) fn way(settings: &Settings) -> Result<Option<Box<dyn Way>>, Error> {
    let Some(canary) = &settings.config.canary else { return Ok(None) };
    let source = &settings.config.source;
    #[cfg(feature = "kafka")]
    if let Some(source) = &source.kafka {
        let topics = canary.topics(source);
        return crate::cli::service::Cluster::of(settings, None)?.map(|cluster| cluster.canary(&topics)).transpose();
    }
    #[cfg(feature = "kinesis")]
    if let Some(source) = &source.kinesis {
        let way = crate::canary::ToStream::new(&settings.config.aws, source);
        let way = way.map_err(|error| crate::cli::Told::failed(format!("cannot start a runtime: {error}")))?;
        return Ok(Some(Box::new(way)));
    }
    #[cfg(feature = "webhook")]
    if let Some(source) = &source.webhook {
        return super::webhook::canary(settings, canary, source);
    }
    let _ = (canary, source);
    Ok(None)
}
