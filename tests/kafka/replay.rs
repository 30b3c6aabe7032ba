//! `replay --source kafka`: a range of time out of a topic, without touching anybody's position.

use std::collections::BTreeSet;
use std::process::Command;

use phi_audit::policy::Severity;

use crate::oracle::{CATCH_UP, wait_until_committed};
use crate::service::between;
use crate::testbed::workload::{expected, numbered};
use crate::testbed::{Broker, Config, Ending, Outgoing, Service};

/// Runs a replay: exit code, standard output, standard error.
fn replay(config: &Config, words: &[&str]) -> (Option<i32>, String, String) {
    let file = config.folder().join("replay.toml");
    std::fs::write(&file, config.text("127.0.0.1:0".parse().unwrap())).unwrap();
    let done = Command::new(env!("CARGO_BIN_EXE_phi-audit"))
        .args(["replay", "--source", "kafka", "--config"])
        .arg(&file)
        .args(words)
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (done.status.code(), text(done.stdout), text(done.stderr))
}

/// Event and requirement of every finding that was printed.
fn found(output: &str) -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    for line in output.lines() {
        let record: serde_json::Value = serde_json::from_str(line).unwrap();
        let event = record["event_id"].as_str().unwrap_or_default();
        for finding in record["findings"].as_array().unwrap().iter().filter(|finding| finding["severity"] != "info") {
            found.insert((event.to_owned(), finding["requirement"].as_str().unwrap().to_owned()));
        }
    }
    found
}

#[test]
fn a_range_of_time_gives_its_records_and_nothing_is_committed() {
    let broker = Broker::shared();
    let topic = broker.create_topic("range", 3, &[]);
    let at = |number: u64| 1_700_000_000_000 + i64::try_from(number).unwrap() * 1_000;
    let events: Vec<_> = numbered(0..3_000, 10).collect();
    let records = events
        .iter()
        .zip(0..)
        .map(|(event, number)| Outgoing::of(event.json.as_str()).at(at(number)).on(i32::try_from(number % 3).unwrap()));
    broker.produce(&topic, records);
    let config = Service::config(broker).source(&[&topic], "range-service");
    let words = ["--from", "2023-11-14T22:30:00Z", "--to", "2023-11-14T22:46:40Z", "--fail-on", "never"];
    let (code, first, errors) = replay(&config, &words);
    assert_eq!(code, Some(0), "{errors}");
    // 22:13:20 is the first record; 1,000 and 2,000 seconds later the range begins and ends.
    let wanted = expected(events[1_000..2_000].iter().map(|event| event.json.as_str()), Severity::Low);
    assert_eq!(found(&first), wanted);
    let (_, second, _) = replay(&config, &words);
    assert_eq!(first, second, "the same bytes on every run");
    assert!(broker.committed("range-service", &topic).is_empty());
    assert!(broker.committed("phi-audit-reader", &topic).is_empty());
}

#[test]
fn deleted_heads_markers_and_empty_ranges_do_not_hold_it_up() {
    let broker = Broker::shared();
    let topic = broker.create_topic("odd", 2, &[]);
    let events: Vec<_> = numbered(0..100, 1).collect();
    broker.produce(&topic, events.iter().map(|event| Outgoing::of(event.json.as_str()).on(0)));
    broker.delete_records(&topic, 0, 50);
    broker.produce_transactional(&topic, [Outgoing::of(events[0].json.as_str()).on(1)], Ending::Abort);
    let config = Service::config(broker).source(&[&topic], "odd-service");
    let (code, output, errors) = replay(&config, &["--fail-on", "never"]);
    assert_eq!(code, Some(0), "{errors}");
    assert_eq!(found(&output).len(), 50, "{errors}");
    let (code, output, errors) = replay(&config, &["--from", "2100-01-01", "--fail-on", "never"]);
    assert_eq!((code, output.as_str()), (Some(0), ""), "{errors}");
}

#[test]
fn the_key_of_a_record_is_audited_and_the_place_is_told() {
    let broker = Broker::shared();
    let topic = broker.create_topic("keyed", 1, &[]);
    let event = numbered(0..1, 1).next().unwrap().json;
    broker.produce(&topic, [Outgoing::of("{}"), Outgoing::of(event).key("patient maria.lopez@example.com")]);
    let config = Service::config(broker).source(&[&topic], "keyed-service");
    let (_, output, _) = replay(&config, &[]);
    let record: serde_json::Value = serde_json::from_str(output.lines().next().unwrap()).unwrap();
    assert_eq!((&record["source"], &record["line"]), (&format!("kafka:{topic}/0").into(), &1.into()));
    assert!(output.contains("^/kafka/key") && !output.contains("maria"));
}

#[test]
fn what_a_replay_finds_in_a_topic_is_what_the_service_has_alerted() {
    let broker = Broker::shared();
    let (config, topic, alerts) = between(broker, "both", 3);
    let config = config.set("alerts", "fold", "0s");
    let workload = crate::generate::Generator::new(11).ndjson(2_000);
    broker.produce(&topic, workload.lines().map(Outgoing::of));
    let service = config.start();
    wait_until_committed(broker, "both", &topic, CATCH_UP);
    service.stop(CATCH_UP);
    let (_, output, errors) = replay(&config, &["--fail-on", "never"]);
    let replayed = found(&output);
    assert_eq!(replayed, expected(workload.lines(), Severity::Low), "{errors}");
    let alerted: BTreeSet<_> = broker
        .read_all(&alerts)
        .iter()
        .map(|alert| {
            let alert = alert.json();
            let event = alert["metadata"]["original_event_uid"].as_str().unwrap_or_default().to_owned();
            (event, alert["finding_info"]["analytic"]["uid"].as_str().unwrap().to_owned())
        })
        .collect();
    assert_eq!(replayed, alerted);
}

#[test]
fn a_value_that_is_too_long_for_the_service_is_too_long_for_a_replay() {
    let broker = Broker::shared();
    let topic = broker.create_topic("long", 1, &[]);
    let event = numbered(0..1, 1).next().unwrap().json;
    let long = event.replace("Thanks, see you then", &"long ".repeat(1_000));
    broker.produce(&topic, [Outgoing::of(long), Outgoing::of(event)]);
    let config = Service::config(broker).source(&[&topic], "long").set("limits", "document", "2KiB");
    let (code, output, errors) = replay(&config, &["--fail-on", "never"]);
    assert_eq!(code, Some(2), "{errors}");
    let lines: Vec<serde_json::Value> = output.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((lines.len(), &lines[0]["line"], &lines[1]["line"]), (2, &0.into(), &1.into()), "{output}");
    assert_eq!(lines[0]["error"]["kind"], "too_large");
}

#[test]
fn topics_by_an_expression_are_read_in_the_order_of_their_names() {
    let broker = Broker::shared();
    let first = broker.create_topic("family-a", 1, &[]);
    let second = broker.create_topic("family-b", 1, &[]);
    let event = numbered(0..1, 1).next().unwrap().json;
    for topic in [&second, &first] {
        broker.produce(topic, [event.as_str()]);
    }
    let config = Service::config(broker).source(&["^family-[ab]-.*"], "family");
    let (_, output, errors) = replay(&config, &[]);
    let sources: Vec<_> = output
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["source"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(sources, [format!("kafka:{first}/0"), format!("kafka:{second}/0")], "{errors}");
}

#[test]
fn a_topic_that_does_not_exist_is_told_with_the_one_that_was_meant() {
    let broker = Broker::shared();
    let topic = broker.create_topic("misspelt-events", 1, &[]);
    let config = Service::config(broker).source(&[&topic.replace("misspelt", "mispelt")], "none");
    let (code, output, errors) = replay(&config, &["--report", config.folder().join("report").to_str().unwrap()]);
    assert_eq!((code, output.as_str()), (Some(2), ""));
    assert!(errors.contains(&format!("did you mean `{topic}`?")), "{errors}");
    assert!(!config.folder().join("report").exists(), "nothing is written before it is clear what to read");
}

#[test]
fn a_cluster_that_does_not_answer_is_told_within_a_bounded_time() {
    let nobody = crate::testbed::Cluster::plain("127.0.0.1:9");
    let config = Service::config(&nobody).source(&["events"], "none");
    let begun = std::time::Instant::now();
    let (code, output, errors) = replay(&config, &[]);
    assert_eq!((code, output.as_str()), (Some(2), ""));
    assert!(errors.contains("127.0.0.1:9") && errors.contains("brokers can be reached"), "{errors}");
    assert!(begun.elapsed() < CATCH_UP, "{:?}", begun.elapsed());
}

#[test]
fn a_topic_is_held_against_an_archive() {
    let broker = Broker::shared();
    let topic = broker.create_topic("copy", 2, &[]);
    let visit = |number: usize, email: &str| {
        format!(
            r#"{{"type":"track","event":"Visit","messageId":"m-{number}","timestamp":"2024-05-01T10:00:00Z","properties":{{"email":"{email}","drug":"metformin"}}}}"#
        )
    };
    let config = Service::config(broker).source(&[&topic], "copy-service");
    let archive: String = (0..50).map(|number| visit(number, "ann@example.com") + "\n").collect();
    std::fs::write(config.folder().join("archive.ndjson"), archive).unwrap();
    broker.produce(
        &topic,
        (0..40).map(|number| Outgoing::of(visit(number, "xxx")).on(i32::try_from(number % 2).unwrap())),
    );
    std::fs::write(config.folder().join("diff.toml"), config.text("127.0.0.1:0".parse().unwrap())).unwrap();
    let done = Command::new(env!("CARGO_BIN_EXE_phi-audit"))
        .current_dir(config.folder())
        .args([
            "diff",
            "--by",
            "message-id",
            "archive.ndjson",
            &format!("kafka:{topic}"),
            "--config",
            "diff.toml",
            "--format",
            "csv",
        ])
        .output()
        .unwrap();
    let (out, err) = (String::from_utf8(done.stdout).unwrap(), String::from_utf8(done.stderr).unwrap());
    assert_eq!(done.status.code(), Some(1), "{err}");
    assert!(err.starts_with("40 events in both") && err.contains("10 dropped"), "{err}");
    assert!(out.contains("track,/properties/drug,40,0,0,0,40,drug,drug"), "{out}");
    assert!(out.contains("track,/properties/email,0,40,0,0,"), "{out}");
    assert!(broker.committed("copy-service", &topic).is_empty());
}
