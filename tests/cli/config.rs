//! The configuration as found, checked and refused.

use std::fs;

use super::{answer, answer_in, empty};

#[cfg(feature = "service")]
#[test]
fn without_a_file_the_defaults_are_in_force() {
    let (code, out, err) = answer(&["config", "check"]);
    assert_eq!((code, err.as_str()), (0, ""));
    insta::assert_snapshot!(out);
}

#[cfg(feature = "service")]
#[test]
fn the_shipped_example_is_correct() {
    let example = concat!(env!("CARGO_MANIFEST_DIR"), "/phi-audit.example.toml");
    let directory = empty();
    fs::copy(example, directory.path().join("phi-audit.toml")).unwrap();
    let (code, out, err) = answer_in(&directory, &["config", "check"]);
    assert_eq!((code, err.as_str()), (0, ""));
    insta::assert_snapshot!(out);
}

#[test]
fn every_verb_that_audits_refuses_a_mistyped_setting_before_anything_else() {
    let directory = empty();
    fs::write(directory.path().join("phi-audit.toml"), "[accounts]\ndesignatde = []\n").unwrap();
    for verb in [&["config", "check"][..], &["scan", "-"], &["rules", "list"]] {
        let (code, out, err) = answer_in(&directory, verb);
        assert_eq!((code, out.as_str()), (64, ""), "{verb:?}");
        assert_eq!(
            err,
            "error: unknown setting `designatde`\n   at: phi-audit.toml, line 2\n help: did you mean `designated`?\n"
        );
    }
}

#[test]
fn a_file_that_is_asked_for_has_to_be_there() {
    let (code, _, err) = answer(&["scan", "--config", "clinic.toml", "-"]);
    assert_eq!(code, 64);
    assert!(err.starts_with("error: cannot read `clinic.toml`: No such file"), "{err}");
    assert!(err.lines().count() <= 3);
}

#[test]
fn a_file_that_the_configuration_names_and_is_not_there_is_told_with_setting_line_and_what_it_is_relative_to() {
    let directory = empty();
    fs::create_dir(directory.path().join("etc")).unwrap();
    for (settings, setting, line) in [
        ("[rules]\nattestations = \"gone.toml\"\n", "rules.attestations", 2),
        ("[rules]\n\noverlays = [\n\"gone.toml\"]\n", "rules.overlays", 4),
        ("[rules]\nmatchers = [\"gone.toml\"]\n", "rules.matchers", 2),
    ] {
        fs::write(directory.path().join("etc/phi-audit.toml"), settings).unwrap();
        let (code, _, err) = answer_in(&directory, &["config", "check", "etc/phi-audit.toml"]);
        assert_eq!(code, 64, "{err}");
        let told = format!(
            "error: cannot read `etc/gone.toml`: No such file or directory\n   at: etc/phi-audit.toml, line {line}: `{setting}`\n \
             help: check the path; it is relative to the folder of phi-audit.toml\n"
        );
        assert_eq!(err, told);
    }
}

/// What `config check` answers to these settings.
#[cfg(feature = "service")]
fn checked(settings: &str) -> (i32, String, String) {
    let directory = empty();
    fs::write(directory.path().join("phi-audit.toml"), settings).unwrap();
    answer_in(&directory, &["config", "check"])
}

#[cfg(feature = "kafka")]
#[test]
fn what_the_service_would_do_is_told_in_a_few_lines() {
    let (code, out, err) = checked(
        r#"
[kafka]
brokers = "broker-1:9092"
librdkafka = { "client.rack" = "eu-west-1a", "linger.ms" = "10", "session.timeout.ms" = "60000" }
[source.kafka]
topics = ["twilio-events", "^segment-.*"]
group = "auditors"
start = "latest"
[[sink]]
kafka = { topic = "phi-alerts" }
[[sink]]
name = "siem"
required = false
http = { url = "https://hooks.example.org/services/s3cret" }
[alerts]
minimum = "high"
fold = "5m"
[[suppression]]
account = "AC00000000000000000000000000000000"
owner = "clinic"
reason = "a test account"
expires = "2025-01-31"
[[suppression]]
account = "AC00000000000000000000000000000001"
owner = "clinic"
reason = "a test account"
expires = "9999-01-31"
"#,
    );
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(!out.contains("s3cret"));
    insta::assert_snapshot!(out);
}

#[cfg(feature = "kinesis")]
#[test]
fn a_stream_its_checkpoints_and_the_sinks_of_aws_are_told() {
    let (code, out, err) = checked(
        r#"
[aws]
region = "us-east-1"
[source.kinesis]
stream = "twilio-events"
checkpoints = { dynamodb = { table = "phi-audit" } }
[[sink]]
kinesis = { stream = "phi-alerts" }
[[sink]]
name = "on-call"
sns = { topic = "arn:aws:sns:us-east-1:123456789012:on-call" }
[[sink]]
required = false
eventbridge = { bus = "default" }
"#,
    );
    assert_eq!((code, err.as_str()), (0, ""));
    insta::assert_snapshot!(out);
}

#[cfg(feature = "webhook")]
#[test]
fn what_the_service_will_not_do_is_a_warning_and_with_strict_an_error() {
    let settings =
        |rest: &str| format!("[source.webhook]\n[[source.webhook.route]]\npath = \"/\"\nopen = {{}}\n{rest}");
    let sink = |required: bool| format!("[[sink]]\nrequired = {required}\nfile = {{ folder = \"findings\" }}\n");
    let disabled = format!(
        "[canary]\nevery = \"1m\"\nurl = \"http://127.0.0.1:8080/\"\n[rules]\ndisabled = [\"{}\"]\n{}",
        phi_audit::canary::REQUIREMENT,
        sink(true)
    );
    for (rest, warning) in [
        (String::new(), "no [[sink]] is configured"),
        (sink(false), "no [[sink]] is required"),
        (disabled, "every canary will count as missed"),
    ] {
        let directory = empty();
        fs::write(directory.path().join("phi-audit.toml"), settings(&rest)).unwrap();
        let (code, out, err) = answer_in(&directory, &["config", "check"]);
        assert_eq!(code, 0, "{err}");
        assert!(out.contains("correct, 1 warning\n"), "{out}");
        assert!(err.starts_with("warning: ") && err.contains(warning), "{err}");
        assert_eq!(answer_in(&directory, &["config", "check", "--strict"]), (64, out, err));
    }
    let (code, out, err) = checked(&settings(&sink(true)));
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains(": correct\n") && out.contains("answers        when sinks have the alerts"), "{out}");
}

#[cfg(feature = "kafka")]
#[test]
fn what_librdkafka_does_not_know_is_refused_with_the_nearest_name() {
    let (code, out, err) = checked("[kafka]\nbrokers = \"b:9092\"\nlibrdkafka = { \"linger.mss\" = \"5\" }\n");
    assert_eq!((code, out.as_str()), (64, ""));
    assert!(err.contains("`linger.mss`") && err.contains("did you mean `linger.ms`?"), "{err}");
    assert!(err.contains("at: phi-audit.toml, line 3: kafka.librdkafka.\"linger.mss\"\n"), "{err}");
    assert!(err.lines().count() <= 3, "{err}");
}

#[cfg(feature = "service")]
#[test]
fn a_suppression_that_cannot_hold_is_told_with_its_line() {
    let suppression = "[[suppression]]\nowner = \"o\"\nreason = \"r\"\nexpires = \"9999-01-31\"\n";
    let (code, _, err) = checked(&format!(
        "{suppression}account = \"AC00000000000000000000000000000000\"\n{suppression}product = \"smss\"\n"
    ));
    assert_eq!(code, 64, "{err}");
    assert!(
        err.contains("there is no product `smss`\n   at: phi-audit.toml, line 10: [[suppression]] number 2\n"),
        "{err}"
    );
}

#[cfg(feature = "kafka")]
#[test]
fn a_value_that_librdkafka_does_not_take_is_refused_for_either_client() {
    let kafka = "[kafka]\nbrokers = \"b:9092\"\n[source.kafka]\ntopics = [\"t\"]\n[kafka.librdkafka]\n";
    for (key, value) in [("fetch.min.bytes", "many"), ("linger.ms", "60000000")] {
        let (code, out, err) = checked(&format!("{kafka}\"{key}\" = \"{value}\"\n"));
        assert_eq!((code, out.as_str()), (64, ""), "{key}");
        assert!(err.contains(key), "{err}");
    }
}

#[cfg(feature = "kafka")]
#[test]
fn a_setting_that_carries_correctness_is_refused_with_its_reason() {
    let (code, _, err) =
        checked("[kafka]\nbrokers = \"b:9092\"\nlibrdkafka = { \"auto.offset.reset\" = \"latest\" }\n");
    assert_eq!(code, 64);
    assert!(err.contains("an auditor must not skip records") && err.contains("use `source.kafka.start`"), "{err}");
}

#[cfg(feature = "kafka")]
#[test]
fn what_is_secret_may_be_missing_where_the_check_runs() {
    let (code, out, err) = checked(
        r#"
[kafka]
brokers = "b:9093"
tls = { ca = "ca.pem", certificate = "client.pem", key = "client.key" }
sasl = { mechanism = "SCRAM-SHA-512", username = "audit", password_file = "password" }
[source.kafka]
topics = ["t"]
instance = "$PHI_AUDIT_NO_SUCH_VARIABLE"
[[sink]]
http = { url = "https://siem.example.org/in", bearer_token_env = "PHI_AUDIT_NO_SUCH_VARIABLE" }
[alerts]
fingerprint_key_file = "fingerprint.key"
"#,
    );
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("with fingerprints"), "{out}");
    assert!(err.lines().all(|line| line.starts_with("warning: ")), "{err}");
    for setting in [
        "`kafka.tls.ca`",
        "`kafka.tls.certificate`",
        "`kafka.tls.key`",
        "`kafka.sasl.password_file`",
        "`source.kafka.instance`",
        "`sink.http.bearer_token_env`",
        "`alerts.fingerprint_key_file`",
    ] {
        assert_eq!(err.matches(setting).count(), 1, "{setting}: {err}");
    }
}

#[cfg(feature = "service")]
#[test]
fn a_secret_that_is_there_and_wrong_is_an_error_that_does_not_quote_it() {
    let directory = empty();
    fs::write(directory.path().join("key"), "s3cret").unwrap();
    fs::write(directory.path().join("phi-audit.toml"), "[alerts]\nfingerprint_key_file = \"key\"\n").unwrap();
    let (code, _, err) = answer_in(&directory, &["config", "check"]);
    assert_eq!(code, 64);
    assert!(err.contains("alerts.fingerprint_key_file") && !err.contains("s3cret"), "{err}");
}

/// The examples of what the APIs answer, in a folder of their own.
fn saved() -> tempfile::TempDir {
    let directory = empty();
    for entry in fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/setup")).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, directory.path().join(path.file_name().unwrap())).unwrap();
    }
    directory
}

const SAVED: [&str; 5] = ["accounts.json", "accounts-page-2.json", "numbers.json", "sinks.json", "subscriptions.json"];

#[test]
fn an_import_writes_facts_and_prints_findings() {
    let directory = saved();
    let (code, out, err) = answer_in(&directory, &[&["config", "import"], &SAVED[..]].concat());
    assert_eq!(code, 1, "a number in Canada is a finding: {err}");
    let records: Vec<serde_json::Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let number = records.iter().filter(|one| one["source"] == "numbers.json" && one["line"] == 2);
    let seen: Vec<_> =
        number.map(|one| (one["item"].as_u64(), one["product"].clone(), one["region"].clone())).collect();
    assert_eq!(seen, [(Some(0), "sms".into(), "canada".into()), (Some(1), "voice".into(), "canada".into())]);
    assert!(err.contains("imported.toml: 3 accounts, 3 sinks, 4 numbers; "), "{err}");
    assert!(err.contains("[setup] imported = \"imported.toml\""), "{err}");
    let written = fs::read_to_string(directory.path().join("imported.toml")).unwrap();
    assert!(
        written.contains("# What the APIs do not say, for a person to decide:\n# - Which of these accounts"),
        "{written}"
    );
    for secret in ["not-a-real-token", "not-a-real-password", "not-a-real-key", "not-a-real-id"] {
        assert!(!format!("{out}{err}{written}").contains(secret), "{secret}");
    }

    fs::write(directory.path().join("phi-audit.toml"), "[setup]\nimported = \"imported.toml\"\n").unwrap();
    let (code, out, err) = answer_in(&directory, &["config", "check"]);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("imported       3 accounts, 3 sinks, 4 numbers\n"), "{out}");
    let (_, _, err) = answer_in(&directory, &[&["config", "import"], &SAVED[..]].concat());
    assert!(!err.contains("to use it"), "it is named already, and may be written again: {err}");
}

#[test]
fn what_an_import_knows_decides_and_what_the_configuration_says_goes_before_it() {
    let directory = saved();
    answer_in(&directory, &[&["config", "import", "accounts-page-2.json"], &SAVED[..]].concat());
    let overlay = r#"
[[requirement]]
id = "ours"
product = "p"
kind = "designation"
title = "A younger subaccount of a designated account"
section = "s"
why = "w"
remedy = "r"
cases = [{ say = "x", severity = "low", when = { designated = false, parent = ["designated"], opened = ["after_baa"] } }]
match = [{ event = '{"type":"com.twilio.x"}', severity = "low" }]
no_match = [{ event = "{}", because = "x" }]
"#;
    fs::write(directory.path().join("our.toml"), overlay).unwrap();
    let event = r#"{"specversion":"1.0","type":"com.twilio.studio.flow.step.ended","id":"EZ1","time":"2025-01-01T00:00:00Z","data":{"account_sid":"AC00000000000000000000000000000012"}}"#;
    fs::write(directory.path().join("events.ndjson"), event).unwrap();
    let config = "[accounts]\ndesignated = [\"AC00000000000000000000000000000001\"]\nbaa = \"2024-03-01\"\n";
    for (more, found) in [
        ("[setup]\nimported = \"imported.toml\"\n", true),
        ("", false),
        (
            "[[accounts.known]]\nsid = \"AC00000000000000000000000000000012\"\n[setup]\nimported = \"imported.toml\"\n",
            false,
        ),
    ] {
        fs::write(directory.path().join("phi-audit.toml"), format!("{config}{more}")).unwrap();
        let (_, out, err) = answer_in(&directory, &["scan", "events.ndjson", "--overlay", "our.toml"]);
        assert_eq!(out.contains("\"ours\""), found, "{more}: {out}{err}");
    }
}

#[test]
fn an_import_tells_what_it_does_not_understand_and_goes_on() {
    let directory = saved();
    fs::write(directory.path().join("messages.json"), r#"{"messages":[{"body":"Maria Lopez"}]}"#).unwrap();
    let (code, out, err) =
        answer_in(&directory, &["config", "import", "messages.json", "sinks.json", "--fail-on", "never"]);
    assert_eq!((code, out.lines().count()), (2, 3), "{err}");
    assert!(err.contains("   at: messages.json\n help: save the answer of the API as it comes"), "{err}");
    assert!(!err.contains("Maria"), "{err}");
    let (code, out, err) = answer_in(&directory, &["config", "import", "messages.json", "--out", "x.toml"]);
    assert_eq!((code, out.as_str()), (2, ""), "{err}");
    assert!(!directory.path().join("x.toml").exists());
    let (code, _, err) = answer_in(&directory, &["config", "import", "sinks.json", "--out", "sinks.json"]);
    assert_eq!(code, 64);
    assert!(err.contains("not one that `config import` wrote"), "{err}");
}

#[test]
fn facts_that_are_not_there_or_damaged_are_told_with_their_place() {
    let directory = empty();
    fs::write(directory.path().join("phi-audit.toml"), "[setup]\nimported = \"imported.toml\"\n").unwrap();
    let (code, _, err) = answer_in(&directory, &["config", "check"]);
    assert_eq!(code, 64);
    assert!(err.contains("`phi-audit config import` writes it"), "{err}");
    fs::write(directory.path().join("imported.toml"), "[[account]]\nsid = \"AC1\"\nparnt = \"AC2\"\n").unwrap();
    let (code, _, err) = answer_in(&directory, &["config", "check"]);
    assert_eq!(code, 64);
    assert!(err.contains("at: imported.toml, line 3") && err.contains("did you mean `parent`?"), "{err}");
}

#[test]
fn a_name_that_may_be_a_persons_is_neither_kept_nor_shown() {
    let directory = empty();
    let account = r#"{"accounts":[{"sid":"AC00000000000000000000000000000009","owner_account_sid":"AC00000000000000000000000000000009","friendly_name":"Maria Lopez diabetes pilot","status":"active","type":"Full","date_created":"Thu, 07 Mar 2024 10:00:00 +0000"}]}"#;
    fs::write(directory.path().join("accounts.json"), account).unwrap();
    let (_, out, err) = answer_in(&directory, &["config", "import", "accounts.json", "--format", "text"]);
    let written = fs::read_to_string(directory.path().join("imported.toml")).unwrap();
    assert!(written.contains("AC00000000000000000000000000000009"), "{written}");
    for text in [out, err, written] {
        assert!(!text.contains("Lopez"), "{text}");
    }
}
