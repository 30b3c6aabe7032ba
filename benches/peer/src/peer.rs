//! The peer, given our patterns.

use std::fs;
use std::path::Path;

use dd_sds::{ProximityKeywordsConfig, RegexRuleConfig, RootRuleConfig, Scanner, SecondaryValidator};
use serde::Deserialize;

use super::Outcome;

/// The peer's bounds on keywords.
const MOST_KEYWORDS: usize = 50;
const LONGEST_WINDOW: usize = 50;

/// The peer, ready to scan, and what it could not be given.
pub struct Peer {
    pub scanner: Scanner,
    pub rules: usize,
    pub refused: Vec<String>,
}

#[derive(Deserialize)]
struct Pack {
    #[serde(default)]
    matcher: Vec<Matcher>,
}

/// As much of a matcher as the peer has a like of.
#[derive(Deserialize)]
struct Matcher {
    id: String,
    strength: String,
    pattern: Option<String>,
    validator: Option<String>,
    #[serde(default)]
    keywords: Vec<String>,
    #[serde(default)]
    excluded: Vec<String>,
    window: Option<usize>,
}

/// Builds the peer from all pattern matchers below `folder`.
pub fn build(folder: &Path) -> Outcome<Peer> {
    let mut files: Vec<_> =
        fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?.into_iter().map(|entry| entry.path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    files.sort();
    let (mut rules, mut refused) = (Vec::new(), Vec::new());
    for file in files {
        let pack: Pack = toml::from_str(&fs::read_to_string(&file)?)?;
        for matcher in pack.matcher {
            let Some(rule) = rule(&matcher) else { continue };
            let rule = RootRuleConfig::new(rule.build());
            // One by one first, so that a pattern it cannot take costs that pattern and is named.
            match Scanner::builder(std::slice::from_ref(&rule)).build() {
                Ok(_) => rules.push(rule),
                Err(error) => refused.push(format!("{}: {error}", matcher.id)),
            }
        }
    }
    let scanner = Scanner::builder(&rules).build().map_err(|error| error.to_string())?;
    Ok(Peer { scanner, rules: rules.len(), refused })
}

fn rule(matcher: &Matcher) -> Option<RegexRuleConfig> {
    let pattern = matcher.pattern.as_deref()?;
    let named = pattern.contains("(?P<v>") || pattern.contains("(?<v>");
    let mut rule = RegexRuleConfig::new(&pattern.replace("(?P<v>", "(?<sds_match>").replace("(?<v>", "(?<sds_match>"));
    if named {
        rule = rule.with_pattern_capture_group("sds_match");
    }
    // A validated matcher fires without a keyword; the others need one.
    let keywords = if matcher.strength == "validated" { Vec::new() } else { matcher.keywords.clone() };
    if !keywords.is_empty() || !matcher.excluded.is_empty() {
        let window = matcher.window.unwrap_or(48).clamp(1, LONGEST_WINDOW);
        // It takes no keyword longer than the window.
        let most =
            |words: &[String]| words.iter().filter(|word| word.len() <= window).take(MOST_KEYWORDS).cloned().collect();
        rule = rule.with_proximity_keywords(ProximityKeywordsConfig {
            look_ahead_character_count: window,
            included_keywords: most(&keywords),
            excluded_keywords: most(&matcher.excluded),
        });
    }
    Some(rule.with_validator(matcher.validator.as_deref().and_then(validator)))
}

fn validator(name: &str) -> Option<SecondaryValidator> {
    match name {
        "aba" => Some(SecondaryValidator::AbaRtnChecksum),
        "card" => Some(SecondaryValidator::LuhnChecksum),
        "dea" => Some(SecondaryValidator::UsDeaChecksum),
        "npi" => Some(SecondaryValidator::UsNpiChecksum),
        "vin" => Some(SecondaryValidator::VinChecksum),
        _ => None,
    }
}
