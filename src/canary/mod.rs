//! The canary: an event with invented PHI that the service sends through its own source, to prove that it still sees.
//!
//! `event` is pure: what a canary looks like and how it is recognised. It promises that every canary is recognised, and nothing
//! but a canary: but for its id and its time, each of its bytes is fixed. `sending` sends one each turn, by a [`Way`] for each
//! kind of source. What became of one is said by [`audit`](crate::audit), which judges it as any event and hands it out as what
//! it is, so that nothing counts it as an event.
//!
//! Absent: recognising canaries that somebody wrote anew, with other blanks or another order of fields. Those are events.

mod event;
#[cfg(feature = "kafka")]
mod kafka;
#[cfg(feature = "kinesis")]
mod kinesis;
#[cfg(feature = "service")]
mod sending;
#[cfg(feature = "webhook")]
mod webhook;

pub use event::{Canary, REQUIREMENT, SOURCE};
#[cfg(feature = "kafka")]
pub use kafka::ToTopics;
#[cfg(feature = "kinesis")]
pub use kinesis::ToStream;
#[cfg(feature = "service")]
pub use sending::{NotSent, Sender, Way};
#[cfg(feature = "webhook")]
pub use webhook::{Signing, ToRoute};

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::audit::{Audited, Auditor, Sighting};
    use crate::policy::{Context, Designated, Edition, EditionMode};
    use crate::rules::{Rules, RulesBuilder};

    /// What an audit hands out of these bytes: canaries, and the number of everything else.
    fn audited(rules: &Arc<Rules>, bytes: &[u8]) -> (Vec<Sighting>, usize) {
        let (mut seen, mut others) = (Vec::new(), 0);
        Auditor::new(Arc::clone(rules)).audit(bytes, &mut |audited| match audited {
            Audited::Canary(canary) => seen.push(canary),
            _ => others += 1,
        });
        (seen, others)
    }

    fn canary() -> Canary {
        Canary::new(u128::MAX / 3, "2026-11-05T10:11:12.345Z".parse().unwrap())
    }

    #[test]
    fn a_canary_is_found_by_every_edition_and_whatever_is_designated_and_is_nothing_else() {
        let of = |edition| RulesBuilder::default().edition(edition);
        let designated = vec![Designated { id: "AC00000000000000000000000000000001".to_owned(), from: None }];
        let context = Context { designated_accounts: Some(designated), ..Context::default() };
        for rules in [
            of(EditionMode::EventTime),
            of(EditionMode::Fixed(Edition::April2024)),
            of(EditionMode::Fixed(Edition::December2024)),
            of(EditionMode::EventTime).context(context),
        ] {
            let rules = rules.build().unwrap();
            let (seen, others) = audited(&rules, &canary().bytes());
            assert_eq!((&seen[..], others), (&[Sighting { sent_ms: canary().time_ms(), found: true }][..], 0));
        }
    }

    #[test]
    fn rules_that_do_not_give_its_finding_have_missed_it() {
        let missing = RulesBuilder::default().disable(REQUIREMENT).build().unwrap();
        let milder = RulesBuilder::default().severity(REQUIREMENT, crate::policy::Severity::High).build().unwrap();
        for rules in [missing, milder] {
            let (seen, others) = audited(&rules, &canary().bytes());
            assert_eq!((&seen[..], others), (&[Sighting { sent_ms: canary().time_ms(), found: false }][..], 0));
        }
    }

    #[test]
    fn what_only_looks_like_a_canary_is_an_event() {
        let rules = Rules::embedded().unwrap();
        let text = String::from_utf8(canary().bytes()).unwrap();
        for other in [
            text.replace("Canary McTestface", "Maria Lopez Garcia"),
            format!("{text} {text}"),
            format!("[{text},{text}]"),
            text.replace("\"to\":", "\"to\": "),
        ] {
            let (seen, others) = audited(&rules, other.as_bytes());
            assert!(seen.is_empty() && others > 0, "{other}");
        }
    }
}
