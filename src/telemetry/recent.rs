//! Which requirements were broken lately: what each is called and when it was last found. How often is the business of the
//! metrics, which know neither titles nor times.
//!
//! It promises to hold nothing of any event, and no more requirements than a fixed number, however often rules are read again.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use crate::policy::Requirement;

/// Requirements that are remembered. More are only counted by the metrics.
const MOST: usize = 1_000;

/// The requirements of which something was found since the start.
#[derive(Debug, Default)]
pub struct Recent(Mutex<BTreeMap<String, Found>>);

/// When something of a requirement was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The requirement in a few words, as the rules had it then.
    pub title: String,
    /// The last time, by our clock, Unix time in milliseconds.
    pub last_ms: i64,
}

impl Recent {
    /// Something of each of these was found. Takes one lock, and none where there are no requirements.
    pub fn found<'r>(&self, requirements: impl IntoIterator<Item = &'r Requirement>, now_ms: i64) {
        let mut requirements = requirements.into_iter().peekable();
        if requirements.peek().is_none() {
            return;
        }
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for requirement in requirements {
            let full = known.len() >= MOST;
            match known.get_mut(&requirement.id) {
                Some(found) => found.last_ms = found.last_ms.max(now_ms),
                None if full => {}
                None => {
                    let title = requirement.title.clone();
                    known.insert(requirement.id.clone(), Found { title, last_ms: now_ms });
                }
            }
        }
    }

    /// All of them by their ids.
    pub fn all(&self) -> BTreeMap<String, Found> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Rules;

    #[test]
    fn the_last_time_counts_whatever_the_order() {
        let (recent, rules) = (Recent::default(), Rules::embedded().unwrap());
        let requirement = &rules.requirements()[0];
        recent.found([], 1);
        assert!(recent.all().is_empty());
        recent.found([requirement, requirement], 7_000);
        recent.found([requirement], 5_000);
        let found = Found { title: requirement.title.clone(), last_ms: 7_000 };
        assert_eq!(recent.all(), BTreeMap::from([(requirement.id.clone(), found)]));
    }

    #[test]
    fn rules_that_keep_changing_do_not_fill_the_memory() {
        let (recent, rules) = (Recent::default(), Rules::embedded().unwrap());
        let mut requirement = rules.requirements()[0].clone();
        for number in 0..MOST + 10 {
            requirement.id = format!("own-{number:05}");
            recent.found([&requirement], 0);
        }
        assert_eq!(recent.all().len(), MOST);
        requirement.id = "own-00000".to_owned();
        recent.found([&requirement], 9);
        assert_eq!(recent.all()["own-00000"].last_ms, 9, "those that are known stay up to date");
    }
}
