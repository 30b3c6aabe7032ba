//! Layouts: what is read of them, in which order, and what is not even listed.

use std::fs;

use tempfile::TempDir;

use crate::bucket::{Bucket, events, gzip};
use crate::run::{Run, ids};

/// Midnight of the day of all events, 2025-03-04, in milliseconds; then days.
const MIDNIGHT: i64 = 1_741_046_400_000;
const DAY: i64 = 86_400_000;
/// The day of the events, and two days for what comes late.
const THAT_DAY: [&str; 6] = ["--since", "2025-03-04", "--until", "2025-03-05", "--late", "2d"];

fn replay(bucket: &Bucket, prefix: &str, more: &[&str]) -> Run {
    Run::replay(bucket.proxy.endpoint(), &[&[bucket.url(prefix).as_str()], more].concat())
}

#[test]
fn of_segments_archive_other_days_are_not_even_listed() {
    let bucket = Bucket::new();
    let folder = |days: i64| format!("copies/segment-logs/9xKbNWmQcv/{}", MIDNIGHT + days * DAY);
    for days in -3..=6 {
        bucket.put(&format!("{}/1432690200000.a1b2c3.gz", folder(days)), gzip(&events(0..3)));
    }
    let outcome = replay(&bucket, "copies", &THAT_DAY).run();
    let expected: Vec<_> = (-1..=3).map(|days| format!("{}/1432690200000.a1b2c3.gz", folder(days))).collect();
    assert_eq!(bucket.fetched(), expected, "{outcome:?}");
    let days: Vec<_> = bucket.listed().into_iter().filter(|prefix| prefix.contains("9xKbNWmQcv/1")).collect();
    assert_eq!(days, (-1..=3).map(|days| folder(days) + "/").collect::<Vec<_>>());
    assert_eq!(outcome.ids().len(), 15);
    assert!(
        outcome.err.contains("5 folders not looked into: filed before 2025-03-03 or after 2025-03-07"),
        "{}",
        outcome.err
    );
    let notes = outcome.report["notes"].to_string();
    assert!(notes.contains("5 folders were not looked into: filed before 2025-03-03 or after 2025-03-07."), "{notes}");
    assert_eq!(outcome.state(&bucket.url(&folder(-3))), "skipped: filed at another time");
    assert_eq!(outcome.code, 0);
}

#[test]
fn members_of_a_gzip_file_and_records_of_firehose_are_read_one_behind_the_other() {
    let bucket = Bucket::new();
    let joined = [gzip(&events(0..2)), gzip(&events(2..4))].concat();
    bucket.put("in/2025/03/04/07/clinic-1-2025-03-04-07-08-09-0a1b2c3d.gz", joined);
    bucket.put("in/2025/03/04/08/clinic-1-2025-03-04-08-08-09-0a1b2c3d", events(4..8).replace('\n', ""));
    bucket.put("in/2025/02/04/08/clinic-1-2025-02-04-08-08-09-0a1b2c3d", events(8..9));
    let outcome = replay(&bucket, "in/", &THAT_DAY).run();
    assert_eq!(outcome.ids(), ids(0..8), "{}", outcome.err);
    assert_eq!(
        bucket.listed().iter().filter(|prefix| prefix.starts_with("in/2025/02/")).collect::<Vec<_>>(),
        ["in/2025/02/"]
    );
    assert_eq!(bucket.fetched().len(), 2);
}

#[test]
fn kafka_connect_is_read_by_partition_and_left_out_by_time() {
    let bucket = Bucket::new();
    bucket.put("topics/a/partition=0/a+0+0000000000.json.gz", gzip(&events(0..2)));
    bucket.put("topics/a/partition=1/a+1+0000000000.json", events(2..3));
    bucket.put("topics/b/year=2025/month=03/day=04/hour=15/b+0+0000000000.json", events(3..4));
    bucket.put("topics/b/year=2025/month=01/day=04/hour=15/b+0+0000000000.json", events(4..5));
    bucket.put("topics/b/year=2024/month=03/day=04/hour=15/b+0+0000000000.json", events(5..6));
    for layout in ["auto", "kafka-connect"] {
        bucket.proxy.forget();
        let outcome = replay(&bucket, "topics", &[&THAT_DAY[..], &["--layout", layout]].concat()).run();
        assert_eq!(outcome.ids(), ids(0..4), "{}", outcome.err);
        let listed = bucket.listed();
        assert!(!listed.iter().any(|prefix| prefix.contains("2024") || prefix.contains("month=01")), "{listed:?}");
    }
}

#[test]
fn a_lake_is_left_out_by_its_days() {
    let bucket = Bucket::new();
    for (at, day) in ["day=2025-02-01", "day=2025-03-04", "dt=2025-03-06", "date=20250401"].into_iter().enumerate() {
        let at = at as u64;
        bucket.put(&format!("data/segment_type=track/{day}/hr=07/x.json"), events(at..at + 1));
    }
    let outcome = replay(&bucket, "data", &THAT_DAY).run();
    assert_eq!(outcome.ids(), ids(1..3), "{}", outcome.err);
    assert_eq!(bucket.fetched().len(), 2);
}

#[test]
fn without_a_layout_all_is_read_at_once() {
    let bucket = Bucket::new();
    bucket.put("2020/01/01/x.json", events(0..1));
    bucket.put("segment-logs/a/1432684800000/x.json", events(1..2));
    let outcome = replay(&bucket, "", &[&THAT_DAY[..], &["--layout", "plain"]].concat()).run();
    assert_eq!(outcome.ids(), ids(0..2), "{}", outcome.err);
    assert_eq!(bucket.listed(), [""]);
}

#[test]
fn what_is_no_file_of_events_is_skipped_and_told() {
    let bucket = Bucket::new();
    bucket.put("segment-logs/src/dummy-object.txt", "not an event");
    bucket.put("segment-logs/src/1741046400000/x.gz", gzip(&events(0..1)));
    bucket.put("segment-logs/.staging/x.gz", "nothing");
    bucket.put("segment-data/reports/day=2025-03-04/report.json", "{}");
    bucket.put("segment-data/reports/day=2025-03-05/report.json", "{}");
    for more in [&[][..], &THAT_DAY] {
        bucket.proxy.forget();
        let outcome = replay(&bucket, "", more).run();
        assert_eq!(outcome.ids(), ids(0..1), "{}", outcome.err);
        assert_eq!(bucket.fetched(), ["segment-logs/src/1741046400000/x.gz"]);
        for (what, why) in [
            ("segment-logs/src/dummy-object.txt", "Segment's test of the destination"),
            ("segment-logs/.staging", "hidden"),
            ("segment-data/reports", "Segment's reports of its syncs"),
        ] {
            assert_eq!(outcome.state(&bucket.url(what)), format!("skipped: {why}"));
        }
        assert_eq!(outcome.report["sources"]["skipped"], 3);
    }
}

#[test]
fn a_bucket_and_its_copy_on_disk_give_the_same() {
    let (bucket, folder) = (Bucket::new(), TempDir::new().unwrap());
    for (at, key) in [
        "segment-logs/a/1741046400000/1.gz",
        "segment-logs/a/1741046400000/2.gz",
        "segment-logs/a/1735689600000/3.gz",
        "segment-logs/b/1741132800000/4.gz",
        "segment-logs/b/dummy-object.txt",
    ]
    .into_iter()
    .enumerate()
    {
        let at = at as u64;
        let bytes = gzip(&events(at * 10..at * 10 + 10));
        bucket.put(key, bytes.clone());
        let path = folder.path().join(key);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    let remote = replay(&bucket, "segment-logs", &THAT_DAY).run();
    let local = folder.path().join("segment-logs");
    let local = Run::replay("http://127.0.0.1:1", &[&[local.to_str().unwrap()], &THAT_DAY[..]].concat()).run();
    let of_store = |text: &str| text.replace(&format!("{}/", folder.path().display()), &bucket.url(""));
    assert_eq!(remote.ids().len(), 30, "{}", remote.err);
    assert_eq!(of_store(&local.out), remote.out);
    assert_eq!(of_store(&local.report["sources"].to_string()), remote.report["sources"].to_string());
}

#[test]
fn a_single_object_may_be_named_and_nothing_is_told_as_not_found() {
    let bucket = Bucket::new();
    bucket.put("in/a.gz", gzip(&events(0..2)));
    bucket.put("in/a.gz2", gzip(&events(2..4)));
    assert_eq!(replay(&bucket, "in/a.gz", &[]).run().ids(), ids(0..2));
    let (there, not) = (bucket.url("in"), bucket.url("nothing"));
    let outcome = Run::replay(bucket.proxy.endpoint(), &[&not, &there]).run();
    assert_eq!((outcome.ids(), outcome.errors()), (ids(0..4), vec![(not, "not_found".to_owned())]));
    assert_eq!(outcome.code, 2);
}

#[test]
fn a_key_that_says_who_somebody_is_is_read_and_not_printed() {
    let bucket = Bucket::new();
    bucket.put("by/user=jane.doe@example.org/x.json", events(0..1));
    bucket.put("by/219-09-9999/x.json", "{");
    let outcome = replay(&bucket, "by", &[]).run();
    assert_eq!(outcome.ids(), ids(0..1), "{}", outcome.err);
    let said = format!("{} {} {}", outcome.out, outcome.err, outcome.report);
    assert!(said.contains("/by/user=[redacted]/x.json") && said.contains("/by/[redacted]/x.json"), "{said}");
    assert!(!said.contains("jane.doe") && !said.contains("219-09"), "{said}");
}

#[test]
fn what_the_folders_say_is_audited_with_the_event() {
    let bucket = Bucket::new();
    let event =
        r#"{"type":"track","messageId":"m-1","event":"Page","userId":"u-1","properties":{"ssn":"219-09-9999"}}"#;
    bucket.put("lake/segment_type=hiv_test_booked/day=2025-03-04/x.json", event);
    bucket.put("lake/segment_type=plain/day=2025-03-04/x.json", event);
    let outcome = replay(&bucket, "lake", &[]).run();
    assert_eq!(outcome.report["tally"]["grades"]["phi"], 1, "{}", outcome.report["tally"]);
}

#[test]
fn a_key_with_a_slash_at_its_end_hides_no_other() {
    let bucket = Bucket::new();
    bucket.put("in/empty", events(0..2));
    bucket.put("in/empty.d", events(2..3));
    bucket.put("in/empty/", "");
    bucket.put("in/empty/x", events(3..4));
    bucket.put("in/full", events(4..6));
    bucket.put("in/full/", events(6..9));
    for more in [&[][..], &THAT_DAY, &["--layout", "plain"]] {
        let outcome = replay(&bucket, "in", more).run();
        let mut read = outcome.ids();
        read.sort();
        assert_eq!(read, ids(0..6), "{}", outcome.err);
        assert_eq!(outcome.errors(), [(bucket.url("in/full"), "object_name".to_owned())]);
        assert_eq!(outcome.code, 2);
    }
}

#[test]
fn an_object_beside_the_marker_of_a_folder_may_be_named() {
    let bucket = Bucket::new();
    bucket.put("in/a", events(0..2));
    bucket.put("in/a/", "");
    bucket.put("in/b/", "");
    assert_eq!(replay(&bucket, "in/a", &[]).run().ids(), ids(0..2));
    let outcome = replay(&bucket, "in/b", &[]).run();
    assert_eq!((outcome.errors(), outcome.code), (vec![], 0), "{}", outcome.err);
}
