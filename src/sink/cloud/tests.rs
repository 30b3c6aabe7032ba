//! How calls are made up and what becomes of their entries, with a service that answers as a test wants.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex};
use std::thread;

use super::*;
use crate::sink::{Fate, Message, Receipt};

/// What is answered to a call, by how many came before it and the ids in it.
type Script = Box<dyn Fn(usize, &[String]) -> Result<Vec<Outcome>, Failure> + Send>;

struct Service {
    script: Script,
    asked: Arc<Mutex<Vec<Vec<String>>>>,
}

impl Call for Service {
    const LIMITS: Limits = Limits { entries: 3, bytes: 100, usual: 50, largest: 200 };
    const PERMISSION: &'static str = "test:Put";

    fn place(&self) -> &str {
        "here"
    }

    fn size(&self, message: &Message, _body: &str) -> usize {
        message.data.len()
    }

    async fn put(&self, letters: &[Letter]) -> Result<Vec<Outcome>, Failure> {
        let ids: Vec<_> = letters.iter().map(|letter| letter.message().id.clone()).collect();
        let mut asked = self.asked.lock().unwrap();
        let answer = (self.script)(asked.len(), &ids);
        asked.push(ids);
        answer
    }
}

/// Parcels called `a`, `b` … with data of these sizes, and how they end.
fn parcels(sizes: &[usize]) -> (Vec<Parcel>, Receiver<(String, Fate)>) {
    let (ended, ends) = mpsc::channel();
    let parcel = |(size, id): (&usize, char)| {
        let (ended, id) = (ended.clone(), id.to_string());
        let message = Message {
            id: id.clone(),
            kind: "test",
            source: "/test".into(),
            time: String::new(),
            subject: None,
            key: None,
            data: vec![b' '; *size],
        };
        let receipt = Receipt::split(1, move |fate| _ = ended.send((id, fate))).remove(0);
        Parcel { message: Arc::new(message), receipt }
    };
    (sizes.iter().zip('a'..).map(parcel).collect(), ends)
}

/// What was asked, call by call; how all ended; and what is known of the sink then.
fn delivered(
    sizes: &[usize],
    script: impl Fn(usize, &[String]) -> Result<Vec<Outcome>, Failure> + Send + 'static,
) -> (Vec<String>, Vec<(String, Fate)>, Arc<SinkStatus>) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let asked = Arc::default();
    let service = Service { script: Box::new(script), asked: Arc::clone(&asked) };
    let mut sink = CloudSink::new(service, runtime.handle().clone());
    let (parcels, ends) = parcels(sizes);
    let status = SinkStatus::new("cloud", true);
    sink.deliver(parcels, &status, &Stop::default());
    let mut ends: Vec<_> = ends.try_iter().collect();
    ends.sort_by(|one, two| one.0.cmp(&two.0));
    let asked = asked.lock().unwrap().iter().map(|ids| ids.concat()).collect();
    (asked, ends, status)
}

fn all(ids: &[String]) -> Vec<Outcome> {
    ids.iter().map(|_| Outcome::Taken).collect()
}

fn as_taken(ids: &str) -> Vec<(String, Fate)> {
    ids.chars().map(|id| (id.to_string(), Fate::Delivered)).collect()
}

fn invalid() -> Failure {
    Failure::named(Some("ValidationException"))
}

#[test]
fn a_call_holds_as_many_entries_and_bytes_as_it_may_and_an_entry_beyond_that_is_alone() {
    let (asked, ends, _) = delivered(&[10, 10, 10, 10, 90, 20, 120, 1, 1], |_, ids| Ok(all(ids)));
    assert_eq!(asked, ["abc", "de", "f", "g", "hi"]);
    assert_eq!(ends, as_taken("abcdefghi"));
}

#[test]
fn only_what_was_not_taken_is_sent_again() {
    let (asked, ends, status) = delivered(&[1; 4], |before, ids| {
        let failed = |id: &String| before < 2 && (id == "b" || id == "c" && before < 1);
        let outcome = |id| if failed(id) { Outcome::of("InternalFailure", false) } else { Outcome::Taken };
        Ok(ids.iter().map(outcome).collect())
    });
    assert_eq!(asked, ["abc", "bc", "b", "d"]);
    assert_eq!(ends, as_taken("abcd"));
    assert_eq!((status.confirmed(), status.failures(), status.is_failing()), (4, 2, false));
}

#[test]
fn an_entry_without_an_outcome_counts_as_not_taken() {
    let (asked, ends, status) = delivered(&[1; 3], |_, _| Ok(vec![Outcome::Taken]));
    assert_eq!(asked, ["abc", "bc", "c"]);
    assert_eq!((ends, status.failures()), (as_taken("abc"), 2));
}

#[test]
fn an_entry_that_is_larger_than_anything_that_is_taken_is_refused_without_a_call() {
    let (asked, ends, status) = delivered(&[201], |_, ids| Ok(all(ids)));
    assert_eq!((asked.len(), ends), (0, vec![("a".to_owned(), Fate::Refused("too_large"))]));
    assert_eq!(status.failures(), 0);
}

#[test]
fn an_entry_that_is_larger_than_usual_is_tried_and_refused_where_it_is_not_taken() {
    let (asked, ends, _) = delivered(&[60], |_, _| Err(invalid()));
    assert_eq!((asked, ends), (vec!["a".to_owned()], vec![("a".to_owned(), Fate::Refused("too_large"))]));
    let (_, ends, _) = delivered(&[60], |_, ids| Ok(all(ids)));
    assert_eq!(ends, as_taken("a"));
}

#[test]
fn a_call_with_a_bad_entry_is_halved_until_the_bad_one_is_alone() {
    let (asked, ends, status) =
        delivered(&[1, 60, 1], |_, ids| if ids.contains(&"b".to_owned()) { Err(invalid()) } else { Ok(all(ids)) });
    assert_eq!(asked, ["abc", "a", "bc", "b", "c"]);
    let fates: Vec<_> = ends.into_iter().map(|(_, fate)| fate).collect();
    assert_eq!(fates, [Fate::Delivered, Fate::Refused("too_large"), Fate::Delivered]);
    assert!(!status.is_failing(), "the service works");
}

#[test]
fn an_entry_that_looks_right_is_refused_only_after_another_was_taken() {
    let (asked, ends, _) =
        delivered(&[1; 3], |_, ids| if ids.contains(&"a".to_owned()) { Err(invalid()) } else { Ok(all(ids)) });
    assert_eq!(asked, ["abc", "a", "bc", "a"]);
    assert_eq!(ends[0].1, Fate::Refused("rejected"));
    assert_eq!(ends[1..], as_taken("bc"));
}

#[test]
fn a_mistake_in_the_settings_refuses_nothing() {
    for code in ["ValidationException", "AccessDeniedException", "ResourceNotFoundException"] {
        let (_, ends, status) =
            delivered(
                &[1; 3],
                move |before, ids| if before < 4 { Err(Failure::named(Some(code))) } else { Ok(all(ids)) },
            );
        assert_eq!(ends, as_taken("abc"), "{code}");
        assert!(status.failures() > 0 && !status.is_failing(), "{code}");
    }
}

#[test]
fn an_entry_that_is_rejected_by_itself_does_not_hold_back_those_beside_it() {
    let (asked, ends, status) = delivered(&[1; 3], |_, ids| {
        let outcome = |id: &String| if id == "b" { Outcome::of("MalformedDetail", false) } else { Outcome::Taken };
        Ok(ids.iter().map(outcome).collect())
    });
    assert_eq!(asked, ["abc"]);
    assert_eq!(ends[1].1, Fate::Refused("rejected"));
    assert_eq!((status.confirmed(), status.failures()), (2, 0));
}

#[test]
fn what_aws_calls_our_fault_is_rejected_and_what_it_calls_its_own_is_sent_again() {
    for (code, ours, rejected) in [
        ("InternalError", false, false),
        ("InvalidParameter", true, true),
        ("SomethingNew", true, true),
        ("SomethingNew", false, false),
        ("Throttling", true, false),
        ("AuthorizationError", true, false),
        ("NotFound", true, false),
        ("KMSDisabled", true, false),
    ] {
        assert_eq!(matches!(Outcome::of(code, ours), Outcome::Rejected(_)), rejected, "{code}");
    }
}

#[test]
fn a_stop_ends_a_call_that_nobody_answers_and_confirms_nothing() {
    struct Silent(Arc<Mutex<bool>>);
    impl Call for Silent {
        const LIMITS: Limits = Service::LIMITS;
        const PERMISSION: &'static str = "";
        fn place(&self) -> &str {
            ""
        }
        fn size(&self, _: &Message, _: &str) -> usize {
            1
        }
        async fn put(&self, _: &[Letter]) -> Result<Vec<Outcome>, Failure> {
            *self.0.lock().unwrap() = true;
            std::future::pending().await
        }
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let asked = Arc::new(Mutex::new(false));
    let mut sink = CloudSink::new(Silent(Arc::clone(&asked)), runtime.handle().clone());
    let (parcels, ends) = parcels(&[1; 5]);
    let (status, stop) = (SinkStatus::new("cloud", true), Stop::default());
    thread::scope(|scope| {
        scope.spawn(|| sink.deliver(parcels, &status, &stop));
        while !*asked.lock().unwrap() {
            thread::yield_now();
        }
        stop.set();
    });
    assert_eq!(ends.iter().count(), 0, "the receipts are dropped");
}
