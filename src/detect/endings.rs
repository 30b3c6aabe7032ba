//! Words that tell by their ending that they name a disease, an operation or a drug: `perichondritis`, `orchiectomy`,
//! `tezepelumab`. No dictionary is complete; medicine builds its words by rule.
//!
//! An ending only counts in a word that is no ordinary word, name or place. Looked at for long words that no dictionary knows.

use crate::detect::lexicon;
use crate::detect::pack::Class;
use crate::event::words::hash_ascii;

/// Ending, the fewest letters of the whole word, and what it names. Each is written without accents, which folding drops.
const ENDINGS: [(&str, u8, Class); 120] = [
    ("itis", 7, Class::Condition),
    ("emia", 7, Class::Condition),
    ("aemia", 7, Class::Condition),
    ("osis", 8, Class::Condition),
    ("iasis", 8, Class::Condition),
    ("pathy", 9, Class::Condition),
    ("patia", 9, Class::Condition),
    ("plegia", 8, Class::Condition),
    ("paresis", 9, Class::Condition),
    ("algia", 7, Class::Condition),
    ("uria", 8, Class::Condition),
    ("rrhea", 8, Class::Condition),
    ("rrhoea", 8, Class::Condition),
    ("rragia", 9, Class::Condition),
    ("rrhage", 9, Class::Condition),
    ("sclerosis", 9, Class::Condition),
    ("megaly", 9, Class::Condition),
    ("megalia", 9, Class::Condition),
    ("malacia", 9, Class::Condition),
    ("trophy", 8, Class::Condition),
    ("penia", 8, Class::Condition),
    ("ectasia", 9, Class::Condition),
    ("ectasis", 9, Class::Condition),
    ("plasia", 8, Class::Condition),
    ("phasia", 7, Class::Condition),
    ("phagia", 8, Class::Condition),
    ("kinesia", 9, Class::Condition),
    ("dynia", 8, Class::Condition),
    ("lexia", 8, Class::Condition),
    ("ptysis", 9, Class::Condition),
    ("thorax", 9, Class::Condition),
    ("cephaly", 9, Class::Condition),
    ("cephalus", 10, Class::Condition),
    ("dactyly", 9, Class::Condition),
    ("carcinoma", 9, Class::Condition),
    ("sarcoma", 8, Class::Condition),
    ("blastoma", 9, Class::Condition),
    ("cytoma", 8, Class::Condition),
    ("adenoma", 8, Class::Condition),
    ("angioma", 8, Class::Condition),
    ("glioma", 7, Class::Condition),
    ("fibroma", 8, Class::Condition),
    ("lipoma", 7, Class::Condition),
    ("myoma", 7, Class::Condition),
    ("elioma", 9, Class::Condition),
    ("matoma", 8, Class::Condition),
    ("inoma", 9, Class::Condition),
    ("ectomy", 8, Class::Procedure),
    ("ectomia", 9, Class::Procedure),
    ("ostomy", 8, Class::Procedure),
    ("plasty", 8, Class::Procedure),
    ("plastia", 9, Class::Procedure),
    ("oscopy", 9, Class::Procedure),
    ("oscopia", 9, Class::Procedure),
    ("centesis", 10, Class::Procedure),
    ("rrhaphy", 9, Class::Procedure),
    ("thotomy", 9, Class::Procedure),
    ("lumab", 8, Class::Drug),
    ("zumab", 8, Class::Drug),
    ("ximab", 8, Class::Drug),
    ("numab", 8, Class::Drug),
    ("kimab", 8, Class::Drug),
    ("tumab", 8, Class::Drug),
    ("rumab", 8, Class::Drug),
    ("tinib", 8, Class::Drug),
    ("fenib", 8, Class::Drug),
    ("metinib", 9, Class::Drug),
    ("ciclib", 8, Class::Drug),
    ("parib", 8, Class::Drug),
    ("lisib", 8, Class::Drug),
    ("zomib", 8, Class::Drug),
    ("prazole", 9, Class::Drug),
    ("conazole", 9, Class::Drug),
    ("nidazole", 9, Class::Drug),
    ("bendazole", 10, Class::Drug),
    ("sartan", 8, Class::Drug),
    ("vastatin", 9, Class::Drug),
    ("nopril", 8, Class::Drug),
    ("lapril", 8, Class::Drug),
    ("topril", 8, Class::Drug),
    ("nolol", 8, Class::Drug),
    ("prolol", 9, Class::Drug),
    ("dilol", 8, Class::Drug),
    ("talol", 8, Class::Drug),
    ("dolol", 8, Class::Drug),
    ("zepam", 8, Class::Drug),
    ("zolam", 8, Class::Drug),
    ("barbital", 9, Class::Drug),
    ("cillin", 8, Class::Drug),
    ("mycin", 8, Class::Drug),
    ("floxacin", 9, Class::Drug),
    ("cycline", 9, Class::Drug),
    ("navir", 7, Class::Drug),
    ("tegravir", 9, Class::Drug),
    ("buvir", 8, Class::Drug),
    ("previr", 8, Class::Drug),
    ("ciclovir", 9, Class::Drug),
    ("vudine", 8, Class::Drug),
    ("gliptin", 9, Class::Drug),
    ("gliflozin", 10, Class::Drug),
    ("glutide", 9, Class::Drug),
    ("glitazone", 10, Class::Drug),
    ("triptan", 9, Class::Drug),
    ("oxetine", 9, Class::Drug),
    ("dipine", 8, Class::Drug),
    ("thiazide", 10, Class::Drug),
    ("semide", 8, Class::Drug),
    ("xaban", 8, Class::Drug),
    ("setron", 8, Class::Drug),
    ("tadine", 8, Class::Drug),
    ("lukast", 8, Class::Drug),
    ("nisone", 8, Class::Drug),
    ("methasone", 10, Class::Drug),
    ("dronate", 9, Class::Drug),
    ("codone", 7, Class::Drug),
    ("morphone", 9, Class::Drug),
    ("norphine", 9, Class::Drug),
    ("fentanil", 8, Class::Drug),
    ("gabalin", 9, Class::Drug),
    ("profen", 8, Class::Drug),
];

/// Words with such an ending that mean something else, and that the list of ordinary words does not hold.
const ELSE: [&str; 49] = [
    "academia",
    "antipathy",
    "antipatia",
    "apotheosis",
    "asturia",
    "biocenosis",
    "biocoenosis",
    "bohemia",
    "diagnosis",
    "dichotomy",
    "empathy",
    "empatia",
    "epidemia",
    "etruria",
    "hipnosis",
    "homeopathy",
    "homeopatia",
    "homoeopathy",
    "hypnosis",
    "liguria",
    "manchuria",
    "meiosis",
    "metamorphosis",
    "microscopia",
    "microscopy",
    "mitosis",
    "naturopathy",
    "naturopatia",
    "nostalgia",
    "osmosis",
    "osteopathy",
    "osteopatia",
    "pandemia",
    "prognosis",
    "pronosis",
    "psychopathy",
    "sabiduria",
    "simbiosis",
    "simpatia",
    "spectroscopia",
    "spectroscopy",
    "stereoscopy",
    "symbiosis",
    "sympathy",
    "telepathy",
    "telepatia",
    "telescopy",
    "theosis",
    "trophy",
];

/// The three letters with which endings close, a bit for each triple: hardly an ordinary word has them.
const CLOSES: [u32; 1 << 10] = {
    let mut closes = [0; 1 << 10];
    let mut at = 0;
    while at < ENDINGS.len() {
        if let [.., first, second, third] = ENDINGS[at].0.as_bytes() {
            let triple = triple(*first, *second, *third);
            closes[triple / 32] |= 1 << (triple % 32);
        }
        at += 1;
    }
    closes
};

/// Three letters as a number of 15 bits.
const fn triple(first: u8, second: u8, third: u8) -> usize {
    ((first & 31) as usize) << 10 | ((second & 31) as usize) << 5 | (third & 31) as usize
}

/// The fewest letters of a word that is looked at.
pub(crate) const SHORTEST: u32 = 7;

/// What a word of letters names by its ending.
#[inline]
pub(crate) fn class_of(word: &[u8]) -> Option<Class> {
    let [.., first, second, third] = word else { return None };
    let triple = triple(*first, *second, *third);
    if CLOSES.get(triple / 32)? & (1 << (triple % 32)) == 0 {
        return None;
    }
    named(word)
}

#[cold]
fn named(word: &[u8]) -> Option<Class> {
    let ends = |ending: &str| {
        let from = word.len().checked_sub(ending.len());
        from.and_then(|from| word.get(from..)).is_some_and(|end| end.eq_ignore_ascii_case(ending.as_bytes()))
    };
    let (_, _, class) = ENDINGS.iter().find(|(ending, least, _)| word.len() >= *least as usize && ends(ending))?;
    // Lithuanian last names end so, and no inflammation does.
    if ends("aitis") || ends("ytis") {
        return None;
    }
    let other = ELSE.iter().any(|other| word.eq_ignore_ascii_case(other.as_bytes()));
    let ordinary = other || lexicon::names(hash_ascii(word)).is_some_and(|entry| entry.classes() != 0);
    (!ordinary && word.iter().all(u8::is_ascii_alphabetic)).then_some(*class)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ending_tells_what_a_word_names() {
        for (word, class) in [
            ("perichondritis", Class::Condition),
            ("Hypomagnesemia", Class::Condition),
            ("orchiectomy", Class::Procedure),
            ("TEZEPELUMAB", Class::Drug),
            ("fosinopril", Class::Drug),
        ] {
            assert_eq!(class_of(word.as_bytes()), Some(class), "{word}");
        }
    }

    #[test]
    fn an_ordinary_word_a_name_or_a_place_with_such_an_ending_names_nothing() {
        for word in ["academia", "sympathy", "nostalgia", "diagnosis", "trophy", "April", "Manchuria", "lololol"] {
            assert_eq!(class_of(word.as_bytes()), None, "{word}");
        }
    }
}
