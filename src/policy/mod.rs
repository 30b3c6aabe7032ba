//! Event + matches → verdict and findings: products, numbering plan, dated requirements of the guide.
//!
//! Everything that may change with the guide is data under `policies/` (its README describes the format); here it is loaded,
//! checked and compiled. Pure: the same event, matches and rules give the same answer on any day, because only the event's own
//! time counts.
//!
//! What it leaves to others: the shape of events and addresses ([`event`](crate::event)), what is PHI
//! ([`detect`](crate::detect)), and running the examples of the rules, which needs the whole engine.

mod account;
mod adjust;
mod allowed;
mod attested;
mod condition;
mod context;
mod day;
mod decision;
pub(crate) mod destination;
mod editions;
mod eligible;
pub mod embedded;
mod encrypted;
mod error;
mod event_type;
mod field;
mod group;
mod hosts;
mod judge;
mod linked;
mod load;
mod numbering;
mod overlay;
mod product;
mod product_file;
mod requirement;
mod requirement_file;
mod resource;
mod segment_matchers;
mod tracking_plan;
mod verdict;

pub use account::{Designated, KnownAccount};
pub use attested::{Attested, Standing};
pub use context::Context;
pub use day::{Day, Edition, EditionMode};
pub use decision::{Decision, DecisionKind, Override, Reason};
pub use destination::{Baa, DestinationLimits, KnownDestination};
pub use editions::Editions;
pub use error::PolicyError;
#[cfg(feature = "cli")]
pub(crate) use hosts::host;
pub use judge::{Finding, Findings, Verdict};
pub use linked::{Clue, LinkedNoMatch, LinkedRule, LinkedText, Part};
pub use numbering::{NumberingPlan, Place};
pub use requirement::{
    Attest, Boundary, CaseText, Coverage, MatchExample, NoMatchExample, Requirement, RequirementKind, Side,
};
pub use resource::Resource;
pub use tracking_plan::TrackingPlan;
pub(crate) use verdict::names;
pub use verdict::{Eligibility, Region, Severity};

use account::AccountIndex;
use overlay::Overruling;
use product::Products;
use requirement::Rule;
use resource::Resources;
use segment_matchers::SegmentMatchers;

/// The rules of both guides, compiled, with the customer's context.
#[derive(Clone, Debug)]
pub struct Policy {
    numbering: NumberingPlan,
    products: Products,
    vendors: Vec<String>,
    segment_matchers: SegmentMatchers,
    context: Context,
    /// What the context says of accounts, sorted.
    accounts: AccountIndex,
    mode: EditionMode,
    resources: Resources,
    requirements: Vec<Requirement>,
    /// Beside every requirement; without cases where nothing is judged event by event.
    rules: Vec<Rule>,
    linked: Vec<LinkedRule>,
    /// What the customer decided, and beside it what judges.
    overrides: Vec<Override>,
    overrulings: Vec<Overruling>,
    next_part: u8,
    linked_by_product: Vec<Vec<u16>>,
    /// For every product the rules that may speak on events without and with PHI: first those that may change the verdict,
    /// then those that ask for it.
    by_product: Vec<[Vec<u16>; 2]>,
}

impl Policy {
    /// The same rules in another context: what the examples of a requirement may ask for.
    #[must_use]
    pub fn with(mut self, context: Context, mode: EditionMode) -> Self {
        (self.context, self.mode) = (context, mode);
        self.index();
        self
    }

    /// The customer's context.
    pub const fn context(&self) -> &Context {
        &self.context
    }

    /// By which edition events are judged.
    pub const fn mode(&self) -> EditionMode {
        self.mode
    }

    /// The numbering plan.
    pub const fn numbering(&self) -> &NumberingPlan {
        &self.numbering
    }

    /// Every requirement, in the order of the files; a [`Finding`] counts in it.
    pub fn requirements(&self) -> &[Requirement] {
        &self.requirements
    }

    /// How many requirements are judged by cases of their own, event by event.
    pub fn rules(&self) -> usize {
        self.requirements.iter().filter(|requirement| !requirement.cases.is_empty()).count()
    }

    /// The rules over several events of one resource.
    pub fn linked(&self) -> &[LinkedRule] {
        &self.linked
    }

    /// The overrides in force, in the order in which they are asked; [`Finding::overridden_by`] counts in it.
    pub fn overrides(&self) -> &[Override] {
        &self.overrides
    }

    /// What the events that a linked rule looks at have in common.
    pub fn resources(&self) -> &[Resource] {
        self.resources.all()
    }

    /// The products: id, title, and where their verdict comes from.
    pub fn products(&self) -> impl Iterator<Item = (&str, &str, &[String])> {
        let ids = self.products.names.products.iter().map(String::as_str);
        ids.zip(&self.products.products).map(|(id, product)| (id, &*product.title, &*product.source))
    }
}

#[cfg(test)]
mod change_log_tests;
#[cfg(test)]
mod tests;
