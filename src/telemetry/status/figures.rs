//! The figures of the registry by name: what is not there is `None`, so that a page shows what this build and this source have.

use std::collections::BTreeMap;

use prometheus::proto::{Metric, MetricFamily, MetricType};

/// What was gathered at one moment.
#[derive(Debug, Default)]
pub struct Figures(BTreeMap<String, Vec<Series>>);

/// One series: its labels and its value.
#[derive(Debug)]
pub struct Series {
    labels: BTreeMap<String, String>,
    /// Its value.
    pub value: f64,
}

impl Series {
    /// The value of a label; empty where there is none.
    pub fn label(&self, name: &str) -> &str {
        self.labels.get(name).map(String::as_str).unwrap_or_default()
    }
}

impl Figures {
    /// Counters and gauges of these families, without the prefix of ours. Histograms are for dashboards.
    pub fn of(families: &[MetricFamily]) -> Self {
        let mut all = BTreeMap::new();
        for family in families {
            let value: fn(&Metric) -> f64 = match family.get_field_type() {
                MetricType::COUNTER => |metric| metric.get_counter().get_value(),
                MetricType::GAUGE => |metric| metric.get_gauge().get_value(),
                _ => continue,
            };
            let series = family.get_metric().iter().map(|metric| {
                let labels = metric.get_label().iter().map(|one| (one.name().to_owned(), one.value().to_owned()));
                Series { labels: labels.collect(), value: value(metric) }
            });
            let name = family.name();
            all.insert(name.strip_prefix("phi_audit_").unwrap_or(name).to_owned(), series.collect());
        }
        Self(all)
    }

    /// All series of a name.
    pub fn series(&self, name: &str) -> &[Series] {
        self.0.get(name).map(Vec::as_slice).unwrap_or_default()
    }

    /// The sum over all series of a name that have these labels; `None` where there is none.
    pub fn sum(&self, name: &str, labels: &[(&str, &str)]) -> Option<f64> {
        let has = |series: &&Series| labels.iter().all(|(label, value)| series.label(label) == *value);
        self.series(name).iter().filter(has).map(|series| series.value).reduce(|sum, value| sum + value)
    }

    /// The same for what is counted: 0 where there is none.
    pub fn count(&self, name: &str, labels: &[(&str, &str)]) -> u64 {
        whole(self.sum(name, labels).unwrap_or_default())
    }

    /// The largest value of a name.
    pub fn most(&self, name: &str) -> Option<f64> {
        self.series(name).iter().map(|series| series.value).reduce(f64::max)
    }

    /// A moment, Unix time in seconds; `None` where it has not come yet.
    pub fn moment(&self, name: &str) -> Option<f64> {
        self.most(name).filter(|seconds| *seconds > 0.0)
    }
}

/// What is counted: whole, and not below 0.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cast of a float saturates")]
pub fn whole(value: f64) -> u64 {
    value.round() as u64
}
