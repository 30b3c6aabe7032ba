//! Invented events, as many as wanted and the same for the same seed: half Twilio, half Segment, about 800 bytes each, five in
//! a hundred with PHI planted in them.
//!
//! Shared by the tests, the benches, the example `generate` and the fuzz seeds through `#[path]`, so that all of them speak of
//! the same workload and no user of the library builds it. Each event says what was planted in it, which lets a test ask both
//! whether everything was found and whether any of it got out. No real person's data: names are drawn from a short list,
//! telephone numbers from 555-01xx, the rest is made up.

#![allow(dead_code, unused_imports, reason = "each of its users takes what it needs")]

mod identifiers;
mod random;
mod segment;
mod text;
mod twilio;

use jiff::Timestamp;

pub use identifiers::Identifiers;
pub use random::Random;
pub use segment::APP;
pub use text::{Text, phi_text};
pub use twilio::ACCOUNT;

/// A value somewhere in an event, and the category under which an auditor should report it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// A category name of the records.
    pub category: &'static str,
    /// The value as it stands in the decoded event.
    pub text: String,
}

/// One generated event.
#[derive(Clone, Debug)]
pub struct Event {
    /// The event, one JSON object without a line break.
    pub json: String,
    /// The PHI planted in it; empty in 95 events of a hundred.
    pub planted: Vec<Value>,
    /// Identifiers that such traffic carries anyway: the numbers of both ends, IP addresses, an e-mail address in a trait.
    pub ordinary: Vec<Value>,
}

/// An endless stream of events.
#[derive(Clone, Debug)]
pub struct Generator {
    random: Random,
    identifiers: Identifiers,
    made: u64,
    phi_per_hundred: u64,
}

/// The first event's time: summer 2023, before either edition of the guide.
const BEGIN: i64 = 1_686_000_000;
/// From one event to the next: 20,000 events reach into 2026, across both editions.
const STEP: i64 = 4_600;

impl Generator {
    /// The workload of the benches: five events in a hundred carry PHI.
    pub fn new(seed: u64) -> Self {
        Self::with_phi(seed, 5)
    }

    /// A workload of which `per_hundred` events in a hundred carry PHI.
    pub fn with_phi(seed: u64, per_hundred: u64) -> Self {
        Self { random: Random::new(seed), identifiers: Identifiers::default(), made: 0, phi_per_hundred: per_hundred }
    }

    /// `count` events as NDJSON.
    pub fn ndjson(self, count: usize) -> String {
        self.take(count).fold(String::new(), |mut lines, event| {
            lines.push_str(&event.json);
            lines.push('\n');
            lines
        })
    }
}

impl Iterator for Generator {
    type Item = Event;

    fn next(&mut self) -> Option<Event> {
        let number = self.made;
        self.made += 1;
        let moment = Moment::nth(number);
        let phi = self.random.below(100) < self.phi_per_hundred;
        let mut draft = Draft {
            random: &mut self.random,
            identifiers: &mut self.identifiers,
            moment,
            phi,
            planted: Vec::new(),
            ordinary: Vec::new(),
        };
        let json = if number.is_multiple_of(2) { twilio::event(&mut draft) } else { segment::event(&mut draft) };
        let Draft { planted, ordinary, .. } = draft;
        Some(Event { json, planted, ordinary })
    }
}

/// An event in the making.
struct Draft<'g> {
    random: &'g mut Random,
    identifiers: &'g mut Identifiers,
    moment: Moment,
    phi: bool,
    planted: Vec<Value>,
    ordinary: Vec<Value>,
}

impl Draft<'_> {
    /// A text for a person: everyday, or with PHI where this event is to carry it.
    fn text(&mut self) -> String {
        if !self.phi {
            return text::everyday(self.random);
        }
        let Text { text, values } = phi_text(self.random, self.identifiers);
        self.planted.extend(values);
        text
    }

    /// A new value that is PHI here.
    fn plant(&mut self, category: &'static str) -> String {
        let text = self.identifiers.make(category, self.random);
        self.planted.push(Value { category, text: text.clone() });
        text
    }

    /// A new value of the kind that traffic carries anyway.
    fn carry(&mut self, category: &'static str, text: String) -> String {
        self.ordinary.push(Value { category, text: text.clone() });
        text
    }

    fn sid(&mut self, prefix: &str) -> String {
        format!("{prefix}{}", self.random.hex(32))
    }

    fn uuid(&mut self) -> String {
        let hex = |random: &mut Random, digits| random.hex(digits);
        let r = &mut *self.random;
        format!("{}-{}-4{}-a{}-{}", hex(r, 8), hex(r, 4), hex(r, 3), hex(r, 3), hex(r, 12))
    }
}

/// The time of an event in the forms the products use.
#[derive(Clone, Copy, Debug)]
struct Moment(Timestamp);

impl Moment {
    fn nth(number: u64) -> Self {
        let offset = i64::try_from(number).unwrap_or(0).wrapping_mul(STEP) % 110_000_000;
        let millisecond = (BEGIN + offset) * 1000 + offset % 997;
        Self(Timestamp::from_millisecond(millisecond).unwrap_or(Timestamp::UNIX_EPOCH))
    }

    /// `2024-05-29T10:57:57.563Z`
    fn rfc3339(self) -> String {
        self.0.strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string()
    }

    /// `Wed, 29 May 2024 10:57:57 +0000`
    fn rfc2822(self) -> String {
        self.0.strftime("%a, %d %b %Y %H:%M:%S +0000").to_string()
    }

    fn millisecond(self) -> i64 {
        self.0.as_millisecond()
    }
}
