//! What runs phi-audit in production: dashboards, alerts, deployment, the pages people look at. Each file is held to its own tool and to
//! the program, so that none of them can name what is not there.

#![forbid(unsafe_code)]
#![allow(clippy::duplicate_mod, reason = "each testbed brings the processes along")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr, reason = "a test")]

#[allow(dead_code, unused_imports, reason = "shared with the testbeds")]
#[path = "../support/process/mod.rs"]
mod process;

#[path = "../../examples/traffic/arguments.rs"]
mod arguments;
#[path = "../support/generate/mod.rs"]
mod generate;
#[path = "../support/kafka/mod.rs"]
mod kafka;
#[path = "../support/kinesis/mod.rs"]
mod kinesis;
#[path = "../../examples/traffic/load.rs"]
mod load;

mod alerts;
mod book;
mod chain;
mod compose;
mod files;
mod grafana;
mod images;
mod kubernetes;
mod listed;
mod promql;
mod release;
mod runbooks;
mod screens;
mod systemd;
mod terraform;
mod traffic;
