//! The examples are what examples/README.md says: as many events as it counts, and nobody's data.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test")]

use std::fs;
use std::path::{Path, PathBuf};

use regex::Regex;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/events")
}

/// Every example file with its bytes; the compressed one decompressed.
fn files() -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (name, fs::read(path).unwrap())
        })
        .collect();
    files.sort();
    files
}

#[test]
fn telephone_numbers_are_from_the_ranges_kept_for_fiction() {
    let number = Regex::new(r"\+(\d{8,15})\b").unwrap();
    // 555-01xx; the ranges of Ofcom and ACMA; the placeholder for a withheld caller.
    let invented = Regex::new(r"^(1\d{3}55501\d\d|447700900\d{3}|61491570\d{3}|266696687)$").unwrap();
    for (name, bytes) in files() {
        let text = std::str::from_utf8(&bytes).unwrap_or_default().to_owned();
        for found in number.captures_iter(&text) {
            assert!(invented.is_match(&found[1]), "{name}: +{}", &found[1]);
        }
    }
}

#[test]
fn mail_addresses_and_hosts_are_examples() {
    let address = Regex::new(r"[A-Za-z0-9._]+(?:@|%40)([A-Za-z0-9.-]+\.[a-z]{2,})").unwrap();
    let host = Regex::new(r"(?:https?|wss)://([A-Za-z0-9.-]+)").unwrap();
    let allowed =
        Regex::new(r"^(?:[a-z0-9-]+\.)*example\.(?:com|org|net)$|^(?:api|events-schemas)\.twilio\.com$").unwrap();
    for (name, bytes) in files() {
        let text = std::str::from_utf8(&bytes).unwrap_or_default().to_owned();
        for found in address.captures_iter(&text).chain(host.captures_iter(&text)) {
            assert!(allowed.is_match(&found[1]), "{name}: {}", &found[1]);
        }
    }
}

#[test]
fn every_file_is_listed_in_the_readme() {
    let readme = fs::read_to_string(folder().join("../README.md")).unwrap();
    for (name, _) in files() {
        assert!(readme.contains(&format!("| `{name}` |")), "{name} is missing in examples/README.md");
    }
}
