//! `phi-audit score CORPUS`: how much of a labelled corpus is found, how much else is, and whether the floors hold.

mod corpus;
mod mutate;
mod output;
mod text;

use std::fs;
use std::path::PathBuf;

use crate::cli::{Error, Exit, Io, RuleFiles, Told, cannot_read, load, plural};
use crate::rules::Rules;
use crate::score::{Breach, Case, Floors, Miss, Scorer, Tally};
use crate::suggest::did_you_mean;
use corpus::Corpus;
use output::Score;

/// Arguments of `score`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The corpus: a folder of NDJSON files, each line an event with its labels
    #[arg(value_name = "CORPUS")]
    corpus: PathBuf,

    /// The floors that must hold [default: floors.toml in the corpus, if it is there]
    #[arg(long, value_name = "FILE")]
    floors: Option<PathBuf>,

    /// text, json, html, or markdown
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "text", hide_possible_values = true)]
    format: Format,

    /// Only cases of this set; may be given several times
    #[arg(long, value_name = "SET")]
    set: Vec<String>,

    /// List what was missed and what was wrong, at most so many of each kind
    #[arg(long, value_name = "COUNT", default_value = "0", hide_default_value = true)]
    misses: usize,

    /// Print the texts in question, too: for corpora in which all values are invented
    #[arg(long, requires = "misses")]
    show_text: bool,

    /// Make detection worse in every way, one at a time, and list what no floor notices
    #[arg(long)]
    mutate: bool,

    /// Only mutants of matchers whose id begins so
    #[arg(long, value_name = "ID", requires = "mutate")]
    matcher: Option<String>,

    /// Write matchers.csv into the corpus: from now on no matcher may find less of it, or more that is wrong; with --mutate
    /// survivors.txt, what is known not to be noticed
    #[arg(long)]
    accept: bool,

    #[command(flatten)]
    files: RuleFiles,
}

const EXAMPLES: &str = "\
Examples:
  phi-audit score tests/corpus
  phi-audit score tests/corpus --format html > accuracy.html
  phi-audit score our-corpus --matchers matchers/local/mrn.toml --misses 20

Exit codes: 0 the floors hold, 2 one does not, or a line is no case, 64 a file cannot be read or is wrong.";

/// How to write the figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For a person at a terminal.
    Text,
    /// All figures.
    Json,
    /// One file in the style of the report.
    Html,
    /// Tables for a page on a code host.
    Markdown,
}

/// Scores the corpus.
pub fn run(args: &Args, io: &mut Io) -> Result<Exit, Error> {
    let rules = load(&args.files.clone().into())?.rules;
    let corpus = corpus::read_cases(&args.corpus)?;
    let floors = floors(args)?;
    for error in &corpus.errors {
        writeln!(io.err, "error: {error}")?;
    }
    if let Some(unknown) = args.set.iter().find(|set| corpus.cases.iter().all(|case| case.set != **set)) {
        let mut known: Vec<&str> = corpus.cases.iter().map(|case| case.set.as_str()).collect();
        known.sort_unstable();
        known.dedup();
        return Err(Told::usage(format!(
            "there is no set `{unknown}`{}",
            did_you_mean(unknown, known.iter().copied())
        ))
        .remedy(format!("the sets are {}", known.join(", ")))
        .into());
    }
    let wanted = |case: &&Case| args.set.is_empty() || args.set.contains(&case.set);
    let counted: Vec<Case> =
        corpus.cases.iter().filter(|case| floors.counts(&case.set)).filter(wanted).cloned().collect();
    let beside: Vec<Case> =
        corpus.cases.iter().filter(|case| !floors.counts(&case.set)).filter(wanted).cloned().collect();
    if args.mutate {
        return mutate::run(args, &rules, &floors, &counted, io);
    }
    let (tally, misses) = score(&rules, &counted);
    let (beside_tally, beside_misses) = score(&rules, &beside);
    // Floors are about the whole corpus.
    let breaches = if args.set.is_empty() { floors.breaches(rules.matchers(), &tally) } else { Vec::new() };
    let score = Score {
        rules: &rules,
        floors: &floors,
        tally: &tally,
        beside: &beside_tally,
        breaches: &breaches,
        whole: args.set.is_empty(),
    };
    match args.format {
        Format::Text => text::write(&score, io)?,
        Format::Json => output::json(&score, &mut *io.out)?,
        Format::Html => output::html(&score, &mut *io.out)?,
        Format::Markdown => output::markdown(&score, &mut *io.out)?,
    }
    let all = misses.iter().chain(&beside_misses);
    text::misses(all, args.misses, args.show_text, rules.matchers(), &mut *io.err)?;
    if args.accept {
        accept(args, &rules, &tally)?;
        return Ok(Exit::Clean);
    }
    Ok(exit(&corpus, &breaches))
}

fn exit(corpus: &Corpus, breaches: &[Breach]) -> Exit {
    if corpus.errors.is_empty() && breaches.is_empty() { Exit::Clean } else { Exit::Failed }
}

fn score<'c>(rules: &Rules, cases: &'c [Case]) -> (Tally, Vec<Miss<'c>>) {
    let (mut scorer, mut tally, mut misses) = (Scorer::new(rules), Tally::default(), Vec::new());
    for case in cases {
        scorer.score(case, &mut tally, &mut |miss| misses.push(miss));
    }
    (tally, misses)
}

fn floors(args: &Args) -> Result<Floors, Error> {
    let beside = args.corpus.join("floors.toml");
    let file = args.floors.clone().or_else(|| beside.exists().then_some(beside));
    let wrong = |error: crate::score::FloorError| Told::usage(error.message).at(error.file);
    let mut floors = match file {
        Some(file) => {
            let text = fs::read_to_string(&file).map_err(|error| cannot_read(file.display(), &error))?;
            Floors::read(&file.to_string_lossy(), &text).map_err(wrong)?
        }
        None => Floors::default(),
    };
    let counts = args.corpus.join(MATCHERS);
    if counts.exists() && (args.mutate || !args.accept) {
        let text = fs::read_to_string(&counts).map_err(|error| cannot_read(counts.display(), &error))?;
        floors.read_matchers(&counts.to_string_lossy(), &text).map_err(wrong)?;
    }
    Ok(floors)
}

/// The counts of every matcher, beside the corpus.
const MATCHERS: &str = "matchers.csv";

fn accept(args: &Args, rules: &Rules, tally: &Tally) -> Result<(), Error> {
    let file = args.corpus.join(MATCHERS);
    let place = file.to_string_lossy().into_owned();
    fs::write(&file, Floors::write_matchers(rules.matchers(), tally))
        .map_err(|error| Told::failed(format!("cannot be written: {error}")).at(place).into())
}

/// `all floors hold`, `3 floors do not hold`, or why none was judged.
fn verdict(score: &Score<'_>) -> String {
    if !score.whole {
        return "floors are judged on all sets together".to_owned();
    }
    match score.breaches.len() {
        0 if score.floors.is_empty() => "no floors are given".to_owned(),
        0 => "all floors hold".to_owned(),
        1 => "1 floor does not hold".to_owned(),
        count => format!("{} do not hold", plural(count as u64, "floor")),
    }
}
