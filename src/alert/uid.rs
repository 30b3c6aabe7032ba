//! Ids of findings: the same for the same event at the same position, on any day and machine.
//!
//! The first 16 bytes of SHA-256 over a version and the parts, each with its length before it, so that no part can pass for the
//! end of the one before. Whoever changes what goes in changes the version, and `tests/golden/alert.json` with it.

use sha2::{Digest, Sha256};

use crate::alert::Origin;

/// What the findings that are folded into one alert have in common, hashed; also the alert's `uid`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FoldKey([u8; 16]);

const VERSION: &str = "phi-audit finding 1";

/// The parts of an id.
struct Parts(Sha256);

impl Parts {
    fn new(kind: &str) -> Self {
        Self(Sha256::new()).and(VERSION).and(kind)
    }

    fn and(mut self, part: &str) -> Self {
        self.0.update((part.len() as u64).to_le_bytes());
        self.0.update(part);
        self
    }

    /// A part that may be missing; missing is not the same as empty.
    fn maybe(self, part: Option<&str>) -> Self {
        match part {
            Some(part) => self.and("1").and(part),
            None => self.and("0"),
        }
    }

    fn finish(self) -> [u8; 16] {
        self.0.finalize().first_chunk().copied().unwrap_or_default()
    }
}

/// What folded findings have in common.
pub(super) struct Common<'a> {
    pub account: Option<&'a str>,
    pub requirement: &'a str,
    pub severity: &'a str,
    pub grade: &'a str,
    pub resource: &'a str,
    /// The window of the event's own time, counted from 1970.
    pub bucket: Option<i64>,
}

pub(super) fn folded(common: &Common<'_>) -> FoldKey {
    let bucket = common.bucket.map(|bucket| bucket.to_string());
    let parts = Parts::new("resource")
        .maybe(common.account)
        .and(common.requirement)
        .and(common.severity)
        .and(common.grade)
        .and(common.resource)
        .maybe(bucket.as_deref());
    FoldKey(parts.finish())
}

/// What findings of the same events together have in common.
pub(super) struct Together<'a> {
    pub account: Option<&'a str>,
    pub requirement: &'a str,
    /// Which of the requirement's linked rules.
    pub say: &'a str,
    /// The key of the resource.
    pub resource: &'a str,
    /// The window of the event's own time, counted from 1970.
    pub bucket: Option<i64>,
}

pub(super) fn linked(together: &Together<'_>) -> FoldKey {
    let bucket = together.bucket.map(|bucket| bucket.to_string());
    let parts = Parts::new("linked")
        .maybe(together.account)
        .and(together.requirement)
        .and(together.say)
        .and(together.resource)
        .maybe(bucket.as_deref());
    FoldKey(parts.finish())
}

/// The id of what several events show together, by the place of the last that came.
pub(super) fn alone_of_linked(origin: &Origin<'_>, item: u64, requirement: &str, say: &str) -> String {
    hex(&at("linked-position", origin, item).and(requirement).and(say).finish())
}

/// The id of a finding that stands for itself.
pub(super) fn alone(origin: &Origin<'_>, item: u64, requirement: &str) -> String {
    hex(&at("position", origin, item).and(requirement).finish())
}

fn at(kind: &str, origin: &Origin<'_>, item: u64) -> Parts {
    Parts::new(kind)
        .and(origin.system)
        .and(origin.container)
        .and(&origin.lane.to_string())
        .and(&origin.position.to_string())
        .and(&item.to_string())
}

impl FoldKey {
    /// The id of the alert: 32 lower-case hexadecimal digits.
    pub fn uid(&self) -> String {
        hex(&self.0)
    }

    #[cfg(test)]
    pub(super) fn number(number: u128) -> Self {
        Self(number.to_be_bytes())
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
