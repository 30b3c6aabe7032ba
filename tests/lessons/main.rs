//! What the engines before this one got wrong, and what every category means: one event that must be found and one that must
//! not, for each. Through the public door only: bytes in, records out.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

mod every_category;
mod health_in_names;
mod names_of_things;
mod not_by_what_came_before;
mod numbers_as_people_write_them;
mod numbers_that_are_none;
mod places_in_json;
mod the_grade;
mod whose_health;

use std::sync::{Arc, OnceLock};

use phi_audit::audit::{Audited, Auditor};
use phi_audit::detect::{Category, Confidence, Grade, Strength};
use phi_audit::rules::Rules;

/// One match, with the text that its path and span point at.
#[derive(Clone, Debug, PartialEq)]
struct Hit {
    matcher: String,
    category: Category,
    path: String,
    span: (u32, u32),
    strength: Strength,
    confidence: Confidence,
}

struct Seen {
    grade: Grade,
    hits: Vec<Hit>,
}

impl Seen {
    fn of(&self, category: Category) -> Vec<&Hit> {
        self.hits.iter().filter(|hit| hit.category == category).collect()
    }

    fn has(&self, category: Category) -> bool {
        !self.of(category).is_empty()
    }
}

fn rules() -> Arc<Rules> {
    static RULES: OnceLock<Arc<Rules>> = OnceLock::new();
    RULES.get_or_init(|| Rules::embedded().expect("the shipped rules are sound")).clone()
}

/// Audits one event and says what was seen; nothing may fail to be read.
fn audit(event: &str) -> Seen {
    audit_by(&mut Auditor::new(rules()), event)
}

/// The same by an auditor that may have seen others before.
fn audit_by(auditor: &mut Auditor, event: &str) -> Seen {
    let mut seen = None;
    auditor.audit(event.as_bytes(), &mut |audited| match audited {
        Audited::Event(audited) => {
            let record = audited.record("test", 1, 0);
            let hits = record.matches.iter().map(|found| Hit {
                matcher: found.matcher.to_string(),
                category: found.category,
                path: found.path.to_string(),
                span: (found.start, found.end),
                strength: found.strength,
                confidence: found.confidence,
            });
            seen = Some(Seen { grade: audited.grade(), hits: hits.collect() });
        }
        other => panic!("{event}: {other:?}"),
    });
    seen.expect("one event")
}

/// A message with this body, between nobody and nobody.
fn said(body: &str) -> Seen {
    audit(&serde_json::json!({ "data": { "body": body } }).to_string())
}

fn track(properties: &str) -> Seen {
    audit(&format!(r#"{{"type":"track","event":"Form Sent","properties":{properties}}}"#))
}

#[track_caller]
fn found(seen: &Seen, category: Category) {
    assert!(seen.has(category), "no {category} among {:?}", seen.hits);
}

#[track_caller]
fn not_found(seen: &Seen, category: Category) {
    assert!(!seen.has(category), "{category} among {:?}", seen.hits);
}

#[track_caller]
fn nothing(seen: &Seen) {
    assert!(seen.hits.is_empty(), "{:?}", seen.hits);
}
