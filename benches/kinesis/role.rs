//! This program again, as somebody who has to be measured, or to serve, in a process of its own: one core for whoever is
//! measured, the other for whoever serves. Where there is no `taskset`, or only one core, nobody is kept anywhere.

use std::ffi::OsStr;
use std::fs;
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::time::Duration;

use crate::login::ENVIRONMENT;
use crate::{bare, core, raw, stub, workload};

/// The core of whoever is measured.
pub const MEASURED: &str = "0";
/// The core of whoever serves.
pub const SERVING: &str = "1";

/// Who.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Answers as Kinesis does.
    Stub,
    /// Reads with the SDK and drops.
    Bare,
    /// Takes bytes from sockets and drops: what the stub is able to serve.
    Raw,
    /// Audits values from memory.
    Core,
    /// Audits values and keys from memory.
    Keyed,
}

/// What a turn gave.
#[derive(Clone, Copy, Debug, Default)]
pub struct Turn {
    /// Seconds from the first record to the last.
    pub seconds: f64,
    /// Records.
    pub records: f64,
    /// Bytes of their values.
    pub bytes: f64,
    /// Processor seconds that it took, of all threads and of the kernel on their behalf.
    pub used: f64,
    /// Processor seconds of the stub meanwhile.
    pub stub: f64,
}

impl Turn {
    /// Records a second.
    pub fn rate(&self) -> f64 {
        self.records / self.seconds
    }

    /// Processor time of a record, in millionths of a second.
    pub fn cost(&self) -> f64 {
        self.used / self.records * 1e6
    }

    /// Megabytes of values a second.
    pub fn megabytes(&self) -> f64 {
        self.bytes / self.seconds / 1e6
    }
}

impl Role {
    const fn name(self) -> &'static str {
        match self {
            Self::Stub => "stub",
            Self::Bare => "bare",
            Self::Raw => "raw",
            Self::Core => "core",
            Self::Keyed => "keyed",
        }
    }

    /// Plays the role that the arguments name, if any.
    pub fn play(arguments: &[String]) -> bool {
        let mut rest = arguments.iter().skip_while(|argument| *argument != "--role").skip(1);
        let Some(role) = rest.next() else { return false };
        let rest: Vec<String> = rest.cloned().collect();
        let turn = match role.as_str() {
            "stub" => return stub::serve(workload::Shape::of(&rest)),
            "bare" => bare::read(&rest[0], workload::Shape::of(&rest[1..])),
            "raw" => raw::read(&rest[0], workload::Shape::of(&rest[1..])),
            "core" => core::audit(rest[0].parse().expect("a number"), false),
            "keyed" => core::audit(rest[0].parse().expect("a number"), true),
            other => panic!("no role: {other}"),
        };
        println!("{} {} {} {}", turn.seconds, turn.records, turn.bytes, turn.used);
        true
    }

    /// The command that plays it.
    pub fn command(self, arguments: &[impl AsRef<OsStr>]) -> Command {
        let core = if self == Self::Stub { SERVING } else { MEASURED };
        let mut command = on(core, std::env::current_exe().expect("this program"));
        command.args(["--role", self.name()]).args(arguments).envs(ENVIRONMENT);
        command
    }

    /// Has it played to its end.
    pub fn run(self, arguments: &[impl AsRef<OsStr>]) -> Turn {
        let output = self.command(arguments).stderr(Stdio::inherit()).output().expect("this program starts");
        let text = String::from_utf8_lossy(&output.stdout);
        let mut numbers = text.split_ascii_whitespace().map(|number| number.parse::<f64>().expect("a number"));
        let mut next = || numbers.next().unwrap_or_else(|| panic!("{} says nothing", self.name()));
        Turn { seconds: next(), records: next(), bytes: next(), used: next(), stub: 0.0 }
    }
}

/// A program that is kept on a core, or on several.
pub fn on(core: &str, program: impl AsRef<OsStr>) -> Command {
    if !is_kept() {
        return Command::new(program);
    }
    let mut command = Command::new("taskset");
    command.args(["-c", core]).arg(program);
    command
}

/// Keeps this process, and whatever it starts from now on, on a core, or on several.
pub fn stay_on(core: &str) {
    if is_kept() {
        let pid = std::process::id().to_string();
        let done = Command::new("taskset").args(["-a", "-p", "-c", core, &pid]).stdout(Stdio::null()).status();
        assert!(done.is_ok_and(|status| status.success()), "taskset keeps this process on {core}");
    }
}

/// Whether processes can be kept on cores.
pub fn is_kept() -> bool {
    static KEPT: OnceLock<bool> = OnceLock::new();
    *KEPT.get_or_init(|| {
        let mut try_it = Command::new("taskset");
        try_it.args(["-c", SERVING, "true"]).stdout(Stdio::null()).stderr(Stdio::null());
        try_it.status().is_ok_and(|status| status.success())
    })
}

/// Processor seconds of a process so far, threads that have ended included: proc(5), fields 14 and 15, in hundredths.
pub fn used(pid: u32) -> f64 {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    let fields = stat.rsplit_once(") ").map_or("", |(_, rest)| rest).split(' ').skip(11).take(2);
    fields.flat_map(str::parse::<f64>).sum::<f64>() / 100.0
}

/// How long anything may take.
pub const PATIENCE: Duration = Duration::from_secs(120);
