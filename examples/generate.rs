//! Prints invented events as NDJSON, the same for the same seed: `cargo run --release --example generate -- --events 1000`.
//!
//! `--seed N` chooses another workload, `--phi N` how many events in a hundred carry PHI (5), `--planted` writes what was
//! planted to standard error, as `line<TAB>category<TAB>value`.

#![allow(clippy::print_stderr, reason = "a command-line program")]

#[path = "../tests/support/generate/mod.rs"]
mod generate;

use std::io::{self, BufWriter, Write as _};
use std::process::ExitCode;

use generate::Generator;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        // `generate | head` closes the pipe when it has enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("generate: {error}");
            ExitCode::from(64)
        }
    }
}

fn run() -> io::Result<()> {
    let (mut events, mut seed, mut phi, mut show_planted) = (20_000, 1, 5, false);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut number = || {
            let text = arguments.next().unwrap_or_default();
            text.parse::<u64>().map_err(|_| usage(&format!("`{argument}` needs a number")))
        };
        match argument.as_str() {
            "--events" => events = number()?,
            "--seed" => seed = number()?,
            "--phi" => phi = number()?,
            "--planted" => show_planted = true,
            _ => return Err(usage(&format!("unknown argument `{argument}`"))),
        }
    }
    let mut out = BufWriter::new(io::stdout().lock());
    let mut log = BufWriter::new(io::stderr().lock());
    for (line, event) in (1..=events).zip(Generator::with_phi(seed, phi)) {
        writeln!(out, "{}", event.json)?;
        for value in event.planted.iter().filter(|_| show_planted) {
            writeln!(log, "{line}\t{}\t{}", value.category, value.text)?;
        }
    }
    out.flush()?;
    log.flush()
}

fn usage(problem: &str) -> io::Error {
    let help = "usage: generate [--events N] [--seed N] [--phi PERCENT] [--planted]";
    io::Error::new(io::ErrorKind::InvalidInput, format!("{problem}\n{help}"))
}
