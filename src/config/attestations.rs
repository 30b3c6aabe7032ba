//! `attestations.toml`: what a person of the customer's vouches for, from which day to which, and where the evidence is kept.
//!
//! Text → [`Attestations`]: every key known, every day a day, nothing that cannot hold. Whether the requirements exist and ask for
//! somebody's word is checked against the rules ([`Attestations::problems`]), because only there they are known.

use serde::Deserialize;
use toml::Spanned;

use super::model::Word;
use super::problem::Problem;
use crate::policy::{Attested, Day, Requirement};
use crate::suggest;

/// Entries of a file; there are 350 requirements, and each may be renewed for decades.
const MOST: usize = 10_000;

/// A file of attestations, as far as it can be understood without the rules.
#[derive(Clone, Debug, Default)]
pub struct Attestations {
    text: String,
    entries: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    attestation: Vec<Entry>,
}

/// An entry as written.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    requirement: Word,
    owner: Word,
    date: Spanned<Written>,
    expiry: Spanned<Written>,
    reference: Word,
}

/// A day with or without quotes: TOML knows both.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
enum Written {
    Bare(toml::value::Datetime),
    Quoted(String),
}

impl Attestations {
    /// Parses a file and checks what needs no rules.
    pub fn parse(text: &str) -> Result<Self, Vec<Problem>> {
        let file: File = toml::from_str(text).map_err(|error| vec![Problem::of_toml(text, &error)])?;
        let parsed = Self { text: text.to_owned(), entries: file.attestation };
        let mut problems: Vec<_> = parsed.entries.iter().flat_map(|entry| entry.problems(text)).collect();
        if parsed.entries.len() > MOST {
            let what = format!("{} attestations, and at most {MOST} are read", parsed.entries.len());
            problems.push(Problem { line: 0, what, remedy: Some("remove those that expired long ago".to_owned()) });
        }
        if problems.is_empty() { Ok(parsed) } else { Err(problems) }
    }

    /// All entries, in the order of the file.
    pub fn all(&self) -> Vec<Attested> {
        self.entries.iter().filter_map(Entry::attested).collect()
    }

    /// What is wrong with the entries, given every requirement there is.
    pub fn problems(&self, requirements: &[&Requirement]) -> Vec<Problem> {
        let problem = |entry: &Entry| {
            let id = entry.requirement.get_ref();
            let (what, remedy) = match requirements.iter().find(|one| one.id == *id) {
                Some(known) if known.attest.is_some() => return None,
                Some(_) => (
                    format!("`{id}` asks for no attestation"),
                    format!("remove the entry; `phi-audit rules explain {id}` says how it is covered"),
                ),
                None => {
                    let asking = requirements.iter().filter(|one| one.attest.is_some()).map(|one| one.id.as_str());
                    let nearest = suggest::nearest(id, asking).map(|id| format!("did you mean `{id}`?"));
                    let list = || "`phi-audit rules coverage` shows the requirements that ask for one".to_owned();
                    (format!("there is no requirement `{id}`"), nearest.unwrap_or_else(list))
                }
            };
            Some(Problem::at(&self.text, entry.requirement.span(), what).remedy(remedy))
        };
        self.entries.iter().filter_map(problem).collect()
    }

    /// What may be meant, and is worth a second look: somebody vouches for longer than is asked for.
    pub fn warnings(&self, requirements: &[&Requirement]) -> Vec<Problem> {
        let warning = |entry: &Entry| {
            let id = entry.requirement.get_ref();
            let months = requirements.iter().find(|one| one.id == *id)?.attest.as_ref()?.months;
            let attested = entry.attested()?;
            let what =
                format!("`{id}` is attested for longer than the {months} months after which it is to be renewed");
            let longer = attested.expiry > attested.date.months_later(months)?;
            longer.then(|| Problem::at(&self.text, entry.expiry.span(), what))
        };
        self.entries.iter().filter_map(warning).collect()
    }
}

impl Entry {
    fn problems(&self, text: &str) -> Vec<Problem> {
        let mut problems = Vec::new();
        for (name, word) in [("owner", &self.owner), ("reference", &self.reference)] {
            if word.get_ref().trim().is_empty() {
                let remedy = match name {
                    "owner" => "name the person or the role that vouches",
                    _ => "say where the evidence is kept",
                };
                problems.push(Problem::at(text, word.span(), format!("an empty `{name}`")).remedy(remedy));
            }
        }
        let [date, expiry] = [&self.date, &self.expiry].map(|day| match day.get_ref().day() {
            Ok(known) => Some(known),
            Err(what) => {
                problems.push(Problem::at(text, day.span(), what));
                None
            }
        });
        if let (Some(date), Some(expiry)) = (date, expiry)
            && expiry <= date
        {
            let what = format!("the attestation expires on {expiry}, not after its date, {date}");
            let remedy = "`expiry` is the first day on which it holds no more";
            problems.push(Problem::at(text, self.expiry.span(), what).remedy(remedy));
        }
        problems
    }

    /// As the policy takes it; `None` where a day is none, which [`Attestations::parse`] has told.
    fn attested(&self) -> Option<Attested> {
        Some(Attested {
            requirement: self.requirement.get_ref().clone(),
            owner: self.owner.get_ref().clone(),
            date: self.date.get_ref().day().ok()?,
            expiry: self.expiry.get_ref().day().ok()?,
            reference: self.reference.get_ref().clone(),
        })
    }
}

impl Written {
    fn day(&self) -> Result<Day, String> {
        match self {
            Self::Bare(date) => date.to_string().parse(),
            Self::Quoted(text) => text.parse(),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    const WORD: &str = r#"
[[attestation]]
requirement = "a-duty"
owner = "security officer"
date = 2026-01-15
expiry = "2027-01-15"
reference = "evidence/a-duty.pdf"
"#;

    fn problem(text: &str) -> (usize, String, Option<String>) {
        let mut problems = Attestations::parse(text).unwrap_err();
        assert_eq!(problems.len(), 1, "{problems:?}");
        let Problem { line, what, remedy } = problems.remove(0);
        (line, what, remedy)
    }

    #[test]
    fn a_day_may_stand_with_quotes_and_without() {
        let all = Attestations::parse(WORD).unwrap().all();
        assert_eq!((all[0].date.to_string(), all[0].expiry.to_string()), ("2026-01-15".into(), "2027-01-15".into()));
        assert_eq!(Attestations::parse("").unwrap().all(), []);
    }

    #[test]
    fn what_cannot_hold_is_told_with_its_line_and_what_to_do() {
        for (from, to, line, told) in [
            ("expiry = \"2027-01-15\"", "expiry = 2026-01-15", 6, "not after its date"),
            ("expiry = \"2027-01-15\"", "expiry = \"2027-02-29\"", 6, "`2027-02-29` is no day"),
            ("expiry = \"2027-01-15\"", "expiry = 2027-01-15T08:00:00Z", 6, "is no day"),
            ("\"security officer\"", "\" \"", 4, "an empty `owner`"),
            ("\"evidence/a-duty.pdf\"", "\"\"", 7, "an empty `reference`"),
            ("owner =", "ownr =", 4, "unknown setting `ownr`"),
            ("[[attestation]]", "[[attestatoin]]", 2, "unknown setting `attestatoin`"),
            ("owner = \"security officer\"\n", "", 2, "missing field `owner`"),
        ] {
            let (at, what, remedy) = problem(&WORD.replace(from, to));
            assert!(at == line && what.contains(told), "line {at}: {what}");
            let needs_none = told.contains("no day") || told.contains("missing");
            assert!(needs_none || remedy.is_some(), "{what}");
        }
    }

    #[test]
    fn all_problems_of_a_file_are_told_at_once() {
        let wrong = WORD.replace("2027-01-15", "2025-01-15");
        assert_eq!(Attestations::parse(&format!("{wrong}{wrong}{WORD}")).unwrap_err().len(), 2);
    }

    #[test]
    fn the_same_requirement_may_be_renewed() {
        let renewed = WORD.replace("2026-01-15", "2026-12-01").replace("2027-01-15", "2027-12-01");
        assert_eq!(Attestations::parse(&format!("{WORD}{renewed}")).unwrap().all().len(), 2);
    }

    #[test]
    fn no_more_are_read_than_somebody_could_write() {
        let (_, what, _) = problem(&WORD.repeat(MOST + 1));
        assert!(what.contains("at most 10000"), "{what}");
    }
}
