//! The footer of a Parquet file before it is believed: whether it is whole, and nested no deeper than is good for its reader.
//!
//! The crate takes the sizes in a footer at their word and goes down its schema by recursion, so that a damaged one could take the
//! process with it. Here it is only walked over: Thrift's compact protocol, without knowing what most of it means.

/// How deep a schema may be nested.
const DEEPEST: usize = 64;
/// How deep Thrift may be nested; real footers need seven.
const THRIFT: usize = 16;

/// The field of the schema in the footer, and of the number of children in an element of it.
const SCHEMA: i64 = 2;
const CHILDREN: i64 = 5;

/// Types of the compact protocol.
const I32: u8 = 5;
const LIST: u8 = 9;
const STRUCT: u8 = 12;

/// Whether `footer` can be read.
pub(super) fn is_sound(footer: &[u8]) -> bool {
    let mut walk = Walk { rest: footer };
    let mut sound = false;
    let walked = walk.fields(&mut |walk, field, kind| match (field, kind) {
        (SCHEMA, LIST) => {
            sound = walk.schema()?;
            Some(())
        }
        _ => walk.value(kind, 0),
    });
    walked.is_some() && sound
}

/// What stands before a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Header {
    /// Its length in the file, in bytes.
    pub packed: u64,
    /// Its length unpacked.
    pub unpacked: u64,
    /// Values in it, nulls among them.
    pub values: u64,
    /// Bytes of levels before what is packed.
    pub levels: u64,
    pub is_dictionary: bool,
}

/// The header of the page at the beginning of `bytes`, and how long it is; `None` where it is no header, or goes on.
pub(super) fn page(bytes: &[u8]) -> Option<(Header, u64)> {
    let mut walk = Walk { rest: bytes };
    let mut header = Header::default();
    walk.fields(&mut |walk, field, kind| {
        match (field, kind) {
            (2, I32) => header.unpacked = walk.length()?,
            (3, I32) => header.packed = walk.length()?,
            // A data page, a dictionary, a data page of the second version.
            (5 | 7 | 8, STRUCT) => {
                header.is_dictionary |= field == 7;
                walk.fields(&mut |walk, inner, kind| {
                    match (inner, kind) {
                        (1, I32) => header.values = walk.length()?,
                        (5 | 6, I32) if field == 8 => header.levels = header.levels.checked_add(walk.length()?)?,
                        _ => walk.value(kind, 0)?,
                    }
                    Some(())
                })?;
            }
            _ => walk.value(kind, 0)?,
        }
        Some(())
    })?;
    Some((header, (bytes.len() - walk.rest.len()) as u64))
}

struct Walk<'b> {
    rest: &'b [u8],
}

impl Walk<'_> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    fn varint(&mut self) -> Option<u64> {
        let mut value = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }

    fn signed(&mut self) -> Option<i64> {
        let value = self.varint()?;
        Some((value >> 1).cast_signed() ^ -(value & 1).cast_signed())
    }

    /// A number that is not below 0.
    fn length(&mut self) -> Option<u64> {
        u64::try_from(self.signed()?).ok()
    }

    fn bytes(&mut self, length: u64) -> Option<()> {
        self.rest = self.rest.get(usize::try_from(length).ok()?..)?;
        Some(())
    }

    /// Hands out the fields of a struct: number and type; `each` has to step over the value.
    fn fields(&mut self, each: &mut dyn FnMut(&mut Self, i64, u8) -> Option<()>) -> Option<()> {
        let mut field = 0_i64;
        loop {
            let head = self.byte()?;
            if head == 0 {
                return Some(());
            }
            field = match head >> 4 {
                0 => self.signed()?,
                delta => field.checked_add(delta.into())?,
            };
            each(self, field, head & 0x0f)?;
        }
    }

    fn list(&mut self) -> Option<(u64, u8)> {
        let head = self.byte()?;
        let length = match head >> 4 {
            15 => self.varint()?,
            length => length.into(),
        };
        Some((length, head & 0x0f))
    }

    /// Steps over a value. Of booleans the value is in the type, but for those in lists.
    fn value(&mut self, kind: u8, depth: usize) -> Option<()> {
        if depth > THRIFT {
            return None;
        }
        match kind {
            1 | 2 => Some(()),
            3 => self.byte().map(|_| ()),
            4..=6 => self.varint().map(|_| ()),
            7 => self.bytes(8),
            8 => {
                let length = self.varint()?;
                self.bytes(length)
            }
            LIST | 10 => {
                let (length, kind) = self.list()?;
                (0..length).try_for_each(|_| self.element(kind, depth))
            }
            11 => {
                let length = self.varint()?;
                let kinds = if length > 0 { self.byte()? } else { 0 };
                (0..length).try_for_each(|_| {
                    self.element(kinds >> 4, depth)?;
                    self.element(kinds & 0x0f, depth)
                })
            }
            STRUCT => self.fields(&mut |walk, _, kind| walk.value(kind, depth + 1)),
            13 => self.bytes(16),
            _ => None,
        }
    }

    fn element(&mut self, kind: u8, depth: usize) -> Option<()> {
        match kind {
            1 | 2 => self.byte().map(|_| ()),
            kind => self.value(kind, depth + 1),
        }
    }

    /// Steps over the schema: elements in the order of a walk through the tree, each with the number of its children.
    fn schema(&mut self) -> Option<bool> {
        let (length, kind) = self.list()?;
        if kind != STRUCT {
            return None;
        }
        // How many elements are still to come, level by level.
        let mut open = vec![1_u64];
        for _ in 0..length {
            let mut children = 0;
            self.fields(&mut |walk, field, kind| match (field, kind) {
                (CHILDREN, I32) => {
                    children = u64::try_from(walk.signed()?).ok()?;
                    Some(())
                }
                _ => walk.value(kind, 0),
            })?;
            while open.last() == Some(&0) {
                open.pop();
            }
            let here = open.last_mut()?;
            *here -= 1;
            if children > length || open.len() > DEEPEST {
                return None;
            }
            open.push(children);
        }
        Some(open.iter().all(|left| *left == 0))
    }
}
