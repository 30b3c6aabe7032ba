//! Tests of the metrics as a whole: what is set is what is shown, and nothing else.

use super::*;
use crate::audit::Sighting;
use crate::policy::{Attested, Context, Day, Edition};
use crate::rules::{Rules, RulesBuilder};
use crate::sink::SinkStatus;
use crate::telemetry::labels::{ErrorKind, Stage};

fn shows(metrics: &Metrics, line: &str) -> bool {
    metrics.render().lines().any(|shown| shown == format!("phi_audit_{line}"))
}

#[test]
fn the_figures_of_a_partition_go_with_it() {
    let metrics = Metrics::new().unwrap();
    metrics.partition_lag("twilio-events", 3, 17, 2.5);
    metrics.partition_lag("twilio-events", 4, 0, 0.0);
    assert!(shows(&metrics, r#"partition_lag_messages{partition="3",topic="twilio-events"} 17"#));
    assert!(shows(&metrics, r#"partition_lag_seconds{partition="3",topic="twilio-events"} 2.5"#));
    metrics.forget_partition("twilio-events", 3);
    metrics.forget_partition("twilio-events", 9);
    assert!(!metrics.render().contains(r#"partition="3""#));
    assert!(shows(&metrics, r#"partition_lag_messages{partition="4",topic="twilio-events"} 0"#));
}

#[test]
fn a_value_outside_its_closed_set_is_counted_as_other() {
    let metrics = Metrics::new().unwrap();
    metrics.quarantined_records_total.with(["syntax"]).inc();
    metrics.quarantined_records_total.with(["+14155550123"]).inc();
    assert!(shows(&metrics, r#"quarantined_records_total{reason="syntax"} 1"#));
    assert!(shows(&metrics, r#"quarantined_records_total{reason="other"} 1"#));
    assert!(!metrics.render().contains("14155550123"));
}

#[test]
fn counters_of_closed_sets_begin_at_0() {
    let metrics = Metrics::new().unwrap();
    assert!(shows(&metrics, r#"errors_total{kind="internal",stage="processing"} 0"#));
    assert!(shows(&metrics, r#"rebalances_total{kind="lost"} 0"#));
    assert!(shows(&metrics, r#"matches_total{category="ssn"} 0"#));
    metrics.error(Stage::Processing, ErrorKind::Internal);
    assert!(shows(&metrics, r#"errors_total{kind="internal",stage="processing"} 1"#));
}

#[test]
fn one_set_of_rules_is_in_force_at_a_time() {
    let metrics = Metrics::new().unwrap();
    assert_eq!(metrics.digest(), "");
    let shipped = Rules::embedded().unwrap();
    let fewer = RulesBuilder::default().disable(&shipped.matchers()[0].id).build().unwrap();
    metrics.rules(&shipped);
    metrics.rules(&fewer);
    assert_eq!(metrics.digest(), fewer.digest()[..12]);
    assert_eq!(metrics.rules_info.series().len(), 1);
    assert!(shows(&metrics, &format!("rules_loaded{{kind=\"matcher\"}} {}", fewer.matchers().len())));
    let judging = fewer.requirements().iter().filter(|one| one.coverage() == crate::policy::Coverage::Rule);
    assert!(shows(&metrics, &format!("rules_loaded{{kind=\"requirement\"}} {}", judging.count())));
}

#[test]
fn what_a_sink_confirms_is_counted_once() {
    let (metrics, status) = (Metrics::new().unwrap(), SinkStatus::new("siem", true));
    status.worked(3);
    metrics.sink(&status);
    metrics.published(&status);
    metrics.published(&status);
    status.failed(ErrorKind::Connection);
    metrics.sink(&status);
    metrics.published(&status);
    assert!(shows(&metrics, r#"alerts_published_total{sink="siem"} 3"#));
    assert!(shows(&metrics, r#"alerts_dropped_total{sink="siem"} 0"#));
    assert!(shows(&metrics, r#"sink_failing{sink="siem"} 1"#));
    assert!(shows(&metrics, r#"sink_queue_messages{sink="siem"} 0"#));
}

#[test]
fn a_sink_says_from_the_start_whether_it_is_required() {
    let metrics = Metrics::new().unwrap();
    metrics.sink(&SinkStatus::new("siem", true));
    metrics.sink(&SinkStatus::new("copy", false));
    assert!(shows(&metrics, r#"sink_required{sink="siem"} 1"#));
    assert!(shows(&metrics, r#"sink_required{sink="copy"} 0"#));
    assert!(shows(&metrics, r#"sink_failing{sink="siem"} 0"#));
}

#[test]
fn the_days_of_the_rules_are_those_of_their_newest_edition_and_of_their_last_comparison() {
    let metrics = Metrics::new().unwrap();
    metrics.rules(&Rules::embedded().unwrap());
    let day = |metric: &Gauge| Day::of(jiff::Timestamp::from_second(metric.get() as i64).unwrap()).to_string();
    assert_eq!(day(&metrics.rules_edition_timestamp_seconds), Edition::NEWEST.name());
    let verified = crate::policy::Editions::shipped().unwrap().verified;
    assert_eq!(day(&metrics.rules_verified_timestamp_seconds), verified.to_string());
}

fn attested(requirement: &str, date: &str, expiry: &str) -> Attested {
    Attested {
        requirement: requirement.to_owned(),
        owner: "security officer".to_owned(),
        date: date.parse().unwrap(),
        expiry: expiry.parse().unwrap(),
        reference: "evidence".to_owned(),
    }
}

#[test]
fn attestations_are_counted_by_how_they_stand_on_the_day() {
    let shipped = Rules::embedded().unwrap();
    let asking: Vec<&str> =
        shipped.requirements().iter().filter(|one| one.attest.is_some()).map(|one| one.id.as_str()).collect();
    let words = vec![
        attested(asking[0], "2026-01-01", "2026-06-01"),
        attested(asking[1], "2026-01-01", "2027-01-01"),
        // Renewed in time: the two count as one.
        attested(asking[2], "2026-01-01", "2026-06-01"),
        attested(asking[2], "2026-05-01", "2027-06-01"),
        attested(asking[3], "2027-01-01", "2028-01-01"),
    ];
    let context = Context { attestations: Some(words), ..Context::default() };
    let rules = RulesBuilder::default().context(context).build().unwrap();
    let metrics = Metrics::new().unwrap();
    let rest = asking.len() - 3;
    for (today, attested, expiring, expired) in
        [("2026-05-01", 3, 0, 0), ("2026-05-02", 2, 1, 0), ("2026-06-01", 2, 0, 1), ("2026-12-02", 1, 1, 1)]
    {
        metrics.attestations(&rules, today.parse().unwrap());
        assert!(shows(&metrics, &format!("attestations{{state=\"attested\"}} {attested}")), "{today}");
        assert!(shows(&metrics, &format!("attestations{{state=\"expiring\"}} {expiring}")), "{today}");
        assert!(shows(&metrics, &format!("attestations{{state=\"expired\"}} {expired}")), "{today}");
        assert!(shows(&metrics, &format!("attestations{{state=\"missing\"}} {rest}")), "{today}");
    }
    metrics.attestations(&shipped, "2026-05-01".parse().unwrap());
    assert!(shows(&metrics, "attestations{state=\"missing\"} 0"), "without a list nobody is asked");
    assert!(shows(&metrics, "attestations{state=\"attested\"} 0"));
}

#[test]
fn of_canaries_the_newest_that_was_found_counts_and_none_of_the_future() {
    let metrics = Metrics::new().unwrap();
    let now = 1_800_000_000_000;
    let seen = |found, age| metrics.canary_seen(&Sighting { sent_ms: now - age, found }, now);
    let last = || metrics.canary_last_found_timestamp_seconds.get();
    seen(false, 500);
    assert_eq!((last(), metrics.canary_seconds.get_sample_count()), (0.0, 0));
    assert_eq!(metrics.canary_last_missed_timestamp_seconds.get(), 1_799_999_999.5);
    seen(true, 2 * 86_400_000);
    assert_eq!((last(), metrics.canary_seconds.get_sample_count()), (0.0, 0), "history of a new group");
    seen(true, 3_000);
    assert_eq!(last(), 1_799_999_997.0);
    seen(true, 9_000);
    assert_eq!(last(), 1_799_999_997.0, "an older one comes later");
    seen(true, -1_000_000);
    assert_eq!(last(), 1_800_000_000.0);
    assert_eq!((metrics.canary_seconds.get_sample_count(), metrics.canary_seconds.get_sample_sum()), (3, 12.0));
    assert!(shows(&metrics, r#"canaries_seen_total{result="found"} 4"#));
    assert!(shows(&metrics, r#"canaries_seen_total{result="missed"} 1"#));
    assert!(shows(&metrics, r#"canaries_sent_total{result="failed"} 0"#));
}

#[test]
fn tries_at_a_sink_that_fail_and_messages_that_it_refuses_are_counted_by_kind() {
    let metrics = Metrics::new().unwrap();
    let status = SinkStatus::new("siem", true);
    status.failed(ErrorKind::Timeout);
    status.measure(&metrics);
    status.failed(ErrorKind::Unavailable);
    status.failed(ErrorKind::Unavailable);
    status.refused();
    assert!(shows(&metrics, r#"errors_total{kind="unavailable",stage="publishing"} 2"#));
    assert!(shows(&metrics, r#"errors_total{kind="refused",stage="publishing"} 1"#));
    assert_eq!(status.failures(), 3, "a message that is refused is no failure of the sink");
}
