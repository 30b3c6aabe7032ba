//! Metrics as a file, for processes that are many on a host and open no port: the textfile collector of node_exporter reads it.
//!
//! It promises that whoever reads the file finds it whole, that series of two processes never are the same ones (each has the
//! labels of its own), and that the file goes with the process, unless it is killed. What it leaves to others: when to write,
//! and which files a process that was killed has left.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::Metrics;

/// The metrics of one process in a folder of such files.
#[derive(Debug)]
pub struct Textfile {
    path: PathBuf,
    /// Where the next one is written before it takes the place of the last.
    next: PathBuf,
    /// What sets the series of this process apart.
    labels: Vec<(&'static str, String)>,
    /// Which file the last one was.
    written: Option<u64>,
}

impl Textfile {
    /// A file named after `name` in `folder`, which is made where it is missing and tried. No figures are written yet. `name` has to be fit
    /// for a file.
    pub fn new(folder: &Path, name: &str, labels: Vec<(&'static str, String)>) -> io::Result<Self> {
        prepare(folder)?;
        // The collector reads what ends in `.prom`; that of another process, still ending, must not be torn by this one.
        let next = folder.join(format!(".phi-audit-{name}.{}.tmp", std::process::id()));
        Ok(Self { path: folder.join(format!("phi-audit-{name}.prom")), next, labels, written: None })
    }

    /// Puts the figures of now in place of the last ones.
    pub fn write(&mut self, metrics: &Metrics) -> io::Result<()> {
        let text = metrics.render_for_many(&self.labels);
        let result = File::create(&self.next).and_then(|mut file| {
            file.write_all(text.as_bytes())?;
            // Not synced: what a crash of the machine loses of it is out of date by then.
            let number = number(&file.metadata()?);
            fs::rename(&self.next, &self.path)?;
            self.written = Some(number);
            Ok(())
        });
        if result.is_err() {
            // It may be half written, on a disk that is full.
            let _ = fs::remove_file(&self.next);
        }
        result
    }
}

impl Drop for Textfile {
    /// Figures that stand still are worse than none. A file that another process has put there in the meantime stays.
    fn drop(&mut self) {
        let there = fs::metadata(&self.path).ok().map(|file| number(&file));
        if self.written.is_some() && there == self.written {
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Makes the folder where it is missing, and tries whether a file can be made in it.
fn prepare(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let trial = folder.join(format!(".phi-audit-trial-{}.tmp", std::process::id()));
    File::create(&trial)?;
    match fs::remove_file(trial) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// The number of a file in its file system.
#[cfg(unix)]
fn number(file: &fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(file)
}

/// Files have no number that could be asked for: every file of this name counts as ours.
#[cfg(not(unix))]
const fn number(_: &fs::Metadata) -> u64 {
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels() -> Vec<(&'static str, String)> {
        vec![("stream", "twilio-events".to_owned()), ("shard", "shardId-000000000003".to_owned())]
    }

    fn file(folder: &Path) -> (Textfile, PathBuf) {
        let file = Textfile::new(folder, "shardId-000000000003", labels()).unwrap();
        (file, folder.join("phi-audit-shardId-000000000003.prom"))
    }

    fn names(folder: &Path) -> Vec<String> {
        let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names.collect()
    }

    #[test]
    fn every_series_says_which_process_it_is_of_and_keeps_the_labels_it_has() {
        let folder = tempfile::tempdir().unwrap();
        let metrics = Metrics::new().unwrap();
        metrics.shard_lag("another", "shardId-9", 2.5);
        metrics.shards_reading.set(1);
        let (mut textfile, path) = file(folder.path());
        textfile.write(&metrics).unwrap();
        let text = fs::read_to_string(path).unwrap();
        let own = r#"shard="shardId-000000000003",stream="twilio-events""#;
        assert!(text.contains(&format!("\nphi_audit_shards_reading{{{own}}} 1\n")), "{text}");
        let error =
            r#"errors_total{kind="internal",shard="shardId-000000000003",stage="processing",stream="twilio-events"} 0"#;
        assert!(text.contains(&format!("\nphi_audit_{error}\n")));
        assert!(text.contains("\nphi_audit_shard_lag_seconds{shard=\"shardId-9\",stream=\"another\"} 2.5\n"));
        let mut series = text.lines().filter(|line| !line.starts_with('#'));
        assert!(series.all(|line| line.contains("shard=\"") && line.contains("stream=\"")));
    }

    #[test]
    fn the_figures_of_the_process_do_not_bear_the_names_of_the_collectors_own() {
        let folder = tempfile::tempdir().unwrap();
        let (mut textfile, path) = file(folder.path());
        textfile.write(&Metrics::new().unwrap()).unwrap();
        let text = fs::read_to_string(path).unwrap();
        assert!(text.contains("\n# TYPE phi_audit_process_open_fds gauge\n"), "{text}");
        assert!(
            text.lines()
                .all(|line| line.trim_start_matches("# HELP ").trim_start_matches("# TYPE ").starts_with("phi_audit_"))
        );
    }

    #[test]
    fn the_file_is_replaced_whole_and_goes_with_the_process() {
        let folder = tempfile::tempdir().unwrap();
        let within = folder.path().join("metrics");
        let metrics = Metrics::new().unwrap();
        let (mut textfile, path) = file(&within);
        assert!(names(&within).is_empty(), "nothing before there are figures");
        textfile.write(&metrics).unwrap();
        metrics.shards_reading.set(7);
        let reader = fs::read_to_string(&path).unwrap();
        textfile.write(&metrics).unwrap();
        assert!(!reader.contains("shards_reading{shard=\"shardId-000000000003\",stream=\"twilio-events\"} 7"));
        assert!(fs::read_to_string(&path).unwrap().contains("stream=\"twilio-events\"} 7"));
        assert_eq!(names(&within), ["phi-audit-shardId-000000000003.prom"]);
        drop(textfile);
        assert!(names(&within).is_empty());
    }

    #[cfg(unix)]
    #[test]
    fn the_file_of_a_successor_stays() {
        let folder = tempfile::tempdir().unwrap();
        let metrics = Metrics::new().unwrap();
        let ((mut old, path), (mut new, _)) = (file(folder.path()), file(folder.path()));
        old.write(&metrics).unwrap();
        new.write(&metrics).unwrap();
        drop(old);
        assert!(path.exists());
        drop(new);
        assert!(!path.exists());
    }

    #[test]
    fn a_folder_that_cannot_be_written_to_is_told_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let taken = folder.path().join("taken");
        fs::write(&taken, "").unwrap();
        assert!(Textfile::new(&taken, "shardId-1", labels()).is_err());
    }
}
