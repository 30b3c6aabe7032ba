//! Which keys and ids of an event are safe to print: those that say nobody's name and could be nobody's number.

use crate::detect;

/// Whether a key or an id may say who somebody is although no matcher can know: a first and a last name side by side, or a
/// number of the length of a record, social security or telephone number, in a text too short to be a SID, a UUID or a hash.
pub(super) fn may_identify(text: &str) -> bool {
    !detect::is_machine_id(text)
        && (detect::reads_as_person(text) || (!is_machine_made(text) && holds_record_number(text)))
}

/// A JSON pointer without the keys that may say who somebody is.
pub(crate) fn pointer(path: &str) -> String {
    let parts = path.split_inclusive(['/', '#']).map(|part| {
        let key = part.trim_end_matches(['/', '#']);
        let hides = key.contains('@') || may_identify(&key.replace("~1", "/").replace("~0", "~"));
        if hides { part.replacen(key, "[redacted]", 1) } else { part.to_owned() }
    });
    parts.collect()
}

fn is_machine_made(text: &str) -> bool {
    text.len() >= 20 && !text.contains(['.', ' ', ','])
}

fn holds_record_number(text: &str) -> bool {
    let (mut row, mut joined) = (0, 0);
    // The blank at the end ends the last number.
    for byte in text.bytes().chain([b' ', b' ']) {
        if byte.is_ascii_digit() {
            (row, joined) = (row + 1, joined + 1);
            continue;
        }
        if row >= 7 {
            return true;
        }
        // `219_09_9999`: nine or ten digits in groups
        let separates = row > 0 && matches!(byte, b'-' | b'_' | b'.' | b' ');
        if !separates || joined > 10 {
            if matches!(joined, 9 | 10) {
                return true;
            }
            joined = 0;
        }
        row = 0;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_or_a_number_in_a_key_or_an_id_is_not_printed() {
        for text in ["maria_lopez", "Lopez, Maria", "219_09_9999", "patient 219 09 9999", "10057805", "XXX937589170"] {
            assert!(may_identify(text), "{text}");
        }
        for text in [
            "m-1",
            "evt_000123",
            "conversation_attribute_10",
            "Order Total",
            "com.twilio.messaging.message.sent",
            "utm_source",
        ] {
            assert!(!may_identify(text), "{text}");
        }
        assert!(!may_identify("SM00000000000000000000000000000001"));
    }

    #[test]
    fn a_pointer_keeps_the_keys_that_say_nobodys_name() {
        assert_eq!(pointer("/traits/Maria Lopez/note#/to"), "/traits/[redacted]/note#/to");
        assert_eq!(pointer("/a/mrn 8675309"), "/a/[redacted]");
        assert_eq!(pointer("/maria@example.org#/0/id"), "/[redacted]#/0/id");
        assert_eq!(pointer(""), "");
    }
}
