//! The examples of a requirement. A match example must give that finding with that severity, in the context its examples ask
//! for; the events of a linked rule must do so together, in whatever order; a boundary must hold to the second.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use super::{Checked, Miss, list};
use crate::audit::{Audited, AuditedEvent, Auditor};
use crate::fingerprint::FingerprintKey;
use crate::linked::{self, Keying, LinkedFinding, Ruleset, Table};
use crate::policy::{
    Boundary, Context, EditionMode, Finding, LinkedText, MatchExample, NoMatchExample, Requirement, Severity, Side,
};
use crate::rules::Rules;

/// One requirement under test.
struct Test<'a> {
    rules: &'a Rules,
    requirement: &'a Requirement,
    by_time: Auditor,
    ruleset: Ruleset,
    keying: Keying,
    misses: Vec<(String, String)>,
}

/// Runs every example of `requirement`.
pub(super) fn check(rules: &Rules, requirement: &Requirement, checked: &mut Checked) {
    let by_time = Auditor::new(rules.with(context(requirement), EditionMode::EventTime));
    // Nobody real is named in an example.
    let (ruleset, keying) = (Ruleset::of(rules), Keying::passing(FingerprintKey::of_block([0; 64])));
    let mut test = Test { rules, requirement, by_time, ruleset, keying, misses: Vec::new() };
    checked.examples += requirement.matches.len() + requirement.no_matches.len() + requirement.boundaries.len();
    requirement.matches.iter().for_each(|example| test.matches(example));
    requirement.no_matches.iter().for_each(|example| test.spares(example));
    requirement.boundaries.iter().for_each(|boundary| test.boundary(boundary));
    for linked in &requirement.linked {
        checked.examples += linked.matches.len() + linked.no_matches.len();
        test.linked(linked);
    }
    let place = |(example, message): (String, String)| {
        let (file, id) = (requirement.file.clone(), requirement.id.clone());
        Miss { file, id, example, message }
    };
    checked.misses.extend(test.misses.into_iter().map(place));
}

fn context(requirement: &Requirement) -> Context {
    requirement.example_context.clone().unwrap_or_default()
}

impl Test<'_> {
    fn miss(&mut self, example: &str, message: String) {
        self.misses.push((example.to_owned(), message));
    }

    fn matches(&mut self, example: &MatchExample) {
        let MatchExample { event, severity, rules: edition } = example;
        let found = match edition {
            Some(edition) => {
                let rules = self.rules.with(context(self.requirement), EditionMode::Fixed(*edition));
                findings(&mut Auditor::new(rules), event, self.requirement)
            }
            None => findings(&mut self.by_time, event, self.requirement),
        };
        if !found.iter().any(|found| found.severity == *severity || found.overridden_by.is_some()) {
            let found: Vec<String> = found.iter().map(|found| found.severity.to_string()).collect();
            self.miss(event, format!("must be found with severity {severity}; found: {}", list(&found)));
        }
    }

    fn spares(&mut self, example: &NoMatchExample) {
        let NoMatchExample { event, because } = example;
        if let Some(found) = findings(&mut self.by_time, event, self.requirement).first() {
            let severity = found.severity;
            self.miss(event, format!("must not be found ({because}), but was, with severity {severity}"));
        }
    }

    /// The event in the last second before the day, and in the first of it.
    fn boundary(&mut self, boundary: &Boundary) {
        let Some(day) = boundary.day.or(self.requirement.from) else {
            return self
                .miss(&boundary.event, "a boundary needs a `day` where the requirement has no `from`".to_owned());
        };
        let sides = [("before", -1, &boundary.before), ("after", 0, &boundary.after)];
        for (name, seconds, side) in sides {
            let Some(time) = Timestamp::from_second(day.seconds())
                .ok()
                .and_then(|start| start.checked_add(SignedDuration::from_secs(seconds)).ok())
            else {
                continue;
            };
            let event = boundary.event.replace("{time}", &time.to_string());
            for problem in self.side(&event, side) {
                self.miss(&event, format!("{name} the boundary of {day}: {problem}"));
            }
        }
    }

    fn side(&mut self, event: &str, side: &Side) -> Vec<String> {
        let mut problems = Vec::new();
        self.by_time.audit(event.as_bytes(), &mut |audited| {
            let Audited::Event(audited) = audited else { return };
            let verdict = audited.verdict().eligibility;
            if let Some(wanted) = side.verdict.filter(|wanted| *wanted != verdict) {
                problems.push(format!("the verdict must be {wanted}, but is {verdict}"));
            }
            let found = found_in(&audited);
            let missing = side.finds.iter().filter(|id| !found.contains_key(id.as_str()));
            problems.extend(missing.map(|id| format!("`{id}` must be found, but is not")));
            let unwanted = side.spares.iter().filter(|id| found.contains_key(id.as_str()));
            problems.extend(unwanted.map(|id| format!("`{id}` must not be found, but is")));
        });
        problems
    }

    fn linked(&mut self, linked: &LinkedText) {
        for events in &linked.matches {
            for (order, found) in self.both_orders(events) {
                if !found.contains(&linked.severity) {
                    let wanted = linked.severity;
                    self.miss(&events.join("\n"), format!("{order}: must be found together with severity {wanted}"));
                }
            }
        }
        for example in &linked.no_matches {
            for (order, found) in self.both_orders(&example.events) {
                if !found.is_empty() {
                    let because = &example.because;
                    self.miss(&example.events.join("\n"), format!("{order}: must not be found ({because}), but was"));
                }
            }
        }
    }

    /// What the events show together, read forwards and backwards.
    fn both_orders(&mut self, events: &[String]) -> [(&'static str, Vec<Severity>); 2] {
        let forwards = self.together(&mut events.iter());
        let backwards = self.together(&mut events.iter().rev());
        [("in this order", forwards), ("in reverse order", backwards)]
    }

    fn together(&mut self, events: &mut dyn Iterator<Item = &String>) -> Vec<Severity> {
        let mut table = Table::new(self.ruleset.bound());
        for event in events {
            self.by_time.audit(event.as_bytes(), &mut |audited| {
                if let Audited::Event(audited) = audited {
                    linked::observe(&audited, &self.keying, &mut |seen| table.observe(&seen));
                }
            });
        }
        let own = |finding: &LinkedFinding<'_>| finding.rule.requirement == self.requirement.id;
        let findings = self.ruleset.findings(&table).into_iter().filter(own);
        findings.map(|finding| finding.rule.severity).collect()
    }
}

/// What breaks a requirement in an event, by its own rule or through others.
fn findings(auditor: &mut Auditor, event: &str, requirement: &Requirement) -> Vec<Finding> {
    let mut findings = Vec::new();
    auditor.audit(event.as_bytes(), &mut |audited| {
        if let Audited::Event(audited) = audited {
            let found = found_in(&audited);
            let ids = std::iter::once(&requirement.id).chain(&requirement.through);
            findings.extend(ids.filter_map(|id| found.get(id.as_str()).copied()));
        }
    });
    findings
}

/// The findings of an event by requirement.
fn found_in<'a>(audited: &AuditedEvent<'a>) -> BTreeMap<&'a str, Finding> {
    let requirements = audited.rules().requirements();
    let named = |finding: &Finding| {
        let requirement = requirements.get(usize::from(finding.requirement))?;
        Some((requirement.id.as_str(), *finding))
    };
    audited.findings().iter().filter_map(named).collect()
}
