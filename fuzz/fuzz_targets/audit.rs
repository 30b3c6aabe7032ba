//! Any bytes as a document: no panic, and twice the same answer.

#![no_main]

use std::sync::{Arc, LazyLock};

use libfuzzer_sys::fuzz_target;
use phi_audit::audit::{Audited, Auditor};
use phi_audit::rules::Rules;

static RULES: LazyLock<Arc<Rules>> = LazyLock::new(|| Rules::embedded().expect("the shipped rules are sound"));

fuzz_target!(|bytes: &[u8]| {
    let mut auditor = Auditor::new(Arc::clone(&RULES));
    let first = audit(&mut auditor, bytes);
    // The second time the buffers hold what the first left behind.
    assert_eq!(first, audit(&mut auditor, bytes));
});

fn audit(auditor: &mut Auditor, bytes: &[u8]) -> Vec<String> {
    let mut said = Vec::new();
    auditor.audit(bytes, &mut |audited| {
        said.push(match audited {
            Audited::Event(event) => {
                let record = event.record("fuzz", 1, 0);
                let masks: Vec<String> = (0..record.matches.len()).map(|index| event.mask(index)).collect();
                assert!(record.matches.iter().all(|found| found.start < found.end));
                format!("{record:?} {masks:?}")
            }
            Audited::Canary(seen) => format!("{seen:?}"),
            Audited::Failed(failure) => format!("{failure:?}"),
        });
    });
    said
}
