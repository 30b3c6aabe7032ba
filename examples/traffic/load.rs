//! The mixed load: ordinary traffic of a clinic, and now and then what an auditor has to tell of.
//!
//! The events are those of the workload generator of tests and benches, chosen so that each kind is what it is called under
//! `examples/phi-audit.toml`. Everything is invented; the same seed gives the same bytes.

use std::path::Path;
use std::{fs, io};

use crate::generate::{ACCOUNT, APP, Generator, Random};

/// The account that `examples/phi-audit.toml` and `deploy/compose` designate.
const DESIGNATED: &str = "AC89bdf328d9d9b0ea85ab526320263276";

/// What there is to tell of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Nothing: an eligible product and no PHI.
    Ordinary,
    /// PHI where it may be, for the most part.
    Carrying,
    /// A number outside the US.
    Foreign,
    /// PHI in WhatsApp, which is not eligible.
    Ineligible,
    /// PHI in an account or source that is not designated.
    Undesignated,
    /// A record cut short, or with a byte that is no UTF-8.
    Unreadable,
}

/// How many of a thousand records are of a kind.
pub const SHARES: [(Kind, u64); 6] = [
    (Kind::Ordinary, 940),
    (Kind::Carrying, 38),
    (Kind::Foreign, 8),
    (Kind::Ineligible, 6),
    (Kind::Undesignated, 6),
    (Kind::Unreadable, 2),
];

/// A record without end after record, each with what it is.
#[derive(Clone, Debug)]
pub struct Load {
    random: Random,
    plain: Generator,
    phi: Generator,
}

impl Load {
    /// The load of this seed.
    pub fn new(seed: u64) -> Self {
        Self {
            random: Random::new(seed),
            plain: Generator::with_phi(seed ^ 0x01, 0),
            phi: Generator::with_phi(seed ^ 0x10, 100),
        }
    }

    /// The next record of a kind.
    pub fn of(&mut self, kind: Kind) -> Vec<u8> {
        match kind {
            Kind::Ordinary => designated(&pick(&mut self.plain, |json| !is_abroad(json) && !is_whatsapp(json))),
            Kind::Carrying => {
                designated(&pick(&mut self.phi, |json| !is_abroad(json) && !is_whatsapp(json) && !json.contains(APP)))
            }
            Kind::Foreign => designated(&pick(&mut self.plain, |json| is_abroad(json) && !is_whatsapp(json))),
            Kind::Ineligible => designated(&pick(&mut self.phi, |json| is_whatsapp(json) && !is_abroad(json))),
            Kind::Undesignated => pick(&mut self.phi, |json| {
                !is_abroad(json) && !is_whatsapp(json) && (json.contains(ACCOUNT) || json.contains(APP))
            })
            .into_bytes(),
            Kind::Unreadable => {
                let mut record = self.of(Kind::Ordinary);
                let middle = record.len() / 2;
                if self.random.below(2) == 0 {
                    record.truncate(middle);
                } else if let Some(byte) = record.get_mut(middle) {
                    *byte = 0xff;
                }
                record
            }
        }
    }
}

impl Iterator for Load {
    type Item = (Kind, Vec<u8>);

    fn next(&mut self) -> Option<Self::Item> {
        let mut left = self.random.below(SHARES.iter().map(|(_, share)| share).sum());
        let kind = SHARES.iter().find_map(|(kind, share)| {
            let found = (left < *share).then_some(*kind);
            left = left.saturating_sub(*share);
            found
        })?;
        Some((kind, self.of(kind)))
    }
}

/// The next event that is as wanted. The generator has no end, and of each kind wanted here it makes some in a thousand.
fn pick(generator: &mut Generator, wanted: impl Fn(&str) -> bool) -> String {
    generator.map(|event| event.json).find(|json| wanted(json)).unwrap_or_default()
}

fn designated(json: &str) -> Vec<u8> {
    json.replace(ACCOUNT, DESIGNATED).into_bytes()
}

fn is_abroad(json: &str) -> bool {
    json.contains("+1416") || json.contains("+4477")
}

fn is_whatsapp(json: &str) -> bool {
    json.contains("whatsapp:")
}

/// The lines of the `*.ndjson` files of a folder, in the order of their names, each a record. Some are not UTF-8.
///
/// # Errors
///
/// The folder or a file cannot be read.
pub fn examples(folder: &Path) -> io::Result<Vec<Vec<u8>>> {
    let entries: Result<Vec<_>, _> = fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect();
    let mut files = entries?;
    files.retain(|file| file.extension().is_some_and(|extension| extension == "ndjson"));
    files.sort();
    let mut records = Vec::new();
    for file in files {
        let bytes = fs::read(file)?;
        let lines = bytes.split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty());
        records.extend(lines.map(<[u8]>::to_vec));
    }
    Ok(records)
}
