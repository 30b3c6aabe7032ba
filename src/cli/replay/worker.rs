//! Audits batches: what each says of its events, counted and, where there is something to tell, kept.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use super::pack::{Batch, Packed, Stretch};
use super::pipeline::Work;
use super::window::Window;
use crate::audit::{Attributes, Audited, AuditedEvent, Auditor};
use crate::cli::scan::EventWords;
use crate::cli::{Loaded, Paint, Summary, text};
use crate::record::{ErrorDetail, ErrorRecord, Record};
use crate::report::{Part, State, Tally};
use crate::source::Trouble;

/// What became of a batch.
#[derive(Debug, Default)]
pub(super) struct Done {
    pub summary: Summary,
    pub tally: Tally,
    pub parts: Vec<Part>,
    /// What is to be told, in the order of the input.
    pub entries: Vec<Entry>,
    /// The line the batch begins in: its items may have begun in the batch before.
    pub first: Option<Place>,
    /// The line it ends in, and the items in it.
    pub last: Option<(Place, u64)>,
}

/// A line of a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) struct Place {
    pub source: u64,
    pub line: u64,
}

/// Something to tell.
#[derive(Debug)]
pub(super) enum Entry {
    /// An event with a finding above `info`, and its lines for a person where they are wanted.
    Finding { place: Place, record: Box<Record<'static>>, text: Vec<u8> },
    /// Something that could not be read.
    Error { error: ErrorRecord<'static>, rest_unread: bool },
}

/// A document with what came along with it.
#[derive(Clone, Copy, Debug)]
struct Document<'b> {
    line: u64,
    offset: u64,
    text: &'b [u8],
    around: Attributes<'b>,
}

/// One worker.
pub(super) struct Worker {
    loaded: Arc<Loaded>,
    auditor: Auditor,
    window: Window,
    /// Write text for a person, in these colours.
    text: Option<Paint>,
}

impl Worker {
    pub fn new(loaded: &Arc<Loaded>, window: Window, text: Option<Paint>) -> Self {
        Self { loaded: Arc::clone(loaded), auditor: auditor(loaded), window, text }
    }

    fn audit(&mut self, batch: &Batch) -> Done {
        let mut done = Done::default();
        for stretch in &batch.sources {
            let before = (done.tally.events, done.tally.findings);
            let mut part = Part { index: stretch.index, source: stretch.object.name.to_string(), ..Part::default() };
            for piece in &stretch.pieces {
                match piece {
                    Packed::Document { line, offset, text, around } => {
                        let text = batch.text.get(text.clone()).unwrap_or_default();
                        let headers = around.headers(&batch.text);
                        let around = Attributes { system: "kafka", key: around.key(&batch.text), headers: &headers };
                        let document = Document { line: *line, offset: *offset, text, around };
                        self.document(stretch, &document, &mut part, &mut done);
                    }
                    Packed::Failed(trouble) => {
                        if trouble.rest_unread {
                            part.state = if trouble.line == 0 {
                                State::Failed(trouble.kind)
                            } else {
                                State::Partly(trouble.kind)
                            };
                        }
                        failed(stretch, *trouble, &mut part, &mut done);
                    }
                    Packed::Skipped(why) => part.state = State::Skipped(why.name()),
                    Packed::Closed { bytes } => part.bytes = *bytes,
                }
            }
            part.events = done.tally.events - before.0;
            part.findings = done.tally.findings.since(before.1);
            done.parts.push(part);
        }
        done
    }

    /// Audits a document.
    fn document(&mut self, stretch: &Stretch, document: &Document<'_>, part: &mut Part, done: &mut Done) {
        let Document { line, offset, text, around } = *document;
        let place = Place { source: stretch.index, line };
        let items = match done.last {
            Some((last, items)) if last == place => items,
            _ => 0,
        };
        done.first.get_or_insert(place);
        done.last = Some((place, items));
        let Self { loaded, auditor, window, text: paint } = self;
        let mut each = |audited: Audited<'_>| match audited {
            Audited::Event(event) => {
                let record = event.record(&stretch.object.name, line, items);
                done.last = Some((place, record.item + 1));
                if !window.holds(record.time.as_deref()) {
                    done.tally.count_outside();
                    return;
                }
                done.summary.count(&record);
                done.tally.count(&record);
                if record.has_finding() {
                    let text = paint.map(|paint| words(loaded, paint, &event, &record)).unwrap_or_default();
                    done.entries.push(Entry::Finding { place, record: Box::new(record.into_owned()), text });
                }
            }
            Audited::Failed(failure) => {
                let offset = offset + failure.offset;
                failed(stretch, Trouble { line, offset, kind: failure.kind, rest_unread: false }, part, done);
            }
        };
        // The audit does not panic, by its tests. Should it do so all the same, one document is told as unread; a worker that
        // died would take the whole run with it.
        if catch_unwind(AssertUnwindSafe(|| auditor.audit_record(text, &around, &mut each))).is_err() {
            *auditor = self::auditor(loaded);
            failed(stretch, Trouble { line, offset, kind: "internal", rest_unread: false }, part, done);
        }
    }
}

impl Work for Worker {
    type Answer = Done;

    fn work(&mut self, batch: &Batch) -> Done {
        self.audit(batch)
    }
}

fn auditor(loaded: &Loaded) -> Auditor {
    Auditor::with_limits(Arc::clone(&loaded.rules), loaded.settings.config.limits.of_document())
}

fn failed(stretch: &Stretch, trouble: Trouble, part: &mut Part, done: &mut Done) {
    done.summary.unread += 1;
    *part.errors.entry(trouble.kind.to_owned()).or_default() += 1;
    let error = ErrorDetail { kind: trouble.kind.into(), offset: trouble.offset };
    let error = ErrorRecord { source: stretch.object.name.to_string().into(), line: trouble.line, error };
    done.entries.push(Entry::Error { error, rest_unread: trouble.rest_unread });
}

/// The event as `scan` shows it.
fn words(loaded: &Loaded, paint: Paint, event: &AuditedEvent<'_>, record: &Record<'_>) -> Vec<u8> {
    let words = EventWords { event, rules: &loaded.rules, config: &loaded.settings.config };
    let mut text = Vec::new();
    // Writing to memory does not fail.
    let _ = text::event(&mut text, paint, record, &words);
    text
}
