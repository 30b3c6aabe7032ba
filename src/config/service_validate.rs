//! What the types of the service's settings cannot say: what needs what, what excludes what, and how large things may be.
//!
//! Problems carry the line of the setting they are about, or of what is around it. Nothing is opened here.

mod aws;
mod canary;
mod webhook;

use std::collections::BTreeSet;
use std::fmt::Display;
use std::ops::RangeInclusive;
use std::time::Duration;

use regex::Regex;

use super::model::{Config, Word};
use super::place::Places;
use super::problem::Problem;
use super::service::{
    Assignment, Delivery, FileSink, GroupProtocol, HttpSink, KafkaCluster, KafkaSasl, KafkaSource, SaslMechanism,
};
use super::{Size, Span, endpoint};

/// Everything that is wrong with the settings of the service, in no order.
pub fn problems(text: &str, config: &Config) -> Vec<Problem> {
    let mut check = Check { text, places: Places::of(text), problems: Vec::new() };
    match &config.kafka {
        Some(cluster) => check.cluster(cluster),
        None => check.no_cluster(config),
    }
    if let Some(source) = &config.source.kafka {
        check.source(source);
    }
    check.aws(&config.aws);
    if let Some(source) = &config.source.kinesis {
        check.kinesis_source(source);
    }
    if let Some(source) = &config.source.webhook {
        check.webhook(source, config);
    }
    check.one_source(config);
    if let Some(canary) = &config.canary {
        check.canary(canary, config);
    }
    check.sinks(config);
    check.alerts(config);
    check.quarantine(config);
    check.circles(config);
    check.stream_circles(config);
    check.service(config);
    check.problems
}

struct Check<'a> {
    text: &'a str,
    places: Places<'a>,
    problems: Vec<Problem>,
}

impl Check<'_> {
    fn cluster(&mut self, cluster: &KafkaCluster) {
        let broker =
            |broker: &str| !broker.is_empty() && !broker.contains(char::is_whitespace) && !broker.contains("://");
        if !cluster.brokers.split(',').all(|name| broker(name.trim())) {
            self.add(
                "kafka.brokers",
                "an entry of `kafka.brokers` is not `host:port`",
                "write \"host:port\", several with commas",
            );
        }
        if let Some(tls) = &cluster.tls
            && tls.certificate.is_some() != tls.key.is_some()
        {
            self.add("kafka.tls", "a client certificate and its key go together", "give both or neither");
        }
        if let Some(sasl) = &cluster.sasl {
            self.sasl(sasl, cluster.tls.is_some());
        }
    }

    fn sasl(&mut self, sasl: &KafkaSasl, tls: bool) {
        let at = "kafka.sasl.mechanism";
        let password = sasl.username.is_some() || sasl.password_file.is_some() || sasl.password_env.is_some();
        if sasl.mechanism == SaslMechanism::OauthBearer {
            if sasl.token_command.is_empty() {
                self.add(
                    at,
                    "OAUTHBEARER without `token_command`",
                    "name the program that prints the token (docs/kafka.md)",
                );
            }
            if password {
                self.add(at, "OAUTHBEARER takes no user name and no password", "remove them");
            }
            return;
        }
        if sasl.mechanism == SaslMechanism::Plain && !tls {
            self.add(
                at,
                "PLAIN without TLS shows the password to the network",
                "add [kafka.tls], or use SCRAM-SHA-512",
            );
        }
        if sasl.username.as_deref().unwrap_or_default().is_empty() {
            self.add(at, "a login without `username`", "add it");
        }
        match (&sasl.password_file, &sasl.password_env) {
            (None, None) => self.add(at, "a login without a password", "add `password_file` or `password_env`"),
            (Some(_), Some(_)) => self.add(at, "two places for one password", "keep `password_file` or `password_env`"),
            _ => {}
        }
        if !sasl.token_command.is_empty() {
            self.add("kafka.sasl.token_command", "`token_command` is for OAUTHBEARER only", "remove it");
        }
    }

    fn no_cluster(&mut self, config: &Config) {
        let sinks = config.sink.iter().enumerate().filter(|(_, sink)| sink.kafka.is_some());
        let mut users: Vec<String> = sinks.map(|(at, _)| format!("sink.{at}.kafka")).collect();
        users.extend(config.source.kafka.as_ref().map(|_| "source.kafka".to_owned()));
        users.extend(config.quarantine.topic.as_ref().map(|_| "quarantine.topic".to_owned()));
        for user in users {
            self.add(&user, "a topic, but no cluster it is on", "add [kafka] with `brokers = \"host:port\"`");
        }
    }

    fn source(&mut self, source: &KafkaSource) {
        if source.topics.is_empty() {
            self.add("source.kafka.topics", "no topic to read", "name one");
        }
        let mut seen = BTreeSet::new();
        for topic in &source.topics {
            let name = topic.get_ref();
            if !seen.insert(name) {
                self.at(topic, format!("topic `{name}` stands here twice"), "remove one of the two");
            } else if name.starts_with('^') {
                if Regex::new(name).is_err() {
                    self.at(topic, format!("`{name}` is not a regular expression"), "mend it, or name the topics");
                }
            } else {
                self.topic(topic);
            }
        }
        if source.group.is_empty() {
            self.add("source.kafka.group", "an empty group", "name it, or leave it out for \"phi-audit\"");
        }
        if source.protocol == GroupProtocol::Consumer && source.assignment == Assignment::Range {
            let what = "`assignment` is for `protocol = \"classic\"`; under \"consumer\" the broker assigns";
            self.add("source.kafka.assignment", what, "remove it");
        }
        self.span("source.kafka.commit_interval", source.commit_interval, ms(50)..=s(60));
    }

    /// A service reads from one place: what may be acknowledged is kept there.
    fn one_source(&mut self, config: &Config) {
        let source = &config.source;
        let given = [
            (source.kafka.is_some(), "source.kafka"),
            (source.kinesis.is_some(), "source.kinesis"),
            (source.webhook.is_some(), "source.webhook"),
        ];
        if let Some((_, second)) = given.iter().filter(|(given, _)| *given).nth(1) {
            let what = "a service reads from Kafka, from Kinesis or from webhooks";
            self.add(second, what, "run two services, each with one source in its own file");
        }
    }

    /// A topic has a name as Kafka allows it.
    fn topic(&mut self, topic: &Word) {
        let name = topic.get_ref();
        let ordinary = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
        if !(1..=249).contains(&name.len()) || !name.bytes().all(ordinary) || name == "." || name == ".." {
            self.at(
                topic,
                format!("`{name}` is not a topic"),
                "a topic has 1 to 249 of A-Z, a-z, 0-9, `.`, `_` and `-`",
            );
        }
    }

    fn sinks(&mut self, config: &Config) {
        let mut names = BTreeSet::new();
        for (at, sink) in config.sink.iter().enumerate() {
            let place = format!("sink.{at}");
            let given = [
                sink.kafka.is_some(),
                sink.kinesis.is_some(),
                sink.eventbridge.is_some(),
                sink.sns.is_some(),
                sink.http.is_some(),
                sink.file.is_some(),
                sink.stdout.is_some(),
            ];
            let kinds = given.iter().filter(|given| **given).count();
            if kinds != 1 {
                let what = format!("a sink of {}", if kinds == 0 { "no kind" } else { "several kinds" });
                self.add(
                    &place,
                    what,
                    "give each [[sink]] one of `kafka`, `kinesis`, `eventbridge`, `sns`, `http`, `file` and `stdout`",
                );
                continue;
            }
            let name = sink.name.as_ref().map_or_else(|| sink.kind(), |name| name.get_ref());
            if name.trim().is_empty() {
                self.add(&format!("{place}.name"), "an empty name", "leave it out, or name the sink");
            } else if !names.insert(name) {
                self.add(&place, format!("two sinks are called `{name}`"), "give one of them another `name`");
            }
            if let Some(kafka) = &sink.kafka {
                self.topic(&kafka.topic);
            }
            self.aws_sink(sink, &config.alerts.source);
            if let Some(http) = &sink.http {
                self.http(&format!("{place}.http"), http);
            }
            if let Some(file) = &sink.file {
                self.file(&format!("{place}.file"), file);
            }
        }
        let outputs = config.sink.iter().filter(|sink| sink.stdout.is_some()).count();
        if outputs > 1 {
            self.add("sink", "standard output is there once only", "keep one of the sinks with `stdout`");
        }
    }

    fn http(&mut self, place: &str, http: &HttpSink) {
        if let Err(why) = endpoint::check(http.url.get_ref()) {
            // The URL may hold what must not be shown.
            self.at(&http.url, format!("alerts cannot be posted to this `url`: {why}"), "use https://host/path");
        }
        self.number(&format!("{place}.batch"), http.batch, 1..=1_000);
        self.span(&format!("{place}.timeout"), http.timeout, ms(100)..=s(600));
        if http.bearer_token_file.is_some() && http.bearer_token_env.is_some() {
            let what = "two places for one token";
            self.add(&format!("{place}.bearer_token_env"), what, "keep `bearer_token_file` or `bearer_token_env`");
        }
        for name in http.headers.keys() {
            let at = format!("{place}.headers.{name}");
            let ordinary = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
            if endpoint::is_our_header(name) {
                let remedy = "remove it; a token goes into `bearer_token_file` or `bearer_token_env`";
                self.add(&at, format!("the sink itself sets the header `{name}`"), remedy);
            } else if name.is_empty() || !name.bytes().all(ordinary) {
                self.add(&at, format!("`{name}` is not the name of a header"), "mend it");
            }
        }
    }

    fn file(&mut self, place: &str, file: &FileSink) {
        self.size(&format!("{place}.roll"), file.roll, Size(4 << 10)..=Size(1 << 40));
        if let Some(keep) = file.keep {
            self.number(&format!("{place}.keep"), keep, 1..=1_000_000);
        }
    }

    fn alerts(&mut self, config: &Config) {
        let alerts = &config.alerts;
        self.span("alerts.fold", alerts.fold, s(0)..=s(24 * 3600));
        self.number("alerts.fold_entries", alerts.fold_entries, 100..=1_000_000);
        self.number("linked.resources", config.linked.resources, 100..=1_000_000);
        if alerts.source.is_empty() || alerts.source.contains(char::is_whitespace) {
            let what = "`alerts.source` is not a URI or a path such as \"/phi-audit\"";
            self.add("alerts.source", what, "write it without blanks");
        }
    }

    fn quarantine(&mut self, config: &Config) {
        let quarantine = &config.quarantine;
        if let Some(topic) = &quarantine.topic {
            self.topic(topic);
        }
        if !(quarantine.max_ratio > 0.0 && quarantine.max_ratio <= 1.0) {
            let what = format!("`quarantine.max_ratio = {}` is outside 0 to 1, without 0", quarantine.max_ratio);
            self.add("quarantine.max_ratio", what, "1.0 never stops the service");
        }
        self.number("quarantine.window", quarantine.window, 100..=10_000_000);
        self.number("quarantine.max_consecutive", quarantine.max_consecutive, 1..=u32::MAX);
    }

    /// Alerts and pointers do not go where events come from: they would be audited, alerted, audited.
    fn circles(&mut self, config: &Config) {
        let Some(source) = &config.source.kafka else { return };
        let written =
            config.sink.iter().filter_map(|sink| Some(&sink.kafka.as_ref()?.topic)).chain(&config.quarantine.topic);
        for topic in written {
            let name = topic.get_ref();
            let read = source.topics.iter().map(|topic| topic.get_ref()).find(|read| match read.strip_prefix('^') {
                Some(_) => regex::Regex::new(read).is_ok_and(|pattern| pattern.is_match(name)),
                None => *read == name,
            });
            if let Some(read) = read {
                let what = format!("`{name}` would be written to and is read: `source.kafka.topics` has `{read}`");
                self.problems.push(Problem::at(self.text, topic.span(), what).remedy("name another topic"));
            }
        }
    }

    fn service(&mut self, config: &Config) {
        let service = &config.service;
        if let Some(workers) = service.workers {
            self.number("service.workers", workers, 1..=256);
        }
        self.number("service.in_flight_records", service.in_flight_records, 100..=1_000_000);
        self.size("service.in_flight_bytes", service.in_flight_bytes, Size(1 << 20)..=Size(4 << 30));
        self.span("service.grace", service.grace, s(1)..=s(600));
        self.span("service.stall", service.stall, s(5)..=s(24 * 3600));
        if service.delivery == Delivery::Transactional {
            if config.source.kinesis.is_some() || config.source.webhook.is_some() {
                let what = "a transaction holds the positions of a Kafka source, and this source has none of those";
                self.add("service.delivery", what, "leave it out for \"at-least-once\": alerts have ids");
            }
            let mut required = config.sink.iter().filter(|sink| sink.required);
            if !(required.next().is_some_and(|sink| sink.kafka.is_some()) && required.next().is_none()) {
                let what = "a transaction holds the alerts of one Kafka sink, and no other sink can be part of it";
                let remedy = "have one required sink, with `kafka`, and `required = false` on the others";
                self.add("service.delivery", what, remedy);
            }
            if config.sink.iter().filter(|sink| sink.kafka.is_some()).count() > 1 {
                let what = "a second Kafka sink would take part in the transaction and could make it fail";
                self.add("service.delivery", what, "have one Kafka sink");
            }
            if config.quarantine.topic.is_none() {
                let what = "a transaction holds the quarantine too, and a folder cannot be part of it";
                self.add("service.delivery", what, "set `quarantine.topic`");
            }
        }
    }

    fn number<N: PartialOrd + Display>(&mut self, path: &str, number: N, range: RangeInclusive<N>) {
        if !range.contains(&number) {
            self.outside(path, number.to_string(), range);
        }
    }

    fn size(&mut self, path: &str, size: Size, range: RangeInclusive<Size>) {
        if !range.contains(&size) {
            self.outside(path, format!("\"{size}\""), range);
        }
    }

    fn span(&mut self, path: &str, span: Span, range: RangeInclusive<Span>) {
        if !range.contains(&span) {
            self.outside(path, format!("\"{span}\""), range);
        }
    }

    fn outside<N: Display>(&mut self, path: &str, value: String, range: RangeInclusive<N>) {
        // People know no numbers of sinks.
        let shown = path.split('.').filter(|part| part.parse::<usize>().is_err()).collect::<Vec<_>>().join(".");
        let what = format!("`{shown} = {value}` is outside {} to {}", range.start(), range.end());
        self.problems.push(Problem { line: 0, what, remedy: None }.placed(self.text, self.places.find(path)));
    }

    fn add(&mut self, path: &str, what: impl Into<String>, remedy: &str) {
        let problem = Problem { line: 0, what: what.into(), remedy: Some(remedy.to_owned()) };
        self.problems.push(problem.placed(self.text, self.places.find(path)));
    }

    fn at(&mut self, word: &Word, what: String, remedy: &str) {
        self.problems.push(Problem::at(self.text, word.span(), what).remedy(remedy));
    }
}

const fn s(seconds: u64) -> Span {
    Span(Duration::from_secs(seconds))
}

const fn ms(milliseconds: u64) -> Span {
    Span(Duration::from_millis(milliseconds))
}

#[cfg(test)]
#[path = "service_tests.rs"]
mod tests;
