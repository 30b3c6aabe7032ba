//! What a row group comes to before one of its pages is unpacked: bombs are told from tables by what stands before each page.
//!
//! It promises: of the columns of a row group, no more is unpacked at once than [`HELD`], and no more values of lists become one
//! row than [`VALUES`] with [`TEXT`]; all that is unpacked keeps to the bounds on compressed files. The footer is not asked: it
//! need not tell the truth, and the pages' own headers are what the crate goes by.

use std::collections::VecDeque;
use std::io::{self, Read};

use flate2::read::MultiGzDecoder;
use parquet::basic::Compression;
use parquet::column::page::{Page, PageReader as _};
use parquet::file::metadata::{ColumnChunkMetaData, RowGroupMetaData};
use parquet::file::reader::{ChunkReader as _, Length as _};
use parquet::file::serialized_reader::SerializedPageReader;
use std::sync::Arc;

use super::footer::{self, Header};
use super::levels::Records;
use super::{Kind, Table, kind};
use crate::source::Limits;

/// Rows of which a column's values are taken at once.
pub(super) const BATCH: usize = 64;
/// The longest page, unpacked; writers make them of a megabyte.
const PAGE: u64 = 128 << 20;
/// Bytes of pages that are held for one batch of rows, over all columns.
const HELD: u64 = 512 << 20;
/// Values of lists in one batch of rows.
const VALUES: u64 = 4 << 20;
/// Bytes of text in the lists of one row, where a dictionary has each text once.
const TEXT: u64 = 256 << 20;
/// The most that a byte of gzip, or of the frames of LZ4, becomes.
const GZIP: u64 = 1032;
const LZ4: u64 = 255;
/// How long the header of a page may be. It may hold the least and the greatest value.
const HEADERS: [u64; 3] = [256, 64 << 10, 16 << 20];

const BOMB: Kind = "decompression_limit";

/// What has been unpacked of a file, and how much may be.
pub(super) struct Scale {
    table: Arc<Table>,
    limits: Limits,
    unpacked: u64,
}

/// What the pages of a column come to.
#[derive(Default)]
struct Weight {
    /// The dictionary, in bytes.
    dictionary: u64,
    /// Bytes of the pages a batch of rows may lie in, if each value is a row.
    batch: u64,
    /// All pages, in bytes.
    unpacked: u64,
    /// Values, nulls among them.
    values: u64,
}

impl Scale {
    pub fn new(table: Arc<Table>, limits: Limits) -> Self {
        Self { table, limits, unpacked: 0 }
    }

    /// Whether so many bytes may come of the file.
    pub fn bears(&self, bytes: u64) -> Result<(), Kind> {
        let swollen = bytes > self.limits.ratio_from && bytes / self.table.len().max(1) > self.limits.ratio;
        if swollen || bytes > self.limits.decompressed { Err(BOMB) } else { Ok(()) }
    }

    /// Whether a row group may be read.
    pub fn group(&mut self, group: &RowGroupMetaData) -> Result<(), Kind> {
        let (mut held, mut values, mut text) = (0_u64, 0_u64, 0_u64);
        for column in group.columns() {
            let weight = self.column(column)?;
            self.unpacked = self.unpacked.saturating_add(weight.unpacked);
            self.bears(self.unpacked)?;
            held = held.saturating_add(weight.dictionary);
            if column.column_descr().max_rep_level() == 0 {
                held = held.saturating_add(weight.batch);
            } else {
                // A row has the names of its fields with each value.
                let name = column.column_path().string().len() as u64;
                let most = weight.values.saturating_mul(weight.dictionary.saturating_add(name));
                if weight.values > VALUES / 64 || most > TEXT / 64 || weight.unpacked > HELD / 64 {
                    let rows = usize::try_from(group.num_rows()).map_err(|_| "corrupt")?;
                    let records = self.records(column, rows)?;
                    held = held.saturating_add(records.bytes);
                    values = values.saturating_add(records.values);
                    text = text.saturating_add(records.longest.saturating_mul(records.text.saturating_add(name)));
                } else {
                    held = held.saturating_add(weight.unpacked);
                    values = values.saturating_add(weight.values);
                    text = text.saturating_add(most);
                }
            }
            if held > HELD || values > VALUES || text > TEXT {
                return Err(BOMB);
            }
        }
        Ok(())
    }

    /// Goes over the headers of a column's pages.
    fn column(&self, column: &ColumnChunkMetaData) -> Result<Weight, Kind> {
        let (mut at, length) = column.byte_range();
        let end = at.checked_add(length).filter(|end| *end <= self.table.len()).ok_or("corrupt")?;
        let mut weight = Weight::default();
        // The pages of the last rows, and the values in them.
        let (mut pages, mut bytes, mut values) = (VecDeque::new(), 0_u64, 0_u64);
        while at < end {
            let (header, read) = self.header(at, end)?;
            at += read;
            let body = at;
            at = at.checked_add(header.packed).filter(|at| *at <= end).ok_or("corrupt")?;
            if header.unpacked > PAGE {
                return Err(BOMB);
            }
            match column.compression() {
                // These are unpacked to their end, whatever their header says.
                Compression::GZIP(_) if header.packed.saturating_mul(GZIP) > PAGE => self.unpack(body, &header)?,
                Compression::LZ4 if header.packed.saturating_mul(LZ4) > HELD => return Err(BOMB),
                _ => {}
            }
            weight.unpacked = weight.unpacked.saturating_add(header.unpacked);
            weight.values = weight.values.saturating_add(header.values);
            if header.is_dictionary {
                weight.dictionary = weight.dictionary.saturating_add(header.unpacked);
                weight.values = weight.values.saturating_sub(header.values);
                continue;
            }
            pages.push_back((header.values, header.unpacked));
            (values, bytes) = (values.saturating_add(header.values), bytes.saturating_add(header.unpacked));
            weight.batch = weight.batch.max(bytes);
            while let Some((first, size)) = pages.front().copied()
                && values - first >= BATCH as u64
            {
                pages.pop_front();
                (values, bytes) = (values - first, bytes - size);
            }
        }
        Ok(weight)
    }

    fn header(&self, at: u64, end: u64) -> Result<(Header, u64), Kind> {
        for longest in HEADERS {
            let length = longest.min(end - at);
            let bytes = self.table.get_bytes(at, usize::try_from(length).map_err(|_| "corrupt")?).map_err(kind)?;
            if let Some((header, read)) = footer::page(&bytes) {
                return Ok((header, read));
            }
            if length == end - at {
                break;
            }
        }
        Err("corrupt")
    }

    /// Whether a page of gzip ends where its header says.
    fn unpack(&self, at: u64, header: &Header) -> Result<(), Kind> {
        let packed = self.table.get_bytes(at, usize::try_from(header.packed).map_err(|_| "corrupt")?).map_err(kind)?;
        // Levels stand before what is packed, in pages of the second version.
        let packed = packed.get(usize::try_from(header.levels).map_err(|_| "corrupt")?..).unwrap_or_default();
        let mut unpacked = MultiGzDecoder::new(packed).take(header.unpacked + 1);
        // One that is damaged is told when it is read.
        let length = io::copy(&mut unpacked, &mut io::sink()).unwrap_or(0);
        if length > header.unpacked { Err(BOMB) } else { Ok(()) }
    }

    /// Counts what becomes of each row of a column that repeats.
    fn records(&self, column: &ColumnChunkMetaData, rows: usize) -> Result<Records, Kind> {
        let mut pages = SerializedPageReader::new(Arc::clone(&self.table), column, rows, None).map_err(kind)?;
        let mut records = Records::of(column.column_descr());
        while let Some(page) = pages.get_next_page().map_err(kind)? {
            match &page {
                Page::DictionaryPage { buf, .. } => records.dictionary(buf),
                Page::DataPage { buf, num_values, rep_level_encoding, .. } => {
                    let levels = records.first_version(buf, *rep_level_encoding)?;
                    records.page(levels, *num_values, buf.len() as u64)?;
                }
                Page::DataPageV2 { buf, num_values, rep_levels_byte_len, .. } => {
                    let length = usize::try_from(*rep_levels_byte_len).map_err(|_| "corrupt")?;
                    records.page(buf.get(..length).ok_or("corrupt")?, *num_values, buf.len() as u64)?;
                }
            }
            if records.values > VALUES || records.bytes > HELD {
                return Err(BOMB);
            }
        }
        Ok(records)
    }
}
