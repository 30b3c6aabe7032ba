//! Whether the workload is what it says.

use std::collections::BTreeSet;

use phi_audit::policy::Severity;

use crate::testbed::workload::{self, REQUIREMENT};

#[test]
fn every_tenth_event_has_exactly_the_one_finding_and_the_others_have_none() {
    let events: Vec<_> = workload::numbered(0..500, 10).collect();
    let expected: BTreeSet<_> =
        events.iter().filter(|event| event.finding).map(|event| (event.id.clone(), REQUIREMENT.to_owned())).collect();
    assert_eq!(expected.len(), 50);
    assert_eq!(workload::expected(events.iter().map(|event| event.json.as_str()), Severity::Low), expected);
}
