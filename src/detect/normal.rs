//! Text as matchers see it: ASCII, with a map back to the bytes of the leaf.
//!
//! Senders write U+2011 for a dash, U+00A0 for a blank, full-width digits, soft hyphens in the middle of a number. All of these
//! are folded before anything is matched, so that no matcher has to know of them. Text that is ASCII already, which is nearly
//! all of it, is used as it is.

use icu_normalizer::DecomposingNormalizerBorrowed;

use crate::event::words::fold;

/// A letter that is none of ours (Greek, Han, …): a letter to word borders, equal to nothing.
pub(crate) const FOREIGN_LETTER: u8 = 0x7f;

/// Folded text and where each of its bytes came from; used again for the next leaf.
#[derive(Debug, Default)]
pub(crate) struct Normal {
    text: String,
    /// For every byte of `text`, the character of the leaf that it came from: first byte and the byte behind the last.
    origin: Vec<(u32, u32)>,
}

/// The text to match in, and the way back.
#[derive(Clone, Copy)]
pub(crate) struct View<'t> {
    pub text: &'t str,
    origin: Option<&'t [(u32, u32)]>,
}

impl<'t> View<'t> {
    /// A text as it is: what was found in it has the offsets of the leaf already.
    pub const fn plain(text: &'t str) -> Self {
        Self { text, origin: None }
    }

    /// The range of the leaf that `start..end` of the folded text stands for.
    pub fn original(&self, start: usize, end: usize) -> (u32, u32) {
        let Some(origin) = self.origin else { return (start as u32, end as u32) };
        let from = origin.get(start).or(origin.last()).map_or(0, |(from, _)| *from);
        let to = end.checked_sub(1).and_then(|last| origin.get(last)).map_or(from, |(_, to)| *to);
        (from, to.max(from))
    }
}

impl Normal {
    /// Folds `leaf`.
    pub fn view<'t>(&'t mut self, leaf: &'t str) -> View<'t> {
        let entities = leaf.as_bytes().contains(&b'&') && leaf.contains("&#");
        if leaf.is_ascii() && !entities {
            return View { text: leaf, origin: None };
        }
        self.text.clear();
        self.origin.clear();
        let mut passed = 0;
        for (at, unit) in leaf.char_indices() {
            if at < passed {
                continue;
            }
            let mut origin = (at as u32, (at + unit.len_utf8()) as u32);
            let mut unit = unit;
            if entities && let Some((decoded, length)) = leaf.get(at..).and_then(entity) {
                (unit, passed) = (decoded, at + length);
                origin.1 = passed as u32;
            }
            let folded = match unit {
                '\0'..='\x7e' => Some(unit),
                // zero-width characters and soft hyphens are not there at all
                '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}' => {
                    None
                }
                // accents that stand behind their letter
                '\u{300}'..='\u{36f}' => None,
                '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' | '\u{2043}' => Some('-'),
                '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => Some(' '),
                '\u{2028}' | '\u{2029}' | '\u{85}' => Some('\n'),
                '’' | '‘' | 'ʼ' | '＇' | '′' => Some('\''),
                '“' | '”' | '«' | '»' => Some('"'),
                '\u{ff01}'..='\u{ff5e}' => char::from_u32(unit as u32 - 0xfee0),
                // full-width forms aside, digits of other scripts are digits too
                '\u{660}'..='\u{669}' => char::from_u32(unit as u32 - 0x660 + 0x30),
                '\u{6f0}'..='\u{6f9}' => char::from_u32(unit as u32 - 0x6f0 + 0x30),
                '⁄' | '∕' => Some('/'),
                '․' | '·' => Some('.'),
                'À'..='ÿ' if unit.is_alphabetic() => {
                    let plain = fold(unit);
                    Some(if unit.is_uppercase() { plain.to_ascii_uppercase() } else { plain })
                }
                _ if unit.is_alphabetic() || is_mathematical(unit) => {
                    let latin = |byte: &u8| byte.is_ascii_alphanumeric();
                    let beside = self.text.as_bytes().last().is_some_and(latin)
                        || leaf.as_bytes().get(origin.1 as usize).is_some_and(latin);
                    match stroked(unit).or_else(|| look_alike(unit).filter(|_| beside)) {
                        Some(letter) => Some(letter),
                        // `ﬁ` becomes two letters.
                        None => self.push_base(unit, origin),
                    }
                }
                _ => Some(' '),
            };
            if let Some(folded) = folded.filter(char::is_ascii) {
                self.text.push(folded);
                self.origin.push(origin);
            }
        }
        View { text: &self.text, origin: Some(&self.origin) }
    }

    /// Adds the letters under the accents and the finery of `unit` but the last, which it gives.
    fn push_base(&mut self, unit: char, origin: (u32, u32)) -> Option<char> {
        const DECOMPOSING: DecomposingNormalizerBorrowed<'static> = DecomposingNormalizerBorrowed::new_nfkd();
        let mut last = None;
        for letter in DECOMPOSING.normalize_iter(std::iter::once(unit)).filter(char::is_ascii_alphanumeric) {
            if let Some(before) = last.replace(letter) {
                self.text.push(before);
                self.origin.push(origin);
            }
        }
        last.or(Some(FOREIGN_LETTER as char))
    }
}

/// The character that a reference at the start of `text` stands for, and how long it is: `&#45;`, `&#x2d;`.
fn entity(text: &str) -> Option<(char, usize)> {
    let rest = text.strip_prefix("&#")?;
    let number = rest.get(..rest.bytes().take(8).position(|byte| byte == b';')?)?;
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    Some((char::from_u32(code)?, number.len() + 3))
}

/// Digits in bold, in double strokes and so on, which are no letters.
fn is_mathematical(unit: char) -> bool {
    ('\u{1d7ce}'..='\u{1d7ff}').contains(&unit)
}

/// Latin letters with a stroke through them or without their dot: to Unicode these are letters of their own.
fn stroked(unit: char) -> Option<char> {
    Some(match unit {
        'ł' => 'l',
        'Ł' => 'L',
        'đ' | 'ɖ' => 'd',
        'Đ' | 'Ɖ' => 'D',
        'ħ' => 'h',
        'Ħ' => 'H',
        'ı' => 'i',
        'ŧ' => 't',
        'Ŧ' => 'T',
        'ə' => 'e',
        'Ə' => 'E',
        'ŋ' => 'n',
        'Ŋ' => 'N',
        _ => return None,
    })
}

/// The Latin letter that a Cyrillic or Greek one looks like. Within a Latin word it stands for that one.
fn look_alike(unit: char) -> Option<char> {
    Some(match unit {
        'а' | 'α' => 'a',
        'А' | 'Α' => 'A',
        'В' | 'Β' => 'B',
        'с' | 'ϲ' => 'c',
        'С' | 'Ϲ' => 'C',
        'ԁ' => 'd',
        'е' => 'e',
        'Е' | 'Ε' => 'E',
        'һ' => 'h',
        'Н' | 'Η' => 'H',
        'і' | 'ι' => 'i',
        'І' | 'Ι' | 'Ӏ' => 'I',
        'ј' => 'j',
        'Ј' => 'J',
        'К' | 'Κ' => 'K',
        'М' | 'Μ' => 'M',
        'Ν' => 'N',
        'о' | 'ο' => 'o',
        'О' | 'Ο' => 'O',
        'р' | 'ρ' => 'p',
        'Р' | 'Ρ' => 'P',
        'ѕ' => 's',
        'Ѕ' => 'S',
        'Т' | 'Τ' => 'T',
        'ѵ' | 'ν' => 'v',
        'х' | 'χ' => 'x',
        'Х' | 'Χ' => 'X',
        'у' | 'γ' => 'y',
        'У' | 'Υ' => 'Y',
        'Ζ' => 'Z',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fold_and_map(leaf: &str, start: usize, end: usize) -> (String, String) {
        let mut normal = Normal::default();
        let view = normal.view(leaf);
        let (from, to) = view.original(start, end);
        (view.text.to_owned(), leaf[from as usize..to as usize].to_owned())
    }

    #[test]
    fn dashes_blanks_and_digits_of_all_kinds_become_plain() {
        let (text, _) = fold_and_map("219\u{2011}09–９９９９\u{a0}é", 0, 1);
        assert_eq!(text, "219-09-9999 e");
    }

    #[test]
    fn a_letter_with_an_accent_becomes_the_letter() {
        let (text, _) = fold_and_map("Şahin Nguyễn Mirosław Kazlauskienė Yıldız José e\u{301}", 0, 1);
        assert_eq!(text, "Sahin Nguyen Miroslaw Kazlauskiene Yildiz Jose e");
    }

    #[test]
    fn finery_and_ligatures_become_plain_letters_that_lead_back() {
        assert_eq!(fold_and_map("𝐌𝐑𝐍 𝟏𝟐𝟑", 0, 7), ("MRN 123".to_owned(), "𝐌𝐑𝐍 𝟏𝟐𝟑".to_owned()));
        assert_eq!(fold_and_map("ﬁne", 0, 4), ("fine".to_owned(), "ﬁne".to_owned()));
    }

    #[test]
    fn a_cyrillic_letter_in_a_latin_word_is_the_one_it_looks_like_and_a_cyrillic_word_stays_foreign() {
        assert_eq!(fold_and_map("pаtient", 0, 1).0, "patient");
        assert_eq!(fold_and_map("диагноз", 0, 1).0, "\u{7f}".repeat(7));
    }

    #[test]
    fn characters_that_are_written_as_references_are_what_they_stand_for() {
        assert_eq!(fold_and_map("219&#45;09&#x2D;9999 & &#x; &#1114112;", 0, 0).0, "219-09-9999 & &#x; &#1114112;");
        assert_eq!(fold_and_map("no 219&#45;09&#45;9999!", 3, 14).1, "219&#45;09&#45;9999");
    }

    #[test]
    fn a_span_leads_back_to_the_bytes_of_the_leaf() {
        assert_eq!(fold_and_map("é 219\u{2011}09\u{2011}9999!", 2, 13).1, "219\u{2011}09\u{2011}9999");
        assert_eq!(fold_and_map("José", 0, 4).1, "José");
        assert_eq!(fold_and_map("21\u{200b}9-09-9999\u{200b}", 0, 11).1, "21\u{200b}9-09-9999");
    }
}
