//! The folder of a report: filled as results come, complete at the end.
//!
//! It promises: a folder that cannot be written fails before anything is read; the same results in the same order give the same
//! bytes, whether they come from a run or out of manifests. Without a folder only the summary is kept.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::cli::manifest::{self, Cursor, Line, Row};
use crate::cli::{Error, Summary, Told};
use crate::coverage::Ledger;
use crate::record::{ErrorRecord, Record};
use crate::report::{
    Basis, FindingsCsv, ObjectRow, ObjectsCsv, Part, Report, ReportDocument, Tally, write_html, write_json,
};

const FINDINGS: &str = "findings.csv";
const OBJECTS: &str = "manifest.csv";

/// A report in the making.
pub(in crate::cli) struct Fold {
    summary: Summary,
    files: Option<Files>,
}

/// The folder, with the files that are written while results come.
struct Files {
    folder: PathBuf,
    report: Report,
    findings: FindingsCsv<BufWriter<File>>,
    /// There are objects to list only where there is a manifest.
    objects: Option<ObjectsCsv<BufWriter<File>>>,
    /// Objects so far.
    count: u64,
}

impl Fold {
    /// Makes the folder and begins the files in it.
    pub fn open(folder: Option<&Path>) -> Result<Self, Error> {
        let open = |folder: &Path| Files::open(folder).map_err(|error| cannot_write(folder, &error));
        Ok(Self { summary: Summary::default(), files: folder.map(open).transpose()? })
    }

    /// Takes an event with a finding.
    pub fn finding(&mut self, record: &Record<'_>) -> Result<(), Error> {
        let Some(files) = &mut self.files else { return Ok(()) };
        files.report.example(record);
        Ok(files.findings.write(record).map_err(|error| cannot_write(&files.folder, &error))?)
    }

    /// Takes something that could not be read.
    pub fn error(&mut self, error: &ErrorRecord<'_>) {
        if let Some(files) = &mut self.files {
            files.report.error(error);
        }
    }

    /// Takes counts, and what became of an object.
    pub fn counts(&mut self, summary: &Summary, tally: &Tally, part: Part) {
        self.summary.add(summary);
        if let Some(files) = &mut self.files {
            files.report.count(tally);
            files.report.source(part);
        }
    }

    /// Takes all results of manifests, in the order of the input.
    pub fn manifests(&mut self, cursors: Vec<Cursor>) -> Result<(), Error> {
        if let Some(files) = &mut self.files {
            files.list().map_err(|error| cannot_write(&files.folder, &error))?;
        }
        manifest::in_order(cursors, &mut |cursor, row| self.object(cursor, row))
    }

    fn object(&mut self, cursor: &Cursor, row: &Row) -> Result<(), Error> {
        let Some(files) = &mut self.files else {
            self.summary.add(&row.summary);
            return Ok(());
        };
        files.object(row).map_err(|error| cannot_write(&files.folder, &error))?;
        let index = files.count;
        let outcome = cursor.result(row, &mut |line| match line {
            Line::Finding(record) => self.finding(&record),
            Line::Error(error) => {
                self.error(&error);
                Ok(())
            }
        })?;
        let (tally, part) = outcome.into_parts();
        self.counts(&row.summary, &tally, Part { index, ..part });
        Ok(())
    }

    /// What was seen so far.
    pub const fn summary(&self) -> &Summary {
        &self.summary
    }

    /// Completes the report, with all requirements of the ledger; says where it is, if there is one.
    pub fn finish(self, basis: &Basis, ledger: &Ledger) -> Result<Option<PathBuf>, Error> {
        let Some(files) = self.files else { return Ok(None) };
        let folder = files.folder.clone();
        files.finish(basis, ledger).map_err(|error| cannot_write(&folder, &error))?;
        Ok(Some(folder.join("report.html")))
    }
}

impl Files {
    fn open(folder: &Path) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        let findings = FindingsCsv::new(part(folder, FINDINGS)?)?;
        Ok(Self { folder: folder.to_owned(), report: Report::default(), findings, objects: None, count: 0 })
    }

    /// Begins the list of objects.
    fn list(&mut self) -> io::Result<()> {
        self.objects = Some(ObjectsCsv::new(part(&self.folder, OBJECTS)?)?);
        Ok(())
    }

    fn object(&mut self, row: &Row) -> io::Result<()> {
        self.count += 1;
        let Some(objects) = &mut self.objects else { return Ok(()) };
        let version = row.version.as_ref();
        objects.write(&ObjectRow {
            object: &row.name,
            version: version.map(|version| version.tag.as_str()),
            size: version.map(|version| version.size),
            events: row.summary.events,
            findings: row.findings,
            digest: &row.digest,
        })
    }

    fn finish(mut self, basis: &Basis, ledger: &Ledger) -> io::Result<()> {
        complete(&self.folder, FINDINGS, self.findings.finish()?)?;
        match self.objects {
            Some(objects) => complete(&self.folder, OBJECTS, objects.finish()?)?,
            // Of an earlier run: it would not belong to this report.
            None => match fs::remove_file(self.folder.join(OBJECTS)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            },
        }
        self.report.finish();
        let document = self.report.document(basis, ledger);
        let write = |name, how: fn(&ReportDocument<'_>, &mut dyn Write) -> io::Result<()>| {
            let mut file = BufWriter::new(File::create(self.folder.join(name))?);
            how(&document, &mut file)?;
            file.flush()
        };
        write("report.json", write_json)?;
        write("report.html", write_html)
    }
}

/// A file under the name it has until it is complete.
fn part(folder: &Path, name: &str) -> io::Result<BufWriter<File>> {
    Ok(BufWriter::new(File::create(folder.join(format!("{name}.part")))?))
}

fn complete(folder: &Path, name: &str, file: BufWriter<File>) -> io::Result<()> {
    file.into_inner().map_err(io::IntoInnerError::into_error)?;
    fs::rename(folder.join(format!("{name}.part")), folder.join(name))
}

/// Why a report came to nothing.
pub(in crate::cli) fn cannot_write(folder: &Path, error: &io::Error) -> Told {
    Told::failed(format!("cannot write the report: {error}"))
        .at(folder.display().to_string())
        .remedy("name a folder that may be written to: `--report DIR`")
}
