//! From a value to a match: how sure it is, given what stands around it, and which of two that overlap stays.

use crate::detect::bits::Bits;
use crate::detect::compiled::{Compiled, Value};
use crate::detect::leaf::{Leaf, WordHit};
use crate::detect::pack::{Context, Matcher};
use crate::detect::{Category, Confidence, Role, Strength};

/// A match in the making, in offsets of the folded text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Candidate {
    pub matcher: u16,
    pub start: u32,
    pub end: u32,
    pub strength: Strength,
    pub confidence: Confidence,
}

/// Which matchers the keys above a value, and the labels beside it, speak for and against.
#[derive(Clone, Copy, Default)]
pub(crate) struct Named {
    pub by_path: Bits,
    pub excluded_by_path: Bits,
    /// Those for which a sign of health in the text speaks.
    pub by_health: Bits,
}

/// How sure a value is, given what stands around it; `None` where it must not be reported.
pub(crate) fn judge(
    index: usize,
    matcher: &Matcher,
    compiled: &Compiled,
    value: &Value,
    leaf: &Leaf,
    around: Named,
) -> Option<Candidate> {
    let (named_by_path, excluded_by_path) = (around.by_path.contains(index), around.excluded_by_path.contains(index));
    let (start, end) = (value.range.start as u32, value.range.end as u32);
    let near = |speaks: &dyn Fn(&WordHit) -> bool| leaf.distance(start, end, matcher.window, speaks);
    let keyword = match matcher.context {
        Context::Path => None,
        _ => near(&|hit| hit.keyword.contains(index)),
    };
    let named = named_by_path || keyword.is_some() || around.by_health.contains(index);
    let exclusion = near(&|hit| hit.excluded.contains(index));
    let excluded = match (exclusion, keyword) {
        (Some(_), _) if matcher.excluded_wins && !named_by_path => true,
        // Of two labels a bare number believes the nearer one; better founded values believe the one that names them.
        (Some(against), Some(speaking)) if matcher.strength == Strength::Weak && !named_by_path => against < speaking,
        (Some(_), None) if !named_by_path => true,
        (Some(_), _) => !named,
        (None, _) => excluded_by_path && !named,
    };
    // A matcher that only reads keys has its excluded words for keys such as `certificate_fingerprint`.
    let keys_decide = matcher.context == Context::Path || (!named_by_path && matcher.strength == Strength::Weak);
    if excluded || (excluded_by_path && keys_decide) {
        return None;
    }
    let mut confidence = match (matcher.strength, named) {
        (_, false) => matcher.confidence_alone()?,
        (Strength::Validated, true) => Confidence::High,
        (Strength::Pattern, true) if compiled.is_checked() || matcher.alone == Some(Confidence::High) => {
            Confidence::High
        }
        (Strength::Pattern, true) => Confidence::Medium,
        (Strength::Weak, true) if compiled.is_checked() || named_by_path => Confidence::Medium,
        (Strength::Weak, true) => Confidence::Low,
    };
    let mut strength = matcher.strength;
    if value.glued {
        strength = if strength == Strength::Validated { Strength::Pattern } else { Strength::Weak };
        confidence = confidence.min(if named { Confidence::Medium } else { Confidence::Low });
    }
    if value.sample {
        confidence = Confidence::Low;
    }
    Some(Candidate { matcher: index as u16, start, end, strength, confidence })
}

/// Settles overlaps: of two identifiers over the same text the customer's own stays, or the better founded one. What stays is given
/// in the order of the text.
pub(crate) fn settle(matchers: &[Matcher], candidates: &mut Vec<Candidate>) {
    let category = |candidate: &Candidate| matchers.get(candidate.matcher as usize).map(|matcher| matcher.category);
    candidates.sort_by_key(|candidate| {
        let own = matchers.get(candidate.matcher as usize).is_some_and(|matcher| matcher.own);
        let rank = (own, candidate.confidence, candidate.strength, candidate.end - candidate.start);
        (std::cmp::Reverse(rank), candidate.start, candidate.matcher)
    });
    let mut kept: usize = 0;
    for at in 0..candidates.len() {
        let Some(&candidate) = candidates.get(at) else { break };
        let beaten = candidates.iter().take(kept).any(|better| {
            let overlap = better.start < candidate.end && candidate.start < better.end;
            // An address ends in its ZIP code; in front of it five digits are the number of the house.
            let ends_in = better.end == candidate.end && better.end - better.start != candidate.end - candidate.start;
            let zip = |one, other| one == Some(Category::Address) && other == Some(Category::Zip);
            let (left, right) = (category(better), category(&candidate));
            overlap && !(ends_in && (zip(left, right) || zip(right, left))) && rivals(left, right)
        });
        if !beaten && let Some(place) = candidates.get_mut(kept) {
            *place = candidate;
            kept += 1;
        }
    }
    candidates.truncate(kept);
    candidates.sort_by_key(|candidate| (candidate.start, candidate.end, candidate.matcher));
}

/// Whether two overlapping finds exclude each other: an address on the web may hold an e-mail address, a health word may
/// stand in an appointment; a number is one thing only.
fn rivals(better: Option<Category>, other: Option<Category>) -> bool {
    match (better, other) {
        (Some(left), Some(right)) if left == right => true,
        (Some(Category::Url), _) | (_, Some(Category::Url)) => false,
        (Some(left), Some(right)) => {
            let health = |category: Category| category.role() == Role::Health;
            let phrase = |category| matches!(category, Category::AppointmentHealth | Category::LabResult);
            !(health(left) != health(right) || phrase(left) || phrase(right))
                || (left.role() != Role::Health && right == Category::LabResult)
        }
        _ => false,
    }
}
