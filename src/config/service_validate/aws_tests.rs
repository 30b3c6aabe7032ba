//! Each rule for the settings of AWS: what breaks it, on which line that is told, and that its neighbour passes.

use crate::config::Config;
use crate::config::service_validate::tests::{fine, one};

const SOURCE: &str = "[source.kinesis]\nstream = \"events\"\n";
const ROLE: &str = "[aws.role]\narn = \"arn:aws:iam::123456789012:role/audit\"\n";

fn sink(kind: &str) -> String {
    format!("[[sink]]\n{kind}\n")
}

#[test]
fn everything_about_aws_that_has_a_size_has_bounds_to_it() {
    let table = "[source.kinesis.checkpoints.dynamodb]\ntable = \"audit\"\n";
    for (before, key, line, inside, outside) in [
        ("[aws]\n", "attempt_timeout", 2, &["\"100ms\"", "\"1m\""][..], &["\"99ms\""][..]),
        ("[aws]\n", "operation_timeout", 2, &["\"20s\"", "\"10m\""], &["\"11m\""]),
        (SOURCE, "share", 3, &["0.2", "1.0"], &["0.19", "1.1", "nan"]),
        (SOURCE, "poll", 3, &["\"200ms\"", "\"60s\""], &["\"199ms\"", "\"61s\""]),
        (SOURCE, "checkpoint_interval", 3, &["\"1s\"", "\"5m\""], &["\"999ms\"", "\"301s\""]),
        (&format!("{SOURCE}{table}"), "silence", 5, &["\"1s\"", "\"10m\""], &["\"999ms\"", "\"11m\""]),
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
fn one_try_takes_no_longer_than_all_of_them() {
    fine("[aws]\nattempt_timeout = \"5s\"\noperation_timeout = \"5s\"\n");
    one("[aws]\noperation_timeout = \"5s\"\n", 1, "longer than all of them");
    one("[aws]\nattempt_timeout = \"61s\"\n", 2, "longer than all of them");
}

#[test]
fn region_profile_and_role_have_their_shape() {
    fine(&format!("[aws]\nregion = \"us-gov-west-1\"\nprofile = \"audit\"\n{ROLE}external_id = \"x\"\n"));
    fine("[aws.role]\narn = \"arn:aws-cn:iam::123456789012:role/team/audit\"\nsession = \"audit@east\"\n");
    one("[aws]\nregion = \"EU West\"\n", 2, "is not a region");
    one("[aws]\nprofile = \"\"\n", 2, "an empty profile");
    for arn in ["audit", "arn:aws:iam::123456789012:user/audit", "arn:aws:iam::12:role/audit"] {
        one(&format!("[aws.role]\narn = \"{arn}\"\n"), 2, "is not the ARN of a role");
    }
    one(&format!("{ROLE}session = \"two words\"\n"), 3, "cannot be the name of a session");
}

#[test]
fn aws_is_reached_over_tls_or_on_this_machine() {
    let all = |endpoint: &str| {
        let endpoint = format!("endpoint = \"{endpoint}\"");
        let table = "[source.kinesis.checkpoints.dynamodb]\ntable = \"audit\"";
        [
            (format!("[aws]\n{endpoint}\n"), 2),
            (format!("{SOURCE}{endpoint}\n"), 3),
            (format!("{SOURCE}{table}\n{endpoint}\n"), 5),
            (sink(&format!("kinesis = {{ stream = \"a\", {endpoint} }}")), 2),
            (sink(&format!("eventbridge = {{ bus = \"a\", {endpoint} }}")), 2),
            (sink(&format!("sns = {{ topic = \"arn:aws:sns:us-east-1:123456789012:a\", {endpoint} }}")), 2),
        ]
    };
    for endpoint in ["https://vpce-1.kinesis.us-east-1.vpce.amazonaws.com", "http://127.0.0.1:4567"] {
        all(endpoint).iter().for_each(|(text, _)| fine(text));
    }
    for (text, line) in all("http://kinesis.example.org") {
        one(&text, line, "without TLS");
    }
}

#[test]
fn a_stream_is_a_name_or_an_arn() {
    for stream in ["events", "a.b_c-D", "arn:aws:kinesis:us-east-1:123456789012:stream/events"] {
        fine(&format!("[source.kinesis]\nstream = \"{stream}\"\n"));
        fine(&sink(&format!("kinesis = {{ stream = \"{stream}\" }}")));
    }
    let long = "x".repeat(129);
    for stream in ["", "two words", &long, "arn:aws:kinesis:us-east-1:123456789012:events", "arn:aws:sns:a:1:stream/b"]
    {
        one(&format!("[source.kinesis]\nstream = \"{stream}\"\n"), 2, "is not a stream");
        one(&sink(&format!("kinesis = {{ stream = \"{stream}\" }}")), 2, "is not a stream");
    }
}

#[test]
fn reading_starts_at_a_word_or_a_time() {
    for start in ["trim_horizon", "latest", "2026-01-31T00:00:00Z", "2026-01-31T00:00:00+02:00"] {
        fine(&format!("{SOURCE}start = \"{start}\"\n"));
    }
    for start in ["earliest", "", "2026-01-31"] {
        one(&format!("{SOURCE}start = \"{start}\"\n"), 3, "no place to start at");
    }
}

#[test]
fn a_consumer_and_a_table_have_names_as_aws_allows_them() {
    let table = |name: &str| format!("{SOURCE}checkpoints = {{ dynamodb = {{ table = \"{name}\" }} }}\n");
    fine(&format!("{SOURCE}fan_out = \"phi-audit\"\n"));
    one(&format!("{SOURCE}fan_out = \"phi audit\"\n"), 3, "is not the name of a consumer");
    fine(&table("phi-audit"));
    one(&table("ab"), 3, "is not a table");
    one(&table("a/b/c"), 3, "is not a table");
}

#[test]
fn a_bus_is_a_name_or_an_arn_and_takes_the_source_of_the_alerts() {
    for bus in ["default", "phi/alerts", "arn:aws:events:us-east-1:123456789012:event-bus/phi-alerts"] {
        fine(&sink(&format!("eventbridge = {{ bus = \"{bus}\" }}")));
    }
    let bus = sink("eventbridge = { bus = \"phi-alerts\" }");
    one(&sink("eventbridge = { bus = \"phi alerts\" }"), 2, "is not a bus");
    one(&format!("{bus}[alerts]\nsource = \"aws.audit\"\n"), 2, "takes no event of the source");
    one(&format!("{bus}[alerts]\nsource = \"{}\"\n", "x".repeat(257)), 2, "takes no event of the source");
}

#[test]
fn a_topic_of_sns_is_an_arn() {
    for name in ["phi-alerts", "phi-alerts.fifo"] {
        fine(&sink(&format!("sns = {{ topic = \"arn:aws:sns:us-east-1:123456789012:{name}\" }}")));
    }
    for topic in ["phi-alerts", "arn:aws:sns:us-east-1:123456789012:phi.alerts", "arn:aws:sqs:us-east-1:123456789012:a"]
    {
        one(&sink(&format!("sns = {{ topic = \"{topic}\" }}")), 2, "is not the ARN of a topic");
    }
}

#[test]
fn a_service_reads_from_one_place() {
    let kafka = "[kafka]\nbrokers = \"b:9092\"\n[source.kafka]\ntopics = [\"a\"]\n";
    fine(SOURCE);
    one(&format!("{kafka}{SOURCE}"), 5, "from Kafka, from Kinesis or from webhooks");
}

#[test]
fn a_transaction_holds_no_position_of_kinesis() {
    let kafka = "[kafka]\nbrokers = \"b:9092\"\n[quarantine]\ntopic = \"unread\"\n";
    let sink = sink("kafka = { topic = \"alerts\" }");
    one(&format!("[service]\ndelivery = \"transactional\"\n{kafka}{sink}{SOURCE}"), 2, "this source has none");
}

#[test]
fn alerts_do_not_go_into_the_stream_that_events_come_from() {
    let arn = |region: &str| format!("arn:aws:kinesis:{region}:123456789012:stream/events");
    let with = |read: &str, written: &str| {
        let sink = sink(&format!("kinesis = {{ stream = \"{written}\" }}"));
        format!("[source.kinesis]\nstream = \"{read}\"\n{sink}")
    };
    fine(&with("events", "alerts"));
    fine(&with(&arn("us-east-1"), &arn("us-west-2")));
    for (read, written) in
        [("events", "events".to_owned()), ("events", arn("us-east-1")), (&arn("us-east-1"), arn("us-east-1"))]
    {
        one(&with(read, &written), 4, "is read");
    }
}

#[test]
fn what_is_not_heeded_beside_another_setting_is_known() {
    let unheeded = |more: &str| -> Vec<_> {
        let config: Config = toml::from_str(&format!("{SOURCE}{more}")).unwrap();
        config.source.kinesis.unwrap().unheeded().map(|(setting, _)| setting).collect()
    };
    let paced = "share = 0.5\npoll = \"2s\"\n";
    assert!(unheeded(paced).is_empty());
    assert!(unheeded("fan_out = \"phi-audit\"\n").is_empty());
    assert_eq!(unheeded(&format!("{paced}fan_out = \"a\"\n")), ["source.kinesis.share", "source.kinesis.poll"]);
    let folder = "checkpoints.folder = \"elsewhere\"\n";
    assert!(unheeded(folder).is_empty());
    let both = format!("{folder}checkpoints.dynamodb = {{ table = \"phi-audit\" }}\n");
    assert_eq!(unheeded(&both), ["source.kinesis.checkpoints.folder"]);
}
