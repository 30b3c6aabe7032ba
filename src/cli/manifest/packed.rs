//! Values of the manifest, compressed: records repeat each other, and what is written has to reach the disk every second.

use std::io;

use zstd::bulk::{Compressor, Decompressor};

use super::error::ManifestError;

/// What a value may be unpacked to; entries are far shorter, and a longer length is a damaged one.
const LONGEST: usize = 1 << 30;
/// Bytes that hold the length of what is packed.
const LENGTH: usize = 4;

/// Packs values.
pub(super) struct Packer(Compressor<'static>);

/// Unpacks values.
pub(super) struct Unpacker(Decompressor<'static>);

impl Packer {
    pub fn new() -> io::Result<Self> {
        Compressor::new(1).map(Self)
    }

    pub fn pack(&mut self, value: &[u8]) -> io::Result<Vec<u8>> {
        let length = u32::try_from(value.len()).map_err(|_| io::ErrorKind::FileTooLarge)?;
        let mut packed = length.to_be_bytes().to_vec();
        packed.extend(self.0.compress(value)?);
        Ok(packed)
    }
}

impl Unpacker {
    pub fn new() -> io::Result<Self> {
        Decompressor::new().map(Self)
    }

    pub fn unpack(&mut self, packed: &[u8]) -> Result<Vec<u8>, ManifestError> {
        let damaged = || ManifestError::damaged("an entry of it cannot be unpacked");
        let (length, packed) = packed.split_first_chunk::<LENGTH>().ok_or_else(damaged)?;
        let length = u32::from_be_bytes(*length) as usize;
        let value = if length > LONGEST { None } else { self.0.decompress(packed, length).ok() };
        value.filter(|value| value.len() == length).ok_or_else(damaged)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_was_packed_is_unpacked(value: Vec<u8>) {
            let packed = Packer::new().unwrap().pack(&value).unwrap();
            prop_assert_eq!(Unpacker::new().unwrap().unpack(&packed).unwrap(), value);
        }

        #[test]
        fn nothing_that_was_not_packed_makes_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
            let _ = Unpacker::new().unwrap().unpack(&bytes);
        }
    }
}
