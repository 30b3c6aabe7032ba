//! Which files are read, in which order: folders by name, depth first. Within a folder hidden entries, symbolic links, devices and
//! what was not filed at the time asked for are left out, and told.

use std::fs;
use std::ops::ControlFlow;
use std::path::Path;
use std::time::UNIX_EPOCH;

use walkdir::{DirEntry, WalkDir};

use super::trouble::{Trouble, kind_of};
use super::{Filed, Object, Rank, Skip, Version, layout};

/// The path that stands for standard input.
pub const STDIN: &str = "-";

/// What stands at a path.
pub(super) enum Entry<'a> {
    File(&'a Path),
    Stdin,
    Skipped(Skip),
    Failed(Trouble),
}

/// Takes what stands somewhere; may end the walk.
type Each<'e> = dyn FnMut(Object, Entry<'_>) -> ControlFlow<()> + 'e;

/// Calls `each` with what stands at `path`, the input of this number, or below it.
pub(super) fn walk(input: u32, path: &Path, filed: &Filed, each: &mut Each<'_>) -> ControlFlow<()> {
    let named = || Object::named(path.to_string_lossy(), Rank::input(input));
    if path.as_os_str() == STDIN {
        return each(named(), Entry::Stdin);
    }
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_dir() => folder(input, path, filed, each),
        Ok(metadata) => each(Object { version: version(&metadata), ..named() }, Entry::File(path)),
        Err(error) => each(named(), Entry::Failed(Trouble::fatal(0, kind_of(&error)))),
    }
}

/// Which version of a file this is; a pipe or a device has none.
fn version(metadata: &fs::Metadata) -> Option<Version> {
    let modified = metadata.modified().ok().filter(|_| metadata.is_file())?;
    // What was modified before 1970 was modified for our purposes then.
    let tag = modified.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos()).to_string();
    Some(Version { size: metadata.len(), tag })
}

fn folder(input: u32, path: &Path, filed: &Filed, each: &mut Each<'_>) -> ControlFlow<()> {
    let named = |path: &Path| Object::named(path.to_string_lossy(), Rank::path(input, path));
    let place = path.to_string_lossy();
    let mut entries = WalkDir::new(path).sort_by_file_name().into_iter();
    while let Some(entry) = entries.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let kind = error.io_error().map_or("io", kind_of);
                each(named(error.path().unwrap_or(path)), Entry::Failed(Trouble::fatal(0, kind)))?;
                continue;
            }
        };
        let object = || named(entry.path());
        let kind = entry.file_type();
        if let Some(why) = unwanted(&entry, &place, filed) {
            if kind.is_dir() {
                entries.skip_current_dir();
            }
            each(object(), Entry::Skipped(why))?;
        } else if kind.is_file() {
            let version = entry.metadata().ok().and_then(|metadata| version(&metadata));
            each(Object { version, ..object() }, Entry::File(entry.path()))?;
        } else if kind.is_symlink() && entry.depth() > 0 {
            each(object(), Entry::Skipped(Skip::Link))?;
        } else if !kind.is_dir() && !kind.is_symlink() {
            each(object(), Entry::Skipped(Skip::Special))?;
        }
    }
    ControlFlow::Continue(())
}

/// Why an entry, with all that lies in it, is no part of what is asked for below `place`.
fn unwanted(entry: &DirEntry, place: &str, filed: &Filed) -> Option<Skip> {
    if entry.depth() == 0 {
        return None;
    }
    if entry.file_name().as_encoded_bytes().starts_with(b".") {
        return Some(Skip::Hidden);
    }
    let path = entry.path().to_string_lossy();
    if !entry.file_type().is_dir() {
        return layout::unwanted_file(&path);
    }
    layout::unwanted_folder(&path).or_else(|| filed.excludes(place, &path).then_some(Skip::Filed))
}

/// Bytes in all files below `path`, for a progress bar; `None` where that cannot be known (standard input, pipes).
pub(super) fn size(path: &Path, filed: &Filed) -> Option<u64> {
    let mut known = true;
    let mut sum = 0_u64;
    let _ = walk(0, path, filed, &mut |_, entry| {
        match entry {
            Entry::File(path) => match fs::metadata(path) {
                Ok(metadata) if metadata.is_file() => sum += metadata.len(),
                _ => known = false,
            },
            Entry::Stdin => known = false,
            Entry::Skipped(_) | Entry::Failed(_) => {}
        }
        if known { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    known.then_some(sum)
}
