//! What the types of the settings cannot say: SIDs, hosts and limits have their shape, nothing stands there twice.

use std::collections::BTreeSet;
use std::ops::Range;

use super::model::{Config, Listed, Word};
use super::problem::Problem;
use super::segment::Destination;
use super::service_validate;
use crate::suggest;

/// Everything that is wrong with a parsed configuration, from top to bottom.
pub fn problems(text: &str, config: &Config) -> Vec<Problem> {
    let mut check = Check { text, problems: Vec::new() };
    check.accounts(config);
    check.segment(config);
    check.hosts(&config.streams.attested_hosts);
    check.hosts(&config.streams.third_party_hosts_with_baa);
    check.no_repeats("rule", config.rules.disabled.iter().map(word));
    let keyed = config.alerts.fingerprint_key_file.is_some();
    check.problems.extend(config.rules.allow.iter().flat_map(|entry| entry.problems(text, keyed)));
    check.limits(config);
    check.problems.extend(service_validate::problems(text, config));
    check.problems.sort_by_key(|problem| problem.line);
    check.problems
}

struct Check<'a> {
    text: &'a str,
    problems: Vec<Problem>,
}

impl Check<'_> {
    fn accounts(&mut self, config: &Config) {
        let accounts = &config.accounts;
        let designated = listed(&accounts.designated);
        let sids = designated.iter().chain(accounts.subaccounts.values().flatten()).map(id);
        let known = accounts.known.iter().map(|known| (known.span(), known.get_ref().sid.as_str()));
        let above = accounts.known.iter().filter_map(|known| Some((known.span(), known.get_ref().parent.as_deref()?)));
        let named = accounts.names.keys().chain(accounts.subaccounts.keys()).map(word);
        for (span, sid) in sids.chain(known.clone()).chain(above).chain(named) {
            self.account_sid(span, sid);
        }
        self.no_repeats("account", designated.iter().map(id));
        self.no_repeats("account", known);
        let designated = designated.iter().map(|one| one.get_ref().id.as_str());
        for parent in accounts.subaccounts.keys() {
            if !designated.clone().any(|sid| sid == parent.get_ref()) {
                let what = format!("`{}` has subaccounts but is not designated itself", parent.get_ref());
                let remedy = suggest::nearest(parent.get_ref(), designated.clone())
                    .map_or_else(|| "add it to `designated`".to_owned(), |sid| format!("did you mean `{sid}`?"));
                self.add(parent.span(), what, remedy);
            }
        }
    }

    fn account_sid(&mut self, span: Range<usize>, sid: &str) {
        let hex = sid.strip_prefix("AC");
        if !hex.is_some_and(|hex| hex.len() == 32 && hex.bytes().all(|byte| byte.is_ascii_hexdigit())) {
            let what = format!("`{sid}` is not an Account SID");
            self.add(span, what, "an Account SID is `AC` and 32 hexadecimal digits; copy it from the Twilio Console");
        }
    }

    fn segment(&mut self, config: &Config) {
        let segment = &config.segment;
        self.no_repeats("workspace", listed(&segment.workspaces).iter().map(id));
        if let (Some([first, ..]), None) = (segment.workspaces.as_deref(), &config.setup.imported) {
            let remedy = "name the file of `phi-audit config import` under [setup]: imported = \"imported.toml\"";
            self.add(first.span(), "which sources stand in a workspace, only an import says".to_owned(), remedy);
        }
        self.no_repeats("source", listed(&segment.sources).iter().map(id));
        self.no_repeats("destination", listed(&segment.destinations).iter().map(word));
        self.no_repeats("destination", segment.destination.iter().map(|destination| word(&destination.name)));
        for Destination { name, baa, .. } in &segment.destination {
            let is_listed = listed(&segment.destinations).iter().any(|listed| listed.get_ref() == name.get_ref());
            if is_listed && !baa {
                let what = format!("destination `{}` is listed as one with a BAA, and has none here", name.get_ref());
                self.add(name.span(), what, "remove it from `destinations`, or write `baa = true`");
            }
        }
        let mut planned = BTreeSet::new();
        for source in segment.tracking_plan.iter().flat_map(|plan| plan.sources.iter().flatten()) {
            if !planned.insert(source) {
                let what = format!("source `{source}` has two tracking plans");
                let at = self.text.rfind(&format!("\"{source}\"")).unwrap_or_default();
                let remedy = "a source has one at most; take it out of one `sources`";
                self.problems.push(Problem::at(self.text, at..at, what).remedy(remedy));
            }
        }
    }

    fn hosts(&mut self, hosts: &[Word]) {
        for host in hosts {
            let name = host.get_ref().strip_prefix("*.").unwrap_or(host.get_ref());
            let ordinary = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-');
            if name.is_empty() || name.starts_with('.') || !name.bytes().all(ordinary) {
                let what = format!("`{}` is not a host name", host.get_ref());
                self.add(host.span(), what, "write the host alone, e.g. \"audio.example.org\" or \"*.example.org\"");
            }
        }
        self.no_repeats("host", hosts.iter().map(word));
    }

    fn no_repeats<'w>(&mut self, noun: &str, words: impl Iterator<Item = (Range<usize>, &'w str)>) {
        let mut seen = BTreeSet::new();
        for (span, text) in words {
            if text.trim().is_empty() {
                self.add(span, format!("an empty {noun}"), "remove it");
            } else if !seen.insert(text) {
                self.add(span, format!("{noun} `{text}` stands here twice"), "remove one of the two");
            }
        }
    }

    fn limits(&mut self, config: &Config) {
        let limits = &config.limits;
        let mut outside = |name: &str, value: String, range: &str| {
            let what = format!("`limits.{name} = {value}` is outside {range}");
            self.problems.push(Problem { line: line_of_key(self.text, name), what, remedy: None });
        };
        if !(1 << 10..=1 << 30).contains(&limits.document.0) {
            outside("document", limits.document.to_string(), "1KiB to 1GiB");
        }
        if !(8..=120).contains(&limits.depth) {
            outside("depth", limits.depth.to_string(), "8 to 120");
        }
        if !(1 << 10..=1 << 30).contains(&limits.decoded.0) {
            outside("decoded", limits.decoded.to_string(), "1KiB to 1GiB");
        }
        if limits.expansion < 2 {
            outside("expansion", limits.expansion.to_string(), "2 and more");
        }
    }

    fn add(&mut self, span: Range<usize>, what: String, remedy: impl Into<String>) {
        self.problems.push(Problem::at(self.text, span, what).remedy(remedy));
    }
}

fn listed<T>(words: &Option<Vec<T>>) -> &[T] {
    words.as_deref().unwrap_or_default()
}

fn id(one: &Listed) -> (Range<usize>, &str) {
    (one.span(), &one.get_ref().id)
}

fn word(one: &Word) -> (Range<usize>, &str) {
    (one.span(), one.get_ref())
}

/// The line of `key = …`; 0 when it is not written that way.
fn line_of_key(text: &str, key: &str) -> usize {
    let is_key =
        |line: &str| line.trim_start().strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with('='));
    text.lines().position(is_key).map_or(0, |at| at + 1)
}
