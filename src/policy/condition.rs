//! Conditions: what an event must be for a case of a requirement, or a mark of a product, to hold.
//!
//! All parts of a condition must hold; a list means any of its entries. Names are resolved to bits when the rules are loaded,
//! so that most conditions are decided by a few masks before any field is looked at.

use serde::Deserialize;

use crate::detect::{Category, Confidence, Grade, Match, Role};
use crate::event::{Event, Kind};
use crate::policy::account::{AccountIndex, Opened, Parent};
use crate::policy::context::Context;
use crate::policy::event_type::{EventType, TypePattern};
use crate::policy::field::{FieldTest, RawFieldTest, Sieve, SievedPath};
use crate::policy::group::{Count, RawCount};
use crate::policy::numbering::Place;
use crate::policy::product::Names;
use crate::policy::segment_matchers::{DefaultMatchers, SegmentMatchers};
use crate::policy::{Eligibility, destination, encrypted, tracking_plan};
use crate::suggest::did_you_mean;

/// A condition as written.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct RawCondition {
    kinds: Vec<Kind>,
    products: Vec<String>,
    features: Vec<String>,
    types: Vec<String>,
    channels: Vec<String>,
    no_channels: Vec<String>,
    regions: Vec<Place>,
    no_regions: Vec<Place>,
    to_regions: Vec<Place>,
    eligibility: Vec<Eligibility>,
    product_eligibility: Vec<Eligibility>,
    phi: Vec<Grade>,
    phi_in: Vec<String>,
    health_in: Vec<String>,
    pii_in: Vec<String>,
    fields: Vec<RawFieldTest>,
    any_field: Vec<RawFieldTest>,
    no_field: Vec<RawFieldTest>,
    count: Option<RawCount>,
    designated: Option<bool>,
    parent: Vec<Parent>,
    opened: Vec<Opened>,
    own_number: Option<bool>,
    third_party_sink: Option<bool>,
    destinations: Option<Destinations>,
    planned: Option<bool>,
    unplanned_phi: Option<bool>,
    encrypted: Option<bool>,
    found: Vec<Category>,
    default_matchers: Option<DefaultMatchers>,
    attested: Vec<String>,
    unattested: Vec<String>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Destinations {
    /// Some named destination is switched on that has no recorded BAA.
    WithoutBaa,
    /// The call goes to destinations that it does not name: no `integrations`, or `All` is not false.
    AllOthers,
    /// Some named destination is switched on that may not receive this call.
    EventNotAllowed,
    /// Some named destination is switched on that may not receive an identifier or health information in the field where it is.
    FieldNotAllowed,
    /// Some destination function is switched on by name.
    Function,
    /// One of those that it does not name is known to be on for its source, and has no recorded BAA.
    ConnectedWithoutBaa,
}

/// A compiled condition. An empty mask asks nothing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Condition {
    kinds: u8,
    products: u64,
    features: u64,
    channels: u32,
    no_channels: u32,
    regions: u16,
    no_regions: u16,
    to_regions: u16,
    eligibility: u8,
    product_eligibility: u8,
    phi: u8,
    designated: Option<bool>,
    third_party_sink: Option<bool>,
    /// What has to be looked up in the event itself; asked last.
    inside: Option<Box<Inside>>,
}

/// The parts of a condition that look into the event.
#[derive(Clone, Debug, Default)]
struct Inside {
    types: Vec<TypePattern>,
    fields: Vec<FieldTest>,
    any_field: Vec<FieldTest>,
    no_field: Vec<FieldTest>,
    phi_in: Vec<SievedPath>,
    health_in: Vec<SievedPath>,
    pii_in: Vec<SievedPath>,
    parent: Vec<Parent>,
    opened: Vec<Opened>,
    own_number: Option<bool>,
    destinations: Option<Destinations>,
    count: Option<Count>,
    planned: Option<bool>,
    unplanned_phi: Option<bool>,
    encrypted: Option<bool>,
    /// One bit for each category.
    found: u64,
    default_matchers: Option<DefaultMatchers>,
    /// Ids of requirements that somebody vouched for.
    attested: Vec<String>,
    /// Ids of requirements of which nobody vouched for one at least.
    unattested: Vec<String>,
}

/// What is known of an event while it is judged.
#[derive(Debug)]
pub(crate) struct Facts<'a, 'd> {
    pub event: &'a Event<'d>,
    pub matches: &'a [Match],
    pub grade: Grade,
    pub context: &'a Context,
    pub accounts: &'a AccountIndex,
    pub vendors: &'a [String],
    pub segment_matchers: &'a SegmentMatchers,
    /// When the event happened, in seconds since 1970.
    pub now: i64,
    /// It does not say, and `now` is the newest edition's day.
    pub undated: bool,
    pub sieve: Sieve,
    pub event_type: EventType,
    pub product: usize,
    pub feature: Option<usize>,
    pub channels: u32,
    pub regions: u16,
    pub to_regions: u16,
    pub designated: bool,
    /// The verdict on product and feature alone.
    pub base: Eligibility,
    /// The verdict so far.
    pub verdict: Eligibility,
}

impl Condition {
    pub fn compile(raw: RawCondition, names: &Names) -> Result<Self, String> {
        let tests = |list: Vec<RawFieldTest>| list.into_iter().map(FieldTest::compile).collect::<Result<Vec<_>, _>>();
        let inside = Inside {
            types: raw.types.iter().map(|pattern| TypePattern::parse(pattern)).collect::<Result<_, _>>()?,
            fields: tests(raw.fields)?,
            any_field: tests(raw.any_field)?,
            no_field: tests(raw.no_field)?,
            phi_in: SievedPath::parse_all(&raw.phi_in)?,
            health_in: SievedPath::parse_all(&raw.health_in)?,
            pii_in: SievedPath::parse_all(&raw.pii_in)?,
            parent: raw.parent,
            opened: raw.opened,
            own_number: raw.own_number,
            destinations: raw.destinations,
            count: raw.count.map(Count::compile).transpose()?,
            planned: raw.planned,
            unplanned_phi: raw.unplanned_phi,
            encrypted: raw.encrypted,
            found: raw.found.iter().fold(0, |mask, category| mask | bit(*category)),
            default_matchers: raw.default_matchers,
            attested: raw.attested,
            unattested: raw.unattested,
        };
        Ok(Self {
            kinds: raw.kinds.iter().fold(0, |mask, kind| mask | 1 << *kind as u8),
            products: mask("product", &raw.products, &names.products)?,
            features: mask("feature", &raw.features, &names.features)?,
            channels: mask("channel", &raw.channels, &names.channels)? as u32,
            no_channels: mask("channel", &raw.no_channels, &names.channels)? as u32,
            regions: places(&raw.regions),
            no_regions: places(&raw.no_regions),
            to_regions: places(&raw.to_regions),
            eligibility: eligibilities(&raw.eligibility),
            product_eligibility: eligibilities(&raw.product_eligibility),
            phi: raw.phi.iter().fold(0, |mask, grade| mask | 1 << *grade as u8),
            designated: raw.designated,
            third_party_sink: raw.third_party_sink,
            inside: (!inside.is_empty()).then(|| Box::new(inside)),
        })
    }

    /// The requirements of which the condition asks whether somebody vouched for them.
    pub fn asks_word_on(&self) -> impl Iterator<Item = &String> {
        self.inside.iter().flat_map(|inside| inside.attested.iter().chain(&inside.unattested))
    }

    /// Whether the condition asks for the verdict, which is known only when every rule that changes it has spoken.
    pub const fn asks_verdict(&self) -> bool {
        self.eligibility != 0
    }

    /// Whether events of the product, which is one of Twilio's or of Segment's, can meet the condition at all.
    pub const fn allows(&self, product: usize, kind: Kind) -> bool {
        let product = self.products == 0 || self.products >> product & 1 != 0;
        product && (self.kinds == 0 || self.kinds >> kind as u8 & 1 != 0)
    }

    /// Whether any event can meet the condition where this is all that the customer has said.
    pub fn is_possible(&self, context: &Context) -> bool {
        let listed = context.designated_accounts.is_some() || context.designated_sources.is_some();
        (self.designated != Some(false) || listed)
            && self.third_party_sink.is_none_or(|third_party| third_party == context.third_party_sink)
            && self.inside.as_ref().is_none_or(|inside| inside.is_possible(context))
    }

    /// Whether the condition holds: masks first, then types, then fields.
    pub fn holds(&self, facts: &Facts<'_, '_>) -> bool {
        let asks = |mask: u32, value: u32| mask == 0 || mask & value != 0;
        self.allows(facts.product, facts.event.kind())
            && asks(self.channels, facts.channels)
            && self.no_channels & facts.channels == 0
            && asks(u32::from(self.regions), u32::from(facts.regions))
            && self.no_regions & facts.regions == 0
            && asks(u32::from(self.to_regions), u32::from(facts.to_regions))
            && asks(u32::from(self.product_eligibility), 1 << facts.base as u32)
            && asks(u32::from(self.eligibility), 1 << facts.verdict as u32)
            && asks(u32::from(self.phi), 1 << facts.grade as u32)
            && (self.features == 0 || facts.feature.is_some_and(|feature| self.features >> feature & 1 != 0))
            && self.designated.is_none_or(|designated| designated == facts.designated)
            && self.third_party_sink.is_none_or(|third_party| third_party == facts.context.third_party_sink)
            && self.inside.as_ref().is_none_or(|inside| inside.holds(facts))
    }
}

impl Inside {
    fn is_empty(&self) -> bool {
        self.types.is_empty()
            && self.fields.is_empty()
            && self.any_field.is_empty()
            && self.no_field.is_empty()
            && self.phi_in.is_empty()
            && self.health_in.is_empty()
            && self.pii_in.is_empty()
            && self.parent.is_empty()
            && self.opened.is_empty()
            && self.own_number.is_none()
            && self.destinations.is_none()
            && self.count.is_none()
            && self.planned.is_none()
            && self.unplanned_phi.is_none()
            && self.encrypted.is_none()
            && self.found == 0
            && self.default_matchers.is_none()
            && self.attested.is_empty()
            && self.unattested.is_empty()
    }

    fn is_possible(&self, context: &Context) -> bool {
        let planned = self.planned.is_none() && self.unplanned_phi != Some(true) || !context.tracking_plans.is_empty();
        let attested = self.attested.is_empty() && self.unattested.is_empty() || context.attestations.is_some();
        let destinations = match self.destinations {
            None | Some(Destinations::AllOthers | Destinations::Function) => true,
            Some(Destinations::WithoutBaa) => context.destinations_with_baa.is_some(),
            Some(Destinations::ConnectedWithoutBaa) => !context.destinations.is_empty(),
            Some(Destinations::EventNotAllowed | Destinations::FieldNotAllowed) => {
                !context.destination_limits.is_empty()
            }
        };
        planned && attested && destinations
    }

    fn holds(&self, facts: &Facts<'_, '_>) -> bool {
        let holds = |test: &FieldTest| test.holds(facts.event, &facts.sieve, facts.context, facts.vendors);
        facts.context.vouches_for(&self.attested, &self.unattested, facts.now)
            && (self.types.is_empty() || self.types.iter().any(|pattern| pattern.fits(&facts.event_type)))
            && self.fields.iter().all(holds)
            && (self.any_field.is_empty() || self.any_field.iter().any(holds))
            && !self.no_field.iter().any(holds)
            && facts.has_match_in(&self.phi_in, |role| matches!(role, Role::Direct | Role::Health))
            && facts.has_match_in(&self.health_in, |role| role == Role::Health)
            && facts.has_match_in(&self.pii_in, |role| role == Role::Direct)
            && (self.parent.is_empty() || self.parent.contains(&facts.accounts.parent(facts.event, facts.day())))
            && (self.opened.is_empty() || self.opened.contains(&facts.accounts.opened(facts.event)))
            && self.own_number.is_none_or(|wanted| facts.context.has_own_number(facts.event) == Some(wanted))
            && self.count.as_ref().is_none_or(|count| count.holds(facts))
            && match self.destinations {
                None => true,
                Some(Destinations::WithoutBaa) => destination::some_without_baa(facts.event, facts.context),
                Some(Destinations::AllOthers) => destination::all_others(facts.event),
                Some(Destinations::EventNotAllowed) => destination::some_event_not_allowed(facts.event, facts.context),
                Some(Destinations::FieldNotAllowed) => destination::some_field_not_allowed(facts),
                Some(Destinations::Function) => destination::some_function(facts.event, facts.context),
                Some(Destinations::ConnectedWithoutBaa) => {
                    destination::some_connected_without_baa(facts.event, facts.context)
                }
            }
            && (self.found == 0 || facts.has_category(self.found))
            && self.encrypted.is_none_or(|wanted| wanted == encrypted::holds_ciphertext(facts.event))
            && self.planned.is_none_or(|wanted| tracking_plan::is_planned(facts.event, facts.context) == Some(wanted))
            && self.unplanned_phi.is_none_or(|wanted| wanted == tracking_plan::exposes_unplanned(facts))
            && self.default_matchers.is_none_or(|wanted| facts.segment_matchers.holds(wanted, facts))
    }
}

impl<'a> Facts<'a, '_> {
    /// When the event happened, if it says.
    pub fn day(&self) -> Option<i64> {
        (!self.undated).then_some(self.now)
    }

    /// The identifiers that point at a person by themselves, and the health information, of at least medium confidence.
    pub fn exposed(&self) -> impl Iterator<Item = &'a Match> + use<'a> {
        let exposes = |role| matches!(role, Role::Direct | Role::Health);
        self.matches.iter().filter(move |found| found.confidence > Confidence::Low && exposes(found.category.role()))
    }

    /// Whether something of one of these categories was found, of at least medium confidence.
    fn has_category(&self, categories: u64) -> bool {
        self.matches.iter().any(|found| found.confidence > Confidence::Low && categories & bit(found.category) != 0)
    }

    /// Whether a match worth acting on, of a wanted role, lies under one of `paths`; `true` where none is named.
    fn has_match_in(&self, paths: &[SievedPath], wanted: impl Fn(Role) -> bool) -> bool {
        let worthy = |found: &&Match| found.confidence > Confidence::Low && wanted(found.category.role());
        paths.is_empty()
            || self
                .matches
                .iter()
                .filter(worthy)
                .any(|found| paths.iter().any(|path| path.covers(self.event, &self.sieve, found.node)))
    }
}

fn places(list: &[Place]) -> u16 {
    list.iter().fold(0, |mask, place| mask | place.bit())
}

fn eligibilities(list: &[Eligibility]) -> u8 {
    list.iter().fold(0, |mask, verdict| mask | 1 << *verdict as u8)
}

pub(super) fn bit(category: Category) -> u64 {
    const { assert!(Category::ALL.len() <= 64, "a category has no bit") };
    1 << category as u32
}

/// The bits of the given names; an unknown one is an error with the nearest known one.
pub(crate) fn mask(what: &str, given: &[String], known: &[String]) -> Result<u64, String> {
    given.iter().try_fold(0, |mask, name| {
        let index = known.iter().position(|known| known == name);
        index
            .map(|index| mask | 1_u64 << index)
            .ok_or_else(|| format!("`{name}` is no {what}{}", did_you_mean(name, known.iter().map(String::as_str))))
    })
}
