//! Is it PHI? An identifier together with health information, in the same event.

use crate::detect::{Confidence, Grade, Match, Role, Strength};
use crate::event::{AddressForm, Event, Kind};

/// The grade of `event`, in which `found` was found.
pub(crate) fn grade(event: &Event<'_>, found: &[Match]) -> Grade {
    let has = |role: Role| found.iter().any(|found| found.category.role() == role);
    // One faint sign of health is a word that may mean anything; two are a subject. A term that is sure by itself and was
    // lowered stands in a text about nobody, and so do its neighbours.
    let health = || found.iter().filter(|found| found.category.role() == Role::Health);
    let sure = health().any(|found| found.confidence > Confidence::Low);
    let faint = health().filter(|found| found.strength == Strength::Weak).count();
    let health = sure || faint > 1;
    match (health, has(Role::Direct)) {
        (true, true) => Grade::Phi,
        (true, false) => match subject(event) {
            Subject::Known => Grade::Phi,
            Subject::Anonymous => Grade::LikelyPhi,
            Subject::Nobody if has(Role::Indirect) => Grade::LikelyPhi,
            Subject::Nobody => Grade::Health,
        },
        (false, true) => Grade::Pii,
        (false, false) if has(Role::Indirect) => Grade::Pii,
        (false, false) => Grade::None,
    }
}

/// Whom the envelope itself speaks of. An opaque id alone says nothing about a person, so it makes no event `pii`; with health
/// information beside it, it says whose.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Subject {
    /// A user known to the sender: a Segment `userId`.
    Known,
    /// Somebody recognised again without a name: `anonymousId`, a device id.
    Anonymous,
    Nobody,
}

fn subject(event: &Event<'_>) -> Subject {
    match event.kind() {
        Kind::Segment => {
            let document = event.document();
            let given =
                |field| document.member(event.root(), field).is_some_and(|node| !document.text(node).is_empty());
            if given("userid") || given("previousid") {
                Subject::Known
            } else if given("anonymousid") {
                Subject::Anonymous
            } else {
                Subject::Nobody
            }
        }
        // A page-scoped id, an agent's or a client's identity: the same person every time, whoever it is.
        Kind::Twilio if event.addresses().any(|address| IDENTITIES.contains(&address.form)) => Subject::Anonymous,
        _ => Subject::Nobody,
    }
}

const IDENTITIES: [AddressForm; 4] = [AddressForm::Messenger, AddressForm::Client, AddressForm::Rcs, AddressForm::Gbm];
