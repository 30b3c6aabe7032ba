//! What is shared out and put together again.

use std::fs;

use tempfile::TempDir;

use super::{answer_in, assert_same, lines, manifest_csv, path, replay, whole, with_archive};

/// Runs shard `index` of `count` into `part-INDEX-of-COUNT`.
fn shard(directory: &TempDir, index: u32, count: u32) -> (String, String) {
    let manifest = format!("part-{index}-of-{count}");
    let (code, err) = replay(directory, &["--shard", &format!("{index}/{count}"), "--manifest", &manifest]);
    assert_eq!(code, 0, "{err}");
    (manifest, err)
}

fn merge(directory: &TempDir, arguments: &[&str]) -> (i32, String) {
    let (code, out, err) = answer_in(directory, &[&["report", "merge"], arguments].concat());
    assert_eq!(out, "");
    (code, err)
}

#[test]
fn the_shards_together_are_the_whole_byte_by_byte() {
    let directory = with_archive();
    whole(&directory);
    replay(&directory, &["--manifest", "m", "--report", "one"]);
    for count in [1, 2, 3, 7] {
        let parts: Vec<_> = (0..count).map(|index| shard(&directory, index, count)).collect();
        let read = parts.iter().map(|(_, err)| {
            let (_, rest) = err.split_once("manifest: ").unwrap();
            rest.split_once(' ').unwrap().0.parse::<u32>().unwrap()
        });
        assert_eq!(read.sum::<u32>(), 66, "every object is read in exactly one of {count} shards");
        let manifests = parts.iter().map(|(manifest, _)| manifest.as_str()).rev();
        let arguments: Vec<_> = manifests.chain(["--report", "merged"]).collect();
        let (code, err) = merge(&directory, &arguments);
        assert_eq!(code, 1, "{err}");
        assert!(err.contains("; findings over several events: 1 critical"), "{err}");
        assert_same(&directory, "merged", "whole");
        assert_eq!(manifest_csv(&directory, "merged"), manifest_csv(&directory, "one"), "{count} shards");
    }
}

#[test]
fn a_shard_goes_on_where_it_stopped_and_takes_up_what_is_new() {
    let directory = with_archive();
    let parts = || [0, 1].map(|index| shard(&directory, index, 2));
    parts();
    fs::write(path(&directory, "archive/z.ndjson"), lines(16)).unwrap();
    fs::remove_file(path(&directory, "archive/a.ndjson")).unwrap();
    let [(one, first), (other, second)] = parts();
    assert_eq!((first.clone() + &second).matches(" gone\n").count(), 1, "{first}{second}");
    merge(&directory, &[&one, &other, "--report", "merged"]);
    whole(&directory);
    assert_same(&directory, "merged", "whole");
}

#[test]
fn merging_exits_as_the_whole_run_would() {
    let directory = with_archive();
    let parts = [0, 1].map(|index| shard(&directory, index, 2).0);
    let exit = |fail_on: &str| merge(&directory, &[&parts[0], &parts[1], "--report", "r", "--fail-on", fail_on]).0;
    assert_eq!((exit("critical"), exit("never")), (1, 2), "there are broken lines");
    assert_eq!(exit("never"), replay(&directory, &["--fail-on", "never"]).0);
}

#[test]
fn parts_that_do_not_make_a_whole_are_refused() {
    let directory = with_archive();
    let [zero, one, two] = [0, 1, 2].map(|index| shard(&directory, index, 3).0);
    let other = shard(&directory, 1, 2).0;
    let copy = "copy".to_owned();
    fs::copy(path(&directory, &one), path(&directory, &copy)).unwrap();
    let foreign = |name: &str, arguments: &[&str]| {
        replay(&directory, &[&["--shard", "2/3", "--manifest", name], arguments].concat());
        name.to_owned()
    };
    let rules = foreign("rules", &["--rules", "2024-04-19"]);
    let period = foreign("period", &["--since", "2024-06-15"]);
    let (layout, late) = (foreign("layout", &["--layout", "plain"]), foreign("late", &["--late", "1d"]));
    fs::write(path(&directory, "more.ndjson"), lines(8)).unwrap();
    let inputs = foreign("inputs", &["more.ndjson"]);
    replay(&directory, &["--manifest", "unsharded"]);
    for (parts, what) in [
        (vec![&zero, &two], "shard 1 of 3 is missing"),
        (vec![&two], "shards 0, 1 of 3 are missing"),
        (vec![&zero, &one, &two, &one], "this manifest is named twice"),
        (vec![&zero, &one, &two, &copy], "shard 1/3 is there twice"),
        (vec![&zero, &other, &two], "they have different numbers of shards"),
        (vec![&zero, &"unsharded".to_owned()], "they have different numbers of shards"),
        (vec![&zero, &one, &rules], "they have different editions of the guide"),
        (vec![&zero, &one, &period], "they have different periods of --since and --until"),
        (vec![&zero, &one, &layout], "they have different values of --layout or --late"),
        (vec![&zero, &one, &late], "they have different values of --layout or --late"),
        (vec![&zero, &one, &inputs], "they have different inputs"),
    ] {
        let mut arguments: Vec<_> = parts.iter().map(|part| part.as_str()).collect();
        arguments.extend(["--report", "merged"]);
        let (code, err) = merge(&directory, &arguments);
        assert_eq!(code, 64, "{what}: {err}");
        assert!(err.contains(what) && err.contains("help:"), "{what}: {err}");
        assert!(!path(&directory, "merged").exists(), "{what}: something was written");
    }
    let (code, err) = merge(&directory, &["not-there", "--report", "merged"]);
    assert_eq!(code, 2);
    assert!(err.contains("at: not-there\n help: check the path"), "{err}");
}

#[test]
fn the_manifest_of_a_whole_run_can_be_reported_again() {
    let directory = with_archive();
    replay(&directory, &["--manifest", "m", "--report", "one"]);
    let (code, err) = merge(&directory, &["m", "--report", "again"]);
    assert_eq!(code, 1, "{err}");
    assert_same(&directory, "again", "one");
    assert_eq!(manifest_csv(&directory, "again"), manifest_csv(&directory, "one"));
}

#[test]
fn a_shard_needs_a_manifest_and_has_no_report_of_its_own() {
    let directory = with_archive();
    for (arguments, what) in [
        (&["--shard", "0/2"][..], "--manifest"),
        (&["--shard", "2/2", "--manifest", "m"], "expected a number, a slash"),
        (&["--shard", "0/2", "--manifest", "m", "--report", "r"], "--report"),
        (&["--shard", "0/2", "--manifest", "m", "--fail-on", "low"], "--fail-on"),
    ] {
        let (code, err) = replay(&directory, arguments);
        assert_eq!(code, 64, "{err}");
        assert!(err.contains(what), "{err}");
    }
    assert!(!path(&directory, "m").exists());
}

#[test]
fn each_shard_tells_of_an_input_that_cannot_be_listed_and_the_whole_tells_it_once() {
    let directory = with_archive();
    let run = |index: u32| {
        let (shard, manifest) = (format!("{index}/2"), format!("missing-{index}"));
        replay(&directory, &["not/there", "--shard", &shard, "--manifest", &manifest])
    };
    for (code, err) in [0, 1].map(run) {
        assert_eq!(code, 2, "{err}");
        assert!(err.contains("1 object could not be read to the end"), "{err}");
    }
    // They are complete all the same: what cannot be read can be told.
    let (code, err) = merge(&directory, &["missing-0", "missing-1", "--report", "merged"]);
    assert_eq!(code, 1, "{err}");
    replay(&directory, &["not/there", "--report", "whole"]);
    assert_same(&directory, "merged", "whole");
}

#[test]
fn a_shard_that_cannot_list_its_input_says_so_whichever_it_is() {
    let directory = with_archive();
    let (archive, away) = (path(&directory, "archive"), path(&directory, "away"));
    let parts = [0, 1, 2].map(|index| shard(&directory, index, 3).0);
    let merged = || merge(&directory, &[&parts[0], &parts[1], &parts[2], "--report", "merged", "--fail-on", "never"]);
    let report = || fs::read_to_string(path(&directory, "merged/report.json")).unwrap();
    let run = |index: usize| replay(&directory, &["--shard", &format!("{index}/3"), "--manifest", &parts[index]]);
    for index in 0..3 {
        fs::rename(&archive, &away).unwrap();
        let (code, err) = run(index);
        assert_eq!(code, 2, "{err}");
        assert!(err.contains(" not listed this time\n") && !err.contains(" gone"), "{err}");
        let (code, err) = merged();
        assert_eq!(code, 2, "{err}");
        assert_eq!(report().matches("\"why\": \"not_found\"").count(), 1, "shard {index}: {}", report());
        fs::rename(&away, &archive).unwrap();
        let (code, err) = run(index);
        assert!(code == 0 && err.contains("manifest: 0 objects read, "), "{err}");
    }
    merged();
    whole(&directory);
    assert_same(&directory, "merged", "whole");
    fs::rename(&archive, &away).unwrap();
    (0..3).for_each(|index| assert_eq!(run(index).0, 2));
    assert_eq!(merged().0, 2);
    whole(&directory);
    assert_same(&directory, "merged", "whole");
}

#[test]
fn a_shard_of_a_machine_that_sees_nothing_is_not_put_together_with_others() {
    let directory = with_archive();
    let one = shard(&directory, 0, 2).0;
    fs::rename(path(&directory, "archive"), path(&directory, "away")).unwrap();
    fs::create_dir(path(&directory, "archive")).unwrap();
    let other = shard(&directory, 1, 2).0;
    let (code, err) = merge(&directory, &[&one, &other, "--report", "merged"]);
    assert_eq!(code, 64, "{err}");
    assert!(err.contains("they have different inputs in which something was found"), "{err}");
}

#[test]
fn a_shard_that_could_not_begin_is_not_taken_for_complete() {
    let directory = with_archive();
    let (one, other) = (shard(&directory, 0, 2).0, shard(&directory, 1, 2).0);
    let (code, err) = replay(&directory, &["--shard", "1/2", "--manifest", &other, "--config", "not-there.toml"]);
    assert!(code > 1, "{err}");
    let (code, err) = merge(&directory, &[&one, &other, "--report", "merged"]);
    assert_eq!(code, 2, "{err}");
    assert!(err.contains("has not come to its end") && err.contains(&other), "{err}");
}
