//! What the types of the settings of AWS cannot say: names and ARNs have their shape, times their bounds, and a stream that is
//! read is not written to.

use jiff::Timestamp;

use super::{Check, ms, s};
use crate::config::arn::{Arn, stream_name};
use crate::config::endpoint;
use crate::config::model::{Config, Word};
use crate::config::service::{Aws, Checkpoints, KinesisSource, Sink};

impl Check<'_> {
    pub(super) fn aws(&mut self, aws: &Aws) {
        self.span("aws.attempt_timeout", aws.attempt_timeout, ms(100)..=s(300));
        self.span("aws.operation_timeout", aws.operation_timeout, ms(100)..=s(600));
        if aws.attempt_timeout > aws.operation_timeout {
            let what = "one try may take longer than all of them";
            self.add("aws.attempt_timeout", what, "make `attempt_timeout` no longer than `operation_timeout`");
        }
        if let Some(region) = &aws.region {
            let ordinary = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
            if !is_of(region.get_ref(), 1..=40, ordinary) {
                self.at(region, format!("`{}` is not a region", region.get_ref()), "write e.g. \"eu-west-1\"");
            }
        }
        if let Some(profile) = aws.profile.as_ref().filter(|profile| profile.get_ref().trim().is_empty()) {
            self.at(profile, "an empty profile".to_owned(), "name it, or leave it out for the default");
        }
        self.aws_endpoint(aws.endpoint.as_ref());
        let Some(role) = &aws.role else { return };
        let arn = Arn::parse(role.arn.get_ref());
        if !arn.is_some_and(|arn| arn.service == "iam" && arn.resource.starts_with("role/")) {
            let what = format!("`{}` is not the ARN of a role", role.arn.get_ref());
            self.at(&role.arn, what, "copy it from IAM: arn:aws:iam::123456789012:role/NAME");
        }
        let ordinary = |byte: u8| byte.is_ascii_alphanumeric() || b"_+=,.@-".contains(&byte);
        if !is_of(&role.session, 2..=64, ordinary) {
            let what = format!("`{}` cannot be the name of a session", role.session);
            self.add("aws.role.session", what, "a session has 2 to 64 of A-Z, a-z, 0-9 and `_+=,.@-`");
        }
    }

    pub(super) fn kinesis_source(&mut self, source: &KinesisSource) {
        self.stream(&source.stream);
        let start = source.start.get_ref();
        if !matches!(start.as_str(), "trim_horizon" | "latest") && start.parse::<Timestamp>().is_err() {
            let remedy = "write \"trim_horizon\", \"latest\", or a time such as \"2026-01-31T00:00:00Z\"";
            self.at(&source.start, format!("`{start}` is no place to start at"), remedy);
        }
        if let Some(consumer) = source.fan_out.as_ref().filter(|name| !is_of(name.get_ref(), 1..=128, ordinary)) {
            let what = format!("`{}` is not the name of a consumer", consumer.get_ref());
            self.at(consumer, what, "a consumer has 1 to 128 of A-Z, a-z, 0-9, `.`, `_` and `-`");
        }
        self.number("source.kinesis.share", source.share, 0.2..=1.0);
        self.span("source.kinesis.poll", source.poll, ms(200)..=s(60));
        self.span("source.kinesis.checkpoint_interval", source.checkpoint_interval, s(1)..=s(300));
        self.aws_endpoint(source.endpoint.as_ref());
        let Checkpoints { dynamodb: Some(dynamo), .. } = &source.checkpoints else { return };
        if !is_of(dynamo.table.get_ref(), 3..=255, ordinary) {
            let what = format!("`{}` is not a table", dynamo.table.get_ref());
            self.at(&dynamo.table, what, "a table has 3 to 255 of A-Z, a-z, 0-9, `.`, `_` and `-`");
        }
        self.span("source.kinesis.checkpoints.dynamodb.silence", dynamo.silence, s(1)..=s(600));
        self.aws_endpoint(dynamo.endpoint.as_ref());
    }

    /// A sink that is one of AWS's services.
    pub(super) fn aws_sink(&mut self, sink: &Sink, source: &str) {
        if let Some(kinesis) = &sink.kinesis {
            self.stream(&kinesis.stream);
            self.aws_endpoint(kinesis.endpoint.as_ref());
        }
        if let Some(bridge) = &sink.eventbridge {
            let bus = bridge.bus.get_ref();
            let name = Arn::name_of(bus, "events", "event-bus/").unwrap_or(bus);
            if !is_of(name, 1..=256, |byte| ordinary(byte) || byte == b'/') {
                let what = format!("`{bus}` is not a bus");
                self.at(&bridge.bus, what, "write its name (A-Z, a-z, 0-9 and `/._-`) or its ARN");
            }
            if source.starts_with("aws.") || source.len() > 256 {
                let what = format!("EventBridge takes no event of the source `{source}`");
                self.at(&bridge.bus, what, "set `alerts.source` to at most 256 bytes that do not begin with `aws.`");
            }
            self.aws_endpoint(bridge.endpoint.as_ref());
        }
        if let Some(sns) = &sink.sns {
            let name = Arn::name_of(sns.topic.get_ref(), "sns", "");
            let name = name.map(|name| name.strip_suffix(".fifo").unwrap_or(name));
            if !name.is_some_and(|name| is_of(name, 1..=256, |byte| ordinary(byte) && byte != b'.')) {
                let what = format!("`{}` is not the ARN of a topic", sns.topic.get_ref());
                self.at(&sns.topic, what, "copy it from SNS: arn:aws:sns:REGION:ACCOUNT:NAME");
            }
            self.aws_endpoint(sns.endpoint.as_ref());
        }
    }

    /// Alerts do not go into the stream that events come from.
    pub(super) fn stream_circles(&mut self, config: &Config) {
        let Some(source) = &config.source.kinesis else { return };
        for sink in config.sink.iter().filter_map(|sink| sink.kinesis.as_ref()) {
            if is_same_stream(sink.stream.get_ref(), source.stream.get_ref()) {
                let what = format!("`{}` would be written to and is read", sink.stream.get_ref());
                self.at(&sink.stream, what, "name another stream");
            }
        }
    }

    fn stream(&mut self, stream: &Word) {
        let name = stream_name(stream.get_ref());
        if !is_of(name, 1..=128, ordinary) {
            let what = format!("`{}` is not a stream", stream.get_ref());
            self.at(stream, what, "write its name (1 to 128 of A-Z, a-z, 0-9, `.`, `_` and `-`) or its ARN");
        }
    }

    fn aws_endpoint(&mut self, url: Option<&Word>) {
        let Some(url) = url else { return };
        if let Err(why) = endpoint::check(url.get_ref()) {
            // The URL may hold what must not be shown.
            self.at(url, format!("AWS cannot be reached at this `endpoint`: {why}"), "use https://host");
        }
    }
}

/// Whether two may be the same stream: a name is that of any account and region.
fn is_same_stream(one: &str, other: &str) -> bool {
    let both = Arn::parse(one).is_some() && Arn::parse(other).is_some();
    if both { one == other } else { stream_name(one) == stream_name(other) }
}

fn is_of(text: &str, length: std::ops::RangeInclusive<usize>, byte: impl Fn(u8) -> bool) -> bool {
    length.contains(&text.len()) && text.bytes().all(byte)
}

fn ordinary(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_')
}

#[cfg(test)]
#[path = "aws_tests.rs"]
mod tests;
