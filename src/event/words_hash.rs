// Shared with build.rs by `include!`: the dictionaries are hashed at build time by the very functions that read text.

/// The hash of one word, folded: ASCII lower case, accents of Latin letters dropped, apostrophes, zero-width
/// characters and combining accents passed over.
pub fn hash_word(word: &str) -> u64 {
    let mut hash = WordHash::new();
    for unit in word.chars() {
        match unit {
            '\'' | '’' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{300}'..='\u{36f}' => {}
            _ => {
                let folded = fold(unit);
                if folded.is_ascii() {
                    hash.push(folded as u8);
                } else {
                    let mut buffer = [0; 4];
                    folded.encode_utf8(&mut buffer).bytes().for_each(|byte| hash.push(byte));
                }
            }
        }
    }
    hash.finish()
}

/// The hash of a phrase that goes on with one more word.
pub const fn extend(phrase: u64, word: u64) -> u64 {
    mix(phrase.rotate_left(23) ^ 0x9e37_79b9_7f4a_7c15, word)
}

/// A letter in lower case and without its accent, where it is one of the Latin script: names of all Europe and of Vietnam.
pub fn fold(letter: char) -> char {
    match letter {
        'A'..='Z' => letter.to_ascii_lowercase(),
        '\0'..='\x7f' => letter,
        'À'..='Æ' | 'à'..='æ' => 'a',
        'Ç' | 'ç' => 'c',
        'È'..='Ë' | 'è'..='ë' => 'e',
        'Ì'..='Ï' | 'ì'..='ï' => 'i',
        'Ñ' | 'ñ' => 'n',
        'Ò'..='Ö' | 'ò'..='ö' | 'Ø' | 'ø' => 'o',
        'Ù'..='Ü' | 'ù'..='ü' => 'u',
        'Ý' | 'ý' | 'ÿ' => 'y',
        'ß' => 's',
        'Ð' | 'ð' => 'd',
        'Þ' | 'þ' => 't',
        '\u{100}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => fold_extended(letter),
        _ => letter.to_lowercase().next().unwrap_or(letter),
    }
}

/// The same for the blocks beyond Latin-1. What is no variant of one of our letters stays what it is, in lower case.
fn fold_extended(letter: char) -> char {
    match letter {
        'Ā'..='ą' | 'Ǎ' | 'ǎ' | 'Ǟ'..='ǣ' | 'Ǻ'..='ǽ' | 'Ȁ'..='ȃ' | 'Ȧ' | 'ȧ' | 'Ḁ' | 'ḁ' | 'ẚ' | 'Ạ'..='ặ' => 'a',
        'Ḃ'..='ḇ' => 'b',
        'Ć'..='č' | 'Ḉ' | 'ḉ' => 'c',
        'Ď'..='đ' | 'Ḋ'..='ḓ' => 'd',
        'Ē'..='ě' | 'Ȅ'..='ȇ' | 'Ȩ' | 'ȩ' | 'Ḕ'..='ḝ' | 'Ẹ'..='ệ' | 'Ə' => 'e',
        'Ḟ' | 'ḟ' => 'f',
        'Ĝ'..='ģ' | 'Ǥ'..='ǧ' | 'Ǵ' | 'ǵ' | 'Ḡ' | 'ḡ' => 'g',
        'Ĥ'..='ħ' | 'Ȟ' | 'ȟ' | 'Ḣ'..='ḫ' | 'ẖ' => 'h',
        'Ĩ'..='ı' | 'Ǐ' | 'ǐ' | 'Ȉ'..='ȋ' | 'Ḭ'..='ḯ' | 'Ỉ'..='ị' => 'i',
        'Ĵ' | 'ĵ' | 'ǰ' => 'j',
        'Ķ'..='ĸ' | 'Ǩ' | 'ǩ' | 'Ḱ'..='ḵ' => 'k',
        'Ĺ'..='ł' | 'Ḷ'..='ḽ' => 'l',
        'Ḿ'..='ṃ' => 'm',
        'Ń'..='ŋ' | 'Ǹ' | 'ǹ' | 'Ṅ'..='ṋ' => 'n',
        'Ō'..='œ' | 'Ơ' | 'ơ' | 'Ǒ' | 'ǒ' | 'Ǫ'..='ǭ' | 'Ǿ' | 'ǿ' | 'Ȍ'..='ȏ' | 'Ȫ'..='ȱ' | 'Ṍ'..='ṓ' | 'Ọ'..='ợ' => 'o',
        'Ṕ'..='ṗ' => 'p',
        'Ŕ'..='ř' | 'Ȑ'..='ȓ' | 'Ṙ'..='ṟ' => 'r',
        'Ś'..='š' | 'ſ' | 'Ș' | 'ș' | 'Ṡ'..='ṩ' | 'ẞ' => 's',
        'Ţ'..='ŧ' | 'Ț' | 'ț' | 'Ṫ'..='ṱ' | 'ẗ' => 't',
        'Ũ'..='ų' | 'Ư' | 'ư' | 'Ǔ'..='ǜ' | 'Ȕ'..='ȗ' | 'Ṳ'..='ṻ' | 'Ụ'..='ự' => 'u',
        'Ṽ'..='ṿ' => 'v',
        'Ŵ' | 'ŵ' | 'Ẁ'..='ẉ' | 'ẘ' => 'w',
        'Ẋ'..='ẍ' => 'x',
        'Ŷ'..='Ÿ' | 'Ȳ' | 'ȳ' | 'Ẏ' | 'ẏ' | 'ẙ' | 'Ỳ'..='ỹ' => 'y',
        'Ź'..='ž' | 'Ẑ'..='ẕ' => 'z',
        _ => letter.to_lowercase().next().unwrap_or(letter),
    }
}

/// The hash of a word of ASCII letters and digits, eight bytes at a step: the same as [`hash_word`] gives.
#[inline]
pub fn hash_ascii(word: &[u8]) -> u64 {
    const SMALL: u64 = 0x2020_2020_2020_2020; // makes letters small and leaves digits as they are
    let mut state = WordHash::new().state;
    let (blocks, rest) = word.as_chunks::<8>();
    for block in blocks {
        state = mix(state, u64::from_be_bytes(*block) | SMALL);
    }
    let mut block = 0;
    for byte in rest {
        block = (block << 8) | (*byte | 0x20) as u64;
    }
    mix(state ^ word.len() as u64, block) | 1
}

/// A word's hash in the making: eight folded bytes at a time.
#[derive(Clone, Copy)]
pub struct WordHash {
    state: u64,
    block: u64,
    len: u32,
}

impl WordHash {
    /// No letters yet.
    #[allow(clippy::new_without_default, reason = "a hash without letters is no default of anything")]
    pub const fn new() -> Self {
        Self { state: 0x243f_6a88_85a3_08d3, block: 0, len: 0 }
    }

    /// Adds a folded byte.
    #[inline(always)]
    pub fn push(&mut self, byte: u8) {
        self.block = (self.block << 8) | byte as u64;
        self.len += 1;
        if self.len.is_multiple_of(8) {
            self.state = mix(self.state, self.block);
            self.block = 0;
        }
    }

    /// The hash; never 0, which stands for an empty slot in the tables.
    #[inline(always)]
    pub fn finish(self) -> u64 {
        mix(self.state ^ self.len as u64, self.block) | 1
    }
}

#[inline(always)]
const fn mix(left: u64, right: u64) -> u64 {
    let product = (left ^ 0xa076_1d64_78bd_642f) as u128 * (right ^ 0xe703_7ed1_a0b4_28db) as u128;
    (product as u64) ^ ((product >> 64) as u64)
}
