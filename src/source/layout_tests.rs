//! Tests of layouts: what folders say, and that nothing asked for is left out.
#![allow(clippy::unwrap_used)]

use jiff::ToSpan;
use proptest::prelude::*;

use super::*;

fn day(layout: Layout, folder: &str) -> Option<String> {
    let period = layout.period(folder)?;
    let write = |second| Timestamp::from_second(second).unwrap().strftime("%Y-%m-%d").to_string();
    Some(if period.to - period.from == DAY {
        write(period.from)
    } else {
        format!("{}..{}", write(period.from), write(period.to))
    })
}

#[test]
fn folders_say_their_day() {
    for (layout, folder, expected) in [
        (Layout::Segment, "segment-logs/abc/1432684800000/", "2015-05-27"),
        (Layout::Segment, "copied/1432684800000", "2015-05-27"),
        (Layout::Firehose, "clinic/2024/05/06/07", "2024-05-06"),
        (Layout::KafkaConnect, "topics/events/year=2024/month=05/day=06/hour=07", "2024-05-06"),
        (Layout::KafkaConnect, "topics/events/year=2024/month=12", "2024-12-01..2025-01-01"),
        (Layout::Lake, "data/src/segment_type=identify/day=2024-05-06/hr=07", "2024-05-06"),
        (Layout::Lake, "year=2024/month=5/day=6", "2024-05-06"),
        (Layout::Lake, "year=2024", "2024-01-01..2025-01-01"),
        (Layout::Lake, "dt=20240506", "2024-05-06"),
    ] {
        assert_eq!(day(layout, folder).as_deref(), Some(expected), "{folder}");
        let told = !folder.starts_with("copied");
        assert_eq!(day(Layout::Auto, folder).is_some(), told, "{folder}");
        assert_eq!(day(Layout::Plain, folder), None);
    }
}

#[test]
fn what_only_looks_like_a_day_says_none() {
    for folder in [
        "",
        "2024",
        "2024/05",
        "2024/13/01",
        "2024/02/30",
        "1432684800000",
        "segment-logs/abc/1432684800001",
        "segment-logs/abc/def",
        "topics/events/partition=3",
        "birthday=2024-05-06",
        "day=06",
        "date=yesterday",
        "year=99999",
    ] {
        assert_eq!(day(Layout::Auto, folder), None, "{folder}");
    }
}

fn may(since: &str, until: &str, late: u64) -> Filed {
    Filed::between(Layout::Auto, since.parse().ok(), until.parse().ok(), Duration::from_secs(late * 86_400))
}

#[test]
fn what_came_late_is_read_and_what_came_too_late_is_not() {
    let filed = may("2024-05-10T00:00:00Z", "2024-05-11T00:00:00Z", 7);
    for (folder, excluded) in [
        ("2024/05/08", true),
        ("2024/05/09", false), // clocks
        ("2024/05/18", false),
        ("2024/05/19", true),
        ("year=2023", true),
        ("year=2024/month=04", true),
        ("year=2024", false),
        ("anything", false),
    ] {
        assert_eq!(filed.excludes("", folder), excluded, "{folder}");
    }
    assert_eq!(filed.words().unwrap(), "filed before 2024-05-09 or after 2024-05-18");
}

#[test]
fn a_day_that_is_named_is_read() {
    let filed = may("2024-05-10T00:00:00Z", "2024-05-11T00:00:00Z", 0);
    assert!(filed.excludes("a", "a/2023/01/01"));
    assert!(!filed.excludes("a/2023/01/01", "a/2023/01/01/07"));
    assert!(filed.excludes("year=2024", "year=2024/month=01"));
}

#[test]
fn without_a_time_nothing_is_looked_at_twice() {
    let all = Filed::default();
    assert!(!all.splits("segment-logs") && !all.excludes("", "2024/05/08") && all.words().is_none());
    let filed = may("2024-05-10T00:00:00Z", "", 0);
    assert!(filed.splits("segment-logs/abc") && !filed.splits("segment-logs/abc/1432684800000"));
}

#[test]
fn conditions_are_what_partitions_say_beside_the_time() {
    let said = |path: &str| {
        let all = conditions(path);
        all.iter().map(|(key, value)| format!("{key}={value}")).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(
        said("data/segment_type=hiv_test_booked/day=2024-05-06/hr=07/x.parquet"),
        "segment_type=hiv_test_booked"
    );
    assert_eq!(said("clinic=St%20Mary%27s/part=%zz/x=y.json"), "clinic=St Mary's part=%zz");
    assert_eq!(said("type=__HIVE_DEFAULT_PARTITION__/a"), "");
}

/// The folder in which something received at this time lies.
fn folder(layout: Layout, at: Timestamp) -> String {
    let write = |format: &str| at.strftime(format).to_string();
    match layout {
        Layout::Segment | Layout::Auto => {
            format!("x/segment-logs/src/{}", at.as_second().div_euclid(DAY) * DAY * 1000)
        }
        Layout::Firehose => write("clinic/%Y/%m/%d/%H"),
        Layout::KafkaConnect => write("topics/t/year=%Y/month=%m/day=%d/hour=%H"),
        Layout::Lake => write("data/s/segment_type=track/day=%Y-%m-%d/hr=%H"),
        Layout::Plain => "anything".to_owned(),
    }
}

proptest! {
    #[test]
    fn nothing_that_is_asked_for_is_left_out(
        layout in prop::sample::select(vec![
            Layout::Segment, Layout::Firehose, Layout::KafkaConnect, Layout::Lake, Layout::Plain,
        ]),
        event in 0_i64..4_000_000_000,
        (before, after) in (0_i64..100_000_000, 1_i64..100_000_000),
        late in 0_i64..2_000_000,
        received in 0.0_f64..=1.0,
        zone in -14_i64..=12,
    ) {
        let at = |second: i64| Timestamp::from_second(second).unwrap();
        // Clocks may be wrong by a day, or folders be those of another time zone; not both at their worst.
        let slack = SLACK - zone.abs() * 3600;
        let received = event - slack + (received * (late + slack) as f64) as i64;
        let folder = folder(layout, at(received) + zone.hours());
        let window = (Some(at(event - before)), Some(at(event + after)));
        for asked in [layout, Layout::Auto] {
            let filed = Filed::between(asked, window.0, window.1, Duration::from_secs(late as u64));
            for (end, _) in folder.match_indices('/').chain([(folder.len(), "")]) {
                prop_assert!(!filed.excludes("", &folder[..end]), "{folder} {filed:?}");
            }
        }
    }

    #[test]
    fn any_path_may_come(path in "\\PC{0,60}", parts in prop::collection::vec("(year|month|day|dt|[0-9]{0,14})(=[0-9-]{0,12})?", 0..6)) {
        for path in [path, parts.join("/")] {
            for layout in [Layout::Auto, Layout::Segment, Layout::Firehose, Layout::Lake] {
                if let Some(period) = layout.period(&path) {
                    prop_assert!(period.from < period.to);
                }
            }
            conditions(&path);
            unwanted_folder(&path);
        }
    }
}
