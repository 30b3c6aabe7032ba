#![allow(clippy::unwrap_used, clippy::panic)]

use proptest::prelude::*;
use regex::bytes::RegexBuilder;

use super::*;

fn samples<T: AsRef<str>>(texts: &[T]) -> Samples {
    Samples::of(texts, Limits::default())
}

fn asked(field: &str) -> Asked {
    Asked { id: topic(field).unwrap(), category: None, field: field.to_owned() }
}

/// Invented record numbers.
fn records(count: u32) -> Vec<String> {
    (0..count).map(|at| format!("LFC-{:06}", (at * 7_919 + 104_729) % 1_000_000)).collect()
}

fn pattern(values: &[&str]) -> String {
    Shape::of(values).pattern()
}

#[test]
fn what_all_share_is_literal_and_the_rest_is_a_class_of_its_length() {
    let records = records(20);
    assert_eq!(pattern(&samples(&records).values()), r"LFC\-\d{6}");
    assert_eq!(pattern(&["AB12345", "CD123456", "EF1234567"]), r"[A-Z]{2}\d{5,7}");
}

#[test]
fn several_shapes_are_alternatives_the_longest_first() {
    let mut values: Vec<String> = (0..9).map(|at| format!("H{:05}", at * 7 + 12_345)).collect();
    values.extend((0..9).map(|at| format!("{}-{:04}-{}", 21 + at, at * 3 + 1_000, at)));
    let values: Vec<&str> = values.iter().map(String::as_str).collect();
    assert_eq!(pattern(&values), r"\d{2}\-\d{4}\-\d|H\d{5}");
}

#[test]
fn a_literal_that_few_values_share_is_none_and_neither_is_a_name() {
    assert_eq!(pattern(&["QX-1", "QX-2", "ZW-3"]), r"[A-Z]{2}\-\d");
    assert!(!pattern(&["Maria-11", "Maria-22", "Maria-33"]).contains("Maria"));
}

#[test]
fn a_proposal_loads_its_examples_hold_and_it_holds_no_example() {
    let records = records(40);
    let proposal = propose(&asked("chartNumber"), &samples(&records)).unwrap();
    assert!(records.iter().all(|value| !proposal.pack.contains(value.as_str())), "{}", proposal.pack);
    assert!(proposal.pack.contains(r#"keywords = ["chart number", "chart"]"#), "{}", proposal.pack);
    assert!(proposal.pack.contains("strength = \"pattern\""), "{}", proposal.pack);
}

/// Forms of identifiers as firms have them.
#[test]
fn whatever_the_form_no_example_is_in_the_proposal_and_it_holds() {
    let random = |at: u64| at.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407) >> 20;
    let forms: [&dyn Fn(u64) -> String; 6] = [
        &|at| format!("{:03}", at % 1_000),
        &|at| format!("{:05}", at % 100_000),
        &|at| format!("{}{:06}", if at.is_multiple_of(2) { "A" } else { "BX" }, at % 1_000_000),
        &|at| format!("{:02}-{:04}-{:02}", at % 90 + 10, at % 9_999, at % 97),
        &|at| format!("{:010x}", at % (1 << 40)),
        &|at| format!("LK'{}/\\{:04}.{}", ['u', 'v', 'w'][(at % 3) as usize], at % 10_000, at % 7),
    ];
    for form in forms {
        let values: Vec<String> = (1..80).map(|at| form(random(at))).collect();
        let proposal = propose(&asked("dossierLabel"), &samples(&values)).unwrap();
        let body = proposal.pack.split("match = [").skip(1).collect::<String>();
        for value in &values {
            assert!(!body.contains(value.as_str()), "{value} is in\n{}", proposal.pack);
        }
    }
}

#[test]
fn a_form_of_which_every_value_is_in_use_is_refused() {
    let values: Vec<String> = (0..1_000).map(|at| format!("{at:03}")).collect();
    let error = propose(&asked("dossierLabel"), &samples(&values)).unwrap_err();
    assert!(error.what.contains("left to be invented"), "{error}");
}

#[test]
fn a_check_digit_that_all_examples_have_is_asked_for() {
    // 79927398713 is the usual example of the Luhn formula; these are others that have it.
    let luhn = |body: u64| {
        (0..10)
            .map(|digit| (body * 10 + digit).to_string())
            .find(|text| crate::detect::validate::named("luhn").unwrap()(text) == crate::detect::validate::Check::Valid)
    };
    let values: Vec<String> = (0..12).filter_map(|at| luhn(5_310_000 + at * 7_717)).collect();
    let proposal = propose(&asked("dossierNumber"), &samples(&values)).unwrap();
    assert!(proposal.pack.contains("validator = \"luhn\""), "{}", proposal.pack);
}

#[test]
fn examples_in_texts_are_found_and_the_words_near_them_are_keywords() {
    let texts: Vec<String> =
        records(12).iter().map(|value| format!("Hello, the record {value} of yours is ready now.")).collect();
    let samples = samples(&texts);
    assert_eq!(samples.values().len(), 12);
    let proposal = propose(&asked("chartNumber"), &samples).unwrap();
    assert!(proposal.pack.contains(r#"keywords = ["chart number", "chart", "record"]"#), "{}", proposal.pack);
}

#[test]
fn letters_within_the_values_are_no_keyword() {
    let texts: Vec<String> = (0..12)
        .map(|at| format!("Hello, record LKS-{}-{} of yours is ready.", 482_913 + at * 7_919, at % 10))
        .collect();
    let proposal = propose(&asked("lksNumber"), &samples(&texts)).unwrap();
    assert!(proposal.pack.contains(r#"keywords = ["lks number", "record"]"#), "{}", proposal.pack);
}

#[test]
fn what_is_found_already_is_told() {
    let values: Vec<String> =
        (0..30).map(|at| format!("{:03}-{:02}-{:04}", 212 + at, 10 + at, 4_000 + at * 37)).collect();
    let error = propose(&asked("ssn"), &samples(&values)).unwrap_err();
    assert!(error.what.contains("`ssn.dashed`") || error.what.contains("found already"), "{error}");
}

#[test]
fn too_few_examples_and_words_are_refused() {
    for values in [&["LFC-1"][..], &["Maria Lopez", "John Doe", "Jane Roe", "Ann Poe"], &[]] {
        assert!(propose(&asked("chart"), &samples(values)).is_err());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_pattern_matches_every_example_from_end_to_end(
        values in prop::collection::vec("[A-Za-z0-9][A-Za-z0-9 .:/_'\"\\\\^$*+?()\\[\\]{}|#&~-]{1,20}[0-9]", 1..60),
    ) {
        let samples = samples(&values);
        // Sentences are searched for values, not taken as such.
        let values = samples.values();
        if !values.is_empty() {
            let pattern = pattern(&values);
            let whole = RegexBuilder::new(&format!("^(?:{pattern})$")).unicode(false).size_limit(1 << 21).build().unwrap();
            for value in &values {
                prop_assert!(whole.is_match(value.as_bytes()), "{pattern} misses {value}");
            }
        }
    }

    #[test]
    fn values_of_one_form_give_one_alternative(values in prop::collection::vec("[A-Z]{2}-[0-9]{4,7}", 3..60)) {
        let pattern = pattern(&samples(&values).values());
        prop_assert!(!pattern.contains(r"\-\d{4,7}|"), "{pattern}");
    }

    #[test]
    fn nothing_that_is_given_does_harm(texts in prop::collection::vec(any::<String>(), 0..40)) {
        let samples = samples(&texts);
        let values = samples.values();
        if !values.is_empty() {
            Shape::of(&values).pattern();
        }
    }

    #[test]
    fn masked_context_shows_no_digit_and_no_uncommon_word(before in "[a-z]{4,12} ", value in "[A-Z]{3}-[0-9]{6}", after in " [a-z0-9]{4,12}") {
        let text = format!("{before}{value}{after}");
        let masked = mask::context(&text, before.len()..before.len() + value.len(), &|_| false);
        prop_assert!(!masked.contains(&value) && masked.bytes().all(|byte| !byte.is_ascii_digit() || byte == b'9'));
    }
}

#[test]
fn what_was_not_looked_at_is_not_invented_either() {
    // Every second number of four digits is given, and only some are looked at.
    let values: Vec<String> = (0..5_000_u32).map(|at| format!("{:04}", at * 2)).collect();
    let all = values.join("\n");
    let limits = Limits { texts: 400, ..Limits::default() };
    let proposal = propose(&asked("dossierLabel"), &Samples::of(&values, limits).given_in(&all)).unwrap();
    let body = proposal.pack.split("match = [").skip(1).collect::<String>();
    assert!(values.iter().all(|value| !body.contains(value.as_str())), "{body}");
}

/// Bounds: what is long or many is cut, and takes no time.
#[test]
fn long_lines_and_many_of_them_are_bounded() {
    let limits = Limits { texts: 1_000, text: 64, values: 100 };
    let texts: Vec<String> = (0..5_000).map(|at| format!("Q{at:07}")).chain(["9".repeat(1 << 20)]).collect();
    let samples = Samples::of(&texts, limits);
    assert_eq!(samples.values().len(), 100);
    assert!(samples.notes().iter().any(|note| note.contains("more than is looked at")));
    let shapes: Vec<String> = (0..400_usize).map(|at| format!("{}1", "A-".repeat(at % 20 + 1))).collect();
    assert!(pattern(&super::samples::Samples::of(&shapes, Limits::default()).values()).len() < 400);
}

#[test]
fn no_word_that_is_shown_is_a_first_name() {
    let masked = mask::context("Will and ann saw 4711", 17..21, &|_| false);
    assert!(!masked.to_lowercase().contains("will") && !masked.contains("ann"), "{masked}");
}
