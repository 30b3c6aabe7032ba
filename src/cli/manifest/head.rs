//! What a manifest says of itself: what its results rest on, which shard it is of, whether the run came to its end.

use std::collections::BTreeSet;

use redb::{ReadableTable, WriteTransaction};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::error::ManifestError;
use super::packed::{Packer, Unpacker};
use super::{FORMAT, HEAD, Shard, hex};
use crate::coverage::Ledger;
use crate::fingerprint::Fingerprint;
use crate::linked::{Keying, Ruleset};
use crate::report::{Basis, ConfigFile};

/// The head.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Head {
    pub format: u32,
    /// What the last run rested on, as its report prints it.
    pub basis: Basis,
    /// The digest of it, as the program that ran has it.
    pub digest: String,
    /// The rules over several events.
    pub ruleset: Ruleset,
    /// Of the key under which resources are kept that may identify a person: what is the same for every holder of it. `None` where
    /// there is no such key, or nothing to keep under it.
    pub key: Option<Fingerprint>,
    /// How folders told their time, and how late: `--layout` and `--late`.
    pub filed: String,
    /// The inputs of which the last run heard anything, be it that they cannot be listed.
    pub heard: BTreeSet<u32>,
    /// The shard, if the run was one of several.
    pub shard: Option<Shard>,
    /// The last run listed everything and read what it had to.
    pub finished: bool,
    /// The serial number from which on nobody has been told what results show of rules over several events.
    pub untold: u64,
    /// The serial number of the next result.
    pub next: u64,
    /// The serial number of a result that is being written: without a row, it is not complete.
    pub writing: Option<u64>,
}

/// What the results of a run rest on.
pub(in crate::cli) struct Grounds<'g> {
    /// As its report prints it.
    pub basis: &'g Basis,
    /// The requirements by which it audits.
    pub ledger: &'g Ledger,
    /// How folders tell their time, and how late: `--layout` and `--late`.
    pub filed: &'g str,
    /// The rules over several events.
    pub ruleset: &'g Ruleset,
    /// Under which key resources are kept.
    pub keying: &'g Keying,
}

/// Only the format, which heads of every format have.
#[derive(Deserialize)]
struct Format {
    format: u32,
}

impl Head {
    /// The head of a run that begins, after `before`.
    pub fn begin(grounds: &Grounds<'_>, shard: Option<Shard>, before: Option<Self>) -> Self {
        let Grounds { basis, filed, ruleset, keying, ledger: _ } = *grounds;
        let key = keying.check().filter(|_| ruleset.needs_key());
        Self {
            format: FORMAT,
            basis: basis.clone(),
            digest: digest(basis, key),
            ruleset: ruleset.clone(),
            key,
            filed: filed.to_owned(),
            heard: BTreeSet::new(),
            shard,
            finished: false,
            next: before.as_ref().map_or(0, |before| before.next),
            untold: before.as_ref().map_or(0, |before| before.untold),
            writing: before.and_then(|before| before.writing),
        }
    }

    /// Reads the head from its table; `None` where nothing was ever written.
    pub fn read(table: &impl ReadableTable<&'static str, &'static [u8]>) -> Result<Option<Self>, ManifestError> {
        let Some(text) = table.get("head")? else { return Ok(None) };
        match serde_json::from_slice::<Format>(text.value())?.format {
            FORMAT => Ok(Some(serde_json::from_slice(text.value())?)),
            other => Err(ManifestError::Format(other)),
        }
    }

    pub fn write(&self, transaction: &WriteTransaction) -> Result<(), ManifestError> {
        transaction.open_table(HEAD)?.insert("head", serde_json::to_vec(self)?.as_slice())?;
        Ok(())
    }
}

/// Writes the requirements of a run, beside the head: they change seldom, and the head is written every second.
pub(super) fn write_ledger(
    transaction: &WriteTransaction,
    packer: &mut Packer,
    ledger: &Ledger,
) -> Result<(), ManifestError> {
    let packed = packer.pack(&serde_json::to_vec(ledger)?)?;
    transaction.open_table(HEAD)?.insert("requirements", packed.as_slice())?;
    Ok(())
}

/// The requirements of the last run.
pub(super) fn read_ledger(table: &impl ReadableTable<&'static str, &'static [u8]>) -> Result<Ledger, ManifestError> {
    let packed = table.get("requirements")?.ok_or_else(|| ManifestError::damaged("it has no requirements"))?;
    Ok(serde_json::from_slice(&Unpacker::new()?.unpack(packed.value())?)?)
}

/// A digest of everything in `basis` that the result of an object follows from. Not of the inputs: another one may be added.
/// Decisions about the rules are in their digest. The limits are in it through the version and the configuration, and whether
/// this program can read Parquet; the key, because what was kept under another one cannot be linked with what is read now.
fn digest(basis: &Basis, key: Option<Fingerprint>) -> String {
    let Basis {
        version,
        rules_digest,
        edition,
        config,
        imported,
        attestations,
        accounts_configured,
        since,
        until,
        decisions: _,
        inputs: _,
        left_out: _,
    } = basis;
    let digest = |file: &Option<ConfigFile>| file.as_ref().map(|file| file.digest.clone());
    let config = (digest(config), digest(imported), digest(attestations));
    let parquet = cfg!(feature = "archives");
    let all = (FORMAT, parquet, version, rules_digest, edition, config, accounts_configured, since, until, key);
    // Strings and numbers are always JSON.
    hex(&Sha256::digest(serde_json::to_vec(&all).unwrap_or_default()))
}
