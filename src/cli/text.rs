//! One event for a person's eye: two or three lines that say what it is, the verdict, why, where, and what to do.
//!
//! Values appear only as masked shapes handed in by the caller. Ids, types and names that come out of the event are written
//! without control characters, so that an event cannot move the cursor or the colours of the reader's terminal.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io::{self, Write};

use anstyle::Style;

use super::Paint;
use crate::detect::Role;
use crate::policy::Severity;
use crate::record::{FindingRecord, LinkedEvent, LinkedRecord, MatchRecord, Record};

/// How many matches are written out; the others are counted.
const SHOWN: usize = 3;

/// Writes one event.
pub fn event(out: &mut dyn Write, paint: Paint, record: &Record<'_>, words: &dyn Words) -> io::Result<()> {
    headline(out, paint, record, words)?;
    if let Some(worst) = worst(record) {
        why(out, paint, record, worst, words)?;
    }
    if !record.matches.is_empty() {
        found(out, paint, record, words)?;
    }
    Ok(())
}

/// Writes what several events show together.
pub fn linked(out: &mut dyn Write, paint: Paint, record: &LinkedRecord<'_>, words: &dyn Words) -> io::Result<()> {
    let (style, strong, dim) = (style(paint, record.severity), paint.strong, paint.dim);
    write!(out, "{style}{:<8}{style:#} {strong}{}{strong:#}", record.severity.name(), plain(&record.resource.kind))?;
    if let Some(id) = &record.resource.id {
        write!(out, " {}", plain(id))?;
    }
    write!(out, " · over several events")?;
    if let Some(account) = &record.account {
        write!(out, " · {}", plain(words.name(account).unwrap_or(account)))?;
    }
    let day = |time: &Option<Cow<'_, str>>| time.as_deref().and_then(|time| time.get(..10)).map(str::to_owned);
    match (day(&record.first), day(&record.last)) {
        (Some(first), Some(last)) if first != last => write!(out, " · {} to {}", plain(&first), plain(&last))?,
        (_, Some(last)) => write!(out, " · {}", plain(&last))?,
        _ => {}
    }
    write!(out, "\n  {dim}breaks{dim:#} {} {dim}[{}]{dim:#}", plain(&record.title), plain(&record.requirement))?;
    if let Some(remedy) = words.remedy(&record.requirement) {
        write!(out, " → {strong}{}{strong:#}", plain(remedy))?;
    }
    write!(out, "\n  {dim}shows{dim:#}  ")?;
    for (nth, LinkedEvent { part, event_id, time }) in record.events.iter().enumerate() {
        let comma = if nth == 0 { "" } else { ", " };
        let (id, time) = (event_id.as_deref().unwrap_or("no id"), time.as_deref().unwrap_or("no time"));
        write!(out, "{comma}{} {dim}({}, {}){dim:#}", plain(part), plain(id), plain(time))?;
    }
    writeln!(out)
}

/// Writes what could not be read.
pub fn failure(out: &mut dyn Write, paint: Paint, source: &str, line: u64, kind: &str, offset: u64) -> io::Result<()> {
    let (yellow, dim) = (paint.yellow, paint.dim);
    write!(out, "{yellow}unread  {yellow:#} {} · {dim}{}", spoken(kind), plain(source))?;
    if line > 0 {
        write!(out, ":{line} byte {offset}")?;
    }
    writeln!(out, "{dim:#}")
}

/// What the record alone cannot say.
pub trait Words {
    /// The masked shape of the n-th match.
    fn mask(&self, index: usize) -> String;
    /// What to do about a requirement.
    fn remedy(&self, requirement: &str) -> Option<&str>;
    /// What people call an account.
    fn name(&self, account: &str) -> Option<&str>;
}

/// What it is, and the verdict.
fn headline(out: &mut dyn Write, paint: Paint, record: &Record<'_>, words: &dyn Words) -> io::Result<()> {
    let (style, badge) = match worst(record) {
        Some(finding) => (style(paint, finding.severity), finding.severity.name()),
        None => (paint.green, "clean"),
    };
    let (strong, dim) = (paint.strong, paint.dim);
    write!(out, "{style}{badge:<8}{style:#} {strong}{}{strong:#}", plain(&record.product))?;
    if let Some(feature) = record.feature.as_ref().filter(|feature| **feature != record.product) {
        write!(out, " {}", plain(feature))?;
    }
    if let Some(event_type) = &record.event_type {
        write!(out, " {dim}{}{dim:#}", plain(event_type))?;
    }
    write!(out, " · {} · {}", spoken(record.eligibility.name()), spoken(record.phi.name()))?;
    if let Some(account) = &record.account {
        write!(out, " · {}", plain(words.name(account).unwrap_or(account)))?;
    }
    if let Some(day) = record.time.as_deref().and_then(|time| time.get(..10)) {
        write!(out, " · {}", plain(day))?;
    }
    write!(out, " · {dim}{}:{}", plain(&record.source), record.line)?;
    if record.item > 0 {
        write!(out, " item {}", record.item)?;
    }
    writeln!(out, "{dim:#}")
}

/// The requirement it breaks worst, and what to do.
fn why(
    out: &mut dyn Write,
    paint: Paint,
    record: &Record<'_>,
    worst: &FindingRecord<'_>,
    words: &dyn Words,
) -> io::Result<()> {
    let (strong, dim) = (paint.strong, paint.dim);
    write!(out, "  {dim}breaks{dim:#} {} {dim}[{}]{dim:#}", plain(&worst.title), plain(&worst.requirement))?;
    let others = record.findings.iter().filter(|finding| finding.severity > Severity::Info).count().saturating_sub(1);
    if others > 0 {
        write!(out, " {dim}and {others} more{dim:#}")?;
    }
    if let Some(id) = &worst.overridden_by {
        write!(out, " {dim}(severity by {}){dim:#}", plain(id))?;
    }
    if let Some(remedy) = words.remedy(&worst.requirement) {
        write!(out, " → {strong}{}{strong:#}", plain(remedy))?;
    }
    writeln!(out)
}

/// Where what was found.
fn found(out: &mut dyn Write, paint: Paint, record: &Record<'_>, words: &dyn Words) -> io::Result<()> {
    let dim = paint.dim;
    write!(out, "  {dim}found{dim:#}  ")?;
    for (nth, (index, found)) in in_order_of_interest(record).into_iter().take(SHOWN).enumerate() {
        let comma = if nth == 0 { "" } else { ", " };
        write!(out, "{comma}{} {}", spoken(found.category.name()), plain(&found.path))?;
        let mask = words.mask(index);
        if !mask.is_empty() {
            write!(out, " {dim}{}{dim:#}", plain(&mask))?;
        }
    }
    if let Some(others) = record.matches.len().checked_sub(SHOWN).filter(|others| *others > 0) {
        write!(out, " {dim}and {others} more{dim:#}")?;
    }
    writeln!(out)
}

/// Each category once before any comes twice; what points at a person or speaks of health before what does neither, and the
/// surest first.
fn in_order_of_interest<'r>(record: &'r Record<'_>) -> Vec<(usize, &'r MatchRecord<'r>)> {
    let mut matches: Vec<_> = record.matches.iter().enumerate().collect();
    let remote = |found: &MatchRecord<'_>| match found.category.role() {
        Role::Direct | Role::Health => 0,
        Role::Indirect => 1,
        Role::Reference => 2,
    };
    matches.sort_by_key(|(_, found)| (remote(found), Reverse(found.confidence)));
    let mut seen = BTreeMap::new();
    let mut ranked: Vec<_> = matches
        .into_iter()
        .map(|(index, found)| {
            let turn = seen.entry(found.category).and_modify(|turn| *turn += 1).or_insert(0);
            (*turn, index, found)
        })
        .collect();
    ranked.sort_by_key(|(turn, _, _)| *turn);
    ranked.into_iter().map(|(_, index, found)| (index, found)).collect()
}

/// The finding a person should read first; mere facts are none.
fn worst<'r>(record: &'r Record<'_>) -> Option<&'r FindingRecord<'r>> {
    let findings = record.findings.iter().filter(|finding| finding.severity > Severity::Info);
    // `max_by_key` gives the last of equals; the first is the one the rules put first.
    findings.rev().max_by_key(|finding| finding.severity)
}

/// The colour of a severity.
pub fn style(paint: Paint, severity: Severity) -> Style {
    match severity {
        Severity::Critical | Severity::High => paint.red,
        Severity::Medium => paint.yellow,
        Severity::Low => paint.cyan,
        Severity::Info => paint.dim,
    }
}

/// A name of the records as words: `not_eligible` → `not eligible`.
fn spoken(name: &str) -> String {
    match name {
        "phi" => "PHI".to_owned(),
        "likely_phi" => "likely PHI".to_owned(),
        "pii" => "PII".to_owned(),
        "none" => "no PHI".to_owned(),
        _ => name.replace('_', " "),
    }
}

/// Text out of an event, without anything a terminal would obey.
pub fn plain(text: &str) -> Cow<'_, str> {
    // Bidirectional overrides turn the line round; they are no control characters by category.
    let obeyed = |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if text.contains(obeyed) { text.replace(obeyed, "\u{fffd}").into() } else { text.into() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::{Category, Confidence, Grade, Strength};
    use crate::event::Kind;
    use crate::policy::{Eligibility, Region};

    struct Fixed;

    impl Words for Fixed {
        fn mask(&self, index: usize) -> String {
            ["###-##-####", "xxxxxxxx", "xx"].get(index).copied().unwrap_or_default().to_owned()
        }
        fn remedy(&self, _: &str) -> Option<&str> {
            Some("Keep PHI out of Programmable Video.")
        }
        fn name(&self, _: &str) -> Option<&str> {
            None
        }
    }

    fn found(category: Category, path: &str, confidence: Confidence) -> MatchRecord<'_> {
        let matcher = "m.x".into();
        MatchRecord {
            matcher,
            category,
            path: path.into(),
            start: 0,
            end: 4,
            strength: Strength::Pattern,
            confidence,
            protected: false,
        }
    }

    fn finding(requirement: &str, severity: Severity) -> FindingRecord<'_> {
        FindingRecord {
            requirement: requirement.into(),
            severity,
            title: "Programmable Video is not eligible".into(),
            section: "Not Eligible for HIPAA".into(),
            as_of: "2024-12-11".into(),
            overridden_by: None,
        }
    }

    fn record<'a>() -> Record<'a> {
        Record {
            source: "events.ndjson".into(),
            line: 12,
            item: 0,
            kind: Kind::Twilio,
            event_id: Some("EZ1".into()),
            event_type: Some("com.twilio.video.room.created".into()),
            time: Some("2025-01-03T10:00:00Z".into()),
            account: Some("AC1".into()),
            product: "video".into(),
            feature: None,
            eligibility: Eligibility::NotEligible,
            region: Region::Unknown,
            phi: Grade::Phi,
            matches: Vec::new(),
            findings: Vec::new(),
        }
    }

    fn written(record: &Record<'_>) -> String {
        let mut out = Vec::new();
        event(&mut out, Paint::new(false), record, &Fixed).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_finding_reads_at_a_glance() {
        let mut record = record();
        record.findings =
            vec![finding("event-seen", Severity::Info), finding("video-not-eligible", Severity::Critical)];
        record.matches = vec![
            found(Category::Ssn, "/data/a", Confidence::High),
            found(Category::Condition, "/data/b", Confidence::Medium),
        ];
        insta::assert_snapshot!(written(&record), @r"
        critical video com.twilio.video.room.created · not eligible · PHI · AC1 · 2025-01-03 · events.ndjson:12
          breaks Programmable Video is not eligible [video-not-eligible] → Keep PHI out of Programmable Video.
          found  ssn /data/a ###-##-####, condition /data/b xxxxxxxx
        ");
    }

    #[test]
    fn every_category_is_shown_before_one_is_shown_twice() {
        let mut record = record();
        let path = |at| ["/a", "/b", "/c", "/d"][at];
        let ssn = |at| found(Category::Ssn, path(at), Confidence::High);
        record.matches = vec![ssn(0), ssn(1), ssn(2), found(Category::Drug, "/d", Confidence::Low)];
        let text = written(&record);
        assert!(text.contains("ssn /a ###-##-####, drug /d, ssn /b xxxxxxxx and 1 more"), "{text}");
    }

    #[test]
    fn an_event_cannot_command_the_terminal() {
        let mut record = record();
        record.event_type = Some("a\u{1b}[2Jb\u{202e}c\nd".into());
        assert!(written(&record).contains("a\u{fffd}[2Jb\u{fffd}c\u{fffd}d"));
    }

    #[test]
    fn an_event_of_which_only_facts_are_known_is_clean_and_takes_one_line() {
        let mut record = record();
        record.findings = vec![finding("event-seen", Severity::Info)];
        let text = written(&record);
        assert!(text.starts_with("clean ") && text.lines().count() == 1, "{text}");
    }
}
