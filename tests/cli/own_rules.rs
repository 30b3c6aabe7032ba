//! Identifiers of one's own: local packs, a pack to start from, a pack that is learnt, samples, allow lists.

use std::fs;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;
use tempfile::TempDir;

use super::{answer_in, empty};

/// Invented: the record numbers of a clinic.
const PACK: &str = r#"
[[matcher]]
id = "clinic.record"
category = "mrn"
title = "Record number of the clinic"
why = "Names one patient."
strength = "pattern"
keywords = ["clinic record"]
pattern = '''CR-\d{6}'''
match = [
    { event = '{"body":"clinic record CR-123456"}', path = "/body", text = "CR-123456" },
    { event = '{"clinicRecord":"CR-654321"}', path = "/clinicRecord", text = "CR-654321" },
]
no_match = [
    { event = '{"body":"carton CR-123456"}', because = "no word names it" },
    { event = '{"body":"clinic record CR-1234567"}', because = "too long" },
]
"#;

fn write(directory: &TempDir, name: &str, text: &str) {
    let path = directory.path().join(name);
    fs::create_dir_all(path.parent().unwrap_or(Path::new(""))).unwrap();
    fs::write(path, text).unwrap();
}

/// A folder with the pack in its place.
fn with_pack() -> TempDir {
    let directory = empty();
    write(&directory, "matchers/local/clinic.toml", PACK);
    directory
}

/// Invented numbers of one form.
fn charts() -> Vec<String> {
    (0..60_u32).map(|at| format!("LFC-{:06}", (at * 7_919 + 204_817) % 1_000_000)).collect()
}

fn digest(directory: &TempDir) -> String {
    let (_, out, _) = answer_in(directory, &["rules", "check"]);
    out.rsplit(' ').next().unwrap_or_default().trim().to_owned()
}

#[test]
fn a_local_pack_is_in_force_by_itself_and_part_of_the_digest() {
    let (bare, directory) = (empty(), with_pack());
    let (code, out, err) = answer_in(&directory, &["rules", "list"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains("Record number of the clinic (matchers/local/clinic.toml)"), "{out}");
    let (code, out, _) = answer_in(&directory, &["config", "check"]);
    assert_eq!(code, 0);
    assert!(out.contains("local pack     matchers/local/clinic.toml: 1 matcher\n"), "{out}");
    assert_ne!(digest(&bare), digest(&directory));
}

#[test]
fn a_local_pack_lies_beside_the_configuration_and_may_be_named_there_too() {
    let directory = empty();
    write(&directory, "clinic/matchers/local/clinic.toml", PACK);
    write(&directory, "clinic/phi-audit.toml", "[rules]\nmatchers = [\"./matchers/local/clinic.toml\"]\n");
    let (code, out, err) = answer_in(&directory, &["config", "check", "clinic/phi-audit.toml"]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    assert!(out.contains("local pack     clinic/matchers/local/clinic.toml: 1 matcher\n"), "{out}");
}

#[test]
fn an_error_in_a_local_pack_names_file_line_matcher_and_remedy() {
    let directory = empty();
    for (pack, at, help) in [
        (PACK.replace("CR-\\d{6}", "CR-(\\d{6}"), ", line 3, matcher `clinic.record`", "help: "),
        (PACK.replace("keywords = [\"clinic record\"]", ""), ", line 3, matcher `clinic.record`", "give `keywords`"),
        (PACK.replace("pattern =", "patern ="), "clinic.toml", "did you mean `pattern`?"),
    ] {
        write(&directory, "matchers/local/clinic.toml", &pack);
        let (code, out, err) = answer_in(&directory, &["scan", "-"]);
        assert_eq!((code, out.as_str()), (64, ""), "{err}");
        assert!(err.contains("matchers/local/clinic.toml") && err.contains(at) && err.contains(help), "{err}");
        assert!(err.lines().count() <= 3, "{err}");
    }
}

#[test]
fn a_new_pack_holds_at_once_is_in_force_and_is_never_written_over() {
    let directory = empty();
    let (code, out, _) = answer_in(&directory, &["rules", "new", "lakeside.chart_number"]);
    let file = "matchers/local/lakeside.chart_number.toml";
    assert_eq!(code, 0);
    assert!(out.contains(file), "{out}");
    let (code, out, err) = answer_in(&directory, &["rules", "test", file]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    assert!(out.contains("4 examples: all hold") && out.contains("fires on 0 of "), "{out}");
    let (_, out, _) = answer_in(&directory, &["rules", "list"]);
    assert!(out.contains("lakeside.chart_number"), "{out}");
    let (code, _, err) = answer_in(&directory, &["rules", "new", "lakeside.chart_number"]);
    assert_eq!(code, 64);
    assert!(err.contains("is not written over"), "{err}");
    let (code, out, _) = answer_in(&directory, &["rules", "new", "--output", "-"]);
    assert_eq!(code, 0);
    assert!(out.contains("[[matcher]]"));
}

#[test]
fn an_id_that_is_none_writes_nothing() {
    let directory = empty();
    for id in ["../escape", "One.two", "ssn.dashed", "single"] {
        let (code, _, err) = answer_in(&directory, &["rules", "new", id]);
        assert_eq!(code, 64, "{id}: {err}");
    }
    assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 0);
}

#[test]
fn samples_are_counted_and_shown_as_shapes_by_file_line_and_path() {
    let directory = with_pack();
    write(
        &directory,
        "samples/a.ndjson",
        "{\"traits\":{\"name\":\"Rosalind Quimby\",\"clinicRecord\":\"CR-482913\"}}\n{\"body\":\"nothing\"}\n",
    );
    write(&directory, "samples/b.txt", "Dear Rosalind, your clinic record CR-482914 is here\n\nno number\n");
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    std::io::Write::write_all(&mut packed, b"the clinic record CR-482915\n").unwrap();
    fs::write(directory.path().join("samples/c.txt.gz"), packed.finish().unwrap()).unwrap();
    let (code, out, err) =
        answer_in(&directory, &["rules", "test", "matchers/local/clinic.toml", "--samples", "samples"]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    for line in [
        "samples: 5 events\n",
        "clinic.record  3 hits in 3 events (6000 of 10,000 events)\n",
        "samples/a.ndjson:1  /traits/clinicRecord  medium  AA-999999\n",
        "samples/b.txt:1  /text  medium  … your clinic record AA-999999 is here\n",
        "samples/c.txt.gz:1  /text  medium  the clinic record AA-999999\n",
    ] {
        assert!(out.contains(line), "lacks `{line}`:\n{out}");
    }
    for value in ["4829", "Rosalind", "Quimby"] {
        assert!(!out.contains(value), "{out}");
    }
}

#[test]
fn what_is_shown_of_samples_is_bounded() {
    let directory = with_pack();
    write(&directory, "many.txt", &"the clinic record CR-482915\n".repeat(500));
    let (_, out, _) = answer_in(&directory, &["rules", "test", "matchers/local/clinic.toml", "--samples", "many.txt"]);
    assert!(out.contains("500 hits") && out.contains("… and 490 more"), "{out}");
    assert!(out.lines().count() < 20, "{out}");
}

#[test]
fn what_is_learnt_from_values_tables_and_events_passes_its_test_and_holds_no_example() {
    let directory = empty();
    let charts = charts();
    write(&directory, "values.txt", &charts.join("\n"));
    let rows: String = charts.iter().map(|chart| format!("Rosalind,{chart}\n")).collect();
    write(&directory, "table.csv", &format!("First Name,Chart Number\n{rows}"));
    let events = charts.iter().map(|chart| format!("{{\"traits\":{{\"chart_number\":\"{chart}\"}}}}\n"));
    write(&directory, "events.ndjson", &events.collect::<String>());
    let texts = charts.iter().map(|chart| format!("Dear Rosalind, your chart {chart} is ready for you.\n"));
    write(&directory, "texts.txt", &texts.collect::<String>());
    for (field, file) in [
        ("chartNumber", "values.txt"),
        ("chart number", "table.csv"),
        ("/traits/chart_number", "events.ndjson"),
        ("chartNumber", "events.ndjson"),
        ("chartNumber", "texts.txt"),
    ] {
        let (code, out, err) = answer_in(&directory, &["rules", "learn", field, file]);
        assert_eq!((code, err.as_str()), (0, ""), "{field} {file}");
        assert!(out.contains(r"pattern = '''LFC\-\d{6}'''"), "{out}");
        assert!(out.contains(r#"keywords = ["chart number", "chart"]"#), "{out}");
        assert!(charts.iter().all(|chart| !out.contains(chart.as_str())) && !out.contains("Rosalind"), "{out}");
        write(&directory, "learnt.toml", &out);
        let (code, out, _) = answer_in(&directory, &["rules", "test", "learnt.toml", "--samples", "texts.txt"]);
        assert_eq!(code, 0, "{out}");
        assert!(out.contains("all hold") && out.contains("60 hits in 60 events"), "{out}");
    }
}

#[test]
fn the_false_alarms_of_a_proposal_are_counted_with_and_without_keywords() {
    let directory = empty();
    write(&directory, "values.txt", &charts().join("\n"));
    write(&directory, "clean.ndjson", "{\"body\":\"carton LFC-111222 left\"}\n{\"body\":\"hello\"}\n");
    let (code, out, err) =
        answer_in(&directory, &["rules", "learn", "dossierKey", "values.txt", "--clean", "clean.ndjson"]);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("[[matcher]]"));
    assert!(err.contains("as proposed: 0 alarms in 2 clean events (0 of 10,000 events)\n"), "{err}");
    assert!(err.contains("with alone = \"medium\": 1 alarm in 2 clean events (5000 of 10,000 events)\n"), "{err}");
    assert!(err.contains("clean.ndjson:1  /body  medium  … AAA-999999 …\n"), "{err}");
}

#[test]
fn what_cannot_be_learnt_is_told_without_a_value() {
    let directory = empty();
    write(&directory, "names.txt", "Rosalind Quimby\nOrla Vance\nTibor Lund\nEda Moss\n");
    write(&directory, "table.csv", "Rosalind,QX-482913\nOrla,QX-482914\n");
    write(&directory, "events.ndjson", "{\"traits\":{\"name\":\"Rosalind Quimby\"}}\n");
    for arguments in [["chart", "names.txt"], ["chart", "table.csv"], ["chart", "events.ndjson"], ["id", "names.txt"]] {
        let (code, out, err) = answer_in(&directory, &[&["rules", "learn"][..], &arguments].concat());
        assert_eq!((code, out.as_str()), (64, ""), "{err}");
        assert!(err.contains("help: ") && err.lines().count() <= 3, "{err}");
        assert!(!err.contains("Rosalind") && !err.contains("4829"), "{err}");
    }
}

const EVENT: &str = r#"{"type":"track","userId":"u1","messageId":"m1","timestamp":"2026-05-01T00:00:00Z","properties":{"items":[{"order":"clinic record CR-482913"}],"note":"clinic record CR-482914","ssn":"219-09-9999"}}"#;

/// The paths of the matches under these settings, and the last line of text output.
fn found(settings: &str) -> (Vec<String>, String) {
    let directory = with_pack();
    write(&directory, "phi-audit.toml", settings);
    write(&directory, "key", "0123456789abcdef0123456789abcdef");
    write(&directory, "in.ndjson", EVENT);
    let (_, out, err) = answer_in(&directory, &["scan", "in.ndjson", "--format", "ndjson"]);
    let record: Value = serde_json::from_str(&out).unwrap_or_else(|_| panic!("{out}{err}"));
    let matches = record["matches"].as_array().unwrap();
    let paths = matches.iter().map(|found| found["path"].as_str().unwrap_or_default().to_owned()).collect();
    let (_, _, err) = answer_in(&directory, &["scan", "in.ndjson", "--format", "text"]);
    (paths, err)
}

#[test]
fn what_is_allowed_is_no_match_any_more_and_is_counted() {
    let all = ["/properties/items/0/order", "/properties/note", "/properties/ssn"];
    assert_eq!(found("").0, all);
    for (conditions, left) in [
        ("matcher = \"clinic.record\"", &[2][..]),
        ("category = \"mrn\"\nfield = \"/properties/items/*/order\"", &[1, 2]),
        ("field = \"/properties/*\"", &[]),
        ("field = \"Items\"", &[1, 2]),
        ("matcher = \"ssn.dashed\"\nfield = \"note\"", &[0, 1, 2]),
        ("fingerprint = \"eca07cb980101d25162c9f625d51007c\"", &[0, 1]),
        ("matcher = \"clinic.record\"\nuntil = \"2026-05-01\"", &[0, 1, 2]),
        ("matcher = \"clinic.record\"\nuntil = \"2026-05-02\"", &[2]),
    ] {
        let settings =
            format!("[alerts]\nfingerprint_key_file = \"key\"\n[[rules.allow]]\nreason = \"r\"\n{conditions}\n");
        let (paths, err) = found(&settings);
        let expected: Vec<&str> = left.iter().map(|at: &usize| all[*at]).collect();
        assert_eq!(paths, expected, "{conditions}");
        let allowed = all.len() - left.len();
        assert_eq!(err.contains(" allowed"), allowed > 0, "{err}");
        assert!(allowed == 0 || err.contains(&format!("; {allowed} match")), "{err}");
    }
}

#[test]
fn allow_lists_are_listed_explained_checked_and_part_of_the_digest() {
    let directory = with_pack();
    let before = digest(&directory);
    write(
        &directory,
        "phi-audit.toml",
        "[[rules.allow]]\nmatcher = \"clinic.record\"\nfield = \"sku\"\nreason = \"stock\"\nowner = \"Orla\"\n\
         [[rules.allow]]\ncategory = \"mrn\"\nfield = \"order\"\nreason = \"orders\"\nuntil = \"2020-01-01\"\n",
    );
    assert_ne!(before, digest(&directory));
    let (_, out, _) = answer_in(&directory, &["rules", "list"]);
    assert!(out.contains("stock (Orla) (matcher clinic.record, at key sku)"), "{out}");
    let (_, out, _) = answer_in(&directory, &["rules", "explain", "clinic.record"]);
    assert!(
        out.contains("Allowed in your configuration\n  - matcher clinic.record, at key sku: stock (Orla)\n"),
        "{out}"
    );
    let (code, out, _) = answer_in(&directory, &["config", "check"]);
    assert_eq!(code, 0);
    assert!(out.contains("allowed        2 entries, 1 expired\n"), "{out}");
    assert!(out.contains("  expired      allow-2, category mrn, at key order: orders, until 2020-01-01\n"), "{out}");
    let (code, out, _) = answer_in(&directory, &["rules", "check"]);
    assert_eq!(code, 0, "examples are about what is found: {out}");
}

#[test]
fn what_is_wrong_with_an_allow_list_is_told_with_its_line_and_a_remedy() {
    let directory = empty();
    for (entry, what, help) in [
        ("matcher = \"ssn.dahsed\"", "there is no matcher `ssn.dahsed`", "did you mean `ssn.dashed`?"),
        ("", "no condition", "give at least one of"),
        ("field = \"a.b\"", "names no field", "JSON pointer"),
        ("matcher = \"ssn.dashed\"\ncategory = \"mrn\"", "it can never apply: matcher `ssn.dashed`", "leave out one"),
        ("category = \"mnr\"", "unknown value `mnr`", "did you mean `mrn`?"),
        ("fingerprint = \"eca07cb980101d25162c9f625d51007c\"", "without a key", "fingerprint_key_file"),
        ("field = \"x\"\nuntil = \"soon\"", "is no day", ""),
        ("field = \"x\"\nowner = \" \"", "`owner` is empty", "say it"),
    ] {
        write(&directory, "phi-audit.toml", &format!("[[rules.allow]]\nreason = \"r\"\n{entry}\n"));
        let (code, _, err) = answer_in(&directory, &["rules", "list"]);
        assert_eq!(code, 64, "{entry}: {err}");
        assert!(err.contains(what) && err.contains(help) && err.contains("phi-audit.toml, line "), "{entry}: {err}");
    }
}

#[test]
fn a_key_that_is_not_there_stops_what_judges_and_not_what_checks() {
    let directory = empty();
    let entry = "[alerts]\nfingerprint_key_file = \"nowhere\"\n[[rules.allow]]\nreason = \"r\"\n\
                 fingerprint = \"eca07cb980101d25162c9f625d51007c\"\n";
    write(&directory, "phi-audit.toml", entry);
    let (code, out, err) = answer_in(&directory, &["config", "check"]);
    assert_eq!(code, 0, "{out}{err}");
    let (code, _, err) = answer_in(&directory, &["scan", "-"]);
    assert_ne!(code, 0);
    assert!(err.contains("cannot read `nowhere`"), "{err}");
}

#[test]
fn a_pack_that_cannot_work_as_it_is_written_is_refused_with_a_remedy() {
    let directory = empty();
    for (written, instead, what, help) in [
        ("\"clinic record\"", "\"номер карты\"", "`номер карты` is written in letters", "Latin spelling"),
        ("CR-\\d{6}", "CRÑ-\\d{6}", "`Ñ` is never found", "write the plain"),
        ("CR-\\d{6}", "(?:CR-\\d{6})?", "a text in which nothing stands", "say what"),
        ("\npattern", "\nneeds = { digits = 40 }\npattern", "`needs.digits` is 40", "more than 32"),
        ("\npattern", "\nneeds = { numeric = [0] }\npattern", "`needs.numeric` holds 0", "from 1 to 31"),
    ] {
        assert!(PACK.contains(written), "{written}");
        write(&directory, "matchers/local/clinic.toml", &PACK.replace(written, instead));
        let (code, _, err) = answer_in(&directory, &["rules", "list"]);
        assert_eq!(code, 64, "{instead}: {err}");
        assert!(err.contains(what) && err.contains(help) && err.contains("clinic.toml"), "{instead}: {err}");
    }
}

#[test]
fn too_many_matchers_are_one_fault_and_not_one_each() {
    let directory = empty();
    let one = |at: usize| PACK.replacen("clinic.record", &format!("clinic.record{at}"), 1);
    write(&directory, "matchers/local/clinic.toml", &(0..300).map(one).collect::<String>());
    let (code, _, err) = answer_in(&directory, &["rules", "list"]);
    assert_eq!(code, 64, "{err}");
    assert_eq!(err.matches("there is room for 256 matchers").count(), 1, "{err}");
}
