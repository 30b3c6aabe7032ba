//! `phi-audit quarantine …`: what could not be read, why, and how to look at it where it stands. One file a verb.
//!
//! It prints places, sizes and reasons, never what a record says: to see that, the reader runs the command that `show` names.
//! Entries come from the folder or the topic of the configuration.

#[cfg(any(feature = "kafka", feature = "kinesis", feature = "webhook"))]
mod fetch;
mod list;
#[cfg(any(feature = "kafka", feature = "kinesis", feature = "webhook"))]
mod retry;
mod show;

use std::path::PathBuf;

use super::{Error, Exit, Io, Settings, Told, load::settings, plural};
use crate::config::Config;
use crate::quarantine::{Entry, Store, StoreError};
#[cfg(feature = "kafka")]
use crate::quarantine::{Marks, Newest, TopicLine, read_topic};
#[cfg(feature = "kafka")]
use crate::source::kafka::Between;

/// The verbs of `quarantine`.
#[derive(Debug, clap::Subcommand)]
pub enum Verb {
    /// List the records in quarantine
    #[command(after_help = "Examples:\n  phi-audit quarantine list\n  \
        phi-audit quarantine list --format json | jq -r '.topic // .stream // .route' | sort | uniq -c\n\
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
    /// Audit records again where they stand, by the settings and rules of now
    #[cfg(any(feature = "kafka", feature = "kinesis", feature = "webhook"))]
    #[command(
        after_help = "Examples:\n  phi-audit quarantine retry 3f9a1c     one record, by the first digits of its id\n  \
        phi-audit quarantine retry --all      every record that is not resolved\n\
        \nWhat can be read now is resolved; its alerts go to the sinks of the configuration, with the ids they would have had.\n\
        \nExit codes: 0 all are resolved, 2 some are not, 64 usage or configuration."
    )]
    Retry {
        /// Ids, or their first digits
        #[arg(value_name = "ID", value_parser = prefix, required_unless_present = "all", conflicts_with = "all")]
        ids: Vec<String>,
        /// Every record that is not resolved
        #[arg(long)]
        all: bool,
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

    /// The folder of the quarantine, in place of what the configuration names
    #[arg(long, value_name = "FOLDER")]
    folder: Option<PathBuf>,
}

/// How to print entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// A table for a person.
    Text,
    /// A JSON object on each line.
    Json,
}

/// Runs a verb of `quarantine`.
pub fn run(verb: &Verb, io: &mut Io) -> Result<Exit, Error> {
    match verb {
        Verb::List { all, format, from } => list::run(*all, *format, &Quarantine::of(from)?, io),
        Verb::Show { id, from } => show::run(id, &Quarantine::of(from)?, io),
        #[cfg(any(feature = "kafka", feature = "kinesis", feature = "webhook"))]
        Verb::Retry { ids, all, from } => retry::run(ids, *all, from, io),
    }
}

/// The quarantine of a configuration.
struct Quarantine {
    settings: Settings,
    place: Place,
}

enum Place {
    Folder(Store),
    Topic(String),
}

/// Parts of quarantine that could not be read.
#[derive(Default)]
struct Unread {
    count: u64,
    first: Option<Told>,
}

impl Quarantine {
    fn of(from: &From) -> Result<Self, Error> {
        let settings = settings(from.config.as_deref())?;
        let configured = &settings.config.quarantine;
        let place = match (&from.folder, &configured.topic) {
            (None, Some(topic)) => Place::Topic(topic.get_ref().clone()),
            (given, _) => {
                let folder = given.clone().unwrap_or_else(|| settings.folder().join(&configured.folder));
                // Whoever stands in another folder must not read that nothing is in quarantine.
                if (given.is_some() || settings.path.is_none()) && !folder.exists() {
                    let what = match given {
                        Some(_) => "there is no such folder, and so no quarantine",
                        None => "there is no quarantine here: neither a phi-audit.toml nor this folder",
                    };
                    let place = std::path::absolute(&folder).unwrap_or(folder);
                    let remedy = "name the configuration of the service, `--config FILE`, or the folder itself, `--folder FOLDER`";
                    return Err(Told::usage(what).at(place.display().to_string()).remedy(remedy).into());
                }
                Place::Folder(Store::open(folder).map_err(told)?)
            }
        };
        Ok(Self { settings, place })
    }

    fn config(&self) -> &Config {
        &self.settings.config
    }

    /// Where entries come from, for people.
    fn name(&self) -> String {
        match &self.place {
            Place::Folder(store) => store.folder().display().to_string(),
            Place::Topic(topic) => format!("topic {topic}"),
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
            Place::Topic(topic) => self.each_of_topic(topic, &mut unread, then)?,
        }
        Ok(unread)
    }
}

#[cfg(not(feature = "kafka"))]
impl Quarantine {
    fn each_of_topic(
        &self,
        _topic: &str,
        _unread: &mut Unread,
        _then: &mut dyn FnMut(Entry) -> std::io::Result<()>,
    ) -> Result<(), Error> {
        Err(Told::usage("this program was built without Kafka").remedy("build it with the feature `kafka`").into())
    }
}

#[cfg(feature = "kafka")]
impl Quarantine {
    /// Reads the topic twice: which pointers are the newest and which are dealt with, then the entries.
    fn each_of_topic(
        &self,
        topic: &str,
        unread: &mut Unread,
        then: &mut dyn FnMut(Entry) -> std::io::Result<()>,
    ) -> Result<(), Error> {
        let range = super::replay::range(&self.settings, &[topic.to_owned()], Between::default(), usize::MAX)?;
        let read = |each: &mut dyn FnMut(TopicLine)| read_topic(&range, each);
        let (mut newest, mut marks) = (Newest::default(), Marks::default());
        read(&mut |line| match line {
            TopicLine::Pointer(pointer) => newest.note(&pointer),
            TopicLine::Resolved(mark) => marks.note(&mark),
            TopicLine::Strange => {}
        });
        let mut outcome = Ok(());
        read(&mut |line| match line {
            TopicLine::Pointer(pointer) if pointer.is_sound() => {
                if outcome.is_ok() && newest.take(&pointer) {
                    let resolved = marks.of(&pointer).cloned();
                    outcome = then(Entry { pointer, resolved });
                }
            }
            TopicLine::Resolved(_) => {}
            TopicLine::Pointer(_) | TopicLine::Strange => {
                unread.note(Told::failed("a record of the quarantine topic is no pointer"));
            }
        });
        Ok(outcome?)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_given_by_its_first_digits_in_either_case() {
        assert_eq!(prefix("3F9a").as_deref(), Ok("3f9a"));
        for wrong in ["", "xyz", "3f 9", &"0".repeat(33)] {
            assert!(prefix(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn sizes_and_times_are_for_people() {
        assert_eq!(
            [0, 1, 1_023, 1_536, 16 << 20, 3 << 30].map(size),
            ["-", "1 B", "1023 B", "1.5 KiB", "16.0 MiB", "3.0 GiB"]
        );
        assert_eq!(second(Some(1_735_689_600_999)), "2025-01-01T00:00:00Z");
        assert_eq!((second(None), second(Some(i64::MAX))), ("-".to_owned(), "-".to_owned()));
    }
}
