//! Counting verdicts in the hot path: plain arrays of one worker, added to the metrics once a batch.
//!
//! It promises that counting an event takes no lock, no atomic and no allocation, and that what was counted is never lost: a
//! tally that is dropped flushes first. It belongs to one set of rules; after a reload a worker begins a new one.

use std::sync::Arc;

use hashbrown::HashMap;
use prometheus::IntCounter;

use super::{AccountNames, Metrics};
use crate::audit::AuditedEvent;
use crate::detect::{Category, Grade};
use crate::pipeline::clock;
use crate::policy::{Eligibility, Region, Severity};
use crate::rules::Rules;

/// Events, findings and matches that are counted and not yet in the metrics.
#[derive(Debug)]
pub struct Tally {
    metrics: Arc<Metrics>,
    rules: Arc<Rules>,
    /// Products by id; an id that is not listed has the place behind them.
    products: HashMap<String, usize>,
    names: Vec<String>,
    events: Cells,
    accounts: Arc<AccountNames>,
    /// Events with a finding above `info`, each once in each of these.
    flagged_products: Cells,
    flagged_regions: Cells,
    flagged_accounts: Cells,
    findings: Cells,
    matches: Cells,
    allowed: u64,
}

/// Counts by place, and which of them are not 0.
#[derive(Debug)]
struct Cells {
    counts: Vec<u64>,
    touched: Vec<usize>,
    series: Vec<Option<IntCounter>>,
}

impl Cells {
    fn new(places: usize) -> Self {
        Self { counts: vec![0; places], touched: Vec::with_capacity(places), series: vec![None; places] }
    }

    fn add(&mut self, place: usize) {
        if let Some(count) = self.counts.get_mut(place) {
            if *count == 0 {
                self.touched.push(place);
            }
            *count += 1;
        }
    }

    /// Adds all to the metrics; `series` names the one of a place that is counted for the first time.
    fn flush(&mut self, series: impl Fn(usize) -> Option<IntCounter>) {
        for place in self.touched.drain(..) {
            let (Some(count), Some(known)) = (self.counts.get_mut(place), self.series.get_mut(place)) else { continue };
            if known.is_none() {
                *known = series(place);
            }
            if let Some(counter) = known {
                counter.inc_by(*count);
            }
            *count = 0;
        }
    }
}

impl Tally {
    /// An empty tally of events that are judged by `rules` and come from `accounts`.
    pub fn new(metrics: Arc<Metrics>, rules: Arc<Rules>, accounts: Arc<AccountNames>) -> Self {
        let mut names: Vec<String> = rules.policy().products().map(|(id, _, _)| id.to_owned()).collect();
        names.push("unknown".to_owned());
        let products = names.iter().enumerate().map(|(place, id)| (id.clone(), place)).collect();
        let events = Cells::new(names.len() * Eligibility::ALL.len() * Grade::ALL.len());
        let by_severity = |places: usize| Cells::new(places * Severity::ALL.len());
        Self {
            events,
            flagged_products: by_severity(names.len()),
            flagged_regions: by_severity(Region::ALL.len()),
            flagged_accounts: by_severity(accounts.count()),
            findings: by_severity(rules.requirements().len()),
            matches: Cells::new(Category::ALL.len()),
            allowed: 0,
            metrics,
            rules,
            products,
            names,
            accounts,
        }
    }

    /// Counts an event with its findings and matches.
    pub fn event(&mut self, event: &AuditedEvent<'_>) {
        let verdict = event.verdict();
        let unknown = self.names.len().saturating_sub(1);
        let product = self.products.get(verdict.product).copied().unwrap_or(unknown);
        let place = product * Eligibility::ALL.len() + verdict.eligibility as usize;
        self.events.add(place * Grade::ALL.len() + event.grade() as usize);
        // The worst one comes first.
        let worst = event.findings().first().map(|finding| finding.severity);
        if let Some(severity) = worst.filter(|severity| *severity > Severity::Info) {
            let place = |of: usize| of * Severity::ALL.len() + severity as usize;
            self.flagged_products.add(place(product));
            self.flagged_regions.add(place(verdict.region as usize));
            self.flagged_accounts.add(place(self.accounts.place(event.event().account())));
        }
        for finding in event.findings() {
            self.findings.add(usize::from(finding.requirement) * Severity::ALL.len() + finding.severity as usize);
        }
        for found in event.matches() {
            self.matches.add(found.category as usize);
        }
        self.allowed += u64::from(event.allowed());
    }

    /// Adds what was counted to the metrics.
    pub fn flush(&mut self) {
        let Self { metrics, rules, names, accounts, events, findings, matches, allowed, .. } = self;
        events.flush(|place| {
            let (rest, grade) = (place / Grade::ALL.len(), Grade::ALL.get(place % Grade::ALL.len())?);
            let eligibility = Eligibility::ALL.get(rest % Eligibility::ALL.len())?;
            let product = names.get(rest / Eligibility::ALL.len())?;
            Some(metrics.events_total.with([product, eligibility.name(), grade.name()]))
        });
        let split =
            |place: usize| Some((place / Severity::ALL.len(), *Severity::ALL.get(place % Severity::ALL.len())?));
        self.flagged_products.flush(|place| {
            let (product, severity) = split(place)?;
            Some(metrics.flagged_product_events_total.with([names.get(product)?, severity.name()]))
        });
        self.flagged_regions.flush(|place| {
            let (region, severity) = split(place)?;
            Some(metrics.flagged_region_events_total.with([Region::ALL.get(region)?.name(), severity.name()]))
        });
        self.flagged_accounts.flush(|place| {
            let (account, severity) = split(place)?;
            Some(metrics.flagged_account_events_total.with([accounts.label(account)?, severity.name()]))
        });
        // One lock a batch, and none where nothing was found.
        let of = |place: &usize| rules.requirements().get(place / Severity::ALL.len());
        metrics.recent.found(findings.touched.iter().filter_map(of), clock::now_ms());
        findings.flush(|place| {
            let (requirement, severity) = split(place)?;
            let requirement = rules.requirements().get(requirement)?;
            Some(metrics.findings_total.with([&requirement.id, severity.name()]))
        });
        matches.flush(|place| Some(metrics.matches_total.with([Category::ALL.get(place)?.name()])));
        metrics.allowed_matches_total.inc_by(std::mem::take(allowed));
    }
}

impl Drop for Tally {
    fn drop(&mut self) {
        self.flush();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::{Audited, Auditor};
    use crate::policy::Context;

    const EVENT: &[u8] = br#"{"type":"track","userId":"u-17","event":"Refill","properties":{"drug":"metformin"}}"#;

    fn sum(shown: &str, metric: &str) -> u64 {
        let lines = shown.lines().filter(|line| line.starts_with(&format!("phi_audit_{metric}{{")));
        lines.map(|line| line.rsplit(' ').next().unwrap().parse::<u64>().unwrap()).sum()
    }

    fn tally<const N: usize>(metrics: &Arc<Metrics>, rules: &Arc<Rules>, names: [(&str, &str); N]) -> Tally {
        let accounts = Arc::new(AccountNames::new(&Context::default(), names));
        Tally::new(Arc::clone(metrics), Arc::clone(rules), accounts)
    }

    /// A message by WhatsApp, which is no channel for PHI.
    fn message(account: &str, to: &str, body: &str) -> String {
        format!(
            r#"{{"specversion":"1.0","type":"com.twilio.messaging.message.delivered","id":"EZ1","source":"/x","time":"2025-06-01T00:00:00Z","data":{{{account}"to":"whatsapp:{to}","from":"whatsapp:+12025550199","body":"{body}"}}}}"#
        )
    }

    #[test]
    fn a_flagged_event_counts_once_by_product_region_and_account_with_its_worst_severity() {
        let (metrics, rules) = (Metrics::new().unwrap(), Rules::embedded().unwrap());
        let mut tally = tally(&metrics, &rules, [("AC00000000000000000000000000000001", "Clinic East")]);
        let (mut auditor, mut findings) = (Auditor::new(Arc::clone(&rules)), Vec::new());
        let account = |number: u8| format!(r#""accountSid":"AC{number:032}","#);
        let phi = "Hello Maria Lopez, your HIV test is positive, SSN 219-09-9999";
        for event in [
            message(&account(1), "+442079460123", phi),
            message(&account(2), "+12025550123", phi),
            message("", "+12025550123", "See you on Monday"),
            r#"{"type":"track","userId":"u-17","event":"Opened","properties":{"page":"start"}}"#.to_owned(),
        ] {
            auditor.audit(event.as_bytes(), &mut |audited| {
                let Audited::Event(event) = audited else { panic!("it can be read") };
                tally.event(&event);
                findings.push(event.findings().iter().filter(|one| one.severity > Severity::Info).count());
            });
        }
        assert!(findings[..3].iter().all(|count| *count > 0) && findings[0] > 1 && findings[3] == 0, "{findings:?}");
        drop(tally);
        let shown = metrics.render();
        for metric in ["flagged_product_events_total", "flagged_region_events_total", "flagged_account_events_total"] {
            assert_eq!(sum(&shown, metric), 3, "{metric}");
        }
        for line in [
            r#"region_events_total{region="international",severity="critical"} 1"#,
            r#"region_events_total{region="us",severity="critical"} 1"#,
            r#"account_events_total{account="Clinic East",severity="critical"} 1"#,
            r#"account_events_total{account="unlisted",severity="critical"} 1"#,
            r#"product_events_total{product="sms",severity="critical"} 2"#,
        ] {
            assert!(shown.contains(&format!("phi_audit_flagged_{line}\n")), "{line}: {shown}");
        }
        assert!(shown.contains("flagged_account_events_total{account=\"none\""), "{shown}");
        assert!(!shown.contains("AC0000"), "an id of an event became a label");
    }

    #[test]
    fn what_is_counted_arrives_once_in_the_metrics_at_the_latest_when_the_worker_ends() {
        let (metrics, rules) = (Metrics::new().unwrap(), Rules::embedded().unwrap());
        let mut tally = tally(&metrics, &rules, []);
        let mut auditor = Auditor::new(Arc::clone(&rules));
        let (mut events, mut findings, mut matches) = (0, 0, 0);
        let mut audit = |tally: &mut Tally| {
            auditor.audit(EVENT, &mut |audited| {
                let Audited::Event(event) = audited else { panic!("it can be read") };
                tally.event(&event);
                events += 1;
                findings += event.findings().len() as u64;
                matches += event.matches().len() as u64;
            });
        };
        audit(&mut tally);
        assert_eq!(sum(&metrics.render(), "events_total"), 0, "counted, not flushed");
        tally.flush();
        tally.flush();
        assert_eq!(sum(&metrics.render(), "events_total"), 1);
        let recent = metrics.recent.all();
        assert!(
            !recent.is_empty() && recent.iter().all(|(id, found)| rules.requirement(id).unwrap().title == found.title)
        );
        audit(&mut tally);
        audit(&mut tally);
        drop(tally);
        let shown = metrics.render();
        assert!(events == 3 && findings > 0 && matches > 0);
        assert_eq!(sum(&shown, "events_total"), events);
        assert_eq!(sum(&shown, "findings_total"), findings);
        assert_eq!(sum(&shown, "matches_total"), matches);
        assert!(shown.contains("phi_audit_matches_total{category=\"drug\"} 3\n"));
    }
}
