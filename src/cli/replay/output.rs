//! What a replay writes: findings as they come, the manifest beside them, the report at the end.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;

use clap::ValueEnum as _;
use sha2::{Digest as _, Sha256};

use super::super::linking::Linking;
use super::super::manifest::{Counted, Grounds, Line, Manifest, Reserved, below};
use super::super::report::Fold;
use super::super::scan::{Format, RuleWords};
use super::super::{Error, Exit, FailOn, Io, Loaded, Paint, RuleArgs, Summary, Told, cannot_read, plural, text};
use super::Args;
use super::input::Input;
use super::progress::Progress;
use super::window::Window;
use super::worker::{Entry, Share};
use crate::coverage::Ledger;
use crate::linked::Table;
use crate::record::ErrorRecord;
use crate::report::{Basis, ConfigFile, State};
use crate::source::{self, Choose};

/// Writes the findings and collects the report.
pub(super) struct Output {
    format: Option<Format>,
    paint: Paint,
    fail_on: FailOn,
    /// This run is one of several: what was found counts when they are put together.
    shard: bool,
    /// What was seen in this run.
    summary: Summary,
    /// Objects read in this run.
    read: u64,
    /// Folders not looked into in this run.
    left_out: u64,
    fold: Fold,
    manifest: Option<Manifest>,
    loaded: Arc<Loaded>,
    linking: Arc<Linking>,
    /// What this run alone can link, because a manifest does not keep it.
    passing: Table,
    basis: Basis,
    ledger: Ledger,
    /// One line of NDJSON, reused.
    buffer: Vec<u8>,
}

impl Output {
    /// Opens the manifest and the folder of the report, so that a run of hours does not fail on them in the end.
    pub fn new(
        args: &Args,
        reserved: Option<Reserved>,
        input: &Input,
        (loaded, linking): (&Arc<Loaded>, &Arc<Linking>),
        format: Option<Format>,
        paint: Paint,
    ) -> Result<Self, Error> {
        let basis = basis(args, input, loaded)?;
        if let Some((report, input)) =
            args.report.as_ref().and_then(|report| Some((report, below(report, &args.paths)?)))
        {
            return Err(Told::usage(format!("the report would lie in `{}`, which is read", input.display()))
                .at(report.display().to_string())
                .remedy("name a folder outside of what is read: `--report DIR`")
                .into());
        }
        let layout = args.layout.to_possible_value();
        let layout = layout.as_ref().map_or("", |value| value.get_name());
        let filed = format!("{layout}, {} s", args.late.0.as_secs());
        let ledger = Ledger::of(&loaded.rules);
        let (ruleset, keying) = (&linking.ruleset, &linking.keying);
        let grounds = Grounds { basis: &basis, ledger: &ledger, filed: &filed, ruleset, keying };
        let manifest = reserved.map(|reserved| reserved.open(&grounds));
        Ok(Self {
            format,
            paint,
            fail_on: args.fail_on,
            shard: args.shard.is_some(),
            summary: Summary::default(),
            manifest: manifest.transpose()?,
            // What several events show is of the whole: a shard has only a part of them.
            fold: Fold::open(args.report.as_deref(), args.shard.is_none().then(|| linking.table()))?,
            loaded: Arc::clone(loaded),
            linking: Arc::clone(linking),
            passing: linking.table(),
            basis,
            ledger,
            read: 0,
            left_out: 0,
            buffer: Vec::new(),
        })
    }

    pub fn summary(&self) -> &Summary {
        &self.summary
    }

    /// How many objects were read in this run so far.
    pub const fn read(&self) -> u64 {
        self.read
    }

    /// Which objects are to be read.
    pub fn choose(&self) -> Arc<Choose> {
        self.manifest.as_ref().map_or_else(|| Arc::new(|_: &_| true) as Arc<Choose>, Manifest::choose)
    }

    /// Takes what became of a part of an object; parts come in the order of the input.
    pub fn take(&mut self, share: Share, io: &mut Io) -> Result<(), Error> {
        let Share { object, ends, summary, tally, part, mut seen, entries } = share;
        self.summary.add(&summary);
        self.read += u64::from(ends && matches!(part.state, State::Read | State::Partly(_)));
        self.left_out += u64::from(part.is_left_out());
        for entry in &entries {
            self.print(entry, io)?;
            match (entry, &mut self.manifest) {
                (Entry::Finding { record, .. }, Some(manifest)) => manifest.entry(&Line::Finding(record))?,
                (Entry::Error { error, .. }, Some(manifest)) => manifest.entry(&Line::Error(error))?,
                (Entry::Finding { record, .. }, None) => self.fold.finding(record)?,
                (Entry::Error { error, .. }, None) => self.fold.error(error),
            }
        }
        let Some(manifest) = &mut self.manifest else {
            self.fold.counts(&summary, &tally, part);
            self.fold.observe(&seen);
            return Ok(());
        };
        let mut not_kept = 0;
        if !self.linking.keying.is_lasting() {
            for passing in seen.extract_if(.., |seen| seen.key.is_digest()) {
                not_kept += 1;
                self.passing.observe(&passing);
            }
        }
        manifest.counts(&object, Counted { summary, tally, part, not_kept }, &seen, ends)
    }

    /// Brings the manifest to disk, if it is time to.
    pub fn save(&mut self, io: &mut Io) -> Result<(), Error> {
        match &mut self.manifest {
            Some(manifest) if manifest.is_due() => {
                // What is in the manifest is not printed a second time: it has to be out.
                io.out.flush()?;
                manifest.save()
            }
            _ => Ok(()),
        }
    }

    /// Writes the report and the summary, and gives what is in it.
    pub fn finish(mut self, io: &mut Io, progress: &Progress) -> Result<(Summary, Exit), Error> {
        io.out.flush()?;
        let done = self.manifest.as_mut().map(Manifest::finish).transpose()?;
        if let Some(manifest) = &self.manifest {
            self.fold.manifests(vec![manifest.cursor()?], manifest.untold())?;
        }
        self.fold.link(&self.passing);
        let Self { format, paint, fold, loaded, linking, buffer, .. } = &mut self;
        let words = RuleWords { rules: &loaded.rules, config: &loaded.settings.config };
        fold.conclude(&linking.ruleset, io, &mut |record, io| match format {
            _ if !record.is_finding() => Ok(()),
            Some(Format::Text) => Ok(text::linked(&mut *io.out, *paint, record, &words)?),
            Some(Format::Ndjson) => json(buffer, record, io),
            None => Ok(()),
        })?;
        io.out.flush()?;
        self.manifest.as_mut().map(Manifest::told_all).transpose()?;
        let summary = self.fold.summary().clone();
        writeln!(io.err, "{} · {}", summary.line(&self.basis.rules_digest), progress.rate())?;
        if let Some(words) = self.basis.left_out.as_ref().filter(|_| self.left_out > 0) {
            writeln!(io.err, "{} not looked into: {words}", plural(self.left_out, "folder"))?;
        }
        if let Some(done) = &done {
            writeln!(io.err, "manifest: {done}")?;
        }
        // A mistyped path must not put an empty report in place of the last one.
        let nothing = done.is_none() && self.read == 0 && summary.events == 0 && summary.unread > 0;
        if nothing && self.fold.has_earlier() {
            self.fold.give_up();
            writeln!(io.err, "report: left as it was, because nothing could be read")?;
        } else if let Some(page) = self.fold.finish(&self.basis, &self.ledger)? {
            writeln!(io.err, "report: {}", page.display())?;
        }
        let done = done.unwrap_or_default();
        if !done.silent.is_empty() {
            let inputs: Vec<_> = done.silent.into_iter().collect();
            return Err(Told::failed("nothing at all is there, where the manifest has results of an earlier run")
                .at(inputs.join(", "))
                .remedy("they are kept, and not in this report: mount the drive and run this again; if nothing is meant to be there, name it no longer, or delete the manifest")
                .into());
        }
        if !self.shard {
            let exit = summary.exit(self.fail_on);
            return Ok((summary, exit));
        }
        match done.again {
            0 => Ok((summary, Exit::Clean)),
            again => Err(Told::failed(format!("{} could not be read to the end", plural(again, "object")))
                .remedy("run this shard again: only these are read; or put the shards together without them")
                .into()),
        }
    }

    /// Prints a finding or an error.
    fn print(&mut self, entry: &Entry, io: &mut Io) -> Result<(), Error> {
        match (entry, self.format) {
            (Entry::Finding { text, .. }, Some(Format::Text)) => Ok(io.out.write_all(text)?),
            (Entry::Finding { record, .. }, Some(Format::Ndjson)) => json(&mut self.buffer, record, io),
            (Entry::Finding { .. }, None) => Ok(()),
            (Entry::Error { error, rest_unread }, format) => {
                if *rest_unread {
                    writeln!(io.err, "{}", unread(error))?;
                }
                match format {
                    Some(Format::Text) if !rest_unread => {
                        let (detail, out) = (&error.error, &mut *io.out);
                        Ok(text::failure(out, self.paint, &error.source, error.line, &detail.kind, detail.offset)?)
                    }
                    Some(Format::Ndjson) => json(&mut self.buffer, error, io),
                    _ => Ok(()),
                }
            }
        }
    }
}

fn json(buffer: &mut Vec<u8>, record: &impl serde::Serialize, io: &mut Io) -> Result<(), Error> {
    buffer.clear();
    serde_json::to_writer(&mut *buffer, record)?;
    buffer.push(b'\n');
    Ok(io.out.write_all(buffer)?)
}

fn basis(args: &Args, input: &Input, loaded: &Loaded) -> Result<Basis, Error> {
    let window = Window { since: args.since.clone(), until: args.until.clone() };
    basis_of(&args.rules, &window, input, loaded)
}

/// What a report on `input` rests on.
pub(in crate::cli) fn basis_of(
    rules: &RuleArgs,
    window: &Window,
    input: &Input,
    loaded: &Loaded,
) -> Result<Basis, Error> {
    let (settings, context) = (&loaded.settings, loaded.rules.policy().context());
    let edition = rules.rules.unwrap_or(settings.config.rules.edition);
    let file = |path: &Path| {
        let bytes = fs::read(path).map_err(|error| cannot_read(path.display(), &error))?;
        Ok::<_, Told>(ConfigFile { path: path.display().to_string(), digest: hex(&Sha256::digest(bytes)) })
    };
    let config = settings.path.as_deref().map(file).transpose()?;
    let imported = settings.imported_path().as_deref().map(file).transpose()?;
    Ok(Basis {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        rules_digest: loaded.rules.digest().to_owned(),
        edition: edition.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default(),
        config,
        imported,
        attestations: loaded
            .attestations
            .as_ref()
            .map(|file| ConfigFile { path: file.path.display().to_string(), digest: file.digest.clone() }),
        accounts_configured: context.designated_accounts.is_some() || context.designated_sources.is_some(),
        since: window.since.as_ref().map(ToString::to_string),
        until: window.until.as_ref().map(ToString::to_string),
        left_out: input.left_out.clone(),
        decisions: loaded.rules.decisions().to_vec(),
        inputs: input.names.clone(),
    })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A whole source, or the rest of one: a person has to know even when only records are printed.
pub(in crate::cli) fn unread(error: &ErrorRecord<'_>) -> Told {
    let kind = &error.error.kind;
    let place =
        if error.line == 0 { error.source.to_string() } else { format!("{}, line {}", error.source, error.line) };
    Told::failed(format!("cannot read on: {}", kind.replace('_', " ")))
        .at(place)
        .maybe_remedy(source::remedy(kind).map(str::to_owned))
}
