//! Today: for a person who asks how things stand now. No verdict, no record and no report on events ever asks it.

use jiff::Timestamp;

use crate::policy::Day;

/// The day it is, in UTC.
#[allow(clippy::disallowed_methods, reason = "which attestations hold is asked as of now, unless a day is given")]
pub(super) fn today() -> Day {
    Day::of(Timestamp::now())
}
