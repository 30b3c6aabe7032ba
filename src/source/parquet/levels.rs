//! Which values of a column that repeats become one row: its repetition levels, of which a 0 begins a row.
//!
//! They are written in Parquet's mix of runs and packed bits. A damaged one is told, and no more of it is looked at than there
//! are values.

use parquet::basic::{Encoding, Type as Physical};
use parquet::schema::types::ColumnDescriptor;

use super::Kind;
use super::pages::BATCH;

/// What was counted, page by page.
pub(super) struct Records {
    /// Bits of a level.
    width: u32,
    /// Whether the values of a dictionary have their length before them.
    lengths: bool,
    /// The most values in a batch of rows so far.
    pub values: u64,
    /// The most bytes of the pages that a batch of rows lies in.
    pub bytes: u64,
    /// The most values in a row.
    pub longest: u64,
    /// The longest value of the dictionary.
    pub text: u64,
    rows: usize,
    row: u64,
    batch: u64,
    held: u64,
}

impl Records {
    pub fn of(column: &ColumnDescriptor) -> Self {
        let levels = u32::from(column.max_rep_level().unsigned_abs());
        let lengths = column.physical_type() == Physical::BYTE_ARRAY;
        let text = u64::try_from(column.type_length()).unwrap_or(0).max(16);
        let width = u32::BITS - levels.leading_zeros();
        Self { width, lengths, values: 0, bytes: 0, longest: 0, text, rows: 0, row: 0, batch: 0, held: 0 }
    }

    /// Takes a dictionary, of plain values.
    pub fn dictionary(&mut self, mut plain: &[u8]) {
        while self.lengths
            && let Some((length, rest)) = plain.split_first_chunk()
        {
            let length = u32::from_le_bytes(*length);
            self.text = self.text.max(length.into());
            plain = usize::try_from(length).ok().and_then(|length| rest.get(length..)).unwrap_or_default();
        }
    }

    /// The levels of a page of the first version.
    pub fn first_version<'p>(&self, page: &'p [u8], encoding: Encoding) -> Result<&'p [u8], Kind> {
        if encoding != Encoding::RLE {
            // Nobody has written others for ten years.
            return Err("unsupported");
        }
        let (length, rest) = page.split_first_chunk().ok_or("corrupt")?;
        let length = usize::try_from(u32::from_le_bytes(*length)).map_err(|_| "corrupt")?;
        rest.get(..length).ok_or("corrupt")
    }

    /// Takes the levels of so many values, in a page of so many bytes.
    pub fn page(&mut self, levels: &[u8], values: u32, bytes: u64) -> Result<(), Kind> {
        self.held = self.held.saturating_add(bytes);
        self.bytes = self.bytes.max(self.held);
        let (mut rest, mut left) = (levels, u64::from(values));
        while left > 0 {
            let head = varint(&mut rest).ok_or("corrupt")?;
            if head & 1 == 0 {
                let length = (head >> 1).min(left);
                let level = rest.split_off(..self.width.div_ceil(8) as usize).ok_or("corrupt")?;
                left -= length;
                if level.iter().any(|byte| *byte != 0) {
                    self.more(length);
                } else {
                    (0..length).for_each(|_| self.begin(bytes));
                }
            } else {
                let groups = usize::try_from(head >> 1).map_err(|_| "corrupt")?;
                let length = groups.checked_mul(self.width as usize).ok_or("corrupt")?;
                // The last of them may be cut off.
                let packed = rest.split_off(..length.min(rest.len())).unwrap_or_default();
                let levels = (packed.len() as u64 * 8) / u64::from(self.width.max(1));
                if levels == 0 {
                    return Err("corrupt");
                }
                for at in 0..levels.min(left) {
                    if self.is_zero(packed, at) { self.begin(bytes) } else { self.more(1) }
                }
                left -= levels.min(left);
            }
        }
        Ok(())
    }

    fn is_zero(&self, packed: &[u8], at: u64) -> bool {
        let width = u64::from(self.width);
        (at * width..(at + 1) * width).all(|bit| {
            let byte = usize::try_from(bit / 8).ok().and_then(|byte| packed.get(byte));
            byte.is_none_or(|byte| byte >> (bit % 8) & 1 == 0)
        })
    }

    /// A row begins with a value, in a page of so many bytes.
    fn begin(&mut self, bytes: u64) {
        if self.rows == BATCH {
            (self.rows, self.batch, self.held) = (0, 0, bytes);
        }
        self.rows += 1;
        self.row = 0;
        self.more(1);
    }

    fn more(&mut self, values: u64) {
        self.row = self.row.saturating_add(values);
        self.batch = self.batch.saturating_add(values);
        self.longest = self.longest.max(self.row);
        self.values = self.values.max(self.batch);
    }
}

fn varint(rest: &mut &[u8]) -> Option<u64> {
    let mut value = 0_u64;
    for shift in (0..35).step_by(7) {
        let byte = rest.split_off_first()?;
        value |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;

    fn records() -> Records {
        Records {
            width: 1,
            lengths: true,
            values: 0,
            bytes: 0,
            longest: 0,
            text: 0,
            rows: 0,
            row: 0,
            batch: 0,
            held: 0,
        }
    }

    #[test]
    fn runs_and_packed_levels_are_counted_by_row() {
        let mut records = records();
        // One 0, then a million 1; then 0, 1, 1, 0, 1, 0, 0, 0 packed, of which seven count.
        let mut levels = vec![2, 0];
        levels.extend([
            0x80 | (2_000_000 & 0x7f) as u8,
            0x80 | (2_000_000 >> 7 & 0x7f) as u8,
            (2_000_000 >> 14) as u8,
            1,
        ]);
        levels.extend([3, 0b0001_0110]);
        records.page(&levels, 1_000_008, 10).unwrap();
        assert_eq!((records.longest, records.values, records.rows), (1_000_001, 1_000_008, 5));
    }

    #[test]
    fn a_batch_ends_after_its_rows() {
        let mut records = records();
        let head = 2 * BATCH as u64;
        let levels = [0x80 | (head & 0x7f) as u8, (head >> 7) as u8, 0];
        for _ in 0..3 {
            records.page(&levels, BATCH as u32, 10).unwrap();
        }
        assert_eq!((records.values, records.bytes, records.longest), (BATCH as u64, 20, 1));
    }

    #[test]
    fn the_longest_word_of_a_dictionary_is_known() {
        let mut records = records();
        records.dictionary(&[1, 0, 0, 0, b'a', 3, 0, 0, 0, b'a', b'b', b'c', 0, 0, 0, 0]);
        assert_eq!(records.text, 3);
    }

    proptest! {
        #[test]
        fn any_levels_may_come(levels in prop::collection::vec(any::<u8>(), 0..40), values in 0_u32..100_000) {
            let mut records = records();
            let counted = records.page(&levels, values, 1).is_ok();
            prop_assert!(records.longest <= u64::from(values));
            prop_assert!(!counted || values == 0 || records.longest > 0);
        }
    }
}
