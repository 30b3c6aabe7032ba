//! The generated workload is what docs/benchmarks.md says it is, and what is planted in it is found.

#![allow(clippy::expect_used, reason = "a test")]

#[path = "support/generate/mod.rs"]
mod generate;

use std::collections::BTreeMap;

use generate::Generator;
use phi_audit::audit::{Audited, Auditor};
use phi_audit::rules::Rules;

const EVENTS: usize = 4_000;

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_seed_others() {
    assert_eq!(Generator::new(7).ndjson(50), Generator::new(7).ndjson(50));
    assert_ne!(Generator::new(7).ndjson(50), Generator::new(8).ndjson(50));
}

#[test]
fn events_are_half_twilio_half_segment_and_about_800_bytes_long() {
    let events: Vec<_> = Generator::new(1).take(EVENTS).collect();
    let twilio = events.iter().filter(|event| event.json.contains(r#""specversion":"1.0""#)).count();
    assert_eq!(twilio * 2, EVENTS);
    let mean = events.iter().map(|event| event.json.len()).sum::<usize>() / EVENTS;
    assert!((700..900).contains(&mean), "mean {mean}");
}

#[test]
fn five_events_in_a_hundred_carry_phi() {
    let carrying = Generator::new(1).take(EVENTS).filter(|event| !event.planted.is_empty()).count();
    assert!((EVENTS * 4 / 100..EVENTS * 6 / 100).contains(&carrying), "{carrying} of {EVENTS}");
}

/// Share of planted values whose category is reported for their event, by category.
fn recall() -> BTreeMap<&'static str, (usize, usize)> {
    let mut auditor = Auditor::new(Rules::embedded().expect("the shipped rules are sound"));
    let mut found: BTreeMap<&'static str, (usize, usize)> = BTreeMap::new();
    for event in Generator::with_phi(5, 100).take(2_000) {
        let mut categories = Vec::new();
        auditor.audit(event.json.as_bytes(), &mut |audited| {
            if let Audited::Event(audited) = audited {
                let record = audited.record("test", 1, 0);
                categories.extend(record.matches.iter().map(|found| found.category.name()));
            }
        });
        for value in &event.planted {
            let (hits, all) = found.entry(value.category).or_default();
            *hits += usize::from(categories.contains(&value.category));
            *all += 1;
        }
    }
    found
}

#[test]
fn what_is_planted_is_found() {
    let recall = recall();
    let missed: Vec<String> = recall
        .iter()
        .filter(|(_, (hits, all))| *hits * 100 < *all * 97)
        .map(|(category, (hits, all))| format!("{category} {hits}/{all}"))
        .collect();
    assert!(missed.is_empty(), "found in fewer than 97 of a hundred events: {}", missed.join(", "));
}
