//! Lines of standard input, read on a thread of their own, so that whoever answers them can do something else while none comes.
//!
//! It promises that a line is whole and no longer than [`LONGEST`], and that one line at most waits beside the one in hand.

use std::io::{self, BufRead, BufReader, Read};
use std::thread;

use crossbeam_channel::Receiver;

/// The longest line that is read, in bytes. Ten megabytes of records, the most that Kinesis gives at once, are 14 in base64.
pub const LONGEST: usize = 64 << 20;
/// What is read at once: as much as a pipe of Linux holds.
const CHUNK: usize = 64 << 10;

/// What came.
#[derive(Debug)]
pub enum Line {
    /// A line, without its end.
    Whole(Vec<u8>),
    /// A line that is too long to be a message; nothing behind it is read.
    TooLong,
    /// The end. A line that the other side did not finish goes with it.
    End,
    /// The input cannot be read.
    Failed(io::Error),
}

/// Reads `input` until its end. After anything but a whole line nothing comes.
pub fn lines(input: impl Read + Send + 'static) -> io::Result<Receiver<Line>> {
    let (tell, told) = crossbeam_channel::bounded(1);
    thread::Builder::new().name("daemon".to_owned()).spawn(move || {
        let mut input = BufReader::with_capacity(CHUNK, input);
        loop {
            let line = next(&mut input, LONGEST);
            let last = !matches!(line, Line::Whole(_));
            if tell.send(line).is_err() || last {
                return;
            }
        }
    })?;
    Ok(told)
}

fn next(input: &mut impl BufRead, longest: usize) -> Line {
    let mut line = Vec::new();
    match input.by_ref().take(longest as u64 + 1).read_until(b'\n', &mut line) {
        Err(error) => Line::Failed(error),
        Ok(_) if line.last() == Some(&b'\n') => {
            line.pop();
            Line::Whole(line)
        }
        Ok(read) if read > longest => Line::TooLong,
        Ok(_) => Line::End,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(mut input: &[u8], longest: usize) -> Vec<String> {
        let mut lines = Vec::new();
        loop {
            match next(&mut input, longest) {
                Line::Whole(line) => lines.push(String::from_utf8(line).unwrap()),
                last => {
                    lines.push(format!("{last:?}"));
                    return lines;
                }
            }
        }
    }

    #[test]
    fn a_line_that_was_not_finished_is_no_line() {
        assert_eq!(all(b"{}\n\n{\"action\":", 100), ["{}", "", "End"]);
        assert_eq!(all(b"", 100), ["End"]);
    }

    #[test]
    fn a_line_without_end_takes_no_memory_without_end() {
        assert_eq!(all(b"12345\n123456\n", 5), ["12345", "TooLong"]);
        assert_eq!(all(b"12345\n123456", 5), ["12345", "TooLong"]);
        assert!(matches!(next(&mut BufReader::new(io::repeat(b'x')), 1 << 20), Line::TooLong));
    }

    #[test]
    fn the_lines_come_from_a_thread_that_ends_with_them() {
        let told = lines(&b"a\nb\n"[..]).unwrap();
        let came: Vec<String> = told.iter().map(|line| format!("{line:?}")).collect();
        assert_eq!(came, ["Whole([97])", "Whole([98])", "End"]);
    }
}
