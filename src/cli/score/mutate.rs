//! `--mutate`: what neither floors nor examples notice when detection gets worse, held against the list of what is known not to be noticed.

use std::collections::BTreeSet;
use std::fs;

use super::Args;
use crate::cli::{Error, Exit, Io, Told, cannot_read, plural};
use crate::rules::Rules;
use crate::score::{Case, Floors, Scorer, Tally, mutants, survivors};

/// Mutants known not to be noticed, beside the corpus: a gap of the corpus, or a part that only doubles another one.
const KNOWN: &str = "survivors.txt";

pub(super) fn run(args: &Args, rules: &Rules, floors: &Floors, cases: &[Case], io: &mut Io) -> Result<Exit, Error> {
    let (mut scorer, mut tally) = (Scorer::new(rules), Tally::default());
    cases.iter().for_each(|case| scorer.score(case, &mut tally, &mut |_| {}));
    let breaches = floors.breaches(rules.matchers(), &tally);
    if let Some(breach) = breaches.first() {
        return Err(Told::failed(format!("a floor does not hold before anything is changed: {breach}"))
            .remedy("run it without --mutate first")
            .into());
    }
    let wanted = |id: &str| args.matcher.as_ref().is_none_or(|start| id.starts_with(start));
    let mutants = mutants(rules, |matcher| wanted(&matcher.id));
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let survivors = survivors(rules, floors, cases, &mutants, threads);
    let survivors: BTreeSet<String> =
        survivors.iter().map(|survivor| format!("{} {}", survivor.matcher, survivor.change)).collect();
    let file = args.corpus.join(KNOWN);
    if args.accept {
        let lines: String = survivors.iter().map(|line| format!("{line}\n")).collect();
        fs::write(&file, lines)
            .map_err(|error| Told::failed(format!("cannot be written: {error}")).at(file.to_string_lossy()))?;
        return Ok(Exit::Clean);
    }
    let known: BTreeSet<String> = match file.exists() {
        true => fs::read_to_string(&file)
            .map_err(|error| cannot_read(file.display(), &error))?
            .lines()
            .filter(|line| wanted(line))
            .map(str::to_owned)
            .collect(),
        false => BTreeSet::new(),
    };
    for line in survivors.difference(&known) {
        writeln!(io.out, "not noticed: {line}")?;
    }
    for line in known.difference(&survivors) {
        writeln!(io.out, "noticed by now, take it out of {KNOWN}: {line}")?;
    }
    let tried = plural(mutants.len() as u64, "mutant");
    writeln!(io.out, "{tried} tried, {} not noticed, {} of them known", survivors.len(), known.len())?;
    Ok(if survivors == known { Exit::Clean } else { Exit::Failed })
}
