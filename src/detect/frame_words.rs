//! The words by which [`frames`](super::frames) tells whom a text speaks of.
//!
//! Each word has the roles it plays as bits, in one small table: a word of a text is looked up once, whatever is asked of it.

use std::sync::LazyLock;

use crate::detect::tokens::Token;
use crate::event::words::hash_word;

/// A role of a word, or several.
pub(crate) type Role = u32;

pub(crate) const TELLER: Role = 1 << 0;
pub(crate) const PERSONAL: Role = 1 << 1;
pub(crate) const NEAR: Role = 1 << 2;
pub(crate) const OWN: Role = 1 << 3;
pub(crate) const PERSON: Role = 1 << 4;
pub(crate) const HAVING: Role = 1 << 5;
pub(crate) const I_HAVE: Role = 1 << 6;
pub(crate) const YOUR: Role = 1 << 7;
pub(crate) const LEADS: Role = 1 << 8;
pub(crate) const SIGNS: Role = 1 << 9;
pub(crate) const APPOINTMENT: Role = 1 << 10;
pub(crate) const ELSEWHERE: Role = 1 << 11;
pub(crate) const LINK: Role = 1 << 12;
pub(crate) const COURSE: Role = 1 << 13;
pub(crate) const OF: Role = 1 << 14;
pub(crate) const ACCEPTING: Role = 1 << 15;
pub(crate) const TAKING: Role = 1 << 16;
pub(crate) const DENIED: Role = 1 << 17;
pub(crate) const CLAIMS: Role = 1 << 18;
pub(crate) const IN_KEY: Role = 1 << 19;
pub(crate) const TO: Role = 1 << 20;
pub(crate) const SINCE: Role = 1 << 21;
pub(crate) const COVERS: Role = 1 << 22;
pub(crate) const WHEN: Role = 1 << 23;
pub(crate) const MONTH: Role = 1 << 24;
pub(crate) const VISIT: Role = 1 << 25;
pub(crate) const WITH: Role = 1 << 26;
pub(crate) const COVERS_NEAR: Role = 1 << 27;
pub(crate) const LABEL: Role = 1 << 28;
pub(crate) const VAGUE: Role = 1 << 29;
pub(crate) const PAYS: Role = 1 << 30;

/// Whether `token` plays one of `roles`.
#[inline]
pub(crate) fn is(roles: Role, token: Token) -> bool {
    of(token.hash) & roles != 0
}

/// The roles of a word.
#[inline]
pub(crate) fn of(word: u64) -> Role {
    let mut at = place(word);
    loop {
        match TABLE.get(at) {
            Some((hash, roles)) if *hash == word => return *roles,
            None | Some((0, _)) => return 0,
            _ => at = (at + 1) % SLOTS,
        }
    }
}

/// Far more than there are words, so that most look-ups meet an empty slot at once.
const SLOTS: usize = 2048;

fn place(word: u64) -> usize {
    (word >> 20) as usize % SLOTS
}

static TABLE: LazyLock<Box<[(u64, Role)]>> = LazyLock::new(|| {
    let mut table = vec![(0, 0); SLOTS].into_boxed_slice();
    for (role, words) in WORDS {
        for word in words.split_ascii_whitespace().map(hash_word) {
            let mut at = place(word);
            while table[at].0 != 0 && table[at].0 != word {
                at = (at + 1) % SLOTS;
            }
            table[at] = (word, table[at].1 | role);
        }
    }
    table
});

const WORDS: [(Role, &str); 31] = [
    (TELLER, "i im ive id my me myself yo mi mis"),
    (
        PERSONAL,
        "i im ive my me you your youre u ur he she his her we our us mi mis su sus tu tus le usted yo patient pt paciente",
    ),
    (
        NEAR,
        "i im ive my me mine you your youre u ur mi mis su sus tu tus usted yo me patient pt pts paciente mom mother dad father son daughter husband wife",
    ),
    (OWN, "my his her mi mis our sons daughters moms dads mothers fathers wifes husbands babys kids childs"),
    (
        PERSON,
        "i im ive he hes she shes my our mom mother dad father son daughter kid child baby husband wife patient pt brother sister grandma grandpa grandmother grandfather girlfriend boyfriend who u you youre we mi hijo hija esposo esposa mama papa madre padre abuela abuelo bebe paciente",
    ),
    (
        HAVING,
        "have has had having hv got gets getting caught developed with suffer suffers suffered suffering experiencing experienced tiene tuvo tienen sufre",
    ),
    (I_HAVE, "woke woken tengo tuve tenemos padezco sufro"),
    (YOUR, "your ur su sus tu tus"),
    (
        LEADS,
        "still chronic severe bad terrible awful constant worsening recurrent persistent reports reporting endorses treats treat treating relieve relieves",
    ),
    (
        SIGNS,
        "causes cause signs sign symptoms symptom history hx risk episode episodes bout onset living suffering dealing struggling diagnosed treatment therapy meds medication medicine help causas sintomas",
    ),
    (APPOINTMENT, "appointment appt appointments appts cita citas"),
    (
        ELSEWHERE,
        "geek squad dmv subaru toyota honda ford cambio aceite passport dinner table restaurant court jury banker branch showroom hair haircut nail nails barber salon stylist spa massage tattoo notary visa passport dmv bank banco oil tire tires car vehicle dealer dealership mechanic service technician tech install installation installer cable internet plumber electrician delivery movers moving tax attorney lawyer realtor showing tour viewing fitting bridal photo embassy consulate consulado peluqueria taller notario abogado vet groomer grooming genius store inspection estimate repair furnace roof lawn",
    ),
    (LINK, "is are was got gets getting has feels felt looks"),
    (COURSE, "worse worsening better gone bad normal down up back severe constant unbearable improving resolved"),
    (OF, "of with for de para"),
    (ACCEPTING, "billed bill billing switching switched switch accept accepts cover covers covered aceptan"),
    (
        TAKING,
        "use uses take takes taking took taken need needs needed fill filled refilled dispensed wears prescribed prescribe on using used tried started stopped tomo tomar tomando toma recetaron",
    ),
    (DENIED, "no not denies denied deny without never negative neg sin niega nunca ningun ninguna"),
    (
        CLAIMS,
        "pt diagnosed prescribed refill refills dx rx dosage paciente diagnosticado diagnosticada diagnosticaron recetaron",
    ),
    (
        IN_KEY,
        "has have had positive negative diagnosis diagnosed patient patients history symptom symptoms treatment medication screening care condition suffers tiene",
    ),
    (TO, "to"),
    (SINCE, "since"),
    (
        COVERS,
        "car auto autos automobile vehicle vehicles truck motorcycle boat homeowner homeowners renter renters landlord tenant travel trip \
         flight baggage luggage pet pets flood earthquake warranty toaster appliance windshield glass crop cyber hail roof driver drivers plate \
         collision adjuster mortgage escrow coche carro vehiculo moto viaje equipaje",
    ),
    (
        COVERS_NEAR,
        "home house rental phone device title property business liability umbrella shipping refund casa hogar life vida",
    ),
    (LABEL, "id ids number numbers no numero services"),
    (VAGUE, "premium policy poliza"),
    (PAYS, "denied denies approved covers covered paid pays requires required rejected"),
    (WHEN, "on of from dated was el del"),
    (
        MONTH,
        "jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june july august september october \
         november december the enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    ),
    (VISIT, "visit"),
    (WITH, "with for de para con"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_plays_all_the_roles_it_was_given_and_others_play_none() {
        assert_eq!(of(hash_word("my")) & (OWN | PERSONAL), OWN | PERSONAL);
        assert_eq!(of(hash_word("denies")) & (DENIED | PAYS), DENIED | PAYS);
        assert_eq!(of(hash_word("zzyzxq")), 0);
    }

    #[test]
    fn the_table_has_room_and_every_word_is_found_in_it() {
        assert!(TABLE.iter().filter(|(word, _)| *word != 0).count() < SLOTS / 2);
        for (role, words) in WORDS {
            assert!(words.split_ascii_whitespace().all(|word| of(hash_word(word)) & role != 0));
        }
    }
}
