//! Reading `policies/products.toml` into the table of [`Products`].

use serde::Deserialize;

use crate::event::AddressForm;
use crate::policy::Eligibility;
use crate::policy::condition::{Condition, RawCondition, mask};
use crate::policy::day::Day;
use crate::policy::error::PolicyError;
use crate::policy::event_type::TypePattern;
use crate::policy::field::{Folded, SievedPath};
use crate::policy::product::{Channel, ChannelField, Feature, Marks, Names, Product, Products, Verdicts};

/// The file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProductFile {
    channel: Vec<RawChannel>,
    product: Vec<RawProduct>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawChannel {
    id: String,
    form: Option<RawForm>,
    #[serde(default)]
    values: Vec<String>,
    #[serde(default)]
    keeps_default: bool,
}

/// The address forms that mean a channel.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum RawForm {
    WhatsApp,
    Messenger,
    Rcs,
    Gbm,
    Client,
    Sip,
    Sim,
    Email,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawProduct {
    id: String,
    title: String,
    #[serde(default)]
    kind: RawKind,
    #[serde(default)]
    types: Vec<String>,
    #[serde(default)]
    schemas: Vec<String>,
    #[serde(default)]
    events: Vec<String>,
    #[serde(default)]
    when: Vec<RawCondition>,
    /// What no mark of another product claims belongs here.
    #[serde(default)]
    remains: bool,
    channel: Option<String>,
    #[serde(default)]
    channel_fields: Vec<RawChannelField>,
    #[serde(default)]
    eligibility: Vec<RawVerdict>,
    source: Vec<String>,
    #[serde(default)]
    features: Vec<RawFeature>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum RawKind {
    #[default]
    Twilio,
    Segment,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFeature {
    id: String,
    #[serde(default)]
    types: Vec<String>,
    #[serde(default)]
    events: Vec<String>,
    #[serde(default)]
    when: Vec<RawCondition>,
    channel: Option<String>,
    #[serde(default)]
    eligibility: Vec<RawVerdict>,
    #[serde(default)]
    #[allow(dead_code, reason = "for the reader of the file")]
    source: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawVerdict {
    from: Option<Day>,
    verdict: Eligibility,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawChannelField {
    path: Vec<String>,
    channel: Option<String>,
}

/// What [`Products::feature`] found out.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Parts {
    pub feature: Option<usize>,
    pub verdict: Eligibility,
    pub channels: u32,
}

/// Bits in the masks of conditions.
const MOST_NAMES: usize = 64;
const MOST_CHANNELS: usize = 32;

impl Products {
    pub fn build(file: &str, raw: ProductFile) -> Result<Self, PolicyError> {
        let names = names(&raw);
        if names.products.len() > MOST_NAMES
            || names.features.len() > MOST_NAMES
            || names.channels.len() > MOST_CHANNELS
        {
            let problem = format!("more than {MOST_NAMES} products or features, or more than {MOST_CHANNELS} channels");
            return Err(PolicyError::new(file, problem));
        }
        for (index, id) in names.products.iter().enumerate() {
            if names.products.get(..index).is_some_and(|before| before.contains(id)) {
                return Err(PolicyError::new(file, format!("product `{id}` stands here twice")));
            }
        }
        let rest = |kind| raw.product.iter().position(|product| product.remains && product.kind == kind);
        let (Some(twilio), Some(segment)) = (rest(RawKind::Twilio), rest(RawKind::Segment)) else {
            return Err(PolicyError::new(file, "one product of each kind needs `remains = true`"));
        };
        let mut table = Self {
            products: Vec::new(),
            channels: Vec::new(),
            types: Vec::new(),
            schemas: Vec::new(),
            segment: Vec::new(),
            rest: [twilio, segment],
            names,
        };
        for channel in raw.channel {
            table.channels.push(channel.build().map_err(|problem| PolicyError::new(file, problem))?);
        }
        for (index, product) in raw.product.into_iter().enumerate() {
            let id = product.id.clone();
            table
                .add(index, product)
                .map_err(|problem| PolicyError::new(file, format!("product `{id}`: {problem}")))?;
        }
        table.types.sort_by_key(|(pattern, _)| std::cmp::Reverse(pattern.len()));
        table.schemas.sort_by_key(|(schema, _)| std::cmp::Reverse(schema.len()));
        Ok(table)
    }

    fn add(&mut self, index: usize, raw: RawProduct) -> Result<(), String> {
        match raw.kind {
            RawKind::Twilio => self.types.extend(raw.types.iter().map(|start| (TypePattern::prefix(start), index))),
            RawKind::Segment if !raw.remains => self.segment.push(index),
            RawKind::Segment => {}
        }
        self.schemas.extend(raw.schemas.into_iter().map(|schema| (schema, index)));
        let types: Vec<String> = if raw.kind == RawKind::Segment { raw.types } else { Vec::new() };
        let feature = |raw: RawFeature| {
            let within = |problem| format!("feature `{}`: {problem}", raw.id);
            let name = self.names.features.iter().position(|name| *name == raw.id).unwrap_or_default();
            Ok(Feature {
                name,
                channel: channel(raw.channel.as_deref(), &self.names).map_err(within)?,
                verdicts: (!raw.eligibility.is_empty())
                    .then(|| Verdicts::new(raw.eligibility))
                    .transpose()
                    .map_err(within)?,
                marks: Marks::new(&raw.types, raw.events, raw.when, &self.names).map_err(within)?,
            })
        };
        let product = Product {
            title: raw.title,
            source: raw.source,
            verdicts: Verdicts::new(raw.eligibility)?,
            channel: channel(raw.channel.as_deref(), &self.names)?,
            channel_fields: raw
                .channel_fields
                .into_iter()
                .map(|field| channel_field(field, &self.names))
                .collect::<Result<_, _>>()?,
            features: raw.features.into_iter().map(feature).collect::<Result<_, String>>()?,
            marks: Marks::new(&types, raw.events, raw.when, &self.names)?,
        };
        self.products.push(product);
        Ok(())
    }
}

/// Every name, features once however often they are described.
fn names(raw: &ProductFile) -> Names {
    let mut features: Vec<String> = Vec::new();
    for feature in raw.product.iter().flat_map(|product| &product.features) {
        if !features.contains(&feature.id) {
            features.push(feature.id.clone());
        }
    }
    Names {
        products: raw.product.iter().map(|product| product.id.clone()).collect(),
        channels: raw.channel.iter().map(|channel| channel.id.clone()).collect(),
        features,
    }
}

impl Marks {
    fn new(types: &[String], events: Vec<String>, when: Vec<RawCondition>, names: &Names) -> Result<Self, String> {
        let when = when.into_iter().map(|raw| Condition::compile(raw, names)).collect::<Result<Vec<_>, _>>()?;
        if when.iter().any(Condition::asks_verdict) {
            return Err("`eligibility` is not known yet where products are told apart".to_owned());
        }
        Ok(Self { types: types.iter().map(|start| TypePattern::prefix(start)).collect(), events, when })
    }
}

impl Verdicts {
    fn new(raw: Vec<RawVerdict>) -> Result<Self, String> {
        let verdicts: Vec<_> = raw.into_iter().map(|verdict| (verdict.from, verdict.verdict)).collect();
        if verdicts.is_sorted_by_key(|(from, _)| *from) {
            Ok(Self(verdicts))
        } else {
            Err("the verdicts of `eligibility` stand out of order; the oldest comes first".to_owned())
        }
    }
}

impl RawChannel {
    fn build(self) -> Result<Channel, String> {
        let form = self.form.map(|form| match form {
            RawForm::WhatsApp => AddressForm::WhatsApp,
            RawForm::Messenger => AddressForm::Messenger,
            RawForm::Rcs => AddressForm::Rcs,
            RawForm::Gbm => AddressForm::Gbm,
            RawForm::Client => AddressForm::Client,
            RawForm::Sip => AddressForm::Sip,
            RawForm::Sim => AddressForm::Sim,
            RawForm::Email => AddressForm::Email,
        });
        Ok(Channel { form, values: Folded::all(&self.values)?, keeps_default: self.keeps_default })
    }
}

fn channel(name: Option<&str>, names: &Names) -> Result<u32, String> {
    name.map_or(Ok(0), |name| mask("channel", &[name.to_owned()], &names.channels).map(|mask| mask as u32))
}

fn channel_field(raw: RawChannelField, names: &Names) -> Result<ChannelField, String> {
    Ok(ChannelField {
        paths: SievedPath::parse_all(&raw.path)?,
        channel: raw.channel.map(|name| channel(Some(&name), names)).transpose()?,
    })
}
