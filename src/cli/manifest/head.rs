//! What a manifest says of itself: what its results rest on, which shard it is of, whether the run came to its end.

use std::collections::BTreeSet;

use redb::{ReadableTable, WriteTransaction};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::error::ManifestError;
use super::packed::{Packer, Unpacker};
use super::{FORMAT, HEAD, Shard, hex};
use crate::coverage::Ledger;
use crate::report::Basis;

/// The head.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Head {
    pub format: u32,
    /// What the last run rested on, as its report prints it.
    pub basis: Basis,
    /// The digest of it, as the program that ran has it.
    pub digest: String,
    /// How folders told their time, and how late: `--layout` and `--late`.
    pub filed: String,
    /// The inputs of which the last run heard anything, be it that they cannot be listed.
    pub heard: BTreeSet<u32>,
    /// The shard, if the run was one of several.
    pub shard: Option<Shard>,
    /// The last run listed everything and read what it had to.
    pub finished: bool,
    /// The serial number of the next result.
    pub next: u64,
    /// The serial number of a result that is being written: without a row, it is not complete.
    pub writing: Option<u64>,
}

/// Only the format, which heads of every format have.
#[derive(Deserialize)]
struct Format {
    format: u32,
}

impl Head {
    /// The head of a run that begins, after `before`.
    pub fn begin(basis: &Basis, filed: &str, shard: Option<Shard>, before: Option<Self>) -> Self {
        Self {
            format: FORMAT,
            basis: basis.clone(),
            digest: digest(basis),
            filed: filed.to_owned(),
            heard: BTreeSet::new(),
            shard,
            finished: false,
            next: before.as_ref().map_or(0, |before| before.next),
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

/// A digest of everything in `basis` that the result of an object follows from. Not of the inputs: another one may be added. The
/// limits are in it through the version and the configuration, and whether this program can read Parquet.
pub(super) fn digest(basis: &Basis) -> String {
    let Basis {
        version,
        rules_digest,
        edition,
        config,
        attestations,
        accounts_configured,
        since,
        until,
        inputs: _,
        left_out: _,
    } = basis;
    let [config, attestations] = [config, attestations].map(|file| file.as_ref().map(|file| &file.digest));
    let parquet = cfg!(feature = "archives");
    let all =
        (FORMAT, parquet, version, rules_digest, edition, config, attestations, accounts_configured, since, until);
    // Strings and numbers are always JSON.
    hex(&Sha256::digest(serde_json::to_vec(&all).unwrap_or_default()))
}
