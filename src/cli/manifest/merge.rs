//! The manifests of all shards as one: whether they belong together, and their results in the order of the input.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};
use std::fs;
use std::path::{Path, PathBuf};

use super::cursor::Cursor;
use super::head::Head;
use super::store::{self, open};
use super::{Row, Shard};
use crate::cli::linking::KEY;
use crate::cli::{Error, Told};
use crate::coverage::Ledger;
use crate::linked::Ruleset;
use crate::report::{Basis, ConfigFile};

/// Bytes of all manifests together that are kept in memory, and at least of each.
const CACHE: usize = 64 << 20;
const AT_LEAST: usize = 256 << 10;
/// Shards that are named where some are missing.
const NAMED: usize = 8;

/// Opens the manifests of all shards of a run, in whatever order they are named, and says what they rest on, and by which
/// requirements. They have to be all of them, each once, and each complete.
pub(in crate::cli) fn parts(paths: &[PathBuf]) -> Result<(Basis, Ruleset, Ledger, Vec<Cursor>), Error> {
    let cache = (CACHE / paths.len().max(1)).max(AT_LEAST);
    let mut first: Option<(&Path, Head)> = None;
    // The same in all of them: it follows from what they rest on.
    let mut ledger = None;
    let mut shards = BTreeMap::new();
    // In the order of the shards, so that the order of the paths changes nothing.
    let mut cursors = BTreeMap::new();
    for (index, path) in paths.iter().enumerate() {
        // Opened a second time, it would seem to be in use.
        if paths.iter().take(index).any(|other| same(other, path)) {
            return Err(Told::usage("this manifest is named twice")
                .at(path.display().to_string())
                .remedy("name the manifest of each shard once")
                .into());
        }
        let opened = open(path, cache).and_then(|db| Ok((store::head(&db)?, db)));
        let (head, db) = opened.map_err(|error| error.told(path))?;
        let Some(head) = head.filter(|head| head.finished) else { return Err(unfinished(path)) };
        let shard = head.shard.unwrap_or(Shard { index: 0, count: 1 });
        if let Some((other, known)) = &first {
            belong(path, &head, other, known)?;
        }
        if let Some(other) = shards.insert(shard.index, path) {
            return Err(Told::usage(format!("shard {shard} is there twice"))
                .at(format!("{} and {}", other.display(), path.display()))
                .remedy("name the manifest of each shard once")
                .into());
        }
        first.get_or_insert((path, head));
        if ledger.is_none() {
            ledger = Some(store::ledger(&db).map_err(|error| error.told(path))?);
        }
        cursors.insert(shard.index, Cursor::owning(db, path)?);
    }
    let Some((_, head)) = first else {
        return Err(Told::usage("nothing to merge").remedy("name the manifests of all shards").into());
    };
    let count = head.shard.map_or(1, |shard| shard.count);
    complete(count, &shards)?;
    Ok((head.basis, head.ruleset, ledger.unwrap_or_default(), cursors.into_values().collect()))
}

/// Calls `each` with every result of `cursors`, in the order of the input. That a place could not be listed is told once, however many
/// shards know of it.
pub(in crate::cli) fn in_order(
    mut cursors: Vec<Cursor>,
    each: &mut dyn FnMut(&Cursor, &Row) -> Result<(), Error>,
) -> Result<(), Error> {
    // What each of them stands at, the earliest on top.
    let mut heads = BinaryHeap::with_capacity(cursors.len());
    let mut rows: Vec<Option<Row>> = Vec::with_capacity(cursors.len());
    for (index, cursor) in cursors.iter_mut().enumerate() {
        let (key, row) = cursor.next()?.unzip();
        heads.extend(key.map(|key| Reverse((key, index))));
        rows.push(row);
    }
    let mut told = Vec::new();
    while let Some(Reverse((at, index))) = heads.pop() {
        let (Some(cursor), Some(row)) = (cursors.get_mut(index), rows.get_mut(index)) else { continue };
        if let Some(row) = row.take() {
            if !row.unlisted || told != at {
                each(cursor, &row)?;
            }
            if row.unlisted {
                told = at;
            }
        }
        if let Some((key, next)) = cursor.next()? {
            heads.push(Reverse((key, index)));
            *row = Some(next);
        }
    }
    Ok(())
}

fn same(one: &Path, other: &Path) -> bool {
    one == other || fs::canonicalize(one).is_ok_and(|one| fs::canonicalize(other).is_ok_and(|other| one == other))
}

fn unfinished(path: &Path) -> Error {
    Told::failed("its run has not come to its end")
        .at(path.display().to_string())
        .remedy("run it again with the same arguments: it goes on where it stopped")
        .into()
}

/// Whether two manifests are of one run.
fn belong(path: &Path, head: &Head, other: &Path, known: &Head) -> Result<(), Error> {
    let count = |head: &Head| head.shard.map_or(1, |shard| shard.count);
    let digest = |file: &Option<ConfigFile>| file.as_ref().map(|it| it.digest.clone());
    let (one, all) = (&head.basis, &known.basis);
    let differ = [
        ("numbers of shards", count(head) != count(known)),
        ("inputs", one.inputs != all.inputs),
        ("versions of phi-audit", one.version != all.version),
        ("rules", one.rules_digest != all.rules_digest),
        ("editions of the guide", one.edition != all.edition),
        ("configurations", digest(&one.config) != digest(&all.config)),
        ("attestations", digest(&one.attestations) != digest(&all.attestations)),
        ("periods of --since and --until", (&one.since, &one.until) != (&all.since, &all.until)),
        ("values of --layout or --late", head.filed != known.filed),
        ("inputs in which something was found", head.heard != known.heard),
        ("keys", head.key != known.key),
        ("bases", head.digest != known.digest),
    ];
    let Some((what, _)) = differ.iter().find(|(_, differ)| *differ) else { return Ok(()) };
    let remedy = match *what {
        "keys" => format!("run all shards with one key in the file that `{KEY}` names"),
        _ => "run all shards with the same program and the same arguments, but for --shard and --manifest".to_owned(),
    };
    Err(Told::usage(format!("these manifests do not belong together: they have different {what}"))
        .at(format!("{} and {}", other.display(), path.display()))
        .remedy(remedy)
        .into())
}

/// Whether all shards are there.
fn complete(count: u32, shards: &BTreeMap<u32, &PathBuf>) -> Result<(), Error> {
    let mut missing = (0..count).filter(|index| !shards.contains_key(index));
    let named: Vec<_> = missing.by_ref().take(NAMED).map(|index| index.to_string()).collect();
    let more = missing.count();
    let (noun, verb) = if named.len() == 1 { ("shard", "is") } else { ("shards", "are") };
    let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
    if named.is_empty() {
        return Ok(());
    }
    Err(Told::usage(format!("{noun} {}{rest} of {count} {verb} missing", named.join(", ")))
        .remedy("name the manifests of all shards; one that was not run yet: `phi-audit replay … --shard I/N --manifest FILE`")
        .into())
}
