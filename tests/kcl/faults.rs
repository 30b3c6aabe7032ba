//! What goes wrong between the daemon and the process, and on the way to a sink.

use std::fs;
use std::time::Duration;

use super::daemon::*;

#[test]
fn a_checkpoint_that_is_throttled_is_tried_again() {
    let folder = folder(SETTINGS);
    let mut process = Process::initialized(folder.path());
    process.exchange(&records(&[("7", 0, CLEAN.as_bytes())]), &[&status("processRecords")]);
    process.exchange(SHARD_ENDED, &[CHECKPOINT_END]);
    process.exchange(&saved(Some("ThrottlingException")), &[CHECKPOINT_END]);
    process.exchange(&saved(Some("KinesisClientLibDependencyException")), &[CHECKPOINT_END]);
    process.exchange(&saved(None), &[&status("shardEnded")]);
    let ended = process.close();
    assert_eq!(ended.code, Some(0), "{}", ended.log);
    assert!(ended.log.contains("could not be saved"), "{}", ended.log);
}

#[test]
fn a_throttled_checkpoint_comes_again_with_a_later_message() {
    let folder = folder(&SETTINGS.replace("[[sink]]", "checkpoint_interval = \"1s\"\n\n[[sink]]"));
    let mut process = Process::initialized(folder.path());
    process.exchange(&records(&[("7", 0, CLEAN.as_bytes())]), &[&status("processRecords")]);
    assert_eq!(process.next_checkpoint(), checkpoint("7", 0));
    process.exchange(&saved(Some("ThrottlingException")), &[&status("processRecords")]);
    assert_eq!(process.next_checkpoint(), checkpoint("7", 0));
    process.exchange(&saved(None), &[&status("processRecords")]);
    assert_eq!(process.close().code, Some(0));
}

#[test]
fn a_lease_that_is_gone_at_a_checkpoint_ends_all_checkpoints() {
    let folder = folder(SETTINGS);
    let mut process = Process::initialized(folder.path());
    process.exchange(&records(&[("7", 0, CLEAN.as_bytes())]), &[&status("processRecords")]);
    process.exchange(SHUTDOWN, &[&checkpoint("7", 0)]);
    process.exchange(&saved(Some("ShutdownException")), &[&status("shutdownRequested")]);
    process.exchange(&records(&[("8", 0, CLEAN.as_bytes())]), &[&status("processRecords")]);
    process.exchange(SHARD_ENDED, &[&status("shardEnded")]);
    assert_eq!(process.close().code, Some(0));
}

#[test]
fn input_that_ends_within_a_line_is_a_clean_end() {
    let folder = folder(SETTINGS);
    let mut process = Process::initialized(folder.path());
    process.exchange(&records(&[("7", 0, FINDING.as_bytes())]), &[&status("processRecords")]);
    process.write(br#"{"action":"processRecords","records":[{"data":"#);
    let ended = process.close();
    assert_eq!((ended.code, &ended.rest[..]), (Some(0), &[][..]), "{}", ended.log);
    assert!(!lines(&folder.path().join("alerts")).is_empty(), "what was read is told all the same");
}

#[test]
fn input_that_ends_before_anything_was_said_is_a_clean_end() {
    let folder = folder(SETTINGS);
    let ended = Process::start(folder.path()).close();
    assert_eq!((ended.code, &ended.rest[..]), (Some(0), &[][..]), "{}", ended.log);
}

#[test]
fn a_line_that_is_no_message_ends_the_process_and_is_not_repeated() {
    let planted = "123-45-6789 hypertension";
    for line in [planted.to_owned(), format!(r#"{{"action":"{planted}"}}"#), records(&[(planted, 0, b"{}")])] {
        let folder = folder(SETTINGS);
        let mut process = Process::initialized(folder.path());
        process.say(&line);
        let ended = process.ended();
        assert_eq!((ended.code, &ended.rest[..]), (Some(2), &[][..]), "{}", ended.log);
        assert!(ended.log.contains("of the MultiLangDaemon"), "{}", ended.log);
        assert!(!ended.log.contains("123-45") && !ended.log.contains("hypertension"), "{}", ended.log);
    }
}

#[test]
fn a_daemon_that_speaks_before_it_names_the_shard_is_told_so() {
    let folder = folder(SETTINGS);
    let mut process = Process::start(folder.path());
    process.say(EMPTY);
    let ended = process.ended();
    assert_eq!(ended.code, Some(2));
    assert!(ended.log.contains("does not name the shard"), "{}", ended.log);
}

#[test]
fn a_line_without_end_ends_the_process_and_not_the_machine() {
    let folder = folder(SETTINGS);
    let mut process = Process::initialized(folder.path());
    let chunk = vec![b'x'; 1 << 20];
    for _ in 0..66 {
        process.write(&chunk);
    }
    let ended = process.ended();
    assert_eq!(ended.code, Some(2));
    assert!(ended.log.contains("longer than"), "{}", ended.log);
}

#[test]
fn while_a_sink_fails_the_daemon_waits_and_nothing_is_saved_that_did_not_arrive() {
    let settings =
        SETTINGS.replace("[[sink]]", "checkpoint_interval = \"1s\"\n\n[service]\nin_flight_records = 100\n\n[[sink]]");
    let folder = folder(&settings);
    let mut process = Process::initialized(folder.path());
    // The folder goes; what cannot be written is tried again until there is one.
    let alerts = folder.path().join("alerts");
    until("the sink is there", || alerts.exists());
    fs::remove_dir_all(&alerts).unwrap();
    let sequences: Vec<String> = (1000..1150).map(|number| number.to_string()).collect();
    let events: Vec<String> = (1000..1150).map(finding).collect();
    let many: Vec<(&str, u64, &[u8])> =
        sequences.iter().zip(&events).map(|(sequence, event)| (sequence.as_str(), 0, event.as_bytes())).collect();
    process.say(&records(&many));
    process.is_silent_for(Duration::from_millis(600));
    fs::create_dir(&alerts).unwrap();
    // Records under way come down; the status comes, with a checkpoint or two before it.
    let mut last = 999;
    loop {
        let line = process.next();
        if line == status("processRecords") {
            break;
        }
        let message: serde_json::Value = serde_json::from_str(&line).unwrap();
        let saved_now: u64 = message["sequenceNumber"].as_str().unwrap().parse().unwrap();
        assert!(saved_now > last, "{line}");
        last = saved_now;
        process.say(&saved(None));
    }
    process.say(SHUTDOWN);
    if last < 1149 {
        process.hears(&checkpoint("1149", 0));
        process.say(&saved(None));
    }
    process.hears(&status("shutdownRequested"));
    assert_eq!(process.close().code, Some(0));
}

#[test]
fn too_much_in_quarantine_ends_the_process_with_a_code_of_its_own() {
    let folder = folder(&format!("{SETTINGS}\n[quarantine]\nmax_consecutive = 5\n"));
    let mut process = Process::initialized(folder.path());
    let sequences: Vec<String> = (10..30).map(|number| number.to_string()).collect();
    let many: Vec<(&str, u64, &[u8])> = sequences.iter().map(|sequence| (sequence.as_str(), 0, &b"{"[..])).collect();
    process.say(&records(&many));
    let ended = process.ended();
    assert_eq!(ended.code, Some(3), "{}", ended.log);
}
