use super::*;
use crate::telemetry::labels::ErrorKind;

fn health(sinks: &[Arc<SinkStatus>]) -> Arc<Health> {
    let health = Health::new(Duration::from_secs(120), sinks.to_vec(), 0);
    health.assigned(true);
    health
}

fn stalled() -> Vec<StalledPartition> {
    vec![StalledPartition { topic: "twilio-events".to_owned(), partition: "3".to_owned(), since_ms: 17 }]
}

#[test]
fn a_process_that_polls_has_partitions_and_working_sinks_is_live_and_ready() {
    let health = health(&[SinkStatus::new("siem", true)]);
    health.tick(40_000);
    assert!(health.live(70_000).ok);
    assert!(health.ready(70_000).ok);
}

#[test]
fn a_poll_loop_that_is_silent_for_too_long_is_neither() {
    let health = health(&[]);
    health.tick(10_000);
    let silent = Reason::PollLoopSilent { seconds: 31 };
    assert_eq!(health.live(41_000).reasons.first(), Some(&silent));
    assert_eq!(health.ready(41_000).reasons, [silent]);
    health.tick(41_000);
    assert!(health.live(41_000).ok);
}

#[test]
fn before_the_first_assignment_a_process_is_live_and_not_ready() {
    let health = Health::new(Duration::from_secs(120), Vec::new(), 0);
    assert!(health.live(1).ok);
    assert_eq!(health.ready(1).reasons, [Reason::NotAssigned]);
    health.assigned(true);
    assert!(health.ready(1).ok);
}

#[test]
fn a_topic_that_is_missing_is_named_and_no_reason_to_restart() {
    let health = health(&[]);
    health.missing(&["twilio-evnets".to_owned()]);
    assert!(health.live(1).ok);
    let reason = Reason::TopicsMissing { count: 1, topics: vec!["twilio-evnets".to_owned()] };
    assert_eq!(health.ready(1).reasons, [reason]);
    health.missing(&[]);
    assert!(health.ready(1).ok);
}

#[test]
fn a_stalled_partition_asks_for_a_restart_and_is_named() {
    let health = health(&[SinkStatus::new("siem", true)]);
    health.stalled(stalled());
    let reason = Reason::PartitionsStalled { count: 1, partitions: stalled() };
    assert_eq!(health.live(1).reasons.first(), Some(&reason));
    assert_eq!(health.ready(1).reasons, [reason]);
    health.stalled(Vec::new());
    assert!(health.live(1).ok);
}

#[test]
fn a_stall_behind_a_failing_sink_is_no_reason_to_restart() {
    let siem = SinkStatus::new("siem", true);
    let health = health(&[Arc::clone(&siem)]);
    siem.failed(ErrorKind::Connection);
    health.paused(true);
    health.stalled(stalled());
    assert!(health.live(1).ok);
    assert_eq!(health.ready(1).reasons[0], Reason::SinkFailing { sink: "siem".to_owned(), paused: true });
    siem.worked(1);
    assert!(!health.live(1).ok, "the sink works and the partition still stands");
}

#[test]
fn a_sink_that_nobody_waits_for_may_fail() {
    let copy = SinkStatus::new("copy", false);
    let health = health(&[Arc::clone(&copy)]);
    copy.failed(ErrorKind::Connection);
    assert!(health.ready(1).ok);
    health.stalled(stalled());
    assert!(!health.live(1).ok, "it does not excuse a stall, either");
}

#[test]
fn a_process_that_ends_is_live_and_not_ready() {
    let health = health(&[]);
    health.draining();
    assert!(health.live(1).ok);
    assert_eq!(health.ready(1).reasons, [Reason::Draining]);
}

#[test]
fn an_answer_names_a_thousand_stalled_partitions_by_twenty() {
    let health = health(&[]);
    health.stalled((0..1_000).map(|n| StalledPartition { partition: n.to_string(), ..stalled()[0].clone() }).collect());
    let answer: serde_json::Value = serde_json::from_str(&health.live(1).to_json()).expect("JSON");
    assert_eq!(answer["ok"], false);
    assert_eq!(answer["reasons"][0]["reason"], "partitions_stalled");
    assert_eq!(answer["reasons"][0]["count"], 1_000);
    assert_eq!(answer["reasons"][0]["partitions"].as_array().expect("a list").len(), 20);
}

#[test]
fn brokers_that_are_away_for_long_make_it_not_ready_and_it_lives_on() {
    let health = Health::new(Duration::from_secs(120), Vec::new(), 0);
    health.assigned(true);
    health.source(false, 1_000);
    health.source(false, 9_000);
    health.tick(20_000);
    assert!(health.ready(15_999).ok, "a restart is no news");
    assert_eq!(health.ready(21_000).reasons, [Reason::SourceAway { seconds: 20 }]);
    assert!(health.live(21_000).ok);
    health.source(true, 22_000);
    assert!(health.ready(22_000).ok);
}

#[test]
fn a_spool_that_fails_makes_it_not_ready_at_once_and_no_restart_would_mend_it() {
    let health = health(&[]);
    health.spooling(false, 1);
    assert_eq!(health.ready(1).reasons, [Reason::SpoolFailing { seconds: 0 }]);
    assert!(health.live(1).ok);
    health.spooling(true, 2);
    assert!(health.ready(2).ok);
}
