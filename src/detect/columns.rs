//! A table within a text: a line of heads, then rows. `mrn;phone\n60271763;503-968-6054`: what a head says holds for the cells
//! below it, however far they stand from it.

use crate::detect::bits::Bits;
use crate::detect::leaf::Leaf;

/// More columns than these are not looked at.
const MOST: usize = 16;
/// A longer line of heads is prose, in bytes.
const LONGEST_HEAD: usize = 240;
/// What may stand between cells, the most telling first.
const BETWEEN: [u8; 4] = [b'|', b'\t', b';', b','];

/// The heads of a table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Columns {
    between: u8,
    /// Where the line of heads ends.
    head: usize,
    count: usize,
    /// By column: the matchers that its head names.
    named: [Bits; MOST],
}

impl Columns {
    /// The table that `text` is, if it is one.
    pub fn of(text: &str, leaf: &Leaf) -> Option<Self> {
        let has = |byte: u8| leaf.facts.marks & (1 << byte) != 0;
        if leaf.keyword.is_empty() || !has(b'\n') || !BETWEEN.iter().any(|between| has(*between)) {
            return None;
        }
        let mut lines = text.split('\n').filter(|line| !line.trim().is_empty());
        let (head, row) = (lines.next().filter(|line| line.len() <= LONGEST_HEAD)?, lines.next()?);
        let cut = |line: &str, between: u8| line.bytes().filter(|byte| *byte == between).count();
        let same = |between: &u8| cut(head, *between) >= 1 && cut(head, *between) == cut(row, *between);
        let between = BETWEEN.into_iter().find(same)?;
        let count = cut(head, between) + 1;
        // Two cells may be chance, as the comma of a sentence is.
        if count > MOST || (count < 3 && between == b',') {
            return None;
        }
        let begin = text.find(head)?;
        let mut columns = Self { between, head: begin + head.len(), count, named: [Bits::default(); MOST] };
        let mut any = false;
        for hit in leaf.words.iter().take_while(|hit| (hit.end as usize) <= columns.head) {
            if let Some(named) = columns.named.get_mut(cut(text.get(begin..hit.start as usize)?, between)) {
                *named |= hit.keyword;
                any |= !hit.keyword.is_empty();
            }
        }
        any.then_some(columns)
    }

    /// Whether the head above a value that starts at `start` names the matcher `index`.
    pub fn name(&self, text: &str, start: usize, index: usize) -> bool {
        if start <= self.head {
            return false;
        }
        let (Some(before), Some(after)) = (text.get(self.head..start), text.get(start..)) else { return false };
        let before = before.rsplit('\n').next().unwrap_or_default();
        let after = after.split('\n').next().unwrap_or_default();
        let cut = |part: &str| part.bytes().filter(|byte| *byte == self.between).count();
        let column = cut(before);
        column + cut(after) + 1 == self.count && self.named.get(column).is_some_and(|named| named.contains(index))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::leaf::Acronyms;
    use crate::detect::vocabulary::Vocabulary;
    use crate::detect::{PACKS, pack};

    /// Whether the head above `value` names the matcher `id` in `text`.
    fn names(text: &str, value: &str, id: &str) -> bool {
        let matchers: Vec<_> =
            PACKS.iter().flat_map(|(name, text)| pack::read(name, text).unwrap_or_default()).collect();
        let mut leaf = Leaf::default();
        leaf.read(text, &Vocabulary::new(&matchers), Acronyms::AsWritten);
        let index = matchers.iter().position(|matcher| matcher.id == id).unwrap_or(usize::MAX);
        let start = text.find(value).unwrap_or_default();
        Columns::of(text, &leaf).is_some_and(|columns| columns.name(text, start, index))
    }

    #[test]
    fn a_head_names_the_cells_of_its_column_in_every_row() {
        let table = "Name|DOB|MRN\nLopez, Ana|7/7/56|0565147\nYi, Bo|12/5/42|39086805\n";
        assert!(names(table, "39086805", "mrn.labelled"));
        assert!(names(table, "12/5/42", "date_of_birth.text"));
        assert!(!names(table, "12/5/42", "mrn.labelled"));
    }

    #[test]
    fn a_row_of_another_length_and_a_sentence_are_no_table() {
        assert!(!names("mrn;phone\n60271763;5039686054\nand 44556677", "44556677", "mrn.labelled"));
        assert!(!names("Hi, your MRN is\nready, 44556677", "44556677", "mrn.labelled"));
        assert!(!names("mrn 1;2", "1", "mrn.labelled"));
    }
}
