//! What a dictionary costs: the audit with word lists of 1,000, 10,000 and 100,000 terms of one's own, against none.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use phi_audit::audit::Auditor;
use phi_audit::rules::{Rules, RulesBuilder};

use crate::{Seen, median, timed};

const SIZES: [usize; 4] = [0, 1_000, 10_000, 100_000];

/// Audits `lines` with each list, in turns; prints a row for each.
pub fn curve(lines: &[&[u8]], rounds: usize) -> io::Result<()> {
    let rules: Vec<Arc<Rules>> = SIZES.iter().map(|size| with_terms(*size)).collect::<io::Result<_>>()?;
    let mut auditors: Vec<Auditor> = rules.into_iter().map(Auditor::new).collect();
    let mut times = vec![Vec::new(); SIZES.len()];
    for round in 0..=rounds {
        for (auditor, times) in auditors.iter_mut().zip(&mut times) {
            let time = timed(|| {
                let mut seen = Seen::default();
                lines.iter().for_each(|line| auditor.audit(line, &mut |audited| seen.count(&audited)));
                seen.matches
            });
            if round > 0 {
                times.push(time);
            }
        }
    }
    let medians: Vec<Duration> = times.iter_mut().map(|times| median(times)).collect();
    let none = medians.first().copied().unwrap_or_default().as_secs_f64();
    for (size, time) in SIZES.iter().zip(&medians) {
        println!(
            "{size:>7} terms of one's own  {:>10.0} events/s  {:.3} of the time without",
            lines.len() as f64 / time.as_secs_f64(),
            time.as_secs_f64() / none
        );
    }
    Ok(())
}

fn with_terms(size: usize) -> io::Result<Arc<Rules>> {
    let builder = RulesBuilder::default();
    let builder = if size == 0 { builder } else { builder.pack("terms.toml", pack(size)) };
    builder.build().map_err(|faults| io::Error::other(format!("{faults:?}")))
}

/// A pack with `size` phrases of one or two made-up words.
fn pack(size: usize) -> String {
    const SYLLABLES: [&str; 16] =
        ["ba", "cer", "dol", "fen", "gi", "hul", "jor", "ka", "lim", "mon", "nep", "ost", "pra", "qui", "rus", "tav"];
    let word = |number: usize| -> String { (0..5).map(|place| SYLLABLES[number >> (4 * place) & 15]).collect() };
    let terms: Vec<String> = (0..size)
        .map(|number| match number % 3 {
            0 => format!("\"{} {}\"", word(number), word(number * 7 + 1)),
            _ => format!("\"{}\"", word(number)),
        })
        .collect();
    format!(
        "[[matcher]]\nid = \"own.terms\"\ncategory = \"drug\"\ntitle = \"Terms\"\nwhy = \"A bench.\"\nstrength = \"pattern\"\nterms = [{}]\n",
        terms.join(", ")
    )
}
