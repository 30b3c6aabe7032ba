use super::*;
use crate::telemetry::labels::ErrorKind;
use crate::telemetry::status::render;
use crate::telemetry::{Metrics, StalledPartition};

const NOW_MS: i64 = 1_763_840_000_000;

fn standing() -> Standing {
    let well = || Answer { ok: true, reasons: Vec::new() };
    Standing { live: well(), ready: well(), sinks: Vec::new(), started_ms: NOW_MS - 3_600_000 }
}

fn found(title: &str, seconds_ago: i64) -> Found {
    Found { title: title.to_owned(), last_ms: NOW_MS - 1_000 * seconds_ago }
}

fn view(metrics: &Metrics, recent: &[(&str, Found)], standing: &Standing) -> View {
    let recent = recent.iter().map(|(id, found)| ((*id).to_owned(), found.clone())).collect();
    View::of(&Figures::of(&metrics.gathered()), &recent, standing, NOW_MS)
}

/// What a reader sees of the page: no markup, one space between words.
fn text(view: &View) -> String {
    let page = render(view, false).unwrap();
    let body = page.split_once("<body>").unwrap().1;
    let mut text = String::new();
    for (index, part) in body.split('<').enumerate() {
        let part = if index == 0 { part } else { part.split_once('>').unwrap().1 };
        text.push_str(part);
        text.push(' ');
    }
    text.replace("&#x2f;", "/").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_service_that_has_only_started_says_so_in_words() {
    let metrics = Metrics::new().unwrap();
    let view = view(&metrics, &[], &standing());
    assert_eq!((view.word, view.progress.behind, view.canary.is_none()), ("OK", None, true));
    let text = text(&view);
    for part in [
        "No source has answered yet. Started 60 min ago",
        "Last event none yet",
        "Oldest unacknowledged none",
        "No finding since the start.",
        "Nothing is assigned yet.",
        "No sink for alerts is configured",
        "No record was quarantined since the start.",
        "No canary is configured.",
        "Digest not loaded yet",
        "Suppressions none",
        "Attestations no list",
        "Errors none",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn findings_stand_with_the_worst_first_and_facts_are_only_counted() {
    let metrics = Metrics::new().unwrap();
    for (requirement, severity, count) in [
        ("often", "low", 400),
        ("mixed", "high", 2),
        ("mixed", "critical", 1),
        ("late", "critical", 5),
        ("fact", "info", 7),
        ("nothing", "high", 0),
    ] {
        metrics.findings_total.with([requirement, severity]).inc_by(count);
    }
    metrics.suppressed_findings_total.with(["often"]).inc_by(3);
    let recent = [("often", found("Often", 1)), ("mixed", found("Mixed", 600)), ("late", found("Late", 30))];
    let view = view(&metrics, &recent, &standing());
    let rows: Vec<_> = view.findings.open.iter().map(|one| (&*one.id, one.severity, one.total)).collect();
    assert_eq!(rows, [("late", "critical", 5), ("mixed", "critical", 3), ("often", "low", 400)]);
    assert_eq!((view.findings.total, view.findings.facts), (408, (7, 1)));
    assert_eq!(view.findings.last.unwrap().age, 1.0);
    let text = text(&view);
    for part in [
        "Findings 408 6 critical, 2 high, 400 low",
        "critical Mixed mixed · 1 critical, 2 high 3 10 min ago 2025-11-22 19:23:20",
        "3 findings are accepted by suppressions.",
        "Not listed: 7 facts for the record (info), of 1 requirement.",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn many_requirements_are_folded_up_and_all_there() {
    let metrics = Metrics::new().unwrap();
    for number in 0..OPEN + 3 {
        metrics.findings_total.with([&format!("requirement-{number:02}"), "medium"]).inc();
    }
    let view = view(&metrics, &[], &standing());
    assert_eq!((view.findings.open.len(), view.findings.folded.len()), (OPEN, 3));
    let text = text(&view);
    assert!(text.contains("3 more requirements"), "{text}");
    assert!(text.contains("requirement-00") && text.contains(&format!("requirement-{}", OPEN + 2)), "{text}");
}

#[test]
fn topics_and_streams_are_told_by_their_worst_part() {
    let metrics = Metrics::new().unwrap();
    metrics.oldest_unacked_seconds.with(["kafka"]).set(0.0);
    metrics.partitions_assigned.set(3);
    metrics.partition_lag("calls", 0, 0, 0.0);
    metrics.partition_lag("messages", 0, 5, 2.0);
    metrics.partition_lag("messages", 7, 1_200, 95.0);
    metrics.shard_lag("stream", "shardId-000000000001", 12.5);
    let view = view(&metrics, &[], &standing());
    let groups: Vec<_> = view.reads.groups.iter().map(|one| (&*one.name, one.parts, one.records)).collect();
    assert_eq!(groups, [("messages", 2, Some(1_205)), ("stream", 1, None), ("calls", 1, Some(0))]);
    assert_eq!(view.progress.behind, Some(95.0));
    let text = text(&view);
    for part in [
        "Audits what comes from Kafka: 3 partitions or shards of it",
        "messages topic 2 1,205 95 s 7",
        "stream stream 1 not said 13 s shardId-000000000001",
        "calls topic 1 0 0 s",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn more_topics_than_fit_are_counted() {
    let metrics = Metrics::new().unwrap();
    for number in 0..20_u8 {
        metrics.partition_lag(&format!("topic-{number:02}"), 0, 1, f64::from(number));
    }
    let view = view(&metrics, &[], &standing());
    assert_eq!((view.reads.groups[0].name.as_str(), view.reads.groups.len(), view.reads.more), ("topic-19", LISTED, 8));
}

#[test]
fn routes_are_told_by_what_they_took_and_refused() {
    let metrics = Metrics::new().unwrap();
    for (route, status, count) in [("twilio", "200", 9), ("twilio", "403", 2), ("twilio", "429", 1), ("none", "404", 4)]
    {
        metrics.webhook_requests_total.with([route, status]).inc_by(count);
    }
    let text = text(&view(&metrics, &[], &standing()));
    assert!(text.contains("twilio 9 2 1") && text.contains("none: requests of no route 0 4 0"), "{text}");
    assert!(text.contains("on 1 route."), "{text}");
}

#[test]
fn what_is_wrong_comes_first_and_each_reason_once() {
    let metrics = Metrics::new().unwrap();
    metrics.paused.set(1);
    metrics.config_reload_successful.set(0);
    let partition = StalledPartition { topic: "calls".into(), partition: "0".into(), since_ms: NOW_MS - 300_000 };
    let stalled = Reason::PartitionsStalled { count: 1, partitions: vec![partition] };
    let failing = Reason::SinkFailing { sink: "siem".into(), paused: true };
    let mut standing = standing();
    standing.sinks = vec![
        SinkStanding {
            name: "siem".into(),
            required: true,
            failure: Some((NOW_MS - 300_000, ErrorKind::Connection)),
            confirmed: 4,
        },
        SinkStanding { name: "chat".into(), required: false, failure: None, confirmed: 0 },
        SinkStanding { name: "quarantine".into(), required: true, failure: None, confirmed: 2 },
    ];
    standing.ready = Answer { ok: false, reasons: vec![failing, stalled.clone()] };
    assert_eq!(view(&metrics, &[], &standing).word, "NOT READY");
    standing.live = Answer { ok: false, reasons: vec![stalled] };
    metrics.alerts_published_total.with(["siem"]).inc_by(4);
    metrics.alerts_published_total.with(["chat"]).inc_by(1);
    metrics.alerts_dropped_total.with(["chat"]).inc_by(6);
    metrics.sink_queue_messages.with(["siem"]).set(1_000);
    let view = view(&metrics, &[], &standing);
    assert_eq!(view.word, "NOT LIVE");
    let text = text(&view);
    assert_eq!(text.matches("There is work and nothing moves: calls/0 for 5 min.").count(), 1, "{text}");
    for part in [
        "NOT LIVE It stands still: a restart would help",
        "The required sink siem fails, and reading pauses because of it. For 5 min no try has worked; the last error is of the kind \
         connection. What to do: docs/RUNBOOKS.md, AuditPublishFailing.",
        "Reading pauses: too much is under way.",
        "The last reload failed: the rules from before it are still in force.",
        "/ready no (2 reasons above)",
        "siem required failing 1,000 4",
        "chat not required works 0 1 6 dropped",
        "quarantine pointers, required works 0 2",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn quarantine_tells_reasons_with_what_they_mean() {
    let metrics = Metrics::new().unwrap();
    metrics.quarantined_records_total.with(["syntax"]).inc_by(2);
    metrics.quarantined_records_total.with(["truncated"]).inc_by(30);
    // Two records have both reasons.
    metrics.records_processed_total.with(["kafka", "quarantined"]).inc_by(30);
    let view = view(&metrics, &[], &standing());
    let reasons: Vec<_> = view.quarantine.iter().map(|one| (&*one.reason, one.count)).collect();
    assert_eq!(reasons, [("truncated", 30), ("syntax", 2)]);
    assert!(view.quarantine.iter().all(|one| one.means.is_some()));
    assert!(text(&view).contains("In quarantine 30 records"));
}

#[test]
fn every_name_that_is_asked_for_is_that_of_a_metric() {
    // A name that no metric has would show nothing, and nobody would notice.
    let names = include_str!("../reading.rs").split('"').skip(1).step_by(2).filter(|text| {
        let ends =
            ["_total", "_seconds", "_info", "_records", "_bytes", "_messages", "_loaded", "_successful", "_waiting"];
        ends.iter().any(|end| text.ends_with(end)) || ["partitions_assigned", "stalled_partitions"].contains(text)
    });
    let names: std::collections::BTreeSet<&str> = names.collect();
    assert!(names.len() > 30, "{names:?}");
    let unknown = |name: &&&str| !Metrics::DEFINITIONS.iter().any(|one| one.name == format!("phi_audit_{name}"));
    let unknown: Vec<_> = names.iter().filter(unknown).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}

/// Name, labels, value.
type Gauge<'g> = (&'g str, &'g [(&'g str, &'g str)], f64);

/// Figures, whatever this build has.
fn figures(gauges: &[Gauge<'_>]) -> Figures {
    let registry = prometheus::Registry::new();
    let mut vectors: BTreeMap<&str, prometheus::GaugeVec> = BTreeMap::new();
    for (name, labels, value) in gauges {
        let names: Vec<&str> = labels.iter().map(|(label, _)| *label).collect();
        let vector = vectors.entry(name).or_insert_with(|| {
            let opts = prometheus::Opts::new(format!("phi_audit_{name}"), "test");
            let vector = prometheus::GaugeVec::new(opts, &names).unwrap();
            registry.register(Box::new(vector.clone())).unwrap();
            vector
        });
        let values: Vec<&str> = labels.iter().map(|(_, value)| *value).collect();
        vector.with_label_values(&values).set(*value);
    }
    Figures::of(&registry.gather())
}

#[test]
fn a_canary_is_told_by_when_it_was_last_found() {
    let now = NOW_MS as f64 / 1_000.0;
    let canary = |age: f64, missed: f64| {
        let figures = figures(&[
            ("canary_interval_seconds", &[], 60.0),
            ("canary_last_found_timestamp_seconds", &[], now - age),
            ("canary_last_missed_timestamp_seconds", &[], if missed > 0.0 { now - 10.0 } else { 0.0 }),
            ("canaries_sent_total", &[("result", "ok")], 12.0),
            ("canaries_sent_total", &[("result", "failed")], 1.0),
            ("canaries_seen_total", &[("result", "found")], 11.0),
            ("canaries_seen_total", &[("result", "missed")], missed),
        ]);
        View::of(&figures, &BTreeMap::new(), &standing(), NOW_MS)
    };
    let well = text(&canary(20.0, 0.0));
    assert!(
        well.contains("Every 60 s Last found 20 s ago") && well.contains("Sent here 12 Found here 11 Not sent 1"),
        "{well}"
    );
    assert!(!well.contains("No canary") && !well.contains("Missed"), "{well}");
    let late = text(&canary(500.0, 0.0));
    assert!(late.contains("No canary has been found here for 8 min 20 s."), "{late}");
    let missed = text(&canary(20.0, 2.0));
    assert!(missed.contains("The last canary was read without its finding."), "{missed}");
    let mended = text(&canary(5.0, 2.0));
    assert!(!mended.contains("The last canary") && mended.contains("Missed 2"), "{mended}");
}

#[test]
fn a_canary_that_is_switched_off_is_none() {
    let view = View::of(&figures(&[("canary_interval_seconds", &[], 0.0)]), &BTreeMap::new(), &standing(), NOW_MS);
    assert!(text(&view).contains("No canary is configured."));
}

#[test]
fn the_rules_in_force_are_told_with_what_vouches_for_them() {
    let figures = figures(&[
        ("rules_info", &[("digest", "0123456789ab")], 1.0),
        ("build_info", &[("version", "9.9.9")], 1.0),
        ("rules_edition_timestamp_seconds", &[], 1_700_000_000.0),
        ("rules_verified_timestamp_seconds", &[], 1_750_000_000.0),
        ("config_last_reload_timestamp_seconds", &[], NOW_MS as f64 / 1_000.0 - 60.0),
        ("suppressions", &[("state", "active")], 3.0),
        ("suppressions", &[("state", "expired")], 0.0),
        ("attestations", &[("state", "attested")], 14.0),
        ("attestations", &[("state", "missing")], 2.0),
    ]);
    let text = text(&View::of(&figures, &BTreeMap::new(), &standing(), NOW_MS));
    for part in [
        "Digest 0123456789ab",
        "Guide edition of 2023-11-14, compared on 2025-06-15",
        "Program phi-audit 9.9.9",
        "Loaded 60 s ago ( 2025-11-22 19:32:20 )",
        "Suppressions 3 active",
        "Attestations 14 attested, 2 missing",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn names_out_of_the_configuration_cannot_break_the_page() {
    let metrics = Metrics::new().unwrap();
    let evil = "<script>alert(1)</script>\"'";
    metrics.webhook_requests_total.with([evil, "200"]).inc();
    metrics.findings_total.with([evil, "high"]).inc();
    metrics.partition_lag(evil, 0, 1, 1.0);
    let mut standing = standing();
    standing.sinks =
        vec![SinkStanding { name: evil.into(), required: true, failure: Some((NOW_MS, ErrorKind::Io)), confirmed: 0 }];
    let page = render(&view(&metrics, &[(evil, found(evil, 1))], &standing), true).unwrap();
    assert!(!page.contains("<script") && page.contains("&lt;script&gt;"), "{page}");
}

#[test]
fn the_style_is_the_one_that_the_policy_allows_and_nothing_else_needs_one() {
    use base64::Engine;
    use sha2::{Digest, Sha256};
    let page = render(&view(&Metrics::new().unwrap(), &[], &standing()), true).unwrap();
    let style = page.split_once("<style>").unwrap().1.split_once("</style>").unwrap().0;
    let digest = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(style));
    assert!(crate::telemetry::status::policy().contains(&format!("style-src 'sha256-{digest}'")));
    for forbidden in ["style=", "<script", " on", "src=", "//"] {
        let outside = page.replace(style, "");
        let tags = outside.split('<').filter_map(|part| part.split_once('>')).map(|(tag, _)| tag);
        assert!(tags.clone().all(|tag| !tag.contains(forbidden)), "{forbidden}");
    }
    assert!(!style.contains("url(") && !style.contains("@import"));
}
