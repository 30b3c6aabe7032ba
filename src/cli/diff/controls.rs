//! An archive and a filtered copy of it: the copy is read into an index on disk, then the archive is held against it, event by event,
//! in the order of the archive.

use std::cell::RefCell;
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use super::controls_output::{self, Totals};
use super::{Args, Format};
use crate::cli::pass::{Reader, Tail, pass};
use crate::cli::replay::{Batch, Input, Window, Work};
use crate::cli::{Error, Exit, FailOn, Io, load};
use crate::diff::{By, Controls, CopyIndex, Counterpart, Digests, Leaves, Unpaired};

/// Fields that only the copy has are named up to this many.
const NAMED: usize = 20_000;

pub(super) fn run(
    args: &Args,
    format: Format,
    by: By,
    (archive, copy): (&PathBuf, &PathBuf),
    window: &Window,
    io: &mut Io,
) -> Result<Exit, Error> {
    let loaded = Arc::new(load(&args.rules)?);
    let input = |path: &PathBuf| Input::places(std::slice::from_ref(path), &loaded);
    let (archive, copy) = (input(archive)?, input(copy)?);
    let (digests, limits) = (Digests::default(), loaded.settings.config.limits.of_document());
    let mut totals = Totals::default();

    let mut index = CopyIndex::new()?;
    let mut added: HashMap<u64, String> = HashMap::new();
    // Of the copy all is read: an event may carry another time there, or none.
    let reader = |window| Reader::new(&loaded.rules, limits, window);
    let worker = || Digester { reader: reader(Window::default()), digests: digests.clone(), by };
    let seen = pass(copy, args.threads(), io, &worker, &mut |part: Part, _, _| {
        for (path, name) in part.paths {
            if added.len() < NAMED {
                added.entry(path).or_insert(name);
            }
        }
        part.events.iter().try_for_each(|(_, event)| {
            totals.copy_without_id += u64::from(event.id.is_none());
            Ok(index.add(event)?)
        })
    })?;
    totals.unread += seen.summary.unread;
    let mut copied = index.finish()?;

    let controls = RefCell::new(Controls::default());
    let tell = &mut |unpaired: Option<Unpaired>| match unpaired {
        Some(Unpaired { event_type, grade }) => controls.borrow_mut().dropped(event_type, grade),
        None => totals.archive_duplicates += 1,
    };
    let mut archive_again = 0;
    let worker = || Digester { reader: reader(window.clone()), digests: digests.clone(), by };
    let seen = pass(archive, args.threads(), io, &worker, &mut |part: Part, _, _| {
        let path = |digest: u64| part.paths.get(&digest).or_else(|| added.get(&digest)).cloned();
        for (event_type, event) in &part.events {
            let Some(id) = event.id else {
                totals.archive_without_id += 1;
                continue;
            };
            let event_type = controls.borrow_mut().type_number(event_type);
            match copied.counterpart(id)? {
                Counterpart::Found(other) => controls.borrow_mut().compare(event_type, event, &other, &path),
                Counterpart::Again => archive_again += 1,
                Counterpart::Missing => copied.missing(id, Unpaired { event_type, grade: event.grade }, tell)?,
            }
        }
        Ok(())
    })?;
    copied.finish(tell)?;
    let controls = controls.into_inner();
    totals.archive_duplicates += archive_again;
    totals.unread += seen.summary.unread;
    totals.outside = seen.outside;
    totals.copy_duplicates = copied.duplicates;
    totals.only_in_copy = copied.only_here();
    controls_output::write(format, args.top, &controls, &totals, io)?;
    let exposed = controls.fields().iter().any(|field| field.outcome.exposed > 0);
    Ok(match totals.unread {
        _ if exposed && args.fail_on != FailOn::Never => Exit::Findings,
        0 => Exit::Clean,
        _ => Exit::Failed,
    })
}

/// Turns the events of batches into digests.
struct Digester {
    reader: Reader,
    digests: Digests,
    by: By,
}

/// The events of a batch.
#[derive(Default)]
struct Part {
    /// Event type and values of each.
    events: Vec<(String, Leaves)>,
    /// The words for the digests of paths.
    paths: HashMap<u64, String>,
}

impl Work for Digester {
    type Answer = (Tail, Part);

    fn work(&mut self, batch: &Batch) -> Self::Answer {
        let Self { reader, digests, by } = self;
        let mut part = Part::default();
        let tail = reader.read(batch, &mut |seen| {
            let paths = &mut part.paths;
            let leaves = digests.leaves(seen.event, *by, |path, node| {
                paths
                    .entry(path)
                    .or_insert_with(|| seen.event.field_without(node, &|node| seen.event.key_is_data(node)));
            });
            let event_type = seen.event.event_type().unwrap_or_default().into_owned();
            part.events.push((event_type, leaves));
        });
        (tail, part)
    }
}
