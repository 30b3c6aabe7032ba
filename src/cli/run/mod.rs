//! `phi-audit run`: the long-running service. Its whole life is on this screen; what each part does is elsewhere.
//!
//! configuration → rules → sinks → auditing threads → port → source; then it waits for a signal, for the source to end, or for
//! a thread to die. Nothing binds, connects or writes before the configuration is understood.

mod assemble;
mod canary;
#[cfg(feature = "kafka")]
mod kafka;
#[cfg(feature = "kinesis")]
mod kinesis;
#[cfg(feature = "webhook")]
mod webhook;

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use crossbeam_channel::select;

#[cfg(feature = "webhook")]
use super::build;
use super::service::{Left, READER_GONE, reload};
use super::{Error, Exit, Io, Loaded, RuleArgs, RuleFiles, Told, load, plural};
use crate::pipeline::lifecycle::{self, Asked};
use crate::source::Ended;
use crate::telemetry::log;
use assemble::Running;

/// Arguments of `run`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    files: RuleFiles,
}

const EXAMPLES: &str = "\
Examples:
  phi-audit run                             to try it out: webhooks on 127.0.0.1:8080, alerts into findings/
  phi-audit run --config phi-audit.toml
  curl http://127.0.0.1:9464/metrics

SIGTERM and SIGINT finish what is under way and commit; a second one ends at once.
SIGHUP reads rules, matchers and suppressions again; other settings take a restart.

Exit codes: 0 ended as told, 2 run-time error, 3 too much went to quarantine, 64 usage or configuration.";

/// How often sinks, suppressions and folded alerts are looked after.
const TICK: Duration = Duration::from_secs(1);

/// Runs until told to stop.
pub fn run(args: &Args, io: &mut Io) -> Result<Exit, Error> {
    let rules = RuleArgs::from(args.files.clone());
    let loaded = loaded(&rules)?;
    // Before anything is read: from here on, memory may hold what is audited.
    let undumpable = lifecycle::no_core_dumps();
    log::install(&loaded.settings.config.log).map_err(|error| Told::failed(error.to_string()))?;
    if let Err(error) = undumpable {
        tracing::warn!(%error, "core dumps cannot be switched off; a crash may leave PHI on disk");
    }
    if let Err(error) = lifecycle::more_open_files() {
        tracing::warn!(%error, "the limit of open files stays as it is");
    }
    let mut running = assemble::start(&loaded)?;
    drop(loaded);
    let mut by = None;
    let ended = wait(&mut running, &rules, &mut by);
    io.out.flush()?;
    let least = Instant::now() + SPARE;
    finish(running, ended, by.map_or(least, |by: Instant| by.max(least)))
}

/// What the arguments ask for. Where there is no configuration at all, that with which the service can be tried.
#[cfg(feature = "webhook")]
fn loaded(rules: &RuleArgs) -> Result<Loaded, Error> {
    let loaded = load(rules)?;
    if loaded.settings.path.is_some() { Ok(loaded) } else { build(rules, webhook::to_try_out()?) }
}

/// What the arguments ask for.
#[cfg(not(feature = "webhook"))]
fn loaded(rules: &RuleArgs) -> Result<Loaded, Error> {
    load(rules)
}

/// Why the service ends.
enum End {
    /// Reading has ended by itself, or because it was told to.
    Source(Ended),
    /// It is to end at once.
    AtOnce,
    /// A thread without which nothing goes on has died.
    Died(&'static str),
}

/// Waits for the end. `by` is when it has to have come, once it was asked for.
fn wait(running: &mut Running, rules: &RuleArgs, by: &mut Option<Instant>) -> End {
    loop {
        select! {
            recv(running.ended) -> ended => return ended.map_or(End::Died("the reading thread"), End::Source),
            recv(running.asked) -> asked => match asked {
                Ok(Asked::Drain) => {
                    tracing::info!("ending: what is under way is finished first");
                    running.drain.set();
                    *by = Some(Instant::now() + running.grace);
                }
                Ok(Asked::Reload) => {
                    reload(&running.auditing, rules);
                    running.reloads.fetch_add(1, Ordering::Relaxed);
                }
                Ok(Asked::Stop) | Err(_) => return End::AtOnce,
            },
            default(TICK) => {}
        }
        if by.is_some_and(|by| Instant::now() > by + SPARE) {
            tracing::error!("the source did not end in time");
            return End::AtOnce;
        }
        if let Some(dead) = running.auditing.dead_thread() {
            // The auditing threads end after the reading one, whose word may be on its way.
            return running.ended.recv_timeout(TICK).map_or(End::Died(dead), End::Source);
        }
        running.auditing.tick();
    }
}

/// What leaving the group, the last counts and closing connections may take on top of the grace: with the default grace of 25 s
/// all is over within the 30 s that Kubernetes gives.
const SPARE: Duration = Duration::from_secs(3);

/// Sends what is left to the sinks and closes everything. Gives the exit code.
fn finish(running: Running, end: End, deadline: Instant) -> Result<Exit, Error> {
    let stop = running.auditing.stop.clone();
    let again = running.again;
    let left = match end {
        End::AtOnce | End::Died(_) => Left { done: false, dropped: Vec::new() },
        End::Source(_) => running.close(deadline),
    };
    stop.set();
    match end {
        End::Source(Ended::Drained { unfinished: 0, committed: true }) if left.done => {
            tracing::info!("ended: everything that was read is finished and committed");
            Ok(Exit::Clean)
        }
        End::Source(Ended::Drained { unfinished: 0, committed: false }) => {
            Err(Told::failed("the last positions could not be committed; what they cover will be read again")
                .remedy("nothing is lost: alerts that come twice have the same id")
                .into())
        }
        End::Source(Ended::Drained { unfinished: 0, committed: true }) if left.dropped.is_empty() => {
            Err(Told::failed("everything is committed, but the last counts of folded alerts did not reach every sink")
                .remedy("look at the sinks in the log")
                .into())
        }
        End::Source(Ended::Drained { unfinished: 0, committed: true }) => {
            let dropped = left.dropped.iter().map(|(sink, alerts)| {
                let were = if *alerts == 1 { "was" } else { "were" };
                format!("{} for sink `{sink}` {were} not delivered", plural(*alerts, "alert"))
            });
            let dropped = dropped.collect::<Vec<_>>().join(", ");
            Err(Told::failed(format!("everything is committed, but {dropped}"))
                .remedy("nothing waits for a sink with `required = false`; a replay finds again what it lacks")
                .into())
        }
        End::Source(Ended::Drained { unfinished, .. }) => {
            Err(Told::failed(format!("{unfinished} records were not finished in time; {again}"))
                .remedy("give `service.grace` more time, or look at the sinks in the log")
                .into())
        }
        End::Source(Ended::Quarantine(tripped)) => {
            Err(Told { exit: Exit::Quarantine, ..Told::failed(tripped.to_string()) }.into())
        }
        End::Source(Ended::Refused { what, remedy }) => Err(Told::failed(what).remedy(remedy).into()),
        End::AtOnce => Err(Told::failed(format!("ended at once; {again}")).into()),
        End::Died(READER_GONE) => Err(Told::failed(format!("{READER_GONE}; {again}"))
            .remedy("start it again together with its reader; `| head` ends the service")
            .into()),
        End::Died(thread) => Err(Told::failed(format!("{thread} died; {again}"))
            .remedy("please report this as a bug, with the log")
            .into()),
    }
}
