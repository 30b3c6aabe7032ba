//! Webhooks as a source: a port that takes events over HTTP and answers when they are safe.
//!
//! A request is one record of the pipeline. The port (`server`, `door`) knows who may call (`route`, `signature`, both pure), how
//! much and how fast (`admission`, `callers`, `budget`); one thread (`reader`) tracks what came, hands it to the auditing threads,
//! and answers what is finished. With a spool (`spool`) a request is answered once it is on disk. What a body says is for the
//! auditing threads, and sending again for whoever sent it: nothing is kept here of what was not answered with 200.

mod admission;
mod budget;
mod callers;
mod door;
mod form;
mod handed;
mod reader;
mod route;
mod server;
mod signature;
mod spool;
mod spool_store;
mod tls;
mod upkeep;

pub use callers::Callers;
pub use door::Door;
pub use reader::Reader;
pub use route::{Check, Route, random_key};
pub use server::{Listening, Server};
pub use signature::{Secrets, Segment, Twilio, sign};
pub use spool::Spool;
pub use tls::{Certificates, TlsError};
pub use upkeep::Upkeep;
