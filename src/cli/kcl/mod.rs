//! `phi-audit kcl`: the record processor of one shard under Amazon's KCL MultiLangDaemon. Its whole life is on this screen.
//!
//! configuration → sinks → auditing thread → the daemon's lines, until they end. Standard output carries the protocol and
//! nothing else. This thread owns it, and with it everything that is said: it hears the daemon, takes in what is finished, and
//! answers.

mod figures;
mod prepare;

use std::io::{self, ErrorKind, Write};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Select, select};

use super::service::{Auditing, reload};
use super::{Error, Exit, Io, RuleArgs, RuleFiles, Told, build, load::settings};
use crate::pipeline::lifecycle::{self, Asked};
use crate::quarantine::Tripped;
use crate::source::kcl::protocol::Reply;
use crate::source::kcl::{Fault, LONGEST, Line, Processor, greet};
use crate::telemetry::log;
use figures::Figures;
use prepare::Prepared;

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

By hand, with phi-audit.toml in the folder, to see that it will do:
  echo '{\"action\":\"initialize\",\"shardId\":\"shardId-000000000000\"}' | phi-audit kcl
  {\"action\":\"status\",\"responseFor\":\"initialize\"}

The end of standard input ends it. SIGTERM and SIGINT do not: they come to the whole group, and
the daemon then asks for a shutdown. SIGHUP reads rules, matchers and suppressions again.

Exit codes: 0 ended as told, 2 run-time error, 3 too much went to quarantine, 64 usage.
Any code but 0 ends the daemon, and with it every shard of the host: its supervisor has to start
it again.";

/// How long the first message may stay the only one until what takes time is made ready all the same.
const FURTHER: Duration = Duration::from_millis(500);
/// How often metrics, sinks and suppressions are looked after.
const TICK: Duration = Duration::from_secs(1);
/// How often an action that waits is looked at, beside whenever a record is finished.
const HOLD: Duration = Duration::from_millis(100);
/// What the last counts and closing connections may take on top of the grace.
const SPARE: Duration = Duration::from_secs(3);

/// Works for the daemon until it closes our standard input.
pub fn run(args: &Args, io: &mut Io) -> Result<Exit, Error> {
    let rules = RuleArgs::from(args.files.clone());
    let settings = settings(rules.files.config.as_deref())?;
    // Before anything is read: from here on, memory may hold what is audited.
    let undumpable = lifecycle::no_core_dumps();
    log::install(&settings.config.log).map_err(|error| Told::failed(error.to_string()))?;
    if let Err(error) = undumpable {
        tracing::warn!(%error, "core dumps cannot be switched off; a crash may leave PHI on disk");
    }
    let mut prepared = Prepared::of(&settings)?;
    let shard = match greeted(&mut prepared, &mut *io.out) {
        Ok(shard) => shard,
        Err(end) => return end.outcome(),
    };
    // The daemon starts many of us at once, and waits for each: all are to have answered before one compiles its rules.
    let mut further = Select::new();
    further.recv(&prepared.lines);
    let _ = further.ready_timeout(FURTHER);
    let mut working = prepared.start(&build(&rules, settings)?, shard)?;
    let end = working.work(&rules, &mut *io.out);
    working.finish(end)
}

/// Hears and answers the daemon's first message. Gives the shard that it names.
fn greeted(prepared: &mut Prepared, out: &mut dyn Write) -> Result<Arc<str>, End> {
    loop {
        match prepared.lines.recv() {
            Ok(Line::Whole(line)) if line.trim_ascii().is_empty() => {}
            Ok(Line::Whole(line)) => {
                let (shard, reply) = greet(&line, &mut prepared.machine).map_err(End::Fault)?;
                reply.map_or(Ok(()), |reply| say(out, &reply))?;
                return Ok(shard);
            }
            Ok(other) => return Err(End::of(other)),
            Err(_) => return Err(End::Told),
        }
    }
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
    Broken(io::Error),
    /// Too much went to quarantine.
    Quarantine(Tripped),
    /// A thread without which nothing goes on has died.
    Died(&'static str),
}

impl End {
    /// What came in place of a line.
    fn of(line: Line) -> Self {
        match line {
            Line::Whole(_) | Line::End => Self::Told,
            Line::TooLong => Self::TooLong,
            Line::Failed(error) => Self::Broken(error),
        }
    }

    /// What the process says of it at last.
    fn outcome(self) -> Result<Exit, Error> {
        let told = match self {
            Self::Told => return Ok(Exit::Clean),
            Self::TooLong => Told::failed(format!("a line on standard input is longer than {LONGEST} bytes"))
                .remedy("lower `maxRecords` in the daemon's properties"),
            Self::Fault(fault) => Told::failed(fault.to_string())
                .remedy("`phi-audit kcl` is started by the MultiLangDaemon of KCL 3.x; see docs/kinesis-fleet.md"),
            Self::Broken(error) => Told::failed(format!("the daemon can no longer be talked to: {error}"))
                .remedy("nothing is lost: what is not saved is read again"),
            Self::Quarantine(tripped) => Told { exit: Exit::Quarantine, ..Told::failed(tripped.to_string()) },
            Self::Died(thread) => Told::failed(format!("{thread} died; what was under way will be read again"))
                .remedy("please report this as a bug, with the log"),
        };
        Err(told.into())
    }
}

/// Standard output cannot be written to. Whoever does not read us any more has nothing to say, either.
impl From<io::Error> for End {
    fn from(error: io::Error) -> Self {
        if error.kind() == ErrorKind::BrokenPipe { Self::Told } else { Self::Broken(error) }
    }
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
                    Ok(other) => return End::of(other),
                    Err(_) => return End::Told,
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
            let said = match reply {
                Ok(reply) => reply.map_or(Ok(()), |reply| say(out, &reply)),
                Err(fault) => return End::Fault(fault),
            };
            if let Err(error) = said {
                return error.into();
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
            let left = auditing.close(deadline);
            match (unfinished, left.done) {
                (0, true) => tracing::info!("ended: everything that was read is finished"),
                (0, false) => {
                    tracing::warn!("ended; alerts, or the last counts of folded ones, did not reach every sink")
                }
                (unfinished, _) => {
                    tracing::warn!(unfinished, "ended; what was not finished is read again by the shard's next owner");
                }
            }
        }
        stop.set();
        drop(figures);
        end.outcome()
    }
}

/// Says it to the daemon, at once.
fn say(out: &mut dyn Write, reply: &Reply) -> io::Result<()> {
    out.write_all(reply.to_line().as_bytes())?;
    out.flush()
}
