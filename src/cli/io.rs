//! Where a verb writes: handed down from `main`, so that verbs neither print nor ask the terminal themselves.

use std::io::{self, BufWriter, IsTerminal, Write};

use anstyle::{AnsiColor, Style};

/// The two streams of the process and what is known about them.
pub struct Io {
    /// Records, text, tables: what was asked for.
    pub out: Box<dyn Write>,
    /// Progress, summaries, errors: about what was asked for.
    pub err: Box<dyn Write>,
    /// Whether standard input is a keyboard, not a pipe or a file.
    pub in_is_terminal: bool,
    /// Whether a person watches `out`.
    pub out_is_terminal: bool,
    /// Whether a person watches `err`.
    pub err_is_terminal: bool,
    /// The colours of `out`.
    pub paint: Paint,
}

/// When to colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl Io {
    /// The streams of this process.
    ///
    /// `out` is locked for the life of the process: one writer, no lock per line. `err` is not, because a progress bar draws
    /// on it from a thread of its own.
    pub fn of_process(color: Color) -> Self {
        let stdout = io::stdout();
        let out_is_terminal = stdout.is_terminal();
        let coloured = match color {
            Color::Auto => anstream::AutoStream::choice(&stdout) != anstream::ColorChoice::Never,
            Color::Always => true,
            Color::Never => false,
        };
        let out: Box<dyn Write> = match out_is_terminal {
            true => Box::new(stdout.lock()), // by the line, as the findings come
            false => Box::new(BufWriter::with_capacity(64 << 10, stdout.lock())),
        };
        Self {
            out,
            err: Box::new(io::stderr()),
            in_is_terminal: io::stdin().is_terminal(),
            out_is_terminal,
            err_is_terminal: io::stderr().is_terminal(),
            paint: Paint::new(coloured),
        }
    }
}

impl std::fmt::Debug for Io {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Io").field("out_is_terminal", &self.out_is_terminal).finish_non_exhaustive()
    }
}

/// The few colours in use, or none. `{style}text{style:#}` turns one on and off again.
#[derive(Clone, Copy, Debug, Default)]
pub struct Paint {
    /// What a person looks for first.
    pub strong: Style,
    /// What a person may skip.
    pub dim: Style,
    /// Act now.
    pub red: Style,
    /// Look at it.
    pub yellow: Style,
    /// Good to know.
    pub cyan: Style,
    /// All is well.
    pub green: Style,
}

impl Paint {
    /// Colours, or none.
    pub fn new(coloured: bool) -> Self {
        if !coloured {
            return Self::default();
        }
        let fg = |color: AnsiColor| Style::new().fg_color(Some(color.into()));
        Self {
            strong: Style::new().bold(),
            dim: Style::new().dimmed(),
            red: fg(AnsiColor::Red).bold(),
            yellow: fg(AnsiColor::Yellow),
            cyan: fg(AnsiColor::Cyan),
            green: fg(AnsiColor::Green),
        }
    }
}

#[cfg(test)]
pub(super) use tests::{Kept, kept};

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::sync::{Arc, Mutex};

    use super::*;

    /// What a verb wrote, kept by a test.
    #[derive(Clone, Default)]
    pub struct Kept(Arc<Mutex<Vec<u8>>>);

    impl Write for Kept {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    impl Kept {
        pub fn text(&self) -> String {
            String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
        }
    }

    /// Streams into memory, without colours, and what is written to the first.
    pub fn kept() -> (Io, Kept) {
        let out = Kept::default();
        let io = Io {
            out: Box::new(out.clone()),
            err: Box::new(io::sink()),
            out_is_terminal: false,
            err_is_terminal: false,
            in_is_terminal: false,
            paint: Paint::default(),
        };
        (io, out)
    }
}
