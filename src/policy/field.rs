//! Tests on the fields of an event: `{ path = ["data.call_type"], equals = ["trunking"] }`.
//!
//! Values are compared without regard to case and to blanks, hyphens and underscores. A test holds when one of its paths names
//! a value that passes. What an event does not hold at all is known from its [`Sieve`] before any path is walked.

use serde::Deserialize;

use crate::event::{Event, FieldPath, NodeId, NodeKind, field_name};
use crate::policy::context::Context;
use crate::policy::hosts;

/// A field test as written.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct RawFieldTest {
    path: Vec<String>,
    present: Option<bool>,
    nonempty: Option<bool>,
    equals: Option<Vec<String>>,
    not_equals: Option<Vec<String>>,
    prefix: Option<Vec<String>>,
    contains: Option<Vec<String>>,
    key_prefix: Option<Vec<String>>,
    key_contains: Option<Vec<String>>,
    scheme: Option<Vec<String>>,
    greater: Option<f64>,
    host: Option<HostTest>,
    userinfo: Option<bool>,
}

/// What a host is held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum HostTest {
    /// Nobody attested it.
    Unattested,
    /// A known vendor without a recorded BAA.
    ThirdParty,
}

/// A compiled field test.
#[derive(Clone, Debug)]
pub(crate) struct FieldTest {
    paths: Vec<SievedPath>,
    /// The names of all paths together; `None` where a path has none.
    names: Option<Sieve>,
    test: Test,
}

#[derive(Clone, Debug)]
enum Test {
    Present,
    Nonempty,
    Equals(Vec<Folded>),
    NotEquals(Vec<Folded>),
    Prefix(Vec<String>),
    Contains(Vec<String>),
    KeyPrefix(Vec<String>),
    KeyContains(Vec<String>),
    Scheme(Vec<String>),
    Greater(f64),
    Host(HostTest),
    Userinfo(bool),
}

/// A field path with the bit of its last name.
#[derive(Clone, Debug)]
pub(crate) struct SievedPath {
    path: FieldPath,
    /// The path counts from the event's `data`, which is known, instead of from its root.
    in_data: bool,
    bit: Option<u16>,
}

/// Which field names an event may hold: one bit each, shared by some.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sieve([u64; 16]);

impl Sieve {
    /// The names in `event`.
    pub fn of(event: &Event<'_>) -> Self {
        let document = event.document();
        let mut sieve = Self::default();
        for node in event.root()..document.end(event.root()) {
            sieve.add(bit(document.field(node)));
        }
        sieve
    }

    fn add(&mut self, bit: u16) {
        if let Some(word) = self.0.get_mut(usize::from(bit >> 6)) {
            *word |= 1 << (bit & 63);
        }
    }

    /// Whether the two have a bit in common.
    fn meets(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).any(|(left, right)| left & right != 0)
    }

    fn has(&self, bit: u16) -> bool {
        self.0.get(usize::from(bit >> 6)).is_some_and(|word| word >> (bit & 63) & 1 != 0)
    }
}

fn names_of(paths: &[SievedPath]) -> Option<Sieve> {
    let mut names = Sieve::default();
    for path in paths {
        names.add(path.bit?);
    }
    Some(names)
}

/// Ten bits out of length, first, middle and last byte: cheap, and field names seldom agree in all four.
fn bit(field: &str) -> u16 {
    let (bytes, len) = (field.as_bytes(), field.len());
    let at = |index: usize, factor: u32| bytes.get(index).map_or(0, |byte| u32::from(*byte).wrapping_mul(factor));
    let mixed =
        at(0, 0x9e37) ^ at(len / 2, 0x85eb) ^ at(len.wrapping_sub(1), 0xc2b3) ^ (len as u32).wrapping_mul(0x27d5);
    (mixed >> 5) as u16 & 0x3ff
}

impl SievedPath {
    pub fn parse(text: &str) -> Result<Self, String> {
        let (in_data, rest) = text.strip_prefix("data.").map_or((false, text), |rest| (true, rest));
        let path = FieldPath::parse(rest).map_err(|error| error.to_string())?;
        let named = text.split('.').map(str::trim).rfind(|part| !part.starts_with('*'));
        Ok(Self { path, in_data, bit: named.map(|name| bit(&field_name(name))) })
    }

    pub fn parse_all(texts: &[String]) -> Result<Vec<Self>, String> {
        texts.iter().map(|text| Self::parse(text)).collect()
    }

    /// Calls `each` for every value that the path names, until it gives `true`.
    pub fn any<'d>(&self, event: &Event<'d>, sieve: &Sieve, mut each: impl FnMut(NodeId, &'d str) -> bool) -> bool {
        let document = event.document();
        self.bit.is_none_or(|bit| sieve.has(bit))
            && self.path.any(document, self.start(event), &mut |node| each(node, document.text(node)))
    }

    fn start(&self, event: &Event<'_>) -> NodeId {
        if self.in_data { event.data() } else { event.root() }
    }

    /// Whether `node` is named by the path or stands below what it names.
    pub fn covers(&self, event: &Event<'_>, sieve: &Sieve, node: NodeId) -> bool {
        self.bit.is_none_or(|bit| sieve.has(bit)) && self.path.covers(event.document(), self.start(event), node)
    }
}

impl FieldTest {
    pub fn compile(raw: RawFieldTest) -> Result<Self, String> {
        let paths = SievedPath::parse_all(&raw.path)?;
        let named = |flag: Option<bool>, test: Test| {
            flag.map(|flag| if flag { Ok(test) } else { Err("write `true`".to_owned()) })
        };
        let mut tests = [
            named(raw.present, Test::Present),
            named(raw.nonempty, Test::Nonempty),
            raw.equals.map(|list| Folded::all(&list).map(Test::Equals)),
            raw.not_equals.map(|list| Folded::all(&list).map(Test::NotEquals)),
            raw.prefix.map(|list| Ok(Test::Prefix(list))),
            raw.contains.map(|list| Ok(Test::Contains(list))),
            raw.key_prefix.map(|list| Ok(Test::KeyPrefix(list))),
            raw.key_contains.map(|list| Ok(Test::KeyContains(list))),
            raw.scheme.map(|list| Ok(Test::Scheme(list))),
            raw.greater.map(|bound| Ok(Test::Greater(bound))),
            raw.host.map(|host| Ok(Test::Host(host))),
            raw.userinfo.map(|wanted| Ok(Test::Userinfo(wanted))),
        ]
        .into_iter()
        .flatten();
        match (paths.is_empty(), tests.next(), tests.next()) {
            (true, ..) => Err("a field test needs a `path`, a list of field paths".to_owned()),
            (false, Some(test), None) => Ok(Self { names: names_of(&paths), paths, test: test? }),
            _ => Err("a field test asks exactly one thing (present, nonempty, equals, prefix, contains, …)".to_owned()),
        }
    }

    /// Whether a value of the event passes.
    pub fn holds(&self, event: &Event<'_>, sieve: &Sieve, context: &Context, vendors: &[String]) -> bool {
        self.names.is_none_or(|names| names.meets(sieve))
            && self
                .paths
                .iter()
                .any(|path| path.any(event, sieve, |node, text| self.test.passes(event, node, text, context, vendors)))
    }
}

impl Test {
    fn passes(&self, event: &Event<'_>, node: NodeId, text: &str, context: &Context, vendors: &[String]) -> bool {
        let any = |list: &[String], test: fn(&str, &str) -> bool| list.iter().any(|word| test(text, word));
        match self {
            Test::Present => true,
            Test::Nonempty => is_filled(event, node, text),
            Test::Equals(list) => Folded::of(text).is_some_and(|text| list.contains(&text)),
            Test::NotEquals(list) => {
                !text.trim().is_empty() && !Folded::of(text).is_some_and(|text| list.contains(&text))
            }
            Test::Prefix(list) => any(list, starts_with),
            Test::Contains(list) => any(list, contains),
            Test::KeyPrefix(list) => {
                event.document().key(node).is_some_and(|key| list.iter().any(|prefix| starts_with(&key.text, prefix)))
            }
            Test::KeyContains(list) => {
                keys_above(event, node).any(|field| list.iter().any(|part| contains(field, part)))
            }
            Test::Scheme(list) => hosts::scheme(text)
                .is_some_and(|(scheme, _)| list.iter().any(|other| other.eq_ignore_ascii_case(scheme))),
            Test::Greater(bound) => text.trim().parse::<f64>().is_ok_and(|number| number > *bound),
            Test::Host(HostTest::Unattested) => hosts::host(text).is_some_and(|host| !context.stream_attested(host)),
            Test::Host(HostTest::ThirdParty) => {
                hosts::host(text).is_some_and(|host| hosts::covered(host, vendors) && !context.stream_has_baa(host))
            }
            Test::Userinfo(wanted) => hosts::userinfo(text) == Some(*wanted),
        }
    }
}

fn is_filled(event: &Event<'_>, node: NodeId, text: &str) -> bool {
    match event.document().kind(node) {
        NodeKind::Null => false,
        NodeKind::String => !text.trim().is_empty(),
        NodeKind::Object | NodeKind::Array => event.document().children(node).next().is_some(),
        NodeKind::Number | NodeKind::Bool => true,
    }
}

/// The folded names of the keys from `node` up to the event's root.
fn keys_above<'d>(event: &Event<'d>, node: NodeId) -> impl Iterator<Item = &'d str> {
    let (document, root) = (event.document(), event.root());
    std::iter::successors(Some(node), move |node| document.parent(*node).filter(|parent| *parent > root))
        .map(move |node| document.field(node))
}

/// A short value without case, blanks, hyphens and underscores: `journey_step` and `Journey Step` are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Folded([u8; 32]);

impl Folded {
    /// `None` for a text of more than 32 letters, which equals no known value.
    pub fn of(text: &str) -> Option<Self> {
        let mut folded = [0; 32];
        let mut slots = folded.iter_mut();
        for byte in text.bytes().filter(|byte| !matches!(byte, b' ' | b'-' | b'_')) {
            *slots.next()? = byte.to_ascii_lowercase();
        }
        Some(Self(folded))
    }

    pub fn all(texts: &[String]) -> Result<Vec<Self>, String> {
        texts.iter().map(|text| Self::of(text).ok_or_else(|| format!("`{text}` is longer than 32 letters"))).collect()
    }
}

fn starts_with(text: &str, prefix: &str) -> bool {
    text.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}

/// Most places of a text differ in the first letter already, so that is looked at before all others.
fn contains(text: &str, part: &str) -> bool {
    let part = part.as_bytes();
    let Some(first) = part.first() else { return false };
    text.as_bytes().windows(part.len()).any(|window| {
        window.first().is_some_and(|byte| byte.eq_ignore_ascii_case(first)) && window.eq_ignore_ascii_case(part)
    })
}

impl RawFieldTest {
    /// A test for a value in one of `paths`.
    pub fn filled(paths: Vec<String>) -> Self {
        Self { path: paths, nonempty: Some(true), ..Self::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_found_wherever_it_stands_and_in_any_case() {
        for (text, part, found) in [
            ("https://clinic.my.SalesForce.com/x", ".salesforce.com", true),
            ("salesforce.com", "salesforce.com", true),
            ("sales sales.com", "sales.com", true),
            ("salesforce.co", "salesforce.com", false),
            ("", "a", false),
            ("a", "", false),
        ] {
            assert_eq!(contains(text, part), found, "{part} in {text}");
        }
    }
}
