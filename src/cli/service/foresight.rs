//! What can be said before a service starts of what it will not do: alerts that nobody waits for, canaries that cannot be found.

use std::sync::Arc;

use crate::audit::{Audited, Auditor};
use crate::canary::{Canary, REQUIREMENT};
use crate::config::Config;
use crate::pipeline::clock;
use crate::rules::Rules;

/// What `config` and `rules` will not do, though it may be meant.
pub fn warnings(config: &Config, rules: &Arc<Rules>) -> Vec<String> {
    let mut warnings = Vec::new();
    if config.sink.is_empty() {
        warnings.push("no [[sink]] is configured: findings are only counted, and told to nobody".to_owned());
    } else if !config.sink.iter().any(|sink| sink.required) {
        warnings.push(
            "no [[sink]] is required, so nothing waits for alerts: those that are not delivered are lost with the process, or \
             dropped when a sink is away for long"
                .to_owned(),
        );
    }
    if config.canary.is_some() && !is_found(rules) {
        warnings.push(format!(
            "the rules do not give the canary its finding, `{REQUIREMENT}` with severity critical: every canary will count as \
             missed, and AuditDetectionBroken will fire"
        ));
    }
    warnings
}

/// Whether a canary gives its finding.
fn is_found(rules: &Arc<Rules>) -> bool {
    let (mut found, bytes) = (false, Canary::new(0, clock::now()).bytes());
    Auditor::new(Arc::clone(rules)).audit(&bytes, &mut |audited| {
        found |= matches!(audited, Audited::Canary(seen) if seen.found);
    });
    found
}
