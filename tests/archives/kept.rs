//! Manifests and shards of what lies in a bucket: nothing is fetched twice, nothing is kept too long, and the report is the same.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::bucket::{Bucket, events, gzip};
use crate::run::{Outcome, Run};
use crate::testbed::Fault;

/// Objects of two days, one of them damaged, one hidden, one with an address in its name.
fn filled() -> Bucket {
    let bucket = Bucket::new();
    for number in 0..6 {
        bucket.put(&format!("in/2025/03/04/0{number}/part.gz"), gzip(&events(number * 10..number * 10 + 10)));
    }
    bucket.put("in/2025/03/05/00/cut.gz", gzip(&events(60..70)).split_off(1));
    bucket.put("in/2025/03/05/00/.hidden", events(70..71));
    bucket.put("in/2025/03/05/00/maria.lopez@example.com.json", events(71..72));
    bucket.put("in/2025/03/05/00/jo.doe@example.com.json", events(72..73));
    bucket
}

/// The folder in which manifests and reports stay.
struct Kept(TempDir);

impl Kept {
    fn new() -> Self {
        Self(TempDir::with_prefix("phi-audit-kept-").unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn word(&self, name: &str) -> String {
        self.path(name).display().to_string()
    }

    /// A replay of the bucket with a manifest and a report.
    fn replay(&self, bucket: &Bucket, report: &str) -> Outcome {
        bucket.proxy.forget();
        let (manifest, report) = (self.word("manifest"), self.word(report));
        let words = ["replay", "--fail-on", "never", &bucket.url("in"), "--manifest", &manifest, "--report", &report];
        Run::of(bucket.proxy.endpoint(), &words).run()
    }

    /// The same in one piece, without a manifest.
    fn whole(&self, bucket: &Bucket, report: &str) {
        let report = self.word(report);
        Run::of(bucket.proxy.endpoint(), &["replay", "--fail-on", "never", &bucket.url("in"), "--report", &report])
            .run();
    }

    fn assert_same(&self, one: &str, other: &str) {
        for name in ["report.json", "report.html", "findings.csv"] {
            let read = |folder: &str| fs::read_to_string(self.path(folder).join(name)).unwrap();
            assert_eq!(read(one), read(other), "{name}");
        }
    }
}

#[test]
fn the_next_run_fetches_only_what_is_new_or_rewritten() {
    let (bucket, kept) = (filled(), Kept::new());
    let first = kept.replay(&bucket, "first");
    assert_eq!(bucket.fetched().len(), 9, "{first:?}");
    kept.whole(&bucket, "whole");
    kept.assert_same("first", "whole");

    bucket.put("in/2025/03/04/02/part.gz", gzip(&events(20..22)));
    bucket.put("in/2025/03/06/00/new.json", events(80..81));
    bucket.delete("in/2025/03/04/03/part.gz");
    let second = kept.replay(&bucket, "second");
    // What is cut off stays cut off until it is rewritten.
    assert_eq!(bucket.fetched(), ["in/2025/03/04/02/part.gz", "in/2025/03/06/00/new.json"], "{second:?}");
    kept.whole(&bucket, "whole");
    kept.assert_same("second", "whole");
}

#[test]
fn shards_of_a_bucket_are_one_report_though_names_are_printed_alike() {
    let (bucket, kept) = (filled(), Kept::new());
    kept.whole(&bucket, "whole");
    let parts: Vec<String> = (0..3).map(|shard| kept.word(&format!("part-{shard}"))).collect();
    let mut fetched = Vec::new();
    for (shard, part) in parts.iter().enumerate() {
        bucket.proxy.forget();
        let shard = format!("{shard}/3");
        let words = ["replay", &bucket.url("in"), "--shard", &shard, "--manifest", part, "--format", "none"];
        let outcome = Run::of(bucket.proxy.endpoint(), &words).run();
        assert_eq!(outcome.code, 0, "{outcome:?}");
        fetched.extend(bucket.fetched());
    }
    fetched.sort();
    assert_eq!(fetched.len(), 9, "{fetched:?}");
    fetched.dedup();
    assert_eq!(fetched.len(), 9, "no object is fetched by two shards");
    let merged = kept.word("merged");
    let words: Vec<&str> = ["report", "merge"].into_iter().chain(parts.iter().map(String::as_str)).collect();
    let words = [&words[..], &["--fail-on", "never", "--report", &merged]].concat();
    let outcome = Run::of(bucket.proxy.endpoint(), &words).run();
    assert_eq!(outcome.code, 2, "something is damaged: {outcome:?}");
    kept.assert_same("merged", "whole");
    assert!(!holds(&kept.path("merged"), "maria.lopez"), "an address in a key is not printed");
}

#[test]
fn what_was_kept_outlives_a_listing_that_breaks_off() {
    let (bucket, kept) = (filled(), Kept::new());
    kept.replay(&bucket, "first");
    bucket.proxy.always(("ListObjectsV2", "in/"), Fault::Answer { status: 403, body: String::new() });
    let away = kept.replay(&bucket, "away");
    assert_eq!(away.code, 2, "{away:?}");
    bucket.proxy.heal();
    kept.replay(&bucket, "again");
    assert_eq!(bucket.fetched(), [""; 0]);
    kept.assert_same("first", "again");
}

/// Whether some file of a folder holds the text.
fn holds(folder: &Path, text: &str) -> bool {
    let files = fs::read_dir(folder).unwrap();
    files.into_iter().any(|file| fs::read_to_string(file.unwrap().path()).unwrap().contains(text))
}
