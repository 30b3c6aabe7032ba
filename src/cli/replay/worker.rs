//! Audits batches: what each object in one says of its events, counted and, where there is something to tell, kept.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use super::pack::{Batch, Packed, Stretch};
use super::pipeline::Work;
use super::window::Window;
use crate::audit::{Attributes, Audited, AuditedEvent, Auditor};
use crate::cli::linking::Linking;
use crate::cli::scan::{EventWords, RuleWords};
use crate::cli::{Loaded, Paint, Summary, text};
use crate::linked::{self, Observation};
use crate::record::{ErrorDetail, ErrorRecord, Record};
use crate::report::{Part, State, Tally};
use crate::source::{Object, Trouble};

/// What became of a batch.
#[derive(Debug, Default)]
pub(super) struct Done {
    /// By object, in the order of the input.
    pub shares: Vec<Share>,
    /// The line the batch begins in: its items may have begun in the batch before.
    pub first: Option<Place>,
    /// The line it ends in, and the items in it.
    pub last: Option<(Place, u64)>,
}

/// What became of the part of an object that was in a batch.
#[derive(Debug)]
pub(super) struct Share {
    pub object: Arc<Object>,
    /// Nothing more comes of the object.
    pub ends: bool,
    pub summary: Summary,
    pub tally: Tally,
    pub part: Part,
    /// What its events show of rules over several.
    pub seen: Vec<Observation>,
    /// What is to be told, in the order of the input.
    pub entries: Vec<Entry>,
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

impl Share {
    fn of(stretch: &Stretch) -> Self {
        let part = Part { index: stretch.index, source: stretch.object.name.to_string(), ..Part::default() };
        let object = Arc::clone(&stretch.object);
        let (summary, tally) = (Summary::default(), Tally::default());
        Self { object, ends: stretch.ends, summary, tally, part, seen: Vec::new(), entries: Vec::new() }
    }

    fn failed(&mut self, trouble: Trouble) {
        self.summary.unread += 1;
        *self.part.errors.entry(trouble.kind.to_owned()).or_default() += 1;
        let error = ErrorDetail { kind: trouble.kind.into(), offset: trouble.offset };
        let error = ErrorRecord { source: self.object.name.to_string().into(), line: trouble.line, error };
        self.entries.push(Entry::Error { error, rest_unread: trouble.rest_unread });
    }
}

/// One worker.
pub(super) struct Worker {
    loaded: Arc<Loaded>,
    linking: Arc<Linking>,
    auditor: Auditor,
    window: Window,
    /// Write text for a person, in these colours.
    text: Option<Paint>,
}

impl Worker {
    pub fn new(loaded: &Arc<Loaded>, linking: &Arc<Linking>, window: Window, text: Option<Paint>) -> Self {
        let (loaded, linking, auditor) = (Arc::clone(loaded), Arc::clone(linking), auditor(loaded));
        Self { loaded, linking, auditor, window, text }
    }

    fn audit(&mut self, batch: &Batch) -> Done {
        let mut done = Done::default();
        for stretch in &batch.sources {
            let mut share = Share::of(stretch);
            for piece in &stretch.pieces {
                match piece {
                    Packed::Document { line, offset, text, around } => {
                        let text = batch.text.get(text.clone()).unwrap_or_default();
                        let headers = around.headers(&batch.text);
                        let around =
                            Attributes { system: around.system, key: around.key(&batch.text), headers: &headers };
                        let document = Document { line: *line, offset: *offset, text, around };
                        self.document(stretch, &document, &mut share, &mut done);
                    }
                    Packed::Failed(trouble) => {
                        if trouble.rest_unread {
                            let kind = trouble.kind.into();
                            share.part.state =
                                if trouble.line == 0 { State::Failed(kind) } else { State::Partly(kind) };
                        }
                        share.failed(*trouble);
                    }
                    Packed::Skipped(why) => share.part.state = State::Skipped(why.name().into()),
                    Packed::Closed { bytes } => share.part.bytes = *bytes,
                }
            }
            share.part.events = share.tally.events;
            share.part.findings = share.tally.findings;
            done.shares.push(share);
        }
        done
    }

    /// Audits a document.
    fn document(&mut self, stretch: &Stretch, document: &Document<'_>, share: &mut Share, done: &mut Done) {
        let Document { line, offset, text, around } = *document;
        let place = Place { source: stretch.index, line };
        let items = match done.last {
            Some((last, items)) if last == place => items,
            _ => 0,
        };
        done.first.get_or_insert(place);
        done.last = Some((place, items));
        let Self { loaded, linking, auditor, window, text: paint } = self;
        let mut each = |audited: Audited<'_>| match audited {
            Audited::Event(event) => {
                let record = event.record(&stretch.object.name, line, items);
                done.last = Some((place, record.item + 1));
                if !window.holds(record.time.as_deref()) {
                    share.tally.count_outside();
                    return;
                }
                share.summary.count(&record);
                share.summary.allowed += u64::from(event.allowed());
                share.tally.count(&record);
                linked::observe(&event, &linking.keying, &mut |seen| share.seen.push(seen));
                if record.has_finding() {
                    let text = paint.map(|paint| words(loaded, paint, &event, &record)).unwrap_or_default();
                    share.entries.push(Entry::Finding { place, record: Box::new(record.into_owned()), text });
                }
            }
            Audited::Canary(_) => {
                // It has its place among the items of its line, so that those of the others are true.
                done.last = Some((place, items + 1));
                share.summary.canaries += 1;
            }
            Audited::Failed(failure) => {
                let offset = offset + failure.offset;
                share.failed(Trouble { line, offset, kind: failure.kind, rest_unread: false });
            }
        };
        // The audit does not panic, by its tests. Should it do so all the same, one document is told as unread; a worker that
        // died would take the whole run with it.
        if catch_unwind(AssertUnwindSafe(|| auditor.audit_record(text, &around, &mut each))).is_err() {
            *auditor = self::auditor(loaded);
            share.failed(Trouble { line, offset, kind: "internal", rest_unread: false });
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

/// The event as `scan` shows it.
fn words(loaded: &Loaded, paint: Paint, event: &AuditedEvent<'_>, record: &Record<'_>) -> Vec<u8> {
    let around = RuleWords { rules: &loaded.rules, config: &loaded.settings.config };
    let words = EventWords { event, around };
    let mut text = Vec::new();
    // Writing to memory does not fail.
    let _ = text::event(&mut text, paint, record, &words);
    text
}
