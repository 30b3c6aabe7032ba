//! `phi-audit config import FILE…`: saved answers of Twilio's and Segment's APIs → a file of facts, and findings about what is set
//! up. Nothing is asked of an API, and no secret of an answer is kept or printed.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::audit::{Attributes, Audited, Auditor};
use crate::cli::linking::Linking;
use crate::cli::scan::{Format, Place, Printer};
use crate::cli::{Error, Exit, FailOn, Io, RuleArgs, Settings, Told, build, cannot_read, plural, settings};
use crate::setup::{self, HEAD, Imported, Object, Related};

/// Arguments of `config import`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Saved answers: accounts, numbers, sinks, subscriptions, sources, destinations, …
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,

    /// Where to write the facts [default: setup.imported, else imported.toml]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,

    /// text or ndjson [default: text on a terminal, ndjson otherwise]
    #[arg(long, value_enum, hide_possible_values = true)]
    format: Option<Format>,

    /// Exit with 1 from this severity on: info, low, medium, high, critical, or never
    #[arg(long, value_enum, value_name = "SEVERITY", default_value = "high", hide_possible_values = true)]
    fail_on: FailOn,

    #[command(flatten)]
    rules: RuleArgs,
}

const EXAMPLES: &str = "\
Examples:
  phi-audit config import sinks.json subscriptions.json accounts.json numbers.json
  phi-audit config import segment/*.json --out segment.toml

docs/configuration.md says which answers to save. No API is called; secrets in them are not kept.
Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 something is not understood, 64 usage.";

/// Files longer than this hold something else.
const LONGEST: u64 = 64 << 20;

/// Imports what is given, and judges it.
pub fn run(args: &Args, io: &mut Io) -> Result<Exit, Error> {
    let mut settings = settings(args.rules.files.config.as_deref())?;
    let configured = settings.imported_path();
    let out = args.out.clone().or_else(|| configured.clone()).unwrap_or_else(|| PathBuf::from("imported.toml"));
    may_write(&out)?;
    let (objects, mut faults) = read(&args.files);
    if objects.is_empty() {
        if faults.is_empty() {
            let nothing = Told::failed("these listings are empty: there is nothing to import");
            faults.push(nothing.remedy("save all pages of each listing, with a user who may see what is set up"));
        }
        return Err(faults.into());
    }
    let related = Related::of(&objects);
    let mut facts = Imported::of(&related);
    let mut auditor = Auditor::new(build(&RuleArgs::default(), Settings::default())?.rules);
    facts.drop_names(|name| identifies(&mut auditor, name));
    settings.imported = Some(facts.clone());
    // What is asked is what the configuration leaves open; what is judged knows the new facts.
    let open = setup::open_questions(&facts, &related, &settings.context());
    let loaded = build(&args.rules, settings)?;
    write(&out, &facts.to_toml(&open))?;

    let format = args.format.unwrap_or(if io.out_is_terminal { Format::Text } else { Format::Ndjson });
    let limits = loaded.settings.config.limits.of_document();
    let mut auditor = Auditor::with_limits(Arc::clone(&loaded.rules), limits);
    let linking = Linking::of(&loaded, false)?;
    let mut printer = Printer::new(io, &loaded, &linking, format, false);
    let (mut place, mut file) = (Place::default(), String::new());
    for judged in setup::events(&related) {
        if file != judged.file || place.line != judged.place {
            (file, place) = (judged.file, Place { line: judged.place, items: 0 });
        }
        let event = serde_json::to_vec(&judged.event)?;
        printer.document(&file, &mut place, 0, (&event, &Attributes::default()), &mut auditor)?;
    }
    let mut summary = printer.summary;
    summary.unread += faults.len() as u64;
    io.out.flush()?;
    for fault in faults {
        writeln!(io.err, "{fault}")?;
    }
    let asked = match open.len() as u64 {
        0 => String::new(),
        1 => "; a question that no API answers stands at its end".to_owned(),
        count => format!("; {count} questions that no API answers stand at its end"),
    };
    writeln!(io.err, "{}: {}{asked}", out.display(), counts(&facts))?;
    if configured.as_deref() != Some(&out) {
        writeln!(io.err, "to use it, say in phi-audit.toml: [setup] imported = \"{}\"", out.display())?;
    }
    writeln!(io.err, "{}", summary.line(loaded.rules.digest()))?;
    Ok(summary.exit(args.fail_on))
}

/// Whether something is found in a name that somebody gave: such a name is neither kept nor shown.
fn identifies(auditor: &mut Auditor, name: &str) -> bool {
    let event = serde_json::json!({ "type": "track", "event": "x", "properties": { "friendly_name": name } });
    let mut found = false;
    auditor.audit(event.to_string().as_bytes(), &mut |audited| {
        found |= !matches!(audited, Audited::Event(event) if event.matches().is_empty());
    });
    found
}

/// How much of what an import holds.
pub(super) fn counts(facts: &Imported) -> String {
    let all = [
        (facts.account.len(), "account"),
        (facts.sink.len(), "sink"),
        (facts.number.len(), "number"),
        (facts.source.len(), "source"),
        (facts.destination.len(), "destination"),
        (facts.tracking_plan.len(), "tracking plan"),
    ];
    let there: Vec<String> =
        all.into_iter().filter(|(count, _)| *count > 0).map(|(count, noun)| plural(count as u64, noun)).collect();
    if there.is_empty() { "no facts".to_owned() } else { there.join(", ") }
}

/// The objects of all files, and what is not understood.
fn read(files: &[PathBuf]) -> (Vec<Object>, Vec<Told>) {
    let (mut objects, mut faults) = (Vec::new(), Vec::new());
    for path in files {
        let name = path.display().to_string();
        match text(path) {
            Ok(text) => {
                let (found, wrong) = setup::read(&name, &text);
                objects.extend(found);
                faults.extend(wrong.into_iter().map(|fault| {
                    let place = if fault.place.is_empty() { name.clone() } else { format!("{name}, {}", fault.place) };
                    Told::failed(fault.what).at(place).remedy(fault.remedy)
                }));
            }
            Err(told) => faults.push(told),
        }
    }
    (objects, faults)
}

fn text(path: &Path) -> Result<String, Told> {
    let unreadable = |error: std::io::Error| cannot_read(path.display(), &error);
    if fs::metadata(path).map_err(unreadable)?.len() > LONGEST {
        return Err(Told::failed("this is longer than any listing").at(path.display().to_string()));
    }
    fs::read_to_string(path).map_err(unreadable)
}

/// Whether the file is not there, or an earlier import's.
fn may_write(path: &Path) -> Result<(), Told> {
    match fs::read(path) {
        Ok(text) if text.starts_with(HEAD.as_bytes()) => Ok(()),
        Ok(_) => Err(Told::usage("this file is not one that `config import` wrote")
            .at(path.display().to_string())
            .remedy("name another one with --out")),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(cannot_read(path.display(), &error)),
    }
}

/// Writes the file as a whole or not at all.
fn write(path: &Path, text: &str) -> Result<(), Told> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let written = tempfile::NamedTempFile::new_in(folder).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.persist(path).map(drop).map_err(|error| error.error)
    });
    written.map_err(|error| Told::failed(format!("cannot write: {error}")).at(path.display().to_string()))
}
