//! One of N shards of the input. Which shard an object is of follows from its name alone: neither from the listing nor from
//! what else there is.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// Shard `index` of `count`, as `--shard INDEX/COUNT`: from 0, as Kubernetes and AWS Batch number their tasks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Shard {
    /// Which one, below `count`.
    pub index: u32,
    /// How many there are.
    pub count: u32,
}

impl Shard {
    /// Whether an object of this name is of the shard: the first eight bytes of the SHA-256 of its name, modulo the count.
    pub fn holds(&self, name: &str) -> bool {
        let digest = Sha256::digest(name.as_bytes());
        let first = digest.iter().take(8).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
        first.checked_rem(u64::from(self.count)) == Some(u64::from(self.index))
    }
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(given: &str) -> Result<Self, String> {
        let number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten();
        given
            .split_once('/')
            .and_then(|(index, count)| Some(Self { index: number(index)?, count: number(count)? }))
            .filter(|shard| shard.index < shard.count)
            .ok_or_else(|| {
                "expected a number, a slash and how many there are: 0/8 is the first of eight, 7/8 the last".to_owned()
            })
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.index, self.count)
    }
}

impl TryFrom<String> for Shard {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<Shard> for String {
    fn from(shard: Shard) -> Self {
        shard.to_string()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_shard_is_counted_from_0_and_below_its_count() {
        assert_eq!("0/1".parse(), Ok(Shard { index: 0, count: 1 }));
        assert_eq!("7/8".parse(), Ok(Shard { index: 7, count: 8 }));
        for wrong in ["", "/", "1", "8/8", "0/0", "-1/8", "+1/8", "1/8/9", " 1/8", "/8", "1/", "4294967296/4294967297"]
        {
            assert!(wrong.parse::<Shard>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_split_is_the_one_it_has_always_been() {
        // Another split would read objects twice, or never, where half of the shards are done already.
        let of = |name: &str| (0..8).find(|index| Shard { index: *index, count: 8 }.holds(name));
        assert_eq!(["", "a", "archive/a.ndjson", "s3://bucket/key"].map(of), [Some(4), Some(2), Some(7), Some(2)]);
    }

    proptest! {
        #[test]
        fn every_name_is_of_exactly_one_shard(name: String, count in 1..50_u32) {
            prop_assert_eq!((0..count).filter(|index| Shard { index: *index, count }.holds(&name)).count(), 1);
        }
    }
}
