//! Each rule for the settings of the canary: what breaks it, on which line that is told, and that its neighbour passes.

use crate::config::service_validate::tests::{fine, one};

fn kafka(topics: &str, canary: &str) -> String {
    format!("[canary]\nevery = \"1m\"\n{canary}\n[kafka]\nbrokers = \"b:9092\"\n[source.kafka]\ntopics = {topics}\n")
}

fn webhook(canary: &str) -> String {
    format!(
        "[canary]\nevery = \"1m\"\n{canary}\n[source.webhook]\n\
        [[source.webhook.route]]\npath = \"/in\"\nsegment = {{ secret_envs = [\"S\"] }}\n\
        [[source.webhook.route]]\npath = \"/forms\"\n\
        twilio = {{ url = \"https://h.example.org/forms\", auth_token_envs = [\"T\"], forms = true }}\n"
    )
}

const STREAM: &str = "[source.kinesis]\nstream = \"events\"\n";

#[test]
fn a_canary_is_sent_every_ten_seconds_to_every_hour() {
    for every in ["10s", "1m", "1h"] {
        fine(&format!("[canary]\nevery = \"{every}\"\n{STREAM}"));
    }
    for every in ["9s", "61m"] {
        one(&format!("[canary]\nevery = \"{every}\"\n{STREAM}"), 2, "is outside 10s to 1h");
    }
    one(&format!("[canary]\n{STREAM}"), 1, "missing field `every`");
}

#[test]
fn a_canary_needs_a_source() {
    one("[canary]\nevery = \"1m\"\n", 1, "no source");
}

#[test]
fn a_canary_goes_into_a_topic_that_is_read() {
    fine(&kafka("[\"a\", \"b\"]", ""));
    fine(&kafka("[\"a\", \"b\"]", "topic = \"b\""));
    fine(&kafka("[\"^twilio\"]", "topic = \"twilio-events\""));
    one(&kafka("[\"a\"]", "topic = \"c\""), 3, "`c` is not read");
    fine(&kafka("[\"^twilio\", \"b\"]", ""));
    one(&kafka("[\"^twilio\"]", ""), 1, "expressions alone");
    one(&kafka("[\"^twilio\"]", "topic = \"^twilio\""), 3, "is not read");
    one(&format!("[canary]\nevery = \"1m\"\ntopic = \"a\"\n{STREAM}"), 3, "is for a Kafka source");
}

#[test]
fn a_canary_for_webhooks_is_posted_to_the_url_of_a_route() {
    fine(&webhook("url = \"https://hooks.example.org/in\""));
    fine(&webhook("url = \"http://127.0.0.1:8080/in\""));
    one(&webhook(""), 1, "where they are posted to");
    one(&webhook("url = \"https://hooks.example.org/out\""), 3, "that of no route");
    one(&webhook("url = \"https://hooks.example.org\""), 3, "that of no route");
    one(&webhook("url = \"https://hooks.example.org/in?a=b\""), 3, "a query");
    one(&webhook("url = \"http://hooks.example.org/in\""), 3, "without TLS");
    one(&webhook("url = \"https://hooks.example.org/forms\""), 3, "forms alone");
    one(&kafka("[\"a\"]", "url = \"https://hooks.example.org/in\""), 3, "is for webhooks");
}
