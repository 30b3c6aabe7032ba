//! What is set up at Twilio and Segment, as their APIs list it: saved JSON → objects → facts for the customer's context, events
//! for the ordinary rules, and what the APIs cannot say.
//!
//! It promises: whatever JSON comes, there is no panic; an object that is not understood is told with its place, and the others
//! are taken; no secret in a listing is kept. Pure: nothing is opened here, and nothing is asked of an API.

mod event;
mod facts;
mod fields;
mod object;
mod open;
mod read;
mod related;
mod secrets;
mod segment;
mod toml;
mod twilio;

pub use event::{Judged, events};
pub use facts::{Destination, Imported, Number, Sink, Source, TrackingPlan, TwilioAccount};
pub use object::{Object, ObjectKind};
pub use open::open_questions;
pub use read::{Fault, read};
pub use related::Related;
pub use toml::HEAD;

#[cfg(test)]
mod tests;
