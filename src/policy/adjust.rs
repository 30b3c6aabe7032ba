//! What a customer may change of the shipped requirements: leave one out, or call it more or less severe.

use crate::policy::{Policy, Requirement, Severity};

impl Policy {
    /// Leaves out the requirement `id` and gives it back; `None` where there is none.
    pub fn remove(&mut self, id: &str) -> Option<Requirement> {
        let at = self.requirements.iter().position(|requirement| requirement.id == id)?;
        let removed = self.requirements.remove(at);
        self.rules.remove(at);
        self.linked.retain(|rule| usize::from(rule.requirement) != at);
        for rule in self.linked.iter_mut().filter(|rule| usize::from(rule.requirement) > at) {
            rule.requirement -= 1;
        }
        self.index();
        Some(removed)
    }

    /// Gives every finding of the requirement `id` one severity; `false` where there is no such requirement. Its examples
    /// follow, so that they still say what the rule does.
    pub fn set_severity(&mut self, id: &str, severity: Severity) -> bool {
        let Some(at) = self.requirements.iter().position(|requirement| requirement.id == id) else { return false };
        let replace = |given: &mut Option<Severity>| *given = given.and(Some(severity));
        if let Some(requirement) = self.requirements.get_mut(at) {
            for case in &mut requirement.cases {
                replace(&mut case.severity);
                replace(&mut case.severity_phi);
            }
            requirement.matches.iter_mut().for_each(|example| example.severity = severity);
            requirement.linked.iter_mut().for_each(|linked| linked.severity = severity);
        }
        for case in self.rules.get_mut(at).into_iter().flat_map(|rule| &mut rule.cases) {
            replace(&mut case.severity);
            replace(&mut case.severity_phi);
        }
        let linked = self.linked.iter_mut().filter(|rule| usize::from(rule.requirement) == at);
        let linked = linked.filter(|rule| rule.overridden_by.is_none());
        linked.for_each(|rule| rule.severity = severity);
        true
    }
}
