//! Why a request to the webhooks is not answered with 200, and what it is answered with.
//!
//! Twilio and Segment send again after 429 and 5xx, and never after any other 4xx: those are for what can never succeed.

use crate::policy::names;

/// Why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Refusal {
    /// No route has this path.
    UnknownPath,
    /// The method is none that brings a body.
    Method,
    /// A token, key or password is missing or wrong.
    Credentials,
    /// The signature is missing, or none of the secrets gives it.
    Signature,
    /// The body is not the one whose hash was signed.
    BodyHash,
    /// A form where none is taken, or no form where only forms are.
    Form,
    /// A page in a browser asks, on an open route.
    Origin,
    /// The body is longer than `limits.body`.
    TooLarge,
    /// The body did not come within `limits.request_timeout`.
    Slow,
    /// The body broke off.
    BrokenOff,
    /// The caller asks too often.
    Rate,
    /// As much is under way as may be.
    Busy,
    /// The spool is full.
    SpoolFull,
    /// It was not done within `answer_within`; it is finished all the same.
    Late,
    /// The spool cannot be written.
    Storage,
    /// The service ends.
    Draining,
    /// There were as many connections as may be; it was closed.
    Connections,
}

names!(Refusal {
    UnknownPath = "unknown_path",
    Method = "method",
    Credentials = "credentials",
    Signature = "signature",
    BodyHash = "body_hash",
    Form = "form",
    Origin = "origin",
    TooLarge = "too_large",
    Slow = "slow",
    BrokenOff = "broken_off",
    Rate = "rate",
    Busy = "busy",
    SpoolFull = "spool_full",
    Late = "late",
    Storage = "storage",
    Draining = "draining",
    Connections = "connections",
});

impl Refusal {
    /// The status of the answer.
    pub const fn status(self) -> u16 {
        match self {
            Self::BrokenOff => 400,
            Self::Credentials | Self::Signature | Self::BodyHash | Self::Origin => 403,
            Self::UnknownPath => 404,
            Self::Method => 405,
            Self::Slow => 408,
            Self::TooLarge => 413,
            Self::Form => 415,
            Self::Rate | Self::Busy | Self::SpoolFull => 429,
            Self::Late | Self::Storage | Self::Draining | Self::Connections => 503,
        }
    }

    /// After how many seconds to try again, where that helps.
    pub const fn retry_after(self) -> Option<u32> {
        match self {
            Self::Rate => Some(1),
            Self::Busy | Self::Late | Self::Draining | Self::Connections => Some(5),
            Self::SpoolFull | Self::Storage => Some(30),
            _ => None,
        }
    }

    /// What whoever runs the service may do about it; empty where that is for the caller.
    pub const fn advice(self) -> &'static str {
        match self {
            Self::Credentials => "compare the secrets of the route with those of the caller",
            Self::Signature => {
                "compare the route's secrets and, for Twilio, its `url` with what the sender has, to the letter"
            }
            Self::BodyHash => "something on the way changes bodies, or somebody tries a captured signature",
            Self::Form => {
                "Twilio's forms (status callbacks) take a route of their own with `forms = true`; Segment's cannot be verified"
            }
            Self::Origin => {
                "open routes are for programs that call 127.0.0.1 or localhost, and for no page in a browser"
            }
            Self::UnknownPath => "no route has the path that was asked for",
            Self::Busy | Self::Late => "look at the sinks; sinks that are down hold everything back",
            Self::SpoolFull => "look at the sinks, or give `spool.max_size` more",
            Self::TooLarge => "give `limits.body` more where such bodies are to be expected",
            Self::Rate => "give `limits.rate` more where so many requests are to be expected",
            _ => "",
        }
    }
}
