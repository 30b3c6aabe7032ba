//! The report as data: what `report.json` holds and `report.html` shows.

use std::cmp::Reverse;

use serde::Serialize;

use super::basis::{Basis, EDITIONS};
use super::examples::{ErrorExample, Example};
use super::sources::Sources;
use super::tally::{FIRST_EDITION, Requirement, Tally};
use super::{Linked, Report};
use crate::coverage::{CoverageTable, Found, Ledger};
use crate::policy::{Day, Edition};

/// Version of the shape of `report.json`; fields may be added without a new one.
const FORMAT: u32 = 1;

/// A finished report.
#[derive(Debug, Serialize)]
pub struct ReportDocument<'r> {
    format: u32,
    /// What it rests on.
    pub basis: Basis,
    /// The editions of the guide that were at hand.
    pub editions: [&'static str; 2],
    /// What the reader has to know before the numbers.
    pub notes: Vec<String>,
    /// The counts.
    pub tally: &'r Tally,
    /// What was found, by requirement, the worst first.
    pub findings: Vec<FindingGroup<'r>>,
    /// What several events show together.
    pub linked: &'r Linked,
    /// Facts for the record, by requirement.
    pub facts: Vec<Fact<'r>>,
    /// What was read.
    pub sources: &'r Sources,
    /// What could not be read, by kind.
    pub errors: Vec<ErrorGroup<'r>>,
    /// Every requirement there is, as it stands on the day of the last event.
    pub coverage: CoverageTable<'r>,
}

/// The findings under one requirement.
#[derive(Debug, Serialize)]
pub struct FindingGroup<'r> {
    /// The requirement's id.
    pub requirement: &'r str,
    /// Counts, title, section, editions, first and last event.
    #[serde(flatten)]
    pub about: &'r Requirement,
    /// Some of them, one by one.
    pub examples: Vec<&'r Example>,
}

/// Facts under one requirement.
#[derive(Debug, Serialize)]
pub struct Fact<'r> {
    /// The requirement's id.
    pub requirement: &'r str,
    /// The fact in a few words.
    pub title: &'r str,
    /// Events that show it.
    pub events: u64,
}

/// The errors of one kind.
#[derive(Debug, Serialize)]
pub struct ErrorGroup<'r> {
    /// The kind, as in docs/records.md.
    pub kind: &'r str,
    /// How many.
    pub count: u64,
    /// Some of them, one by one.
    pub examples: &'r [ErrorExample],
}

impl<'r> ReportDocument<'r> {
    pub(super) fn new(basis: &'r Basis, report: &'r Report, ledger: &'r Ledger) -> Self {
        let Report { tally, sources, examples, errors, linked } = report;
        let requirements = &tally.requirements.entries;
        let mut findings: Vec<_> = requirements
            .iter()
            .filter(|(_, about)| about.findings.sum() > 0)
            .map(|(id, about)| FindingGroup { requirement: id, about, examples: examples.of(id).collect() })
            .collect();
        findings.sort_by_key(|group| Reverse((group.about.findings.worst(), group.about.findings.sum())));
        let facts = requirements
            .iter()
            .filter(|(_, about)| about.facts > 0)
            .map(|(id, about)| Fact { requirement: id, title: &about.title, events: about.facts })
            .collect();
        let notes = notes(basis, tally, sources, errors.count(), linked);
        let errors = errors.kinds().map(|(kind, count, examples)| ErrorGroup { kind, count, examples }).collect();
        let (coverage, basis) = (coverage(ledger, tally), basis.counted(tally));
        Self {
            format: FORMAT,
            basis,
            editions: EDITIONS,
            notes,
            tally,
            findings,
            linked,
            facts,
            sources,
            errors,
            coverage,
        }
    }
}

/// Every requirement with what was found under it. Attestations stand as on the day of the last event; where no event says its
/// time, as on the day by which such events are judged.
fn coverage<'r>(ledger: &'r Ledger, tally: &Tally) -> CoverageTable<'r> {
    let last = tally.last.as_deref().and_then(|time| time.get(..10)?.parse::<Day>().ok());
    let found = |id: &str| {
        let about = tally.requirements.entries.get(id);
        about.map_or_else(Found::default, |about| Found {
            findings: about.findings,
            facts: about.facts,
            last: about.last.clone(),
        })
    };
    ledger.table(last.unwrap_or(Edition::NEWEST.day()), Some(&found))
}

/// What the reader has to know before the numbers.
fn notes(basis: &Basis, tally: &Tally, sources: &Sources, errors: u64, linked: &Linked) -> Vec<String> {
    let [first, last] = EDITIONS;
    let mut notes = vec![match basis.edition.as_str() {
        "event-time" => format!(
            "Rules as of {last}. Each event was judged by the edition of the guide in force on its own day ({first} or {last})."
        ),
        edition => format!("Rules as of {edition}: every event was judged by this edition, whatever its day."),
    }];
    if !basis.accounts_configured {
        notes.push(
            "No accounts were configured: every account and workspace counts as designated. Name yours in the configuration \
             and events of all others are reported."
                .to_owned(),
        );
    }
    let mut counted = |count: u64, one: &str, many: &str, rest: &str| {
        if count > 0 {
            notes.push(format!("{} {} {rest}", super::html::grouped(count), if count == 1 { one } else { many }));
        }
    };
    let retroactive = if basis.edition == "event-time" { tally.events_retroactive } else { 0 };
    let before = format!("older than {FIRST_EDITION}, the first edition at hand: their findings are retroactive.");
    counted(retroactive, "event is", "events are", &before);
    counted(tally.events_undated, "event carries", "events carry", "no time: the newest rules applied.");
    counted(tally.events_outside, "event was", "events were", "left out: outside the period asked for.");
    counted(errors, "part", "parts", "of the input could not be read, or only up to a bound.");
    counted(sources.failed, "source could", "sources could", "not be read at all.");
    let elsewhere = format!(
        "not looked into: {}. Events in them that have no time were not read, either.",
        basis.left_out.as_deref().unwrap_or("filed at another time")
    );
    counted(sources.left_out, "folder was", "folders were", &elsewhere);
    counted(sources.partly, "source was", "sources were", "not read to the end.");
    let beyond = "to resources beyond the bound and not linked with others: replay shorter periods to link them all.";
    counted(linked.clues_beyond_bound, "clue was", "clues were", beyond);
    let not_kept = "to what may identify a person and not kept in the manifest, because no key is configured: rules over users hold \
                    within one run alone. Set `alerts.fingerprint_key_file` to link them across runs and shards.";
    counted(linked.clues_not_kept, "clue was", "clues were", not_kept);
    if basis.attestations.is_none() {
        notes.push(
            "No attestations were configured: rules that ask whether somebody vouches for something say nothing, so no finding of \
             theirs means nothing."
                .to_owned(),
        );
    }
    notes.push(
        "No finding is not a proof that all is well: an auditor of streams sees what passed through them, and no more."
            .to_owned(),
    );
    notes
}
