//! `phi-audit quarantine show ID`: all that is known of one record, what the reasons mean, and the commands that show the record
//! itself where it stands. This program never fetches it: who may see it is for the cluster's own access rules.

use std::io;

use super::{Quarantine, second, size};
use crate::cli::rules::Page;
use crate::cli::{Error, Exit, Io, Told};
use crate::config::Config;
use crate::config::arn::{Arn, stream_name};
use crate::pipeline::Place;
use crate::quarantine::{Entry, reason};

/// How many candidates an ambiguous prefix names.
const CANDIDATES: usize = 5;

/// Prints the page of the record whose id begins with `prefix`.
pub fn run(prefix: &str, quarantine: &Quarantine, io: &mut Io) -> Result<Exit, Error> {
    let mut found: Vec<Entry> = Vec::new();
    let unread = quarantine.each(&mut |entry| {
        if found.len() <= CANDIDATES && entry.pointer.id.starts_with(prefix) {
            found.push(entry);
        }
        Ok(())
    })?;
    match found.as_slice() {
        [entry] => {
            page(entry, quarantine.config(), io)?;
            Ok(Exit::Clean)
        }
        [] => {
            // What was not read may be what is looked for.
            unread.into_result()?;
            Err(Told::usage(format!("no id in quarantine begins with `{prefix}`"))
                .at(quarantine.name())
                .remedy("`phi-audit quarantine list --all` shows all ids")
                .into())
        }
        several => Err(ambiguous(prefix, several).into()),
    }
}

fn ambiguous(prefix: &str, found: &[Entry]) -> Told {
    let digits = (prefix.len() + 4).max(12);
    let candidate = |Entry { pointer, .. }: &Entry| {
        format!("{} ({})", pointer.id.get(..digits).unwrap_or(&pointer.id), pointer.place)
    };
    let mut candidates: Vec<String> = found.iter().take(CANDIDATES).map(candidate).collect();
    if found.len() > CANDIDATES {
        candidates.push("and more".to_owned());
    }
    Told::usage(format!("several ids begin with `{prefix}`"))
        .remedy(format!("give more digits of one of them: {}", candidates.join(", ")))
}

fn page(entry: &Entry, config: &Config, io: &mut Io) -> io::Result<()> {
    let Entry { pointer, resolved } = entry;
    let facts = [pointer.place.system().to_owned(), size(pointer.size), pointer.reasons.join(", ")];
    let mut page = Page::begin(&mut *io.out, io.paint, &pointer.id, &pointer.place.to_string(), &facts)?;
    let mut fields = fields(&pointer.place);
    fields.extend([
        ("size", size(pointer.size)),
        ("recorded", second(pointer.recorded_ms)),
        ("quarantined", second(pointer.quarantined_ms())),
        ("rules", pointer.rules.clone()),
    ]);
    if let Some(mark) = resolved {
        let at = second(Some(mark.at.as_millisecond()));
        fields.push(match mark.is_gone() {
            true => ("gone", format!("no longer where it stood, as of {at}")),
            false => ("resolved", format!("{}, {at}", mark.how)),
        });
    }
    page.lines("What is known", fields.into_iter().map(|(name, value)| format!("{name:<11}  {value}")))?;
    let reasons: Vec<String> = pointer.reasons.iter().map(|name| explained(name)).collect();
    page.points("Why it is here, and what to do", reasons.iter().map(String::as_str))?;
    if let Place::Webhook { .. } = pointer.place {
        let what = "The body was not kept, so there is no record to look at and `quarantine retry` has nothing to fetch. Its sender \
                    may have it: find the request there by its time and size, and have it sent again.";
        return page.section("The record", what);
    }
    page.lines("Look at the record where it stands", commands(&pointer.place, config))?;
    let before = "These commands print the record itself, which may hold PHI: run them only where PHI may be seen, and keep what \
                  they print out of tickets and chats.";
    let raw = " An aggregate of the KPL comes out whole, with all records in it, and what is compressed comes out so.";
    let raw = if matches!(pointer.place, Place::Kinesis { .. }) { raw } else { "" };
    page.section("Before you do", &format!("{before}{raw}"))
}

fn explained(name: &str) -> String {
    match reason(name) {
        Some(reason) => format!("{name}: {}. {}", reason.means, reason.remedy),
        None => format!("{name}: a newer version of phi-audit wrote this; its docs/quarantine.md explains it."),
    }
}

/// The parts of a place, by their names.
fn fields(place: &Place) -> Vec<(&'static str, String)> {
    match place {
        Place::Kafka { topic, partition, offset } => {
            vec![("topic", topic.to_string()), ("partition", partition.to_string()), ("offset", offset.to_string())]
        }
        Place::Kinesis { stream, shard, sequence, sub_sequence } => vec![
            ("stream", stream.to_string()),
            ("shard", shard.to_string()),
            ("sequence", sequence.to_string()),
            ("sub-sequence", sub_sequence.to_string()),
        ],
        Place::Webhook { route, body } => vec![("route", route.to_string()), ("body", body.to_string())],
    }
}

/// Commands that print this one record.
fn commands(place: &Place, config: &Config) -> Vec<String> {
    match place {
        Place::Kafka { topic, partition, offset } => of_kafka(topic, *partition, *offset, config).into(),
        Place::Kinesis { stream, shard, sequence, .. } => of_kinesis(stream, shard, sequence, config).into(),
        Place::Webhook { .. } => Vec::new(),
    }
}

/// A record comes in base64. A stream of another account is called by its ARN, in both calls.
fn of_kinesis(stream: &str, shard: &str, sequence: &str, config: &Config) -> [String; 2] {
    let source = config.source.kinesis.as_ref().map(|source| source.stream.get_ref().as_str());
    let arn = source.and_then(|text| Some((text, Arn::parse(text).filter(|_| stream_name(text) == stream)?)));
    let region = arn.map(|(_, arn)| arn.region).or_else(|| Some(config.aws.region.as_ref()?.get_ref().as_str()));
    let region = region.map(|region| format!(" --region {region}")).unwrap_or_default();
    let (by, also) = match arn {
        Some((text, _)) => (format!("--stream-arn {text}"), format!(" --stream-arn {text}")),
        None => (format!("--stream-name {stream}"), String::new()),
    };
    [
        format!(
            "iterator=$(aws kinesis get-shard-iterator{region} {by} --shard-id {shard} \
             --shard-iterator-type AT_SEQUENCE_NUMBER --starting-sequence-number {sequence} --output text)"
        ),
        format!(
            "aws kinesis get-records{region}{also} --limit 1 --shard-iterator \"$iterator\" \
             --query 'Records[0].Data' --output text | base64 -d"
        ),
    ]
}

/// With TLS or a login both programs need a file of settings.
fn of_kafka(topic: &str, partition: i32, offset: i64, config: &Config) -> [String; 2] {
    let cluster = config.kafka.as_ref();
    let brokers = cluster.map_or("BROKERS", |cluster| cluster.brokers.as_str());
    let guarded = cluster.is_some_and(|cluster| cluster.tls.is_some() || cluster.sasl.is_some());
    let (kcat, console) = match guarded {
        true => (" -F kcat.conf", " --consumer.config client.properties"),
        false => ("", ""),
    };
    [
        format!("kcat -C -b {brokers}{kcat} -t {topic} -p {partition} -o {offset} -c 1 -e"),
        format!(
            "kafka-console-consumer.sh --bootstrap-server {brokers}{console} --topic {topic} --partition {partition} \
             --offset {offset} --max-messages 1"
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_that_is_known_by_its_arn_is_called_by_it_and_in_its_region() {
        let arn = "arn:aws:kinesis:eu-west-1:111122223333:stream/events";
        let text = format!("[aws]\nregion = \"us-east-1\"\n[source.kinesis]\nstream = \"{arn}\"\n");
        let config: Config = toml::from_str(&text).unwrap();
        for command in of_kinesis("events", "shardId-000000000000", "1", &config) {
            assert!(command.contains(&format!(" --region eu-west-1 --stream-arn {arn} ")), "{command}");
        }
        let [iterator, records] = of_kinesis("others", "shardId-000000000000", "1", &config);
        assert!(iterator.contains(" --region us-east-1 --stream-name others "), "{iterator}");
        assert!(records.contains(" --region us-east-1 --limit 1 "), "{records}");
    }
}
