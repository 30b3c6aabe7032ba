//! What changes the whole process, in a process of its own: signals taken over, core dumps switched off.
#![cfg(feature = "service")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::time::Duration;

use phi_audit::pipeline::lifecycle::{Asked, no_core_dumps, signals};
use phi_audit::telemetry::Metrics;
use rustix::process::{Resource, Rlimit, Signal, getpid, getrlimit, kill_process};

#[test]
fn signals_of_the_system_arrive_as_what_they_ask_for() {
    let asked = signals().expect("signals");
    let next = |signal| {
        kill_process(getpid(), signal).expect("sent");
        asked.recv_timeout(Duration::from_secs(20)).expect("arrived")
    };
    assert_eq!(next(Signal::HUP), Asked::Reload);
    assert_eq!(next(Signal::HUP), Asked::Reload);
    assert_eq!(next(Signal::TERM), Asked::Drain);
    assert_eq!(next(Signal::INT), Asked::Stop);
}

#[test]
fn a_crash_leaves_no_copy_of_the_memory() {
    no_core_dumps().expect("dumps are switched off");
    assert_eq!(getrlimit(Resource::Core), Rlimit { current: Some(0), maximum: Some(0) });
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{DumpableBehavior, dumpable_behavior};
        assert_eq!(dumpable_behavior().expect("an answer"), DumpableBehavior::NotDumpable);
        // The figures of the process can still be read.
        let shown = Metrics::new().expect("metrics").render();
        for name in ["process_open_fds", "process_resident_memory_bytes", "process_threads"] {
            let figure = shown.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
            assert!(figure.is_some_and(|figure| figure != "0"), "{name}");
        }
    }
}
