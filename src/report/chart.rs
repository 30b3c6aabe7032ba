//! Charts as SVG text: drawn by hand, so that a report needs no script and prints as it looks. Colours come from the classes
//! `critical`, `high`, `medium` and `low` of the page.

use std::fmt::Write as _;

use super::html::grouped;
use super::periods::Period;
use super::tally::Counts;

/// A bar with a name.
#[derive(Clone, Debug)]
pub(super) struct Bar {
    pub label: String,
    /// Said on hover, and by screen readers.
    pub hint: String,
    pub counts: Counts,
}

const WIDTH: f64 = 1000.0;
const HEIGHT: f64 = 240.0;
const LEFT: f64 = 52.0;
const BOTTOM: f64 = 28.0;
const TOP: f64 = 12.0;

/// Findings over time, a stacked column per period.
pub(super) fn timeline(unit: &str, periods: &[Period]) -> String {
    let most = periods.iter().map(|period| period.counts.sum()).max().unwrap_or(0);
    let top = nice(most);
    let plot = HEIGHT - BOTTOM - TOP;
    let y = |value: u64| TOP + plot * (1.0 - value as f64 / top as f64);
    let mut svg = open(WIDTH, HEIGHT, &format!("Findings per {unit}, stacked by severity; at most {}", grouped(most)));
    for step in 0..=4 {
        let value = top * step / 4;
        let (at, text) = (y(value), grouped(value));
        let _ = write!(svg, r#"<path class="grid" d="M{LEFT} {at:.1}H{WIDTH}"/>"#);
        let _ = write!(svg, r#"<text class="axis end" x="{:.0}" y="{:.1}">{text}</text>"#, LEFT - 8.0, at + 4.0);
    }
    let slot = (WIDTH - LEFT) / periods.len().max(1) as f64;
    let width = (slot * 0.78).min(56.0);
    let every = periods.len().div_ceil(8).max(1);
    for (index, period) in periods.iter().enumerate() {
        let middle = LEFT + slot * (index as f64 + 0.5);
        let label = escape(&period.label);
        let _ = write!(svg, "<g><title>{label}: {}</title>", in_words(period.counts));
        let mut at = y(0);
        for (class, count) in classes(period.counts).rev().filter(|(_, count)| *count > 0) {
            let height = (plot * count as f64 / top as f64).max(1.0);
            at -= height;
            let x = middle - width / 2.0;
            let _ = write!(
                svg,
                r#"<rect class="{class}" x="{x:.1}" y="{at:.1}" width="{width:.1}" height="{height:.1}"/>"#
            );
        }
        svg.push_str("</g>");
        if index % every == 0 && middle < WIDTH - 36.0 {
            let below = HEIGHT - 8.0;
            let _ = write!(svg, r#"<text class="axis middle" x="{middle:.1}" y="{below:.0}">{label}</text>"#);
        }
    }
    svg.push_str("</svg>");
    svg
}

const BAR_WIDTH: f64 = 480.0;
const ROW: f64 = 36.0;

/// A horizontal stacked bar per row, its name above it.
pub(super) fn bars(what: &str, rows: &[Bar]) -> String {
    let most = rows.iter().map(|row| row.counts.sum()).max().unwrap_or(0).max(1);
    let mut svg = open(BAR_WIDTH, ROW * rows.len() as f64, &format!("Findings by {what}, stacked by severity"));
    for (index, row) in rows.iter().enumerate() {
        let y = ROW * index as f64;
        let (label, hint) = (escape(&shortened(&row.label)), escape(&row.hint));
        let total = grouped(row.counts.sum());
        let _ = write!(svg, "<g><title>{hint}: {}</title>", in_words(row.counts));
        let _ = write!(svg, r#"<text class="label" x="0" y="{:.0}">{label}</text>"#, y + 14.0);
        let _ = write!(svg, r#"<text class="label end strong" x="{BAR_WIDTH}" y="{:.0}">{total}</text>"#, y + 14.0);
        let _ = write!(svg, r#"<rect class="track" x="0" y="{:.0}" width="{BAR_WIDTH}" height="8" rx="2"/>"#, y + 20.0);
        let mut x = 0.0;
        for (class, count) in classes(row.counts).filter(|(_, count)| *count > 0) {
            let width = (BAR_WIDTH * count as f64 / most as f64).max(1.5);
            let _ = write!(
                svg,
                r#"<rect class="{class}" x="{x:.1}" y="{:.0}" width="{width:.1}" height="8" rx="1"/>"#,
                y + 20.0
            );
            x += width;
        }
        svg.push_str("</g>");
    }
    svg.push_str("</svg>");
    svg
}

fn open(width: f64, height: f64, label: &str) -> String {
    let label = escape(label);
    format!(r#"<svg viewBox="0 0 {width:.0} {height:.0}" role="img" aria-label="{label}">"#)
}

fn classes(counts: Counts) -> impl DoubleEndedIterator<Item = (&'static str, u64)> {
    Counts::SEVERITIES.map(|severity| severity.name()).into_iter().zip(counts.worst_first())
}

fn in_words(counts: Counts) -> String {
    let words: Vec<_> = classes(counts)
        .filter(|(_, count)| *count > 0)
        .map(|(severity, count)| format!("{} {severity}", grouped(count)))
        .collect();
    if words.is_empty() { "none".to_owned() } else { words.join(", ") }
}

/// The next number that divides well into four steps.
fn nice(most: u64) -> u64 {
    let mut unit = 4_u64;
    loop {
        for factor in [1, 2, 3, 5] {
            let top = unit.saturating_mul(factor);
            if top >= most || top == u64::MAX {
                return top;
            }
        }
        unit = unit.saturating_mul(10);
    }
}

fn shortened(label: &str) -> String {
    match label.char_indices().nth(62) {
        Some((end, _)) => format!("{}…", label.get(..end).unwrap_or(label)),
        None => label.to_owned(),
    }
}

/// Text for XML.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            control if control.is_control() => escaped.push(' '),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_cannot_break_out_of_the_drawing() {
        let bar = Bar { label: "</svg><script>".to_owned(), hint: "\"&\u{1}".to_owned(), counts: Counts::default() };
        let svg = bars("account", &[bar]);
        assert!(svg.contains("&lt;/svg&gt;&lt;script&gt;") && svg.contains("&quot;&amp; "), "{svg}");
    }

    #[test]
    fn the_axis_ends_at_a_number_that_quarters_well() {
        assert_eq!([0, 3, 4, 5, 13, 40, 41, 1_000].map(nice), [4, 4, 4, 8, 20, 40, 80, 1_200]);
    }

    #[test]
    fn a_chart_of_nothing_is_still_a_chart() {
        assert!(timeline("day", &[]).ends_with("</svg>"));
        assert!(bars("product", &[]).ends_with("</svg>"));
    }
}
