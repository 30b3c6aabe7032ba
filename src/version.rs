//! What this program is: its version, the commit and the target it was compiled for, the features in it, the rules it ships.

use crate::policy::Edition;
use crate::rules::Rules;

/// The name of the program.
pub const NAME: &str = env!("CARGO_PKG_NAME");
/// The version, as in Cargo.toml.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
/// The commit, in twelve digits, with `-dirty` where something that is compiled in was changed; `unknown` where nobody could say.
pub const REVISION: &str = env!("PHI_AUDIT_REVISION");
/// The machine it was compiled for.
pub const TARGET: &str = env!("PHI_AUDIT_TARGET");

/// What can be left out of a build, and is in this one.
pub fn features() -> Vec<&'static str> {
    let all = [
        ("archives", cfg!(feature = "archives")),
        ("kafka", cfg!(feature = "kafka")),
        ("kafka-vendored-tls", cfg!(feature = "kafka-vendored-tls")),
        ("kinesis", cfg!(feature = "kinesis")),
        ("webhook", cfg!(feature = "webhook")),
    ];
    all.into_iter().filter_map(|(name, within)| within.then_some(name)).collect()
}

/// The version and what else tells two builds apart: a line each, in a fixed order, a name and a value.
///
/// The digest is that of the shipped rules; a configuration that adds rules has another one. It takes as long as loading the rules.
pub fn long() -> String {
    let rules = match Rules::embedded() {
        Ok(rules) => rules.digest().get(..12).unwrap_or_default().to_owned(),
        Err(faults) => format!("{} faults; `phi-audit rules check` tells them", faults.len()),
    };
    let features = match features().join(", ") {
        none if none.is_empty() => "none".to_owned(),
        some => some,
    };
    format!(
        "{VERSION}\ncommit    {REVISION}\nrules     {rules}\nguide     {}\nfeatures  {features}\ntarget    {TARGET}",
        Edition::NEWEST.name()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_long_version_has_a_line_for_all_that_tells_builds_apart() {
        let text = long();
        let names: Vec<_> = text.lines().skip(1).filter_map(|line| line.split_whitespace().next()).collect();
        assert_eq!(names, ["commit", "rules", "guide", "features", "target"]);
        let rules = Rules::embedded().unwrap();
        assert!(text.contains(&rules.digest()[..12]) && text.contains("2024-12-11"), "{text}");
    }

    #[test]
    fn the_commit_is_short_and_plain() {
        let plain = |unit: char| unit.is_ascii_alphanumeric() || matches!(unit, '.' | '_' | '-');
        assert!(!REVISION.is_empty() && REVISION.chars().all(plain), "{REVISION}");
        assert!(TARGET.contains('-'), "{TARGET}");
    }
}
