//! Event + matches + grade → verdict and findings.
//!
//! In two rounds: first the rules that may change the verdict on the event, then those that ask for it. No allocation beyond
//! the caller's list of findings.

use crate::detect::{Grade, Match};
use crate::event::{End, Event, Kind};
use crate::policy::condition::Facts;
use crate::policy::day::{Edition, EditionMode, Moment};
use crate::policy::event_type::EventType;
use crate::policy::field::Sieve;
use crate::policy::numbering::region;
use crate::policy::product_file::Parts;
use crate::policy::requirement::Rule;
use crate::policy::{Clue, Eligibility, Policy, Region, Severity};

/// What an event is, and whether PHI may flow there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict<'p> {
    /// The product, an id of `policies/products.toml`.
    pub product: &'p str,
    /// The part of it, where one is recognised.
    pub feature: Option<&'p str>,
    /// Whether PHI may flow there.
    pub eligibility: Eligibility,
    /// Where its numbers lie; the farthest end counts.
    pub region: Region,
    /// The edition of the guide by which it was judged.
    pub as_of: Edition,
    /// The event has no time of its own and was judged by the newest edition.
    pub undated: bool,
    /// The event is older than the oldest edition at hand, whose undated rules were applied to it.
    pub retroactive: bool,
}

/// A requirement that an event touches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Its place in [`Policy::requirements`].
    pub requirement: u16,
    /// How bad it is.
    pub severity: Severity,
    /// The override that says so, by its place in [`Policy::overrides`].
    pub overridden_by: Option<u16>,
}

/// The findings of one event, worst first, and its clues for linked rules; used again for the next one.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    findings: Vec<Finding>,
    clues: Vec<Clue>,
}

impl Findings {
    /// The findings.
    pub fn as_slice(&self) -> &[Finding] {
        &self.findings
    }

    /// What the event shows of rules over several events; one clue at most for each sort of resource.
    pub fn clues(&self) -> &[Clue] {
        &self.clues
    }
}

impl Policy {
    /// Judges an event: what it is, whether PHI may flow there, which requirements it touches.
    pub fn judge(&self, event: &Event<'_>, matches: &[Match], grade: Grade, findings: &mut Findings) -> Verdict<'_> {
        findings.findings.clear();
        findings.clues.clear();
        let moment = self.mode.moment(event.time());
        let mut facts = Facts {
            event,
            matches,
            grade,
            context: &self.context,
            accounts: &self.accounts,
            vendors: &self.vendors,
            segment_matchers: &self.segment_matchers,
            now: moment.event,
            undated: moment.undated,
            sieve: Sieve::default(),
            event_type: EventType::new(event.event_type()),
            product: self.products.rest(),
            feature: None,
            channels: 0,
            regions: 0,
            to_regions: 0,
            designated: true,
            base: Eligibility::Unknown,
            verdict: Eligibility::Unknown,
        };
        if event.kind() != Kind::Unknown {
            // An event without a time is judged by the newest there is.
            let newest = moment.undated && self.mode == EditionMode::EventTime;
            self.recognise(&mut facts, if newest { i64::MAX } else { moment.rules });
            self.apply(&mut facts, &moment, findings);
            self.clues(&facts, &moment, &mut findings.clues);
        }
        Verdict {
            product: self.products.names.products.get(facts.product).map_or("unknown", String::as_str),
            feature: facts.feature.and_then(|feature| self.products.names.features.get(feature)).map(String::as_str),
            eligibility: facts.verdict,
            region: region(facts.regions),
            as_of: moment.edition,
            undated: moment.undated,
            retroactive: moment.retroactive,
        }
    }

    /// Finds out product, feature, channels, regions and the verdict that they alone give.
    fn recognise(&self, facts: &mut Facts<'_, '_>, rules: i64) {
        let event = facts.event;
        facts.sieve = Sieve::of(event);
        for address in event.addresses() {
            facts.channels |= self.products.channel_of(address.form);
            let place = self.numbering.place(&address).map_or(0, |place| place.bit());
            facts.regions |= place;
            if address.end == End::To {
                facts.to_regions |= place;
            }
        }
        facts.designated = self.accounts.is_designated(event, facts.day());
        let Some(product) = self.products.product(facts) else { return };
        facts.product = product;
        facts.channels |= self.products.channels(product, event, &facts.sieve);
        let Parts { feature, verdict, channels } = self.products.feature(facts, rules);
        (facts.feature, facts.base, facts.channels) = (feature, verdict, channels);
        let designation = if facts.designated { Eligibility::Eligible } else { Eligibility::NotDesignated };
        facts.verdict = facts.base.max(designation);
    }

    fn apply(&self, facts: &mut Facts<'_, '_>, moment: &Moment, findings: &mut Findings) {
        let Some([without_phi, with_phi]) = self.by_product.get(facts.product) else { return };
        for index in if facts.grade.carries_phi() { with_phi } else { without_phi } {
            let Some(rule) = self.rules.get(usize::from(*index)) else { continue };
            let Some((mut severity, mut verdict)) = rule.judge(facts, moment) else { continue };
            let mut overridden_by = None;
            if let Some(overruled) = self.overruled(&rule.overrides, facts) {
                overridden_by = Some(overruled.by);
                (severity, verdict) = (overruled.severity, overruled.verdict.or(verdict));
            }
            if let Some(verdict) = verdict {
                facts.verdict = facts.verdict.max(verdict);
            }
            let place = findings.findings.partition_point(|finding| finding.severity >= severity);
            findings.findings.insert(place, Finding { requirement: *index, severity, overridden_by });
        }
    }
}

impl Rule {
    /// The severity and the effect of the first case that holds.
    fn judge(&self, facts: &Facts<'_, '_>, moment: &Moment) -> Option<(Severity, Option<Eligibility>)> {
        let in_force = self.interval.contains(moment.rules);
        let before = self.interval.is_before(moment.rules);
        if !(in_force || before) || self.editions & moment.edition.bit() == 0 || !self.applies.holds(facts) {
            return None;
        }
        self.cases.iter().find_map(|case| {
            let timely = if case.before_effect { before } else { in_force };
            let since = case.since.is_none_or(|since| since.seconds() <= moment.event);
            let severity = match facts.grade.carries_phi() {
                true => case.severity_phi.or(case.severity),
                false => case.severity,
            }?;
            (timely && since && case.when.holds(facts)).then_some((severity, case.verdict))
        })
    }
}
