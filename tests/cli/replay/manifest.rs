//! What is kept from one run to the next.

use std::fs::{self, File};
use std::time::Duration;

use super::{CLEAN, CRITICAL, SAID, answer_in, assert_same, lines, manifest_csv, path, replay, whole, with_archive};

const MANIFEST: [&str; 4] = ["--manifest", "m", "--report", "report"];

#[test]
fn a_manifest_changes_nothing_about_the_report() {
    let directory = with_archive();
    whole(&directory);
    let (code, err) = replay(&directory, &MANIFEST);
    assert_eq!(code, 1, "{err}");
    assert!(err.contains("manifest: 66 objects read, 0 unchanged\n"), "{err}");
    assert_same(&directory, "report", "whole");
    let csv = manifest_csv(&directory, "report");
    assert_eq!(csv.lines().count(), 68, "{csv}");
    assert!(csv.starts_with("object,version,size,events,findings,digest\r\narchive/.hidden,,,0,0,"), "{csv}");
}

#[test]
fn what_has_not_changed_is_not_read_again() {
    let directory = with_archive();
    let modified = |name: &str| fs::metadata(path(&directory, name)).unwrap().modified().unwrap();
    let (_, err) = replay(&directory, &MANIFEST);
    assert!(!err.contains(" 0 bytes as stored in"), "{err}");
    let csv = manifest_csv(&directory, "report");
    // Other bytes behind the same size and time: read, they would be told.
    let (file, at) = (path(&directory, "archive/a.ndjson"), modified("archive/a.ndjson"));
    fs::write(&file, lines(40).replace("+1202", "+1203")).unwrap();
    File::options().write(true).open(&file).unwrap().set_modified(at).unwrap();
    let (code, err) = replay(&directory, &MANIFEST);
    assert_eq!(code, 1, "what is in the manifest counts");
    assert!(err.contains("manifest: 0 objects read, 66 unchanged\n") && err.contains(" 0 bytes as stored in"), "{err}");
    assert_eq!(manifest_csv(&directory, "report"), csv);
    whole(&directory);
    assert_same(&directory, "report", "whole");
}

#[test]
fn findings_are_printed_when_they_are_read_and_not_again() {
    let directory = with_archive();
    let run = || answer_in(&directory, &["replay", "archive", "--format", "ndjson", "--manifest", "m"]).1;
    let first = run();
    assert!(first.lines().count() > 1_500);
    assert_eq!(run(), "");
    fs::write(path(&directory, "archive/z.ndjson"), lines(8)).unwrap();
    let new = run();
    assert_eq!(new.lines().count(), 2, "{new}");
    assert!(new.lines().all(|line| line.starts_with(r#"{"source":"archive/z.ndjson""#)), "{new}");
    fs::write(path(&directory, "archive/zz.json"), SAID.replace("EZ5", "EZ6")).unwrap();
    let told = |out: &str| out.lines().filter(|line| line.contains(r#""resource":"#)).count();
    assert_eq!(
        (told(&first), told(&new), told(&run()), told(&run())),
        (1, 0, 1, 0),
        "of a conversation with news, once"
    );
}

#[test]
fn an_object_that_was_rewritten_is_read_again_and_its_result_replaced() {
    let directory = with_archive();
    replay(&directory, &MANIFEST);
    fs::write(path(&directory, "archive/large.ndjson"), lines(16)).unwrap();
    let (_, err) = replay(&directory, &MANIFEST);
    assert!(err.contains("manifest: 1 object read, 65 unchanged\n"), "{err}");
    whole(&directory);
    assert_same(&directory, "report", "whole");
}

#[test]
fn an_object_of_the_same_size_is_told_apart_by_its_time() {
    let directory = with_archive();
    replay(&directory, &MANIFEST);
    let file = path(&directory, "archive/a.ndjson");
    fs::write(&file, lines(40).replace("2024-06-01", "2023-06-01")).unwrap();
    let written = fs::metadata(&file).unwrap().modified().unwrap();
    let later = written + Duration::from_secs(60);
    File::options().write(true).open(&file).unwrap().set_modified(later).unwrap();
    let (_, err) = replay(&directory, &MANIFEST);
    assert!(err.contains("manifest: 1 object read, 65 unchanged\n"), "{err}");
    whole(&directory);
    assert_same(&directory, "report", "whole");
}

#[test]
fn an_object_that_is_gone_is_gone_from_the_report() {
    let directory = with_archive();
    replay(&directory, &MANIFEST);
    fs::remove_file(path(&directory, "archive/large.ndjson")).unwrap();
    fs::remove_dir_all(path(&directory, "archive/2024")).unwrap();
    let (_, err) = replay(&directory, &MANIFEST);
    assert!(err.contains("manifest: 0 objects read, 5 unchanged, 61 gone\n"), "{err}");
    whole(&directory);
    assert_same(&directory, "report", "whole");
    assert!(!manifest_csv(&directory, "report").contains("large"));
}

#[test]
fn results_of_an_input_that_cannot_be_listed_are_kept_but_not_reported() {
    let directory = with_archive();
    replay(&directory, &MANIFEST);
    let (archive, away) = (path(&directory, "archive"), path(&directory, "away"));
    fs::rename(&archive, &away).unwrap();
    let (code, err) = replay(&directory, &MANIFEST);
    assert_eq!(code, 2, "{err}");
    assert!(err.contains("manifest: 0 objects read, 0 unchanged, 67 not listed this time\n"), "{err}");
    whole(&directory);
    assert_same(&directory, "report", "whole");
    fs::rename(&away, &archive).unwrap();
    let (_, err) = replay(&directory, &MANIFEST);
    assert!(err.contains("manifest: 0 objects read, 66 unchanged\n"), "{err}");
    whole(&directory);
    assert_same(&directory, "report", "whole");
}

#[test]
fn other_rules_another_period_or_another_configuration_read_everything_again() {
    let directory = with_archive();
    let all = "manifest: 66 objects read, 0 unchanged\n";
    replay(&directory, &MANIFEST);
    for arguments in [&["--rules", "2024-04-19"][..], &["--since", "2024-06-15"], &["--rules", "2024-12-11"]] {
        let (_, err) = replay(&directory, &[&MANIFEST[..], arguments].concat());
        assert!(err.contains(all), "{arguments:?}: {err}");
        replay(&directory, &[&["--report", "whole"], arguments].concat());
        assert_same(&directory, "report", "whole");
    }
    let config = |text: &str| fs::write(path(&directory, "phi-audit.toml"), text).unwrap();
    for text in
        ["[rules]\nedition = \"2024-12-11\"\n", "[accounts]\ndesignated = [\"AC00000000000000000000000000000000\"]\n"]
    {
        config(text);
        let (_, err) = replay(&directory, &MANIFEST);
        assert!(err.contains(all), "{text}: {err}");
    }
    let (_, err) = replay(&directory, &MANIFEST);
    assert!(err.contains("66 unchanged"), "{err}");
}

#[test]
fn a_further_input_leaves_the_results_of_the_others() {
    let directory = with_archive();
    replay(&directory, &MANIFEST);
    fs::write(path(&directory, "more.ndjson"), lines(8)).unwrap();
    let (_, err) = replay(&directory, &[&["more.ndjson"], &MANIFEST[..]].concat());
    assert!(err.contains("manifest: 1 object read, 66 unchanged\n"), "{err}");
    replay(&directory, &["more.ndjson", "--report", "whole"]);
    assert_same(&directory, "report", "whole");
}

#[test]
fn a_report_without_a_manifest_leaves_no_list_of_objects_of_an_earlier_one() {
    let directory = with_archive();
    replay(&directory, &MANIFEST);
    replay(&directory, &["--report", "report"]);
    assert!(!path(&directory, "report/manifest.csv").exists());
}

#[test]
fn what_has_no_version_is_refused_before_anything_is_done() {
    let directory = with_archive();
    for arguments in [&["replay", "-", "--manifest", "m"][..], &["replay", "archive", "-", "--manifest", "m"]] {
        let (code, _, err) = answer_in(&directory, arguments);
        assert_eq!(code, 64, "{err}");
        assert!(err.contains("standard input") && err.contains("help:"), "{err}");
    }
    assert!(!path(&directory, "m").exists());
}

#[cfg(feature = "kafka")]
#[test]
fn topics_have_no_manifest() {
    let directory = with_archive();
    let (code, _, err) = answer_in(&directory, &["replay", "--source", "kafka", "--topic", "t", "--manifest", "m"]);
    assert_eq!(code, 64, "{err}");
    assert!(err.contains("--manifest is about files") && err.contains("help:"), "{err}");
}

#[test]
fn a_manifest_does_not_lie_in_what_is_read() {
    let directory = with_archive();
    for manifest in ["archive/m", "archive/2024/m", "archive/.m"] {
        let (code, err) = replay(&directory, &["--manifest", manifest]);
        assert_eq!(code, 64, "{err}");
        assert!(err.contains("outside of what is read"), "{err}");
    }
    let (code, err) = replay(&directory, &["--manifest", "no/such/folder/m"]);
    assert_eq!(code, 2, "{err}");
    assert!(err.contains("its folder has to exist"), "{err}");
}

#[test]
fn what_is_no_manifest_is_left_as_it_is() {
    let directory = with_archive();
    let events = format!("{CLEAN}\n{CRITICAL}\n").repeat(400);
    fs::write(path(&directory, "events.ndjson"), &events).unwrap();
    let (code, err) = replay(&directory, &["--manifest", "events.ndjson"]);
    assert_eq!(code, 2, "{err}");
    assert!(err.contains("error: this is no manifest of phi-audit\n   at: events.ndjson\n help: "), "{err}");
    assert_eq!(fs::read_to_string(path(&directory, "events.ndjson")).unwrap(), events);
}

#[test]
fn no_found_value_stands_in_the_manifest() {
    let directory = with_archive();
    // Small enough that nothing is compressed away, and each a value by itself.
    replay(&directory, &MANIFEST);
    let bytes = fs::read(path(&directory, "m")).unwrap();
    for value in ["219-09-9999", "2025550123", "2025550199", "HIV"] {
        assert!(!bytes.windows(value.len()).any(|window| window == value.as_bytes()), "{value}");
    }
}

#[test]
fn another_file_in_the_same_place_is_read_though_it_looks_alike() {
    let directory = with_archive();
    let answer = |name: &str| {
        let words = ["replay", name, "--format", "none", "--manifest", "m", "--report", "report"];
        answer_in(&directory, &words)
    };
    fs::write(path(&directory, "one.ndjson"), lines(8)).unwrap();
    fs::write(path(&directory, "two.ndjson"), lines(8).replace("2024-06-01", "2023-06-01")).unwrap();
    let at = fs::metadata(path(&directory, "one.ndjson")).unwrap().modified().unwrap();
    let two = File::options().write(true).open(path(&directory, "two.ndjson")).unwrap();
    two.set_modified(at).unwrap();
    answer("one.ndjson");
    let (_, _, err) = answer("two.ndjson");
    assert!(err.contains("manifest: 1 object read, 0 unchanged\n"), "{err}");
    answer_in(&directory, &["replay", "two.ndjson", "--format", "none", "--report", "whole"]);
    assert_same(&directory, "report", "whole");
}

#[test]
fn results_of_a_folder_that_is_empty_now_are_kept_and_told() {
    let directory = with_archive();
    replay(&directory, &MANIFEST);
    let (archive, away) = (path(&directory, "archive"), path(&directory, "away"));
    // What a drive that is not mounted looks like.
    fs::rename(&archive, &away).unwrap();
    fs::create_dir(&archive).unwrap();
    let (code, err) = replay(&directory, &MANIFEST);
    assert_eq!(code, 2, "{err}");
    assert!(err.contains("manifest: 0 objects read, 0 unchanged, 67 not listed this time\n"), "{err}");
    assert!(err.contains("nothing at all is there") && err.contains("at: archive\n help: they are kept"), "{err}");
    let (code, _, err) = answer_in(&directory, &["report", "merge", "m", "--report", "merged"]);
    assert!(code == 2 && err.contains("has not come to its end"), "{err}");
    fs::remove_dir(&archive).unwrap();
    fs::rename(&away, &archive).unwrap();
    let (code, err) = replay(&directory, &MANIFEST);
    assert!(code == 1 && err.contains("manifest: 0 objects read, 66 unchanged\n"), "{err}");
    whole(&directory);
    assert_same(&directory, "report", "whole");
}

#[test]
fn an_input_that_is_named_no_longer_is_gone_though_another_one_is_empty() {
    let directory = with_archive();
    fs::create_dir(path(&directory, "empty")).unwrap();
    replay(&directory, &MANIFEST);
    let words = ["replay", "empty", "--format", "none", "--manifest", "m", "--report", "report"];
    let (code, _, err) = answer_in(&directory, &words);
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("manifest: 0 objects read, 0 unchanged, 67 gone\n"), "{err}");
}

#[test]
fn a_report_does_not_lie_in_what_is_read() {
    let directory = with_archive();
    for report in ["archive/report", "archive", "archive/2024/a/b"] {
        for arguments in [&["--report", report][..], &["--report", report, "--manifest", "m"]] {
            let (code, err) = replay(&directory, arguments);
            assert_eq!(code, 64, "{err}");
            assert!(
                err.contains("the report would lie in `archive`") && err.contains("outside of what is read"),
                "{err}"
            );
        }
    }
    assert!(!path(&directory, "archive/report").exists() && !path(&directory, "archive/report.json").exists());
}
