//! Rules over several events, for verbs that read to an end: the rules in words, and the key for what may identify a person.

use super::{Error, Loaded, Told};
use crate::fingerprint::FingerprintKey;
use crate::linked::{Keying, Ruleset, Table};

/// The setting that names the file of the key.
pub(super) const KEY: &str = "alerts.fingerprint_key_file";

/// What is needed to link events.
#[derive(Debug)]
pub(super) struct Linking {
    pub ruleset: Ruleset,
    pub keying: Keying,
}

impl Linking {
    /// By the rules in force, under the configured key. Where what is found out is not `kept` for other runs, any key will do.
    pub fn of(loaded: &Loaded, kept: bool) -> Result<Self, Error> {
        let ruleset = Ruleset::of(&loaded.rules);
        let configured = if ruleset.needs_key() { loaded.settings.fingerprint_key() } else { Ok(None) };
        let keying = match configured {
            Ok(Some(key)) => keying(Some(key))?,
            Err(error) if kept => return Err(error),
            Ok(None) | Err(_) => keying(None)?,
        };
        Ok(Self { ruleset, keying })
    }

    /// A table for all that is linked.
    pub fn table(&self) -> Table {
        Table::new(self.ruleset.bound())
    }
}

/// What to know of clues to resources beyond the bound.
pub(super) fn beyond(clues: u64) -> Option<String> {
    (clues > 0).then(|| {
        format!("{clues} clues to resources beyond the bound were not linked; replay shorter periods to link them all")
    })
}

/// Under `key`, or under one that dies with the process.
pub(super) fn keying(key: Option<FingerprintKey>) -> Result<Keying, Error> {
    if let Some(key) = key {
        return Ok(Keying::lasting(key));
    }
    let mut bytes = [0; 64];
    getrandom::fill(&mut bytes).map_err(|_| Told::failed("the system gives no random numbers"))?;
    Ok(Keying::passing(FingerprintKey::of_block(bytes)))
}
