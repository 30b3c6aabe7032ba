//! Which files are read, in which order: paths as given, folders by name, depth first. Within a folder hidden entries,
//! symbolic links and devices are left out, and told.

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::Skip;
use super::trouble::{Trouble, kind_of};

/// The path that stands for standard input.
pub const STDIN: &str = "-";

/// What stands at a path.
pub(super) enum Entry<'a> {
    File(&'a Path),
    Stdin,
    Skipped(Skip),
    Failed(Trouble),
}

/// Calls `each` with the name and nature of everything below `paths`.
pub(super) fn walk(paths: &[PathBuf], each: &mut dyn FnMut(&str, Entry<'_>) -> ControlFlow<()>) -> ControlFlow<()> {
    for path in paths {
        let name = path.to_string_lossy();
        if name == STDIN {
            each(&name, Entry::Stdin)?;
            continue;
        }
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => folder(path, each)?,
            Ok(_) => each(&name, Entry::File(path))?,
            Err(error) => each(&name, Entry::Failed(Trouble::fatal(0, kind_of(&error))))?,
        }
    }
    ControlFlow::Continue(())
}

fn folder(path: &Path, each: &mut dyn FnMut(&str, Entry<'_>) -> ControlFlow<()>) -> ControlFlow<()> {
    let mut entries = WalkDir::new(path).sort_by_file_name().into_iter();
    while let Some(entry) = entries.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let name = error.path().unwrap_or(path).to_string_lossy();
                let kind = error.io_error().map_or("io", kind_of);
                each(&name, Entry::Failed(Trouble::fatal(0, kind)))?;
                continue;
            }
        };
        let name = entry.path().to_string_lossy();
        let hidden = entry.depth() > 0 && entry.file_name().as_encoded_bytes().starts_with(b".");
        let kind = entry.file_type();
        if hidden {
            if kind.is_dir() {
                entries.skip_current_dir();
            }
            each(&name, Entry::Skipped(Skip::Hidden))?;
        } else if kind.is_file() {
            each(&name, Entry::File(entry.path()))?;
        } else if kind.is_symlink() && entry.depth() > 0 {
            each(&name, Entry::Skipped(Skip::Link))?;
        } else if !kind.is_dir() && !kind.is_symlink() {
            each(&name, Entry::Skipped(Skip::Special))?;
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
