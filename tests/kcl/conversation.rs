//! How a shard goes when nothing is wrong: from the first message to the end of input.

use std::time::Duration;

use super::daemon::*;

#[test]
fn a_shard_is_audited_saved_and_handed_over() {
    let folder = folder(SETTINGS);
    let mut process = Process::start(folder.path());
    process.exchange(INITIALIZE, &[&status("initialize")]);
    process.exchange(EMPTY, &[&status("processRecords")]);
    let first = records(&[("100", 0, FINDING.as_bytes()), ("101", 0, CLEAN.as_bytes())]);
    process.exchange(&first, &[&status("processRecords")]);
    process.exchange(&records(&[("1020", 0, b"no JSON, 123-45-6789")]), &[&status("processRecords")]);
    process.exchange(SHUTDOWN, &[&checkpoint("1020", 0)]);
    process.exchange(&saved(None), &[&status("shutdownRequested")]);
    let ended = process.close();
    assert_eq!((ended.code, &ended.rest[..]), (Some(0), &[][..]), "{}", ended.log);

    let alerts = lines(&folder.path().join("alerts"));
    assert!(!alerts.is_empty());
    for alert in &alerts {
        let shown = alert.to_string();
        assert!(shown.contains(&format!("twilio-events/{SHARD}@100")), "{shown}");
    }
    let [pointer] = &lines(&folder.path().join("quarantine"))[..] else { panic!("one pointer") };
    let data = &pointer["data"];
    assert_eq!((&data["system"], &data["stream"]), (&"kinesis".into(), &"twilio-events".into()));
    assert_eq!((&data["shard"], &data["sequence"]), (&SHARD.into(), &"1020".into()));
    assert!(!ended.log.contains("123-45"), "{}", ended.log);
}

#[test]
fn the_end_of_a_shard_is_saved_before_it_is_answered() {
    let folder = folder(SETTINGS);
    let mut process = Process::initialized(folder.path());
    process.exchange(&records(&[("1", 0, FINDING.as_bytes())]), &[&status("processRecords")]);
    process.exchange(SHARD_ENDED, &[CHECKPOINT_END]);
    // All of it is done by now, not later.
    assert!(!lines(&folder.path().join("alerts")).is_empty());
    process.exchange(&saved(None), &[&status("shardEnded")]);
    assert_eq!(process.close().code, Some(0));
}

#[test]
fn a_shard_without_a_record_ends_too() {
    let folder = folder(SETTINGS);
    let mut process = Process::initialized(folder.path());
    process.exchange(SHARD_ENDED, &[CHECKPOINT_END]);
    process.exchange(&saved(None), &[&status("shardEnded")]);
    assert_eq!(process.close().code, Some(0));
}

#[test]
fn checkpoints_come_by_time_also_when_no_records_do() {
    let folder = folder(&SETTINGS.replace("[[sink]]", "checkpoint_interval = \"1s\"\n\n[[sink]]"));
    let mut process = Process::initialized(folder.path());
    process.exchange(&records(&[("7", 0, CLEAN.as_bytes())]), &[&status("processRecords")]);
    assert_eq!(process.next_checkpoint(), checkpoint("7", 0));
    process.exchange(&saved(None), &[&status("processRecords")]);
    process.exchange(EMPTY, &[&status("processRecords")]);
    assert_eq!(process.close().rest, Vec::<String>::new());
}

#[test]
fn parts_of_an_aggregate_are_told_apart_by_their_place_in_it() {
    let folder = folder(SETTINGS);
    let mut process = Process::initialized(folder.path());
    let parts: Vec<(&str, u64, &[u8])> =
        vec![("90", 0, CLEAN.as_bytes()), ("90", 1, b"{"), ("90", 2, FINDING.as_bytes())];
    process.exchange(&records(&parts), &[&status("processRecords")]);
    process.exchange(&records(&[("90", 3, CLEAN.as_bytes())]), &[&status("processRecords")]);
    process.exchange(SHUTDOWN, &[&checkpoint("90", 3)]);
    process.exchange(&saved(None), &[&status("shutdownRequested")]);
    assert_eq!(process.close().code, Some(0));
    let [pointer] = &lines(&folder.path().join("quarantine"))[..] else { panic!("one pointer") };
    assert_eq!((&pointer["data"]["sequence"], &pointer["data"]["sub_sequence"]), (&"90".into(), &1.into()));
}

#[test]
fn a_lost_lease_is_answered_at_once_and_without_a_checkpoint() {
    let folder = folder(SETTINGS);
    let mut process = Process::initialized(folder.path());
    process.exchange(&records(&[("7", 0, FINDING.as_bytes())]), &[&status("processRecords")]);
    process.exchange(LEASE_LOST, &[&status("leaseLost")]);
    let ended = process.close();
    assert_eq!((ended.code, &ended.rest[..]), (Some(0), &[][..]), "{}", ended.log);
}

#[test]
fn the_partition_key_is_audited_as_a_key_and_not_shown() {
    let folder = folder(SETTINGS);
    let mut process = Process::initialized(folder.path());
    let line = records(&[("7", 0, FINDING.as_bytes())]).replace(r#""pk""#, r#""jane.doe@example.com""#);
    process.exchange(&line, &[&status("processRecords")]);
    process.exchange(SHUTDOWN, &[&checkpoint("7", 0)]);
    process.exchange(&saved(None), &[&status("shutdownRequested")]);
    let ended = process.close();
    let alerts = lines(&folder.path().join("alerts"));
    assert!(alerts.iter().any(|alert| alert.to_string().contains("^/kinesis/key")), "{alerts:?}");
    assert!(!format!("{alerts:?}{}", ended.log).contains("jane.doe"));
}

#[test]
fn a_record_that_comes_again_is_audited_and_moves_nothing_back() {
    let folder = folder(SETTINGS);
    let mut process = Process::initialized(folder.path());
    process.exchange(&records(&[("7", 0, CLEAN.as_bytes()), ("9", 0, b"{")]), &[&status("processRecords")]);
    process.exchange(&records(&[("8", 0, b"["), ("7", 0, CLEAN.as_bytes())]), &[&status("processRecords")]);
    process.exchange(SHUTDOWN, &[&checkpoint("9", 0)]);
    process.exchange(&saved(None), &[&status("shutdownRequested")]);
    let ended = process.close();
    assert_eq!(ended.code, Some(0), "{}", ended.log);
    assert!(ended.log.contains("out of order"), "{}", ended.log);
    assert_eq!(lines(&folder.path().join("quarantine")).len(), 2);
}

#[cfg(unix)]
#[test]
fn a_signal_to_the_whole_group_is_left_to_the_daemon() {
    use rustix::process::{Pid, Signal, kill_process};
    let folder = folder(SETTINGS);
    let mut process = Process::initialized(folder.path());
    let pid = Pid::from_raw(process.id().try_into().unwrap()).unwrap();
    for signal in [Signal::TERM, Signal::INT, Signal::TERM] {
        kill_process(pid, signal).unwrap();
        process.is_silent_for(Duration::from_millis(100));
        process.exchange(EMPTY, &[&status("processRecords")]);
    }
    process.exchange(SHUTDOWN, &[&status("shutdownRequested")]);
    assert_eq!(process.close().code, Some(0));
}
