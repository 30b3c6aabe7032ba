//! How changes of findings are written: each as it comes, or counted with examples at the end.

use std::io::Write;

use serde::Serialize;

use super::Format;
use crate::cli::columns::{self, Align, Cell};
use crate::cli::text::{plain, style};
use crate::cli::{Error, Io, Paint};
use crate::detect::Grade;
use crate::diff::{Change, ChangeKind, Changes, Compared, Counts, Example, MatchChange, MatcherCounts, Side};
use crate::report::{grouped, inert};

/// Writes and counts.
pub(super) struct Output {
    format: Format,
    examples: usize,
    changes: Changes,
    /// One line, reused.
    buffer: Vec<u8>,
    begun: bool,
}

const COLUMNS: [&str; 17] = [
    "about",
    "change",
    "source",
    "line",
    "item",
    "requirement",
    "severity_before",
    "severity_after",
    "phi_before",
    "phi_after",
    "eligibility_before",
    "eligibility_after",
    "as_of_before",
    "as_of_after",
    "matcher",
    "category",
    "path",
];

/// The fields of a matcher that are named.
const FIELDS: usize = 5;

impl Output {
    pub fn new(format: Format, examples: usize) -> Self {
        Self { format, examples, changes: Changes::default(), buffer: Vec::new(), begun: false }
    }

    pub const fn changes(&self) -> &Changes {
        &self.changes
    }

    /// Takes a finding; writes it if it differs.
    pub fn finding(&mut self, compared: Compared, io: &mut Io) -> Result<(), Error> {
        self.changes.alike(&compared);
        let Compared::Differs(change) = compared else { return Ok(()) };
        self.changes.finding(&change);
        match self.format {
            Format::Ndjson => self.json(&change, io),
            Format::Csv => {
                let of = |side: &Option<Side>, word: fn(&Side) -> &str| side.as_ref().map_or("", word).to_owned();
                let both = |word: fn(&Side) -> &str| [of(&change.before, word), of(&change.after, word)];
                let [severity, phi, eligibility, as_of] = [
                    both(|side| side.severity.name()),
                    both(|side| side.phi.name()),
                    both(|side| side.eligibility.name()),
                    both(|side| &side.as_of),
                ];
                let head = [
                    change.about.to_owned(),
                    change.change.to_string(),
                    change.source,
                    change.line.to_string(),
                    change.item.to_string(),
                    change.requirement,
                ];
                let sides = [severity, phi, eligibility, as_of].into_iter().flatten();
                self.csv(head.into_iter().chain(sides).chain([const { String::new() }; 3]), io)
            }
            Format::Text | Format::Json => Ok(()),
        }
    }

    /// Takes a match that differs.
    pub fn matched(&mut self, change: &MatchChange, io: &mut Io) -> Result<(), Error> {
        self.changes.matched(change);
        match self.format {
            Format::Ndjson => self.json(change, io),
            Format::Csv => {
                let head = [
                    change.about.to_owned(),
                    change.change.to_string(),
                    change.source.clone(),
                    change.line.to_string(),
                    change.item.to_string(),
                ];
                let none = std::iter::repeat_n(String::new(), 9);
                self.csv(
                    head.into_iter().chain(none).chain([
                        change.matcher.clone(),
                        change.category.to_string(),
                        change.path.clone(),
                    ]),
                    io,
                )
            }
            Format::Text | Format::Json => Ok(()),
        }
    }

    /// Takes an event whose grade differs.
    pub fn graded(&mut self, before: Grade, after: Grade) {
        self.changes.graded(before, after);
    }

    /// Writes what is left to write, and the last line.
    pub fn finish(&mut self, io: &mut Io, about: &str) -> Result<(), Error> {
        match self.format {
            Format::Text => self.text(io)?,
            Format::Json => {
                serde_json::to_writer_pretty(&mut *io.out, &self.changes)?;
                io.out.write_all(b"\n")?;
            }
            Format::Csv if !self.begun => self.head(io)?,
            Format::Csv | Format::Ndjson => {}
        }
        io.out.flush()?;
        let [new, gone, changed] = self.changes.sums().map(grouped);
        let same = grouped(self.changes.same);
        let restated = match self.changes.restated {
            0 => String::new(),
            count => format!(", {} the same by another edition", grouped(count)),
        };
        Ok(writeln!(
            io.err,
            "findings: {new} new, {gone} gone, {changed} changed, {same} the same{restated} · {about}"
        )?)
    }

    fn text(&self, io: &mut Io) -> Result<(), Error> {
        let Io { out, paint, .. } = io;
        let (paint, out) = (*paint, &mut **out);
        let strong = paint.strong;
        if self.changes.is_empty() {
            return Ok(writeln!(out, "no difference")?);
        }
        let mut requirements: Vec<(&str, &Counts)> =
            self.changes.requirements.entries.iter().map(|(id, counts)| (id.as_str(), counts)).collect();
        requirements
            .sort_by_key(|(_, counts)| std::cmp::Reverse((counts.worst, counts.new + counts.gone + counts.changed)));
        requirements.extend(self.changes.requirements.others.iter().map(|counts| ("all others", counts)));
        if !requirements.is_empty() {
            writeln!(out, "{strong}findings{strong:#}")?;
        }
        for (requirement, counts) in requirements {
            let worst = counts.worst.map(|worst| (worst.name(), style(paint, worst))).unwrap_or_default();
            write!(out, "  {} {:>7}", signs(counts.new, counts.gone), signed('~', counts.changed))?;
            writeln!(out, "  {}{:<8}{:#}  {}", worst.1, worst.0, worst.1, plain(requirement))?;
            for change in counts.examples.iter().take(self.examples) {
                let place = place(&change.source, change.line, change.item);
                self.example(out, paint, change.change, &format!("{place}  {}", judged(change)))?;
            }
        }
        let mut matchers: Vec<(&str, &MatcherCounts)> =
            self.changes.matchers.entries.iter().map(|(id, counts)| (id.as_str(), counts)).collect();
        matchers.sort_by_key(|(_, counts)| std::cmp::Reverse(counts.new + counts.gone));
        matchers.extend(self.changes.matchers.others.iter().map(|counts| ("all others", counts)));
        if !matchers.is_empty() {
            writeln!(out, "{strong}matches{strong:#}")?;
        }
        for (matcher, counts) in matchers {
            let category = counts.category.map_or("", |category| category.name());
            let signs = signs(counts.new, counts.gone);
            writeln!(out, "  {signs}  {}  {category}{}", plain(matcher), fields(counts))?;
            for Example { change, source, line, item, path } in counts.examples.iter().take(self.examples) {
                self.example(out, paint, *change, &format!("{}  {path}", place(source, *line, *item)))?;
            }
        }
        if !self.changes.grades.is_empty() {
            writeln!(out, "{strong}grades of events{strong:#}")?;
            let row = |(change, count): (&String, &u64)| {
                [Cell::new(format!("  {}", grouped(*count))), Cell::new(change.replace('_', " "))]
            };
            let rows: Vec<_> = self.changes.grades.iter().map(row).collect();
            columns::write_rows(out, [Align::Right, Align::Left], &rows)?;
        }
        Ok(())
    }

    fn example(&self, out: &mut dyn Write, paint: Paint, change: ChangeKind, text: &str) -> Result<(), Error> {
        let dim = paint.dim;
        Ok(writeln!(out, "      {dim}{} {}{dim:#}", sign(change), plain(text))?)
    }

    fn json(&mut self, line: &impl Serialize, io: &mut Io) -> Result<(), Error> {
        self.buffer.clear();
        serde_json::to_writer(&mut self.buffer, line)?;
        self.buffer.push(b'\n');
        Ok(io.out.write_all(&self.buffer)?)
    }

    fn head(&mut self, io: &mut Io) -> Result<(), Error> {
        self.begun = true;
        self.csv(COLUMNS.map(str::to_owned).into_iter(), io)
    }

    fn csv(&mut self, cells: impl Iterator<Item = String>, io: &mut Io) -> Result<(), Error> {
        if !self.begun {
            self.head(io)?;
        }
        let mut csv = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(&mut *io.out); // RFC 4180
        let written = csv.write_record(cells.map(|cell| inert(&cell).into_owned()));
        written.map_err(std::io::Error::from)?;
        Ok(csv.flush()?)
    }
}

/// `+12 −3`, each as wide as numbers usually are.
fn signs(new: u64, gone: u64) -> String {
    format!("{:>7} {:>7}", signed('+', new), signed('−', gone))
}

fn signed(sign: char, count: u64) -> String {
    if count == 0 { "·".to_owned() } else { format!("{sign}{}", grouped(count)) }
}

fn sign(change: ChangeKind) -> char {
    match change {
        ChangeKind::New => '+',
        ChangeKind::Gone => '−',
        ChangeKind::Changed => '~',
    }
}

fn place(source: &str, line: u64, item: u64) -> String {
    if item > 0 { format!("{source}:{line} item {item}") } else { format!("{source}:{line}") }
}

/// How a finding was and is judged, as far as the two differ.
fn judged(change: &Change) -> String {
    let whole = |side: &Side| format!("{}, {}", side.severity, side.phi.name().replace('_', " "));
    match (&change.before, &change.after) {
        (Some(before), Some(after)) => {
            let words: [fn(&Side) -> String; 3] = [
                |side| side.severity.to_string(),
                |side| side.phi.name().replace('_', " "),
                |side| side.eligibility.name().replace('_', " "),
            ];
            let differing = words.iter().map(|word| (word(before), word(after))).filter(|(one, other)| one != other);
            differing.map(|(one, other)| format!("{one} to {other}")).collect::<Vec<_>>().join(", ")
        }
        (Some(side), None) => format!("was {}", whole(side)),
        (None, Some(side)) => whole(side),
        (None, None) => String::new(),
    }
}

fn fields(counts: &MatcherCounts) -> String {
    let mut fields: Vec<(&String, &u64)> = counts.fields.entries.iter().collect();
    fields.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
    let named: Vec<String> =
        fields.iter().take(FIELDS).map(|(path, count)| format!("{} ({})", plain(path), grouped(**count))).collect();
    let more = fields.len().saturating_sub(FIELDS) + usize::from(counts.fields.others.is_some());
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!(" in {}{more}", named.join(", "))
}
