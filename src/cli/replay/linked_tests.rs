//! Replays whose findings are over several events: the same however the events were shared out, and without a word that says who.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;
use std::sync::Arc;

use clap::Parser;
use serde_json::Value;
use tempfile::TempDir;

use super::super::load::{build, settings};
use super::super::manifest::parts;
use super::tests::{io_to, path};
use super::*;
use crate::cli::io::Kept;
use crate::cli::{Cli, Verb};
use crate::linked::tests::policies;

/// Names of users that may say who somebody is.
const USERS: [&str; 4] = ["maria.lopez@example.org", "219-09-9999", "patient-4711", "wei chen"];

/// Runs a verb by the rules of the tests: the exit code, standard output, standard error.
fn run(words: &[&str]) -> (u8, String, String) {
    let out = Kept::default();
    let (mut io, err) = io_to(out.clone());
    let cli = Cli::try_parse_from(std::iter::once(&"phi-audit").chain(words)).unwrap();
    let exit = match &cli.verb {
        Verb::Replay(args) => replay(args, &mut io),
        _ => crate::cli::run(cli, &mut io),
    };
    let exit = exit.unwrap_or_else(|error| {
        let _ = write!(io.err, "{error}");
        error.exit()
    });
    drop(io);
    (exit.code(), out.text(), err.text())
}

fn replay(args: &Args, io: &mut Io) -> Result<Exit, Error> {
    let reserved = args.manifest.as_ref().map(|path| Manifest::reserve(path, args.shard, &args.paths)).transpose()?;
    let mut settings = settings(args.rules.files.config.as_deref())?;
    settings.policies = Some(policies());
    judge(args, reserved, Arc::new(build(&args.rules, settings)?), None, io)
}

fn conversation(number: usize) -> String {
    format!("CH{number:032x}")
}

fn joined(conversation: &str, id: &str, time: &str) -> String {
    format!(
        r#"{{"specversion":"1.0","type":"com.twilio.conversations.participant.added","id":"{id}","time":"{time}","data":{{"AccountSid":"AC00000000000000000000000000000001","ConversationSid":"{conversation}","MessagingBinding":{{"Type":"whatsapp","Address":"whatsapp:+12025550143"}}}}}}"#
    )
}

fn said(conversation: &str, id: &str, time: &str) -> String {
    format!(
        r#"{{"specversion":"1.0","type":"com.twilio.conversations.message.added","id":"{id}","time":"{time}","data":{{"AccountSid":"AC00000000000000000000000000000001","ConversationSid":"{conversation}","MessageBody":"Maria Lopez, SSN 219-09-9999: your HIV test is positive"}}}}"#
    )
}

fn called(user: &str, event: &str, id: &str) -> String {
    format!(
        r#"{{"type":"track","event":"{event}","messageId":"{id}","timestamp":"2025-02-01T00:00:00Z","userId":"{user}","projectId":"p1"}}"#
    )
}

/// Events of conversations and users, some of which break a rule together: of every third conversation and every second user there
/// is only one of the two.
fn events() -> Vec<String> {
    let mut events = Vec::new();
    for number in 0..40 {
        let time = |hour: usize| format!("2025-01-{:02}T{hour:02}:00:00Z", number % 28 + 1);
        events.push(joined(&conversation(number), &format!("EZj{number}"), &time(9)));
        if number % 3 != 0 {
            events.push(said(&conversation(number), &format!("EZs{number}"), &time(8 + number % 4)));
            events.push(said(&conversation(number), &format!("EZt{number}"), &time(20)));
        }
    }
    for (number, user) in USERS.iter().enumerate() {
        events.push(called(user, "Opened", &format!("m-o{number}")));
        if number % 2 == 0 {
            events.push(called(user, "Closed", &format!("m-c{number}")));
        }
    }
    events
}

/// Writes the events into files of a folder, each into one that its place and `by` decide.
fn write(folder: &Path, events: &[String], by: usize) {
    fs::create_dir_all(folder).unwrap();
    for (number, event) in events.iter().enumerate() {
        let path = folder.join(format!("{:02}.ndjson", number * by % 7));
        let before = fs::read_to_string(&path).unwrap_or_default();
        let text = if number % 2 == 0 { format!("{before}{event}\n") } else { format!("{event}\n{before}") };
        fs::write(path, text).unwrap();
    }
}

fn config(folder: &Path, key: &str) -> String {
    let file = folder.join(format!("{key}.toml"));
    fs::write(folder.join(key), format!("{key:?<32}")).unwrap();
    fs::write(&file, format!("[alerts]\nfingerprint_key_file = \"{key}\"\n")).unwrap();
    path(&file).to_owned()
}

/// The records over several events among the lines.
fn linked(out: &str) -> Vec<&str> {
    out.lines().filter(|line| line.contains(r#""resource":"#)).collect()
}

fn json(report: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(report.join("report.json")).unwrap()).unwrap()
}

#[test]
fn neither_threads_nor_the_order_of_objects_and_lines_changes_a_finding_over_several_events() {
    let folder = TempDir::new().unwrap();
    let at = |name: &str| folder.path().join(name);
    let mut events = events();
    write(&at("forth"), &events, 3);
    events.reverse();
    write(&at("back"), &events, 5);
    let read = |input: &str, threads: &str| {
        let report = at(&format!("{input}-{threads}"));
        let (exit, out, err) = run(&[
            "replay",
            path(&at(input)),
            "--threads",
            threads,
            "--report",
            path(&report),
            "--fail-on",
            "critical",
        ]);
        assert_eq!(exit, 1, "{err}");
        assert!(err.contains("findings over several events: 26 critical, 2 high"), "{err}");
        let linked: Vec<_> = linked(&out).into_iter().map(str::to_owned).collect();
        (linked, json(&report)["linked"].to_string(), json(&report)["tally"]["linked"].clone())
    };
    let one = read("forth", "1");
    assert_eq!(one.0.len(), 28);
    for (input, threads) in [("forth", "4"), ("back", "1"), ("back", "4")] {
        assert!(read(input, threads) == one, "{input} on {threads} threads");
    }
}

#[test]
fn a_finding_over_several_events_is_shown_in_every_form_and_counted_once() {
    let folder = TempDir::new().unwrap();
    let input = folder.path().join("a.ndjson");
    let sid = conversation(1);
    let events = [joined(&sid, "EZ1", "2025-01-01T00:00:00Z"), said(&sid, "EZ2", "2025-01-03T00:00:00Z")];
    fs::write(&input, events.join("\n")).unwrap();
    let report = folder.path().join("report");
    let (exit, text, err) = run(&["replay", path(&input), "--format", "text", "--report", path(&report)]);
    assert_eq!(exit, 1);
    assert_eq!(
        text,
        format!(
            "critical conversation {sid} · over several events · AC00000000000000000000000000000001 · 2025-01-01 to 2025-01-03\n  \
             breaks A conversation [own-conversation] → Nothing to do.\n  \
             shows  somebody joins by WhatsApp (EZ1, 2025-01-01T00:00:00Z), PHI (EZ2, 2025-01-03T00:00:00Z)\n"
        )
    );
    assert!(err.starts_with("2 events: 2 without a finding; findings over several events: 1 critical"), "{err}");
    let csv = fs::read_to_string(report.join("findings.csv")).unwrap();
    let row = csv.lines().nth(1).unwrap();
    assert!(
        row.starts_with("critical,own-conversation,A conversation,Own,2024-12-11,,,,2025-01-03T00:00:00Z,AC0"),
        "{row}"
    );
    assert!(row.ends_with(&format!(",conversation,{sid},EZ1 EZ2")), "{row}");
    let page = fs::read_to_string(report.join("report.html")).unwrap();
    assert!(
        page.contains("1 finding in 2 events") && page.contains(&sid) && page.contains("EZ2, 2025-01-03"),
        "{page}"
    );
    let json = json(&report);
    let tally = &json["tally"];
    assert_eq!((&tally["events"], &tally["events_with_finding"]), (&2.into(), &0.into()));
    assert_eq!((&tally["findings"]["critical"], &tally["linked"]["critical"]), (&1.into(), &1.into()));
    assert_eq!(tally["days"]["entries"]["2025-01-03"]["critical"], 1);
    assert_eq!(tally["accounts"]["entries"]["AC00000000000000000000000000000001"]["findings"]["critical"], 1);
    assert_eq!(
        (&json["findings"][0]["linked"], &json["findings"][0]["first"]),
        (&1.into(), &"2025-01-01T00:00:00Z".into())
    );
    assert_eq!(json["linked"]["examples"][0]["resource"]["id"], sid.as_str());
    let (_, none, _) = run(&["replay", path(&input), "--format", "none"]);
    assert_eq!(none, "");
}

#[test]
fn only_events_of_the_period_are_linked() {
    let folder = TempDir::new().unwrap();
    let input = folder.path().join("a.ndjson");
    let sid = conversation(1);
    let events = [
        joined(&sid, "EZ1", "2025-01-01T00:00:00Z"),
        said(&sid, "EZ2", "2025-01-02T00:00:00Z"),
        joined(&sid, "EZ3", "2025-01-03T00:00:00Z"),
    ];
    fs::write(&input, events.join("\n")).unwrap();
    let found = |arguments: &[&str]| {
        let (_, out, _) = run(&[&["replay", path(&input)], arguments].concat());
        linked(&out).iter().map(|line| (line.contains("EZ1"), line.contains("EZ3"))).collect::<Vec<_>>()
    };
    assert_eq!(found(&[]), [(true, false)]);
    assert_eq!(found(&["--since", "2025-01-02"]), [(false, true)]);
    assert_eq!(found(&["--until", "2025-01-02"]), []);
    assert_eq!(found(&["--since", "2025-01-02", "--until", "2025-01-03"]), []);
}

#[test]
fn a_run_that_goes_on_and_shards_in_any_order_find_what_one_run_finds() {
    let folder = TempDir::new().unwrap();
    let at = |name: &str| folder.path().join(name);
    let (archive, config) = (at("archive"), config(folder.path(), "a-key"));
    let events = events();
    // Half of the events of each conversation are there on the first day.
    write(&archive, &events.iter().step_by(2).cloned().collect::<Vec<_>>(), 3);
    let kept = ["--manifest", path(&at("m")).to_owned().leak(), "--report", path(&at("kept")).to_owned().leak()];
    let input = path(&archive).to_owned();
    let replay = |arguments: &[&str]| run(&[&["replay", &input, "--config", &config], arguments].concat());
    replay(&kept);
    let later: Vec<_> = events.iter().skip(1).step_by(2).cloned().collect();
    for (number, event) in later.iter().enumerate() {
        fs::write(archive.join(format!("later-{number}.json")), event).unwrap();
    }
    let (_, out, err) = replay(&kept);
    assert!(err.contains("7 unchanged"), "{err}");
    let (_, whole, _) = replay(&["--report", path(&at("whole"))]);
    assert!(!linked(&out).is_empty() && linked(&out).iter().all(|line| linked(&whole).contains(line)), "{out}");
    assert_eq!(linked(&whole).len(), 28);
    let same = |report: &str| {
        for name in ["report.html", "report.json", "findings.csv"] {
            let read = |folder: &str| fs::read_to_string(at(folder).join(name)).unwrap();
            assert!(read(report) == read("whole"), "{name} of {report}");
        }
    };
    same("kept");
    let manifests = ["0", "1", "2"].map(|index| path(&at(&format!("part-{index}"))).to_owned());
    for (index, manifest) in manifests.iter().enumerate() {
        let (exit, out, err) = replay(&["--manifest", manifest, "--shard", &format!("{index}/3")]);
        assert_eq!(exit, 0, "{err}");
        assert!(linked(&out).is_empty() && !err.contains("over several"), "a shard has only a part: {err}");
    }
    for order in [[0, 1, 2], [2, 0, 1], [1, 2, 0]] {
        let [one, two, three] = order.map(|index| manifests[index].as_str());
        let (exit, _, err) = run(&["report", "merge", one, two, three, "--report", path(&at("merged"))]);
        assert!(exit == 1 && err.contains("findings over several events: 26 critical, 2 high"), "{err}");
        same("merged");
    }
}

#[test]
fn no_name_of_a_user_is_in_any_output_or_manifest() {
    let folder = TempDir::new().unwrap();
    let at = |name: &str| folder.path().join(name);
    let config = config(folder.path(), "a-key");
    write(&at("archive"), &events(), 3);
    let arguments = ["replay", path(&at("archive")).to_owned().leak(), "--config", &config];
    let (report, manifest) = (at("report"), at("m"));
    let mut written = Vec::new();
    for format in ["text", "ndjson"] {
        let more = ["--format", format, "--report", path(&report), "--manifest", path(&manifest)];
        let (_, out, err) = run(&[&arguments[..], &more].concat());
        written.extend([out.into_bytes(), err.into_bytes()]);
    }
    for file in fs::read_dir(&report).unwrap() {
        written.push(fs::read(file.unwrap().path()).unwrap());
    }
    written.push(fs::read(&manifest).unwrap());
    // What is packed in the manifest, unpacked.
    let (_, _, _, cursors) = parts(std::slice::from_ref(&manifest)).unwrap();
    let mut digests = 0;
    for mut cursor in cursors {
        while let Some((_, row)) = cursor.next().unwrap() {
            let outcome = cursor.result(&row, &mut |line| {
                digests +=
                    usize::from(matches!(&line, super::super::manifest::Line::Linked((key, _)) if key.is_digest()));
                written.push(serde_json::to_vec(&line).unwrap());
                Ok(())
            });
            written.push(serde_json::to_vec(&outcome.unwrap()).unwrap());
        }
    }
    assert!(digests >= USERS.len(), "{digests}");
    for value in USERS.iter().chain(&["maria", "lopez", "4711"]) {
        let holds =
            |bytes: &Vec<u8>| bytes.to_ascii_lowercase().windows(value.len()).any(|part| part == value.as_bytes());
        assert!(!written.iter().any(holds), "{value}");
    }
}

#[test]
fn without_a_key_a_manifest_keeps_nothing_of_users_and_the_report_says_so() {
    let folder = TempDir::new().unwrap();
    let at = |name: &str| folder.path().join(name);
    write(&at("archive"), &events(), 3);
    let arguments = ["replay", path(&at("archive")).to_owned().leak()];
    let kept = ["--manifest", path(&at("m")).to_owned().leak(), "--report", path(&at("report")).to_owned().leak()];
    let users = |out: &str| linked(out).iter().filter(|line| line.contains(r#""kind":"user""#)).count();
    let (_, out, _) = run(&[&arguments[..], &kept].concat());
    assert_eq!(users(&out), 2, "within the run they are linked");
    let note = "6 clues were to what may identify a person and not kept in the manifest, because no key is configured";
    let notes = json(&at("report"))["notes"].to_string();
    assert!(notes.contains(note) && notes.contains("alerts.fingerprint_key_file"), "{notes}");
    let (_, out, _) = run(&[&arguments[..], &kept].concat());
    let json = json(&at("report"));
    assert_eq!(out, "", "nothing was read");
    let counts = &json["tally"]["linked"];
    assert_eq!((&counts["critical"], &counts["high"]), (&26.into(), &0.into()), "the next run has only what was kept");
    assert!(json["notes"].to_string().contains(note));
    let (_, _, _, cursors) = parts(&[at("m")]).unwrap();
    for mut cursor in cursors {
        while let Some((_, row)) = cursor.next().unwrap() {
            let each = &mut |line: super::super::manifest::Line<_, _>| {
                assert!(!matches!(&line, super::super::manifest::Line::Linked((key, _)) if key.is_digest()));
                Ok(())
            };
            cursor.result(&row, each).unwrap();
        }
    }
}

#[test]
fn a_configured_key_that_cannot_be_read_stops_a_run_that_keeps_results_and_no_other() {
    let folder = TempDir::new().unwrap();
    let at = |name: &str| folder.path().join(name);
    let config = config(folder.path(), "a-key");
    fs::remove_file(at("a-key")).unwrap();
    write(&at("archive"), &events(), 3);
    let arguments = ["replay", path(&at("archive")).to_owned().leak(), "--config", &config];
    let (exit, out, err) = run(&[&arguments[..], &["--manifest", path(&at("m"))]].concat());
    assert!(exit == 2 && out.is_empty() && err.contains("a-key") && err.contains("help:"), "{exit} {err}");
    assert_eq!(linked(&run(&arguments).1).len(), 28);
}

#[test]
fn shards_under_different_keys_are_refused_with_a_remedy() {
    let folder = TempDir::new().unwrap();
    let at = |name: &str| folder.path().join(name);
    write(&at("archive"), &events(), 3);
    let archive = path(&at("archive")).to_owned();
    // The same file of settings, which names the key by a path that every machine has a file of its own under.
    let config = config(folder.path(), "a-key");
    let parts = ["0", "1"].map(|index| {
        fs::write(at("a-key"), index.repeat(32)).unwrap();
        let manifest = path(&at(&format!("part-{index}"))).to_owned();
        let shard = format!("{index}/2");
        let (exit, _, err) =
            run(&["replay", &archive, "--config", &config, "--manifest", &manifest, "--shard", &shard]);
        assert_eq!(exit, 0, "{err}");
        manifest
    });
    let (exit, _, err) = run(&["report", "merge", &parts[0], &parts[1], "--report", path(&at("merged"))]);
    assert!(exit == 64 && err.contains("different keys") && err.contains("alerts.fingerprint_key_file"), "{err}");
}
