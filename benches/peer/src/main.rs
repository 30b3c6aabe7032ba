//! phi-audit and dd-sensitive-data-scanner over the same events, with the same identifier patterns, in one run.
//!
//! Both get one thread. The peer gets every matcher of `matchers/*.toml` that is a pattern, with its keywords, excluded words and
//! check digit where it has a like; dictionaries and finders it does not get, so it has *less* to do than phi-audit. It scans trees
//! (`serde_json::Value`), so its time is given twice: from the bytes, as phi-audit's is, and from trees already built.

#[path = "../../../tests/support/generate/mod.rs"]
mod generate;
mod peer;

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use generate::Generator;
use phi_audit::audit::{Audited, Auditor};
use phi_audit::rules::Rules;
use serde_json::Value;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |index: usize, default: usize| arguments.get(index).map_or(Ok(default), |text| text.parse());
    let (events, rounds) = (number(0, 20_000)?, number(1, 3)?);

    let workload = Generator::new(1).ndjson(events);
    let lines: Vec<&[u8]> = workload.lines().map(str::as_bytes).collect();
    let matchers = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../matchers");
    let peer::Peer { scanner, rules, refused } = peer::build(&matchers)?;
    println!("workload  {events} events, {:.1} MB, {rounds} rounds", workload.len() as f64 / 1e6);
    println!("peer      {rules} patterns taken over, {} refused", refused.len());
    for reason in &refused {
        println!("          {reason}");
    }

    let mut auditor = Auditor::new(Rules::embedded().map_err(|errors| format!("{errors:?}"))?);
    let (mut ours, mut theirs, mut theirs_scanning) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..=rounds {
        let (mut our_matches, mut their_matches) = (0, 0);
        let begun = Instant::now();
        for line in &lines {
            auditor.audit(line, &mut |audited| {
                if let Audited::Event(event) = &audited {
                    our_matches += black_box(event.record("bench", 1, 0)).matches.len();
                }
            });
        }
        let our_time = begun.elapsed();

        let (mut parsing, mut scanning) = (Duration::ZERO, Duration::ZERO);
        for line in &lines {
            let begun = Instant::now();
            let mut event: Value = serde_json::from_slice(line)?;
            let parsed = Instant::now();
            their_matches += black_box(scanner.scan(&mut event)).map_err(|error| format!("{error:?}"))?.len();
            parsing += parsed - begun;
            scanning += parsed.elapsed();
        }
        // The first round fills caches and lazy tables.
        if round > 0 {
            ours.push(our_time);
            theirs.push(parsing + scanning);
            theirs_scanning.push(scanning);
        } else {
            println!("matches   phi-audit {our_matches} (with dictionaries), peer {their_matches}");
        }
    }

    let ours = row("phi-audit", &mut ours, workload.len(), events);
    let theirs = row("peer", &mut theirs, workload.len(), events);
    let theirs_scanning = row("peer, trees given", &mut theirs_scanning, workload.len(), events);
    println!("phi-audit / peer                {:.1}   (aim: at least 20)", theirs / ours);
    println!("phi-audit / peer, trees given   {:.1}", theirs_scanning / ours);
    Ok(())
}

/// Prints one row; gives the median in seconds.
fn row(name: &str, times: &mut [Duration], bytes: usize, events: usize) -> f64 {
    times.sort_unstable();
    let seconds = times.get(times.len() / 2).copied().unwrap_or_default().as_secs_f64();
    println!("{name:<18} {:>8.2} MB/s {:>10.0} events/s", bytes as f64 / seconds / 1e6, events as f64 / seconds);
    seconds
}
