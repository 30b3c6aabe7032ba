//! The file sink on a real file system, which runs full, is torn by crashes and has strangers in it.
//!
//! The full disk is `RLIMIT_FSIZE` on a process of its own: the kernel then writes as much as still fits and refuses the rest,
//! as a full disk does, and it needs neither root nor a file system to mount.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::thread;

use phi_audit::pipeline::Stop;
use phi_audit::sink::{Fate, FileSink, Sink, SinkStatus};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use super::{again, ended, number, parcels, wait_until};

const CHILD: &str = "PHI_AUDIT_TEST_FOLDER";
const LARGE: u64 = 64 << 20;

fn sink(folder: &Path, roll: u64, keep: Option<usize>) -> FileSink {
    FileSink::new(folder.to_owned(), "findings", roll, keep).expect("a sink")
}

/// Delivers what has to arrive.
fn deliver(sink: &mut FileSink, from: usize, count: usize) {
    let (parcels, ends) = parcels(from, count);
    sink.deliver(parcels, &SinkStatus::new("file", true), &Stop::default());
    assert_eq!(ended(&ends, Fate::Delivered), (from..from + count).collect::<Vec<_>>());
}

/// The sink's files, the oldest first.
fn files(folder: &Path) -> Vec<PathBuf> {
    let all = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let mut files: Vec<_> = all.filter(|path| path.extension() == Some(OsStr::new("ndjson"))).collect();
    files.sort();
    files
}

/// The alerts in a file, all of whose lines are whole.
fn alerts(path: &Path) -> Vec<usize> {
    let text = fs::read_to_string(path).expect("text");
    assert!(text.is_empty() || text.ends_with('\n'), "torn: {path:?}");
    text.lines().map(|line| number(&serde_json::from_str(line).expect("a whole line"))).collect()
}

fn all_alerts(folder: &Path) -> Vec<usize> {
    files(folder).iter().flat_map(|file| alerts(file)).collect()
}

#[test]
fn alerts_are_lines_of_a_file_that_is_rolled_before_it_is_too_large() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut sink = sink(folder.path(), 1_000, None);
    deliver(&mut sink, 0, 7);
    deliver(&mut sink, 7, 1);
    deliver(&mut sink, 8, 30);
    let files = files(folder.path());
    assert!(files.len() > 5, "{files:?}");
    for file in &files {
        assert!(fs::metadata(file).expect("a file").len() <= 1_000);
        assert!(!alerts(file).is_empty());
    }
    assert_eq!(all_alerts(folder.path()), (0..38).collect::<Vec<_>>(), "in the order of their names");
}

#[test]
fn an_alert_larger_than_a_file_has_one_to_itself() {
    let folder = tempfile::tempdir().expect("a folder");
    deliver(&mut sink(folder.path(), 10, None), 0, 3);
    assert_eq!(files(folder.path()).iter().map(|file| alerts(file)).collect::<Vec<_>>(), [[0], [1], [2]]);
}

#[test]
fn only_the_newest_finished_files_are_kept_and_strangers_are_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    for stranger in ["quarantine-20260101T000000Z-000001.ndjson", "findings-notes.ndjson", "findings-20260101.ndjson"] {
        fs::write(folder.path().join(stranger), "mine").expect("a file");
    }
    fs::write(folder.path().join("findings-20260101T000000Z-000001.ndjson"), "{}\n").expect("an old one");
    let mut sink = sink(folder.path(), 10, Some(2));
    deliver(&mut sink, 0, 6);
    let names: Vec<_> = files(folder.path()).iter().map(|path| path.file_name().unwrap().to_owned()).collect();
    assert_eq!(names.len(), 3 + 3, "strangers, two finished, one that is written: {names:?}");
    assert!(!names.iter().any(|name| name == "findings-20260101T000000Z-000001.ndjson"));
    let ours = files(folder.path()).into_iter().filter(|path| fs::read(path).unwrap().starts_with(b"{\"specversion"));
    assert_eq!(ours.flat_map(|path| alerts(&path)).collect::<Vec<_>>(), [3, 4, 5]);
}

#[test]
fn folder_and_files_belong_to_the_service_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let inner = folder.path().join("alerts/east");
    deliver(&mut sink(&inner, LARGE, None), 0, 1);
    let mode = |path: &Path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
    assert_eq!(mode(&inner), 0o700);
    assert_eq!(files(&inner).iter().map(|file| mode(file)).collect::<Vec<_>>(), [0o600]);
}

#[test]
fn a_line_torn_by_a_crash_is_cut_off_at_the_next_start_which_begins_a_new_file() {
    let folder = tempfile::tempdir().expect("a folder");
    deliver(&mut sink(folder.path(), LARGE, None), 0, 3);
    let torn = files(folder.path()).remove(0);
    let mut content = fs::read(&torn).expect("a file");
    content.extend(format!("{{\"specversion\":\"1.0\",\"id\":\"{}", "x".repeat(200_000)).bytes());
    fs::write(&torn, &content).expect("what a crash leaves");
    let only_torn = folder.path().join("findings-20260101T000000Z-000001.ndjson");
    fs::write(&only_torn, "{\"specver").expect("what another one leaves");

    deliver(&mut sink(folder.path(), LARGE, None), 3, 2);
    assert_eq!(alerts(&only_torn), [0; 0]);
    assert_eq!(alerts(&torn), [0, 1, 2]);
    assert_eq!(files(folder.path()).len(), 3);
    assert_eq!(all_alerts(folder.path()), [0, 1, 2, 3, 4]);
}

#[test]
fn a_file_that_another_process_writes_is_neither_cut_nor_removed() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut first = sink(folder.path(), LARGE, None);
    deliver(&mut first, 0, 1);
    let written = files(folder.path()).remove(0);
    let mut content = fs::read(&written).expect("a file");
    content.extend(b"{\"half a line");
    fs::write(&written, &content).expect("as seen in the middle of a write");

    let mut second = sink(folder.path(), 10, Some(1));
    deliver(&mut second, 1, 4);
    assert_eq!(fs::read(&written).expect("still there"), content);
    assert_eq!(files(folder.path()).len(), 3, "the other's, one finished, one that is written");
}

#[test]
fn what_comes_after_the_file_was_moved_away_goes_to_a_new_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut sink = sink(folder.path(), LARGE, None);
    deliver(&mut sink, 0, 2);
    let moved = folder.path().join("moved");
    fs::rename(files(folder.path()).remove(0), &moved).expect("it is moved");
    deliver(&mut sink, 2, 1);
    fs::remove_file(files(folder.path()).remove(0)).expect("it is removed");
    deliver(&mut sink, 3, 1);
    assert_eq!((alerts(&moved), all_alerts(folder.path())), (vec![0, 1], vec![3]));
}

#[test]
fn nothing_is_confirmed_while_the_disk_is_full_and_no_line_is_torn_or_doubled_when_it_has_space_again() {
    let Some(folder) = std::env::var_os(CHILD).map(PathBuf::from) else {
        let folder = tempfile::tempdir().expect("a folder");
        let name =
            "file::nothing_is_confirmed_while_the_disk_is_full_and_no_line_is_torn_or_doubled_when_it_has_space_again";
        let output = again(name, CHILD, folder.path().as_os_str()).output().expect("a process");
        let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && said.contains("1 passed"), "{said}");
        assert_eq!(all_alerts(folder.path()), (0..105).collect::<Vec<_>>());
        assert_eq!(files(folder.path()).len(), 1);
        return;
    };
    let mut sink = sink(&folder, LARGE, None);
    deliver(&mut sink, 0, 5);
    let unlimited = getrlimit(Resource::Fsize);
    setrlimit(Resource::Fsize, Rlimit { current: Some(8 << 10), maximum: unlimited.maximum }).expect("a limit");
    let (parcels, ends) = parcels(5, 100);
    let (status, stop) = (SinkStatus::new("file", true), Stop::default());
    thread::scope(|scope| {
        scope.spawn(|| sink.deliver(parcels, &status, &stop));
        wait_until("the disk is full", || status.failures() >= 3);
        assert!(status.is_failing() && ends.try_recv().is_err(), "nothing is confirmed");
        setrlimit(Resource::Fsize, unlimited).expect("space again");
    });
    assert!(!status.is_failing());
    assert_eq!(ended(&ends, Fate::Delivered), (5..105).collect::<Vec<_>>());
}

#[test]
fn a_stop_while_the_disk_is_full_confirms_nothing() {
    let Some(folder) = std::env::var_os(CHILD).map(PathBuf::from) else {
        let folder = tempfile::tempdir().expect("a folder");
        let name = "file::a_stop_while_the_disk_is_full_confirms_nothing";
        let output = again(name, CHILD, folder.path().as_os_str()).output().expect("a process");
        let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && said.contains("1 passed"), "{said}");
        // The torn line stays until the next start, which cuts it off.
        drop(sink(folder.path(), LARGE, None));
        assert_eq!(alerts(&files(folder.path())[0]).len(), 0, "the batch is written as one");
        return;
    };
    let mut sink = sink(&folder, LARGE, None);
    let unlimited = getrlimit(Resource::Fsize);
    setrlimit(Resource::Fsize, Rlimit { current: Some(100), maximum: unlimited.maximum }).expect("a limit");
    let (parcels, ends) = parcels(0, 100);
    let (status, stop) = (SinkStatus::new("file", true), Stop::default());
    thread::scope(|scope| {
        scope.spawn(|| sink.deliver(parcels, &status, &stop));
        wait_until("the disk is full", || status.failures() >= 1);
        stop.set();
    });
    assert_eq!((ends.iter().count(), status.confirmed()), (0, 0));
}

#[test]
fn a_folder_that_cannot_be_one_is_said_at_the_start() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("alerts");
    fs::write(&file, "").expect("a file");
    assert!(FileSink::new(file, "findings", LARGE, None).is_err());
}
