//! `wrk`, with signed bodies.

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::process::Command;

use sha2::{Digest, Sha256};
use tempfile::TempDir;

use crate::generate::Generator;
use crate::testbed::{PUBLIC, TOKEN, sign_twilio};

/// The requests, as a script for `wrk`.
pub struct Load {
    folder: TempDir,
    pub bodies: Vec<String>,
    /// Bytes of a body, on average.
    pub bytes: usize,
}

/// One run of `wrk`.
#[derive(Clone, Copy, Debug)]
pub struct Run {
    /// Requests a second.
    pub rate: f64,
    /// Quantiles of the time from request to answer, in milliseconds.
    pub p50: f64,
    pub p99: f64,
}

impl Load {
    /// So many different requests.
    pub fn new(count: usize) -> Self {
        let bodies: Vec<String> = Generator::new(1).take(count).map(|event| event.json).collect();
        let mut script = String::from("local all = {}\nfunction init()\n");
        for body in &bodies {
            let hash: String = Sha256::digest(body).iter().map(|byte| format!("{byte:02x}")).collect();
            let query = format!("?bodySHA256={hash}");
            let signature = sign_twilio(TOKEN, &format!("{PUBLIC}{query}"));
            // A long bracket that no JSON has.
            let _ = writeln!(
                script,
                "all[#all + 1] = wrk.format('POST', '/twilio{query}', {{['Content-Type'] = 'application/json', \
                 ['X-Twilio-Signature'] = '{signature}'}}, [=====[{body}]=====])"
            );
        }
        script += "end\nlocal at = 0\nfunction request()\n  at = at % #all + 1\n  return all[at]\nend\n";
        let folder = TempDir::new().expect("a folder");
        std::fs::write(folder.path().join("requests.lua"), script).expect("the folder can be written");
        let bytes = bodies.iter().map(String::len).sum::<usize>() / count.max(1);
        Self { folder, bodies, bytes }
    }

    /// Asks for so long on so many connections.
    pub fn run(&self, address: SocketAddr, seconds: usize, connections: usize) -> Run {
        let output = Command::new("wrk")
            .args(["--threads", "1", "--latency", "--connections", &connections.to_string()])
            .args(["--duration", &format!("{seconds}s"), "--script"])
            .arg(self.folder.path().join("requests.lua"))
            .arg(format!("http://{address}"))
            .output();
        let output = output.expect("wrk is needed to make requests: `apt-get install wrk` or `brew install wrk`");
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success() && !said.contains("Non-2xx") && !said.contains("Socket errors"), "{said}");
        let value = |name: &str| {
            let line = said
                .lines()
                .find_map(|line| line.trim().strip_prefix(name))
                .unwrap_or_else(|| panic!("{name}: {said}"));
            line.trim().to_owned()
        };
        Run { rate: value("Requests/sec:").parse().expect("a number"), p50: ms(&value("50%")), p99: ms(&value("99%")) }
    }
}

/// A time as `wrk` writes it, in milliseconds.
fn ms(text: &str) -> f64 {
    let (number, factor) = [("us", 1e-3), ("ms", 1.0), ("s", 1e3)]
        .into_iter()
        .find_map(|(unit, factor)| Some((text.strip_suffix(unit)?, factor)))
        .unwrap_or_else(|| panic!("no time: {text}"));
    number.parse::<f64>().expect("a number") * factor
}
