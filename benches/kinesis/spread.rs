//! Several measurements of one thing.

use std::fmt;

/// The least, the one in the middle, and the most.
#[derive(Clone, Copy, Debug)]
pub struct Spread {
    pub least: f64,
    pub median: f64,
    pub most: f64,
}

impl Spread {
    /// Of at least one.
    pub fn of(values: impl IntoIterator<Item = f64>) -> Self {
        let mut sorted: Vec<f64> = values.into_iter().collect();
        sorted.sort_by(f64::total_cmp);
        Self { least: sorted[0], median: sorted[sorted.len() / 2], most: sorted[sorted.len() - 1] }
    }
}

impl fmt::Display for Spread {
    /// Least, median and most, all with the same precision and width.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (width, precision) = (f.width().unwrap_or(10), f.precision().unwrap_or(0));
        let Self { least, median, most } = self;
        write!(f, "{least:>width$.precision$} {median:>width$.precision$} {most:>width$.precision$}")
    }
}
