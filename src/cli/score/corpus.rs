//! The files of a corpus: every `*.ndjson` below the folder; the first folder is the set.

use std::fs;
use std::path::Path;

use walkdir::WalkDir;

use crate::cli::{Error, Told, cannot_read};
use crate::score::{Case, CaseError, read};

/// What was read.
#[derive(Debug, Default)]
pub(super) struct Corpus {
    pub cases: Vec<Case>,
    pub errors: Vec<CaseError>,
}

/// Reads the corpus, files in the order of their names.
pub(super) fn read_cases(folder: &Path) -> Result<Corpus, Error> {
    let mut corpus = Corpus::default();
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.map_err(|error| Told::usage(format!("cannot be read: {error}")))?;
        let path = entry.path();
        if !entry.file_type().is_file() || path.extension().is_none_or(|extension| extension != "ndjson") {
            continue;
        }
        let text = fs::read_to_string(path).map_err(|error| cannot_read(path.display(), &error))?;
        let below = path.strip_prefix(folder).unwrap_or(path);
        let set = below.components().next().filter(|_| below.components().count() > 1);
        let set = set.map_or_else(|| "corpus".into(), |set| set.as_os_str().to_string_lossy().into_owned());
        read(&set, &path.to_string_lossy(), &text, &mut corpus.cases, &mut corpus.errors);
    }
    if corpus.cases.is_empty() && corpus.errors.is_empty() {
        return Err(Told::usage("holds no *.ndjson file with cases").at(folder.to_string_lossy()).into());
    }
    Ok(corpus)
}
