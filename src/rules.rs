//! Everything a verdict rests on, compiled once and shared: matchers, dictionaries, products, numbering plan, requirements, the
//! customer's own context.

use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::allow::{Allowance, Allowances};
use crate::detect::pack;
use crate::detect::{Detector, Matcher, PACKS, TABLES};
use crate::fingerprint::FingerprintKey;
use crate::policy::{self, Context, Decision, DecisionKind, EditionMode, Override, Policy, Requirement, Severity};
use crate::suggest;

mod error;

pub use error::RuleError;

/// The rules in force.
#[derive(Debug)]
pub struct Rules {
    pub(crate) detector: Arc<Detector>,
    pub(crate) policy: Policy,
    pub(crate) allowances: Allowances,
    /// The policy without what overlays change, where there are any.
    shipped: Option<Box<Policy>>,
    decisions: Vec<Decision>,
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
    overlays: Vec<(String, String)>,
    policies: Option<Vec<(String, String)>>,
    context: Context,
    mode: EditionMode,
    disabled: Vec<String>,
    severities: Vec<(String, Severity)>,
    allowed: Vec<Allowance>,
    key: Option<FingerprintKey>,
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

    /// The overrides that may change the findings of the requirement `id`, in the order in which they are asked.
    pub fn overrides_of(&self, id: &str) -> impl Iterator<Item = &Override> {
        self.policy.overrides().iter().filter(move |one| one.requirements.iter().any(|known| known == id))
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

    /// What the customer knows to be no match.
    pub const fn allowances(&self) -> &Allowances {
        &self.allowances
    }

    /// Judges events: products, numbering plan, requirements.
    pub const fn policy(&self) -> &Policy {
        &self.policy
    }

    /// What the customer decided about the rules, in overlays and settings.
    pub fn decisions(&self) -> &[Decision] {
        &self.decisions
    }

    /// The same rules without what overlays change.
    pub(crate) fn shipped(self: &Arc<Self>) -> Arc<Self> {
        let Some(shipped) = &self.shipped else { return Arc::clone(self) };
        let policy = (**shipped).clone();
        Arc::new(Self { policy, shipped: None, decisions: Vec::new(), ..self.copy() })
    }

    /// The same rules without allow lists: examples are about what is found.
    pub(crate) fn without_allowances(self: &Arc<Self>) -> Arc<Self> {
        if self.allowances.entries().is_empty() {
            return Arc::clone(self);
        }
        Arc::new(Self { allowances: Allowances::default(), ..self.copy() })
    }

    /// The same rules with other matchers, for the mutation check.
    pub(crate) fn with_detector(&self, detector: Arc<Detector>) -> Arc<Self> {
        Arc::new(Self { detector, allowances: Allowances::default(), ..self.copy() })
    }

    fn copy(&self) -> Self {
        Self {
            detector: Arc::clone(&self.detector),
            policy: self.policy.clone(),
            allowances: self.allowances.clone(),
            shipped: self.shipped.clone(),
            decisions: self.decisions.clone(),
            disabled: self.disabled.clone(),
            digest: self.digest.clone(),
        }
    }

    /// The same rules in another context: what the examples of a requirement ask for.
    pub(crate) fn with(&self, context: Context, mode: EditionMode) -> Arc<Self> {
        let policy = self.policy.clone().with(context, mode);
        Arc::new(Self { policy, shipped: None, decisions: Vec::new(), ..self.copy() })
    }
}

impl RulesBuilder {
    /// Adds a matcher pack to the shipped ones.
    pub fn pack(mut self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.packs.push((name.into(), text.into()));
        self
    }

    /// Adds an overlay: overrides, dated verdicts and requirements of the customer's own.
    pub fn overlay(mut self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.overlays.push((name.into(), text.into()));
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

    /// Takes out what an allow list covers.
    pub fn allow(mut self, entry: Allowance) -> Self {
        self.allowed.push(entry);
        self
    }

    /// Sets the key of the fingerprints that allow lists name.
    pub fn fingerprint_key(mut self, key: Option<FingerprintKey>) -> Self {
        self.key = key;
        self
    }

    /// Compiles the rules; gives every fault there is, not only the first.
    pub fn build(self) -> Result<Arc<Rules>, Vec<RuleError>> {
        let mut digest = RulesDigest::default();
        let own = self.packs.iter().map(|(name, text)| (name.as_str(), text.as_str()));
        let shipped = PACKS.len();
        let (mut matchers, mut faults) = (Vec::new(), Vec::new());
        for (at, (name, text)) in PACKS.iter().copied().chain(own).enumerate() {
            digest.feed(file_name(name), text.as_bytes());
            match pack::read(name, text) {
                Ok(read) => matchers.extend(read.into_iter().map(|matcher| Matcher { own: at >= shipped, ..matcher })),
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
        let mut shipped = (!self.overlays.is_empty()).then(|| Box::new(policy.clone()));
        let mut decisions = self.lay_over(&mut policy, &mut digest, &mut faults);
        let mut disabled = Disabled::default();
        if faults.is_empty() {
            disabled = self.change(&mut matchers, &mut policy, &mut digest, &mut faults);
            if let Some(shipped) = &mut shipped {
                self.settings(shipped);
            }
            decisions.extend(self.decided());
            self.check_allowed(&matchers, &disabled, &mut digest, &mut faults);
        }
        match Detector::new(matchers) {
            Ok(detector) if faults.is_empty() => {
                let (detector, digest) = (Arc::new(detector), digest.finish());
                let allowances = Allowances::new(self.allowed, detector.matchers(), self.key);
                Ok(Arc::new(Rules { detector, policy, allowances, shipped, decisions, disabled, digest }))
            }
            Ok(_) => Err(faults),
            Err(more) => Err(faults.into_iter().chain(more.into_iter().map(RuleError::Pack)).collect()),
        }
    }

    /// Lays the overlays over the policy.
    fn lay_over(&self, policy: &mut Policy, digest: &mut RulesDigest, faults: &mut Vec<RuleError>) -> Vec<Decision> {
        let overlays: Vec<_> = self.overlays.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        if overlays.is_empty() {
            return Vec::new();
        }
        digest.feed("overlays", &overlays.len().to_le_bytes());
        overlays.iter().for_each(|(name, text)| digest.feed(file_name(name), text.as_bytes()));
        policy.overlay(&overlays).unwrap_or_else(|found| {
            faults.extend(found.into_iter().map(RuleError::Policy));
            Vec::new()
        })
    }

    /// Whether the matchers that allow lists name are there.
    fn check_allowed(
        &self,
        matchers: &[Matcher],
        disabled: &Disabled,
        digest: &mut RulesDigest,
        faults: &mut Vec<RuleError>,
    ) {
        let ids = || matchers.iter().chain(&disabled.matchers).map(|matcher| matcher.id.as_str());
        for entry in &self.allowed {
            digest.feed("allow", format!("{entry:?}").as_bytes());
            let Some(id) = &entry.matcher else { continue };
            let mut known = matchers.iter().chain(&disabled.matchers);
            match known.find(|matcher| matcher.id == *id) {
                Some(matcher) if !entry.concerns(matcher) => {
                    let (id, category) = (id.clone(), matcher.category);
                    faults.push(RuleError::AllowsNothing { id, category });
                }
                Some(_) => {}
                None => {
                    let nearest = suggest::nearest(id, ids()).map(str::to_owned);
                    faults.push(RuleError::Unknown { what: "matcher", id: id.clone(), nearest });
                }
            }
        }
        // Under another key, other values are meant.
        let by_value = self.allowed.iter().any(|entry| !entry.fingerprints.is_empty());
        if let Some(key) = self.key.as_ref().filter(|_| by_value) {
            digest.feed("allow", &key.check().bytes());
        }
    }

    /// What the settings decide about the rules, each for all findings of a requirement.
    fn decided(&self) -> impl Iterator<Item = Decision> {
        let decision = |kind, id: &String, effect: String| Decision {
            kind,
            id: id.clone(),
            requirements: Vec::new(),
            effect,
            file: None,
            reason: None,
            findings: None,
        };
        let severities = self.severities.iter().map(move |(id, severity)| {
            decision(DecisionKind::Severity, id, format!("severity {severity} for all its findings"))
        });
        let disabled = self.disabled.iter().map(move |id| decision(DecisionKind::Disabled, id, "left out".to_owned()));
        severities.chain(disabled)
    }

    /// What [`change`](Self::change) does to a policy, for another one.
    fn settings(&self, policy: &mut Policy) {
        for (requirement, severity) in &self.severities {
            policy.set_severity(requirement, *severity);
        }
        for id in &self.disabled {
            policy.remove(id);
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

/// The name without the folder: the digest is the same wherever the files lie and whoever reads them from where.
fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
#[path = "rules_tests.rs"]
mod tests;
