//! Parquet files as documents: a row is a JSON object, named as its columns are.
//!
//! Segment Data Lakes and Firehose write them. Columns keep their names, which are told from `messageId` and its like by the core
//! as any spelling is; `integrations_*` become one object, as an event has them; what the folders say (`segment_type=…`) stands
//! beside the columns. Nulls are left out. What is damaged is told, and nothing in a file ends the process.

mod footer;
mod levels;
mod pages;
#[cfg(test)]
mod tests;

use std::fs::File;
use std::io::{BufReader, Read};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::{Buf, Bytes};
use jiff::{Span, Timestamp};
use parquet::basic::{Compression, ConvertedType, LogicalType, TimeUnit, Type as Physical};
use parquet::errors::ParquetError;
use parquet::file::metadata::RowGroupMetaData;
use parquet::file::reader::{ChunkReader, FileReader, Length};
use parquet::file::serialized_reader::SerializedFileReader;
use parquet::record::reader::RowIter;
use parquet::record::{Field, Row};
use serde_json::{Map, Value};
use tempfile::SpooledData;

use pages::Scale;

use super::read::{Conditions, Each};
use super::trouble::Trouble;
use super::{Limits, Piece, Reading};
use crate::audit::Attributes;

/// How such a file begins and ends.
pub(super) const MAGIC: &[u8] = b"PAR1";
/// How one ends whose footer is encrypted.
const ENCRYPTED: &[u8] = b"PARE";
/// The length of the footer's length and of the mark behind it.
const TAIL: u64 = 8;
/// The longest footer; those of tables with thousands of columns have a few megabytes.
const FOOTER: u64 = 64 << 20;
/// What Segment Data Lakes writes before the name of a destination.
const INTEGRATIONS: &str = "integrations_";

/// The bytes of a file, from which any stretch can be taken.
#[derive(Clone, Debug)]
pub(super) enum Table {
    /// On disk.
    File(Arc<File>),
    /// In memory.
    Memory(Bytes),
}

/// Why a file cannot be read: a kind.
type Kind = &'static str;

/// Reads a file row by row; a row's line is its number, from 1.
pub(super) fn rows(
    table: Table,
    reading: &Reading,
    conditions: Conditions<'_>,
    each: &mut Each<'_>,
) -> ControlFlow<()> {
    let size = table.len();
    let mut rows = match guarded(|| Rows::open(table, conditions, reading.limits)) {
        Ok(rows) => rows,
        Err(kind) => return each(Piece::Failed(Trouble::fatal(0, kind))),
    };
    if let Some(meter) = &reading.meter {
        meter.fetch_add(size, Ordering::Relaxed);
    }
    each(Piece::Opened)?;
    let (mut line, mut written) = (0, 0);
    loop {
        line += 1;
        let row = guarded(|| {
            let row = rows.next()?;
            let all = written + row.as_ref().map_or(0, |row| row.len() as u64);
            rows.scale.bears(all).map(|()| row)
        });
        match row {
            Ok(None) => break,
            Ok(Some(row)) if row.len() > reading.limits.document => {
                each(Piece::Failed(Trouble { line, offset: 0, kind: "too_large", rest_unread: false }))?;
            }
            Ok(Some(row)) => {
                written += row.len() as u64;
                each(Piece::Document { line, offset: 0, bytes: &row, around: Attributes::default() })?;
            }
            Err(kind) => {
                each(Piece::Failed(Trouble::fatal(line, kind)))?;
                break;
            }
        }
    }
    each(Piece::Closed { bytes: written })
}

/// What `work` gives. The crate means not to panic on any file; should it do so all the same, it is the file that is damaged.
fn guarded<T>(work: impl FnOnce() -> Result<T, Kind>) -> Result<T, Kind> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or(Err("corrupt"))
}

/// The rows of a file.
struct Rows<'c> {
    rows: RowIter<'static>,
    /// The row groups that are still to come.
    groups: std::vec::IntoIter<RowGroupMetaData>,
    /// Rows to come before the next of them.
    left: i64,
    scale: Scale,
    /// Of each column, whether it holds nanoseconds since 1970, which the crate hands out as plain numbers.
    nanoseconds: Vec<bool>,
    conditions: Conditions<'c>,
}

impl<'c> Rows<'c> {
    fn open(table: Table, conditions: Conditions<'c>, limits: Limits) -> Result<Self, Kind> {
        check(&table)?;
        let scale = Scale::new(Arc::new(table.clone()), limits);
        let reader = SerializedFileReader::new(table).map_err(kind)?;
        for group in reader.metadata().row_groups() {
            if !group.columns().iter().all(|column| is_known(column.compression())) {
                return Err("unsupported");
            }
        }
        let schema = reader.metadata().file_metadata().schema_descr_ptr();
        for column in schema.columns() {
            let known = match column.physical_type() {
                Physical::INT32 => !matches!(column.converted_type(), ConvertedType::INTERVAL),
                Physical::INT64 => !matches!(column.converted_type(), ConvertedType::INTERVAL),
                Physical::FIXED_LEN_BYTE_ARRAY => {
                    matches!(column.converted_type(), ConvertedType::NONE | ConvertedType::DECIMAL)
                }
                _ => true,
            };
            if !known {
                return Err("unsupported");
            }
        }
        let nanoseconds = schema.root_schema().get_fields().iter().map(|field| {
            matches!(field.get_basic_info().logical_type_ref(), Some(LogicalType::Timestamp(time)) if time.unit == TimeUnit::NANOS)
        });
        let nanoseconds = nanoseconds.collect();
        let groups = reader.metadata().row_groups().to_vec().into_iter();
        let rows = RowIter::from_file_into(Box::new(reader)).with_batch_size(pages::BATCH);
        Ok(Self { rows, groups, left: 0, scale, nanoseconds, conditions })
    }

    /// The next row as JSON.
    fn next(&mut self) -> Result<Option<Vec<u8>>, Kind> {
        // The iterator goes on to the next row group by itself, and looks into it at once.
        while self.left <= 0
            && let Some(group) = self.groups.next()
        {
            self.left = group.num_rows();
            self.scale.group(&group)?;
        }
        self.left -= 1;
        let Some(row) = self.rows.next() else { return Ok(None) };
        let row = row.map_err(kind)?;
        let (mut object, mut integrations) = (Map::new(), Map::new());
        for (at, (name, field)) in row.into_columns().into_iter().enumerate() {
            let value = match field {
                Field::Null => continue,
                Field::Long(time) if self.nanoseconds.get(at) == Some(&true) => nanoseconds(time),
                field => json(field),
            };
            match name.strip_prefix(INTEGRATIONS) {
                Some(destination) => integrations.insert(destination.to_owned(), value),
                None => object.insert(name, value),
            };
        }
        if !integrations.is_empty() {
            object.entry("integrations").or_insert(Value::Object(integrations));
        }
        for (name, value) in self.conditions {
            object.entry(name.as_str()).or_insert_with(|| value.as_str().into());
        }
        // Writing to memory does not fail.
        Ok(Some(serde_json::to_vec(&Value::Object(object)).unwrap_or_default()))
    }
}

/// Whether the file is whole and its footer one that may be read.
fn check(table: &Table) -> Result<(), Kind> {
    let length = table.len();
    let tail = length.checked_sub(TAIL).filter(|at| *at >= MAGIC.len() as u64).ok_or("truncated")?;
    let end = table.get_bytes(tail, 8).map_err(kind)?;
    let (size, mark) = end.split_first_chunk().ok_or("truncated")?;
    if mark != MAGIC {
        // One that was written to its end has the mark there.
        return Err(if mark == ENCRYPTED { "unsupported" } else { "truncated" });
    }
    let size = u64::from(u32::from_le_bytes(*size));
    if size > FOOTER {
        return Err("too_large");
    }
    let begin = tail.checked_sub(size).ok_or("corrupt")?;
    let footer = table.get_bytes(begin, usize::try_from(size).map_err(|_| "corrupt")?).map_err(kind)?;
    if footer::is_sound(&footer) { Ok(()) } else { Err("corrupt") }
}

/// Whether this build unpacks it.
fn is_known(compression: Compression) -> bool {
    !matches!(compression, Compression::LZO | Compression::BROTLI(_))
}

/// What an error comes to. Its text may quote the file.
fn kind(error: ParquetError) -> Kind {
    match error {
        ParquetError::NYI(_) => "unsupported",
        ParquetError::External(cause) if cause.is::<std::io::Error>() => "io",
        _ => "corrupt",
    }
}

fn json(field: Field) -> Value {
    match field {
        Field::Bytes(bytes) => match str::from_utf8(bytes.data()) {
            Ok(text) => text.into(),
            Err(_) => STANDARD.encode(bytes.data()).into(),
        },
        Field::Str(text) => text.into(),
        Field::TimestampMillis(time) => at(Timestamp::from_millisecond(time), time),
        Field::TimestampMicros(time) => at(Timestamp::from_microsecond(time), time),
        Field::Date(days) => day(days).unwrap_or_else(|| days.into()),
        Field::TimeMillis(time) => time.into(),
        Field::TimeMicros(time) => time.into(),
        Field::Group(row) => object(row),
        Field::ListInternal(list) => list.elements().iter().cloned().map(json).collect(),
        Field::MapInternal(map) => {
            let entry = |(key, value): &(Field, Field)| {
                let key = match json(key.clone()) {
                    Value::String(key) => key,
                    key => key.to_string(),
                };
                (key, json(value.clone()))
            };
            Value::Object(map.entries().iter().map(entry).collect())
        }
        field => field.to_json_value(),
    }
}

fn object(row: Row) -> Value {
    Value::Object(row.into_columns().into_iter().map(|(name, field)| (name, json(field))).collect())
}

fn nanoseconds(time: i64) -> Value {
    at(Timestamp::from_nanosecond(time.into()), time)
}

/// A time in RFC 3339; a number where no calendar has it.
fn at(time: Result<Timestamp, jiff::Error>, number: i64) -> Value {
    time.map_or_else(|_| number.into(), |time| time.to_string().into())
}

fn day(days: i32) -> Option<Value> {
    let span = Span::new().try_days(i64::from(days)).ok()?;
    let date = jiff::civil::date(1970, 1, 1).checked_add(span).ok()?;
    Some(date.to_string().into())
}

// === impl Table ===

impl Table {
    /// What was fetched.
    pub fn of(data: SpooledData) -> Self {
        match data {
            SpooledData::InMemory(bytes) => Table::Memory(bytes.into_inner().into()),
            SpooledData::OnDisk(file) => Table::File(file.into()),
        }
    }
}

impl Length for Table {
    fn len(&self) -> u64 {
        match self {
            Table::File(file) => file.len(),
            Table::Memory(bytes) => bytes.len() as u64,
        }
    }
}

/// Places and lengths come from the file, and may be any.
impl ChunkReader for Table {
    type T = Box<dyn Read>;

    fn get_read(&self, start: u64) -> parquet::errors::Result<Self::T> {
        if start > self.len() {
            return Err(beyond());
        }
        Ok(match self {
            Table::File(file) => Box::new(BufReader::new(file.get_read(start)?)),
            Table::Memory(bytes) => Box::new(bytes.slice(usize::try_from(start)?..).reader()),
        })
    }

    fn get_bytes(&self, start: u64, length: usize) -> parquet::errors::Result<Bytes> {
        if start.checked_add(length as u64).is_none_or(|end| end > self.len()) {
            return Err(beyond());
        }
        match self {
            Table::File(file) => file.get_bytes(start, length),
            Table::Memory(bytes) => bytes.get_bytes(start, length),
        }
    }
}

fn beyond() -> ParquetError {
    ParquetError::EOF("behind the end".to_owned())
}
