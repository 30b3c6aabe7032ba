//! Text as matchers see it: ASCII, with a map back to the bytes of the leaf.
//!
//! Senders write U+2011 for a dash, U+00A0 for a blank, full-width digits, soft hyphens in the middle of a number. All of these
//! are folded before anything is matched, so that no matcher has to know of them. Text that is ASCII already, which is nearly
//! all of it, is used as it is.

use crate::event::words::fold;

/// A letter that is none of ours (Greek, Han, …): a letter to word borders, equal to nothing.
const FOREIGN_LETTER: u8 = 0x7f;

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

impl View<'_> {
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
        if leaf.is_ascii() {
            return View { text: leaf, origin: None };
        }
        self.text.clear();
        self.origin.clear();
        for (at, unit) in leaf.char_indices() {
            let folded = match unit {
                '\0'..='\x7e' => Some(unit),
                // zero-width characters and soft hyphens are not there at all
                '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}' => {
                    None
                }
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
                // combining accents: `e` and U+0301 are `é`
                '\u{300}'..='\u{36f}' => None,
                'À'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' if unit.is_alphabetic() => {
                    let plain = Some(fold(unit)).filter(char::is_ascii).unwrap_or(FOREIGN_LETTER as char);
                    Some(if unit.is_uppercase() { plain.to_ascii_uppercase() } else { plain })
                }
                _ if unit.is_alphabetic() => Some(FOREIGN_LETTER as char),
                _ => Some(' '),
            };
            if let Some(folded) = folded.filter(char::is_ascii) {
                self.text.push(folded);
                self.origin.push((at as u32, (at + unit.len_utf8()) as u32));
            }
        }
        View { text: &self.text, origin: Some(&self.origin) }
    }
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
    fn letters_of_latin_scripts_are_their_base_letters() {
        let (text, _) = fold_and_map("Trương Şahin Kazlauskienė Größler Łukasz Þór Ærø Ðoko ДН", 0, 1);
        assert_eq!(text, "Truong Sahin Kazlauskiene Grosler Lukasz Tor Aro Doko \x7f\x7f");
    }

    #[test]
    fn a_span_leads_back_to_the_bytes_of_the_leaf() {
        assert_eq!(fold_and_map("é 219\u{2011}09\u{2011}9999!", 2, 13).1, "219\u{2011}09\u{2011}9999");
        assert_eq!(fold_and_map("José", 0, 4).1, "José");
        assert_eq!(fold_and_map("Jose\u{301} x", 0, 4).0, "Jose x");
        assert_eq!(fold_and_map("21\u{200b}9-09-9999\u{200b}", 0, 11).1, "21\u{200b}9-09-9999");
    }
}
