//! Cuts a stream of bytes into JSON documents, whichever way they were written down: a document a line (NDJSON), one behind
//! the other without a newline (Firehose), printed over many lines, or as the elements of arrays of any length.
//!
//! It promises: the same bytes give the same frames however they are chunked; memory stays within the longest document
//! allowed; every stretch of text ends up in a document or in an error; one broken line costs that line, not its neighbours.
//! It only matches brackets and strings. Whether a document is valid JSON inside is for the audit to say.

use std::ops::ControlFlow;

use memchr::{memchr, memchr3};
use serde::de::IgnoredAny;

use super::stack::Stack;

/// A stretch of the stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frame<'a> {
    /// One JSON value, brackets balanced.
    Document {
        /// The line it starts on, from 1.
        line: u64,
        /// Where in that line it starts, in bytes.
        offset: u64,
        /// Its text.
        bytes: &'a [u8],
    },
    /// Text that is no document.
    Bad {
        /// The line it starts on, from 1.
        line: u64,
        /// Where it breaks, in bytes from the start of that line.
        offset: u64,
        /// Why.
        kind: FrameError,
    },
}

/// Why a stretch of text is no document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FrameError {
    /// A document that breaks off: at the end of its line or of the stream.
    Truncated,
    /// Text that cannot begin a JSON value; the rest of its line is skipped.
    Syntax,
    /// A document longer than allowed; all of it is skipped.
    TooLarge,
}

impl FrameError {
    /// The name in error records.
    pub const fn name(self) -> &'static str {
        match self {
            FrameError::Truncated => "truncated",
            FrameError::Syntax => "syntax",
            FrameError::TooLarge => "too_large",
        }
    }
}

/// Receives the frames, in order; may end the reading.
pub type Sink<'s> = dyn FnMut(Frame<'_>) -> ControlFlow<()> + 's;

/// The cutter: give it chunks with [`push`](Framer::push), then [`finish`](Framer::finish) it.
#[derive(Debug)]
pub struct Framer {
    /// What is not yet handed out.
    buffer: Vec<u8>,
    scanner: Scanner,
}

/// Longest number or word outside brackets and quotes.
const LONGEST_BARE: usize = 1024;
const BOM: &[u8] = b"\xef\xbb\xbf";

// === impl Framer ===

impl Framer {
    /// A cutter for one stream; documents longer than `longest` bytes are skipped.
    pub fn new(longest: usize) -> Self {
        Self { buffer: Vec::new(), scanner: Scanner::new(longest) }
    }

    /// Takes the next bytes of the stream and hands out what they complete.
    pub fn push(&mut self, chunk: &[u8], sink: &mut Sink<'_>) -> ControlFlow<()> {
        let missing = (self.buffer.len() + chunk.len()).saturating_sub(self.buffer.capacity());
        if missing > 0 {
            // Grow by a quarter instead of doubling: a document near the limit must not take twice its size.
            self.buffer.reserve_exact(missing.max(self.buffer.capacity() / 4));
        }
        self.buffer.extend_from_slice(chunk);
        let flow = self.scanner.run(&self.buffer, false, sink);
        let done = self.scanner.release();
        if done == self.buffer.len() {
            self.buffer.clear();
        } else if done > 0 {
            self.buffer.drain(..done);
        }
        flow
    }

    /// The stream has ended: hands out what is left.
    pub fn finish(&mut self, sink: &mut Sink<'_>) -> ControlFlow<()> {
        self.scanner.run(&self.buffer, true, sink)
    }

    /// The line the reading has come to.
    pub fn line(&self) -> u64 {
        self.scanner.line
    }
}

/// Where the scanner is. All indices are into the buffer of the framer.
#[derive(Debug)]
struct Scanner {
    longest: usize,
    state: State,
    /// The next byte to look at.
    at: usize,
    /// Bytes of the stream before the buffer.
    gone: u64,
    /// The current line, and where in the stream it starts.
    line: u64,
    line_start: u64,
    /// The document being read.
    document: Mark,
    /// It is longer than allowed: its bytes are let go.
    dropping: bool,
    /// The first line within the document that looks like the start of another one.
    second: Option<Mark>,
    /// Bytes read twice so far.
    reread: u64,
    array: Array,
    stack: Stack,
    in_string: bool,
    escaped: bool,
    /// The last significant byte; `\n` if a line has begun since, and then `before` is the last significant one.
    last: u8,
    before: u8,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Nothing read yet: a byte order mark may come.
    Start,
    /// Between documents.
    Between,
    /// Within brackets or quotes.
    Inside,
    /// Within a number or a word.
    Bare,
    /// Within a line that was given up.
    Skipping,
}

/// A top-level array of containers: its brackets and commas are punctuation between documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Array {
    /// None is open.
    Closed,
    /// One is, and began here.
    Open(Mark),
    /// One may be: it was told that text broke off, and its closing bracket may or may not come.
    Broken,
}

/// A place in the stream.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Mark {
    position: u64,
    line: u64,
    line_start: u64,
}

// === impl Scanner ===

impl Scanner {
    fn new(longest: usize) -> Self {
        Self {
            longest,
            state: State::Start,
            at: 0,
            gone: 0,
            line: 1,
            line_start: 0,
            document: Mark::default(),
            dropping: false,
            second: None,
            reread: 0,
            array: Array::Closed,
            stack: Stack::default(),
            in_string: false,
            escaped: false,
            last: 0,
            before: 0,
        }
    }

    fn run(&mut self, buffer: &[u8], ended: bool, sink: &mut Sink<'_>) -> ControlFlow<()> {
        loop {
            while self.at < buffer.len() {
                match self.state {
                    State::Start => {
                        if !ended && buffer.len() < BOM.len() && BOM.starts_with(buffer) {
                            return ControlFlow::Continue(());
                        }
                        self.at = if buffer.starts_with(BOM) { BOM.len() } else { 0 };
                        self.state = State::Between;
                    }
                    State::Between => self.between(buffer),
                    State::Inside => self.inside(buffer, sink)?,
                    State::Bare => {
                        if !self.bare(buffer, ended, sink)? {
                            return ControlFlow::Continue(());
                        }
                    }
                    State::Skipping => match memchr(b'\n', buffer.get(self.at..).unwrap_or_default()) {
                        Some(until) => (self.at, self.state) = (self.at + until, State::Between),
                        None => self.at = buffer.len(),
                    },
                }
            }
            if !ended || !self.end(sink)? {
                return ControlFlow::Continue(());
            }
        }
    }

    /// How many bytes of the buffer are no longer needed; all indices move down by as many.
    fn release(&mut self) -> usize {
        let kept = match self.state {
            State::Inside if self.here() - self.document.position > self.longest as u64 => {
                self.dropping = true;
                self.here()
            }
            State::Inside | State::Bare => self.document.position,
            _ => self.here(),
        };
        let done = (kept - self.gone) as usize;
        self.gone = kept;
        self.at -= done;
        done
    }

    /// The position in the stream of the next byte.
    fn here(&self) -> u64 {
        self.gone + self.at as u64
    }

    fn mark(&self) -> Mark {
        Mark { position: self.here(), line: self.line, line_start: self.line_start }
    }

    fn go_back_to(&mut self, mark: Mark) {
        self.at = (mark.position - self.gone) as usize;
        (self.line, self.line_start) = (mark.line, mark.line_start);
    }

    /// Steps over a newline.
    fn newline(&mut self) {
        self.at += 1;
        self.line += 1;
        self.line_start = self.here();
    }

    fn between(&mut self, buffer: &[u8]) {
        let Some(&byte) = buffer.get(self.at) else { return };
        match byte {
            b'\n' => self.newline(),
            // A comma holds no data: files of array elements without their brackets are welcome.
            b' ' | b'\t' | b'\r' | b',' => self.at += 1,
            // Separators of RFC 7464 and of others; byte-order marks where files were joined.
            0 | 0x1e | 0xef | 0xbb | 0xbf => self.at += 1,
            b']' if self.array != Array::Closed => (self.at, self.array) = (self.at + 1, Array::Closed),
            _ => {
                self.document = self.mark();
                self.second = None;
                self.dropping = false;
                (self.last, self.before) = (0, 0);
                self.stack.clear();
                self.state = if matches!(byte, b'{' | b'[' | b'"') { State::Inside } else { State::Bare };
            }
        }
    }

    /// Reads on within brackets or quotes, to the end of the document or of the buffer.
    fn inside(&mut self, buffer: &[u8], sink: &mut Sink<'_>) -> ControlFlow<()> {
        while let Some(&byte) = buffer.get(self.at) {
            if self.in_string {
                if !self.string(buffer) {
                    return self.broken(sink); // a string never spans lines: this line was cut
                }
                if !self.in_string && self.stack.is_empty() {
                    return self.complete(buffer, sink);
                }
                continue;
            }
            match byte {
                b'"' => self.in_string = true,
                b' ' | b'\t' | b'\r' => {}
                b'\n' => {
                    if self.last != b'\n' {
                        self.before = std::mem::replace(&mut self.last, b'\n');
                    }
                    self.newline();
                    continue;
                }
                b'{' | b'[' => {
                    if self.last == b'\n' && !self.may_open() {
                        return self.broken(sink);
                    }
                    self.open(byte);
                }
                b'}' | b']' => {
                    self.stack.pop();
                    if self.stack.is_empty() {
                        self.at += 1;
                        return self.complete(buffer, sink);
                    }
                    self.last = byte;
                }
                _ => self.last = byte,
            }
            self.at += 1;
        }
        ControlFlow::Continue(())
    }

    /// Reads on within a string; false at a raw newline.
    fn string(&mut self, buffer: &[u8]) -> bool {
        let rest = buffer.get(self.at..).unwrap_or_default();
        if self.escaped && rest.first() != Some(&b'\n') {
            self.escaped = false;
            self.at += 1;
            return true;
        }
        let Some(until) = memchr3(b'"', b'\\', b'\n', rest) else {
            self.at = buffer.len();
            return true;
        };
        self.at += until;
        match rest.get(until) {
            Some(b'\n') => return false,
            Some(b'\\') => self.escaped = true,
            _ => (self.in_string, self.last) = (false, b'"'),
        }
        self.at += 1;
        true
    }

    /// Whether JSON allows a container here, at the beginning of a line. If not, the document broke off before this line.
    fn may_open(&self) -> bool {
        match self.stack.top_is_object() {
            Some(true) => self.before == b':',
            Some(false) => matches!(self.before, b'[' | b','),
            None => true,
        }
    }

    fn open(&mut self, byte: u8) {
        let last = if self.last == b'\n' { self.before } else { self.last };
        if !matches!(self.array, Array::Open(_)) && last == b'[' && self.stack.depth() == 1 {
            // The document is an array of containers: its elements become the documents.
            self.array = Array::Open(self.document);
            self.document = self.mark();
            self.second = None;
            self.stack.clear();
        } else if self.second.is_none() && self.here() == self.line_start && self.here() > self.document.position {
            self.second = Some(self.mark());
        }
        self.stack.push(byte == b'{');
        self.last = byte;
    }

    fn complete(&mut self, buffer: &[u8], sink: &mut Sink<'_>) -> ControlFlow<()> {
        self.state = State::Between;
        let Mark { position, line, line_start } = self.document;
        let offset = position - line_start;
        let start = position.checked_sub(self.gone).map(|start| start as usize);
        match start.and_then(|start| buffer.get(start..self.at)) {
            Some(bytes) if !self.dropping && bytes.len() <= self.longest => {
                sink(Frame::Document { line, offset, bytes })
            }
            _ => sink(Frame::Bad { line, offset, kind: FrameError::TooLarge }),
        }
    }

    /// The document breaks off here. Reading goes on at the first line that looks like another document, else from here.
    fn broken(&mut self, sink: &mut Sink<'_>) -> ControlFlow<()> {
        let Mark { position, line, line_start } = self.document;
        let length = self.here() - position;
        (self.state, self.in_string, self.escaped) = (State::Between, false, false);
        if self.array != Array::Closed {
            self.array = Array::Broken;
        }
        if length > self.longest as u64 {
            return sink(Frame::Bad { line, offset: position - line_start, kind: FrameError::TooLarge });
        }
        let mut end = self.here();
        if let Some(second) = self.second {
            let back = end - second.position;
            // Reading twice is bounded, or a hostile file could make every line be read a thousand times.
            if self.reread + back <= end + self.longest as u64 {
                self.reread += back;
                self.go_back_to(second);
                end = second.position;
            }
        }
        sink(Frame::Bad { line, offset: end - line_start, kind: FrameError::Truncated })
    }

    /// Reads a number or a word; false if more bytes are needed to see its end.
    fn bare(&mut self, buffer: &[u8], ended: bool, sink: &mut Sink<'_>) -> ControlFlow<(), bool> {
        let start = (self.document.position - self.gone) as usize;
        let text = buffer.get(start..).unwrap_or_default();
        let text = text.get(..LONGEST_BARE).unwrap_or(text);
        let length = match text.iter().position(|byte| b" \t\r\n,[]{}\"".contains(byte)) {
            Some(length) => length,
            None if text.len() < LONGEST_BARE && !ended => return ControlFlow::Continue(false),
            None => text.len(),
        };
        let Mark { line, line_start, position } = self.document;
        let offset = position - line_start;
        let bytes = text.get(..length).unwrap_or_default();
        self.at = start + length;
        let flow = if length < LONGEST_BARE && serde_json::from_slice::<IgnoredAny>(bytes).is_ok() {
            self.state = State::Between;
            sink(Frame::Document { line, offset, bytes })
        } else {
            self.state = State::Skipping;
            sink(Frame::Bad { line, offset, kind: FrameError::Syntax })
        };
        flow.map_continue(|()| true)
    }

    /// The end of the stream; true if something must be read again.
    fn end(&mut self, sink: &mut Sink<'_>) -> ControlFlow<(), bool> {
        if self.state == State::Inside {
            let at = self.at;
            self.broken(sink)?;
            return ControlFlow::Continue(self.at < at);
        }
        if let Array::Open(Mark { line, line_start, .. }) = std::mem::replace(&mut self.array, Array::Closed) {
            sink(Frame::Bad { line, offset: self.here() - line_start, kind: FrameError::Truncated })?;
        }
        ControlFlow::Continue(false)
    }
}

#[cfg(test)]
#[path = "framing_tests.rs"]
mod tests;
