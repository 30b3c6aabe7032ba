//! Names that are a whole value: under a key that says so, one that says whose part somebody plays, or one under which anything
//! may stand.

use super::evidence::Word;
use super::is_capital;
use super::record::Record;
use super::value::{MANY, Value, is_one_of};
use crate::detect::Confidence;
use crate::detect::tokens::{SMALL, Token};
use crate::event::words::split_identifier;

/// What the key says of its value, in order of how much.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// Anything: `name`, `label`.
    Anything,
    /// Somebody, or a firm: `customer`, `driver`.
    Role,
    /// A name: `first_name`, `patient_name`.
    Name,
}

impl Value<'_> {
    /// Whether it is a name under a key of this kind.
    pub fn is_name(&self, kind: Kind) -> Option<(u32, u32, Confidence)> {
        let on_list = self.known().any(|known| known.listed() && (known.strong || !known.ordinary));
        let named = match kind {
            // A word before something else may be any.
            _ if !self.whole && (kind == Kind::Anything || self.words.len() < 2) => false,
            Kind::Name => self.may_be_name(on_list),
            Kind::Role => self.reads_as_name() || (!self.other && self.looks_like_name(on_list)),
            Kind::Anything => !self.other && (self.reads_as_name() || self.has_form()),
        };
        let (first, last) = (self.words.first()?, self.words.last()?);
        named.then_some((first.start, last.end, if on_list { Confidence::High } else { Confidence::Medium }))
    }

    /// Whether the record around it may make it a name, or none.
    pub fn may_depend(&self) -> bool {
        self.is_name(Kind::Name).is_some() || self.is_name(Kind::Role).is_some()
    }

    fn known(&self) -> impl Iterator<Item = &Word> {
        self.known.iter().take(self.words.len())
    }

    fn parts(&self) -> impl Iterator<Item = (&Token, &Word)> {
        self.words.iter().zip(&self.known)
    }

    /// Not all words are ordinary ones.
    fn may_be_name(&self, on_list: bool) -> bool {
        let ordinary = |(token, known): &(&Token, &Word)| known.ordinary && !(is_capital(**token) && known.listed());
        let ordinary = self.parts().filter(ordinary).count();
        on_list || (!self.other && ordinary < self.words.len())
    }

    /// Capitalised words, of which none is an ordinary one unless it is a name too.
    fn looks_like_name(&self, on_list: bool) -> bool {
        // A common word that is a name, too, stands beside one that is sure to be one.
        let (mut small, mut fits, mut common, mut supported) = (false, true, false, false);
        for (token, known) in self.parts().filter(|(token, _)| !self.is_particle(token)) {
            let unknown = known.common == 0 && (known.listed() || !known.city);
            small |= !is_capital(*token);
            fits &= unknown || known.given > 0 || known.family > 0;
            common |= known.common > 0;
            supported |= known.given > 0 || (known.family > 0 && known.common == 0);
        }
        fits &= !common || supported;
        match (self.words, &self.known) {
            ([only], [known, ..]) => {
                let whole = only.has(SMALL) && only.end - only.start > 2;
                match (small, known.listed()) {
                    (false, true) => known.common < 2 || known.family > 0 || known.given > 0,
                    (false, false) => known.common == 0 && whole && !known.city,
                    _ => known.first && known.common == 0,
                }
            }
            ([_, .., _], [first, ..]) => {
                let last = self.known().last().copied().unwrap_or_default();
                (fits && (!small || on_list)) || is_pair(first, &last, small)
            }
            _ => false,
        }
    }

    /// `de`, `van der`, initials, `Jr`.
    fn is_particle(&self, token: &Token) -> bool {
        let length = token.end - token.start;
        length == 1 || (length < 4 && is_one_of(self.text, *token, &PARTICLES))
    }

    /// `Okafor, Thandeka`, `OKAFOR, THANDEKA T`, `T. Okafor`: names by their form, known or not.
    fn has_form(&self) -> bool {
        let plain = |(token, known): (&Token, &Word)| {
            is_capital(*token) && known.common == 0 && (known.listed() || !known.city)
        };
        let initial = |token: &Token| token.end - token.start == 1 && is_capital(*token);
        match (self.text.split_once(", "), self.words) {
            (Some((last, first)), words) => {
                (2..=4).contains(&words.len()) && last.len() > 2 && !first.contains(',') && self.parts().all(plain)
            }
            (None, [first, last]) => {
                initial(first)
                    && self.text.as_bytes().get(first.end as usize) == Some(&b'.')
                    && last.has(SMALL)
                    && self.parts().all(plain)
            }
            _ => false,
        }
    }

    /// Whether every word may be one of a name: a first name alone, or first and last names side by side.
    fn reads_as_name(&self) -> bool {
        let capitals = self.words.first().is_some_and(|first| is_capital(*first));
        let name = |(token, known): (&Token, &Word)| {
            if capitals && !is_capital(*token) {
                token.end - token.start < 4
            } else if is_capital(*token) {
                known.listed() || known.common == 0
            } else {
                known.listed() && known.common == 0
            }
        };
        let [first, second, ..] = self.known;
        match self.words {
            [only] => is_capital(*only) && first.first && first.strong && !first.ordinary && !first.city,
            [_, .., _] => {
                let last = self.known().last().copied().unwrap_or_default();
                // `Lopez, Maria`, `Lopez, Maria T`
                let (given, family) = if self.text.contains(',') { (second, first) } else { (first, last) };
                let listed = (given.first && !given.ordinary) || (family.last && family.strong && !family.ordinary);
                !self.other && listed && self.parts().all(name)
            }
            [] => false,
        }
    }
}

/// A first and a last name of which one is sure, though the other may be a word or on no list: `Blessing Okafor`, `Will May`.
fn is_pair(given: &Word, family: &Word, small: bool) -> bool {
    let unlisted = |word: &Word| !word.listed() && word.common == 0 && !word.city;
    let sure = given.first && given.strong && given.common == 0 && !given.city;
    (given.first && (family.bearers >= MANY || unlisted(family)))
        || (unlisted(given) && family.bearers >= MANY)
        || (!small && sure && (family.common < 2 || family.family > 0))
}

const PARTICLES: [&str; 27] = [
    "van", "der", "den", "von", "de", "la", "las", "los", "del", "di", "da", "do", "dos", "du", "el", "al", "bin",
    "ibn", "ter", "ten", "st", "le", "y", "ii", "iii", "jr", "sr",
];

/// What a key under which anything may stand says in a record; `None` if no name.
pub(super) const fn in_record(record: Record) -> Option<Kind> {
    match record {
        Record::Parts => Some(Kind::Name),
        Record::Person => Some(Kind::Role),
        Record::Open => Some(Kind::Anything),
        Record::Other | Record::Titled => None,
    }
}

/// Whether a key or an id holds a first and a last name side by side, in any case and either order: `maria_lopez`,
/// `Lopez, Maria`.
pub(crate) fn reads_as_person(text: &str) -> bool {
    if text.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return false; // one word, as most keys are
    }
    let mut before: Option<Word> = None;
    let mut person = false;
    split_identifier(text, |range, hash| {
        // Most of what comes here is a SID or a UUID, which falls to such pieces.
        if range.len() == 1 || text.as_bytes().get(range.start).is_some_and(u8::is_ascii_digit) {
            before = None;
            return;
        }
        let now = Word::of(hash);
        let name = |known: &Word| known.strong && !known.ordinary;
        if let Some(before) = before.filter(name)
            && name(&now)
        {
            person |= (before.first && now.last) || (before.last && now.first);
        }
        before = Some(now);
    });
    person
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::bits::Bits;
    use crate::detect::leaf::{Acronyms, Leaf};
    use crate::detect::normal::Normal;
    use crate::detect::vocabulary::Vocabulary;

    /// What of `text` is a name under a key of this kind.
    fn name(text: &str, kind: Kind) -> Option<String> {
        let (mut leaf, mut normal) = (Leaf::default(), Normal::default());
        let view = normal.view(text);
        leaf.read(view.text, &Vocabulary::default(), Acronyms::AsWritten);
        let value = Value::of(view.text, &leaf, Bits::default(), Bits::default())?;
        let (start, end, _) = value.is_name(kind)?;
        let (start, end) = view.original(start as usize, end as usize);
        text.get(start as usize..end as usize).map(str::to_owned)
    }

    #[test]
    fn a_key_of_names_takes_words_that_are_on_no_list() {
        for text in
            ["Bohdanka", "Jayawardena", "Kazlauskienė", "Nguyễn", "Glass", "de la Cruz", "REYNOLDS, KATHERINE M"]
        {
            assert_eq!(name(text, Kind::Name).as_deref(), Some(text));
        }
    }

    #[test]
    fn what_stands_where_no_name_is_known_is_none() {
        for text in ["Unknown", "N/A", "test user", "patient", "TaskCreated", "WIRELESS CALLER", "please enter it here"]
        {
            assert_eq!(name(text, Kind::Name), None, "{text}");
        }
    }

    #[test]
    fn a_role_is_played_by_a_person_or_by_a_firm() {
        for text in
            ["Thandeka Okafor", "Rose Young", "Will May", "Blessing Toivonen", "van der Berg, Tayvion", "Ximena"]
        {
            assert_eq!(name(text, Kind::Role).as_deref(), Some(text));
        }
        for text in ["Best Buy", "Google Search", "Editorial Team", "Papa John's", "everyone", "No preference"] {
            assert_eq!(name(text, Kind::Role), None, "{text}");
        }
    }

    #[test]
    fn under_a_key_that_says_nothing_a_name_says_so_itself() {
        for text in ["Maria Lopez", "Okafor, Thandeka", "T. Okafor"] {
            assert_eq!(name(text, Kind::Anything).as_deref(), Some(text));
        }
        for text in ["Checkout Started", "Austin", "Aloe Vera Plant", "Globex Initech", "Maria's"] {
            assert_eq!(name(text, Kind::Anything), None, "{text}");
        }
    }

    #[test]
    fn titles_and_what_stands_behind_a_name_are_no_part_of_it() {
        assert_eq!(name("Dr. Anjali Deshpande, MD", Kind::Role).as_deref(), Some("Anjali Deshpande"));
        assert_eq!(name("Noah Showers +1 720 555 0149", Kind::Role).as_deref(), Some("Noah Showers"));
        assert_eq!(name("Maria Lopez <mlopez@example.com>", Kind::Anything).as_deref(), Some("Maria Lopez"));
        assert_eq!(name("Order 12345", Kind::Role), None);
    }
}
