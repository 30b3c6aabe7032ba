//! Tests of Parquet: rows as events, what the columns of a lake become, and files that are damaged.
#![allow(clippy::unwrap_used)]

use std::sync::Arc;
use std::sync::LazyLock;

use parquet::data_type::{BoolType, ByteArrayType, Int32Type, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use proptest::prelude::*;

use super::super::Limits;
use super::*;

const SCHEMA: &str = "message lake {
    required binary message_id (UTF8);
    optional binary type (UTF8);
    optional int64 received_at (TIMESTAMP(NANOS,true));
    optional int64 sent_at (TIMESTAMP_MILLIS);
    optional int32 birthday (DATE);
    optional boolean integrations_google_analytics;
    optional boolean integrations_all;
    optional binary blob;
    optional group answers (LIST) { repeated group list { optional binary element (UTF8); } }
}";

/// Two rows; the second has nothing but its id.
fn file(compression: Compression) -> Vec<u8> {
    let properties = Arc::new(WriterProperties::builder().set_compression(compression).build());
    let schema = Arc::new(parse_message_type(SCHEMA).unwrap());
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, properties).unwrap();
    let mut group = writer.next_row_group().unwrap();
    let mut at = 0;
    while let Some(mut column) = group.next_column().unwrap() {
        let once: (Option<&[i16]>, Option<&[i16]>) = (Some(&[1, 0]), None);
        match at {
            0 => column.typed::<ByteArrayType>().write_batch(&["m-1".into(), "m-2".into()], None, None),
            1 => column.typed::<ByteArrayType>().write_batch(&["identify".into()], once.0, None),
            2 => column.typed::<Int64Type>().write_batch(&[1_714_953_600_123_456_789], once.0, None),
            3 => column.typed::<Int64Type>().write_batch(&[1_714_953_600_000], once.0, None),
            4 => column.typed::<Int32Type>().write_batch(&[-7000], once.0, None),
            5 => column.typed::<BoolType>().write_batch(&[true], once.0, None),
            6 => column.typed::<BoolType>().write_batch(&[], Some(&[0, 0]), None),
            7 => column.typed::<ByteArrayType>().write_batch(&[vec![0xff, 0].into()], once.0, None),
            _ => column.typed::<ByteArrayType>().write_batch(
                &["HIV".into(), "test".into()],
                Some(&[3, 3, 0]),
                Some(&[0, 1, 0]),
            ),
        }
        .unwrap();
        column.close().unwrap();
        at += 1;
    }
    group.close().unwrap();
    writer.into_inner().unwrap()
}

fn told(bytes: impl Into<Bytes>, conditions: &[(String, String)]) -> Vec<String> {
    told_within(Limits::default(), bytes, conditions)
}

fn told_within(limits: Limits, bytes: impl Into<Bytes>, conditions: &[(String, String)]) -> Vec<String> {
    let mut told = Vec::new();
    let reading = Reading::everything(limits);
    let _ = rows(Table::Memory(bytes.into()), &reading, conditions, &mut |piece| {
        match piece {
            Piece::Document { line, bytes, .. } => told.push(format!("{line} {}", String::from_utf8_lossy(bytes))),
            Piece::Failed(trouble) => told.push(format!("{} !{}", trouble.line, trouble.kind)),
            _ => {}
        }
        ControlFlow::Continue(())
    });
    told
}

#[test]
fn a_row_is_an_event_with_the_names_of_its_columns() {
    let conditions = [("segment_type".to_owned(), "hiv_test".to_owned()), ("type".to_owned(), "never".to_owned())];
    let first = concat!(
        r#"1 {"answers":["HIV","test"],"birthday":"1950-11-02","blob":"/wA=","integrations":{"google_analytics":true},"#,
        r#""message_id":"m-1","received_at":"2024-05-06T00:00:00.123456789Z","segment_type":"hiv_test","#,
        r#""sent_at":"2024-05-06T00:00:00Z","type":"identify"}"#
    );
    let second = r#"2 {"message_id":"m-2","segment_type":"hiv_test","type":"never"}"#;
    for compression in [Compression::UNCOMPRESSED, Compression::SNAPPY, Compression::GZIP(Default::default())] {
        assert_eq!(told(file(compression), &conditions), [first, second], "{compression:?}");
    }
    assert_eq!(told(file(Compression::ZSTD(Default::default())), &conditions).len(), 2);
}

#[test]
fn a_file_that_was_cut_is_told() {
    let whole = file(Compression::SNAPPY);
    for cut in 4..whole.len() {
        let told = told(whole[..cut].to_vec(), &[]);
        assert!(told.len() == 1 && told[0].starts_with("0 !"), "{cut}: {told:?}");
    }
}

/// Rows with a list of so many equal texts each.
fn lists(rows: usize, each: usize, text: &str, compression: Compression) -> Vec<u8> {
    let schema =
        "message lists { required group list (LIST) { repeated group list { required binary element (UTF8); } } }";
    let properties = WriterProperties::builder().set_compression(compression).set_dictionary_page_size_limit(64 << 20);
    let schema = Arc::new(parse_message_type(schema).unwrap());
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties.build())).unwrap();
    let mut group = writer.next_row_group().unwrap();
    let mut column = group.next_column().unwrap().unwrap();
    let values = vec![text.into(); each];
    let repeated: Vec<i16> = (0..each).map(|at| i16::from(at > 0)).collect();
    for _ in 0..rows {
        column.typed::<ByteArrayType>().write_batch(&values, Some(&vec![1; each]), Some(&repeated)).unwrap();
    }
    column.close().unwrap();
    group.close().unwrap();
    writer.into_inner().unwrap()
}

#[test]
fn a_list_that_is_too_long_for_its_file_is_a_bomb() {
    for compression in [Compression::UNCOMPRESSED, Compression::ZSTD(Default::default())] {
        let file = lists(1, 5_000_000, "x", compression);
        assert!(file.len() < 100_000, "{}", file.len());
        assert_eq!(told(file, &[]), ["1 !decompression_limit"]);
    }
    // Few values, each of them long.
    let file = lists(1, 4096, &"x".repeat(256 << 10), Compression::SNAPPY);
    assert_eq!(told(file, &[]), ["1 !decompression_limit"]);
}

#[test]
fn many_rows_with_lists_are_no_bomb() {
    let told = told(lists(20_000, 250, "x", Compression::SNAPPY), &[]);
    let list = vec![r#""x""#; 250].join(",");
    assert_eq!(told.len(), 20_000);
    for (at, row) in told.iter().enumerate() {
        assert_eq!(*row, format!("{} {{\"list\":[{list}]}}", at + 1));
    }
}

#[test]
fn a_text_that_is_too_long_for_its_file_is_a_bomb() {
    for (length, compression) in
        [(70 << 20, Compression::ZSTD(Default::default())), (130 << 20, Compression::UNCOMPRESSED)]
    {
        assert_eq!(told(lists(1, 1, &"x".repeat(length), compression), &[]), ["1 !decompression_limit"]);
    }
}

#[test]
fn rows_that_are_too_many_for_their_file_are_a_bomb() {
    let file = lists(20_000, 1, "x", Compression::SNAPPY);
    let limits = Limits { ratio: 40, ratio_from: 64 << 10, ..Limits::default() };
    let told = told_within(limits, file.clone(), &[]);
    let (last, rows) = told.split_last().unwrap();
    assert!(last.ends_with(" !decompression_limit"), "{last}");
    // A row is 14 bytes long, and the one that is too much is not told.
    assert!(rows.len() < 20_000 && (rows.len() + 1) * 14 > 64 << 10, "{} rows of {} bytes", rows.len(), file.len());
    let limits = Limits { decompressed: 1000, ..Limits::default() };
    assert!(told_within(limits, file, &[]).len() < 1000);
}

/// A footer of a schema of so many groups, one in the other.
fn nested(depth: usize) -> Vec<u8> {
    // version = 1; schema: a list of structs
    let mut footer = vec![0x15, 2, 0x19, 0xfc];
    let mut length = depth as u64;
    while length > 0x7f {
        footer.push((length as u8 & 0x7f) | 0x80);
        length >>= 7;
    }
    footer.push(length as u8);
    for at in 0..depth {
        // num_children, field 5, i32
        footer.extend([0x55, if at + 1 == depth { 0 } else { 2 }, 0]);
    }
    footer.push(0);
    footer
}

#[test]
fn a_schema_that_is_nested_too_deep_is_not_read() {
    assert!(footer::is_sound(&nested(20)));
    assert!(!footer::is_sound(&nested(100_000)));
    let mut file = MAGIC.to_vec();
    let footer = nested(100_000);
    file.extend(&footer);
    file.extend((footer.len() as u32).to_le_bytes());
    file.extend(MAGIC);
    assert_eq!(told(file, &[]), ["0 !corrupt"]);
}

static FILES: LazyLock<[Vec<u8>; 3]> =
    LazyLock::new(|| [Compression::UNCOMPRESSED, Compression::SNAPPY, Compression::ZSTD(Default::default())].map(file));

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn a_damaged_file_is_told_and_ends_nothing(
        which in 0_usize..3,
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let mut bytes = FILES[which].clone();
        for (at, byte) in flips {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        // At most two rows and an error; each line is whole.
        prop_assert!(told(bytes, &[]).len() <= 1_000);
    }

    #[test]
    fn any_footer_may_come(footer in prop::collection::vec(any::<u8>(), 0..200)) {
        footer::is_sound(&footer);
    }
}
