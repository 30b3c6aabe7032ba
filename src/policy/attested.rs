//! What a person of the customer's vouched for: an entry of their `attestations.toml`; and how a requirement stands on a day.

use serde::{Deserialize, Serialize};

use crate::policy::day::Day;

/// Somebody's word that a requirement is met, from one day to another.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Attested {
    /// The requirement's id.
    pub requirement: String,
    /// Who vouches: a person or a role.
    pub owner: String,
    /// The first day on which the word holds.
    pub date: Day,
    /// The first day on which it holds no more.
    pub expiry: Day,
    /// Where the evidence is kept.
    pub reference: String,
}

/// How a requirement stands on a day with those who vouch for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Standing {
    /// It asks for nobody's word.
    NotAsked,
    /// Nobody has vouched for it so far.
    NotAttested {
        /// The day from which somebody does, if there is one.
        from: Option<Day>,
    },
    /// Somebody vouches for it.
    Attested {
        /// The first day on which nobody does any more; words that follow each other without a gap count as one.
        until: Day,
    },
    /// Somebody did, and nobody does any more.
    Expired {
        /// The first day on which nobody did.
        since: Day,
    },
}

impl Attested {
    /// Whether the word holds at `seconds` since 1970.
    pub fn holds_at(&self, seconds: i64) -> bool {
        self.date.seconds() <= seconds && seconds < self.expiry.seconds()
    }
}

impl Standing {
    /// How a requirement that asks for somebody's word stands on `day`, and whose word says so, given all the `words` on it.
    pub fn on<'w>(day: Day, words: &[&'w Attested]) -> (Self, Option<&'w Attested>) {
        let now = day.seconds();
        let longest = |known: &[&'w Attested]| known.iter().copied().max_by_key(|word| word.expiry);
        let holding: Vec<_> = words.iter().copied().filter(|word| word.holds_at(now)).collect();
        if let Some(word) = longest(&holding) {
            let mut until = word.expiry;
            // Each turn goes further, so there are at most as many turns as words.
            while let Some(next) =
                words.iter().filter(|word| word.date <= until && word.expiry > until).max_by_key(|word| word.expiry)
            {
                until = next.expiry;
            }
            return (Self::Attested { until }, Some(word));
        }
        let past: Vec<_> = words.iter().copied().filter(|word| word.expiry.seconds() <= now).collect();
        if let Some(word) = longest(&past) {
            return (Self::Expired { since: word.expiry }, Some(word));
        }
        let next = words.iter().copied().min_by_key(|word| word.date);
        (Self::NotAttested { from: next.map(|word| word.date) }, next)
    }
}

impl std::fmt::Display for Standing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let words = match self {
            Self::NotAsked => "not asked".to_owned(),
            Self::NotAttested { from: None } => "not attested".to_owned(),
            Self::NotAttested { from: Some(day) } => format!("not attested before {day}"),
            Self::Attested { until } => format!("attested until {until}"),
            Self::Expired { since } => format!("expired since {since}"),
        };
        f.pad(&words)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(number: i64) -> Day {
        let epoch = jiff::civil::date(2024, 1, 1);
        epoch.checked_add(jiff::Span::new().days(number)).unwrap().to_string().parse().unwrap()
    }

    fn word(from: i64, to: i64) -> Attested {
        Attested {
            requirement: "a-duty".to_owned(),
            owner: "security officer".to_owned(),
            date: day(from),
            expiry: day(to),
            reference: String::new(),
        }
    }

    fn standing(words: &[(i64, i64)], on: i64) -> Standing {
        let words: Vec<_> = words.iter().map(|(from, to)| word(*from, *to)).collect();
        Standing::on(day(on), &words.iter().collect::<Vec<_>>()).0
    }

    #[test]
    fn a_word_holds_on_its_first_day_and_not_on_the_day_it_expires() {
        let words = [(10, 20)];
        assert_eq!(standing(&words, 9), Standing::NotAttested { from: Some(day(10)) });
        assert_eq!(standing(&words, 10), Standing::Attested { until: day(20) });
        assert_eq!(standing(&words, 19), Standing::Attested { until: day(20) });
        assert_eq!(standing(&words, 20), Standing::Expired { since: day(20) });
        assert_eq!(standing(&[], 20), Standing::NotAttested { from: None });
    }

    #[test]
    fn a_renewal_prolongs_and_a_gap_does_not() {
        assert_eq!(standing(&[(10, 20), (18, 30), (30, 40)], 12), Standing::Attested { until: day(40) });
        assert_eq!(standing(&[(10, 20), (21, 30)], 12), Standing::Attested { until: day(20) });
        assert_eq!(standing(&[(10, 20), (21, 30)], 20), Standing::Expired { since: day(20) });
    }

    proptest! {
        #[test]
        fn it_is_attested_exactly_on_the_days_on_which_some_word_holds(
            words in prop::collection::vec((0..40_i64, 1..20_i64), 0..6), on in 0..70_i64,
        ) {
            let words: Vec<_> = words.into_iter().map(|(from, days)| (from, from + days)).collect();
            let holds = |on: i64| words.iter().any(|(from, to)| (*from..*to).contains(&on));
            match standing(&words, on) {
                Standing::Attested { until } => {
                    prop_assert!(holds(on));
                    let end = (on..).find(|day| !holds(*day)).unwrap();
                    prop_assert_eq!(until, day(end));
                }
                Standing::Expired { since } => {
                    prop_assert!(!holds(on));
                    prop_assert_eq!(Some(since), words.iter().map(|(_, to)| *to).filter(|to| *to <= on).max().map(day));
                }
                Standing::NotAttested { from } => {
                    prop_assert!(words.iter().all(|(first, _)| *first > on));
                    prop_assert_eq!(from, words.iter().map(|(first, _)| *first).min().map(day));
                }
                Standing::NotAsked => prop_assert!(false),
            }
        }
    }
}
