//! Whom a text that holds health words speaks of: `I have shingles`, `my son is having a seizure`, `tengo fiebre`, and on the
//! other side `join our charity run`.
//!
//! A small scheme of evidence, looked at only where a text holds a health word:
//!
//! | evidence | what it does |
//! |---|---|
//! | somebody has, takes or owns it ([`is_suffered`], [`is_taken`]) | makes an ambiguous word count, outweighs what speaks against |
//! | somebody is spoken to or of ([`is_personal`]) | an ambiguous word beside a word of care counts in full |
//! | it is denied ([`is_denied`]) | never above `medium`: it is still told of somebody |
//! | health in general (`impersonal.txt`), and nothing that outweighs it ([`is_about_nobody`]) | `low` |
//! | one word of health in a long text that speaks to nobody ([`is_remote`]) | `low` |

use crate::detect::frame_words::{self as word, is};
use crate::detect::leaf::{Leaf, TermHit};
use crate::detect::lexicon;
use crate::detect::pack::Class;
use crate::detect::tokens::{CAPITAL, DIGIT, Token};
use crate::event::words::split_identifier;

/// Whether a text speaks to or of a person.
pub(crate) fn is_personal(leaf: &Leaf) -> bool {
    leaf.tokens.iter().any(|token| is(word::PERSONAL, *token))
}

/// Whether somebody has, had or is having the thing that `hit` names, or it is somebody's. An acronym that somebody owns may
/// be anything: `my DM`. Where the text names somebody (`named`), they are who has it, and what is `your` is theirs.
pub(crate) fn is_suffered(leaf: &Leaf, hit: &TermHit, named: bool) -> bool {
    let Some(at) = place(leaf, hit) else { return false };
    let before = |count: usize| before(leaf, at, count);
    if !hit.acronym && is_owned(leaf, hit, named) {
        return true;
    }
    let after = |count: usize| leaf.tokens.get(hit.next_token as usize + count);
    if let [.., second, first] = before(2)
        && (is(word::LEADS, *first) || (is(word::SIGNS, *second) && is(word::OF, *first)))
    {
        return true;
    }
    let course = |token: Option<&Token>| token.is_some_and(|token| is(word::COURSE, *token));
    let linked = after(0).is_some_and(|token| is(word::LINK, *token));
    if after(0).is_some_and(|next| is(word::SINCE, *next)) || (linked && (course(after(1)) || course(after(2)))) {
        return true;
    }
    let person = named || before(7).iter().any(|token| is(word::PERSON, *token));
    let near = before(if hit.acronym { 2 } else { 4 });
    near.iter().enumerate().any(|(place, token)| {
        let goes_on = near.get(place + 1).is_some_and(|next| is(word::TO, *next));
        is(word::I_HAVE, *token) || (person && is(word::HAVING, *token) && !goes_on)
    })
}

/// Whether it is somebody's: `my lithium`, `her stroke`; `your braces`, where the text names somebody. In `our cancer charity
/// run` the run is.
pub(crate) fn is_owned(leaf: &Leaf, hit: &TermHit, named: bool) -> bool {
    if hit.cause {
        return false;
    }
    let before = place(leaf, hit).and_then(|at| leaf.tokens.get(at.checked_sub(1)?));
    before.is_some_and(|token| is(word::OWN, *token) || (named && is(word::YOUR, *token)))
}

/// Whether somebody takes, needs, gets or has the thing that `hit` names. A first name is no drug then: `I took Heather along`.
pub(crate) fn is_taken(leaf: &Leaf, hit: &TermHit, named: bool) -> bool {
    let Some(at) = place(leaf, hit) else { return false };
    let may_be_name = hit.ambiguous & Class::Drug.bit() != 0;
    let person = named || before(leaf, at, 7).iter().any(|token| is(word::PERSON, *token));
    let taken = || person && before(leaf, at, 3).iter().any(|token| is(word::TAKING, *token));
    !(may_be_name && leaf.tokens.get(at).is_some_and(is_name)) && (is_owned(leaf, hit, named) || taken())
}

/// Whether somebody is covered by what `hit` names, which is written as a name is: `I have Anthem`, `do you take Molina?`.
pub(crate) fn is_covered(leaf: &Leaf, hit: &TermHit, named: bool) -> bool {
    let Some(at) = place(leaf, hit) else { return false };
    let near = |roles| before(leaf, at, 3).iter().any(|token| is(roles, *token));
    let pays = || leaf.tokens.get(hit.next_token as usize).is_some_and(|next| is(word::PAYS, *next));
    leaf.tokens.get(at).is_some_and(|token| token.has(CAPITAL))
        && (pays()
            || is_owned(leaf, hit, named)
            || before(leaf, at, 1).iter().any(|token| is(word::YOUR, *token))
            || (before(leaf, at, 5).iter().any(|token| is(word::PERSON, *token))
                && near(word::HAVING | word::TAKING | word::ACCEPTING)))
}

/// Whether somebody's insurance, claim or deductible is spoken of, and nothing says that it is that of a car or a house.
/// `member` says that the text holds the number of a member.
pub(crate) fn is_insured(leaf: &Leaf, hit: &TermHit, named: bool, member: bool) -> bool {
    let Some(at) = place(leaf, hit) else { return false };
    let whose = |token: &Token| is(word::OWN, *token) || (named && is(word::YOUR, *token));
    let phrase = leaf.tokens.get(at.saturating_sub(1)..hit.next_token as usize).unwrap_or_default();
    // `member number` labels the number beside it, whosever it is.
    if phrase.last().is_some_and(|token| is(word::LABEL, *token)) {
        return false;
    }
    let owned = phrase.iter().any(whose) && !is_vague(leaf, hit);
    let person = named || before(leaf, at, 5).iter().any(|token| is(word::PERSON, *token));
    let had = || person && before(leaf, at, 2).iter().any(|token| is(word::HAVING, *token));
    let other = |other: &TermHit| {
        let brand = place(leaf, other).and_then(|at| leaf.tokens.get(at)).is_some_and(|token| token.has(CAPITAL));
        !brand
            && (other.strong | other.ambiguous) & Class::Insurance.bit() != 0
            && (other.start < hit.start || other.start >= hit.end)
    };
    let near_else = || before(leaf, at, 2).iter().any(|token| is(word::COVERS_NEAR, *token));
    (owned || member || had() || (person && leaf.terms.iter().any(other)))
        && !near_else()
        && !speaks_of(leaf, word::COVERS)
}

/// Whether a word of insurance stands for much else as well: `premium`, `policy`.
pub(crate) fn is_vague(leaf: &Leaf, hit: &TermHit) -> bool {
    place(leaf, hit).and_then(|at| leaf.tokens.get(at)).is_some_and(|token| is(word::VAGUE, *token))
}

/// Whether it is somebody's test: `your INR`.
pub(crate) fn is_tested(leaf: &Leaf, hit: &TermHit) -> bool {
    let before = place(leaf, hit).map(|at| before(leaf, at, 1)).unwrap_or_default();
    before.iter().any(|token| is(word::OWN | word::YOUR, *token))
}

/// What is known of an appointment whose text names no provider.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Own {
    /// It is somebody's who is named: `Ana, your appt is on Friday`.
    Named,
    /// It is somebody's: `can you move my appt`.
    Told,
    /// It is not known to be anybody's, or it is one with a barber or a bank.
    Not,
}

/// Whose the appointment at `start` is.
pub(crate) fn own_appointment(leaf: &Leaf, start: u32, named: bool) -> Own {
    let Ok(at) = leaf.tokens.binary_search_by_key(&start, |token| token.start) else { return Own::Not };
    let Some(token) = leaf.tokens.get(at) else { return Own::Not };
    let after = |count: usize| leaf.tokens.get(at + count);
    let whose = before(leaf, at, 1).iter().any(|token| is(word::OWN | word::YOUR, *token));
    let dated = || {
        after(1).is_some_and(|next| is(word::WHEN, *next))
            && (2..4).any(|count| after(count).is_some_and(|next| next.has(DIGIT) || is(word::MONTH, *next)))
    };
    let of = || after(1).is_some_and(|next| is(word::OF, *next) && !is(word::WITH, *next));
    let fits = match is(word::APPOINTMENT, *token) {
        true => whose || (named && !of()),
        // `your visit with Ana Bell`, who is somebody's doctor rather than a guest
        false => {
            is(word::VISIT, *token)
                && named
                && (dated() || (whose && after(1).is_some_and(|next| is(word::WITH, *next))))
        }
    };
    if !fits || leaf.not_human > 0 || speaks_of(leaf, word::ELSEWHERE) {
        return Own::Not;
    }
    if named { Own::Named } else { Own::Told }
}

fn speaks_of(leaf: &Leaf, roles: word::Role) -> bool {
    leaf.tokens.iter().any(|token| is(roles, *token))
}

fn is_name(token: &Token) -> bool {
    lexicon::names(token.hash).is_some_and(|entry| entry.is_any(Class::FirstName.bit() | Class::Surname.bit()))
}

/// Whether the text denies what `hit` names: `denies chest pain`, `no history of diabetes`.
pub(crate) fn is_denied(leaf: &Leaf, hit: &TermHit) -> bool {
    let Some(at) = place(leaf, hit) else { return false };
    before(leaf, at, 4).iter().any(|token| is(word::DENIED, *token))
}

/// Whether a text speaks of health in general, and nothing in it is somebody's.
pub(crate) fn is_about_nobody(leaf: &Leaf) -> bool {
    if leaf.impersonal < 2 {
        return false;
    }
    let mut told = 0;
    for token in &leaf.tokens {
        let roles = word::of(token.hash);
        if roles & word::CLAIMS != 0 {
            return false;
        }
        told += usize::from(roles & word::TELLER != 0);
    }
    leaf.impersonal as usize > told.min(MOST_TOLD)
        && !leaf
            .terms
            .iter()
            .any(|hit| is_suffered(leaf, hit, false) || (hit.strong != 0 && is_taken(leaf, hit, false)))
}

/// Somebody who says `I` so often tells of themselves, whatever else they mention.
const MOST_TOLD: usize = 6;

/// Whether a text is long and speaks to nobody and of no patient, so that one word of health in it is a passing remark.
pub(crate) fn is_remote(leaf: &Leaf) -> bool {
    leaf.tokens.len() > LONG && !leaf.tokens.iter().any(|token| is(word::NEAR, *token))
}

/// A text of more words than this is an article or a post rather than a message, a title or a line of a record.
const LONG: usize = 25;

/// Whether a key says that its subject has something: `has_depression`, `stroke_patients`.
pub(crate) fn key_speaks_of_somebody(key: &str) -> bool {
    let mut speaks = false;
    split_identifier(key, |_, hash| speaks |= word::of(hash) & word::IN_KEY != 0);
    speaks
}

fn place(leaf: &Leaf, hit: &TermHit) -> Option<usize> {
    leaf.tokens.binary_search_by_key(&hit.start, |token| token.start).ok()
}

fn before(leaf: &Leaf, at: usize, count: usize) -> &[Token] {
    leaf.tokens.get(at.saturating_sub(count)..at).unwrap_or_default()
}
