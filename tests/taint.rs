//! **Invariant: no PHI leaves.** Plants values in events, in every place an event has, runs the program in every way it can be
//! run, and searches every byte it wrote for every value, in the forms in which it could have got out.
//!
//! A word that the program prints for an empty input too (a heading, a rule's title) did not come out of the input and is not
//! held against it.

#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

#[path = "support/generate/mod.rs"]
mod generate;
#[path = "support/leak.rs"]
mod leak;

use std::fs;
use std::path::Path;
use std::process::Command;

use generate::{Event, Generator, Identifiers, Random};
use leak::Secrets;
use phi_audit::audit::{Audited, Auditor};
use phi_audit::rules::Rules;
use serde_json::{Value as Json, json};

/// Runs the program and returns what it wrote to both of its outputs.
fn run(folder: &Path, arguments: &[&str]) -> Vec<u8> {
    let output = Command::new(env!("CARGO_BIN_EXE_phi-audit"))
        .args(arguments)
        .current_dir(folder)
        .env("RUST_LOG", "trace")
        .env("RUST_BACKTRACE", "1")
        .output()
        .expect("the program starts");
    [output.stdout, output.stderr].concat()
}

/// The same of its output alone.
fn run_for_output(folder: &Path, arguments: &[&str]) -> Vec<u8> {
    Command::new(env!("CARGO_BIN_EXE_phi-audit"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("it starts")
        .stdout
}

/// Every file below `folder`, name and content.
fn everything_below(folder: &Path) -> Vec<u8> {
    let mut bytes = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        bytes.extend_from_slice(entry.file_name().as_encoded_bytes());
        bytes.push(b'\n');
        if entry.path().is_dir() {
            bytes.extend(everything_below(&entry.path()));
        } else {
            bytes.extend(fs::read(entry.path()).expect("a report is readable"));
        }
    }
    bytes
}

/// Finds nearly everything with a digit, so that masks and context have much to hide.
const BROAD_PACK: &str = r#"
[[matcher]]
id = "broad.any"
category = "mrn"
title = "Anything with digits"
why = "A test."
strength = "pattern"
alone = "high"
keywords = ["thing"]
pattern = '[A-Za-z]{0,8}[0-9][0-9A-Za-z.@+-]{2,20}'
"#;

/// All that the program has to say about `input`, in all its ways.
fn all_outputs(input: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    fs::write(at.join("in.ndjson"), input).unwrap();
    fs::create_dir(at.join("out")).unwrap();
    // The same as text of no known form, and a pack that finds much of it.
    fs::write(at.join("in.csv"), input).unwrap();
    fs::write(at.join("in.txt"), [b"text\n", input].concat()).unwrap();
    fs::write(at.join("starter.toml"), BROAD_PACK).unwrap();
    fs::write(at.join("charts.txt"), "QX-1047\nQX-2093\nQX-3181\n").unwrap();
    let mut outputs = vec![
        ("scan, ndjson", run(at, &["scan", "in.ndjson", "--format", "ndjson"])),
        ("scan, text", run(at, &["scan", "in.ndjson", "--format", "text"])),
        ("scan, text, all", run(at, &["scan", "in.ndjson", "--format", "text", "--all"])),
        ("replay", run(at, &["replay", "in.ndjson", "--report", "out/report"])),
        ("replay, fail on", run(at, &["replay", "in.ndjson", "--fail-on", "low", "--threads", "2"])),
        ("replay, one edition", run(at, &["replay", "in.ndjson", "--rules", "2024-04-19", "--report", "out/april"])),
        // The events as a rule file and as a configuration: errors quote what they complain of.
        ("rules test", run(at, &["rules", "test", "in.ndjson"])),
        ("rules check", run(at, &["rules", "check", "--matchers", "in.ndjson"])),
        ("rules test, samples", run(at, &["rules", "test", "starter.toml", "--samples", "in.ndjson", "in.txt"])),
        ("rules learn, clean", run(at, &["rules", "learn", "chart", "charts.txt", "--clean", "in.ndjson", "in.txt"])),
        ("rules learn, texts", run(at, &["rules", "learn", "chart", "in.txt"])),
        ("config check", run(at, &["config", "check", "in.ndjson"])),
        ("scan with it as configuration", run(at, &["scan", "--config", "in.ndjson", "in.ndjson"])),
    ];
    for field in ["mrn", "/data/body"] {
        outputs.push(("rules learn", run(at, &["rules", "learn", field, "in.ndjson", "--name", "dossierLabel"])));
    }
    outputs.push(("rules learn of no table", run(at, &["rules", "learn", "mrn", "in.csv"])));
    for format in ["table", "csv", "json"] {
        outputs.push((
            "inventory",
            run(at, &["inventory", "in.ndjson", "--format", format, "--report", "out/inventory", "--top", "10000"]),
        ));
    }
    fs::write(
        at.join("other.toml"),
        "[accounts]\ndesignated = []\n[rules]\ndisabled = [\"ssn.dashed\", \"name.key\"]\n",
    )
    .unwrap();
    fs::write(at.join("records.ndjson"), run_for_output(at, &["scan", "in.ndjson", "--format", "ndjson"])).unwrap();
    fs::write(
        at.join("others.ndjson"),
        run_for_output(at, &["scan", "in.ndjson", "--format", "ndjson", "--config", "other.toml"]),
    )
    .unwrap();
    for format in ["text", "ndjson", "csv", "json"] {
        let with = |words: &[&str]| {
            run(at, &[&["diff", "--format", format, "--examples", "20", "--top", "10000"], words].concat())
        };
        outputs.push(("diff of records", with(&["records.ndjson", "others.ndjson"])));
        outputs.push(("diff of no records", with(&["in.ndjson", "in.ndjson"])));
        outputs.push(("diff of rules", with(&["in.ndjson", "--then-config", "other.toml"])));
        outputs.push(("diff of copies", with(&["--by", "id", "in.ndjson", "in.ndjson"])));
        outputs.push(("diff of another copy", with(&["--by", "message-id", "in.ndjson", "records.ndjson"])));
    }
    outputs.push(("report files", everything_below(&at.join("out"))));
    outputs
}

fn assert_nothing_leaks(secrets: &Secrets, input: &[u8]) {
    let control: Vec<u8> = all_outputs(b"").into_iter().flat_map(|(_, bytes)| bytes).collect();
    let secrets = secrets.without_those_in(&control);
    let outputs = all_outputs(input);
    // A program that finds and writes nothing would pass the search.
    assert!(
        outputs.iter().any(|(name, bytes)| *name == "scan, ndjson" && contains(bytes, b"\"source\":\"in.ndjson\""))
    );
    assert!(outputs.iter().any(|(name, bytes)| *name == "report files" && contains(bytes, b"report.html")));
    assert!(outputs.iter().any(|(name, bytes)| *name == "report files" && contains(bytes, b"inventory.html")));
    for (name, bytes) in outputs {
        if let Some((category, form)) = secrets.first_in(&bytes) {
            // The value itself is invented; saying which form leaked is what makes the failure useful.
            panic!("`{name}` lets out a planted {category} as `{form}`");
        }
    }
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[test]
fn no_planted_value_gets_out_of_ordinary_traffic() {
    let events: Vec<Event> = Generator::with_phi(11, 60).take(400).collect();
    let secrets = Secrets::of(events.iter().flat_map(|event| event.planted.iter().chain(&event.ordinary)));
    let input: String = events.iter().map(|event| format!("{}\n", event.json)).collect();
    let outputs = all_outputs(input.as_bytes());
    assert!(outputs.iter().any(|(_, bytes)| contains(bytes, br#""matcher":"ssn."#)), "nothing was found");
    let learnt = |(name, bytes): &(&str, Vec<u8>)| *name == "rules learn" && contains(bytes, b"[[matcher]]");
    assert!(outputs.iter().any(learnt), "nothing was learnt");
    assert_nothing_leaks(&secrets, input.as_bytes());
}

#[test]
fn no_planted_value_gets_out_of_an_unreadable_line() {
    let events: Vec<Event> = Generator::with_phi(12, 100).take(120).collect();
    let secrets = Secrets::of(events.iter().flat_map(|event| event.planted.iter().chain(&event.ordinary)));
    let mut input = Vec::new();
    for (index, event) in events.iter().enumerate() {
        let mut line = event.json.clone().into_bytes();
        match index % 4 {
            0 => line.truncate(line.len() * 9 / 10),
            1 => line.insert(line.len() / 2, 0xff),
            2 => line = event.json.replacen(':', " ", 3).into_bytes(),
            _ => line = event.json.replace('"', "'").into_bytes(),
        }
        input.extend(line);
        input.push(b'\n');
    }
    assert_nothing_leaks(&secrets, &input);
}

/// An event with `value` where nobody expects it, one event a place.
fn misplaced(value: &str) -> Vec<Json> {
    let twilio = |field: &str| {
        let mut event = json!({
            "specversion": "1.0", "type": "com.twilio.messaging.message.sent", "source": "/2010-04-01/Accounts/AC1/Messages/SM1.json",
            "id": "EZ1", "dataschema": "https://events-schemas.twilio.com/Messaging.MessageStatus/7", "datacontenttype": "application/json",
            "time": "2024-05-01T00:00:00.000Z", "data": { "body": "A1c 8.2 %, metformin", "from": "+12165550100", "to": "whatsapp:+12165550101" },
        });
        event[field] = json!(value);
        event
    };
    let segment = |field: &str| {
        let mut event = json!({
            "type": "track", "event": "Diagnosis Viewed", "messageId": "m-1", "timestamp": "2024-05-01T00:00:00.000Z", "projectId": "p1",
            "userId": "u1", "context": {}, "properties": { "diagnosis": "hypertension" },
        });
        event[field] = json!(value);
        event
    };
    let mut events: Vec<Json> = ["type", "source", "id", "dataschema", "time", "data", "subject"].map(twilio).into();
    events.extend(
        [
            "event",
            "messageId",
            "timestamp",
            "projectId",
            "userId",
            "anonymousId",
            "groupId",
            "name",
            "category",
            "version",
        ]
        .map(segment),
    );
    events.extend(["type", "channel", "integrations", "context"].map(segment));
    let typed = format!("com.twilio.messaging.{value}");
    events.push(json!({ "specversion": "1.0", "type": typed, "id": "EZ2", "time": "2024-05-01T00:00:00Z", "data": { "accountSid": value } }));
    events.push(json!({ "type": "identify", "messageId": "m-2", "traits": { value: true, "condition": "asthma" } }));
    events.push(json!({ "type": "track", "event": "x", "messageId": "m-3", "properties": { value: { "diagnosis": "asthma", "nested": { value: value } } } }));
    events.push(json!({ "note": value, value: [value, { "diagnosis": "asthma" }] }));
    events.push(json!({ "specversion": "1.0", "type": "com.twilio.error-logs.error.logged", "id": "NO1", "time": "2024-05-01T00:00:00Z",
        "data": { "payload": json!({ "webhook": { "request": { "url": format!("http://x.example.com/?q={value}"), "parameters": { value: value } } } }).to_string() } }));
    events
}

/// One value of each of the telling shapes, in every odd place.
fn all_misplaced() -> (Secrets, Vec<Json>) {
    let (mut random, mut identifiers) = (Random::new(13), Identifiers::default());
    let (mut secrets, mut events) = (Secrets::default(), Vec::new());
    for category in
        ["ssn", "email", "mbi", "e164", "credit_card", "name", "mrn", "date_of_birth", "address", "health_plan_id"]
    {
        let value = identifiers.make(category, &mut random);
        secrets.add(category, &value);
        events.extend(misplaced(&value));
    }
    (secrets, events)
}

#[test]
fn no_record_holds_a_planted_value() {
    let (secrets, mut documents) = {
        let (secrets, events) = all_misplaced();
        (secrets, events.iter().map(Json::to_string).collect::<Vec<_>>())
    };
    let cut: Vec<String> =
        documents.iter().map(|document| document.chars().take(document.len() - 3).collect()).collect();
    documents.extend(cut);
    let mut auditor = Auditor::new(Rules::embedded().expect("the shipped rules are sound"));
    let mut leaks = Vec::new();
    for document in &documents {
        auditor.audit(document.as_bytes(), &mut |audited| {
            let said = match audited {
                Audited::Event(event) => {
                    let record = event.record("test", 1, 0);
                    let masks: Vec<String> = (0..record.matches.len()).map(|index| event.mask(index)).collect();
                    format!("{}{masks:?}", serde_json::to_string(&record).unwrap())
                }
                Audited::Canary(seen) => format!("{seen:?}"),
                Audited::Failed(failure) => format!("{failure:?}"),
            };
            leaks.extend(
                secrets.first_in(said.as_bytes()).map(|(category, _)| format!("{category} of {document} in {said}")),
            );
        });
    }
    assert!(leaks.is_empty(), "{} records let a value out:\n{}", leaks.len(), leaks.join("\n"));
}

#[test]
fn no_planted_value_gets_out_of_ids_types_keys_and_other_odd_places() {
    let (secrets, events) = all_misplaced();
    let input: String = events.iter().map(|event| format!("{event}\n")).collect();
    assert_nothing_leaks(&secrets, input.as_bytes());
}
