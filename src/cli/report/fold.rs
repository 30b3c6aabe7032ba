//! The folder of a report: filled as results come, complete at the end.
//!
//! It promises: a folder that cannot be written fails before anything is read; the same results in the same order give the same
//! bytes, whether they come from a run or out of manifests. Without a folder only the summary is kept.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::cli::linking::beyond;
use crate::cli::manifest::{self, Cursor, Line, Row};
use crate::cli::{Error, Io, Summary, Told};
use crate::coverage::Ledger;
use crate::linked::{Entry, Observation, Ruleset, Table};
use crate::record::{ErrorRecord, LinkedRecord, Record};
use crate::report::{
    Basis, FindingsCsv, ObjectRow, ObjectsCsv, Part, Report, ReportDocument, Tally, write_html, write_json,
};

const FINDINGS: &str = "findings.csv";
const OBJECTS: &str = "manifest.csv";

/// A report in the making.
pub(in crate::cli) struct Fold {
    summary: Summary,
    files: Option<Files>,
    /// What events show of rules over several, until that is concluded; `None` where it is not to be.
    table: Option<Table>,
    /// Clues that no manifest keeps.
    not_kept: u64,
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
    /// Makes the folder and begins the files in it. What several events show together goes into `table`; without one it is left to
    /// whoever puts the shards together.
    pub fn open(folder: Option<&Path>, table: Option<Table>) -> Result<Self, Error> {
        let open = |folder: &Path| Files::open(folder).map_err(|error| cannot_write(folder, &error));
        Ok(Self { summary: Summary::default(), files: folder.map(open).transpose()?, table, not_kept: 0 })
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

    /// Takes what events show of rules over several.
    pub fn observe(&mut self, seen: &[Observation]) {
        if let Some(table) = &mut self.table {
            seen.iter().for_each(|seen| table.observe(seen));
        }
    }

    /// Takes what is known of resources.
    pub fn link(&mut self, more: &Table) {
        if let Some(table) = &mut self.table {
            table.join(more);
        }
    }

    /// Counts what is found in all that was taken. `each` is given what of it is news, the worst first.
    pub fn conclude(
        &mut self,
        ruleset: &Ruleset,
        io: &mut Io,
        each: &mut dyn FnMut(&LinkedRecord<'_>, &mut Io) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let Some(table) = self.table.take() else { return Ok(()) };
        for finding in ruleset.findings(&table) {
            let record = finding.record();
            if finding.is_news {
                each(&record, io)?;
            }
            self.summary.linked(&record);
            let Some(files) = &mut self.files else { continue };
            files.report.linked(&record);
            files.findings.write_linked(&record).map_err(|error| cannot_write(&files.folder, &error))?;
        }
        if let Some(files) = &mut self.files {
            files.report.unlinked(table.dropped(), self.not_kept);
        }
        beyond(table.dropped()).map(|words| writeln!(io.err, "{words}")).transpose()?;
        Ok(())
    }

    /// Takes all results of manifests, in the order of the input. Those from the serial number `untold` on are news.
    pub fn manifests(&mut self, cursors: Vec<Cursor>, untold: u64) -> Result<(), Error> {
        if let Some(files) = &mut self.files {
            files.list().map_err(|error| cannot_write(&files.folder, &error))?;
        }
        manifest::in_order(cursors, &mut |cursor, row| self.object(cursor, row, row.serial >= untold))
    }

    fn object(&mut self, cursor: &Cursor, row: &Row, news: bool) -> Result<(), Error> {
        if self.files.is_none() && !(row.linked && self.table.is_some()) {
            self.summary.add(&row.summary);
            return Ok(());
        }
        let mut index = 0;
        if let Some(files) = &mut self.files {
            files.object(row).map_err(|error| cannot_write(&files.folder, &error))?;
            index = files.count;
        }
        let outcome = cursor.result(row, &mut |line| match line {
            Line::Finding(record) => self.finding(&record),
            Line::Error(error) => {
                self.error(&error);
                Ok(())
            }
            Line::Linked((key, entry)) => {
                if let Some(table) = &mut self.table {
                    table.add(key, &Entry { news, ..entry });
                }
                Ok(())
            }
        })?;
        let (tally, part, unlinked) = outcome.into_parts();
        self.not_kept += unlinked.not_kept;
        if let Some(table) = &mut self.table {
            table.add_dropped(unlinked.beyond_bound);
        }
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

    /// Whether the folder holds a report already.
    pub fn has_earlier(&self) -> bool {
        self.files.as_ref().is_some_and(|files| files.folder.join("report.html").exists())
    }

    /// Leaves the earlier report as it is.
    pub fn give_up(self) {
        let Some(Files { folder, findings, objects, .. }) = self.files else { return };
        drop((findings, objects));
        for name in [FINDINGS, OBJECTS] {
            // Not there, or the next run begins it anew.
            let _ = fs::remove_file(folder.join(format!("{name}.part")));
        }
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
