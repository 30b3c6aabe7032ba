//! What of a key may be printed: parts in which an e-mail address, a telephone, social security or record number, a date of birth or
//! a first and last name may stand are left out, whatever escapes they are written in.
//!
//! Unlike in ids of events, dates, times and numbers that count are expected here: `20240506`, `1432684800000`, `events+0+0000012345`.

use std::borrow::Cow;

use crate::detect;

const REDACTED: &str = "[redacted]";
/// From this length on a word of hexadecimal digits is made by a machine.
const HASH: usize = 16;
/// How often a part may be escaped: what is escaped more often is not printed.
const ESCAPED: usize = 4;
/// What stands beside a number that is somebody's.
const LABELS: [&str; 9] = ["mrn", "ssn", "dob", "patient", "member", "phone", "tel", "birthdate", "subscriber"];

/// `key` with all its parts, but for those that may say who somebody is; of `k=v` the `k=` stays.
pub(super) fn printable(key: &str) -> String {
    let part = |part: &str| match part.split_once('=') {
        Some((name, value)) if !identifies(name) && (is_label(name) || identifies(value)) => {
            format!("{name}={REDACTED}")
        }
        _ if identifies(part) => REDACTED.to_owned(),
        _ => part.to_owned(),
    };
    key.split('/').map(part).collect::<Vec<_>>().join("/")
}

fn identifies(part: &str) -> bool {
    let Some(part) = unescaped(part) else { return true };
    part.contains('@')
        || part.split_once('=').is_some_and(|(name, _)| is_label(name))
        || detect::reads_as_person(&part)
        || detect::reads_as_person(&part.chars().map(plain).collect::<String>())
        || holds_labelled(&part)
        || holds_international(&part)
        || holds_number(&part)
}

/// Without its `%XX`; `None` where they do not come to an end.
fn unescaped(part: &str) -> Option<Cow<'_, str>> {
    let mut part = Cow::Borrowed(part);
    for _ in 0..=ESCAPED {
        let Some(next) = unescaped_once(&part) else { return Some(part) };
        part = Cow::Owned(next);
    }
    None
}

/// `None` if there is no `%XX` in it.
fn unescaped_once(part: &str) -> Option<String> {
    let (mut bytes, mut rest, mut found) = (Vec::new(), part.as_bytes(), false);
    while let Some((first, behind)) = rest.split_first() {
        let hex = |at: usize| char::from(*behind.get(at)?).to_digit(16);
        let byte = if *first == b'%' { hex(0).zip(hex(1)) } else { None };
        match byte.and_then(|(high, low)| u8::try_from(high * 16 + low).ok()) {
            Some(byte) => {
                found = true;
                bytes.push(byte);
                rest = behind.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = behind;
            }
        }
    }
    found.then(|| String::from_utf8_lossy(&bytes).into_owned())
}

/// A letter without its accent.
fn plain(unit: char) -> char {
    match unit {
        'à'..='å' | 'À'..='Å' => 'a',
        'ç' | 'Ç' => 'c',
        'è'..='ë' | 'È'..='Ë' => 'e',
        'ì'..='ï' | 'Ì'..='Ï' => 'i',
        'ñ' | 'Ñ' => 'n',
        'ò'..='ö' | 'Ò'..='Ö' => 'o',
        'ù'..='ü' | 'Ù'..='Ü' => 'u',
        unit => unit,
    }
}

fn is_label(word: &str) -> bool {
    let word: String = word.chars().filter(char::is_ascii_alphabetic).map(|unit| unit.to_ascii_lowercase()).collect();
    let stem = ["id", "no", "number", "name"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(&word);
    LABELS.contains(&stem) || LABELS.contains(&word.as_str())
}

/// Whether a number stands beside a word that says whose it is: `mrn_4471`, `DOB-1980-05-17`, `4471.mrn`.
fn holds_labelled(part: &str) -> bool {
    let mut words: Vec<&str> = Vec::new();
    let mut rest = part;
    while let Some(first) = rest.chars().next() {
        let kind = |unit: char| (unit.is_ascii_digit(), unit.is_ascii_alphabetic());
        let end = rest.find(|unit| kind(unit) != kind(first)).unwrap_or(rest.len());
        let (word, behind) = rest.split_at(end);
        if kind(first) != (false, false) {
            words.push(word);
        }
        rest = behind;
    }
    let is_digits = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let filler = |word: &str| ["id", "no", "nr", "number"].contains(&word.to_ascii_lowercase().as_str());
    words.iter().enumerate().filter(|(_, word)| is_label(word)).any(|(at, _)| {
        let before = at.checked_sub(1).and_then(|at| words.get(at));
        let behind = words.iter().skip(at + 1).find(|word| !filler(word));
        before.into_iter().chain(behind).any(|word| is_digits(word))
    })
}

/// Whether there is a telephone number with its `+`. Kafka Connect's `TOPIC+PARTITION+OFFSET` is none.
fn holds_international(part: &str) -> bool {
    part.match_indices('+').any(|(at, _)| {
        let (before, behind) = (part.get(..at).unwrap_or_default(), part.get(at + 1..).unwrap_or_default());
        let row = behind.bytes().take_while(u8::is_ascii_digit).count();
        let partition = before.trim_end_matches(|unit: char| unit.is_ascii_digit());
        let is_offset = row == 10 && partition.len() < before.len() && partition.ends_with('+');
        let number = behind.chars().take_while(|unit| unit.is_ascii_digit() || " -.()".contains(*unit));
        !is_offset && row > 0 && number.filter(char::is_ascii_digit).count() >= 7
    })
}

/// Whether there is a number of seven digits or more in it that is neither a date nor a time nor a count, or one in groups as social
/// security and telephone numbers are written.
fn holds_number(part: &str) -> bool {
    let mut groups: Vec<usize> = Vec::new();
    let part = without_uuids(part);
    let mut partition = false;
    for (token, mark) in marked(&part) {
        let letters = token.bytes().any(|byte| byte.is_ascii_alphabetic());
        let hash = letters && token.len() >= HASH && token.bytes().all(|byte| byte.is_ascii_hexdigit());
        let offset = partition && mark == Some('+') && token.len() == 10 && !letters;
        let mut rows = token.split(|unit: char| !unit.is_ascii_digit()).filter(|_| !hash && !offset);
        if rows.any(is_number) {
            return true;
        }
        partition = mark == Some('+') && !letters;
        if letters {
            groups.clear();
        } else {
            groups.push(token.len());
        }
        if [[3, 2, 4], [3, 3, 4]].iter().any(|written| groups.ends_with(written)) {
            return true;
        }
    }
    false
}

/// Words of letters and digits, each with the mark before it.
fn marked(part: &str) -> impl Iterator<Item = (&str, Option<char>)> {
    let tokens = part.split(|unit: char| !unit.is_ascii_alphanumeric()).scan(0, move |at, token| {
        let begin = *at;
        *at += token.len();
        let mark = part.get(..begin).and_then(|before| before.chars().next_back());
        *at += part.get(*at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        Some((token, mark))
    });
    tokens.filter(|(token, _)| !token.is_empty())
}

fn is_number(row: &str) -> bool {
    match row.len() {
        0..=6 => false,
        7 => !row.starts_with("000"),
        8 => !is_date(row),
        // Seconds since 1970.
        10 => !row.starts_with('1'),
        9 | 11 => true,
        // Milliseconds, microseconds, nanoseconds.
        13 | 16 | 19 if row.starts_with('1') => false,
        12 | 14 | 17 if row.split_at_checked(8).is_some_and(|(day, time)| is_date(day) && is_time(time)) => false,
        // A count with many zeros before it.
        length => length < HASH || !row.starts_with("000000"),
    }
}

/// Whether eight digits are a day of this century or the last.
fn is_date(digits: &str) -> bool {
    let number = |range: std::ops::Range<usize>| digits.get(range).and_then(|digits| digits.parse().ok());
    let date = || {
        jiff::civil::Date::new(number(0..4)?, i8::try_from(number(4..6)?).ok()?, i8::try_from(number(6..8)?).ok()?).ok()
    };
    date().is_some_and(|date| (1900..2100).contains(&date.year()))
}

/// Whether digits begin with hour and minute.
fn is_time(digits: &str) -> bool {
    let below = |range: std::ops::Range<usize>, end: u8| {
        digits.get(range).and_then(|digits| digits.parse().ok()).is_some_and(|number: u8| number < end)
    };
    below(0..2, 24) && below(2..4, 60)
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
            "ruth%2540example.org",
            "ruth%252525252540example.org",
            "maria_lopez.json",
            "maria%5Flopez.json",
            "jos%C3%A9.garc%C3%ADa.json",
            "219-09-9999",
            "patient_219_09_9999.gz",
            "012345678.json",
            "+12025550123",
            "+442079460123",
            "+44 20 7946 0123.json",
            "%2B442079460123",
            "202-555-0123",
            "(202) 555-0143.json",
            "(202)%20555-0143.json",
            "02079460123",
            "4111111111111111.json",
            "MRN10057805",
            "MRN20057805",
            "mrn-10057805.json",
            "mrn_4471",
            "mrn%3D123456",
            "4471-mrn.json",
            "patient-id-4471",
            "patientId4471",
            "DOB-1980-05-17",
            "dob19800517",
            "20241345",
            "123456789012",
        ] {
            assert_eq!(printable(&format!("a/{part}/b.gz")), "a/[redacted]/b.gz", "{part}");
            assert_eq!(printable(&format!("user={part}/b.gz")), "user=[redacted]/b.gz", "{part}");
        }
        for (name, value) in [("patient", "Ruth%20Abernathy"), ("mrn", "123456"), ("patient_id", "rx"), ("DOB", "May")]
        {
            assert_eq!(printable(&format!("{name}={value}/b.gz")), format!("{name}=[redacted]/b.gz"));
        }
    }

    #[test]
    fn what_archives_are_made_of_is_printed() {
        for key in [
            "segment-logs/9xKbNWmQcv/1432684800000/1432690200000.a1b2c3.gz",
            "2024/05/06/07/clinic-1-2024-05-06-07-08-09-12345678-1234-1234-1234-123456789012.gz",
            "topics/events/partition=0/events+0+0000012345.json.gz",
            "topics/events/partition=12/events+12+2147483648.json.gz",
            "topics/events/year=2024/month=05/day=06/x",
            "segment_type=hiv_test_booked/day=2024-05-06/hr=07/part-00000.parquet",
            "part-00000-2b7f0e0c-4a0c-4b7e-9c57-0a1b2c3d4e5f.c000.snappy.parquet",
            "dump_20240506.json",
            "20240506070809.json",
            "20240506T070809Z/0123456789abcdef0123456789abcdef",
            "00000000000000012345.json",
            "1432684800.json",
            "AC00000000000000000000000000000001/x",
            "100%/50%25",
            "patients/members.json",
            "été/日本",
            "",
        ] {
            assert_eq!(printable(key), key);
        }
    }
}
