#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;

const ONE: &str = "AC00000000000000000000000000000001";
const TWO: &str = "AC00000000000000000000000000000002";

fn only_problem(text: &str) -> Problem {
    let mut problems = parse(text).expect_err("a problem");
    assert_eq!(problems.len(), 1, "{problems:?}");
    problems.remove(0)
}

#[test]
fn an_empty_configuration_is_one() {
    let config = parse("").unwrap();
    assert_eq!(config.accounts.in_scope(), None);
    assert_eq!(config.rules.edition, Edition::EventTime);
}

#[test]
fn the_example_shows_every_setting_and_is_valid_with_the_defaults_switched_on() {
    let example = include_str!("../../phi-audit.example.toml");
    parse(example).unwrap();
    let is_setting = |line: &&str| line.starts_with("# ") && line.contains(" = ") && !line.ends_with('.');
    let uncommented: String = example
        .lines()
        .map(|line| if is_setting(&line) { line.trim_start_matches("# ") } else { line })
        .flat_map(|line| [line, "\n"])
        .collect();
    let config = parse(&uncommented).unwrap();
    assert_eq!(config.limits, Limits::default(), "the example shows the defaults");
    assert_eq!(config.rules.severity.len(), 1);
    let shown: toml::Table = toml::from_str(&uncommented).unwrap();
    for (section, keys) in [
        ("accounts", &["designated", "subaccounts", "names"][..]),
        ("segment", &["sources", "destinations"]),
        ("streams", &["attested_hosts", "third_party_hosts_with_baa", "third_party_sink"]),
        ("rules", &["edition", "matchers", "disabled", "severity"]),
        ("limits", &["document", "depth", "decoded", "expansion"]),
    ] {
        for key in keys {
            assert!(shown[section].get(*key).is_some(), "{section}.{key} is not shown");
        }
    }
}

#[test]
fn a_mistyped_section_or_key_is_named_with_its_line_and_the_nearest_name() {
    let problem = only_problem("# ours\n[acounts]\ndesignated = []\n");
    assert_eq!((problem.line, problem.what.as_str()), (2, "unknown setting `acounts`"));
    assert_eq!(problem.remedy.as_deref(), Some("did you mean `accounts`?"));

    let problem = only_problem("[segment]\nsources = []\ndestinatons = [\"Mixpanel\"]\n");
    assert_eq!((problem.line, problem.what.as_str()), (3, "unknown setting `destinatons`"));
    assert_eq!(problem.remedy.as_deref(), Some("did you mean `destinations`?"));
}

#[test]
fn a_mistyped_severity_or_edition_is_named_with_the_nearest_one() {
    let problem = only_problem("[rules.severity]\nvoice-eligible = \"hihg\"\n");
    assert_eq!((problem.line, problem.what.as_str()), (2, "unknown value `hihg`"));
    assert_eq!(problem.remedy.as_deref(), Some("did you mean `high`?"));

    let problem = only_problem("[rules]\nedition = \"2024-04-18\"\n");
    assert_eq!(problem.remedy.as_deref(), Some("did you mean `2024-04-19`?"));
}

#[test]
fn a_broken_file_is_reported_with_its_line() {
    let problem = only_problem("[accounts]\ndesignated = [\"\n");
    assert_eq!(problem.line, 2);
}

#[test]
fn a_wrong_sid_is_reported_and_so_is_a_repeated_one() {
    let text = format!("[accounts]\ndesignated = [\n\"{ONE}\",\n\"SK1\",\n\"{ONE}\",\n]\n");
    let problems = parse(&text).unwrap_err();
    let lines: Vec<_> = problems.iter().map(|problem| problem.line).collect();
    assert_eq!(lines, [4, 5]);
    assert!(problems[0].what.contains("`SK1` is not an Account SID"));
    assert!(problems[1].what.contains("twice"));
}

#[test]
fn a_subaccount_is_in_scope_only_under_a_designated_parent() {
    let config =
        parse(&format!("[accounts]\ndesignated = [\"{ONE}\"]\nsubaccounts = {{ {ONE} = [\"{TWO}\"] }}")).unwrap();
    assert_eq!(config.accounts.in_scope().unwrap(), [ONE, TWO]);

    let problem = only_problem(&format!("[accounts]\nsubaccounts = {{ {ONE} = [\"{TWO}\"] }}"));
    assert_eq!(problem.line, 2);
    assert!(problem.what.contains("not designated itself"));
}

#[test]
fn a_host_is_a_host_and_not_a_url() {
    let problem = only_problem("[streams]\nattested_hosts = [\"https://audio.example.org/x\"]\n");
    assert!(problem.what.contains("is not a host name"));
    parse("[streams]\nattested_hosts = [\"*.example.org\"]\n").unwrap();
}

#[test]
fn a_limit_needs_its_unit_and_its_range() {
    assert!(only_problem("[limits]\ndocument = 16\n").what.contains("a size with its unit"));
    assert!(only_problem("[limits]\ndocument = \"16\"\n").what.contains("is not a size"));
    let problem = only_problem("[limits]\ndepth = 4\n");
    assert_eq!((problem.line, problem.what.as_str()), (2, "`limits.depth = 4` is outside 8 to 120"));
}

#[test]
fn a_list_that_is_given_is_complete_even_when_it_is_empty() {
    let context = parse("[accounts]\ndesignated = []\n").unwrap().context();
    assert_eq!(context.designated_accounts, Some(Vec::new()));
    assert_eq!(context.designated_sources, None);
}
