//! A pass over an input for verbs that collect something else than findings: on all cores, in the order of the input, with
//! progress, and with what cannot be read told.
//!
//! What is collected, and how it is written, is for the verbs.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use super::replay::{Batch, Input, Packed, Place, Progress, Stretch, Window, Work, ordered, unread};
use super::{Error, Io, Summary};
use crate::audit::{Attributes, Audited, AuditedEvent, Auditor};
use crate::event;
use crate::record::{ErrorDetail, ErrorRecord};
use crate::rules::Rules;
use crate::source::Trouble;

/// Audits the documents of batches, one event after the other.
pub(super) struct Reader {
    rules: Arc<Rules>,
    limits: event::Limits,
    auditor: Auditor,
    window: Window,
}

/// An event and where it stands.
pub(super) struct Seen<'a> {
    /// The source's name.
    pub source: &'a str,
    /// Its line.
    pub place: Place,
    /// Which event of the line it is, counted from the beginning of the batch.
    pub item: u64,
    pub event: &'a AuditedEvent<'a>,
}

/// What else became of a batch.
#[derive(Debug, Default)]
pub(super) struct Tail {
    pub summary: Summary,
    /// Objects that end in it.
    pub objects: u64,
    /// Events outside the window.
    pub outside: u64,
    /// Sources of which all or the rest stays unread.
    pub unread: Vec<ErrorRecord<'static>>,
    /// The line the batch begins in.
    pub first: Option<Place>,
    /// The line it ends in, and the events in it.
    pub last: Option<(Place, u64)>,
}

impl Reader {
    /// Reads by `rules`, and within `limits`.
    pub fn new(rules: &Arc<Rules>, limits: event::Limits, window: Window) -> Self {
        let auditor = Auditor::with_limits(Arc::clone(rules), limits);
        Self { rules: Arc::clone(rules), limits, auditor, window }
    }

    /// Hands over every event of the batch that lies in the window.
    pub fn read(&mut self, batch: &Batch, each: &mut dyn FnMut(&Seen<'_>)) -> Tail {
        let mut tail = Tail::default();
        for stretch in &batch.sources {
            for piece in &stretch.pieces {
                match piece {
                    Packed::Document { line, text, around, .. } => {
                        let place = Place { source: stretch.index, line: *line };
                        let bytes = batch.text.get(text.clone()).unwrap_or_default();
                        let headers = around.headers(&batch.text);
                        let around =
                            Attributes { system: around.system, key: around.key(&batch.text), headers: &headers };
                        self.document(stretch, place, bytes, &around, &mut tail, each);
                    }
                    Packed::Failed(trouble) => tail.failed(stretch, *trouble),
                    Packed::Closed { .. } => tail.objects += 1,
                    Packed::Skipped(_) => {}
                }
            }
        }
        tail
    }

    fn document(
        &mut self,
        stretch: &Stretch,
        place: Place,
        bytes: &[u8],
        around: &Attributes<'_>,
        tail: &mut Tail,
        each: &mut dyn FnMut(&Seen<'_>),
    ) {
        let items = tail.last.filter(|(last, _)| *last == place).map_or(0, |(_, items)| items);
        tail.first.get_or_insert(place);
        tail.last = Some((place, items));
        let Self { auditor, window, .. } = self;
        let mut one = |audited: Audited<'_>| match audited {
            Audited::Event(event) => {
                let item = items + event.item();
                tail.last = Some((place, item + 1));
                if !window.holds_time(event.event().time()) {
                    tail.outside += 1;
                    return;
                }
                tail.summary.event(event.worst());
                each(&Seen { source: &stretch.object.name, place, item, event: &event });
            }
            Audited::Canary(_) => {
                tail.last = Some((place, items + 1));
                tail.summary.canaries += 1;
            }
            Audited::Failed(_) => tail.summary.unread += 1,
        };
        // As in `replay`: should the audit panic, against its tests, one document is told as unread.
        if catch_unwind(AssertUnwindSafe(|| auditor.audit_record(bytes, around, &mut one))).is_err() {
            self.auditor = Auditor::with_limits(Arc::clone(&self.rules), self.limits);
            tail.summary.unread += 1;
        }
    }
}

impl Tail {
    fn failed(&mut self, stretch: &Stretch, trouble: Trouble) {
        self.summary.unread += 1;
        if trouble.rest_unread {
            let error = ErrorDetail { kind: trouble.kind.into(), offset: trouble.offset };
            let source = stretch.object.name.to_string().into();
            self.unread.push(ErrorRecord { source, line: trouble.line, error });
        }
    }
}

/// What a pass has seen besides what was collected.
#[derive(Debug, Default)]
pub(super) struct Pass {
    pub summary: Summary,
    /// Objects read.
    objects: u64,
    /// Events outside the window.
    pub outside: u64,
    /// How much was read, how fast.
    pub rate: String,
}

/// Reads `input` with `threads` workers; `take` receives what each collected of a batch, in the order of the input.
pub(super) fn pass<W, T>(
    input: Input,
    threads: usize,
    io: &mut Io,
    worker: &dyn Fn() -> W,
    take: &mut dyn FnMut(T, &Tail, &mut Io) -> Result<(), Error>,
) -> Result<Pass, Error>
where
    W: Work<Answer = (Tail, T)>,
    T: Send + 'static,
{
    let meter = Arc::new(AtomicU64::new(0));
    let mut progress = Progress::new(input.size, io.err_is_terminal, Arc::clone(&meter));
    let mut whole = Pass::default();
    let outcome = ordered(input, Arc::new(|_| true), &meter, threads, worker, &mut |answer| {
        let Some((tail, collected)) = answer else { return Ok(()) };
        whole.summary.add(&tail.summary);
        whole.outside += tail.outside;
        progress.pause(|| {
            tail.unread.iter().try_for_each(|error| writeln!(io.err, "{}", unread(error)))?;
            take(collected, &tail, io)
        })?;
        whole.objects += tail.objects;
        progress.advance(&whole.summary, whole.objects, io)
    });
    progress.finish();
    outcome?;
    whole.rate = progress.rate();
    Ok(whole)
}
