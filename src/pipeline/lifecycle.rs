//! What the system tells the process (end, end now, read the settings again), and that a crash leaves no copy of its memory.
//!
//! It promises that the first SIGTERM or SIGINT asks for an orderly end and the second for one at once, that SIGHUPs which come
//! faster than they are dealt with are one, and that no core dump with PHI in it is written. What it leaves to others: doing
//! what was asked.

use std::io;
use std::thread;

use crossbeam_channel::Receiver;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::signal::unix::{Signal, SignalKind, signal};

/// What the process is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Finish what is under way, commit, end (the first SIGTERM, SIGINT).
    Drain,
    /// End at once (the second).
    Stop,
    /// Read settings, rules and suppressions again (SIGHUP).
    Reload,
}

/// Takes signals over from now on. They come on a thread of their own, so nothing that is busy holds them up.
pub fn signals() -> io::Result<Receiver<Asked>> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build()?;
    let context = runtime.enter();
    let mut ends = [signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?];
    let mut reloads = signal(SignalKind::hangup())?;
    // A file that may not grow is an error of that write, which the sink tries again, and not the end of the process.
    let mut too_large = signal(SignalKind::from_raw(rustix::process::Signal::XFSZ.as_raw()))?;
    drop(context);
    // A reload that nobody has taken yet, drain, stop: more would say nothing new.
    let (asked, receiver) = crossbeam_channel::bounded(3);
    thread::Builder::new().name("signals".to_owned()).spawn(move || {
        runtime.block_on(async move {
            let mut ending = Ending::default();
            loop {
                let next = tokio::select! {
                    () = either(&mut ends) => ending.next(),
                    Some(()) = reloads.recv() => Asked::Reload,
                    Some(()) = too_large.recv() => continue,
                };
                if next != Asked::Reload || asked.is_empty() {
                    let _ = asked.try_send(next);
                }
            }
        });
    })?;
    Ok(receiver)
}

async fn either([one, other]: &mut [Signal; 2]) {
    tokio::select! {
        Some(()) = one.recv() => {}
        Some(()) = other.recv() => {}
        else => std::future::pending().await,
    }
}

/// Counts the signals that ask for the end.
#[derive(Debug, Default)]
struct Ending {
    asked: bool,
}

impl Ending {
    fn next(&mut self) -> Asked {
        if std::mem::replace(&mut self.asked, true) { Asked::Stop } else { Asked::Drain }
    }
}

/// Switches core dumps off for this process, for good: its memory holds what it audits. On Linux nobody but root can then
/// attach a debugger to it, either.
pub fn no_core_dumps() -> io::Result<()> {
    setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) })?;
    // A limit of 0 does not hold where dumps are piped to a collector; this does.
    #[cfg(target_os = "linux")]
    rustix::process::set_dumpable_behavior(rustix::process::DumpableBehavior::NotDumpable)?;
    Ok(())
}

/// Takes as many open files as this process may have: each connection and each file of a sink is one, and what a shell gives at
/// first is often 1,024.
pub fn more_open_files() -> io::Result<()> {
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    if current != maximum {
        setrlimit(Resource::Nofile, Rlimit { current: maximum, maximum })?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_files_may_be_open_as_the_system_allows() {
        more_open_files().unwrap();
        let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
        assert_eq!(current, maximum);
    }

    #[test]
    fn the_second_signal_to_end_ends_at_once() {
        let mut ending = Ending::default();
        assert_eq!([ending.next(), ending.next(), ending.next()], [Asked::Drain, Asked::Stop, Asked::Stop]);
    }
}
