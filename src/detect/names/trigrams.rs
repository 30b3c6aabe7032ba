// The letters of a word by threes, as build.rs counts them and as text is read: one function for both, by `include!`.

/// How many groups of three there are: of the letters a to z, and one for the border of the word and whatever else is in it.
pub const TRIGRAMS: usize = 27 * 27 * 27;

/// The groups of three letters of `word`, with its borders.
pub fn trigrams(word: &[u8]) -> impl Iterator<Item = usize> + '_ {
    let letter = |at: usize| {
        let byte = at.checked_sub(1).and_then(|at| word.get(at)).map_or(0, |byte| byte | 0x20);
        if byte.is_ascii_lowercase() { (byte - b'a') as usize + 1 } else { 0 }
    };
    (0..word.len()).map(move |at| (letter(at) * 27 + letter(at + 1)) * 27 + letter(at + 2))
}
