//! What the example is told on the command line.

use std::num::NonZeroU32;
use std::path::PathBuf;

use clap::{ArgGroup, Parser};

/// Plays invented events at Kafka, at Kinesis, or at both: files of examples once, then a mixed load without end.
#[derive(Clone, Debug, Parser)]
#[command(name = "traffic", group(ArgGroup::new("to").args(["kafka", "kinesis"]).required(true).multiple(true)))]
pub struct Arguments {
    /// Brokers to begin with, `host:port`, several with commas between them
    #[arg(long, value_name = "BROKERS", requires = "topic")]
    pub kafka: Option<String>,

    /// The topic to write to; it has to be there
    #[arg(long, requires = "kafka")]
    pub topic: Option<String>,

    /// The endpoint of a stand-in for Kinesis; credentials and region come from the environment
    #[arg(long, value_name = "ENDPOINT", requires = "stream")]
    pub kinesis: Option<String>,

    /// The stream to write to; it has to be there
    #[arg(long, requires = "kinesis")]
    pub stream: Option<String>,

    /// Events a second of the mixed load
    #[arg(long, value_name = "N", default_value = "50")]
    pub rate: NonZeroU32,

    /// Stop after this many events of the mixed load [default: go on]
    #[arg(long, value_name = "N")]
    pub events: Option<u64>,

    /// Another mixed load; the same for the same number
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,

    /// The folder whose *.ndjson files are played once, before the mixed load [default: none]
    #[arg(long, value_name = "FOLDER")]
    pub play: Option<PathBuf>,

    /// Also write the events of the mixed load into this file, one a line; unreadable records are left out [default: none]
    #[arg(long, value_name = "FILE")]
    pub copy: Option<PathBuf>,
}
