//! One archive under two rule sets, in one pass: each batch is audited twice, and only what differs is kept.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use super::output::Output;
use super::{Args, Format};
use crate::cli::pass::{Reader, Seen, Tail, pass};
use crate::cli::replay::{Batch, Input, Numbering, Place, Window, Work};
use crate::cli::{Error, Exit, FailOn, Io, Loaded, RuleArgs, RuleFiles, load, plural};
use crate::detect::{Category, Grade, Match, Matcher, Role};
use crate::diff::{ChangeKind, Compared, MatchChange, Side};
use crate::event::NodeId;

pub(super) fn run(args: &Args, format: Format, paths: &[PathBuf], window: &Window, io: &mut Io) -> Result<Exit, Error> {
    let now = Arc::new(load(&args.rules)?);
    let then = Arc::new(load(&then(args))?);
    let input = Input::places(paths, &now)?;
    let mut output = Output::new(format, args.examples);
    let mut numbering = Numbering::default();
    let matchers = Matchers::of(&now, &then);
    let worker = || Both::new(&now, &then, &matchers, window);
    let seen = pass(input, args.threads(), io, &worker, &mut |part: Part, tail, io| {
        let base = numbering.go_on(tail.first, tail.last);
        let item = |place: Place, item: u64| if Some(place) == tail.first { item + base } else { item };
        for (place, mut compared) in part.findings {
            if let Compared::Differs(change) = &mut compared {
                change.item = item(place, change.item);
            }
            output.finding(compared, io)?;
        }
        for (place, mut change) in part.matches {
            change.item = item(place, change.item);
            output.matched(&change, io)?;
        }
        part.grades.into_iter().for_each(|(before, after)| output.graded(before, after));
        Ok(())
    })?;
    let digest = |loaded: &Loaded| loaded.rules.digest().get(..12).unwrap_or_default().to_owned();
    let unread = match seen.summary.unread {
        0 => String::new(),
        parts => format!("; {} could not be read", plural(parts, "part")),
    };
    let events = plural(seen.summary.events, "event");
    output.finish(io, &format!("{events}{unread} · rules {} and {} · {}", digest(&now), digest(&then), seen.rate))?;
    let changes = output.changes();
    Ok(match args.fail_on.exit(changes.worst) {
        // A matcher that finds something else where no finding changes is a difference all the same.
        Exit::Clean if !changes.is_empty() && matches!(args.fail_on, FailOn::Info | FailOn::Low) => Exit::Findings,
        Exit::Clean if seen.summary.unread > 0 => Exit::Failed,
        exit => exit,
    })
}

/// The rules of the other side: those of this one, but for what is given.
fn then(args: &Args) -> RuleArgs {
    let RuleArgs { files: RuleFiles { config, matchers, overlay }, rules } = args.rules.clone();
    RuleArgs {
        files: RuleFiles {
            config: args.then_config.clone().or(config),
            matchers: matchers.into_iter().chain(args.then_matchers.iter().cloned()).collect(),
            overlay: overlay.into_iter().chain(args.then_overlay.iter().cloned()).collect(),
        },
        rules: args.then_rules.or(rules),
    }
}

/// Audits batches by both.
struct Both {
    now: Reader,
    then: Reader,
    /// The ids of the matchers of both sides.
    matchers: Arc<Matchers>,
}

/// The matchers of both sides, numbered together.
#[derive(Default)]
struct Matchers {
    ids: Vec<String>,
    now: Vec<usize>,
    then: Vec<usize>,
}

/// What differs within a batch.
#[derive(Default)]
struct Part {
    findings: Vec<(Place, Compared)>,
    matches: Vec<(Place, MatchChange)>,
    grades: Vec<(Grade, Grade)>,
}

/// What one side says of an event.
struct Said {
    place: Place,
    item: u64,
    grade: Grade,
    /// By requirement.
    findings: BTreeMap<String, Side>,
    /// In the order of their places.
    matches: Vec<Found>,
}

/// A match, by what makes it the same on both sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Found {
    node: NodeId,
    start: u32,
    end: u32,
    in_key: bool,
    matcher: usize,
    category: Category,
}

impl Matchers {
    fn of(now: &Loaded, then: &Loaded) -> Arc<Self> {
        let mut all = Self::default();
        all.now = all.number(now);
        all.then = all.number(then);
        Arc::new(all)
    }

    fn number(&mut self, loaded: &Loaded) -> Vec<usize> {
        let number = |matcher: &Matcher| {
            let known = self.ids.iter().position(|id| *id == matcher.id);
            known.unwrap_or_else(|| {
                self.ids.push(matcher.id.clone());
                self.ids.len() - 1
            })
        };
        loaded.rules.matchers().iter().map(number).collect()
    }
}

impl Both {
    fn new(now: &Loaded, then: &Loaded, matchers: &Arc<Matchers>, window: &Window) -> Self {
        // Both sides read within the limits of this one: what is compared is rules.
        let limits = now.settings.config.limits.of_document();
        let reader = |loaded: &Loaded| Reader::new(&loaded.rules, limits, window.clone());
        Self { now: reader(now), then: reader(then), matchers: Arc::clone(matchers) }
    }
}

impl Work for Both {
    type Answer = (Tail, Part);

    fn work(&mut self, batch: &Batch) -> Self::Answer {
        let Self { now, then, matchers } = self;
        let (mut part, mut before) = (Part::default(), Vec::new());
        let tail = now.read(batch, &mut |seen| before.push(Said::of(seen, &matchers.now)));
        let mut before = before.into_iter();
        then.read(batch, &mut |seen| {
            let same = |said: &Said| (said.place, said.item) == (seen.place, seen.item);
            if let Some(before) = before.find(same) {
                part.compare(seen, before, Said::of(seen, &matchers.then), &matchers.ids);
            }
        });
        (tail, part)
    }
}

impl Said {
    fn of(seen: &Seen<'_>, numbers: &[usize]) -> Self {
        let event = seen.event;
        let (verdict, requirements) = (event.verdict(), event.rules().requirements());
        let findings = event.findings().iter().filter(|finding| Side::is_finding(finding.severity));
        let side = |severity| Side {
            severity,
            phi: event.grade(),
            eligibility: verdict.eligibility,
            as_of: verdict.as_of.name().to_owned(),
        };
        let mut matches: Vec<Found> = event.matches().iter().map(|found| Found::of(found, numbers)).collect();
        matches.sort_unstable();
        Self {
            place: seen.place,
            item: seen.item,
            grade: event.grade(),
            findings: findings
                .filter_map(|finding| {
                    let requirement = requirements.get(usize::from(finding.requirement))?;
                    Some((requirement.id.clone(), side(finding.severity)))
                })
                .collect(),
            matches,
        }
    }

    /// Whether a matcher of this side found an identifier in the key of `node`.
    fn key_identifies(&self, node: NodeId) -> bool {
        let identifies = |found: &Found| found.in_key && found.node == node && found.category.role() != Role::Health;
        self.matches.iter().any(identifies)
    }
}

impl Found {
    fn of(found: &Match, numbers: &[usize]) -> Self {
        let Match { node, start, end, in_key, category, matcher, .. } = *found;
        let matcher = numbers.get(usize::from(matcher)).copied().unwrap_or(usize::MAX);
        Self { node, start, end, in_key, matcher, category }
    }
}

impl Part {
    fn compare(&mut self, seen: &Seen<'_>, before: Said, mut after: Said, ids: &[String]) {
        let (place, item) = (seen.place, seen.item);
        if before.grade != after.grade {
            self.grades.push((before.grade, after.grade));
        }
        let (now, then) = (&before.matches, &after.matches);
        let gone = now.iter().filter(|found| then.binary_search(found).is_err()).map(|found| (ChangeKind::Gone, found));
        let new = then.iter().filter(|found| now.binary_search(found).is_err()).map(|found| (ChangeKind::New, found));
        for (change, found) in gone.chain(new) {
            let change = MatchChange {
                about: "match",
                change,
                source: seen.source.to_owned(),
                line: place.line,
                item,
                matcher: ids.get(found.matcher).cloned().unwrap_or_default(),
                category: found.category,
                // A key is printed only if it identifies nobody by the rules of either side.
                path: seen.event.field_without(found.node, &|node| before.key_identifies(node)),
            };
            self.matches.push((place, change));
        }
        let mut findings = |requirement: &str, before, after| {
            let compared = Compared::of((seen.source, place.line, item, requirement), before, after);
            self.findings.push((place, compared));
        };
        for (requirement, side) in before.findings {
            let other = after.findings.remove(&requirement);
            findings(&requirement, Some(side), other);
        }
        for (requirement, side) in after.findings {
            findings(&requirement, None, Some(side));
        }
    }
}
