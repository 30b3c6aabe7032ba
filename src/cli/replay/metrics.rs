//! The figures of a run in a file, for the textfile collector of node_exporter: how far it is while it runs, and how it ended.
//!
//! It promises that whoever reads the file finds it whole and may read it, that it is never older than some ten seconds while
//! anything moves, and that it stays when the process goes: a run that ended is news, too. A file that cannot be written later on
//! is told once and does not end the run. With a manifest, each event that is found counts as found in the figures of one run that
//! came to its end, also where runs before it broke off: what was reported stands in the file itself.

use std::fs;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::super::manifest::below;
use super::super::{Error, Io, Summary, Told};
use crate::telemetry::{Reached, ReplayMetrics, Reported};

/// Between two writes, while it runs.
const PERIOD: Duration = Duration::from_secs(10);
/// What the collector reads ends so.
const ENDING: &str = "prom";
/// How the file begins.
const OURS: &[u8] = b"# HELP phi_audit_replay_";

/// The figures of a run.
pub(super) struct Figures {
    path: PathBuf,
    /// The name of the run.
    run: String,
    metrics: ReplayMetrics,
    reached: Reached,
    /// What the last run has reported that came to its end.
    reported: Reported,
    written: Instant,
    /// It was told that they cannot be written.
    told: bool,
}

impl Figures {
    /// Figures in the file at `path`, of a run that reads `inputs`. Nothing is written yet.
    pub fn new(path: &Path, inputs: &[PathBuf]) -> Result<Self, Error> {
        let refused = |what: String| Told::usage(what).at(path.display().to_string());
        if path.extension().is_none_or(|ending| ending != ENDING) {
            return Err(refused("the collector of node_exporter reads only files that end in `.prom`".to_owned())
                .remedy("name the file after the run: `--metrics FOLDER/archive.prom`")
                .into());
        }
        let run = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        if !run.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte)) || run.is_empty() {
            return Err(refused("the name of the file is the label `run`, and cannot be one".to_owned())
                .remedy("use letters without accents, digits, `_`, `.` and `-`: `--metrics FOLDER/archive.prom`")
                .into());
        }
        if let Some(input) = below(path, inputs) {
            return Err(refused(format!("the metrics would lie in `{}`, which is read", input.display()))
                .remedy("name a file outside of what is read: `--metrics FILE`")
                .into());
        }
        if !may_be_replaced(path) {
            return Err(refused(
                "the file is there, and holds something other than the figures of a replay".to_owned(),
            )
            .remedy("name another file, or remove this one: `--metrics FOLDER/archive.prom`")
            .into());
        }
        let metrics = ReplayMetrics::new(run, now()).map_err(|error| Told::failed(error.to_string()))?;
        // Without it, all that the manifest holds counts as found anew.
        let reported = fs::read_to_string(path).map(|before| Reported::read(&before)).unwrap_or_default();
        metrics.reported(run, &reported);
        let (path, run, reached) = (path.to_owned(), run.to_owned(), Reached::default());
        Ok(Self { path, run, metrics, reached, reported, written: Instant::now(), told: false })
    }

    /// Writes them for the first time, so that a run of hours does not go unseen.
    pub fn begin(&mut self) -> Result<(), Error> {
        self.put().map_err(|error| {
            Told::failed(format!("the metrics cannot be written: {}", words(&error)))
                .at(self.path.display().to_string())
                .remedy("name a file in a folder that is there and may be written to: `--metrics FILE`")
                .into()
        })
    }

    /// Takes over how far the run has come: what it has seen, sources and bytes read.
    pub fn reached(&mut self, summary: &Summary, sources: u64, bytes: u64) {
        let (events, unread, by_severity) = (summary.events, summary.unread, summary.by_severity());
        self.reached = Reached { bytes, sources, events, by_severity, unread };
    }

    /// Takes over what is in the report of this run; `lasting`: with what runs before it have left in a manifest.
    pub fn reported(&mut self, summary: &Summary, lasting: bool) {
        let reported = Reported { by_severity: summary.by_severity(), unread: summary.unread };
        if lasting {
            // A run that broke off has told nobody what it had found. What was read again counts as found in this run alone.
            let all = self.reached.by_severity.iter_mut().zip(reported.by_severity).zip(self.reported.by_severity);
            for ((found, now), before) in all {
                *found = (*found).max(now.saturating_sub(before));
            }
        }
        self.metrics.reported(&self.run, &reported);
    }

    /// Whether it is time to write them again.
    pub fn are_due(&self) -> bool {
        self.written.elapsed() >= PERIOD
    }

    /// Writes them.
    pub fn write(&mut self, io: &mut Io) -> Result<(), Error> {
        match self.put() {
            Err(error) if !self.told => {
                self.told = true;
                let place = self.path.display();
                writeln!(io.err, "metrics: cannot be written any more: {} ({place})", words(&error))?;
            }
            Err(_) | Ok(()) => {}
        }
        Ok(())
    }

    /// Writes them for the last time; `whole`: the run has come to its end.
    pub fn end(&mut self, whole: bool, io: &mut Io) -> Result<(), Error> {
        if whole {
            self.metrics.replay_finished_timestamp_seconds.with([&self.run]).set(now());
        }
        self.write(io)
    }

    fn put(&mut self) -> io::Result<()> {
        // Also where it fails: a disk that is full is not asked at every batch.
        self.written = Instant::now();
        self.metrics.reached(&self.run, &self.reached, now());
        replace(&self.path, &self.metrics.render())
    }
}

/// Whether nothing is at `path`, or figures of an earlier run.
fn may_be_replaced(path: &Path) -> bool {
    let mut begins = [0; OURS.len()];
    match fs::File::open(path) {
        // What cannot be read is told when it is written.
        Err(_) => true,
        Ok(mut file) => match file.read(&mut begins) {
            Ok(0) | Err(_) => true,
            Ok(length) => begins.get(..length) == Some(OURS),
        },
    }
}

/// Puts a file that everybody may read in place of the last one, in one move.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // The collector passes over what does not end in `.prom`.
    let mut next = tempfile::Builder::new().prefix(".phi-audit-").suffix(".tmp").tempfile_in(folder)?;
    next.write_all(text.as_bytes())?;
    // The collector is another user, whatever this one's umask is.
    #[cfg(unix)]
    next.as_file().set_permissions(<fs::Permissions as std::os::unix::fs::PermissionsExt>::from_mode(0o644))?;
    next.persist(path).map(drop).map_err(|error| error.error)
}

/// The system's message without its number and without the name of a temporary file.
fn words(error: &io::Error) -> String {
    error.to_string().split(" (os error").next().unwrap_or_default().to_owned()
}

/// Now, as Unix time in seconds.
#[allow(clippy::disallowed_methods, reason = "when a run began and ended is no part of what it reports")]
fn now() -> f64 {
    Timestamp::now().as_duration().as_secs_f64()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::super::tests::io_to;
    use super::*;

    fn figures(folder: &tempfile::TempDir) -> Figures {
        Figures::new(&folder.path().join("archive.prom"), &[]).unwrap()
    }

    fn value(folder: &tempfile::TempDir, name: &str) -> f64 {
        let text = fs::read_to_string(folder.path().join("archive.prom")).unwrap();
        let line =
            text.lines().find_map(|line| line.strip_prefix(&format!("phi_audit_replay_{name}{{run=\"archive\"}} ")));
        line.unwrap_or_else(|| panic!("{name}: {text}")).parse().unwrap()
    }

    #[test]
    fn they_are_due_after_ten_seconds_and_not_again_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let mut figures = figures(&folder);
        figures.begin().unwrap();
        assert!(!figures.are_due());
        figures.written = Instant::now().checked_sub(PERIOD).unwrap();
        assert!(figures.are_due());
        let mut summary = Summary::default();
        summary.event(None);
        figures.reached(&summary, 4, 17);
        let (mut io, _) = io_to(io::sink());
        figures.write(&mut io).unwrap();
        assert!(!figures.are_due());
        assert_eq!([value(&folder, "events_total"), value(&folder, "sources_total")], [1.0, 4.0]);
        assert_eq!(value(&folder, "read_bytes_total"), 17.0);
    }

    #[test]
    fn a_run_that_breaks_off_has_not_finished_and_says_when_it_was_last_seen() {
        let folder = tempfile::tempdir().unwrap();
        let (mut figures, (mut io, _)) = (figures(&folder), io_to(io::sink()));
        figures.begin().unwrap();
        figures.end(false, &mut io).unwrap();
        assert_eq!(value(&folder, "finished_timestamp_seconds"), 0.0);
        assert!(value(&folder, "updated_timestamp_seconds") >= value(&folder, "started_timestamp_seconds"));
        figures.end(true, &mut io).unwrap();
        assert!(value(&folder, "finished_timestamp_seconds") >= value(&folder, "started_timestamp_seconds"));
    }

    #[test]
    fn a_folder_that_has_gone_is_told_once_and_does_not_end_the_run() {
        let folder = tempfile::tempdir().unwrap();
        let (mut figures, (mut io, err)) = (figures(&folder), io_to(io::sink()));
        figures.begin().unwrap();
        drop(folder);
        figures.write(&mut io).unwrap();
        figures.end(true, &mut io).unwrap();
        let told = err.text();
        assert_eq!(told.matches("cannot be written any more").count(), 1, "{told}");
        assert!(told.contains("archive.prom") && !told.contains(".phi-audit-"), "{told}");
    }

    #[test]
    fn nothing_is_left_beside_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let mut figures = figures(&folder);
        figures.begin().unwrap();
        figures.begin().unwrap();
        let names: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().file_name()).collect();
        assert_eq!(names, ["archive.prom"]);
    }
}
