//! Which files are read, in which order: paths as given, folders by name, depth first. Within a folder hidden entries,
//! symbolic links and devices are left out, and told.

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use walkdir::WalkDir;

use super::trouble::{Trouble, kind_of};
use super::{Object, Rank, Skip, Version};

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

/// Calls `each` with everything below `paths`.
pub(super) fn walk(paths: &[PathBuf], each: &mut Each<'_>) -> ControlFlow<()> {
    for (input, path) in (0..).zip(paths) {
        let named = || Object::named(path.to_string_lossy(), Rank::input(input));
        if path.as_os_str() == STDIN {
            each(named(), Entry::Stdin)?;
            continue;
        }
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => folder(input, path, each)?,
            Ok(metadata) => each(Object { version: version(&metadata), ..named() }, Entry::File(path))?,
            Err(error) => each(named(), Entry::Failed(Trouble::fatal(0, kind_of(&error))))?,
        }
    }
    ControlFlow::Continue(())
}

/// Which version of a file this is; a pipe or a device has none.
fn version(metadata: &fs::Metadata) -> Option<Version> {
    let modified = metadata.modified().ok().filter(|_| metadata.is_file())?;
    // What was modified before 1970 was modified for our purposes then.
    let tag = modified.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos()).to_string();
    Some(Version { size: metadata.len(), tag })
}

fn folder(input: u32, path: &Path, each: &mut Each<'_>) -> ControlFlow<()> {
    let named = |path: &Path| Object::named(path.to_string_lossy(), Rank::path(input, path));
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
        let hidden = entry.depth() > 0 && entry.file_name().as_encoded_bytes().starts_with(b".");
        let kind = entry.file_type();
        if hidden {
            if kind.is_dir() {
                entries.skip_current_dir();
            }
            each(object(), Entry::Skipped(Skip::Hidden))?;
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

/// Bytes in all files below `paths`, for a progress bar; `None` where that cannot be known (standard input, pipes).
pub fn size(paths: &[PathBuf]) -> Option<u64> {
    let mut known = true;
    let mut sum = 0_u64;
    let _ = walk(paths, &mut |_, entry| {
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
