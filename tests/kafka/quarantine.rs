//! Quarantine beside a real broker: listed from a topic, and tried again once the cause is mended.

use std::process::Command;

use crate::oracle::{CATCH_UP, wait_until_committed};
use crate::service::between;
use crate::testbed::workload::numbered;
use crate::testbed::{Broker, Config, Outgoing};

/// Runs a verb of `quarantine`: exit code, standard output, standard error.
fn quarantine(config: &Config, words: &[&str]) -> (Option<i32>, String, String) {
    let file = config.folder().join("quarantine.toml");
    std::fs::write(&file, config.text("127.0.0.1:0".parse().unwrap())).unwrap();
    let (verb, rest) = words.split_first().unwrap();
    let done = Command::new(env!("CARGO_BIN_EXE_phi-audit"))
        .args(["quarantine", verb, "--config"])
        .arg(&file)
        .args(rest)
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (done.status.code(), text(done.stdout), text(done.stderr))
}

/// What is quarantined is retried after the limit was raised; the rest says why it is not resolved.
fn goes_round(stem: &str, in_topic: bool) {
    let broker = Broker::shared();
    let (mut config, topic, alerts) = between(broker, stem, 1);
    if in_topic {
        config = config.quarantine_topic(&broker.create_topic(&format!("{stem}-quarantine"), 1, &[]));
    }
    let event = numbered(7..8, 1).next().unwrap();
    let large = event.json.replace("Thanks, see you then", &"long ".repeat(1_000));
    broker.produce(&topic, [Outgoing::of("{}"), Outgoing::of(large), Outgoing::of("{\"ssn\":\"219-09-9999\"")]);
    let config = config.set("limits", "document", "2KiB");
    let service = config.start();
    wait_until_committed(broker, stem, &topic, CATCH_UP);
    service.stop(CATCH_UP);
    assert!(broker.read_all(&alerts).is_empty());

    let (code, listed, errors) = quarantine(&config, &["list"]);
    assert_eq!((code, listed.lines().count()), (Some(0), 2), "{errors}");
    let (code, told, errors) = quarantine(&config, &["retry", "--all"]);
    assert_eq!(code, Some(2), "{errors}");
    assert!(told.contains("unreadable: too_large") && told.contains("unreadable: truncated"), "{told}");

    let config = config.set("limits", "document", "1MiB");
    let (code, told, errors) = quarantine(&config, &["retry", "--all"]);
    assert_eq!(code, Some(2), "{errors}");
    assert!(told.contains(&format!("{topic}/0@1  resolved")) && told.contains("unreadable: truncated"), "{told}");
    let found = broker.read_all(&alerts);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].json()["metadata"]["original_event_uid"], event.id.as_str());
    let (_, listed, errors) = quarantine(&config, &["list"]);
    assert_eq!(listed.lines().count(), 1, "{listed}{errors}");
    assert!(listed.contains("truncated"));

    broker.delete_records(&topic, 0, 3);
    let (code, told, _) = quarantine(&config, &["retry", "--all"]);
    assert_eq!(code, Some(2));
    assert!(told.contains("gone"), "{told}");
    let (_, marked, errors) = quarantine(&config, &["list"]);
    assert_eq!(marked.lines().count(), 1, "what is gone stays in the list: {marked}{errors}");
    let marked: serde_json::Value = serde_json::from_str(marked.trim()).unwrap();
    assert!(marked["resolved"].is_null() && marked["gone"].is_string(), "{marked}");
    let id = serde_json::from_str::<serde_json::Value>(listed.lines().next().unwrap()).unwrap()["id"].as_str().unwrap()
        [..8]
        .to_owned();
    let (code, page, _) = quarantine(&config, &["show", &id]);
    assert_eq!(code, Some(0));
    assert!(page.contains("truncated") && !page.contains("219-09") && !told.contains("219-09"));
}

#[test]
fn a_retried_record_has_the_alert_that_the_service_sends() {
    let broker = Broker::shared();
    let (config, topic, alerts) = between(broker, "retry-ids", 1);
    let event = numbered(7..8, 1).next().unwrap();
    broker.produce(&topic, [Outgoing::of(event.json.replace("Thanks, see you then", &"long ".repeat(1_000)))]);
    let config = config.set("limits", "document", "2KiB");
    let service = config.start();
    wait_until_committed(broker, "retry-ids", &topic, CATCH_UP);
    service.stop(CATCH_UP);
    let config = config.set("limits", "document", "1MiB");
    let (code, told, errors) = quarantine(&config, &["retry", "--all"]);
    assert_eq!(code, Some(0), "{told}{errors}");
    // The service reads the same record again, as another group would.
    let service = config.set("source.kafka", "group", "retry-ids-anew").start();
    wait_until_committed(broker, "retry-ids-anew", &topic, CATCH_UP);
    service.stop(CATCH_UP);
    let ids: Vec<_> = broker.read_all(&alerts).iter().map(|alert| alert.header("ce_id").unwrap().to_vec()).collect();
    assert_eq!(ids.len(), 2);
    assert_eq!(ids[0], ids[1]);
}

#[test]
fn another_record_in_the_place_of_one_that_was_quarantined_is_not_taken_for_it() {
    let broker = Broker::shared();
    let (config, topic, alerts) = between(broker, "retry-anew", 1);
    broker.produce(&topic, [Outgoing::of("{\"cut").at(1_700_000_000_000)]);
    let service = config.start();
    wait_until_committed(broker, "retry-anew", &topic, CATCH_UP);
    service.stop(CATCH_UP);
    // As if the topic had been made anew: the pointer was to a record of another time.
    for file in std::fs::read_dir(config.folder().join("quarantine")).unwrap().map(|file| file.unwrap().path()) {
        let text = std::fs::read_to_string(&file).unwrap();
        assert!(text.contains("1700000000000"), "{text}");
        std::fs::write(&file, text.replace("1700000000000", "1600000000000")).unwrap();
    }
    let (code, told, errors) = quarantine(&config, &["retry", "--all"]);
    assert_eq!(code, Some(2), "{errors}");
    assert!(told.contains("gone"), "{told}");
    assert!(broker.read_all(&alerts).is_empty());
}

#[test]
fn a_record_in_a_folder_is_resolved_once_its_cause_is_mended() {
    goes_round("retry-folder", false);
}

#[test]
fn a_record_in_a_topic_is_resolved_once_its_cause_is_mended() {
    goes_round("retry-topic", true);
}
