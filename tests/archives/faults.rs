//! Stores that break, change and slow down: nothing half-downloaded is audited, what cannot be had is told, the rest is read.

use std::fs;
use std::time::Duration;

use tempfile::TempDir;

use crate::bucket::{Bucket, events, gzip};
use crate::run::{Run, ids};
use crate::testbed::Fault;

const DEADLINE: Duration = Duration::from_secs(60);
/// Longer than any test: a request that is held until its connection is broken.
const HELD: Fault = Fault::Delay(Duration::from_secs(600));

/// Three objects of which the second is the one that has trouble; it is longer than what breaks off.
fn three() -> Bucket {
    let bucket = Bucket::new();
    for at in 0..3 {
        bucket.put(&format!("in/{at}.json"), events(at * 10..at * 10 + 10));
    }
    bucket
}

fn replay(bucket: &Bucket) -> Run {
    Run::replay(bucket.proxy.endpoint(), &[&bucket.url("in")])
}

const TROUBLED: (&str, &str) = ("GetObject", "in/1.json");

#[test]
fn a_download_that_breaks_off_goes_on_where_it_broke() {
    let bucket = three();
    bucket.proxy.next(TROUBLED, [Fault::Break { after: 1000 }, Fault::Break { after: 700 }, Fault::Cut]);
    let outcome = replay(&bucket).run();
    assert_eq!((outcome.ids(), outcome.code), (ids(0..30), 0), "{}", outcome.err);
    assert_eq!(bucket.proxy.count(TROUBLED), 4);
}

#[test]
fn a_server_that_is_gone_mid_download_and_back_is_read_to_the_end() {
    let bucket = three();
    bucket.proxy.next(TROUBLED, [Fault::Break { after: 1000 }, HELD]);
    let running = replay(&bucket).start();
    bucket.proxy.wait_for_calls(TROUBLED, 2, DEADLINE);
    bucket.proxy.refuse();
    bucket.proxy.accept();
    let outcome = running.finish();
    assert_eq!((outcome.ids(), outcome.code), (ids(0..30), 0), "{}", outcome.err);
}

#[test]
fn an_object_that_cannot_be_had_is_told_and_the_rest_is_read() {
    for fault in [Fault::Cut, Fault::Break { after: 1000 }, Fault::slow_down()] {
        let bucket = three();
        bucket.proxy.always(TROUBLED, fault.clone());
        let outcome = replay(&bucket).impatient().run();
        let name = bucket.url("in/1.json");
        assert_eq!(outcome.ids(), [ids(0..10), ids(20..30)].concat(), "{fault:?}: {}", outcome.err);
        assert_eq!(outcome.errors(), [(name.clone(), "unreachable".to_owned())]);
        assert_eq!((outcome.state(&name).as_str(), outcome.code), ("failed: unreachable", 2));
        assert!(outcome.err.contains("help:"), "{}", outcome.err);
    }
}

#[test]
fn a_store_that_is_gone_for_good_is_not_waited_for_object_by_object() {
    let bucket = Bucket::new();
    for at in 0..40 {
        bucket.put(&format!("in/{at:02}.json"), events(at..at + 1));
    }
    bucket.proxy.always("GetObject", Fault::Cut);
    let outcome = replay(&bucket).impatient().run();
    let errors = outcome.errors();
    assert_eq!((errors.len(), outcome.code), (17, 2), "{errors:?}");
    assert_eq!(errors.last(), Some(&(bucket.url("in"), "unreachable".to_owned())));
}

#[test]
fn a_listing_that_breaks_off_is_told() {
    let bucket = three();
    bucket.proxy.always(("ListObjectsV2", "in/"), Fault::Cut);
    let outcome = replay(&bucket).impatient().run();
    assert_eq!((outcome.errors(), outcome.code), (vec![(bucket.url("in"), "unreachable".to_owned())], 2));
}

#[test]
fn a_store_that_is_too_busy_is_asked_again() {
    let bucket = three();
    bucket.proxy.next("ListObjectsV2", [Fault::slow_down(), Fault::slow_down()]);
    bucket.proxy.next(
        "GetObject",
        [Fault::slow_down(), Fault::Answer { status: 500, body: String::new() }, Fault::slow_down()],
    );
    let outcome = replay(&bucket).run();
    assert_eq!((outcome.ids(), outcome.code), (ids(0..30), 0), "{}", outcome.err);
}

#[test]
fn a_gzip_object_that_was_cut_is_told_where_it_ends() {
    let bucket = Bucket::new();
    let whole = gzip(&events(0..2000));
    bucket.put("in/1.gz", &whole[..whole.len() / 2]);
    bucket.put("in/2.gz", gzip(&events(2000..2010)));
    let outcome = replay(&bucket).run();
    let (read, all) = (outcome.ids(), ids(0..2010));
    assert!(read.len() > 500 && read.len() < 2000, "{}", read.len());
    assert_eq!(read[read.len() - 10..], all[2000..]);
    assert_eq!(read[..read.len() - 10], all[..read.len() - 10]);
    assert_eq!(outcome.errors(), [(bucket.url("in/1.gz"), "truncated".to_owned())]);
    assert_eq!((outcome.state(&bucket.url("in/1.gz")).as_str(), outcome.code), ("partly: truncated", 2));
}

/// Lets `change` happen when the troubled object was asked for so often and is not answered.
fn amid(bucket: &Bucket, calls: usize, change: impl FnOnce()) -> crate::run::Outcome {
    let running = replay(bucket).start();
    bucket.proxy.wait_for_calls(TROUBLED, calls, DEADLINE);
    change();
    bucket.proxy.refuse();
    bucket.proxy.accept();
    running.finish()
}

#[test]
fn an_object_that_is_written_anew_before_it_is_fetched_is_read_as_it_is_then() {
    let bucket = three();
    bucket.proxy.next(TROUBLED, [HELD]);
    let outcome = amid(&bucket, 1, || bucket.put("in/1.json", events(100..120)));
    assert_eq!(outcome.ids(), [ids(0..10), ids(100..120), ids(20..30)].concat(), "{}", outcome.err);
    assert_eq!((outcome.errors(), outcome.code), (vec![], 0));
}

#[test]
fn an_object_that_is_written_anew_while_it_is_fetched_is_never_read_half_and_half() {
    let bucket = three();
    bucket.proxy.next(TROUBLED, [Fault::Break { after: 3000 }, HELD]);
    let outcome = amid(&bucket, 2, || bucket.put("in/1.json", events(100..120)));
    assert_eq!(outcome.ids(), [ids(0..10), ids(100..120), ids(20..30)].concat(), "{}", outcome.err);
    assert_eq!((outcome.errors(), outcome.code), (vec![], 0));
}

#[test]
fn an_object_that_is_deleted_before_it_is_fetched_is_told_as_gone() {
    let bucket = three();
    bucket.proxy.next(TROUBLED, [HELD]);
    let outcome = amid(&bucket, 1, || bucket.delete("in/1.json"));
    assert_eq!(outcome.ids(), [ids(0..10), ids(20..30)].concat(), "{}", outcome.err);
    assert_eq!((outcome.errors(), outcome.code), (vec![(bucket.url("in/1.json"), "gone".to_owned())], 2));
}

#[test]
fn an_object_that_never_stays_the_same_is_told_as_changed() {
    let bucket = three();
    bucket.proxy.always(TROUBLED, Fault::Answer { status: 412, body: String::new() });
    let outcome = replay(&bucket).run();
    assert_eq!(outcome.errors(), [(bucket.url("in/1.json"), "changed".to_owned())]);
    assert_eq!(outcome.ids(), [ids(0..10), ids(20..30)].concat());
}

#[test]
fn large_objects_lie_in_the_scratch_folder_and_leave_nothing_there() {
    let (bucket, scratch) = (Bucket::new(), TempDir::new().unwrap());
    let text = events(0..20_000);
    assert!(text.len() > 10 << 20, "{}", text.len());
    bucket.put("in/large.json", text);
    let path = scratch.path().to_str().unwrap();
    let run = || Run::replay(bucket.proxy.endpoint(), &[&bucket.url("in"), "--scratch", path]);
    assert_eq!(run().run().ids(), ids(0..20_000));
    assert_eq!(fs::read_dir(scratch.path()).unwrap().count(), 0);
    // A folder that is gone before it is needed.
    bucket.proxy.next(("GetObject", "in/large.json"), [HELD]);
    let running = run().start();
    bucket.proxy.wait_for_calls(("GetObject", "in/large.json"), 2, DEADLINE);
    fs::remove_dir(scratch.path()).unwrap();
    bucket.proxy.refuse();
    bucket.proxy.accept();
    let outcome = running.finish();
    assert_eq!(outcome.errors(), [(bucket.url("in/large.json"), "scratch".to_owned())]);
    assert!(outcome.err.contains("--scratch"), "{}", outcome.err);
}
