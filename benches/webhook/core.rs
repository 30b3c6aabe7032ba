//! What the audit alone takes, on one thread, over the same bodies in memory.

use std::hint::black_box;
use std::time::Instant;

use phi_audit::audit::Auditor;
use phi_audit::rules::Rules;

/// Bodies a second.
pub fn rate(bodies: &[String]) -> f64 {
    let mut auditor = Auditor::new(Rules::embedded().expect("the embedded rules are right"));
    let begun = Instant::now();
    let mut audited = 0;
    while begun.elapsed().as_secs_f64() < 1.0 {
        for body in bodies {
            auditor.audit(body.as_bytes(), &mut |audited| _ = black_box(&audited));
        }
        audited += bodies.len();
    }
    audited as f64 / begun.elapsed().as_secs_f64()
}
