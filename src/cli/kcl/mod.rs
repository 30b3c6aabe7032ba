//! `phi-audit kcl`: the record processor of one shard under Amazon's KCL MultiLangDaemon. Its whole life is on this screen.
//!
//! configuration → sinks → auditing thread → the daemon's lines, until they end. Standard output carries the protocol and
//! nothing else. This thread owns it, and with it everything that is said: it hears the daemon, takes in what is finished, and
//! answers.

mod figures;
mod prepare;

use std::io::{ErrorKind, Write};
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, select};

use super::service::{Auditing, READER_GONE, reload};
use super::{Error, Exit, Io, RuleArgs, RuleFiles, Told, load};
use crate::pipeline::lifecycle::{self, Asked};
use crate::quarantine::Tripped;
use crate::source::kcl::protocol::Reply;
use crate::source::kcl::{Fault, LONGEST, Line, Processor};
use crate::telemetry::log;
use figures::Figures;

/// Arguments of `kcl`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    files: RuleFiles,
}

const EXAMPLES: &str = "\
The daemon starts one process for each shard it holds; its properties name the command:
  executableName = phi-audit kcl --config /etc/phi-audit/phi-audit.toml

By hand, to see that the configuration will do:
  echo '{\"action\":\"initialize\",\"shardId\":\"shardId-000000000000\"}' | phi-audit kcl --config phi-audit.toml
  {\"action\":\"status\",\"responseFor\":\"initialize\"}

The end of standard input ends it. SIGTERM and SIGINT do not: they come to the whole group, and the daemon
then asks for a shutdown. SIGHUP reads rules, matchers and suppressions again.

Exit codes: 0 ended as told, 2 run-time error, 3 too much went to quarantine, 64 usage or configuration.
Any code but 0 ends the daemon, and with it every shard of the host: its supervisor has to start it again.";

/// How often metrics, sinks and suppressions are looked after.
const TICK: Duration = Duration::from_secs(1);
/// How often an action that waits is looked at, beside whenever a record is finished.
const HOLD: Duration = Duration::from_millis(100);
/// What the last counts and closing connections may take on top of the grace.
const SPARE: Duration = Duration::from_secs(3);

/// Works for the daemon until it closes our standard input.
pub fn run(args: &Args, io: &mut Io) -> Result<Exit, Error> {
    let rules = RuleArgs::from(args.files.clone());
    let loaded = load(&rules)?;
    // Before anything is read: from here on, memory may hold what is audited.
    let undumpable = lifecycle::no_core_dumps();
    log::install(&loaded.settings.config.log).map_err(|error| Told::failed(error.to_string()))?;
    if let Err(error) = undumpable {
        tracing::warn!(%error, "core dumps cannot be switched off; a crash may leave PHI on disk");
    }
    let mut working = prepare::start(&loaded)?;
    drop(loaded);
    let end = working.work(&rules, &mut *io.out);
    working.finish(end)
}

/// A process that works for its daemon.
struct Working {
    /// What the daemon says.
    lines: Receiver<Line>,
    /// What the system asks for.
    asked: Receiver<Asked>,
    processor: Processor,
    auditing: Auditing,
    figures: Figures,
    /// How long the end may take.
    grace: Duration,
}

/// Why it ends.
enum End {
    /// The daemon has closed our standard input.
    Told,
    /// A line is longer than any message.
    TooLong,
    /// The daemon says what it cannot say.
    Fault(Fault),
    /// Standard input or output fails.
    Broken(std::io::Error),
    /// Too much went to quarantine.
    Quarantine(Tripped),
    /// A thread without which nothing goes on has died.
    Died(&'static str),
}

impl Working {
    /// Hears and answers until it ends.
    fn work(&mut self, rules: &RuleArgs, out: &mut dyn Write) -> End {
        let mut ticked = Instant::now();
        loop {
            let wait = if self.processor.is_holding() { HOLD } else { TICK };
            let reply = select! {
                recv(self.lines) -> line => match line {
                    // What is between messages says nothing.
                    Ok(Line::Whole(line)) if line.trim_ascii().is_empty() => Ok(None),
                    Ok(Line::Whole(line)) => self.processor.hear(&line),
                    Ok(Line::End) | Err(_) => return End::Told,
                    Ok(Line::TooLong) => return End::TooLong,
                    Ok(Line::Failed(error)) => return End::Broken(error),
                },
                recv(self.processor.settled()) -> settled => match settled {
                    Ok(settled) => self.processor.finished(settled),
                    Err(_) => return End::Died("the auditing thread"),
                },
                recv(self.asked) -> asked => {
                    self.asked(asked.ok(), rules);
                    Ok(None)
                }
                default(wait) => self.processor.progress(),
            };
            match reply {
                Ok(None) => {}
                Ok(Some(reply)) => match say(out, &reply) {
                    // Whoever does not read us any more has nothing to say, either.
                    Err(error) if error.kind() == ErrorKind::BrokenPipe => return End::Told,
                    Err(error) => return End::Broken(error),
                    Ok(()) => {}
                },
                Err(fault) => return End::Fault(fault),
            }
            if let Some(tripped) = self.processor.tripped() {
                return End::Quarantine(tripped);
            }
            if ticked.elapsed() >= TICK {
                ticked = Instant::now();
                if let Some(dead) = self.auditing.dead_thread() {
                    return End::Died(dead);
                }
                self.processor.upkeep();
                self.auditing.tick();
                self.figures.due(&self.processor, &self.auditing.metrics);
            }
        }
    }

    fn asked(&self, asked: Option<Asked>, rules: &RuleArgs) {
        match asked {
            Some(Asked::Reload) => reload(&self.auditing, rules),
            Some(Asked::Drain) => {
                tracing::info!(
                    "a signal asks for the end; the daemon decides, by shutdownRequested or the end of input"
                );
            }
            Some(Asked::Stop) | None => {}
        }
    }

    /// Finishes what is under way as far as time allows. Gives the exit code.
    fn finish(self, end: End) -> Result<Exit, Error> {
        let Self { processor, auditing, figures, grace, .. } = self;
        let stop = auditing.stop.clone();
        if matches!(end, End::Told) {
            let deadline = Instant::now() + grace + SPARE;
            let unfinished = processor.end(grace);
            let delivered = auditing.close(deadline);
            match (unfinished, delivered) {
                (0, true) => tracing::info!("ended: everything that was read is finished"),
                (0, false) => tracing::warn!("ended; the last counts of folded alerts did not reach every sink"),
                (unfinished, _) => {
                    tracing::warn!(unfinished, "ended; what was not finished is read again by the shard's next owner");
                }
            }
        }
        stop.set();
        drop(figures);
        let told = match end {
            End::Told => return Ok(Exit::Clean),
            End::TooLong => Told::failed(format!("a line on standard input is longer than {LONGEST} bytes"))
                .remedy("lower `maxRecords` in the daemon's properties"),
            End::Fault(fault) => Told::failed(fault.to_string())
                .remedy("`phi-audit kcl` is started by the MultiLangDaemon of KCL 3.x; see docs/kinesis-fleet.md"),
            End::Broken(error) => Told::failed(format!("the daemon can no longer be talked to: {error}"))
                .remedy("nothing is lost: what is not saved is read again"),
            End::Quarantine(tripped) => Told { exit: Exit::Quarantine, ..Told::failed(tripped.to_string()) },
            End::Died(READER_GONE) => Told::failed(format!("{READER_GONE}; what was under way will be read again")),
            End::Died(thread) => Told::failed(format!("{thread} died; what was under way will be read again"))
                .remedy("please report this as a bug, with the log"),
        };
        Err(told.into())
    }
}

/// Says it to the daemon, at once.
fn say(out: &mut dyn Write, reply: &Reply) -> std::io::Result<()> {
    out.write_all(reply.to_line().as_bytes())?;
    out.flush()
}
