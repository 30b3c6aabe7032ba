//! Ciphertext by its shape: what RSA makes of a short value, in base64.
//!
//! Segment encrypts fields with RSAES-OAEP before they go to a destination. Whatever the value was, the result is as long as the
//! key's modulus, and its bytes look like noise.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};

/// The longest modulus, in bytes: 4096 bits.
const LONGEST: usize = 512;

/// Whether `text` is the base64 of as many bytes as a modulus of 1024, 2048, 3072 or 4096 bits has, and these look like noise.
pub(crate) fn is_ciphertext(text: &str) -> bool {
    // Most texts are told apart by their length alone.
    let bytes = match text.len() {
        172 => 128,
        344 => 256,
        512 => 384,
        684 => LONGEST,
        _ => return false,
    };
    let mut noise = [0; LONGEST + 2];
    let engine = if text.contains(['-', '_']) { &URL_SAFE } else { &STANDARD };
    let decoded = engine.decode_slice(text, &mut noise).ok().and_then(|len| noise.get(..len));
    decoded.is_some_and(|decoded| decoded.len() == bytes && is_noise(decoded))
}

/// Whether every bit is set in about half of the bytes: no text and no number is like that.
fn is_noise(bytes: &[u8]) -> bool {
    (0..8).all(|bit| {
        let set = bytes.iter().filter(|byte| **byte >> bit & 1 != 0).count();
        (bytes.len() * 3 / 10..=bytes.len() * 7 / 10).contains(&set)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Noise that is the same every time.
    fn noise(seed: u64, len: usize) -> Vec<u8> {
        let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        let mut next = || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 32) as u8
        };
        (0..len).map(|_| next()).collect()
    }

    #[test]
    fn what_rsa_makes_is_ciphertext_under_a_key_of_any_usual_size() {
        for (seed, len) in (1..200).flat_map(|seed| [128, 256, 384, 512].map(|len| (seed, len))) {
            let bytes = noise(seed, len);
            assert!(is_ciphertext(&STANDARD.encode(&bytes)), "seed {seed}, {len} bytes");
            assert!(is_ciphertext(&URL_SAFE.encode(&bytes)), "seed {seed}, {len} bytes");
        }
    }

    #[test]
    fn text_digits_and_other_lengths_are_none() {
        let words = "Maria Lopez was seen for type 2 diabetes on Tuesday and is well. ".repeat(8);
        for text in [
            words.get(..344).unwrap_or_default().to_owned(),
            STANDARD.encode(words.get(..256).unwrap_or_default()),
            STANDARD.encode(vec![0; 256]),
            "0123456789abcdef".repeat(32),
            "A".repeat(344),
            STANDARD.encode(noise(1, 255)),
            STANDARD.encode(noise(1, 32)),
            format!("{}é", "x".repeat(342)),
        ] {
            assert!(!is_ciphertext(&text), "{text}");
        }
    }
}
