//! The words in which a verdict is given: eligibility, severity, region.

use serde::{Deserialize, Serialize};

/// Whether PHI may flow through the product, feature and channel of an event on the event's day. The order is the one in
/// which a worse answer wins over a better one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Eligibility {
    /// Named eligible.
    Eligible,
    /// Eligible on conditions that the event does not show to be met.
    Conditional,
    /// Not a Twilio or Segment event, or its type is not known.
    #[default]
    Unknown,
    /// Named nowhere: not designated, so no PHI (deny by default).
    NotDesignated,
    /// Named as not eligible.
    NotEligible,
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// A fact for the record.
    Info,
    /// Look at it when convenient.
    Low,
    /// Look at it this week.
    Medium,
    /// Look at it today.
    High,
    /// PHI where the BAA does not reach.
    Critical,
}

/// Where a telephone number lies under the North American Numbering Plan, or outside it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Region {
    /// An area code of the 50 states or the District of Columbia.
    Us,
    /// An area code of a US territory.
    UsTerritory,
    /// A Canadian area code.
    Canada,
    /// Another country of the numbering plan.
    OtherNanp,
    /// A number outside the numbering plan.
    International,
    /// A toll-free code, shared by all countries of the plan.
    TollFree,
    /// A short code.
    ShortCode,
    /// No number, a withheld or masked one, or a code that no table knows.
    #[default]
    Unknown,
}

macro_rules! names {
    ($type:ident { $($variant:ident = $name:literal),+ $(,)? }) => {
        impl $type {
            /// Every value, in order.
            pub const ALL: &'static [$type] = &[$($type::$variant),+];

            /// The name used in records, rules and configuration.
            pub const fn name(self) -> &'static str {
                match self { $($type::$variant => $name),+ }
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.name())
            }
        }
    };
}
pub(crate) use names;

names!(Eligibility {
    Eligible = "eligible",
    Conditional = "conditional",
    Unknown = "unknown",
    NotDesignated = "not_designated",
    NotEligible = "not_eligible",
});
names!(Severity { Info = "info", Low = "low", Medium = "medium", High = "high", Critical = "critical" });
names!(Region {
    Us = "us",
    UsTerritory = "us_territory",
    Canada = "canada",
    OtherNanp = "other_nanp",
    International = "international",
    TollFree = "toll_free",
    ShortCode = "short_code",
    Unknown = "unknown",
});
