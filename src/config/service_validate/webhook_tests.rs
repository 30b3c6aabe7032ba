//! Each rule for the settings of webhooks: what breaks it, on which line that is told, and that its neighbour passes.

use crate::config::service_validate::tests::{fine, one};

fn source(settings: &str) -> String {
    format!("[source.webhook]\n{settings}\n[[source.webhook.route]]\npath = \"/\"\nopen = {{}}\n")
}

fn route(settings: &str) -> String {
    format!("[source.webhook]\n[[source.webhook.route]]\n{settings}\n")
}

#[test]
fn plain_http_stays_on_the_machine_unless_a_proxy_ends_tls() {
    let segment = "[[source.webhook.route]]\npath = \"/\"\nsegment = { secret_files = [\"s\"] }\n";
    let with = |settings: &str| format!("[source.webhook]\n{settings}\n{segment}");
    fine(&with("listen = \"127.0.0.1:8080\""));
    fine(&with("listen = \"[::1]:8080\""));
    fine(&with("listen = \"0.0.0.0:8080\"\nbehind_proxy = true"));
    fine(&with("listen = \"0.0.0.0:8443\"\ntls = { certificate = \"c.pem\", key = \"k.pem\" }"));
    one(&with("listen = \"0.0.0.0:8080\""), 2, "without TLS");
}

#[test]
fn webhooks_and_the_admin_port_have_ports_of_their_own() {
    let with = |listen: &str, admin: &str| {
        source(&format!("listen = \"{listen}\"")) + &format!("[admin]\nlisten = \"{admin}\"\n")
    };
    fine(&with("127.0.0.1:8080", "127.0.0.1:9464"));
    fine(&with("127.0.0.1:0", "127.0.0.1:0"));
    fine(&with("127.0.0.1:8080", "127.0.0.2:8080"));
    one(&with("127.0.0.1:8080", "127.0.0.1:8080"), 2, "would both listen on port 8080");
    one(&with("127.0.0.1:8080", "0.0.0.0:8080"), 2, "would both listen on port 8080");
}

#[test]
fn an_open_route_is_for_this_machine() {
    fine(&source("listen = \"127.0.0.1:0\""));
    let text = source("listen = \"10.0.0.1:8443\"\ntls = { certificate = \"c.pem\", key = \"k.pem\" }");
    one(&text, 6, "whoever reaches it");
    one(&source("behind_proxy = true"), 5, "whoever reaches the proxy");
}

#[test]
fn a_route_has_one_kind_a_path_and_a_name_of_its_own() {
    fine(&route("path = \"/hooks/twilio.v1\"\nname = \"a\"\nopen = {}"));
    one("[source.webhook]\n", 1, "no route");
    one(&route("path = \"/\""), 2, "no kind");
    one(&route("path = \"/\"\nopen = {}\nsegment = { secret_envs = [\"S\"] }"), 2, "several kinds");
    for path in ["", "hook", "/a?b", "/a b", "/{id}", "/ä"] {
        one(&route(&format!("path = \"{path}\"\nopen = {{}}")), 3, "is not the path of a URL");
    }
    one(&route("path = \"/\"\nname = \"two words\"\nopen = {}"), 4, "is not the name of a route");
    let two = |a: &str, b: &str| {
        format!("{}[[source.webhook.route]]\n{b}\nopen = {{}}\n", route(&format!("{a}\nopen = {{}}")))
    };
    fine(&two("path = \"/a\"\nname = \"a\"", "path = \"/b\""));
    one(&two("path = \"/a\"", "path = \"/b\""), 5, "two routes are called `open`");
    one(&two("path = \"/a\"\nname = \"a\"", "path = \"/a\""), 7, "the same path");
}

#[test]
fn every_kind_but_open_has_a_secret() {
    for (kind, without, with) in [
        ("twilio", "url = \"https://h/\", basic_file = \"b\"", "url = \"https://h/\", auth_token_files = [\"t\"]"),
        ("segment", "", "bearer_envs = [\"B\"]"),
        ("eventbridge", "header = \"authorization\"", "key_files = [\"k\"]"),
        ("pubsub", "", "token_files = [\"t\"]"),
    ] {
        fine(&route(&format!("path = \"/\"\n{kind} = {{ {with} }}")));
        one(&route(&format!("path = \"/\"\n{kind} = {{ {without} }}")), 4, "cannot tell who calls");
    }
    let many = vec!["\"s\""; 65].join(", ");
    one(&route(&format!("path = \"/\"\nsegment = {{ secret_files = [{many}] }}")), 4, "more than 64 secrets");
}

#[test]
fn the_url_of_twilio_is_one_that_a_signature_can_be_computed_with_and_holds_no_secret() {
    let with = |url: &str| route(&format!("path = \"/\"\ntwilio = {{ url = \"{url}\", auth_token_files = [\"t\"] }}"));
    fine(&with("https://hooks.example.org:8443/twilio"));
    fine(&with("http://localhost:8080/"));
    one(&with("hooks.example.org/twilio"), 4, "is not the URL of a webhook");
    one(&with("https:///twilio"), 4, "is not the URL of a webhook");
    one(&with("https://user:word@hooks.example.org/"), 4, "the settings hold no secrets");
    one(&with("https://hooks.example.org/twilio?a=b"), 4, "a query has no place");
    let both = "twilio = { url = \"https://h/\", auth_token_files = [\"t\"], basic_file = \"b\", basic_env = \"B\" }";
    one(&route(&format!("path = \"/\"\n{both}")), 4, "two places for one password");
    let callbacks = "twilio = { url = \"https://h/\", auth_token_files = [\"t\"], forms = true }";
    let two = |url: &str| {
        let events = format!("path = \"/a\"\nname = \"a\"\ntwilio = {{ url = \"{url}\", auth_token_files = [\"t\"] }}");
        format!("{}[[source.webhook.route]]\npath = \"/\"\n{callbacks}\n", route(&events))
    };
    fine(&two("https://h/events"));
    one(&two("https://h/"), 8, "at one URL");
    one(
        &route("path = \"/\"\neventbridge = { header = \"two words\", key_envs = [\"K\"] }"),
        4,
        "the name of a header",
    );
}

#[test]
fn limits_have_bounds() {
    for (setting, inside, outside) in [
        ("answer_within", "\"4s\"", "\"50ms\""),
        ("limits.body", "\"5MiB\"", "\"17B\""),
        ("limits.headers", "\"16KiB\"", "\"1KiB\""),
        ("limits.connections", "64", "0"),
        ("limits.request_timeout", "\"10s\"", "\"1ms\""),
        ("limits.rate", "100", "0"),
        ("limits.burst", "100", "0"),
    ] {
        fine(&source(&format!("{setting} = {inside}")));
        one(&source(&format!("{setting} = {outside}")), 2, "is outside");
    }
    fine(&source("durable = \"spool\"\nspool.max_size = \"1GiB\""));
    one(&source("durable = \"spool\"\nspool.max_size = \"2048GiB\""), 3, "is outside");
    one(&source("durable = \"spool\"\nspool.max_size = \"5MiB\""), 3, "too small for the longest body");
    fine(&source("durable = \"spool\"\nlimits.body = \"1MiB\"\nspool.max_size = \"2MiB\""));
    one(&format!("[limits]\ndocument = \"1MiB\"\n{}", source("")), 3, "longer than the longest document");
}

#[test]
fn a_service_has_one_source_and_transactions_are_for_kafka() {
    let kafka = "[kafka]\nbrokers = \"b:9092\"\n[source.kafka]\ntopics = [\"t\"]\n";
    one(&format!("{kafka}{}", source("")), 5, "from Kafka, from Kinesis or from webhooks");
}
