//! Runs the examples of matchers through the production engine: the same [`Auditor`] that audits real events.
//!
//! What it reports quotes the example's own text and places, nothing else; examples are part of the rule files.

use std::fmt;
use std::sync::Arc;

use serde_json::Value;

use crate::audit::{Audited, Auditor, Rules};
use crate::detect::{Confidence, MatchExample, Matcher, Strength};

/// An example that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The file of the rule.
    pub pack: String,
    /// The rule.
    pub id: String,
    /// The event of the example.
    pub event: String,
    /// What the example says.
    pub expected: String,
    /// What the engine says.
    pub found: String,
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { pack, id, event, expected, found } = self;
        write!(f, "{pack} [{id}] {event}\n  expected {expected}\n  found    {found}")
    }
}

/// What the engine found in an example.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Hit {
    matcher: String,
    path: String,
    start: usize,
    end: usize,
    strength: Strength,
    confidence: Confidence,
}

/// An auditor that is asked about examples.
#[derive(Debug)]
pub struct Examiner {
    auditor: Auditor,
}

impl Examiner {
    /// Examines with these rules.
    pub fn new(rules: Arc<Rules>) -> Self {
        Self { auditor: Auditor::new(rules) }
    }

    /// The examples of a matcher that do not hold.
    pub fn matcher(&mut self, matcher: &Matcher, broken: &mut Vec<Broken>) {
        let mut add = |event: &str, expected: String, found: String| {
            let (pack, id, event) = (matcher.pack.clone(), matcher.id.clone(), event.to_owned());
            broken.push(Broken { pack, id, event, expected, found });
        };
        for example in &matcher.matches {
            let expected = || format!("`{}` at {}{}", example.text, example.path, asked_for(example));
            match self.hits(&example.event) {
                Ok(hits) if hits.iter().any(|hit| holds(matcher, example, hit)) => {}
                Ok(hits) => add(&example.event, expected(), seen(&example.event, matcher, &hits)),
                Err(unreadable) => add(&example.event, expected(), unreadable),
            }
        }
        for example in &matcher.no_match {
            let expected = || match example.because.as_str() {
                "" => "nothing of this matcher".to_owned(),
                because => format!("nothing of this matcher: {because}"),
            };
            match self.hits(&example.event) {
                Ok(hits) if hits.iter().all(|hit| hit.matcher != matcher.id) => {}
                Ok(hits) => add(&example.event, expected(), seen(&example.event, matcher, &hits)),
                Err(unreadable) => add(&example.event, expected(), unreadable),
            }
        }
    }

    /// Whether a matcher fires on an event.
    pub fn fires(&mut self, id: &str, event: &str) -> bool {
        self.hits(event).is_ok_and(|hits| hits.iter().any(|hit| hit.matcher == id))
    }

    fn hits(&mut self, event: &str) -> Result<Vec<Hit>, String> {
        let (mut hits, mut unreadable) = (Vec::new(), None);
        self.auditor.audit(event.as_bytes(), &mut |audited| match audited {
            Audited::Event(event) => hits.extend(event.record("", 1, 0).matches.iter().map(|found| Hit {
                matcher: found.matcher.clone().into_owned(),
                path: found.path.clone().into_owned(),
                start: found.start as usize,
                end: found.end as usize,
                strength: found.strength,
                confidence: found.confidence,
            })),
            Audited::Failed(failure) => {
                unreadable = Some(format!("the example cannot be read: {} at byte {}", failure.kind, failure.offset));
            }
        });
        unreadable.map_or(Ok(hits), Err)
    }
}

fn asked_for(example: &MatchExample) -> String {
    let strength = example.strength.map(|strength| format!(", strength {strength}"));
    let confidence = example.confidence.map(|confidence| format!(", confidence {confidence}"));
    [strength, confidence].into_iter().flatten().collect()
}

fn holds(matcher: &Matcher, example: &MatchExample, hit: &Hit) -> bool {
    hit.matcher == matcher.id
        && hit.path == example.path
        && spanned(&example.event, hit).map_or(hit.end - hit.start == example.text.len(), |text| text == example.text)
        && example.strength.is_none_or(|strength| strength == hit.strength)
        && example.confidence.is_none_or(|confidence| confidence == hit.confidence)
}

/// The text of a match. `None` where the leaf was decoded out of a string: then only its length is known here.
fn spanned(event: &str, hit: &Hit) -> Option<String> {
    let event: Value = serde_json::from_str(event).ok()?;
    let leaf = match event.pointer(&hit.path)? {
        Value::String(text) => text.clone(),
        number @ Value::Number(_) => number.to_string(),
        _ => return None,
    };
    leaf.get(hit.start..hit.end).map(str::to_owned)
}

/// What was found instead, this matcher's first.
fn seen(event: &str, matcher: &Matcher, hits: &[Hit]) -> String {
    let own: Vec<String> = hits
        .iter()
        .filter(|hit| hit.matcher == matcher.id)
        .map(|hit| {
            let text = spanned(event, hit).map_or_else(|| format!("{}..{}", hit.start, hit.end), |text| format!("`{text}`"));
            format!("{text} at {}, strength {}, confidence {}", hit.path, hit.strength, hit.confidence)
        })
        .collect();
    if !own.is_empty() {
        return own.join("; ");
    }
    let mut others: Vec<&str> = hits.iter().map(|hit| hit.matcher.as_str()).collect();
    others.sort_unstable();
    others.dedup();
    match others.as_slice() {
        [] => "nothing at all".to_owned(),
        others => format!("only {}", others.join(", ")),
    }
}
