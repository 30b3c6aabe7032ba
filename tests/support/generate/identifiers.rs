//! Invented identifiers and health terms, each right in its grammar and check digit, so that a validator has something to accept.

use super::Random;

const FIRST: &[&str] = &[
    "Margaret",
    "Daniel",
    "Gwendolyn",
    "Tomasz",
    "Elena",
    "Harold",
    "Astrid",
    "Priya",
    "Consuelo",
    "Quentin",
    "Leticia",
    "Marcus",
    "Noelle",
    "Octavia",
    "Rosalind",
    "Stephanie",
    "Theodore",
    "Veronica",
    "Winifred",
    "Reginald",
];
const LAST: &[&str] = &[
    "Abernathy",
    "Kowalski",
    "Okafor",
    "Villanueva",
    "Lindqvist",
    "Hawthorne",
    "Castellanos",
    "Fitzgerald",
    "McAllister",
    "Nakamura",
    "Papadopoulos",
    "Rosenthal",
    "Schumacher",
    "Thibodeaux",
    "Vandermeer",
    "Whitfield",
    "Zimmerman",
    "Gutierrez",
];
const STREETS: &[&str] =
    &["Birchwood Ln", "Harbor View Rd", "Shoreline Ave", "Old Quarry Road", "Juniper Street", "Mulberry Ct"];
const CITIES: &[&str] = &["Akron, OH 44304", "Lakewood, OH 44107", "Dayton, OH 45402", "Columbus, OH 43215"];
/// Area codes of Ohio.
const AREAS: &[&str] = &["216", "614", "330", "440", "937", "513", "419", "740"];
const DRUGS: &[&str] = &[
    "metformin",
    "lisinopril",
    "atorvastatin",
    "levothyroxine",
    "albuterol",
    "sertraline",
    "warfarin",
    "hydrochlorothiazide",
    "methotrexate",
    "prednisone",
    "buprenorphine",
    "tamoxifen",
];
const CONDITIONS: &[&str] = &[
    "type 2 diabetes",
    "hypertension",
    "hepatitis C",
    "atrial fibrillation",
    "asthma",
    "breast cancer",
    "schizophrenia",
    "chronic kidney disease",
    "endometriosis",
    "multiple sclerosis",
];
const ICD10: &[&str] = &["E11.9", "I10", "J45.909", "C50.911", "F33.1", "N18.30", "K21.9", "M54.50"];

/// Makes values that do not repeat: a running number is worked into each where its grammar leaves room.
#[derive(Clone, Debug, Default)]
pub struct Identifiers {
    made: u64,
}

impl Identifiers {
    /// A new value of this category, as people write it.
    pub fn make(&mut self, category: &'static str, random: &mut Random) -> String {
        self.made += 1;
        match category {
            "name" => format!("{} {}", random.pick(FIRST), random.pick(LAST)),
            "email" => {
                let (first, last) = (random.pick(FIRST), random.pick(LAST));
                format!("{first}.{last}{}@example.org", self.made).to_ascii_lowercase()
            }
            "phone" | "fax" => format!("({}) 555-01{}", random.pick(AREAS), random.digits(2)),
            "e164" => format!("+1{}55501{}", random.pick(AREAS), random.digits(2)),
            // Area numbers from 773 on were never issued before 2011.
            "ssn" => {
                format!("{}-{:02}-{:04}", random.between(780, 799), random.between(10, 99), random.between(1000, 9899))
            }
            "mrn" => format!("{:08}", 10_000_000 + (self.made * 7919 + random.below(7000)) % 89_000_000),
            "mbi" => mbi(random),
            "npi" => npi(random),
            "health_plan_id" => format!("{}{}", random.string(b"WXQH", 3), random.digits(9)),
            "credit_card" => card(random),
            "date_of_birth" => {
                let (month, day) = (random.between(1, 12), random.between(1, 28));
                format!("{month:02}/{day:02}/{}", random.between(1931, 2004))
            }
            "address" => format!("{} {}, {}", random.between(100, 9899), random.pick(STREETS), random.pick(CITIES)),
            "ip" => format!("203.0.113.{}", random.between(1, 254)),
            "drug" => random.pick(DRUGS).to_owned(),
            "condition" => random.pick(CONDITIONS).to_owned(),
            "icd10" => random.pick(ICD10).to_owned(),
            other => unreachable!("no generator for category {other}"),
        }
    }
}

/// Medicare beneficiary identifier: eleven characters of a fixed grammar, without S L O I B Z.
fn mbi(random: &mut Random) -> String {
    const LETTER: &[u8] = b"ACDEFGHJKMNPQRTUVWXY";
    const ANY: &[u8] = b"ACDEFGHJKMNPQRTUVWXY0123456789";
    const DIGIT: &[u8] = b"0123456789";
    let mut text = String::new();
    for (index, alphabet) in
        [b"123456789", LETTER, ANY, DIGIT, LETTER, ANY, DIGIT, LETTER, LETTER, DIGIT, DIGIT].into_iter().enumerate()
    {
        if index == 4 || index == 7 {
            text.push('-');
        }
        text += &random.string(alphabet, 1);
    }
    text
}

/// National provider identifier: ten digits, Luhn over `80840` and them.
fn npi(random: &mut Random) -> String {
    let body = format!("1{}", random.digits(8));
    format!("{body}{}", luhn(&format!("80840{body}")))
}

/// A card number of the range that payment processors keep for tests, with a right check digit.
fn card(random: &mut Random) -> String {
    let body = format!("424242{}", random.digits(9));
    format!("{body}{}", luhn(&body))
}

/// The Luhn check digit that belongs behind these digits.
fn luhn(digits: &str) -> u64 {
    let sum: u64 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(index, byte)| {
            let digit = u64::from(byte - b'0') * if index % 2 == 0 { 2 } else { 1 };
            digit / 10 + digit % 10
        })
        .sum();
    (10 - sum % 10) % 10
}
