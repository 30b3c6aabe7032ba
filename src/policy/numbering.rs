//! Where a telephone number lies: the area code decides, never the `+1` before it.
//!
//! The codes are data (`policies/numbering.toml`). What a place means is for the requirements to say; here it is only named, in
//! finer grades than the published [`Region`].

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::event::{Address, AddressForm};
use crate::policy::error::PolicyError;
use crate::policy::names;
use crate::policy::verdict::Region;

/// Where a number lies, or why that cannot be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// An area code of the 50 states or the District of Columbia.
    Us,
    /// An area code of a US territory.
    UsTerritory,
    /// A Canadian area code.
    Canada,
    /// Another country of the North American Numbering Plan.
    OtherNanp,
    /// A country code other than 1.
    International,
    /// A toll-free code.
    TollFree,
    /// A short code.
    ShortCode,
    /// A personal, carrier or pay-per-call code.
    Premium,
    /// A code of the plan that no table knows.
    Unassigned,
    /// A withheld caller.
    Withheld,
    /// A number masked so far that no code is left.
    Masked,
    /// A sender name.
    Alphanumeric,
    /// Something numeric that is no number of any plan.
    Unknown,
}

names!(Place {
    Us = "us",
    UsTerritory = "us_territory",
    Canada = "canada",
    OtherNanp = "other_nanp",
    International = "international",
    TollFree = "toll_free",
    ShortCode = "short_code",
    Premium = "premium",
    Unassigned = "unassigned",
    Withheld = "withheld",
    Masked = "masked",
    Alphanumeric = "alphanumeric",
    Unknown = "unknown",
});

impl Place {
    pub(crate) const fn bit(self) -> u16 {
        1 << self as u16
    }
}

/// The numbering plan.
#[derive(Clone, Debug)]
pub struct NumberingPlan {
    verified: String,
    codes: Box<[Place]>,
    withheld: Vec<String>,
}

/// The file `policies/numbering.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NumberingFile {
    verified: String,
    us: BTreeMap<String, Vec<u16>>,
    us_territories: BTreeMap<String, Vec<u16>>,
    countries: BTreeMap<String, Vec<u16>>,
    special: Special,
    withheld: BTreeMap<String, String>,
    #[serde(default)]
    newer: BTreeMap<String, String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Special {
    toll_free: Vec<u16>,
    premium: Vec<u16>,
}

impl NumberingPlan {
    /// Builds the table; a code that stands in two places is an error.
    pub(crate) fn build(file: &str, plan: NumberingFile) -> Result<Self, PolicyError> {
        let mut codes = vec![Place::Unassigned; 1000];
        let other = |country: &str| if country == "CA" { Place::Canada } else { Place::OtherNanp };
        let lists = plan
            .us
            .values()
            .map(|list| (Place::Us, list))
            .chain(plan.us_territories.values().map(|list| (Place::UsTerritory, list)))
            .chain(plan.countries.iter().map(|(country, list)| (other(country), list)))
            .chain([(Place::TollFree, &plan.special.toll_free), (Place::Premium, &plan.special.premium)]);
        for (place, list) in lists {
            for code in list {
                match codes.get_mut(usize::from(*code)) {
                    Some(slot) if *code >= 200 && *slot == Place::Unassigned => *slot = place,
                    Some(_) if *code >= 200 => {
                        return Err(PolicyError::new(file, format!("area code {code} stands in two lists")));
                    }
                    _ => {
                        return Err(PolicyError::new(
                            file,
                            format!("{code} is no area code: three digits, from 200 on"),
                        ));
                    }
                }
            }
        }
        let listed = |code: &str| code.parse().ok().and_then(|code: usize| codes.get(code)) != Some(&Place::Unassigned);
        if let Some(code) = plan.newer.keys().find(|code| !listed(code)) {
            return Err(PolicyError::new(
                file,
                format!("[newer] names area code {code}, which stands in no list above"),
            ));
        }
        Ok(Self { verified: plan.verified, codes: codes.into(), withheld: plan.withheld.into_values().collect() })
    }

    /// The day on which the table was last held against its sources.
    pub fn verified(&self) -> &str {
        &self.verified
    }

    /// Where an address lies; `None` where it is no number (an app, a SIP or e-mail address, a chat identity).
    pub fn place(&self, address: &Address<'_>) -> Option<Place> {
        let digits = address.digits.unwrap_or_default();
        match address.form {
            AddressForm::E164 | AddressForm::Digits if self.withheld.iter().any(|number| number == digits) => {
                Some(Place::Withheld)
            }
            AddressForm::E164 => Some(self.international(digits)),
            AddressForm::WhatsApp | AddressForm::Rcs if !digits.is_empty() => Some(self.international(digits)),
            AddressForm::Digits => Some(self.without_plus(digits, digits.len())),
            AddressForm::Masked => Some(self.masked(address.text.trim_start(), digits)),
            AddressForm::ShortCode => Some(Place::ShortCode),
            AddressForm::Withheld => Some(Place::Withheld),
            AddressForm::Alphanumeric => Some(Place::Alphanumeric),
            _ => None,
        }
    }

    /// Digits behind a `+`.
    fn international(&self, digits: &str) -> Place {
        match digits.strip_prefix('1') {
            Some(national) => self.code(national),
            None => Place::International,
        }
    }

    /// Digits without a `+`, `total` of them with the masked ones.
    fn without_plus(&self, digits: &str, total: usize) -> Place {
        match (total, digits.strip_prefix('1')) {
            (11, Some(national)) => self.code(national),
            (10, _) => self.code(digits),
            (11.., _) => Place::International,
            _ => Place::Unknown,
        }
    }

    fn masked(&self, text: &str, digits: &str) -> Place {
        let plus = text.starts_with('+');
        let readable = digits.len() >= if plus || digits.starts_with('1') { 4 } else { 3 };
        let foreign = plus && !digits.is_empty() && !digits.starts_with('1');
        let total = text.chars().filter(|unit| !" -.()+/".contains(*unit)).count();
        match () {
            () if foreign => Place::International,
            () if plus && readable => self.international(digits),
            () if readable && matches!(total, 10 | 11) => self.without_plus(digits, total),
            () => Place::Masked,
        }
    }

    /// The place of a national number of the plan.
    fn code(&self, national: &str) -> Place {
        let code = national.get(..3).and_then(|code| code.parse::<usize>().ok());
        code.and_then(|code| self.codes.get(code)).copied().unwrap_or(Place::Unassigned)
    }
}

/// The published region of an event with addresses at `places` (bits): the farthest end counts.
pub(crate) fn region(places: u16) -> Region {
    const FARTHEST_FIRST: [(Place, Region); 7] = [
        (Place::International, Region::International),
        (Place::OtherNanp, Region::OtherNanp),
        (Place::Canada, Region::Canada),
        (Place::UsTerritory, Region::UsTerritory),
        (Place::Us, Region::Us),
        (Place::TollFree, Region::TollFree),
        (Place::ShortCode, Region::ShortCode),
    ];
    let seen = FARTHEST_FIRST.iter().find(|(place, _)| places & place.bit() != 0);
    seen.map_or(Region::Unknown, |(_, region)| *region)
}
