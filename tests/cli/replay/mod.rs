//! Replays that are kept in a manifest, broken off, gone on with and shared out: always the report of one run in one piece.

#[cfg(feature = "service")] // for its random numbers
mod kills;
mod manifest;
mod metrics;
mod shards;

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::{answer_in, empty};

/// Invented: a finding that is critical, one that is high, and an event without any.
pub(super) const CRITICAL: &str = r#"{"specversion":"1.0","type":"com.twilio.messaging.message.delivered","id":"EZ1","source":"/x","time":"2024-06-01T00:00:00Z","data":{"accountSid":"AC00000000000000000000000000000000","to":"whatsapp:+12025550123","from":"whatsapp:+12025550199","body":"Your HIV test is positive, SSN 219-09-9999"}}"#;
const HIGH: &str = r#"{"specversion":"1.0","type":"com.twilio.messaging.message.delivered","id":"EZ3","source":"/x","time":"2025-06-01T00:00:00Z","data":{"accountSid":"AC00000000000000000000000000000001","to":"whatsapp:+12025550123","from":"whatsapp:+12025550199","body":"See you on Monday"}}"#;
const CLEAN: &str = r#"{"specversion":"1.0","type":"com.twilio.messaging.message.delivered","id":"EZ2","source":"/x","time":"2024-07-01T00:00:00Z","data":{"messageStatus":"DELIVERED"}}"#;

/// Of one conversation: somebody is there by WhatsApp, and PHI is said. Neither is PHI on WhatsApp by itself.
pub(super) const JOINED: &str = r#"{"specversion":"1.0","type":"com.twilio.conversations.participant.added","id":"EZ4","source":"/x","time":"2025-03-04T15:16:17Z","data":{"AccountSid":"AC00000000000000000000000000000001","ConversationSid":"CH00000000000000000000000000000001","MessagingBinding":{"Type":"whatsapp","Address":"whatsapp:+12025550143"}}}"#;
pub(super) const SAID: &str = r#"{"specversion":"1.0","type":"com.twilio.conversations.message.added","id":"EZ5","source":"/x","time":"2025-03-05T15:16:17Z","data":{"AccountSid":"AC00000000000000000000000000000001","ConversationSid":"CH00000000000000000000000000000001","MessageBody":"Your HIV test is positive, SSN 219-09-9999"}}"#;

#[test]
fn a_mistyped_path_leaves_the_last_report_as_it_is() {
    let directory = with_archive();
    replay(&directory, &["--report", "report"]);
    let before: Vec<_> = FILES.map(|name| fs::read(directory.path().join("report").join(name)).unwrap()).into();
    let (code, _, err) = answer_in(&directory, &["replay", "archiv", "--report", "report"]);
    assert_eq!(code, 2);
    assert!(err.contains("report: left as it was, because nothing could be read"), "{err}");
    let files: Vec<_> =
        fs::read_dir(path(&directory, "report")).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert_eq!(files.len(), FILES.len(), "{files:?}");
    assert_eq!(FILES.map(|name| fs::read(directory.path().join("report").join(name)).unwrap()).to_vec(), before);
}

/// Lines of NDJSON, every fourth with a finding.
fn lines(count: usize) -> String {
    let line = |n: usize| match n % 8 {
        3 => CRITICAL,
        7 => HIGH,
        _ => CLEAN,
    };
    (0..count).map(|n| format!("{}\n", line(n))).collect()
}

/// A directory with an `archive` of everything there is: broken lines, tiny files, an empty one, a hidden one, a truncated one, a
/// large one with many findings of one rule.
fn with_archive() -> TempDir {
    let directory = empty();
    let archive = directory.path().join("archive");
    fs::create_dir_all(archive.join("2024/06")).unwrap();
    let file = |name: &str, text: &[u8]| fs::write(archive.join(name), text).unwrap();
    file("a.ndjson", lines(40).as_bytes());
    file("b.broken", format!("{CLEAN}\n{{\"a\":\"cut\n{CRITICAL}\nnonsense\n{HIGH}\n").as_bytes());
    file("c.empty", b"");
    file(".hidden", CRITICAL.as_bytes());
    file("d.xz", b"\xfd7zXZ\0 and so on");
    file("large.ndjson", lines(6_000).as_bytes());
    file("2024.json", format!("[{CRITICAL},{HIGH}]").as_bytes());
    for n in 0..60 {
        let event = match n {
            10 => JOINED,
            41 => SAID,
            _ => [CLEAN, HIGH, CRITICAL][n % 3],
        };
        file(&format!("2024/06/{n:02}.json"), event.as_bytes());
    }
    directory
}

/// Runs `phi-audit replay archive …` without printing findings.
fn replay(directory: &TempDir, arguments: &[&str]) -> (i32, String) {
    let (code, out, err) = answer_in(directory, &[&["replay", "archive", "--format", "none"][..], arguments].concat());
    assert_eq!(out, "");
    (code, err)
}

/// The report that a run without a manifest gives, in `whole`.
fn whole(directory: &TempDir) {
    // Afresh, so that a report of nothing is written, too.
    let _ = fs::remove_dir_all(path(directory, "whole"));
    replay(directory, &["--report", "whole"]);
}

const FILES: [&str; 3] = ["report.html", "report.json", "findings.csv"];

/// That two folders hold the same report, byte by byte.
#[track_caller]
fn assert_same(directory: &TempDir, report: &str, other: &str) {
    for name in FILES {
        let read = |folder: &str| fs::read(directory.path().join(folder).join(name)).unwrap();
        let (one, other_one) = (read(report), read(other));
        assert!(!one.is_empty() && one == other_one, "{name} of {report} differs from that of {other}");
    }
}

fn manifest_csv(directory: &TempDir, report: &str) -> String {
    fs::read_to_string(directory.path().join(report).join("manifest.csv")).unwrap()
}

fn path(directory: &TempDir, name: impl AsRef<Path>) -> PathBuf {
    directory.path().join(name)
}
