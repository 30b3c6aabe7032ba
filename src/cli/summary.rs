//! The last line of a run: how many events, how bad, what stayed unread, by which rules.

use std::fmt::Write;

use serde::{Deserialize, Serialize};

use super::{Exit, FailOn};
use crate::policy::Severity;
use crate::record::{LinkedRecord, Record};

/// What a run has seen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// Events audited.
    pub events: u64,
    /// Documents or parts of them that could not be read, or only up to a bound.
    pub unread: u64,
    /// Matches that allow lists took out.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub allowed: u64,
    /// Canaries of the service, which count as nothing else.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub canaries: u64,
    /// Events by their worst finding, in the order of [`Severity::ALL`].
    by_severity: [u64; 5],
    /// Findings over several events, in the same order.
    #[serde(skip)] // they are of the whole, and not of an object
    linked: [u64; 5],
}

impl Summary {
    /// Counts one event.
    pub fn count(&mut self, record: &Record<'_>) {
        self.event(record.worst());
    }

    /// Counts one event by its worst finding.
    pub fn event(&mut self, worst: Option<Severity>) {
        self.events += 1;
        if let Some(count) = worst.and_then(|worst| self.by_severity.get_mut(worst as usize)) {
            *count += 1;
        }
    }

    /// Counts a finding over several events.
    pub fn linked(&mut self, record: &LinkedRecord<'_>) {
        if let Some(count) = self.linked.get_mut(record.severity as usize) {
            *count += 1;
        }
    }

    /// Adds what another stretch of the input has seen.
    pub fn add(&mut self, more: &Summary) {
        self.events += more.events;
        self.unread += more.unread;
        self.allowed += more.allowed;
        self.canaries += more.canaries;
        let counts = self.by_severity.iter_mut().zip(more.by_severity);
        counts.chain(self.linked.iter_mut().zip(more.linked)).for_each(|(count, more)| *count += more);
    }

    /// Events by their worst finding, in the order of [`Severity::ALL`].
    pub const fn by_severity(&self) -> [u64; 5] {
        self.by_severity
    }

    /// Events with a finding above `info`.
    pub fn with_finding(&self) -> u64 {
        worst_first(self.by_severity).filter(|(severity, _)| *severity > Severity::Info).map(|(_, count)| count).sum()
    }

    /// The exit code. A finding is more urgent than a line that could not be read, but such a line is never clean.
    pub fn exit(&self, fail_on: FailOn) -> Exit {
        match fail_on.exit(self.worst()) {
            Exit::Clean if self.unread > 0 => Exit::Failed,
            exit => exit,
        }
    }

    /// The line, without its end.
    pub fn line(&self, digest: &str) -> String {
        let mut line = plural(self.events, "event");
        let mut separator = ": ";
        // Writing to a string does not fail.
        for (severity, count) in findings(self.by_severity) {
            let _ = write!(line, "{separator}{count} {severity}");
            separator = ", ";
        }
        // Each event counts once here; a report counts findings.
        line.push_str(if self.with_finding() > 0 { " at worst" } else { "" });
        let clean = self.events - self.with_finding();
        let _ = write!(line, "{separator}{clean} without a finding");
        separator = "; findings over several events: ";
        for (severity, count) in findings(self.linked) {
            let _ = write!(line, "{separator}{count} {severity}");
            separator = ", ";
        }
        if self.allowed > 0 {
            let matches = if self.allowed == 1 { "match" } else { "matches" };
            let _ = write!(line, "; {} {matches} allowed", self.allowed);
        }
        if self.canaries > 0 {
            let canaries = if self.canaries == 1 { "canary" } else { "canaries" };
            let _ = write!(line, "; {} {canaries} left out", self.canaries);
        }
        if self.unread > 0 {
            let _ = write!(line, "; {} could not be read", plural(self.unread, "part"));
        }
        if let Some(digest) = digest.get(..12) {
            let _ = write!(line, " · rules {digest}");
        }
        line
    }

    fn worst(&self) -> Option<Severity> {
        let worst = |counts| worst_first(counts).find(|(_, count)| *count > 0).map(|(severity, _)| severity);
        worst(self.by_severity).max(worst(self.linked))
    }
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
fn is_zero(count: &u64) -> bool {
    *count == 0
}

/// Counts in the order of [`Severity::ALL`], turned round.
fn worst_first(counts: [u64; 5]) -> impl Iterator<Item = (Severity, u64)> {
    Severity::ALL.iter().copied().zip(counts).rev()
}

/// Those of findings above `info` that there are.
fn findings(counts: [u64; 5]) -> impl Iterator<Item = (Severity, u64)> {
    worst_first(counts).filter(|(severity, count)| *severity > Severity::Info && *count > 0)
}

/// "1 event", "2 events".
pub fn plural(count: u64, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn summary(by_severity: [u64; 5], clean: u64, unread: u64) -> Summary {
        let events = by_severity.iter().sum::<u64>() + clean;
        Summary { events, unread, by_severity, ..Summary::default() }
    }

    #[test]
    fn the_line_counts_the_worst_first_and_facts_as_clean() {
        let line = summary([2, 0, 1, 3, 4], 5, 1).line("0123456789abcdef");
        assert_eq!(
            line,
            "15 events: 4 critical, 3 high, 1 medium at worst, 7 without a finding; 1 part could not be read · rules 0123456789ab"
        );
        assert_eq!(Summary::default().line(""), "0 events: 0 without a finding");
    }

    #[test]
    fn findings_over_several_events_count_without_an_event_being_counted_twice() {
        let linked = Summary { linked: [1, 0, 0, 2, 1], ..summary([0, 0, 0, 1, 0], 3, 0) };
        assert_eq!(
            linked.line(""),
            "4 events: 1 high at worst, 3 without a finding; findings over several events: 1 critical, 2 high"
        );
        assert_eq!((linked.exit(FailOn::Critical), linked.with_finding()), (Exit::Findings, 1));
    }

    #[test]
    fn canaries_are_told_and_are_no_events() {
        let line = |canaries| Summary { canaries, ..summary([0; 5], 2, 0) }.line("");
        assert_eq!(line(1), "2 events: 2 without a finding; 1 canary left out");
        assert_eq!(line(3), "2 events: 2 without a finding; 3 canaries left out");
    }

    #[test]
    fn findings_win_over_unread_parts_and_unread_parts_over_clean() {
        assert_eq!(summary([0, 0, 0, 1, 0], 0, 1).exit(FailOn::High), Exit::Findings);
        assert_eq!(summary([0, 0, 1, 0, 0], 0, 1).exit(FailOn::High), Exit::Failed);
        assert_eq!(summary([0, 0, 0, 0, 1], 9, 0).exit(FailOn::Never), Exit::Clean);
    }
}
