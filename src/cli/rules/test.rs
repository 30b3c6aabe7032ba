//! `phi-audit rules test FILE`: a matcher pack of one's own, tried out before it goes into service.
//!
//! Its examples must hold, and how often each matcher fires on the shipped clean examples, and where on samples of one's own, tells
//! what it would cost.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::check::{exit, print, verdict};
use super::hits;
use crate::audit::{Audited, Auditor};
use crate::check;
use crate::cli::{Error, Exit, Io, RuleArgs, RuleFiles, Settings, Told, build, plural};
use crate::detect::Matcher;
use crate::rules::Rules;

/// Checks the pack, runs its examples, counts its false alarms, and what it finds in `samples`.
pub fn run(file: &Path, samples: &[PathBuf], io: &mut Io) -> Result<Exit, Error> {
    // The pack is tried out beside the shipped rules alone, whatever else is configured here.
    let files = RuleFiles { matchers: vec![file.to_owned()], ..RuleFiles::default() };
    let rules = build(&RuleArgs::from(files), Settings::default())?.rules;
    let pack = file.to_string_lossy();
    let is_own = |matcher: &Matcher| matcher.pack == pack;
    let checked = check::check_matchers(&rules, is_own);
    print(&mut *io.out, &checked.misses)?;
    let own: Vec<usize> =
        rules.matchers().iter().enumerate().filter(|(_, matcher)| is_own(matcher)).map(|(index, _)| index).collect();
    if own.is_empty() {
        return Err(Told::usage("the pack holds no matcher")
            .at(pack)
            .remedy(
                "`phi-audit rules new` writes one to start from, `phi-audit rules learn` proposes one from examples",
            )
            .into());
    }
    writeln!(
        io.out,
        "{pack}: {}, {}: {}",
        plural(own.len() as u64, "matcher"),
        plural(checked.examples as u64, "example"),
        verdict(&checked.misses)
    )?;

    let shipped = rules.matchers().iter().filter(|matcher| !is_own(matcher));
    let clean: Vec<&str> =
        shipped.flat_map(|matcher| &matcher.no_match).map(|example| example.event.as_str()).collect();
    let alarms = alarms(&rules, &own, &clean);
    let named: Vec<(&str, &Vec<&str>)> = own
        .iter()
        .zip(&alarms)
        .filter_map(|(index, alarms)| Some((rules.matchers().get(*index)?.id.as_str(), alarms)))
        .collect();
    let width = named.iter().map(|(id, _)| id.len()).max().unwrap_or_default();
    for (id, alarms) in named {
        write!(io.out, "  {id:<width$}  fires on {} of {} clean examples", alarms.len(), clean.len())?;
        match alarms.first() {
            Some(event) => writeln!(io.out, ", e.g. {event}")?,
            None => writeln!(io.out)?,
        }
    }
    if !samples.is_empty() {
        let counted = hits::count(&[Arc::clone(&rules)], samples, is_own, hits::SHOWN)?;
        counted.iter().try_for_each(|hits| hits.print(&mut *io.out))?;
    }
    Ok(exit(&checked.misses))
}

/// For each of the matchers `own` the `clean` events on which it fires.
fn alarms<'e>(rules: &Arc<Rules>, own: &[usize], clean: &[&'e str]) -> Vec<Vec<&'e str>> {
    let mut auditor = Auditor::new(Arc::clone(rules));
    let mut alarms = vec![Vec::new(); own.len()];
    for event in clean {
        auditor.audit(event.as_bytes(), &mut |audited| {
            let Audited::Event(audited) = audited else { return };
            for (index, alarms) in own.iter().zip(&mut alarms) {
                if audited.matches().iter().any(|found| usize::from(found.matcher) == *index) {
                    alarms.push(*event);
                }
            }
        });
    }
    alarms
}
