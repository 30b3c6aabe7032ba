//! The figures for a person at a terminal, and the list of what was missed and what was wrong.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::output::{Score, percent};
use super::verdict;
use crate::cli::Io;
use crate::detect::{Confidence, Grade, Matcher};
use crate::score::{Miss, MissKind};

/// Writes the tables.
pub(super) fn write(score: &Score<'_>, io: &mut Io) -> io::Result<()> {
    let out = &mut *io.out;
    writeln!(
        out,
        "{:<20} {:>7} {:>8} {:>8} {:>8} {:>10} {:>8} {:>12}",
        "category", "labels", "found", "acting", "named", "precision", "F1", "clean alarms"
    )?;
    // A corpus of one's own has few of them.
    for row in score.categories().into_iter().filter(|row| row.counts.labels > 0 || row.counts.precision().is_some()) {
        writeln!(
            out,
            "{:<20} {:>7} {:>8} {:>8} {:>8} {:>10} {:>8} {:>12}",
            row.title,
            row.counts.labels,
            percent(row.counts.recall()),
            percent(row.counts.acting_recall()),
            percent(row.named()),
            percent(row.counts.precision()),
            percent(row.counts.f1()),
            row.counts.clean_alarms
        )?;
    }
    writeln!(out)?;
    for row in score.groups() {
        writeln!(
            out,
            "{:<52} recall {:>7} (floor {:.3})  precision {:>7} (floor {:.3})",
            row.title,
            percent(row.counts.acting_recall()),
            row.floor.recall,
            percent(row.counts.precision()),
            row.floor.precision
        )?;
    }
    writeln!(out)?;
    for (name, set) in score.sets() {
        let (right, missed, wrong) = set.phi();
        writeln!(
            out,
            "{name:<12} {:>6} events, {:>5} labels, {:>7} found; phi: {right} right, {missed} missed, {wrong} wrong; \
             {} events with a false alarm{}",
            set.events,
            set.labels,
            percent(score.share(set.acting, set.labels)),
            set.alarmed,
            score
                .share(set.alarmed * 10_000, set.events)
                .map(|per| format!(" ({per:.0} per 10,000)"))
                .unwrap_or_default()
        )?;
    }
    writeln!(
        out,
        "\n{:<12} {:>8} {:>8} {:>8} {:>10} {:>8}   (as it got)",
        "grade", "none", "health", "pii", "likely_phi", "phi"
    )?;
    for (grade, row) in Grade::ALL.iter().zip(score.tally.all_sets().grades) {
        let [none, health, pii, likely, phi] = row;
        writeln!(out, "{:<12} {none:>8} {health:>8} {pii:>8} {likely:>10} {phi:>8}", grade.name())?;
    }
    writeln!(out)?;
    for breach in score.breaches {
        let red = io.paint.red;
        writeln!(out, "{red}below:{red:#} {breach}")?;
    }
    writeln!(out, "{}", verdict(score))
}

/// Lists at most `most` misses of every kind, with their place; with the text only where it is asked for.
pub(super) fn misses<'m, 'c: 'm>(
    misses: impl Iterator<Item = &'m Miss<'c>>,
    most: usize,
    show_text: bool,
    matchers: &[Matcher],
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for miss in misses {
        let kind = kind(miss, matchers);
        let count = seen.entry(kind.clone()).or_default();
        *count += 1;
        if *count > most {
            continue;
        }
        let (file, line) = (&miss.case.file, miss.case.line);
        write!(out, "{file}:{line}: {kind}")?;
        if !miss.path.is_empty() {
            write!(out, " at {} {}..{}", miss.path, miss.range.0, miss.range.1)?;
        }
        match (show_text, miss.text.as_str()) {
            (true, "") => writeln!(out, " in {}", miss.case.event)?,
            (true, text) => writeln!(out, ": {text:?} in {}", miss.case.event)?,
            (false, _) => writeln!(out)?,
        }
    }
    if most > 0 {
        for (kind, count) in seen {
            writeln!(out, "{count:>6}  {kind}")?;
        }
    }
    Ok(())
}

fn kind(miss: &Miss<'_>, matchers: &[Matcher]) -> String {
    match miss.kind {
        MissKind::Missed { category, faint } => {
            let category = category.map_or("health", |category| category.name());
            format!("missed {category}{}", if faint { " (found at low confidence)" } else { "" })
        }
        MissKind::Wrong { matcher, category, confidence } => {
            let id = matchers.get(usize::from(matcher)).map_or("", |matcher| &matcher.id);
            let faint = if confidence == Confidence::Low { " (low confidence)" } else { "" };
            format!("wrong {category} by {id}{faint}")
        }
        MissKind::Grade { got } => format!("grade {} for {}", got.name(), miss.case.grade.name()),
    }
}
