//! Parquet, on disk and in a bucket: rows as events, partitions as keys.

use std::fs;
use std::sync::Arc;

use parquet::data_type::{BoolType, ByteArrayType, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use tempfile::TempDir;

use crate::bucket::Bucket;
use crate::run::{Outcome, Run};

/// A table as Segment Data Lakes writes it: flattened columns, so many rows, each with a social security number and no word of health.
fn lake(rows: usize) -> Vec<u8> {
    let schema = "message lake {
        required binary message_id (UTF8);
        required binary type (UTF8);
        required binary event (UTF8);
        required binary user_id (UTF8);
        required int64 received_at (TIMESTAMP_MILLIS);
        required binary ssn (UTF8);
        required boolean integrations_google_analytics;
    }";
    let schema = Arc::new(parse_message_type(schema).unwrap());
    let compression = parquet::basic::Compression::SNAPPY;
    let properties = Arc::new(WriterProperties::builder().set_compression(compression).build());
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, properties).unwrap();
    let mut group = writer.next_row_group().unwrap();
    for text in [
        (0..rows).map(|row| format!("m-{row}")).collect(),
        vec!["track".to_owned(); rows],
        vec!["Page Viewed".to_owned(); rows],
        vec!["u-17".to_owned(); rows],
        Vec::new(),
        vec!["219-09-9999".to_owned(); rows],
        Vec::new(),
    ]
    .into_iter()
    .enumerate()
    {
        let mut column = group.next_column().unwrap().unwrap();
        match text {
            (4, _) => {
                // 2025-03-04T07:00:00Z
                column.typed::<Int64Type>().write_batch(&vec![1_741_071_600_000; rows], None, None).unwrap();
            }
            (6, _) => {
                column.typed::<BoolType>().write_batch(&vec![true; rows], None, None).unwrap();
            }
            (_, text) => {
                let values: Vec<_> = text.iter().map(|text| text.as_str().into()).collect();
                column.typed::<ByteArrayType>().write_batch(&values, None, None).unwrap();
            }
        }
        column.close().unwrap();
    }
    group.close().unwrap();
    writer.into_inner().unwrap()
}

const PLAIN: &str = "data/src/segment_type=page_viewed/day=2025-03-04/hr=07/part-00000.parquet";
const HEALTH: &str = "data/src/segment_type=hiv_test_booked/day=2025-03-04/hr=07/part-00000.parquet";
const SETTINGS: &str = "[segment]\ndestinations = [\"Braze\"]\n";

fn grades(outcome: &Outcome) -> (u64, u64) {
    let phi = |name: &str| outcome.records().iter().filter(|record| record["phi"] == name).count() as u64;
    (phi("phi"), phi("pii"))
}

#[test]
fn a_lake_is_audited_row_by_row_with_what_its_folders_say() {
    let (bucket, folder) = (Bucket::new(), TempDir::new().unwrap());
    for key in [PLAIN, HEALTH] {
        bucket.put(key, lake(3));
        let path = folder.path().join(key);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, lake(3)).unwrap();
    }
    let settings = format!("{SETTINGS}[aws]\nregion = \"us-east-1\"\nendpoint = \"{}\"\n", bucket.proxy.endpoint());
    let remote = Run::replay("", &[&bucket.url("data")]).config(&settings).run();
    let local = folder.path().join("data");
    let local = Run::replay("", &[local.to_str().unwrap()]).config(SETTINGS).run();
    assert_eq!(local.out.replace(&format!("{}/", folder.path().display()), &bucket.url("")), remote.out);
    assert_eq!(remote.report["tally"]["events"], 6, "{}", remote.err);
    let records = remote.records();
    let health: Vec<_> = records.iter().filter(|record| record["source"] == bucket.url(HEALTH)).collect();
    assert_eq!(health.len(), 3, "{}", remote.out);
    for (at, record) in health.into_iter().enumerate() {
        assert_eq!((record["line"].as_u64(), record["phi"].as_str()), (Some(at as u64 + 1), Some("phi")), "{record}");
        assert_eq!(
            (record["kind"].as_str(), record["event_id"].as_str()),
            (Some("segment"), Some(&*format!("m-{at}")))
        );
        assert_eq!(record["time"], "2025-03-04T07:00:00Z");
        let paths: Vec<_> = record["matches"].as_array().unwrap().iter().map(|found| &found["path"]).collect();
        assert!(
            paths.iter().any(|path| **path == "/segment_type") && paths.iter().any(|path| **path == "/ssn"),
            "{record}"
        );
    }
    assert_eq!(grades(&remote).0, 3);
}

#[test]
fn a_table_that_is_damaged_is_told_and_the_rest_is_read() {
    let bucket = Bucket::new();
    let whole = lake(3);
    bucket.put("t/1.parquet", &whole[..whole.len() - 20]);
    let mut damaged = whole.clone();
    // The first page, behind the mark.
    damaged[4..200].fill(0xa5);
    bucket.put("t/2.parquet", damaged);
    bucket.put("t/3.parquet", whole);
    let outcome = Run::replay(bucket.proxy.endpoint(), &[&bucket.url("t")]).run();
    let errors = outcome.errors();
    assert_eq!(errors.len(), 2, "{errors:?}");
    assert_eq!(errors[0], (bucket.url("t/1.parquet"), "truncated".to_owned()));
    assert_eq!(errors[1], (bucket.url("t/2.parquet"), "corrupt".to_owned()));
    assert_eq!((outcome.state(&bucket.url("t/3.parquet")).as_str(), outcome.code), ("read", 2));
}

#[test]
fn a_table_is_not_read_from_a_pipe() {
    let file = TempDir::new().unwrap();
    let path = file.path().join("t.parquet");
    fs::write(&path, lake(1)).unwrap();
    let mut run = Run::replay("", &["-"]).config("");
    let output = run.command().stdin(fs::File::open(&path).unwrap()).output().unwrap();
    let out = String::from_utf8(output.stdout).unwrap();
    assert!(out.contains(r#""kind":"unsupported""#), "{out}");
    assert_eq!(output.status.code(), Some(2));
}
