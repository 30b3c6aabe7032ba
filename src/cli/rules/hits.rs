//! What matchers find in samples: how often, and the first places with masked context. No value is shown, and of the words around
//! it only keywords of the matcher and the most common ones.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;

use super::samples;
use crate::audit::{Audited, AuditedEvent, Auditor};
use crate::cli::{Error, plural};
use crate::detect::Matcher;
use crate::rules::Rules;

/// Places shown of a matcher.
pub(super) const SHOWN: usize = 10;

/// What some matchers find.
pub(super) struct Hits {
    matchers: Vec<Counted>,
    pub events: u64,
    pub unread: u64,
}

/// What one matcher finds.
struct Counted {
    index: usize,
    id: String,
    words: BTreeSet<String>,
    hits: u64,
    events: u64,
    shown: Vec<String>,
}

/// Runs rules over samples and counts what those of the matchers find that are `wanted`.
pub(super) fn count(
    runs: &[Arc<Rules>],
    paths: &[PathBuf],
    wanted: impl Fn(&Matcher) -> bool,
    shown: usize,
) -> Result<Vec<Hits>, Error> {
    let mut all: Vec<(Auditor, Hits)> =
        runs.iter().map(|rules| (Auditor::new(Arc::clone(rules)), Hits::of(rules, &wanted))).collect();
    let unread = samples::read(paths, &mut |sample| {
        for (auditor, hits) in &mut all {
            auditor.audit_record(sample.bytes, &sample.around, &mut |audited| match audited {
                Audited::Event(event) => hits.event(sample.source, sample.line, &event, shown),
                Audited::Canary(_) => {}
                Audited::Failed(_) => hits.unread += 1,
            });
        }
    })?;
    Ok(all.into_iter().map(|(_, hits)| Hits { unread: hits.unread + unread, ..hits }).collect())
}

impl Hits {
    fn of(rules: &Rules, wanted: &impl Fn(&Matcher) -> bool) -> Self {
        let counted = |(index, matcher): (usize, &Matcher)| Counted {
            index,
            id: matcher.id.clone(),
            words: words(matcher),
            hits: 0,
            events: 0,
            shown: Vec::new(),
        };
        let matchers =
            rules.matchers().iter().enumerate().filter(|(_, matcher)| wanted(matcher)).map(counted).collect();
        Self { matchers, events: 0, unread: 0 }
    }

    fn event(&mut self, source: &str, line: u64, event: &AuditedEvent<'_>, shown: usize) {
        self.events += 1;
        for one in &mut self.matchers {
            let mut found = false;
            for (at, hit) in event.matches().iter().enumerate().filter(|(_, hit)| usize::from(hit.matcher) == one.index)
            {
                one.hits += 1;
                found = true;
                if one.shown.len() < shown {
                    let record = event.record(source, line, 0);
                    let path = record.matches.get(at).map_or("", |found| &found.path);
                    let context = event.masked_context(at, &|word| one.words.contains(word));
                    one.shown.push(format!("{source}:{line}  {path}  {}  {context}", hit.confidence));
                }
            }
            one.events += u64::from(found);
        }
    }

    /// Events in which the first of the matchers finds something.
    pub fn first(&self) -> u64 {
        self.matchers.first().map_or(0, |one| one.events)
    }

    /// The places of the first of the matchers.
    pub fn places(&self) -> &[String] {
        self.matchers.first().map_or(&[], |one| &one.shown)
    }

    /// Counts and places, some lines a matcher.
    pub fn print(&self, out: &mut dyn Write) -> io::Result<()> {
        let unread = match self.unread {
            0 => String::new(),
            parts => format!("; {} could not be read", plural(parts, "part")),
        };
        writeln!(out, "samples: {}{unread}", plural(self.events, "event"))?;
        for one in &self.matchers {
            let rate = per_ten_thousand(one.events, self.events);
            writeln!(out, "  {}  {} in {} ({rate})", one.id, plural(one.hits, "hit"), plural(one.events, "event"))?;
            one.shown.iter().try_for_each(|place| writeln!(out, "    {place}"))?;
            let more = one.hits.saturating_sub(one.shown.len() as u64);
            if more > 0 {
                writeln!(out, "    … and {more} more")?;
            }
        }
        Ok(())
    }
}

/// A share in words.
pub(super) fn per_ten_thousand(part: u64, all: u64) -> String {
    let rate = if all == 0 { 0.0 } else { part as f64 * 10_000.0 / all as f64 };
    if rate > 0.0 && rate < 10.0 {
        format!("{rate:.1} of 10,000 events")
    } else {
        format!("{rate:.0} of 10,000 events")
    }
}

/// The words that may be shown around its values, in lower case; those in its pattern are part of the shape.
fn words(matcher: &Matcher) -> BTreeSet<String> {
    let phrases = matcher.keywords.iter().chain(&matcher.excluded).chain(&matcher.words);
    phrases.flat_map(|phrase| phrase.split(|unit: char| !unit.is_alphanumeric())).map(str::to_lowercase).collect()
}
