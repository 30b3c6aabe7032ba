//! A requirement of the guide, as data: what `rules explain` prints, and the compiled rule beside it.

use serde::{Deserialize, Serialize};

use crate::policy::condition::Condition;
use crate::policy::context::Context;
use crate::policy::day::{Day, Edition, Interval};
use crate::policy::linked::LinkedText;
use crate::policy::names;
use crate::policy::{Eligibility, Severity};

/// What a requirement is, by the heading and the wording of the guide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RequirementKind {
    /// What accounts, projects and services are covered at all.
    Designation,
    /// A duty.
    Required,
    /// Advice.
    Recommended,
    /// To be considered in special cases.
    Special,
    /// Named eligible.
    Eligible,
    /// Named as not eligible.
    NotEligible,
    /// An entry of the change log, or a notice of a product's end.
    Lifecycle,
}

names!(RequirementKind {
    Designation = "designation",
    Required = "required",
    Recommended = "recommended",
    Special = "special",
    Eligible = "eligible",
    NotEligible = "not_eligible",
    Lifecycle = "lifecycle",
});

/// A requirement and its explanation.
#[derive(Clone, Debug)]
pub struct Requirement {
    /// The id that findings cite; never used again for something else.
    pub id: String,
    /// The guide's chapter.
    pub product: String,
    /// What it is.
    pub kind: RequirementKind,
    /// The rule in a few words.
    pub title: String,
    /// The title of the guide's section, as the newest edition that holds it prints it.
    pub section: String,
    /// The day from which it holds; `None` where the guide names none.
    pub from: Option<Day>,
    /// The day from which it holds no more.
    pub until: Option<Day>,
    /// The editions that hold it.
    pub editions: Vec<Edition>,
    /// What is required, and why it matters.
    pub why: String,
    /// What to do.
    pub remedy: String,
    /// What differs between the editions that hold it; `None` where nothing does.
    pub differs: Option<String>,
    /// Other requirements whose rules judge it: a finding of theirs breaks it, too.
    pub through: Vec<String>,
    /// What of it no event shows; `None` where the stream shows all of it.
    pub cannot_see: Option<String>,
    /// What would break it, where no case says so.
    pub violated: Option<String>,
    /// Who vouches for what the stream does not show.
    pub attest: Option<Attest>,
    /// What it changes for the rules, where there is nothing to judge or to vouch for.
    pub note: Option<String>,
    /// Edition and line of the guide.
    pub references: Vec<String>,
    /// When it speaks and how loud; the first case that holds decides.
    pub cases: Vec<CaseText>,
    /// Events that break it.
    pub matches: Vec<MatchExample>,
    /// Events that do not.
    pub no_matches: Vec<NoMatchExample>,
    /// What several events of one resource show together.
    pub linked: Vec<LinkedText>,
    /// What it changes from one second to the next.
    pub boundaries: Vec<Boundary>,
    /// The customer context the examples are judged in.
    pub example_context: Option<Context>,
    /// It is the customer's, from an overlay, and not the guide's.
    pub own: bool,
    /// The file it stands in.
    pub file: String,
}

/// A case in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseText {
    /// What has to be so.
    pub say: String,
    /// The severity without PHI; `None`: no finding then.
    pub severity: Option<Severity>,
    /// The severity with PHI; `None`: the same.
    pub severity_phi: Option<Severity>,
}

/// An event that the requirement finds.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MatchExample {
    /// The event, JSON.
    pub event: String,
    /// With which severity.
    pub severity: Severity,
    /// Judged by this edition instead of the event's own time.
    pub rules: Option<Edition>,
}

/// An event that the requirement leaves alone.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoMatchExample {
    /// The event, JSON.
    pub event: String,
    /// Why not.
    pub because: String,
}

/// How a requirement is covered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Coverage {
    /// Judged by what single events show, by a rule of its own.
    Rule,
    /// Judged by the rules of other requirements, so that one cause is told once.
    Through,
    /// Judged: several events of one resource show it together.
    LinkedRule,
    /// Vouched for by a person, because no stream shows it.
    Attestation,
    /// Nothing to judge and nothing to vouch for: it moves dates, or says how the guide is meant.
    Note,
}

names!(Coverage {
    Rule = "rule",
    Through = "through",
    LinkedRule = "linked_rule",
    Attestation = "attestation",
    Note = "note",
});

/// What a person vouches for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attest {
    /// Who could: a role.
    pub who: String,
    /// What to keep as evidence.
    pub evidence: String,
    /// After how many months it has to be renewed.
    pub months: u16,
}

/// An event on both sides of the moment from which something else holds.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Boundary {
    /// The event, JSON, with `{time}` in place of its time.
    pub event: String,
    /// The first day of what comes after; the requirement's own where it is left out.
    pub day: Option<Day>,
    /// What holds in the last second before.
    pub before: Side,
    /// What holds from the first second on.
    pub after: Side,
}

/// What is to hold on one side of a boundary.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Side {
    /// The verdict.
    pub verdict: Option<Eligibility>,
    /// Requirements that have a finding.
    pub finds: Vec<String>,
    /// Requirements that have none.
    pub spares: Vec<String>,
}

impl Coverage {
    /// The name for people.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Rule => "rule",
            Self::Through => "through others",
            Self::LinkedRule => "linked rule",
            Self::Attestation => "attestation",
            Self::Note => "note",
        }
    }

    /// Whether events are judged by it.
    pub const fn judges(self) -> bool {
        matches!(self, Self::Rule | Self::Through | Self::LinkedRule)
    }
}

impl Requirement {
    /// How it is covered; a rule goes before an attestation of what the rule does not see.
    pub fn coverage(&self) -> Coverage {
        self.covered_by().next().unwrap_or(Coverage::Note)
    }

    /// All the ways in which it is covered: a rule may have linked rules and an attestation beside it.
    pub fn covered_by(&self) -> impl Iterator<Item = Coverage> {
        let ways = [
            (Coverage::Rule, !self.cases.is_empty()),
            (Coverage::Through, !self.through.is_empty()),
            (Coverage::LinkedRule, !self.linked.is_empty()),
            (Coverage::Attestation, self.attest.is_some()),
            (Coverage::Note, self.note.is_some()),
        ];
        ways.into_iter().filter_map(|(way, used)| used.then_some(way))
    }
}

/// A requirement ready to judge.
#[derive(Clone, Debug)]
pub(crate) struct Rule {
    pub interval: Interval,
    /// One bit for every edition under which the rule can hold.
    pub editions: u8,
    pub applies: Condition,
    pub cases: Vec<Case>,
    /// The overrides that may change its findings, by their places in [`Policy::overrides`](crate::policy::Policy::overrides);
    /// the first that holds does.
    pub overrides: Vec<u16>,
}

/// A case ready to judge.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub when: Condition,
    pub severity: Option<Severity>,
    pub severity_phi: Option<Severity>,
    /// What the case makes of the verdict on the event.
    pub verdict: Option<Eligibility>,
    /// Only for events of this day or later.
    pub since: Option<Day>,
    /// For events from before the requirement's interval, instead of within it.
    pub before_effect: bool,
}

impl Rule {
    /// Whether some case can speak where this is all that the customer has said.
    pub fn is_possible(&self, context: &Context) -> bool {
        self.applies.is_possible(context) && self.cases.iter().any(|case| case.when.is_possible(context))
    }

    /// Whether some case speaks on events without PHI.
    pub fn speaks_without_phi(&self) -> bool {
        self.cases.iter().any(|case| case.severity.is_some())
    }

    /// The requirements of which the rule asks whether somebody vouched for them.
    pub fn asks_word_on(&self) -> impl Iterator<Item = &String> {
        self.applies.asks_word_on().chain(self.cases.iter().flat_map(|case| case.when.asks_word_on()))
    }

    /// Whether the rule has to wait until every rule that changes the verdict has spoken.
    pub fn asks_verdict(&self) -> bool {
        self.applies.asks_verdict() || self.cases.iter().any(|case| case.when.asks_verdict())
    }
}
