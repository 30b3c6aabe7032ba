//! What a replay writes: findings as they come, the report at the end.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::ValueEnum as _;
use sha2::{Digest as _, Sha256};

use super::super::scan::Format;
use super::super::{Error, Exit, Io, Loaded, Paint, RuleArgs, Summary, Told, cannot_read, text};
use super::Args;
use super::progress::Progress;
use super::window::Window;
use super::worker::{Done, Entry};
use crate::record::ErrorRecord;
use crate::report::{self, Basis, ConfigFile, FindingsCsv, Report};
use crate::source;

/// Writes the findings and collects the report.
pub(super) struct Output {
    format: Option<Format>,
    paint: Paint,
    fail_on: super::FailOn,
    summary: Summary,
    report: Report,
    files: Option<Files>,
    basis: Basis,
    /// One line of NDJSON, reused.
    buffer: Vec<u8>,
}

/// The folder of the report, with the file that is written while the run goes on.
struct Files {
    folder: PathBuf,
    csv: FindingsCsv<BufWriter<File>>,
}

const CSV: &str = "findings.csv";
/// Its name until it is complete.
const CSV_PART: &str = "findings.csv.part";

impl Output {
    /// Opens the folder of the report, so that a run of hours does not fail on it in the end.
    pub fn new(
        args: &Args,
        inputs: &[String],
        loaded: &Arc<Loaded>,
        format: Option<Format>,
        paint: Paint,
    ) -> Result<Self, Error> {
        let files = match &args.report {
            Some(folder) => Some(Files::open(folder).map_err(|error| cannot_write(folder, &error))?),
            None => None,
        };
        Ok(Self {
            format,
            paint,
            fail_on: args.fail_on,
            summary: Summary::default(),
            report: Report::default(),
            files,
            basis: basis(args, inputs, loaded)?,
            buffer: Vec::new(),
        })
    }

    pub fn summary(&self) -> &Summary {
        &self.summary
    }

    /// Takes what became of a batch; batches come in the order of the input.
    pub fn take(&mut self, done: Done, io: &mut Io) -> Result<(), Error> {
        self.summary.add(&done.summary);
        self.report.count(&done.tally);
        done.parts.into_iter().for_each(|part| self.report.source(part));
        for entry in &done.entries {
            match entry {
                Entry::Finding { record, text, .. } => {
                    match self.format {
                        Some(Format::Text) => io.out.write_all(text)?,
                        Some(Format::Ndjson) => self.json(record, io)?,
                        None => {}
                    }
                    self.report.example(record);
                    if let Some(files) = &mut self.files {
                        files.csv.write(record).map_err(|error| cannot_write(&files.folder, &error))?;
                    }
                }
                Entry::Error { error, rest_unread } => {
                    if *rest_unread {
                        writeln!(io.err, "{}", unread(error))?;
                    }
                    match self.format {
                        Some(Format::Text) if !rest_unread => {
                            let detail = &error.error;
                            text::failure(
                                &mut *io.out,
                                self.paint,
                                &error.source,
                                error.line,
                                &detail.kind,
                                detail.offset,
                            )?;
                        }
                        Some(Format::Ndjson) => self.json(error, io)?,
                        _ => {}
                    }
                    self.report.error(error);
                }
            }
        }
        Ok(())
    }

    /// Writes the report and the summary.
    pub fn finish(mut self, io: &mut Io, progress: &Progress) -> Result<Exit, Error> {
        io.out.flush()?;
        self.report.finish();
        writeln!(io.err, "{} · {}", self.summary.line(&self.basis.rules_digest), progress.rate())?;
        if let Some(files) = self.files {
            let folder = files.folder.clone();
            files.finish(&self.report, &self.basis).map_err(|error| cannot_write(&folder, &error))?;
            writeln!(io.err, "report: {}", folder.join("report.html").display())?;
        }
        Ok(self.summary.exit(self.fail_on))
    }

    fn json(&mut self, record: &impl serde::Serialize, io: &mut Io) -> Result<(), Error> {
        self.buffer.clear();
        serde_json::to_writer(&mut self.buffer, record)?;
        self.buffer.push(b'\n');
        Ok(io.out.write_all(&self.buffer)?)
    }
}

impl Files {
    fn open(folder: &Path) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        let csv = FindingsCsv::new(BufWriter::new(File::create(folder.join(CSV_PART))?))?;
        Ok(Self { folder: folder.to_owned(), csv })
    }

    fn finish(self, report: &Report, basis: &Basis) -> io::Result<()> {
        self.csv.finish()?.into_inner().map_err(io::IntoInnerError::into_error)?;
        fs::rename(self.folder.join(CSV_PART), self.folder.join(CSV))?;
        let document = report.document(basis);
        let write = |name, how: fn(&report::ReportDocument<'_>, &mut dyn Write) -> io::Result<()>| {
            let mut file = BufWriter::new(File::create(self.folder.join(name))?);
            how(&document, &mut file)?;
            file.flush()
        };
        write("report.json", report::write_json)?;
        write("report.html", report::write_html)
    }
}

fn basis(args: &Args, inputs: &[String], loaded: &Loaded) -> Result<Basis, Error> {
    let window = Window { since: args.since.clone(), until: args.until.clone() };
    basis_of(&args.rules, &window, inputs, loaded)
}

/// What a report on `inputs` rests on.
pub(in crate::cli) fn basis_of(
    rules: &RuleArgs,
    window: &Window,
    inputs: &[String],
    loaded: &Loaded,
) -> Result<Basis, Error> {
    let settings = &loaded.settings;
    let edition = rules.rules.unwrap_or(settings.config.rules.edition);
    let config = match &settings.path {
        Some(path) => {
            let bytes = fs::read(path).map_err(|error| cannot_read(path.display(), &error))?;
            Some(ConfigFile { path: path.display().to_string(), digest: hex(&Sha256::digest(bytes)) })
        }
        None => None,
    };
    Ok(Basis {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        rules_digest: loaded.rules.digest().to_owned(),
        edition: edition.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default(),
        config,
        accounts_configured: settings.config.accounts.in_scope().is_some() || settings.config.segment.sources.is_some(),
        since: window.since.as_ref().map(ToString::to_string),
        until: window.until.as_ref().map(ToString::to_string),
        inputs: inputs.to_vec(),
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

pub(in crate::cli) fn cannot_write(folder: &Path, error: &io::Error) -> Told {
    Told::failed(format!("cannot write the report: {error}"))
        .at(folder.display().to_string())
        .remedy("name a folder that may be written to: `--report DIR`")
}
