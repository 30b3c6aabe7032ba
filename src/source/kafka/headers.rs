//! The headers of a record, whatever their names are made of.
//!
//! A broker takes any bytes as the name of a header, and `rdkafka` panics at one that is no UTF-8. It promises that such a record
//! costs its header, not the thread that reads: the others are still given, and it is said that one is missing.

use std::panic::{AssertUnwindSafe, catch_unwind};

use rdkafka::message::{BorrowedHeaders, Header, Headers as _};

/// The headers of one record.
#[derive(Clone, Copy)]
pub struct Beside<'m> {
    headers: Option<&'m BorrowedHeaders>,
    /// Whether a name is no UTF-8; its header cannot be read.
    pub damaged: bool,
    /// How many there are.
    pub count: usize,
    /// Bytes of those that can be read.
    pub size: usize,
}

impl<'m> Beside<'m> {
    /// Looks at all headers once.
    pub fn of(headers: Option<&'m BorrowedHeaders>) -> Self {
        let (count, get) = parts(headers);
        let whole = catch_unwind(AssertUnwindSafe(|| (0..count).filter_map(get).map(bytes).sum()));
        match whole {
            Ok(size) => Self { headers, damaged: false, count, size },
            Err(_) => Self { headers, damaged: true, count, size: survivors(count, get).map(bytes).sum() },
        }
    }

    /// Names and values, in order; a header without a value is left out.
    pub fn iter(self) -> impl Iterator<Item = (&'m str, &'m [u8])> {
        let (count, get) = parts(self.headers);
        let (whole, rest) = if self.damaged { (0, count) } else { (count, 0) };
        (0..whole).filter_map(get).chain(survivors(rest, get)).filter_map(|header| Some((header.key, header.value?)))
    }
}

type Borrowed<'m> = Header<'m, &'m [u8]>;

fn parts<'m>(headers: Option<&'m BorrowedHeaders>) -> (usize, impl Fn(usize) -> Option<Borrowed<'m>> + Copy) {
    (headers.map_or(0, |headers| headers.count()), move |at| headers?.try_get(at))
}

fn bytes(header: Borrowed<'_>) -> usize {
    header.key.len() + header.value.map_or(0, <[u8]>::len)
}

/// All that can be got.
fn survivors<T>(count: usize, get: impl Fn(usize) -> Option<T>) -> impl Iterator<Item = T> {
    (0..count).filter_map(move |at| catch_unwind(AssertUnwindSafe(|| get(at))).ok().flatten())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_that_cannot_be_read_costs_no_other() {
        let get = |at: usize| {
            assert!(at != 1, "as rdkafka does where a name is no UTF-8");
            Some(at)
        };
        assert_eq!(survivors(4, get).collect::<Vec<_>>(), [0, 2, 3]);
    }
}
