//! From `rules.attestations` to what somebody vouches for: read and understood before the rules are built, held against them after.

use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use super::load::told;
use super::{Error, Settings};
use crate::config::Attestations;
use crate::policy::{Attested, Requirement};
use crate::rules::Rules;

/// The name that is usual; a file of this name beside the configuration is read only where it is named there.
pub const FILE_NAME: &str = "attestations.toml";

/// The file of attestations in use.
#[derive(Clone, Debug)]
pub struct AttestationFile {
    /// Where it lies, as the configuration names it.
    pub path: PathBuf,
    /// SHA-256 of its bytes, as 64 lower-case hex digits.
    pub digest: String,
    attestations: Attestations,
}

impl AttestationFile {
    /// Reads the file that the settings name, if they name one.
    pub fn read(settings: &Settings) -> Result<Option<Self>, Error> {
        let Some(path) = &settings.config.rules.attestations else { return Ok(None) };
        let path = settings.folder().join(path);
        let text =
            fs::read_to_string(&path).map_err(|error| settings.unreadable("rules.attestations", &path, &error))?;
        let parsed = Attestations::parse(&text);
        let attestations =
            parsed.map_err(|problems| problems.into_iter().map(|problem| told(&path, problem)).collect::<Vec<_>>())?;
        let digest = Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Some(Self { path, digest, attestations }))
    }

    /// What somebody vouches for.
    pub fn all(&self) -> Vec<Attested> {
        self.attestations.all()
    }

    /// Whether all requirements in it exist and ask for an attestation.
    pub(super) fn check(&self, rules: &Rules) -> Result<(), Error> {
        let problems = self.attestations.problems(&every(rules));
        if problems.is_empty() {
            return Ok(());
        }
        Err(problems.into_iter().map(|problem| told(&self.path, problem)).collect::<Vec<_>>().into())
    }

    /// What is worth a second look, each on a line.
    pub fn warnings(&self, rules: &Rules) -> Vec<String> {
        let place = self.path.display();
        let warnings = self.attestations.warnings(&every(rules));
        warnings.into_iter().map(|problem| format!("{place}, line {}: {}", problem.line, problem.what)).collect()
    }
}

fn every(rules: &Rules) -> Vec<&Requirement> {
    rules.all_requirements().map(|(requirement, _)| requirement).collect()
}

/// A file that has the usual name, lies beside the configuration and is not read, because nothing names it.
pub(super) fn unread(settings: &Settings) -> Option<PathBuf> {
    let beside = settings.path.as_deref().map(|_| settings.folder().join(FILE_NAME));
    beside.filter(|path| settings.config.rules.attestations.is_none() && Path::is_file(path))
}
