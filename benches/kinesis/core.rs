//! The audit by itself, on one thread: the same events from memory, nothing to read and nobody to tell. With the partition key
//! beside the value, as the service audits it, or the value alone, as the other benches have it.

use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;

use phi_audit::audit::{Attributes, Auditor};
use phi_audit::rules::Rules;

use crate::role::{Turn, used};
use crate::workload;

/// Audits the first `count` events, after a tenth of them to warm up.
pub fn audit(count: usize, keyed: bool) -> Turn {
    let events: Vec<String> = workload::events().take(count).collect();
    let keys: Vec<String> = (0..count).map(workload::key).collect();
    let rules = Rules::embedded().expect("the embedded rules are right");
    let mut auditor = Auditor::new(Arc::clone(&rules));
    let mut audit = |(event, key): (&String, &String)| {
        let key = keyed.then_some(key.as_bytes());
        let attributes = Attributes { system: "kinesis", key, headers: &[] };
        auditor.audit_record(event.as_bytes(), &attributes, &mut |audited| _ = black_box(&audited));
    };
    events.iter().zip(&keys).take(count / 10).for_each(&mut audit);
    let (before, begun) = (used(std::process::id()), Instant::now());
    events.iter().zip(&keys).for_each(&mut audit);
    let seconds = begun.elapsed().as_secs_f64();
    let bytes = events.iter().map(String::len).sum::<usize>() as f64;
    Turn { seconds, records: count as f64, bytes, used: used(std::process::id()) - before, stub: 0.0 }
}
