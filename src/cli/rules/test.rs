//! `phi-audit rules test FILE`: a matcher pack of one's own, tried out before it goes into service.
//!
//! Its examples must hold, and how often each matcher fires on the shipped clean examples tells what it would cost.

use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use super::examples::Examiner;
use crate::audit::Rules;
use crate::cli::{Error, Exit, Io, RuleFiles, load, plural};

/// Checks the pack, runs its examples, counts its false alarms.
pub fn run(file: &Path, io: &mut Io) -> Result<Exit, Error> {
    let files = RuleFiles { matchers: vec![file.to_owned()], ..RuleFiles::default() };
    let rules = load(&files.into())?.rules;
    let shipped = Rules::embedded();
    let is_shipped = |id: &str| shipped.matchers().iter().any(|matcher| matcher.id == id);
    let own: Vec<_> = rules.matchers().iter().filter(|matcher| !is_shipped(&matcher.id)).collect();

    let mut examiner = Examiner::new(Arc::clone(&rules));
    let mut broken = Vec::new();
    own.iter().for_each(|matcher| examiner.matcher(matcher, &mut broken));
    for broken in &broken {
        writeln!(io.out, "{broken}")?;
    }
    let examples: usize = own.iter().map(|matcher| matcher.matches.len() + matcher.no_match.len()).sum();
    let verdict = if broken.is_empty() { "all hold".to_owned() } else { format!("{} do not hold", broken.len()) };
    let matchers = plural(own.len() as u64, "matcher");
    writeln!(io.out, "{}: {matchers}, {}: {verdict}", file.display(), plural(examples as u64, "example"))?;

    let clean: Vec<&str> =
        shipped.matchers().iter().flat_map(|matcher| &matcher.no_match).map(|example| example.event.as_str()).collect();
    let width = own.iter().map(|matcher| matcher.id.len()).max().unwrap_or_default();
    for matcher in own {
        let fires: Vec<&str> = clean.iter().copied().filter(|event| examiner.fires(&matcher.id, event)).collect();
        write!(io.out, "  {:<width$}  fires on {} of {} clean examples", matcher.id, fires.len(), clean.len())?;
        match fires.first() {
            Some(event) => writeln!(io.out, ", e.g. {event}")?,
            None => writeln!(io.out)?,
        }
    }
    Ok(if broken.is_empty() { Exit::Clean } else { Exit::Failed })
}
