//! What of a key may be printed: parts in which an e-mail address, a telephone, social security or record number, or a first and
//! last name may stand are left out.
//!
//! Unlike in ids of events, dates, times and numbers that count are expected here: `20240506`, `1432684800000`, `0000012345`.

use crate::detect;

const REDACTED: &str = "[redacted]";
/// From this length on a word of hexadecimal digits is made by a machine.
const HASH: usize = 16;

/// `key` with all its parts, but for those that may say who somebody is; of `k=v` the `k=` stays.
pub(super) fn printable(key: &str) -> String {
    let part = |part: &str| match part.split_once('=') {
        Some((name, value)) if !identifies(name) && identifies(value) => format!("{name}={REDACTED}"),
        _ if identifies(part) => REDACTED.to_owned(),
        _ => part.to_owned(),
    };
    key.split('/').map(part).collect::<Vec<_>>().join("/")
}

fn identifies(part: &str) -> bool {
    let part = part.replace("%40", "@");
    part.contains('@') || detect::reads_as_person(&part) || holds_number(&part)
}

/// Whether there is a number of seven to eleven digits in it that is neither a date nor a count, or one in groups as social security
/// and telephone numbers are written.
fn holds_number(part: &str) -> bool {
    let mut groups: Vec<usize> = Vec::new();
    for token in without_uuids(part).split(|unit: char| !unit.is_ascii_alphanumeric()) {
        let hash = token.len() >= HASH && token.bytes().all(|byte| byte.is_ascii_hexdigit());
        let mut rows = token.split(|unit: char| !unit.is_ascii_digit()).filter(|_| !hash);
        if rows.any(is_number) {
            return true;
        }
        if !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_digit()) {
            groups.push(token.len());
        } else {
            groups.clear();
        }
        if [[3, 2, 4], [3, 3, 4]].iter().any(|written| groups.ends_with(written)) {
            return true;
        }
    }
    false
}

fn is_number(row: &str) -> bool {
    let date = row.len() == 8 && (row.starts_with("19") || row.starts_with("20"));
    let second = row.len() == 10 && row.starts_with('1');
    (7..=11).contains(&row.len()) && !row.starts_with('0') && !date && !second
}

/// UUIDs hold rows of digits that are nobody's.
fn without_uuids(part: &str) -> String {
    let is_uuid = |text: &[u8]| {
        text.iter().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => *byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
    };
    let (mut kept, mut rest) = (String::new(), part);
    while let Some(first) = rest.chars().next() {
        match rest.as_bytes().get(..36).filter(|text| is_uuid(text)) {
            Some(_) => rest = rest.get(36..).unwrap_or_default(),
            None => {
                kept.push(first);
                rest = rest.get(first.len_utf8()..).unwrap_or_default();
            }
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_that_may_say_who_somebody_is_is_not_printed() {
        for part in [
            "jane@example.org",
            "jane%40example.org.json",
            "maria_lopez.json",
            "219-09-9999",
            "patient_219_09_9999.gz",
            "+12025550123",
            "202-555-0123",
            "MRN10057805",
            "mrn-10057805.json",
        ] {
            assert_eq!(printable(&format!("a/{part}/b.gz")), "a/[redacted]/b.gz", "{part}");
            assert_eq!(printable(&format!("user={part}/b.gz")), "user=[redacted]/b.gz", "{part}");
        }
    }

    #[test]
    fn what_archives_are_made_of_is_printed() {
        for key in [
            "segment-logs/9xKbNWmQcv/1432684800000/1432690200000.a1b2c3.gz",
            "2024/05/06/07/clinic-1-2024-05-06-07-08-09-12345678-1234-1234-1234-123456789012.gz",
            "topics/events/partition=0/events+0+0000012345.json.gz",
            "topics/events/year=2024/month=05/day=06/x",
            "segment_type=hiv_test_booked/day=2024-05-06/hr=07/part-00000.parquet",
            "dump_20240506.json",
            "20240506T070809Z/0123456789abcdef0123456789abcdef",
            "AC00000000000000000000000000000001/x",
            "été/日本",
            "",
        ] {
            assert_eq!(printable(key), key);
        }
    }
}
