//! Everything a verdict rests on, compiled once and shared: matchers, dictionaries, products, numbering plan, requirements, the
//! customer's own context.

use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::detect::pack::{self, PackError};
use crate::detect::{Detector, Matcher, PACKS, TABLES};
use crate::policy::{self, Context, EditionMode, Policy, PolicyError, Requirement, Severity};
use crate::suggest;

/// The rules in force.
#[derive(Debug)]
pub struct Rules {
    pub(crate) detector: Arc<Detector>,
    pub(crate) policy: Policy,
    disabled: Disabled,
    digest: String,
}

/// What the configuration leaves out: it judges nothing, and can still be explained.
#[derive(Clone, Debug, Default)]
pub struct Disabled {
    /// Matchers.
    pub matchers: Vec<Matcher>,
    /// Requirements, each with its place among all.
    pub requirements: Vec<(usize, Requirement)>,
}

/// Gathers rules: the shipped ones, the customer's packs, what the customer says about them.
#[derive(Debug, Default)]
pub struct RulesBuilder {
    packs: Vec<(String, String)>,
    policies: Option<Vec<(String, String)>>,
    context: Context,
    mode: EditionMode,
    disabled: Vec<String>,
    severities: Vec<(String, Severity)>,
}

/// What is wrong with the rules, where, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RuleError {
    /// A matcher pack.
    #[error(transparent)]
    Pack(#[from] PackError),
    /// A file of the policy.
    #[error(transparent)]
    Policy(#[from] PolicyError),
    /// A rule that is to be changed does not exist.
    #[error("there is no {what} `{id}`")]
    Unknown {
        /// What it should have been: a rule, a requirement.
        what: &'static str,
        /// The id.
        id: String,
        /// The id that was probably meant.
        nearest: Option<String>,
    },
}

impl Rules {
    /// The shipped rules, without any customer context.
    pub fn embedded() -> Result<Arc<Self>, Vec<RuleError>> {
        RulesBuilder::default().build()
    }

    /// SHA-256 over all rule files and dictionaries in force, as 64 lower-case hex digits.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// The matchers in force.
    pub fn matchers(&self) -> &[Matcher] {
        self.detector.matchers()
    }

    /// The requirements in force.
    pub fn requirements(&self) -> &[Requirement] {
        self.policy.requirements()
    }

    /// The requirement `id`.
    pub fn requirement(&self, id: &str) -> Option<&Requirement> {
        self.requirements().iter().find(|requirement| requirement.id == id)
    }

    /// Every requirement there is, in the order of the files, and whether it is in force.
    pub fn all_requirements(&self) -> impl Iterator<Item = (&Requirement, bool)> {
        let mut out = self.disabled.requirements.iter().peekable();
        let mut enabled = self.requirements().iter();
        (0..).map_while(move |place| match out.next_if(|(at, _)| *at == place) {
            Some((_, requirement)) => Some((requirement, false)),
            None => enabled.next().map(|requirement| (requirement, true)),
        })
    }

    /// What the configuration leaves out.
    pub const fn disabled(&self) -> &Disabled {
        &self.disabled
    }

    /// Judges events: products, numbering plan, requirements.
    pub const fn policy(&self) -> &Policy {
        &self.policy
    }

    /// The same rules in another context: what the examples of a requirement ask for.
    pub(crate) fn with(&self, context: Context, mode: EditionMode) -> Arc<Self> {
        let (detector, policy) = (Arc::clone(&self.detector), self.policy.clone().with(context, mode));
        Arc::new(Self { detector, policy, disabled: self.disabled.clone(), digest: self.digest.clone() })
    }
}

impl RulesBuilder {
    /// Adds a matcher pack to the shipped ones.
    pub fn pack(mut self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.packs.push((name.into(), text.into()));
        self
    }

    /// Judges by these policy files, given as name and text, instead of the shipped ones: for those who work on them.
    pub fn policies(mut self, files: Vec<(String, String)>) -> Self {
        self.policies = Some(files);
        self
    }

    /// Sets the customer's own context.
    pub fn context(mut self, context: Context) -> Self {
        self.context = context;
        self
    }

    /// Sets the edition of the guide to judge by.
    pub fn edition(mut self, mode: EditionMode) -> Self {
        self.mode = mode;
        self
    }

    /// Leaves out a matcher or a requirement.
    pub fn disable(mut self, id: impl Into<String>) -> Self {
        self.disabled.push(id.into());
        self
    }

    /// Gives the findings of a requirement another severity.
    pub fn severity(mut self, requirement: impl Into<String>, severity: Severity) -> Self {
        self.severities.push((requirement.into(), severity));
        self
    }

    /// Compiles the rules; gives every fault there is, not only the first.
    pub fn build(self) -> Result<Arc<Rules>, Vec<RuleError>> {
        let mut digest = RulesDigest::default();
        let own = self.packs.iter().map(|(name, text)| (name.as_str(), text.as_str()));
        let (mut matchers, mut faults) = (Vec::new(), Vec::new());
        for (name, text) in PACKS.iter().copied().chain(own) {
            digest.feed(name, text.as_bytes());
            match pack::read(name, text) {
                Ok(read) => matchers.extend(read),
                Err(found) => faults.extend(found.into_iter().map(RuleError::Pack)),
            }
        }
        TABLES.iter().for_each(|table| digest.feed("dictionary", table));
        let given =
            self.policies.as_deref().unwrap_or_default().iter().map(|(name, text)| (name.as_str(), text.as_str()));
        let shipped = policy::embedded::FILES.iter().copied().filter(|_| self.policies.is_none());
        let files: Vec<(&str, &str)> = shipped.chain(given).collect();
        files.iter().for_each(|(name, text)| digest.feed(name, text.as_bytes()));
        let mut policy = match Policy::load(&files, self.context.clone(), self.mode) {
            Ok(policy) => policy,
            Err(fault) => return Err(faults.into_iter().chain([fault.into()]).collect()),
        };
        let mut disabled = Disabled::default();
        if faults.is_empty() {
            disabled = self.change(&mut matchers, &mut policy, &mut digest, &mut faults);
        }
        match Detector::new(matchers) {
            Ok(detector) if faults.is_empty() => {
                Ok(Arc::new(Rules { detector: Arc::new(detector), policy, disabled, digest: digest.finish() }))
            }
            Ok(_) => Err(faults),
            Err(more) => Err(faults.into_iter().chain(more.into_iter().map(RuleError::Pack)).collect()),
        }
    }

    /// Changes severities, and leaves out what is disabled and gives it back.
    fn change(
        &self,
        matchers: &mut Vec<Matcher>,
        policy: &mut Policy,
        digest: &mut RulesDigest,
        faults: &mut Vec<RuleError>,
    ) -> Disabled {
        let mut disabled = Disabled::default();
        let matcher_ids: Vec<String> = matchers.iter().map(|matcher| matcher.id.clone()).collect();
        let requirement_ids: Vec<String> = policy.requirements().iter().map(|one| one.id.clone()).collect();
        let unknown = |what, id: &String, known: &mut dyn Iterator<Item = &String>| {
            let nearest = suggest::nearest(id, known.map(String::as_str)).map(str::to_owned);
            RuleError::Unknown { what, id: id.clone(), nearest }
        };
        for (requirement, severity) in &self.severities {
            digest.feed(requirement, severity.name().as_bytes());
            if !policy.set_severity(requirement, *severity) {
                faults.push(unknown("requirement", requirement, &mut requirement_ids.iter()));
            }
        }
        for id in &self.disabled {
            digest.feed("disabled", id.as_bytes());
            if matcher_ids.contains(id) {
                disabled.matchers.extend(matchers.extract_if(.., |matcher| matcher.id == *id));
            } else if let Some(requirement) = policy.remove(id) {
                let place = requirement_ids.iter().position(|other| other == id).unwrap_or_default();
                disabled.requirements.push((place, requirement));
            } else {
                faults.push(unknown("rule", id, &mut matcher_ids.iter().chain(&requirement_ids)));
            }
        }
        disabled.requirements.sort_by_key(|(place, _)| *place);
        disabled
    }
}

/// A digest over named texts; lengths go in, so that no text can pass for the beginning of another.
#[derive(Default)]
struct RulesDigest(Sha256);

impl RulesDigest {
    fn feed(&mut self, name: &str, bytes: &[u8]) {
        for part in [name.as_bytes(), bytes] {
            self.0.update((part.len() as u64).to_le_bytes());
            self.0.update(part);
        }
    }

    fn finish(self) -> String {
        hex(&self.0.finalize())
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn what_is_disabled_keeps_its_place_among_all_requirements() {
        let shipped = Rules::embedded().unwrap();
        let ids: Vec<&str> = shipped.requirements().iter().map(|one| one.id.as_str()).collect();
        let out = [ids[ids.len() - 1], ids[7], ids[6], ids[0]];
        let fewer = out.iter().fold(RulesBuilder::default(), |rules, id| rules.disable(*id)).build().unwrap();
        assert_eq!(fewer.requirements().len(), ids.len() - out.len());
        let all: Vec<(&str, bool)> =
            fewer.all_requirements().map(|(one, enabled)| (one.id.as_str(), enabled)).collect();
        assert_eq!(all, ids.iter().map(|id| (*id, !out.contains(id))).collect::<Vec<_>>());
    }
}
