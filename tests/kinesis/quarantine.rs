//! Quarantine beside Kinesis: tried again once the cause is mended, and told how to look at a record where it stands.

use std::process::Command;

use crate::direct::beside;
use crate::oracle::{ALERTS, CATCH_UP, lines, wait_until_done};
use crate::testbed::workload::numbered;
use crate::testbed::{Config, Kinesis, Outgoing, Packed, REGION, aggregate};

/// Runs a verb of `quarantine`: exit code, standard output, standard error.
fn quarantine(config: &Config, words: &[&str]) -> (Option<i32>, String, String) {
    let file = config.folder().join("quarantine.toml");
    std::fs::write(&file, config.text("127.0.0.1:0".parse().unwrap())).unwrap();
    let (verb, rest) = words.split_first().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_phi-audit"));
    command.args(["quarantine", verb, "--config"]).arg(&file).args(rest);
    command.env("AWS_ACCESS_KEY_ID", "test").env("AWS_SECRET_ACCESS_KEY", "test").env("AWS_REGION", REGION);
    let done = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (done.status.code(), text(done.stdout), text(done.stderr))
}

#[test]
fn records_are_retried_where_they_stand_even_within_an_aggregate() {
    let kinesis = Kinesis::local();
    let stream = kinesis.create_stream("retry", 1);
    let events: Vec<_> = numbered(0..2, 1).collect();
    let long = |at: usize| events[at].json.replace("Thanks, see you then", &"long ".repeat(1_000));
    let small = numbered(2..3, 0).next().unwrap().json;
    let packed = aggregate([Packed::of("k", small.as_bytes()), Packed::of("k", long(1).as_bytes())]);
    let mut positions = kinesis.put(&stream, [Outgoing::of(long(0)), Outgoing::of("{\"ssn\":\"219-09-9999\"")]);
    positions.extend(kinesis.put(&stream, [packed]));
    let config = beside(kinesis.endpoint(), &stream).set("limits", "document", "2KiB");
    let service = config.start();
    wait_until_done(&config, &stream, &positions);
    service.stop(CATCH_UP);
    assert!(lines(&config, ALERTS).is_empty());

    let config = config.set("limits", "document", "1MiB");
    let (code, told, errors) = quarantine(&config, &["retry", "--all"]);
    assert_eq!(code, Some(2), "{told}{errors}");
    assert_eq!(told.matches("resolved").count(), 2, "{told}{errors}");
    assert!(told.contains("unreadable: truncated") && !told.contains("219-09"), "{told}");
    let mut found: Vec<_> = lines(&config, ALERTS)
        .iter()
        .map(|alert| alert["data"]["metadata"]["original_event_uid"].as_str().unwrap().to_owned())
        .collect();
    found.sort();
    assert_eq!(found, [events[0].id.as_str(), events[1].id.as_str()]);

    let (_, listed, _) = quarantine(&config, &["list"]);
    let id = serde_json::from_str::<serde_json::Value>(listed.lines().next().unwrap()).unwrap()["id"].as_str().unwrap()
        [..8]
        .to_owned();
    let (code, page, errors) = quarantine(&config, &["show", &id]);
    assert_eq!(code, Some(0), "{errors}");
    assert!(page.contains("aws kinesis get-shard-iterator") && page.contains(&positions[1].sequence), "{page}");

    kinesis.delete_stream(&stream);
    let (code, told, errors) = quarantine(&config, &["retry", "--all"]);
    assert_eq!(code, Some(2));
    assert!(told.contains("gone"), "{told}{errors}");
}
