//! `phi-audit quarantine …`: what could not be read, why, and how to look at it where it stands. One file a verb.
//!
//! It prints places, sizes and reasons, never what a record says: to see that, the reader runs the command that `show` names.
//! Entries come from the folder of the configuration, or through a [`TopicReader`] where a topic is configured.

mod list;
mod show;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use super::{Error, Exit, Io, Settings, Told, load::settings, plural};
use crate::config::Config;
use crate::quarantine::{Entry, Newest, Pointer, Store, StoreError};

/// The verbs of `quarantine`.
#[derive(Debug, clap::Subcommand)]
pub enum Verb {
    /// List the records in quarantine
    #[command(after_help = "Examples:\n  phi-audit quarantine list\n  \
        phi-audit quarantine list --format json | jq -r 'select(.reasons[] == \"syntax\") | .topic' | sort | uniq -c\n\
        \nExit codes: 0 all was read, 2 something could not be read, 64 usage or configuration.")]
    List {
        /// Those that are resolved, too
        #[arg(long)]
        all: bool,
        /// text, or json for a JSON object on each line [default: text on a terminal, json otherwise]
        #[arg(long, value_enum, hide_possible_values = true)]
        format: Option<Format>,
        #[command(flatten)]
        from: From,
    },
    /// Explain why a record is in quarantine and how to look at it
    #[command(after_help = "Example:\n  phi-audit quarantine show 3f9a1c      the first digits of an id are enough\n\
        \nExit codes: 0 it is there, 2 something could not be read, 64 usage or configuration.")]
    Show {
        /// The id, or its first digits
        #[arg(value_name = "ID", value_parser = prefix)]
        id: String,
        #[command(flatten)]
        from: From,
    },
}

/// Which quarantine.
#[derive(Debug, clap::Args)]
pub struct From {
    /// The configuration of the service [default: phi-audit.toml, if there is one]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

/// How to print entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// A table for a person.
    Text,
    /// A JSON object on each line.
    Json,
}

/// Hands over every pointer in the topic of the configuration, oldest first as far as partitions allow. It is called twice.
pub type TopicReader<'a> = &'a dyn Fn(&Config, &mut dyn FnMut(Pointer)) -> Result<(), Error>;

/// Runs a verb of `quarantine`. Without a reader a configured topic cannot be read.
pub fn run(verb: &Verb, topic: Option<TopicReader<'_>>, io: &mut Io) -> Result<Exit, Error> {
    match verb {
        Verb::List { all, format, from } => list::run(*all, *format, &Quarantine::of(from, topic)?, io),
        Verb::Show { id, from } => show::run(id, &Quarantine::of(from, topic)?, io),
    }
}

/// The quarantine of a configuration.
struct Quarantine<'a> {
    settings: Settings,
    place: Place<'a>,
}

enum Place<'a> {
    Folder(Store),
    Topic(TopicReader<'a>),
}

/// Parts of quarantine that could not be read.
#[derive(Default)]
struct Unread {
    count: u64,
    first: Option<Told>,
}

impl<'a> Quarantine<'a> {
    fn of(from: &From, topic: Option<TopicReader<'a>>) -> Result<Self, Error> {
        let settings = settings(from.config.as_deref())?;
        let configured = &settings.config.quarantine;
        let place = match (&configured.topic, topic) {
            (None, _) => {
                let beside = settings.path.as_deref().and_then(Path::parent).unwrap_or(Path::new(""));
                Place::Folder(Store::open(beside.join(&configured.folder)).map_err(told)?)
            }
            (Some(_), Some(reader)) => Place::Topic(reader),
            (Some(name), None) => {
                return Err(Told::failed(format!(
                    "this program cannot read the quarantine topic `{}`",
                    name.get_ref()
                ))
                .remedy("read it with kcat or kafka-console-consumer.sh: docs/quarantine.md shows how")
                .into());
            }
        };
        Ok(Self { settings, place })
    }

    fn config(&self) -> &Config {
        &self.settings.config
    }

    /// Where entries come from, for people.
    fn name(&self) -> String {
        match (&self.place, &self.config().quarantine.topic) {
            (Place::Folder(store), _) => store.folder().display().to_string(),
            (Place::Topic(_), Some(topic)) => format!("topic {}", topic.get_ref()),
            (Place::Topic(_), None) => "topic".to_owned(),
        }
    }

    /// Hands over every entry, each record once, resolved ones included. Ends with the first error of `then`.
    fn each(&self, then: &mut dyn FnMut(Entry) -> std::io::Result<()>) -> Result<Unread, Error> {
        let mut unread = Unread::default();
        match &self.place {
            Place::Folder(store) => {
                for entry in store.entries(true).map_err(told)? {
                    match entry {
                        Ok(entry) => then(entry)?,
                        Err(error) => unread.note(told(error)),
                    }
                }
            }
            Place::Topic(reader) => {
                let mut newest = Newest::default();
                reader(self.config(), &mut |pointer| newest.note(&pointer))?;
                let mut outcome = Ok(());
                reader(self.config(), &mut |pointer| {
                    if !pointer.is_sound() {
                        unread.note(Told::failed("a record of the quarantine topic is no pointer"));
                    } else if outcome.is_ok() && newest.take(&pointer) {
                        outcome = then(Entry { pointer, resolved: None });
                    }
                })?;
                outcome?;
            }
        }
        Ok(unread)
    }
}

impl Unread {
    fn note(&mut self, told: Told) {
        self.count += 1;
        self.first.get_or_insert(told);
    }

    /// Nothing if everything was read.
    fn into_result(self) -> Result<(), Error> {
        match self.first {
            None => Ok(()),
            Some(first) if self.count == 1 => Err(first.into()),
            Some(first) => Err(Told::failed(format!("{} of quarantine cannot be read", plural(self.count, "part")))
                .at(first.place.unwrap_or(first.what))
                .maybe_remedy(first.remedy)
                .into()),
        }
    }
}

/// An error of the store in a person's words.
fn told(error: StoreError) -> Told {
    match error {
        StoreError::Io { path, error } => super::cannot_read(path.display(), &error),
        StoreError::NotAPointer { path, line } => Told::failed("this is no pointer that phi-audit has written")
            .at(format!("{}, line {line}", path.display()))
            .remedy("find out who else writes to this folder; all other lines were read"),
        StoreError::NotAnId => Told::usage(error.to_string()),
    }
}

/// The first digits of an id, or all of them.
fn prefix(text: &str) -> Result<String, String> {
    let text = text.to_ascii_lowercase();
    let digits = (1..=32).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    if digits { Ok(text) } else { Err("an id is made of up to 32 hexadecimal digits".to_owned()) }
}

/// A size for people, in bytes or in binary units with one decimal; a dash where it is not known.
fn size(bytes: u64) -> String {
    const UNITS: [(u64, &str); 3] = [(1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB")];
    match UNITS.iter().find(|(unit, _)| bytes >= *unit) {
        _ if bytes == 0 => "-".to_owned(),
        // Precise enough: sizes of records are far below 2^53.
        Some((unit, name)) => format!("{:.1} {name}", bytes as f64 / *unit as f64),
        None => format!("{bytes} B"),
    }
}

/// A time to the second; a dash where it is not known.
fn second(ms: Option<i64>) -> String {
    let time = ms.and_then(|ms| jiff::Timestamp::from_second(ms.div_euclid(1_000)).ok());
    time.map_or_else(|| "-".to_owned(), |time| time.to_string())
}
