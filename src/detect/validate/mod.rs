//! Named checks: does a piece of text that has the shape of an identifier obey its check digit, its ranges, its calendar?
//!
//! Every check is a pure function of the matched text, separators included. It takes any string without panicking and
//! without allocating. Whether something *names* the value (a keyword, a key) is the engine's business, not a check's.

mod checksum;
mod clinical;
mod datetime;
mod device;
mod digits;
mod generic;
mod government;
mod health;
mod icd10_categories;
mod money;
mod network;
mod place;
mod reach;

/// What a check says about a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Check {
    /// The text obeys the grammar and its check digit, where there is one.
    Valid,
    /// A specimen known from forms, documentation and test systems: real in shape, nobody's in fact.
    Sample,
    /// Not such an identifier.
    Invalid,
}

impl Check {
    const fn valid_if(holds: bool) -> Check {
        if holds { Check::Valid } else { Check::Invalid }
    }
}

/// A check: the matched text, separators included, to what it is.
pub type Validator = fn(&str) -> Check;

macro_rules! registry {
    ($($name:literal => $check:path,)+) => {
        /// The name of every check, sorted.
        pub const NAMES: &[&str] = &[$($name,)+];

        /// The check of that name.
        pub fn named(name: &str) -> Option<Validator> {
            match name {
                $($name => Some($check),)+
                _ => None,
            }
        }
    };
}

registry! {
    "aba" => money::aba,
    "age_over_89" => datetime::age_over_89,
    "card" => money::card,
    "cpt" => clinical::cpt,
    "date" => datetime::date,
    "dea" => health::dea,
    "driver_licence" => government::driver_licence,
    "driver_licence_strong" => government::driver_licence_strong,
    "email" => network::email,
    "gtin14" => device::gtin14,
    "has_digit" => health::has_digit,
    "hcpcs" => clinical::hcpcs,
    "hicn" => health::hicn,
    "icd10" => clinical::icd10,
    "icd9" => clinical::icd9,
    "imei" => device::imei,
    "ipv4" => network::ipv4,
    "ipv6" => network::ipv6,
    "itin" => government::itin,
    "loinc" => clinical::loinc,
    "luhn" => generic::luhn,
    "mac" => network::mac,
    "mbi" => health::mbi,
    "mod10_weighted" => generic::mod10_weighted,
    "nanp_phone" => reach::nanp_phone,
    "ndc" => clinical::ndc,
    "npi" => health::npi,
    "passport" => government::passport,
    "phone_digits" => reach::phone_digits,
    "phone_e164" => reach::phone_e164,
    "plate" => device::plate,
    "record_number" => health::record_number,
    "snomed" => clinical::snomed,
    "ssn" => government::ssn,
    "street_address" => place::street_address,
    "udi_gs1" => device::udi_gs1,
    "udi_hibcc" => device::udi_hibcc,
    "verhoeff" => generic::verhoeff,
    "vin" => device::vin,
    "zip" => reach::zip,
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_names_are_sorted_and_each_has_its_check() {
        assert!(NAMES.is_sorted());
        assert!(NAMES.iter().all(|name| named(name).is_some()));
        assert!(named("ssnn").is_none());
    }

    #[test]
    fn no_check_accepts_the_empty_text() {
        for name in NAMES {
            assert_eq!(named(name).unwrap()(""), Check::Invalid, "{name}");
        }
    }

    proptest! {
        #[test]
        fn no_check_panics_on_any_text(text in any::<String>()) {
            for name in NAMES {
                named(name).unwrap()(&text);
            }
        }

        #[test]
        fn no_check_panics_on_text_that_looks_like_an_identifier(text in r"[+=(]?[0-9A-Za-zéſ٣ .:/()_$@-]{0,40}") {
            for name in NAMES {
                named(name).unwrap()(&text);
            }
        }
    }
}
