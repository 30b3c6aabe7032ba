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

use std::sync::LazyLock;

use crate::detect::leaf::{Leaf, TermHit};
use crate::detect::lexicon;
use crate::detect::pack::Class;
use crate::detect::tokens::{CAPITAL, Token};
use crate::event::words::{hash_word, split_identifier};

/// Whether a text speaks to or of a person.
pub(crate) fn is_personal(leaf: &Leaf) -> bool {
    leaf.tokens.iter().any(|token| is(&WORDS.personal, *token))
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
        && (is(&WORDS.leads, *first) || (is(&WORDS.signs, *second) && is(&WORDS.of, *first)))
    {
        return true;
    }
    let course = |token: Option<&Token>| token.is_some_and(|token| is(&WORDS.course, *token));
    let linked = after(0).is_some_and(|token| is(&WORDS.link, *token));
    if after(0).is_some_and(|next| next.hash == WORDS.since) || (linked && (course(after(1)) || course(after(2)))) {
        return true;
    }
    let person = named || before(7).iter().any(|token| is(&WORDS.person, *token));
    let near = before(if hit.acronym { 2 } else { 4 });
    near.iter().enumerate().any(|(place, token)| {
        let goes_on = near.get(place + 1).is_some_and(|next| next.hash == WORDS.to);
        is(&WORDS.i_have, *token) || (person && is(&WORDS.having, *token) && !goes_on)
    })
}

/// Whether it is somebody's: `my lithium`, `her stroke`; `your braces`, where the text names somebody.
pub(crate) fn is_owned(leaf: &Leaf, hit: &TermHit, named: bool) -> bool {
    let before = place(leaf, hit).and_then(|at| leaf.tokens.get(at.checked_sub(1)?));
    before.is_some_and(|token| is(&WORDS.own, *token) || (named && is(&WORDS.your, *token)))
}

/// Whether somebody takes, needs, gets or has the thing that `hit` names. A first name is no drug then: `I took Heather along`.
pub(crate) fn is_taken(leaf: &Leaf, hit: &TermHit, named: bool) -> bool {
    let Some(at) = place(leaf, hit) else { return false };
    let may_be_name = hit.ambiguous & Class::Drug.bit() != 0;
    let person = named || before(leaf, at, 7).iter().any(|token| is(&WORDS.person, *token));
    let taken = || person && before(leaf, at, 3).iter().any(|token| is(&WORDS.taking, *token));
    !(may_be_name && leaf.tokens.get(at).is_some_and(is_name)) && (is_owned(leaf, hit, named) || taken())
}

/// Whether somebody is covered by what `hit` names, which is written as a name is: `I have Anthem`, `do you take Molina?`.
pub(crate) fn is_covered(leaf: &Leaf, hit: &TermHit, named: bool) -> bool {
    let Some(at) = place(leaf, hit) else { return false };
    let near = |words: &[u64]| before(leaf, at, 3).iter().any(|token| is(words, *token));
    leaf.tokens.get(at).is_some_and(|token| token.has(CAPITAL))
        && (is_owned(leaf, hit, named)
            || before(leaf, at, 1).iter().any(|token| is(&WORDS.your, *token))
            || (before(leaf, at, 5).iter().any(|token| is(&WORDS.person, *token))
                && (near(&WORDS.having) || near(&WORDS.taking) || near(&WORDS.accepting))))
}

/// Whether the appointment at `start` is somebody's, and nothing in the text says that it is one with a barber or a bank.
pub(crate) fn is_own_appointment(leaf: &Leaf, start: u32) -> bool {
    let Ok(at) = leaf.tokens.binary_search_by_key(&start, |token| token.start) else { return false };
    let word = leaf.tokens.get(at).is_some_and(|token| is(&WORDS.appointment, *token));
    let whose = before(leaf, at, 1).iter().any(|token| is(&WORDS.own, *token) || is(&WORDS.your, *token));
    word && whose && leaf.not_human == 0 && !leaf.tokens.iter().any(|token| is(&WORDS.elsewhere, *token))
}

fn is_name(token: &Token) -> bool {
    lexicon::names(token.hash).is_some_and(|entry| entry.is_any(Class::FirstName.bit() | Class::Surname.bit()))
}

/// Whether the text denies what `hit` names: `denies chest pain`, `no history of diabetes`.
pub(crate) fn is_denied(leaf: &Leaf, hit: &TermHit) -> bool {
    let Some(at) = place(leaf, hit) else { return false };
    before(leaf, at, 4).iter().any(|token| is(&WORDS.denied, *token))
}

/// Whether a text speaks of health in general, and nothing in it is somebody's.
pub(crate) fn is_about_nobody(leaf: &Leaf) -> bool {
    let told = || leaf.tokens.iter().filter(|token| is(&WORDS.teller, **token)).take(MOST_TOLD).count();
    leaf.impersonal > 1
        && leaf.impersonal as usize > told()
        && !leaf.tokens.iter().any(|token| is(&WORDS.claims, *token))
        && !leaf
            .terms
            .iter()
            .any(|hit| is_suffered(leaf, hit, false) || (hit.strong != 0 && is_taken(leaf, hit, false)))
}

/// Somebody who says `I` so often tells of themselves, whatever else they mention.
const MOST_TOLD: usize = 6;

/// Whether a text is long and speaks to nobody and of no patient, so that one word of health in it is a passing remark.
pub(crate) fn is_remote(leaf: &Leaf) -> bool {
    leaf.tokens.len() > LONG && !leaf.tokens.iter().any(|token| is(&WORDS.near, *token))
}

/// A text of more words than this is an article or a post rather than a message, a title or a line of a record.
const LONG: usize = 25;

/// Whether a key says that its subject has something: `has_depression`, `stroke_patients`.
pub(crate) fn key_speaks_of_somebody(key: &str) -> bool {
    let mut speaks = false;
    split_identifier(key, |_, hash| speaks |= WORDS.in_key.contains(&hash));
    speaks
}

fn place(leaf: &Leaf, hit: &TermHit) -> Option<usize> {
    leaf.tokens.binary_search_by_key(&hit.start, |token| token.start).ok()
}

fn before(leaf: &Leaf, at: usize, count: usize) -> &[Token] {
    leaf.tokens.get(at.saturating_sub(count)..at).unwrap_or_default()
}

struct Words {
    teller: Vec<u64>,
    personal: Vec<u64>,
    near: Vec<u64>,
    own: Vec<u64>,
    person: Vec<u64>,
    having: Vec<u64>,
    i_have: Vec<u64>,
    your: Vec<u64>,
    leads: Vec<u64>,
    signs: Vec<u64>,
    link: Vec<u64>,
    appointment: Vec<u64>,
    elsewhere: Vec<u64>,
    course: Vec<u64>,
    of: Vec<u64>,
    accepting: Vec<u64>,
    taking: Vec<u64>,
    denied: Vec<u64>,
    claims: Vec<u64>,
    in_key: Vec<u64>,
    to: u64,
    since: u64,
}

fn is(list: &[u64], token: Token) -> bool {
    list.contains(&token.hash)
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let hashes = |words: &str| words.split(' ').map(hash_word).collect();
    Words {
        teller: hashes("i im ive id my me myself yo mi mis"),
        personal: hashes(
            "i im ive my me you your youre u ur he she his her we our us mi mis su sus tu tus le usted yo patient pt \
             paciente",
        ),
        near: hashes(
            "i im ive my me mine you your youre u ur mi mis su sus tu tus usted yo me patient pt pts paciente mom mother \
             dad father son daughter husband wife",
        ),
        own: hashes("my his her mi mis our sons daughters moms dads mothers fathers wifes husbands babys kids childs"),
        person: hashes(
            "i im ive he hes she shes my our mom mother dad father son daughter kid child baby husband wife patient pt \
             brother sister grandma grandpa grandmother grandfather girlfriend boyfriend who u you youre we mi hijo hija \
             esposo esposa mama papa madre padre abuela abuelo bebe paciente",
        ),
        having: hashes(
            "have has had having hv got gets getting caught developed with suffer suffers suffered suffering \
             experiencing experienced tiene tuvo tienen sufre",
        ),
        i_have: hashes("tengo tuve tenemos padezco sufro"),
        your: hashes("your ur su sus tu tus"),
        leads: hashes(
            "chronic severe bad terrible awful constant worsening recurrent persistent reports reporting endorses treats treat treating relieve \
             relieves",
        ),
        signs: hashes(
            "causes cause signs sign symptoms symptom history hx risk episode episodes bout onset living suffering \
             dealing struggling diagnosed treatment therapy meds medication medicine help causas sintomas",
        ),
        appointment: hashes("appointment appt appointments appts cita citas"),
        elsewhere: hashes(
            "hair haircut nail nails barber salon stylist spa massage tattoo notary visa passport dmv bank banco oil tire \
             tires car vehicle dealer dealership mechanic service technician tech install installation installer cable \
             internet plumber electrician delivery movers moving tax attorney lawyer realtor showing tour viewing fitting \
             bridal photo embassy consulate consulado peluqueria taller notario abogado vet groomer grooming genius store \
             inspection estimate repair furnace roof lawn",
        ),
        link: hashes("is are was got gets getting has feels felt looks"),
        course: hashes(
            "worse worsening better gone bad normal down up back severe constant unbearable improving resolved",
        ),
        of: hashes("of with for de para"),
        accepting: hashes("accept accepts cover covers covered aceptan"),
        taking: hashes(
            "take takes taking took taken need needs needed fill filled refilled dispensed wears prescribed prescribe on using used tried started stopped tomo tomar tomando \
             toma recetaron",
        ),
        denied: hashes("no not denies denied deny without never negative neg sin niega nunca ningun ninguna"),
        claims: hashes(
            "pt diagnosed prescribed refill refills dx rx dosage paciente diagnosticado diagnosticada diagnosticaron \
             recetaron",
        ),
        in_key: hashes(
            "has have had positive negative diagnosis diagnosed patient patients history symptom symptoms treatment \
             medication screening care condition suffers tiene",
        ),
        to: hash_word("to"),
        since: hash_word("since"),
    }
});
