//! Matcher packs: `matchers/*.toml` and the customer's own files, read and checked.
//!
//! A matcher is data: what it looks for, what must stand beside it, what it must not be, and the examples that prove it. This
//! file knows the format and says what is wrong with a pack; it does not run one.

use serde::{Deserialize, Serialize};

use crate::detect::validate;
use crate::detect::{Category, Confidence, Strength};
use crate::policy::names;
use crate::suggest;
use crate::suggest::did_you_mean;

/// A pack file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PackFile {
    #[serde(default)]
    matcher: Vec<Matcher>,
}

/// One matcher, as written in its pack.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Matcher {
    /// Stable and never used again: `topic.form`.
    pub id: String,
    /// What it finds.
    pub category: Category,
    /// In a few words.
    pub title: String,
    /// Why it matters.
    pub why: String,
    /// What it may mistake for it.
    #[serde(default)]
    pub false_positives: Vec<String>,
    /// Where the format comes from.
    #[serde(default)]
    pub references: Vec<String>,
    /// How it knows.
    pub strength: Strength,
    /// How sure it is without a keyword. By default a validated matcher is `medium`, any other stays silent.
    #[serde(default)]
    pub alone: Option<Confidence>,
    /// Words that name the value: in the text around it, among the keys above it, or in a field beside it.
    #[serde(default)]
    pub keywords: Vec<String>,
    /// Words that say it is something else; a keyword outweighs them.
    #[serde(default)]
    pub excluded: Vec<String>,
    /// Whether a sign of health in the same text counts as a keyword.
    #[serde(default)]
    pub by_health: bool,
    /// An excluded word near by outweighs a keyword in the text.
    #[serde(default)]
    pub excluded_wins: bool,
    /// How near a keyword in the text must stand, in bytes on either side.
    #[serde(default = "default_window")]
    pub window: u32,
    /// Where keywords count.
    #[serde(default)]
    pub context: Context,
    /// A regular expression; the group `v`, where there is one, is the value.
    #[serde(default)]
    pub pattern: Option<String>,
    /// A finder built into the engine.
    #[serde(default)]
    pub finder: Option<Finder>,
    /// A class of the shipped dictionaries.
    #[serde(default)]
    pub lexicon: Option<Class>,
    /// A word list of its own.
    #[serde(default)]
    pub terms: Vec<String>,
    /// Its terms count only beside another health signal.
    #[serde(default)]
    pub ambiguous: bool,
    /// A named check that the value has to pass.
    #[serde(default)]
    pub validator: Option<String>,
    /// What may not touch the value.
    #[serde(default)]
    pub border: Border,
    /// A cheap condition on the whole text.
    #[serde(default)]
    pub needs: Needs,
    /// One of these words must occur in the text; cheaper than `literals`, because words are looked up anyway.
    #[serde(default)]
    pub words: Vec<String>,
    /// One of these must occur in the text, be it within a word; compared without regard to case.
    #[serde(default)]
    pub literals: Vec<String>,
    /// Whether JSON numbers are looked at as well.
    #[serde(default = "yes")]
    pub numbers: bool,
    /// Events in which it must find something.
    #[serde(default, rename = "match")]
    pub matches: Vec<MatchExample>,
    /// Events in which it must find nothing.
    #[serde(default)]
    pub no_match: Vec<NoMatchExample>,
    /// The pack it comes from.
    #[serde(skip)]
    pub pack: String,
    /// The customer wrote it: where it overlaps with a shipped one, it knows better.
    #[serde(skip)]
    pub own: bool,
}

const fn default_window() -> u32 {
    48
}

const fn yes() -> bool {
    true
}

/// Where keywords count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Context {
    /// In the text, among the keys, in a field beside.
    #[default]
    Any,
    /// Among the keys only.
    Path,
    /// In the text only.
    Text,
}

/// What may not touch a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Border {
    /// No letter and no digit on either side.
    #[default]
    Word,
    /// No digit on either side; values of the same shape glued together are told apart.
    Digit,
    /// Up to two letters may be glued to it; it then counts for less.
    Glued,
    /// Anything may: the expression itself says where a value begins and ends.
    None,
}

/// Finders built into the engine, for what no regular expression can say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Finder {
    /// Names of persons: under keys, behind labels, by first and last name.
    PersonName,
    /// The whole value under a key that carries a keyword.
    KeyValue,
    /// A laboratory test with its result.
    LabValue,
    /// An appointment word beside a word of care.
    Appointment,
}

names!(Finder {
    PersonName = "person_name",
    KeyValue = "key_value",
    LabValue = "lab_value",
    Appointment = "appointment",
});

macro_rules! classes {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)+) => {
        /// A class of the shipped dictionaries (`matchers/lexicons`).
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        #[repr(u8)]
        pub enum Class { $($(#[$doc])* $variant,)+ }

        impl Class {
            /// Every class.
            pub const ALL: &'static [Class] = &[$(Class::$variant,)+];

            /// The name used in packs and in build.rs.
            pub const fn name(self) -> &'static str {
                match self { $(Class::$variant => $name,)+ }
            }

            /// The class as a bit of a set.
            pub const fn bit(self) -> u32 {
                1 << self as u8
            }
        }
    };
}

classes! {
    /// Drugs, generic and brand.
    Drug = "drug",
    /// Diseases, injuries, states of health.
    Condition = "condition",
    /// Symptoms.
    Symptom = "symptom",
    /// Operations and examinations.
    Procedure = "procedure",
    /// Therapy, care, pharmacy.
    Treatment = "treatment",
    /// Laboratory tests and measurements.
    Lab = "lab",
    /// Units of results and doses.
    Unit = "unit",
    /// Medical fields and practitioners.
    Specialty = "specialty",
    /// Types of health facilities.
    Facility = "facility",
    /// Payers, plans, programmes.
    Insurance = "insurance",
    /// Words that show that a text speaks of care.
    Care = "care",
    /// Words that show that a text speaks of animals, machines or software.
    NotHuman = "not_human",
    /// Phrases that show that a text is about health in general and about nobody in particular.
    Impersonal = "impersonal",
    /// First names.
    FirstName = "first_name",
    /// Last names.
    Surname = "surname",
    /// Places.
    City = "city",
    /// Street words.
    Street = "street",
    /// Ordinary English words.
    Word = "word",
}

/// Cheap conditions on a text; all that are given must hold. They save time: a text that does not meet them is not searched. Where
/// anything may touch a value, `mixed` lengths restrict as well: there must be a word as long as the value
/// ([`needs_restrict`](Matcher::needs_restrict)).
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Needs {
    /// At least so many ASCII digits.
    #[serde(default)]
    pub digits: u8,
    /// At least so many digits in a stretch without letters, `:`, `@`, `&`, `=` and quotes.
    #[serde(default)]
    pub run: u8,
    /// A word of digits that has one of these lengths; 31 stands for longer ones.
    #[serde(default)]
    pub numeric: Vec<u8>,
    /// A word of letters and digits mixed that has one of these lengths; 31 stands for longer ones.
    #[serde(default)]
    pub mixed: Vec<u8>,
    /// At least so many colons.
    #[serde(default)]
    pub colons: u8,
    /// At least so many full stops.
    #[serde(default)]
    pub dots: u8,
    /// At least so many words of two hexadecimal digits.
    #[serde(default)]
    pub pairs: u8,
    /// At least one letter.
    #[serde(default)]
    pub letters: bool,
}

/// An event in which a matcher must find something.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MatchExample {
    /// The event, JSON.
    pub event: String,
    /// JSON pointer of the leaf.
    pub path: String,
    /// The matched text.
    pub text: String,
    /// The strength, where the example is about it.
    #[serde(default)]
    pub strength: Option<Strength>,
    /// The confidence, where the example is about it.
    #[serde(default)]
    pub confidence: Option<Confidence>,
}

/// An event in which a matcher must find nothing.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoMatchExample {
    /// The event, JSON.
    pub event: String,
    /// Why not.
    #[serde(default)]
    pub because: String,
}

/// More than so many of anything are counted as so many.
pub(crate) const MOST_NEEDED: u8 = 32;

/// Whether a phrase has letters that folding makes all the same.
fn is_foreign(phrase: &str) -> bool {
    let mut normal = super::normal::Normal::default();
    normal.view(phrase).text.contains(super::normal::FOREIGN_LETTER as char)
}

/// What is wrong with a pack, where, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{pack}{}: {message}", .matcher.as_ref().map(|id| format!(" [{id}]")).unwrap_or_default())]
pub struct PackError {
    /// The pack's file name.
    pub pack: String,
    /// The matcher, where the trouble is one matcher's.
    pub matcher: Option<String>,
    /// What is wrong and what to do.
    pub message: String,
}

/// Reads a pack. Every fault is given, not only the first.
pub fn read(pack: &str, text: &str) -> Result<Vec<Matcher>, Vec<PackError>> {
    let fault = |message: String| PackError { pack: pack.to_owned(), matcher: None, message };
    let mut file: PackFile = toml::from_str(text).map_err(|error| {
        let line = error.span().map(|span| text.get(..span.start).unwrap_or_default().lines().count().max(1));
        let place = line.map(|line| format!("line {line}: ")).unwrap_or_default();
        let message = match suggest::of_serde(error.message()) {
            Some((what, Some(remedy))) => format!("{what}; {remedy}"),
            Some((what, None)) => what,
            None => error.message().replace('\n', ", "),
        };
        vec![fault(format!("{place}{message}"))]
    })?;
    let mut faults = Vec::new();
    for matcher in &mut file.matcher {
        matcher.pack = pack.to_owned();
        matcher.check(&mut |message| {
            faults.push(PackError { pack: pack.to_owned(), matcher: Some(matcher.id.clone()), message });
        });
    }
    if faults.is_empty() { Ok(file.matcher) } else { Err(faults) }
}

impl Matcher {
    /// Whether it speaks without a keyword, and how sure it then is.
    pub fn confidence_alone(&self) -> Option<Confidence> {
        self.alone.or((self.strength == Strength::Validated).then_some(Confidence::Medium))
    }

    /// Whether the lengths under `needs` say more than the pattern does.
    pub fn needs_restrict(&self) -> bool {
        self.border == Border::None && !self.needs.mixed.is_empty() && self.literals.is_empty()
    }

    fn check(&self, fault: &mut dyn FnMut(String)) {
        let parts = self.id.split('.').collect::<Vec<_>>();
        let part = |part: &&str| {
            part.starts_with(|unit: char| unit.is_ascii_lowercase())
                && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
        };
        if parts.len() < 2 || !parts.iter().all(part) {
            fault("an id has the form `topic.form`, in lower-case letters, digits and _".to_owned());
        }
        let sources = [self.pattern.is_some(), self.finder.is_some(), self.lexicon.is_some(), !self.terms.is_empty()];
        if sources.iter().filter(|given| **given).count() != 1 {
            fault("give exactly one of `pattern`, `finder`, `lexicon` and `terms`".to_owned());
        }
        if let Some(name) = &self.validator
            && validate::named(name).is_none()
        {
            fault(format!("there is no validator `{name}`{}", did_you_mean(name, validate::NAMES.iter().copied())));
        }
        let silent =
            self.pattern.is_some() && self.keywords.is_empty() && !self.by_health && self.confidence_alone().is_none();
        if silent {
            fault("it can never fire: give `keywords`, or `alone` if the pattern is good enough by itself".to_owned());
        }
        for keyword in self.keywords.iter().chain(&self.excluded).chain(&self.terms).chain(&self.words) {
            if !keyword.chars().any(char::is_alphanumeric) {
                fault(format!("`{keyword}` holds no word"));
            } else if is_foreign(keyword) {
                fault(format!(
                    "`{keyword}` is written in letters that are not told apart: any word of its length would match; \
                     give its Latin spelling"
                ));
            }
        }
        for text in self.pattern.iter().chain(&self.literals) {
            if let Some(unit) = text.chars().find(|unit| !unit.is_ascii()) {
                fault(format!(
                    "`{unit}` is never found: texts are folded to ASCII before they are searched, so write the plain \
                     letter or sign (`n` for `ñ`, `-` for any dash)"
                ));
            }
        }
        self.check_needs(fault);
    }

    fn check_needs(&self, fault: &mut dyn FnMut(String)) {
        let Needs { digits, run, colons, dots, pairs, .. } = &self.needs;
        for (name, count) in [("digits", digits), ("run", run), ("colons", colons), ("dots", dots), ("pairs", pairs)] {
            if *count > MOST_NEEDED {
                fault(format!("`needs.{name}` is {count}; more than {MOST_NEEDED} are not counted"));
            }
        }
        for (name, lengths) in [("numeric", &self.needs.numeric), ("mixed", &self.needs.mixed)] {
            if let Some(length) = lengths.iter().find(|length| **length == 0 || **length >= MOST_NEEDED) {
                fault(format!(
                    "`needs.{name}` holds {length}; give lengths from 1 to 31, where 31 stands for longer ones"
                ));
            }
        }
    }
}
