//! Entries from a topic, through the reader that is plugged in.

use super::*;
use crate::pipeline;

fn pointer(position: i64, ms: i64, reason: &'static str) -> Pointer {
    let place = pipeline::Place { container: "events".into(), lane: 0, position };
    let message = Pointer::new(&place, None, 10, &[reason], "ab").message(&"urn:test".into(), ms);
    serde_json::from_slice(&message.data).unwrap()
}

fn shown(pointers: &[Pointer]) -> (Vec<String>, u64) {
    let reader = |_: &Config, each: &mut dyn FnMut(Pointer)| {
        pointers.iter().cloned().for_each(each);
        Ok(())
    };
    let quarantine = Quarantine { settings: Settings::default(), place: Place::Topic(&reader) };
    let mut shown = Vec::new();
    let unread = quarantine.each(&mut |Entry { pointer, .. }| {
        shown.push(format!("{} {}", pointer.offset, pointer.reasons.join(" ")));
        Ok(())
    });
    (shown, unread.unwrap().count)
}

#[test]
fn a_topic_shows_each_record_once_by_its_newest_pointer() {
    let pointers =
        [pointer(1, 1, "syntax"), pointer(2, 2, "fault"), pointer(1, 3, "payload"), pointer(1, 3, "payload")];
    assert_eq!(shown(&pointers), (vec!["2 fault".to_owned(), "1 payload".to_owned()], 0));
}

#[test]
fn what_others_wrote_into_the_topic_is_counted_and_never_shown() {
    let foreign = Pointer { topic: "Jane Doe".to_owned(), ..pointer(3, 1, "syntax") };
    assert_eq!(shown(&[foreign, pointer(4, 1, "syntax")]), (vec!["4 syntax".to_owned()], 1));
}

#[test]
fn an_id_is_given_by_its_first_digits_in_either_case() {
    assert_eq!(prefix("3F9a").as_deref(), Ok("3f9a"));
    for wrong in ["", "xyz", "3f 9", &"0".repeat(33)] {
        assert!(prefix(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn sizes_and_times_are_for_people() {
    assert_eq!(
        [0, 1, 1_023, 1_536, 16 << 20, 3 << 30].map(size),
        ["-", "1 B", "1023 B", "1.5 KiB", "16.0 MiB", "3.0 GiB"]
    );
    assert_eq!(second(Some(1_735_689_600_999)), "2025-01-01T00:00:00Z");
    assert_eq!((second(None), second(Some(i64::MAX))), ("-".to_owned(), "-".to_owned()));
}
