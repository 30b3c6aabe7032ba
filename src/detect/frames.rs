//! Whether a text says that somebody has what it names: `I have shingles`, `my son is having a seizure`, `tengo fiebre`.
//!
//! Looked at only where a text holds a health word that may mean other things as well.

use std::sync::LazyLock;

use crate::detect::leaf::{Leaf, TermHit};
use crate::detect::tokens::Token;
use crate::event::words::{hash_word, split_identifier};

/// Whether a text speaks to or of a person.
pub(crate) fn is_personal(leaf: &Leaf) -> bool {
    leaf.tokens.iter().any(|token| is(&WORDS.personal, *token))
}

/// Whether somebody has, had or is having the thing that `hit` names, or it is somebody's.
pub(crate) fn is_suffered(leaf: &Leaf, hit: &TermHit) -> bool {
    let Some(at) = leaf.tokens.iter().position(|token| token.start == hit.start) else { return false };
    let before = |count: usize| leaf.tokens.get(at.saturating_sub(count)..at).unwrap_or_default();
    if before(1).iter().any(|token| is(&WORDS.own, *token)) {
        return true;
    }
    let person = before(7).iter().any(|token| is(&WORDS.person, *token));
    before(4).iter().enumerate().any(|(place, token)| {
        let goes_on = before(4).get(place + 1).is_some_and(|next| next.hash == WORDS.to);
        is(&WORDS.i_have, *token) || (person && is(&WORDS.having, *token) && !goes_on)
    })
}

/// Whether a key says that its subject has something: `has_depression`, `stroke_patients`.
pub(crate) fn key_speaks_of_somebody(key: &str) -> bool {
    let mut speaks = false;
    split_identifier(key, |_, hash| speaks |= WORDS.in_key.contains(&hash));
    speaks
}

struct Words {
    personal: Vec<u64>,
    own: Vec<u64>,
    person: Vec<u64>,
    having: Vec<u64>,
    i_have: Vec<u64>,
    in_key: Vec<u64>,
    to: u64,
}

fn is(list: &[u64], token: Token) -> bool {
    list.contains(&token.hash)
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let hashes = |words: &str| words.split(' ').map(hash_word).collect();
    Words {
        personal: hashes("i im ive my me you your youre he she his her we our us mi mis su sus tu tus le usted yo"),
        own: hashes("my his her mi mis our sons daughters moms dads mothers fathers wifes husbands babys kids childs"),
        person: hashes(
            "i im ive he hes she shes my our mom mother dad father son daughter kid child baby husband wife patient pt mi \
             hijo hija esposo esposa mama papa madre padre abuela abuelo bebe",
        ),
        having: hashes("have has had having hv got gets getting caught developed with tiene tuvo tienen"),
        i_have: hashes("tengo tuve tenemos padezco"),
        in_key: hashes(
            "has have had positive negative diagnosis diagnosed patient patients history symptom symptoms treatment \
             medication screening care condition suffers tiene",
        ),
        to: hash_word("to"),
    }
});
