//! `phi-audit rules learn FIELD FILE`: from examples to a matcher, as TOML on standard output; what it would cost, on standard error.

use std::io::Write;
use std::path::PathBuf;

use super::examples;
use super::hits::{self, per_ten_thousand};
use crate::cli::{Error, Exit, Io, Told, plural};
use crate::detect::Category;
use crate::learn::{self, Asked, Limits, Samples};
use crate::rules::RulesBuilder;
use crate::suggest;

/// Arguments of `rules learn`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  phi-audit rules learn chartNumber chart-numbers.txt > matchers/local/chart.toml\n  \
    phi-audit rules learn /traits/mrn users.ndjson --clean last-week.ndjson.gz\n\
    \nNone of the examples is in the output; the values in it are invented. `rules test` takes it as it is.\n\
    Exit codes: 0 learnt, 2 something could not be read, 64 nothing to be learnt."
)]
pub struct Args {
    /// What events call it: a key, a column, or a JSON pointer
    field: String,
    /// Examples: one value or text a line, or NDJSON or CSV with FIELD; - for standard input
    file: PathBuf,
    /// Events without any: count the false alarms; may be given several times
    #[arg(long, value_name = "FILE_OR_FOLDER", num_args = 1..)]
    clean: Vec<PathBuf>,
    /// Id of the matcher [default: ours.FIELD]
    #[arg(long)]
    id: Option<String>,
    /// Category of the matcher [default: from FIELD's words, else mrn]
    #[arg(long)]
    category: Option<String>,
    /// What your texts call it, where FIELD says little
    #[arg(long)]
    name: Option<String>,
}

/// Places shown of either variant.
const SHOWN: usize = 5;

/// Learns and proposes.
pub fn run(args: &Args, io: &mut Io) -> Result<Exit, Error> {
    let category = args.category.as_deref().map(category).transpose()?;
    let field = args.name.as_ref().unwrap_or(&args.field);
    let Some(topic) = learn::topic(field) else {
        return Err(Told::usage(format!("`{field}` holds no word")).remedy("name it: `--name chartNumber`").into());
    };
    let limits = Limits::default();
    let texts = examples::read(&args.field, &args.file, limits)?;
    let asked = Asked { id: args.id.clone().unwrap_or(topic), category, field: field.clone() };
    let proposal = learn::propose(&asked, &Samples::of(&texts, limits))
        .map_err(|fault| Told::usage(fault.what).at(args.file.display().to_string()).remedy(fault.remedy))?;
    io.out.write_all(proposal.pack.as_bytes())?;
    io.out.flush()?;
    if args.clean.is_empty() {
        return Ok(Exit::Clean);
    }
    let rules = |pack: &str| {
        let built = RulesBuilder::default().pack(PACK, pack).build();
        built.map_err(|_| Told::failed("the proposal cannot be loaded").remedy("choose another id with `--id`"))
    };
    let runs = [rules(&proposal.pack)?, rules(&proposal.alone)?];
    let counted = hits::count(&runs, &args.clean, |matcher| matcher.pack == PACK, SHOWN)?;
    for (hits, how) in counted.iter().zip(["as proposed", "with alone = \"medium\""]) {
        let (alarms, rate) = (plural(hits.first(), "alarm"), per_ten_thousand(hits.first(), hits.events));
        writeln!(io.err, "{how}: {alarms} in {} ({rate})", plural(hits.events, "clean event"))?;
        hits.places().iter().try_for_each(|place| writeln!(io.err, "  {place}"))?;
    }
    let unread = counted.first().map_or(0, |hits| hits.unread);
    if unread > 0 {
        writeln!(io.err, "{} could not be read", plural(unread, "part"))?;
        return Ok(Exit::Failed);
    }
    Ok(Exit::Clean)
}

/// The name of the pack while it is tried out.
const PACK: &str = "proposal.toml";

fn category(name: &str) -> Result<Category, Told> {
    let known = Category::ALL.iter().find(|category| category.name() == name).copied();
    known.ok_or_else(|| {
        let nearest = suggest::nearest(name, Category::ALL.iter().map(|category| category.name()));
        Told::usage(format!("there is no category `{name}`"))
            .remedy("matchers/README.md lists them")
            .maybe_remedy(nearest.map(|name| format!("did you mean `{name}`?")))
    })
}
