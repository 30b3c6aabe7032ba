//! Packs that are loaded by themselves: `matchers/local/*.toml` beside the configuration, in the order of their names.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::Told;
use super::load::unreadable;

/// The folder, relative to that of the configuration.
pub const FOLDER: &str = "matchers/local";

/// Files looked at; an engine holds no more matchers than that.
const MOST: usize = 256;

/// The packs beside a configuration in `folder`; none where there is no such folder.
pub(super) fn packs(folder: &Path) -> Result<Vec<PathBuf>, Told> {
    let local = folder.join(FOLDER);
    let entries = match fs::read_dir(&local) {
        Ok(entries) => entries,
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => return Ok(Vec::new()),
        Err(error) => return Err(unreadable(&local, &error)),
    };
    let mut packs = Vec::new();
    for entry in entries {
        let path = entry.map_err(|error| unreadable(&local, &error))?.path();
        let hidden = path.file_name().is_none_or(|name| name.as_encoded_bytes().starts_with(b"."));
        if hidden || path.extension().is_none_or(|extension| extension != "toml") || path.is_dir() {
            continue;
        }
        packs.push(path);
        if packs.len() > MOST {
            return Err(Told::usage(format!("there are more than {MOST} packs"))
                .at(local.display().to_string())
                .remedy("put several matchers into one pack"));
        }
    }
    packs.sort_unstable();
    Ok(packs)
}

/// Whether two paths are of one file.
pub(super) fn same_file(one: &Path, other: &Path) -> bool {
    one == other || matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}
