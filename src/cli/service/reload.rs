//! SIGHUP: rules, matchers, policies and suppressions are read again, checked, and put in force all at once. With a mistake in
//! any of them, what was in force stays.

use std::sync::Arc;

use super::auditing::in_force_now;
use super::{Auditing, in_force};
use crate::cli::{Error, RuleArgs, load};
use crate::pipeline::{InForce, clock};
use crate::telemetry::labels::{ErrorKind, Stage};

/// Reloads. Everything else in the configuration takes a restart.
pub fn reload(auditing: &Auditing, rules: &RuleArgs) {
    match read(rules) {
        Ok(new) => {
            let before = auditing.in_force.load().rules.digest().to_owned();
            in_force_now(&new, &auditing.metrics);
            auditing.metrics.config_reload_successful.set(1);
            auditing.metrics.config_last_reload_timestamp_seconds.set(clock::now().as_duration().as_secs_f64());
            tracing::info!(
                from = before.get(..12),
                to = new.rules.digest().get(..12),
                "rules and suppressions are read again; other settings stay until a restart"
            );
            auditing.linking.reload(&new.ruleset);
            auditing.in_force.store(Arc::new(new));
        }
        Err(error) => {
            auditing.metrics.config_reload_successful.set(0);
            auditing.metrics.error(Stage::Reloading, ErrorKind::Invalid);
            for line in error.to_string().lines() {
                tracing::error!("reload: {}", line.trim());
            }
            tracing::error!("the rules that were in force stay");
        }
    }
}

fn read(rules: &RuleArgs) -> Result<InForce, Error> {
    in_force(&load(rules)?)
}
