//! Rules over several events: what the events of one resource show together, in whatever order they come.
//!
//! A linked rule has parts, each a condition on a single event. An event that meets a part gives a *clue* to the resource it is
//! about ([`Clue`]); when a resource has clues to all parts, the requirement is broken. Here a single event is looked at;
//! keeping clues is left to [`linked`](crate::linked).

use serde::Deserialize;

use crate::event::NodeId;
use crate::policy::condition::{Condition, Facts, RawCondition};
use crate::policy::day::Moment;
use crate::policy::product::Names;
use crate::policy::resource::Resources;
use crate::policy::{Policy, PolicyError, Severity};

/// A linked rule in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkedText {
    /// What has to come together.
    pub say: String,
    /// The resource whose events belong together.
    pub by: String,
    /// How bad it is.
    pub severity: Severity,
    /// The parts in words.
    pub parts: Vec<String>,
    /// Events that show all parts, in any order.
    pub matches: Vec<Vec<String>>,
    /// Events that do not.
    pub no_matches: Vec<LinkedNoMatch>,
}

/// Events that a linked rule leaves alone.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinkedNoMatch {
    /// The events, JSON.
    pub events: Vec<String>,
    /// Why not.
    pub because: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct LinkedMatch {
    events: Vec<String>,
}

/// A linked rule as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawLinked {
    say: String,
    by: String,
    severity: Severity,
    parts: Vec<RawPart>,
    r#match: Vec<LinkedMatch>,
    no_match: Vec<LinkedNoMatch>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPart {
    say: String,
    when: RawCondition,
    /// Only an event later than some event of the part before it counts.
    #[serde(default)]
    later: bool,
}

/// A linked rule ready to judge.
#[derive(Clone, Debug)]
pub struct LinkedRule {
    /// Its requirement's place in [`Policy::requirements`].
    pub requirement: u16,
    /// What has to come together.
    pub say: String,
    /// Its resource's place among [`Policy::resources`].
    pub by: u8,
    /// How bad it is.
    pub severity: Severity,
    /// The override that says so, by its place in [`Policy::overrides`].
    pub overridden_by: Option<u16>,
    /// Its parts, two to four.
    pub parts: Vec<Part>,
}

/// A part of a linked rule.
#[derive(Clone, Debug)]
pub struct Part {
    /// What an event shows that meets it.
    pub say: String,
    /// Its bit in [`Clue::parts`].
    pub bit: u8,
    /// Only an event later than some event of the part before it counts.
    pub later: bool,
    when: Condition,
}

/// What an event shows of the linked rules of one resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clue {
    /// The resource's place among [`Policy::resources`].
    pub by: u8,
    /// The value that names it.
    pub(crate) node: NodeId,
    /// One bit for each part that the event meets.
    pub parts: u64,
}

/// Parts of all linked rules together.
const MOST_PARTS: u8 = 64;

impl RawLinked {
    pub fn build(self, names: &Names, resources: &Resources) -> Result<(LinkedText, LinkedRule), String> {
        let said_before = |at: usize, say: &str| self.parts.iter().take(at).any(|part| part.say == say);
        let complaints = [
            (!(2..=4).contains(&self.parts.len()), "has two to four parts"),
            (self.parts.first().is_some_and(|part| part.later), "cannot begin with a part that is `later`"),
            // What is remembered is found again by their names when rules change.
            (
                self.parts.iter().enumerate().any(|(at, part)| said_before(at, &part.say)),
                "has two parts with one `say`",
            ),
            (self.r#match.is_empty(), "needs events that match"),
            (self.no_match.is_empty(), "needs events that do not match"),
        ];
        if let Some((_, complaint)) = complaints.iter().find(|(wrong, _)| *wrong) {
            return Err((*complaint).to_owned());
        }
        let by = resources.find(&self.by)?;
        let (mut parts, mut says) = (Vec::new(), Vec::new());
        for raw in self.parts {
            let when = Condition::compile(raw.when, names).map_err(|problem| format!("{}: {problem}", raw.say))?;
            says.push(raw.say.clone());
            parts.push(Part { say: raw.say, bit: 0, later: raw.later, when });
        }
        let (say, severity) = (self.say.clone(), self.severity);
        let rule = LinkedRule { requirement: 0, say, by, severity, overridden_by: None, parts };
        let text = LinkedText {
            say: self.say,
            by: self.by,
            severity: self.severity,
            parts: says,
            matches: self.r#match.into_iter().map(|example| example.events).collect(),
            no_matches: self.no_match,
        };
        Ok((text, rule))
    }
}

impl LinkedRule {
    /// The requirements of which its parts ask whether somebody vouched for them.
    pub(super) fn asks_word_on(&self) -> impl Iterator<Item = &String> {
        self.parts.iter().flat_map(|part| part.when.asks_word_on())
    }
}

impl Policy {
    /// Takes in the linked rules of the requirement that comes next; every part gets a bit of its own.
    pub(super) fn add_linked(&mut self, rules: Vec<LinkedRule>, file: &str) -> Result<(), PolicyError> {
        let requirement = self.requirements.len() as u16;
        for mut rule in rules {
            rule.requirement = requirement;
            for part in &mut rule.parts {
                part.bit = self.next_part;
                if part.bit >= MOST_PARTS {
                    return Err(PolicyError::new(file, format!("linked rules have more than {MOST_PARTS} parts")));
                }
                self.next_part += 1;
            }
            self.linked.push(rule);
        }
        Ok(())
    }

    /// Which linked rules may speak on events of each product.
    pub(super) fn index_linked(&mut self) {
        let may = |rule: &LinkedRule, product: usize| {
            let kind = self.products.kind(product);
            rule.parts.iter().all(|part| part.when.is_possible(&self.context))
                && rule.parts.iter().any(|part| part.when.allows(product, kind))
        };
        let of = |product: usize| -> Vec<u16> {
            (0_u16..).zip(&self.linked).filter(|(_, rule)| may(rule, product)).map(|(at, _)| at).collect()
        };
        self.linked_by_product = (0..self.products.names.products.len()).map(of).collect();
    }

    /// What the event of `facts` shows of linked rules.
    pub(super) fn clues(&self, facts: &Facts<'_, '_>, moment: &Moment, clues: &mut Vec<Clue>) {
        let Some(rules) = self.linked_by_product.get(facts.product).filter(|rules| !rules.is_empty()) else { return };
        for rule in rules.iter().filter_map(|at| self.linked.get(usize::from(*at))) {
            let Some(requirement) = self.rules.get(usize::from(rule.requirement)) else { continue };
            if !requirement.interval.contains(moment.rules) || requirement.editions & moment.edition.bit() == 0 {
                continue;
            }
            let met =
                rule.parts.iter().filter(|part| part.when.holds(facts)).fold(0, |met, part| met | 1_u64 << part.bit);
            if met == 0 {
                continue;
            }
            if let Some(clue) = clues.iter_mut().find(|clue| clue.by == rule.by) {
                clue.parts |= met;
            } else if let Some(resource) = self.resources.all().get(usize::from(rule.by))
                && let Some(node) = resource.of(facts.event, &facts.sieve)
            {
                clues.push(Clue { by: rule.by, node, parts: met });
            }
        }
    }
}
