//! What a table of coverage says of a requirement whatever was read and whenever it is asked.

use serde::{Deserialize, Serialize};

use crate::policy::{Attest, Coverage, Day, Edition, Requirement, RequirementKind};

/// A requirement, as far as the table shows it; also what a manifest keeps of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its id.
    pub id: String,
    /// The guide's chapter.
    pub product: String,
    /// What it is.
    pub kind: RequirementKind,
    /// It in a few words.
    pub title: String,
    /// The guide's section.
    pub section: String,
    /// All the ways in which it is covered.
    pub covered_by: Vec<Coverage>,
    /// The requirements whose rules judge it.
    pub through: Vec<String>,
    /// The first day on which it holds; `None` where the guide names none.
    pub since: Option<Day>,
    /// The first day on which it holds no more.
    pub until: Option<Day>,
    /// The editions that hold it.
    pub editions: Vec<Edition>,
    /// How often its rules are tested.
    pub tests: Tests,
    /// Who vouches for it, with which evidence, how often.
    pub attest: Option<Attest>,
    /// What of it no event shows.
    pub cannot_see: Option<String>,
    /// What it changes for the rules, where there is nothing to judge or to vouch for.
    pub note: Option<String>,
    /// The configuration leaves it out.
    pub disabled: bool,
}

/// Examples that run through the engine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tests {
    /// Events, or events together, that it finds.
    pub finds: usize,
    /// Events, or events together, that it leaves alone.
    pub spares: usize,
    /// Events on both sides of a day.
    pub boundaries: usize,
}

impl Entry {
    /// The entry of a requirement that is or is not in force.
    pub(super) fn of(requirement: &Requirement, enabled: bool) -> Self {
        let linked = &requirement.linked;
        Self {
            id: requirement.id.clone(),
            product: requirement.product.clone(),
            kind: requirement.kind,
            title: requirement.title.clone(),
            section: requirement.section.clone(),
            covered_by: requirement.covered_by().collect(),
            through: requirement.through.clone(),
            since: requirement.from,
            until: requirement.until,
            editions: requirement.editions.clone(),
            tests: Tests {
                finds: requirement.matches.len() + linked.iter().map(|rule| rule.matches.len()).sum::<usize>(),
                spares: requirement.no_matches.len() + linked.iter().map(|rule| rule.no_matches.len()).sum::<usize>(),
                boundaries: requirement.boundaries.len(),
            },
            attest: requirement.attest.clone(),
            cannot_see: requirement.cannot_see.clone(),
            note: requirement.note.clone(),
            disabled: !enabled,
        }
    }

    /// Whether events are judged by it.
    pub fn is_judged(&self) -> bool {
        !self.disabled && self.covered_by.iter().any(|way| way.judges())
    }

    /// All the ways in which it is covered, in words.
    pub fn ways(&self) -> String {
        self.covered_by.iter().map(|way| way.words()).collect::<Vec<_>>().join(" and ")
    }

    /// The days between which it holds, in words; empty where the guide names none.
    pub fn days(&self) -> String {
        match (self.since, self.until) {
            (Some(since), Some(until)) => format!("from {since} until {until}"),
            (Some(since), None) => format!("since {since}"),
            (None, Some(until)) => format!("until {until}"),
            (None, None) => String::new(),
        }
    }

    /// Whether it holds on `day` by the edition of that day, or by the one that judges whatever the day.
    pub(super) fn holds_on(&self, day: Day, fixed: Option<Edition>) -> bool {
        let edition = fixed.unwrap_or(Edition::on(day));
        let day = fixed.map_or(day, Edition::day);
        self.editions.contains(&edition)
            && self.since.is_none_or(|since| since <= day)
            && self.until.is_none_or(|until| day < until)
    }
}

impl std::fmt::Display for Tests {
    /// `6 + 4`, as many that find and as many that spare; nothing where there are none.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self { finds: 0, spares: 0, boundaries: 0 } => Ok(()),
            Self { finds, spares, boundaries: 0 } => write!(f, "{finds} + {spares}"),
            Self { finds: 0, spares: 0, boundaries } => write!(f, "{boundaries} at its day"),
            Self { finds, spares, boundaries } => write!(f, "{finds} + {spares}, {boundaries} at its day"),
        }
    }
}
