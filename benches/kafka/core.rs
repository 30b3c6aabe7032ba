//! The audit by itself: no broker, no alerts; the same events from memory, on one thread or on several.

use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;

use phi_audit::audit::Auditor;
use phi_audit::rules::Rules;

/// Events a second, each thread auditing its share once after a tenth of it to warm up.
pub fn rate(lines: &[String], threads: usize) -> f64 {
    let rules = Rules::embedded().expect("the embedded rules are right");
    let shares: Vec<_> = lines.chunks(lines.len().div_ceil(threads)).collect();
    let ready = std::sync::Barrier::new(shares.len() + 1);
    let run = |share: &[String]| {
        let mut auditor = Auditor::new(Arc::clone(&rules));
        let mut audit = |line: &String| auditor.audit(line.as_bytes(), &mut |audited| _ = black_box(&audited));
        share.iter().take(share.len() / 10).for_each(&mut audit);
        ready.wait();
        share.iter().for_each(audit);
    };
    let run = &run;
    std::thread::scope(|scope| {
        let threads: Vec<_> = shares.iter().map(|share| scope.spawn(move || run(share))).collect();
        ready.wait();
        let begun = Instant::now();
        threads.into_iter().for_each(|thread| thread.join().expect("no panic"));
        lines.len() as f64 / begun.elapsed().as_secs_f64()
    })
}
