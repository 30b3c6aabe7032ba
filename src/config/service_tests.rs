//! Each rule for the settings of the service: what breaks it, on which line that is told, and that its neighbour passes.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use crate::config::{Problem, parse};

const KAFKA: &str = "[kafka]\nbrokers = \"b:9092\"\n";

fn told(text: &str) -> Vec<(usize, String)> {
    let line = |problem: Problem| (problem.line, problem.what);
    parse(text).expect_err("a problem").into_iter().map(line).collect()
}

/// The one problem of `text` is on `line` and says `what`.
#[track_caller]
pub(super) fn one(text: &str, line: usize, what: &str) {
    let told = told(text);
    assert!(told.len() == 1 && told[0].0 == line && told[0].1.contains(what), "{told:?}");
}

#[track_caller]
pub(super) fn fine(text: &str) {
    if let Err(problems) = parse(text) {
        panic!("{problems:?}");
    }
}

#[test]
fn brokers_are_named() {
    fine("[kafka]\nbrokers = \"a:1, b:2\"\n");
    for brokers in ["", "a:1,", " , b:2"] {
        one(&format!("[kafka]\nbrokers = \"{brokers}\"\n"), 2, "is not `host:port`");
    }
}

#[test]
fn a_topic_needs_a_cluster() {
    let source = "[source.kafka]\ntopics = [\"events\"]\n";
    let sink = "[[sink]]\nkafka = { topic = \"alerts\" }\n";
    let quarantine = "[quarantine]\ntopic = \"unread\"\n";
    for (text, line) in [(source, 1), (sink, 2), (quarantine, 2)] {
        one(text, line, "no cluster");
        fine(&format!("{KAFKA}{text}"));
    }
}

#[test]
fn topics_are_named_once_and_as_kafka_allows_it() {
    let with = |topics: &str| format!("{KAFKA}[source.kafka]\ntopics = {topics}\n");
    fine(&with(r#"["events", "^twilio\\..*", "a.b_c-d"]"#));
    one(&with("[]"), 4, "no topic");
    one(&with(r#"["events", "events"]"#), 4, "twice");
    one(&with(r#"["two words"]"#), 4, "is not a topic");
    one(&with(r#"["^(twilio"]"#), 4, "is not a regular expression");
    one(&format!("{KAFKA}[[sink]]\nkafka = {{ topic = \"\" }}\n"), 4, "is not a topic");
}

#[test]
fn a_login_is_complete_and_its_password_is_not_shown_to_the_network() {
    let with = |tls: &str, sasl: &str| format!("{KAFKA}{tls}[kafka.sasl]\n{sasl}\n");
    let tls = "[kafka.tls]\n";
    let user = "username = \"u\"\npassword_file = \"p\"";
    fine(&with(tls, &format!("mechanism = \"PLAIN\"\n{user}")));
    fine(&with("", &format!("mechanism = \"SCRAM-SHA-512\"\n{user}")));
    fine(&with(tls, "mechanism = \"OAUTHBEARER\"\ntoken_command = [\"sign\"]"));
    one(&with("", &format!("mechanism = \"PLAIN\"\n{user}")), 4, "PLAIN without TLS");
    one(&with(tls, "mechanism = \"PLAIN\"\npassword_env = \"P\""), 5, "without `username`");
    one(&with("", "mechanism = \"SCRAM-SHA-256\"\nusername = \"u\""), 4, "without a password");
    one(&with("", &format!("mechanism = \"SCRAM-SHA-256\"\n{user}\npassword_env = \"P\"")), 4, "two places");
    one(&with("", &format!("mechanism = \"SCRAM-SHA-256\"\n{user}\ntoken_command = [\"x\"]")), 7, "OAUTHBEARER only");
    one(&with("", "mechanism = \"OAUTHBEARER\""), 4, "without `token_command`");
    one(&with("", "mechanism = \"OAUTHBEARER\"\ntoken_command = [\"x\"]\nusername = \"u\""), 4, "no user name");
}

#[test]
fn a_client_certificate_comes_with_its_key() {
    fine(&format!("{KAFKA}[kafka.tls]\ncertificate = \"c\"\nkey = \"k\"\n"));
    one(&format!("{KAFKA}[kafka.tls]\ncertificate = \"c\"\n"), 3, "go together");
}

#[test]
fn the_consumer_protocol_leaves_the_assignment_to_the_broker() {
    let with = |rest: &str| format!("{KAFKA}[source.kafka]\ntopics = [\"a\"]\n{rest}");
    fine(&with("assignment = \"range\"\n"));
    fine(&with("protocol = \"consumer\"\n"));
    one(&with("protocol = \"consumer\"\nassignment = \"range\"\n"), 6, "the broker assigns");
}

#[test]
fn a_sink_is_of_one_kind() {
    fine("[[sink]]\nstdout = {}\n");
    one("[[sink]]\nrequired = false\n", 1, "no kind");
    one("[[sink]]\nstdout = {}\nfile = { folder = \"alerts\" }\n", 1, "several kinds");
}

#[test]
fn sinks_have_different_names() {
    let file = "[[sink]]\nfile = { folder = \"a\" }\n";
    fine(&format!("{file}{file}name = \"second\"\n"));
    one(&format!("{file}{file}"), 3, "two sinks are called `file`");
    one(&format!("{file}{file}name = \"file\"\n"), 3, "two sinks are called `file`");
    one(&format!("{file}name = \" \"\n"), 3, "an empty name");
    one("[[sink]]\nstdout = {}\n[[sink]]\nname = \"b\"\nstdout = {}\n", 1, "once only");
}

#[test]
fn alerts_are_posted_over_tls_or_stay_on_the_machine() {
    let with = |url: &str| format!("[[sink]]\n[sink.http]\nurl = \"{url}\"\n");
    fine(&with("https://siem.example.org/in"));
    fine(&with("http://127.0.0.1:8088/in"));
    one(&with("http://siem.example.org/in"), 3, "without TLS");
    one(&with("siem.example.org/in"), 3, "https://");
    let held = told(&with("https://u:hunter2@siem.example.org/in"));
    assert!(held[0].1.contains("no secrets") && !held[0].1.contains("hunter2"), "{held:?}");
}

#[test]
fn an_endpoint_has_one_token_and_no_headers_that_the_sink_sets() {
    let with = |rest: &str| format!("[[sink]]\n[sink.http]\nurl = \"https://e.org\"\n{rest}\n");
    fine(&with("bearer_token_env = \"T\"\nheaders = { X-Scope = \"phi\" }"));
    one(&with("bearer_token_env = \"T\"\nbearer_token_file = \"t\""), 4, "two places");
    one(&with("headers = { Authorization = \"x\" }"), 4, "the sink itself sets the header");
    one(&with("headers = { \"a b\" = \"x\" }"), 4, "is not the name of a header");
}

#[test]
fn everything_that_has_a_size_has_bounds_to_it() {
    let http = "[[sink]]\n[sink.http]\nurl = \"https://e.org\"\n";
    let file = "[[sink]]\n[sink.file]\nfolder = \"a\"\n";
    let source = "[kafka]\nbrokers = \"b\"\n[source.kafka]\ntopics = [\"a\"]\n";
    for (before, key, line, inside, outside) in [
        (http, "batch", 4, &["1", "1000"][..], &["0", "1001"][..]),
        (http, "timeout", 4, &["\"100ms\"", "\"10m\""], &["\"99ms\"", "\"601s\""]),
        (file, "roll", 4, &["\"4KiB\"", "\"1GiB\""], &["\"4095B\""]),
        (file, "keep", 4, &["1"], &["0"]),
        (source, "commit_interval", 5, &["\"50ms\"", "\"60s\""], &["\"49ms\"", "\"61s\""]),
        ("[alerts]\n", "fold", 2, &["\"0s\"", "\"24h\""], &["\"25h\""]),
        ("[alerts]\n", "fold_entries", 2, &["100", "1000000"], &["99", "1000001"]),
        ("[linked]\n", "resources", 2, &["100", "1000000"], &["99", "1000001"]),
        ("[quarantine]\n", "max_ratio", 2, &["0.001", "1.0"], &["0.0", "1.01", "-0.5", "nan"]),
        ("[quarantine]\n", "window", 2, &["100"], &["99"]),
        ("[quarantine]\n", "max_consecutive", 2, &["1"], &["0"]),
        ("[service]\n", "workers", 2, &["1", "256"], &["0", "257"]),
        ("[service]\n", "in_flight_records", 2, &["100", "1000000"], &["99", "1000001"]),
        ("[service]\n", "in_flight_bytes", 2, &["\"1MiB\"", "\"4GiB\""], &["\"1023KiB\"", "\"5GiB\""]),
        ("[service]\n", "grace", 2, &["\"1s\"", "\"10m\""], &["\"999ms\"", "\"11m\""]),
        ("[service]\n", "stall", 2, &["\"5s\""], &["\"4s\"", "\"25h\""]),
    ] {
        for value in inside {
            fine(&format!("{before}{key} = {value}\n"));
        }
        for value in outside {
            one(&format!("{before}{key} = {value}\n"), line, "is outside");
        }
    }
}

#[test]
fn a_range_is_told_in_the_words_of_the_settings() {
    let text = "[[sink]]\nstdout = {}\n[[sink]]\n[sink.http]\nurl = \"https://e.org\"\nbatch = 0\n";
    one(text, 6, "`sink.http.batch = 0` is outside 1 to 1000");
    one("[service]\ngrace = \"11m\"\n", 2, "`service.grace = \"11m\"` is outside 1s to 10m");
}

#[test]
fn the_source_of_alerts_is_a_uri() {
    fine("[alerts]\nsource = \"https://audit.example.org/east\"\n");
    one("[alerts]\nsource = \"our auditor\"\n", 2, "is not a URI");
    one("[alerts]\nsource = \"\"\n", 2, "is not a URI");
}

#[test]
fn a_transaction_holds_the_alerts_of_one_kafka_sink_and_the_quarantine() {
    let sink = |rest: &str| format!("[[sink]]\n{rest}\n");
    let kafka = sink("kafka = { topic = \"alerts\" }");
    let with = |sinks: &str, rest: &str| format!("[service]\ndelivery = \"transactional\"\n{KAFKA}{rest}{sinks}");
    let topic = "[quarantine]\ntopic = \"unread\"\n";
    fine(&with(&kafka, topic));
    fine(&with(&format!("{kafka}{}", sink("required = false\nstdout = {}")), topic));
    one(&with(&kafka, ""), 2, "a folder cannot be part");
    for sinks in ["", &sink("stdout = {}"), &format!("{kafka}{}", sink("stdout = {}"))] {
        one(&with(sinks, topic), 2, "one Kafka sink");
    }
}

#[test]
fn alerts_do_not_go_where_events_come_from() {
    for topics in ["\"events\", \"alerts\"", "\"^al.*\""] {
        let text = format!(
            "[kafka]\nbrokers = \"a:1\"\n[source.kafka]\ntopics = [{topics}]\n[[sink]]\nkafka = {{ topic = \"alerts\" }}\n"
        );
        let problems = crate::config::parse(&text).expect_err("a circle");
        assert_eq!(problems[0].line, 6, "{problems:?}");
        assert!(problems[0].what.contains("is read"), "{problems:?}");
    }
}
