//! From a record to its acknowledgement: which position may be committed, what a record still owes, when to hold back.
//!
//! It promises that a position is committed only when every record up to it is clean, published or quarantined, each of the
//! latter two confirmed by the other side.

mod batch;
pub mod clock;
mod intake;
pub mod lifecycle;
mod linking;
mod place;
mod publisher;
mod settle;
mod stop;
mod tracker;
pub mod watchdog;
mod worker;

pub use batch::{Batch, Contents, Delivered, Payload, Record};
pub use intake::{Ends, Intake, OVERHEAD};
pub use linking::{Broken, Linking};
pub use place::Place;
pub use publisher::{Publisher, Waiting};
pub use settle::{Debt, Obligation, Settled, Settlements};
pub use stop::Stop;
pub use tracker::{Arrival, Completion, Load, Outcome, Token, Tracker};
pub use watchdog::{Stalled, Watchdog, Work};
pub use worker::{InForce, Worker};
