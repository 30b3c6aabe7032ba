//! `phi-audit kcl`, the real program, spoken to as the MultiLangDaemon speaks: exact lines through pipes, alerts and pointers in
//! files. The daemon itself is in other tests; here is what it could not be made to do on purpose.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

mod conversation;
mod daemon;
mod faults;
mod many;
mod settings;
