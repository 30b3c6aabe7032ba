//! Products and features: which one an event belongs to, and the default verdict there on a day (`policies/products.toml`).

use crate::event::{AddressForm, Event, Kind};
use crate::policy::Eligibility;
use crate::policy::condition::{Condition, Facts};
use crate::policy::day::Day;
use crate::policy::event_type::TypePattern;
use crate::policy::field::{Folded, Sieve, SievedPath};
use crate::policy::product_file::Parts;

/// The names that conditions may use, in the order of their bits.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names {
    pub products: Vec<String>,
    pub features: Vec<String>,
    pub channels: Vec<String>,
}

/// The table of products.
#[derive(Clone, Debug)]
pub(crate) struct Products {
    pub names: Names,
    pub(super) products: Vec<Product>,
    pub(super) channels: Vec<Channel>,
    /// Type prefixes of Twilio products, longest first.
    pub(super) types: Vec<(TypePattern, usize)>,
    pub(super) schemas: Vec<(String, usize)>,
    /// Segment products, in the order in which they are asked.
    pub(super) segment: Vec<usize>,
    /// What a Twilio event of an unknown type, and a Segment call without a mark, belong to.
    pub(super) rest: [usize; 2],
}

#[derive(Clone, Debug)]
pub(crate) struct Product {
    pub title: String,
    pub source: Vec<String>,
    pub(super) marks: Marks,
    pub(super) verdicts: Verdicts,
    pub(super) channel: u32,
    pub(super) channel_fields: Vec<ChannelField>,
    pub(super) features: Vec<Feature>,
}

#[derive(Clone, Debug)]
pub(super) struct Feature {
    /// Its bit.
    pub name: usize,
    pub marks: Marks,
    pub verdicts: Option<Verdicts>,
    pub channel: u32,
}

/// What a product or feature is recognised by: any one of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Marks {
    pub types: Vec<TypePattern>,
    pub events: Vec<String>,
    pub when: Vec<Condition>,
}

/// Verdicts by the day from which they hold, oldest first.
#[derive(Clone, Debug, Default)]
pub(super) struct Verdicts(pub Vec<(Option<Day>, Eligibility)>);

#[derive(Clone, Debug)]
pub(super) struct Channel {
    pub form: Option<AddressForm>,
    pub values: Vec<Folded>,
    /// Beside it the product's own channel still counts.
    pub keeps_default: bool,
}

#[derive(Clone, Debug)]
pub(super) struct ChannelField {
    pub paths: Vec<SievedPath>,
    /// The channel that the mere presence of a value means; otherwise the value names it.
    pub channel: Option<u32>,
}

impl Verdicts {
    /// The verdict on a day; nothing is designated before somebody says so.
    pub fn at(&self, seconds: i64) -> Eligibility {
        let begun = |from: &Option<Day>| from.is_none_or(|from| from.seconds() <= seconds);
        let newest = self.0.iter().rev().find(|(from, _)| begun(from));
        newest.map_or(Eligibility::NotDesignated, |(_, verdict)| *verdict)
    }
}

impl Marks {
    fn is_empty(&self) -> bool {
        self.types.is_empty() && self.events.is_empty() && self.when.is_empty()
    }

    fn hold(&self, facts: &Facts<'_, '_>) -> bool {
        let event = facts.event;
        let named = |name: &str| self.events.iter().any(|known| known.eq_ignore_ascii_case(name));
        self.types.iter().any(|pattern| pattern.fits(&facts.event_type))
            || (!self.events.is_empty() && event.segment_event().is_some_and(named))
            || self.when.iter().any(|condition| condition.holds(facts))
    }
}

impl Products {
    /// The product of the event of `facts`. `None` where neither type nor schema says anything.
    pub fn product(&self, facts: &Facts<'_, '_>) -> Option<usize> {
        let event = facts.event;
        if event.kind() == Kind::Segment {
            let marked = |index: &&usize| self.products.get(**index).is_some_and(|product| product.marks.hold(facts));
            return Some(self.segment.iter().find(marked).copied().unwrap_or(self.rest[1]));
        }
        let by_type =
            self.types.iter().find(|(pattern, _)| pattern.fits(&facts.event_type)).map(|(_, product)| *product);
        let by_schema = |schema: &str| {
            let id = schema.split('/').nth(3).unwrap_or(schema);
            let fits = |known: &str| id.get(..known.len()).is_some_and(|start| start.eq_ignore_ascii_case(known));
            self.schemas.iter().find(|(known, _)| fits(known)).map(|(_, product)| *product)
        };
        let known = by_type.or_else(|| event.dataschema().and_then(by_schema));
        known.or_else(|| event.event_type().map(|_| self.rest[0]))
    }

    /// What the product's own channel fields say.
    pub fn channels(&self, product: usize, event: &Event<'_>, sieve: &Sieve) -> u32 {
        let mut channels = 0;
        for field in self.products.get(product).map_or(&[][..], |product| &product.channel_fields) {
            for path in &field.paths {
                path.any(event, sieve, |_, text| {
                    channels |= match field.channel {
                        Some(channel) => channel,
                        None => self.channel_named(text),
                    };
                    false
                });
            }
        }
        channels
    }

    /// The channel that a value names; the last one where it names none that is known.
    fn channel_named(&self, value: &str) -> u32 {
        let folded = Folded::of(value);
        let known = |value| self.channels.iter().position(|channel| channel.values.contains(&value));
        match folded.and_then(known) {
            Some(index) => 1 << index,
            None if value.trim().is_empty() => 0,
            None => self.names.channels.iter().position(|name| name == "other").map_or(0, |index| 1 << index),
        }
    }

    /// The channel that the form of an address means.
    pub fn channel_of(&self, form: AddressForm) -> u32 {
        self.channels.iter().position(|channel| channel.form == Some(form)).map_or(0, |index| 1 << index)
    }

    /// The feature of the event, its verdict on the day, and the channel of feature or product where nothing else names one.
    pub fn feature(&self, facts: &Facts<'_, '_>, seconds: i64) -> Parts {
        let Some(product) = self.products.get(facts.product) else { return Parts::default() };
        let holds = |feature: &&Feature| feature.marks.is_empty() || feature.marks.hold(facts);
        let feature = product.features.iter().find(holds);
        let own = feature.map(|feature| feature.channel).filter(|channel| *channel != 0).unwrap_or(product.channel);
        let kept = |index: usize| self.channels.get(index).is_some_and(|channel| channel.keeps_default);
        let alone = (0..self.channels.len()).all(|index| facts.channels >> index & 1 == 0 || kept(index));
        Parts {
            feature: feature.map(|feature| feature.name),
            verdict: feature.and_then(|feature| feature.verdicts.as_ref()).unwrap_or(&product.verdicts).at(seconds),
            channels: if alone { facts.channels | own } else { facts.channels },
        }
    }
}

impl Products {
    /// Whose product it is.
    pub fn kind(&self, product: usize) -> Kind {
        let segment = self.segment.contains(&product) || product == self.rest[1];
        if segment { Kind::Segment } else { Kind::Twilio }
    }

    /// The product of what nothing claims.
    pub const fn rest(&self) -> usize {
        self.rest[0]
    }
}
