//! The log of the service: lines on standard error, as text or JSON, in UTC.
//!
//! It promises that only this crate speaks in detail. Libraries are heard from `warn` on and never below, whatever `RUST_LOG`
//! says, because the debug output of a client may hold what it carries. The SDK of AWS is not heard at all: even its warnings hold
//! whole answers. What it says is told by who called it. What it leaves to others: lines that name no value of
//! an event, and not writing the same one over and over ([`throttle`](super::throttle)).

use std::io::{self, IsTerminal};
use std::str::FromStr;

use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{Layer, Registry, fmt};

use crate::config::service::{Log, LogFormat, LogLevel};

/// This crate's lines.
const OWN: &str = "phi_audit";
/// What the targets of the crates of the SDK of AWS begin with.
const AWS: &str = "aws";

/// Something else writes the log of this process already.
#[derive(Debug, thiserror::Error)]
#[error("the log is set up already")]
pub struct LogError;

/// Sends log lines to standard error from now on; `RUST_LOG` overrides the level. Panics of any thread become a line with
/// their place and nothing else: a panic message may quote what was being read.
pub fn install(log: &Log) -> Result<(), LogError> {
    let asked = std::env::var("RUST_LOG").ok();
    let (targets, understood) = targets(log.level, asked.as_deref());
    let lines = lines(log.format, io::stderr().is_terminal(), io::stderr);
    Registry::default().with(lines.with_filter(targets)).try_init().map_err(|_| LogError)?;
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "internal fault; please report it with this line");
    }));
    if !understood {
        tracing::warn!("RUST_LOG is not understood and ignored; \"debug\" or \"phi_audit::sink=debug\" would be");
    }
    Ok(())
}

/// How lines are written. Times are UTC, RFC 3339.
fn lines<W>(format: LogFormat, colour: bool, writer: W) -> Box<dyn Layer<Registry> + Send + Sync>
where
    W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    // Nobody may be there to read; that must not become a panic.
    let lines = fmt::layer().with_writer(writer).with_ansi(colour).log_internal_errors(false);
    match format {
        LogFormat::Text => lines.with_target(false).boxed(),
        LogFormat::Json => lines.json().flatten_event(true).with_current_span(false).with_span_list(false).boxed(),
    }
}

/// Which lines are written, and whether `asked` was understood. A level alone is ours; directives for other crates can only
/// silence them.
fn targets(level: LogLevel, asked: Option<&str>) -> (Targets, bool) {
    let level = match level {
        LogLevel::Error => LevelFilter::ERROR,
        LogLevel::Warn => LevelFilter::WARN,
        LogLevel::Info => LevelFilter::INFO,
        LogLevel::Debug => LevelFilter::DEBUG,
    };
    let others = level.min(LevelFilter::WARN);
    let asked = asked.filter(|asked| !asked.trim().is_empty()).map(Targets::from_str);
    let own = match &asked {
        Some(Ok(asked)) => asked.default_level().unwrap_or(level),
        _ => level,
    };
    let mut targets = Targets::new().with_default(others).with_target(OWN, own).with_target(AWS, LevelFilter::OFF);
    let understood = !matches!(asked, Some(Err(_)));
    if let Some(Ok(asked)) = &asked {
        for (target, level) in asked.iter() {
            let ours = target == OWN || target.starts_with("phi_audit::");
            let level = match ours {
                true => level,
                false if target.starts_with(AWS) => LevelFilter::OFF,
                false => level.min(LevelFilter::WARN),
            };
            targets = targets.with_target(target, level);
        }
    }
    (targets, understood)
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::sync::{Arc, Mutex};

    use tracing::Level;

    use super::*;

    #[derive(Clone, Default)]
    struct Page(Arc<Mutex<Vec<u8>>>);

    impl Write for Page {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// What is written of a line of ours and one of a library.
    fn written(format: LogFormat) -> String {
        let page = Page::default();
        let writer = page.clone();
        let (targets, _) = targets(LogLevel::Info, None);
        let layer = lines(format, false, move || writer.clone()).with_filter(targets);
        tracing::subscriber::with_default(Registry::default().with(layer), || {
            tracing::info!(topic = "twilio-events", partition = 3, "assigned");
            tracing::info!(target: "rdkafka", "a message of a library");
        });
        let bytes = page.0.lock().unwrap().clone();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn a_line_of_json_is_one_object_with_its_time_in_utc() {
        let text = written(LogFormat::Json);
        let line: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(line["message"], "assigned");
        assert_eq!((&line["level"], &line["partition"]), (&"INFO".into(), &3.into()));
        let time = line["timestamp"].as_str().unwrap();
        assert!(time.ends_with('Z') && time.parse::<jiff::Timestamp>().is_ok(), "{time}");
    }

    #[test]
    fn a_line_of_text_is_for_people() {
        let text = written(LogFormat::Text);
        assert_eq!(text.lines().count(), 1, "{text}");
        assert!(text.ends_with("assigned topic=\"twilio-events\" partition=3\n"), "{text}");
    }

    #[test]
    fn the_level_of_the_settings_is_ours_and_libraries_only_warn() {
        let (targets, _) = targets(LogLevel::Debug, None);
        assert!(targets.would_enable("phi_audit::sink::http", &Level::DEBUG));
        assert!(targets.would_enable("rdkafka::client", &Level::WARN));
        assert!(!targets.would_enable("aws_config::imds", &Level::ERROR));
        assert!(!targets.would_enable("rdkafka::client", &Level::INFO));
    }

    #[test]
    fn the_environment_overrides_our_level_and_can_only_silence_others() {
        let asked = "debug,rdkafka=trace,hyper=off,phi_audit::sink=trace";
        let (targets, understood) = targets(LogLevel::Error, Some(asked));
        assert!(understood);
        assert!(targets.would_enable("phi_audit::pipeline", &Level::DEBUG));
        assert!(targets.would_enable("phi_audit::sink::http", &Level::TRACE));
        assert!(!targets.would_enable("rdkafka::client", &Level::INFO));
        assert!(!targets.would_enable("hyper", &Level::ERROR));
    }

    #[test]
    fn a_prefix_of_our_name_is_not_ours() {
        let (targets, _) = targets(LogLevel::Info, Some("phi_audit_helper=trace,phi=trace"));
        assert!(!targets.would_enable("phi_audit_helper", &Level::INFO));
    }

    #[test]
    fn an_environment_that_makes_no_sense_changes_nothing() {
        let (targets, understood) = targets(LogLevel::Info, Some("phi_audit=loud"));
        assert!(!understood);
        assert!(targets.would_enable("phi_audit", &Level::INFO));
        assert!(!targets.would_enable("phi_audit", &Level::DEBUG));
    }
}
