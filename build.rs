//! Dictionaries → one table that the program maps as it is: no parsing at start, because fleets start one process per shard.
//! And the commit, for `--version` (`build/revision.rs`).
//!
//! The table is open-addressed by the hash of a folded phrase (`src/event/words_hash.rs`, the very code that reads text).
//! Layout, little-endian: a filter of 2^20 bits by hash, so that most words need no look-up; the number of slots (u64); per slot the hash (u64), the classes (u32) and the marks (u32).
//! Marks of names and words hold how common they are, in the steps of the lists.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io;
use std::path::Path;

#[path = "build/revision.rs"]
mod revision;

include!("src/event/words_hash.rs");
include!("src/detect/names/trigrams.rs");

/// File stem → class, in the order of `detect::Class` (a test holds the two together).
const CLASSES: [(&str, &str); 19] = [
    ("drugs", "drug"),
    ("conditions", "condition"),
    ("symptoms", "symptom"),
    ("procedures", "procedure"),
    ("treatments", "treatment"),
    ("labs", "lab"),
    ("lab_units", "unit"),
    ("specialties", "specialty"),
    ("facilities", "facility"),
    ("insurance", "insurance"),
    ("care_words", "care"),
    ("not_human", "not_human"),
    ("impersonal", "impersonal"),
    ("first_names", "first_name"),
    ("surnames", "surname"),
    ("cities", "city"),
    ("street_suffixes", "street"),
    ("english_common", "word"),
    ("everyday_words", "word"),
];
/// The classes from here on are names and words; they live in a table of their own, so that the one every word is looked up
/// in stays small.
const FIRST_NAME: usize = 13;

const LONGER: u32 = 1; // a longer phrase begins with this one
const CAPITALS: u32 = 2; // counts in capitals only
const HEAD: u32 = 4; // names a disease together with the word before it
const PROTECTED: u32 = 8; // the law protects it more than other health information
const GIVEN_SHIFT: u32 = 2; // three bits: how many bear it as a first name
const FAMILY_SHIFT: u32 = 5; // three bits: how many bear it as a last name
const AMBIGUOUS_SHIFT: u32 = 8; // one bit per health class: counts only beside another signal
const COMMON_SHIFT: u32 = 25; // two bits: how common it is as a word
const STRONG_GIVEN: u32 = 1 << 27; // also a word, but a strong name
const STRONG_FAMILY: u32 = 1 << 28;
/// A first name is known from its letters alone, in small letters too, if at least so many bear it and it is no word.
const KNOWN_GIVEN: u32 = 1;
const GIVEN_BITS: usize = 1 << 18;

/// About so many groups of three letters occur at all.
const SEEN: f64 = 8000.0;

const FILTER_BITS: usize = 1 << 20;

#[derive(Clone, Copy, Default)]
struct Entry {
    classes: u32,
    marks: u32,
}

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=matchers/lexicons");
    println!("cargo::rerun-if-changed=src/event/words_hash.rs");
    println!("cargo::rerun-if-changed=src/detect/names/trigrams.rs");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");
    revision::tell();
    let out = std::env::var("OUT_DIR").map_err(io::Error::other)?;
    if up_to_date(&Path::new(&out).join("names.bin")).unwrap_or(false) {
        return Ok(());
    }
    let (mut health, mut names) = (HashMap::new(), HashMap::new());
    for (index, (stem, _)) in CLASSES.iter().enumerate() {
        let path = format!("matchers/lexicons/{stem}.txt");
        let text = fs::read_to_string(&path).map_err(|error| io::Error::other(format!("{path}: {error}")))?;
        let table = if index < FIRST_NAME { &mut health } else { &mut names };
        for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            let (term, mark) = line.split_once('\t').unwrap_or((line, ""));
            add(table, index, term, mark);
        }
    }
    misspell(&mut health, &names)?;
    write(&health, &Path::new(&out).join("health.bin"))?;
    fs::write(Path::new(&out).join("given.bin"), given(&names))?;
    fs::write(Path::new(&out).join("letters.bin"), letters()?)?;
    write(&names, &Path::new(&out).join("names.bin"))
}

/// Whether the tables are younger than all they are made of. Most changes are of code, and are no reason to make them again.
fn up_to_date(last: &Path) -> io::Result<bool> {
    let made = fs::metadata(last)?.modified()?;
    let mut newest = fs::metadata(std::env::current_exe()?)?.modified()?; // with what is included above
    for entry in fs::read_dir("matchers/lexicons")? {
        newest = newest.max(entry?.metadata()?.modified()?);
    }
    Ok(made > newest)
}

/// How much each three letters speak for a name rather than for a word, a drug or a town: sixteenths of a power of two.
fn letters() -> io::Result<Vec<u8>> {
    let read = |stems: &[&str]| -> io::Result<HashSet<String>> {
        let mut found = HashSet::new();
        for stem in stems {
            let text = fs::read_to_string(format!("matchers/lexicons/{stem}.txt"))?;
            for line in text.lines().filter(|line| !line.starts_with('#')) {
                let term = line.split('\t').next().unwrap_or_default();
                let letters = |word: &&str| word.len() > 3 && word.bytes().all(|byte| byte.is_ascii_lowercase());
                found.extend(term.split(' ').filter(letters).map(str::to_owned));
            }
        }
        Ok(found)
    };
    let words = read(&["english_common", "everyday_words"])?;
    let names = read(&["first_names", "surnames"])?;
    let others = read(&["drugs", "cities"])?;
    let count = |words: &mut dyn Iterator<Item = &String>| {
        let mut counts = vec![1.0; TRIGRAMS];
        words.for_each(|word| trigrams(word.as_bytes()).for_each(|at| counts[at] += 1.0));
        let all: f64 = counts.iter().sum::<f64>() - TRIGRAMS as f64 + SEEN;
        counts.into_iter().map(|count| count / all).collect::<Vec<f64>>()
    };
    let named = count(&mut names.difference(&words));
    let worded = count(&mut words.iter().chain(others.difference(&names)));
    let odds = |(name, word): (&f64, &f64)| ((name / word).log2() * 16.0).round().clamp(-127.0, 127.0) as i8 as u8;
    Ok(named.iter().zip(&worded).map(odds).collect())
}

/// Adds what people make of widely used names of drugs and diseases: a letter left out, doubled, or changed for its neighbour, one
/// that sounds like another. What is a word, a name or a term by itself stays what it is.
fn misspell(health: &mut HashMap<u64, Entry>, names: &HashMap<u64, Entry>) -> io::Result<()> {
    for (class, (stem, _)) in CLASSES.iter().enumerate().take(FIRST_NAME) {
        let text = fs::read_to_string(format!("matchers/lexicons/{stem}.txt"))?;
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let Some((name, mark)) = line.split_once('\t') else { continue };
            if !mark.contains('+') || !name.is_ascii() {
                continue;
            }
            for wrong in misspellings(name) {
                let hash = hash_word(&wrong);
                if !names.contains_key(&hash) && !health.contains_key(&hash) {
                    add(health, class, &wrong, if mark.contains('!') { "!" } else { "" });
                }
            }
        }
    }
    Ok(())
}

/// Ways in which a name is misspelt; none has less than six letters.
fn misspellings(name: &str) -> Vec<String> {
    const SOUNDS: [(&str, &str); 30] = [
        ("ph", "f"),
        ("f", "ph"),
        ("y", "i"),
        ("i", "y"),
        ("i", "e"),
        ("e", "i"),
        ("a", "e"),
        ("e", "a"),
        ("o", "a"),
        ("a", "o"),
        ("c", "k"),
        ("k", "c"),
        ("c", "s"),
        ("s", "c"),
        ("z", "s"),
        ("s", "z"),
        ("x", "ks"),
        ("th", "t"),
        ("ine", "in"),
        ("in", "ine"),
        ("ll", "l"),
        ("qu", "k"),
        ("i", "u"),
        ("o", "u"),
        ("er", "or"),
        ("b", "v"),
        ("v", "b"),
        ("ae", "e"),
        ("sion", "tion"),
        ("tion", "sion"),
    ];
    let mut wrong = Vec::new();
    let letters: Vec<char> = name.chars().collect();
    let spell = |letters: &[char]| letters.iter().collect::<String>();
    // The first letter is hardly ever wrong.
    for at in 1..letters.len() {
        let mut without = letters.clone();
        without.remove(at);
        wrong.push(spell(&without));
        let mut doubled = letters.clone();
        doubled.insert(at, letters[at]);
        wrong.push(spell(&doubled));
        if at + 1 < letters.len() {
            let mut swapped = letters.clone();
            swapped.swap(at, at + 1);
            wrong.push(spell(&swapped));
        }
    }
    for (right, sound) in SOUNDS {
        for (at, _) in name.match_indices(right).filter(|(at, _)| *at > 0) {
            wrong.push(format!("{}{sound}{}", &name[..at], &name[at + right.len()..]));
        }
    }
    wrong.retain(|word| word.len() > 5 && word != name);
    wrong
}

/// A filter of the first names that are nothing else: it spares most words of small letters the look-up.
fn given(names: &HashMap<u64, Entry>) -> Vec<u8> {
    let mut bytes = vec![0; GIVEN_BITS / 8];
    for (hash, entry) in names {
        let ambiguous = entry.marks & (1 << (AMBIGUOUS_SHIFT as usize + FIRST_NAME)) != 0;
        let word = entry.marks >> COMMON_SHIFT & 3 > 0 && entry.marks & STRONG_GIVEN == 0;
        if entry.classes & (1 << FIRST_NAME) != 0
            && !ambiguous
            && !word
            && entry.marks >> GIVEN_SHIFT & 7 >= KNOWN_GIVEN
        {
            let bit = (hash >> 40) as usize % GIVEN_BITS;
            bytes[bit / 8] |= 1 << (bit % 8);
        }
    }
    bytes
}

fn add(table: &mut HashMap<u64, Entry>, list: usize, term: &str, mark: &str) {
    // Several lists may be of one class.
    let class = CLASSES.iter().position(|(_, class)| *class == CLASSES[list].1).unwrap_or(list);
    let words: Vec<String> = words(term);
    let Some((last, first)) = words.split_last() else { return };
    let mut prefix = 0;
    for (at, word) in first.iter().enumerate() {
        prefix = if at == 0 { hash_word(word) } else { extend(prefix, hash_word(word)) };
        table.entry(prefix).or_default().marks |= LONGER;
    }
    let ends = if class < FIRST_NAME { forms(last, mark) } else { vec![last.clone()] };
    for end in ends {
        let hash = if first.is_empty() { hash_word(&end) } else { extend(prefix, hash_word(&end)) };
        let entry = table.entry(hash).or_default();
        if mark.contains('!') {
            entry.marks |= PROTECTED;
        }
        if mark.contains('H') {
            entry.marks |= HEAD;
            continue;
        }
        let known = entry.classes & (1 << class) != 0;
        let bearers = mark.chars().find_map(|unit| unit.to_digit(8)).unwrap_or_default();
        match CLASSES[class].1 {
            "first_name" => {
                entry.marks |= bearers << GIVEN_SHIFT | if mark.contains('s') { STRONG_GIVEN } else { 0 };
            }
            "surname" => entry.marks |= bearers << FAMILY_SHIFT | if mark.contains('s') { STRONG_FAMILY } else { 0 },
            "word" => {
                entry.marks |= bearers << COMMON_SHIFT;
                if bearers == 1 {
                    continue; // weighs against a name, but is no term
                }
            }
            _ => {}
        }
        let capitals = mark.contains('C');
        // A term that is listed both with and without a mark counts without it.
        // Of words it is said how common they are, in the bits that follow; they are never ambiguous.
        let ambiguous = if CLASSES[class].1 == "word" { 0 } else { 1u32 << (AMBIGUOUS_SHIFT as usize + class) };
        if entry.classes == 0 && capitals {
            entry.marks |= CAPITALS;
        } else if !capitals {
            entry.marks &= !CAPITALS;
        }
        if mark.contains('?') {
            if !known {
                entry.marks |= ambiguous;
            }
        } else {
            entry.marks &= !ambiguous;
        }
        entry.classes |= 1 << class;
    }
}

/// The last word of a term, and its plural: `biopsy`, `biopsies`.
fn forms(word: &str, mark: &str) -> Vec<String> {
    let mut forms = vec![word.to_owned()];
    if !mark.contains('C') && word.len() > 3 && word.chars().all(|unit| unit.is_alphabetic() || unit == '\'') {
        match word.strip_suffix('y') {
            _ if word.ends_with('s') || word.ends_with('x') => {}
            Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => forms.push(format!("{stem}ies")),
            _ => forms.push(format!("{word}s")),
        }
    }
    forms
}

/// Words as text is read: letters and digits run together, apostrophes belong to the word.
fn words(term: &str) -> Vec<String> {
    let separator = |unit: char| !unit.is_alphanumeric() && unit != '\'' && unit != '’';
    term.split(separator).filter(|word| word.chars().any(char::is_alphanumeric)).map(str::to_owned).collect()
}

fn write(table: &HashMap<u64, Entry>, path: &Path) -> io::Result<()> {
    let slots = (table.len() * 3 / 2).next_power_of_two();
    let mut slot: Vec<(u64, Entry)> = vec![(0, Entry::default()); slots];
    let mut hashes: Vec<_> = table.keys().copied().collect();
    hashes.sort_unstable(); // the same table from the same lists
    for hash in hashes {
        let mut at = (hash >> 20) as usize & (slots - 1);
        while slot[at].0 != 0 {
            at = (at + 1) & (slots - 1);
        }
        slot[at] = (hash, table[&hash]);
    }
    let mut bytes = vec![0; FILTER_BITS / 8];
    for hash in table.keys() {
        let bit = (hash >> 40) as usize % FILTER_BITS;
        bytes[bit / 8] |= 1 << (bit % 8);
    }
    bytes.extend((slots as u64).to_le_bytes());
    for (hash, entry) in slot {
        bytes.extend(hash.to_le_bytes());
        bytes.extend(entry.classes.to_le_bytes());
        bytes.extend(entry.marks.to_le_bytes());
    }
    fs::write(path, bytes)
}
