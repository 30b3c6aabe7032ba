//! `--mutate`: what no floor notices when detection gets worse.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::Args;
use crate::cli::{Error, Exit, Io, Told, plural};
use crate::rules::Rules;
use crate::score::{Case, Floors, Scorer, Tally, mutants, survivors};

pub(super) fn run(args: &Args, rules: &Rules, floors: &Floors, cases: &[Case], io: &mut Io) -> Result<Exit, Error> {
    let (mut scorer, mut tally) = (Scorer::new(rules), Tally::default());
    cases.iter().for_each(|case| scorer.score(case, &mut tally, &mut |_| {}));
    let breaches = floors.breaches(rules.matchers(), &tally);
    if let Some(breach) = breaches.first() {
        return Err(Told::failed(format!("a floor does not hold before anything is changed: {breach}"))
            .remedy("run it without --mutate first")
            .into());
    }
    let mutants = mutants(rules, |matcher| args.matcher.as_ref().is_none_or(|start| matcher.id.starts_with(start)));
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let tried = AtomicUsize::new(0);
    let survivors = survivors(rules, floors, cases, &mutants, threads, &|| {
        tried.fetch_add(1, Ordering::Relaxed);
    });
    for survivor in &survivors {
        writeln!(io.out, "{}: nobody notices it {}", survivor.matcher, survivor.change)?;
    }
    let tried = plural(tried.into_inner() as u64, "mutant");
    writeln!(io.out, "{tried} tried, {} not noticed", survivors.len())?;
    Ok(if survivors.is_empty() { Exit::Clean } else { Exit::Failed })
}
