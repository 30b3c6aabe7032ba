//! One metric: its definition as data, its registration, and its series by label values.
//!
//! It promises that the number of label values is right by type and that each value is one the label may have, so that nothing
//! here can fail or grow once the metrics are registered.

use std::fmt::Debug;

use prometheus::core::Collector;
use prometheus::{
    Counter, CounterVec, Gauge, GaugeVec, Histogram, HistogramOpts, HistogramVec, IntCounter, IntCounterVec, IntGauge,
    IntGaugeVec, Opts, Registry,
};

use super::label::{Label, OTHER, Values};

/// The metrics cannot be set up.
#[derive(Debug, thiserror::Error)]
#[error("the metrics cannot be registered: {0}")]
pub struct MetricsError(#[from] prometheus::Error);

/// Series of one metric that are made at once, at most; beyond it they come with their first value.
const PREPARED: usize = 200;

/// A metric, as documented.
#[derive(Clone, Copy, Debug)]
pub struct Definition {
    /// What it is about.
    pub group: &'static str,
    /// Its full name.
    pub name: &'static str,
    /// The Rust type of one series.
    pub(super) instrument: &'static str,
    /// What it counts or measures in.
    pub unit: &'static str,
    /// Its labels, in the order of their values.
    pub labels: &'static [Label],
    /// The upper bounds of its buckets, where it is a histogram.
    pub buckets: &'static [f64],
    /// What it says.
    pub help: &'static str,
    /// When somebody should be told.
    pub alert: Option<&'static str>,
}

impl Definition {
    /// Its type in the exposition format.
    pub fn kind(&self) -> &'static str {
        match self.instrument {
            "IntCounter" | "Counter" => "counter",
            "Histogram" => "histogram",
            _ => "gauge",
        }
    }

    fn opts(&self) -> Opts {
        Opts::new(self.name, self.help.trim())
    }

    fn histogram(&self) -> HistogramOpts {
        HistogramOpts::from(self.opts()).buckets(self.buckets.to_vec())
    }
}

/// What can be registered under a definition.
pub trait Register: Sized {
    /// Makes it and registers it.
    fn register(registry: &Registry, definition: &Definition) -> Result<Self, prometheus::Error>;
}

/// A single series of some type, and the vector of such series.
pub trait Instrument: Register + Clone {
    /// The vector.
    type Vec: Collector + Clone + Debug;
    /// An empty vector.
    fn vec(definition: &Definition, labels: &[&str]) -> Result<Self::Vec, prometheus::Error>;
    /// The series with these label values.
    fn of(vec: &Self::Vec, values: &[&str]) -> Self;
    /// Drops the series with these label values.
    fn remove(vec: &Self::Vec, values: &[&str]);
}

macro_rules! instruments {
    ($($type:ident, $vec:ident, $opts:ident, $make:ident;)+) => {$(
        impl Register for $type {
            fn register(registry: &Registry, definition: &Definition) -> Result<Self, prometheus::Error> {
                let made = $type::$make(definition.$opts())?;
                registry.register(Box::new(made.clone()))?;
                Ok(made)
            }
        }

        impl Instrument for $type {
            type Vec = $vec;

            fn vec(definition: &Definition, labels: &[&str]) -> Result<$vec, prometheus::Error> {
                $vec::new(definition.$opts(), labels)
            }

            fn of(vec: &$vec, values: &[&str]) -> Self {
                vec.with_label_values(values)
            }

            fn remove(vec: &$vec, values: &[&str]) {
                // It is an error only where there was none.
                let _ = vec.remove_label_values(values);
            }
        }
    )+};
}

instruments! {
    IntCounter, IntCounterVec, opts, with_opts;
    Counter, CounterVec, opts, with_opts;
    IntGauge, IntGaugeVec, opts, with_opts;
    Gauge, GaugeVec, opts, with_opts;
    Histogram, HistogramVec, histogram, with_opts;
}

/// The series of one metric, by the values of its `N` labels.
#[derive(Clone, Debug)]
pub struct Labelled<I: Instrument, const N: usize> {
    vec: I::Vec,
    /// What each label may say; `None` where it is bounded elsewhere.
    allowed: [Option<Vec<&'static str>>; N],
}

impl<I: Instrument, const N: usize> Labelled<I, N> {
    /// The series with these label values. Costs a hash and a lock: whoever counts often keeps it.
    pub fn with(&self, values: [&str; N]) -> I {
        let mut known = values;
        for (value, allowed) in known.iter_mut().zip(&self.allowed) {
            if allowed.as_ref().is_some_and(|allowed| !allowed.contains(value)) {
                *value = OTHER;
            }
        }
        I::of(&self.vec, &known)
    }

    /// Drops the series with these label values, if there is one.
    pub fn forget(&self, values: [&str; N]) {
        I::remove(&self.vec, &values);
    }

    /// The label values of all series there are, in no order.
    pub fn series(&self) -> Vec<Vec<String>> {
        let families = self.vec.collect();
        let series = families.iter().flat_map(|family| family.get_metric());
        series.map(|one| one.get_label().iter().map(|label| label.value().to_owned()).collect()).collect()
    }

    /// Makes the series whose values are all known beforehand, so that they begin at 0 and rates see their first step.
    fn prepare(&self) {
        let lists: Vec<&Vec<&'static str>> = self.allowed.iter().flatten().collect();
        if lists.len() < N || lists.iter().map(|list| list.len()).product::<usize>() > PREPARED {
            return;
        }
        let mut all: Vec<Vec<&str>> = vec![Vec::new()];
        for list in lists {
            let longer = |start: Vec<&'static str>| list.iter().map(move |value| [&start[..], &[*value]].concat());
            all = all.into_iter().flat_map(longer).collect();
        }
        all.iter().for_each(|values| drop(I::of(&self.vec, values)));
    }
}

impl<I: Instrument, const N: usize> Register for Labelled<I, N>
where
    I::Vec: 'static,
{
    fn register(registry: &Registry, definition: &Definition) -> Result<Self, prometheus::Error> {
        let names: Vec<&str> = definition.labels.iter().map(|label| label.name).collect();
        let vec = I::vec(definition, &names)?;
        registry.register(Box::new(vec.clone()))?;
        let allowed = std::array::from_fn(|at| match definition.labels.get(at)?.values {
            Values::Listed(values) => Some(values()),
            Values::Named(_) => None,
        });
        let made = Self { vec, allowed };
        made.prepare();
        Ok(made)
    }
}

/// Makes of one table the struct of all metrics, their definitions and their registration. The comment above a metric is its
/// help text. What stands in braces behind the name of the struct is kept beside the metrics.
macro_rules! metrics {
    (
        $(#[$doc:meta])*
        struct $all:ident $({$(
            $(#[$beside_doc:meta])*
            $beside:ident: $beside_type:ty,
        )+})?;
        $($group:literal {$(
            $(#[doc = $help:literal])+
            $name:ident: $kind:ident $([$($label:ident),+])? in $unit:literal $(buckets $buckets:ident)? $(alert $alert:literal)?;
        )+})+
    ) => {
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $all {
            registry: prometheus::Registry,
            $($($(#[$beside_doc])* pub $beside: $beside_type,)+)?
            $($(
                $(#[doc = $help])+
                pub $name: metrics!(@type $kind $($($label)+)?),
            )+)+
        }

        impl $all {
            /// The definitions, in the order of the documentation.
            pub const DEFINITIONS: &'static [Definition] = &[$($(
                metrics!(@define $group, $name, $kind, [$($($label),+)?], $unit, [$($buckets)?], [$($help),+], [$($alert)?]),
            )+)+];

            fn register() -> Result<Self, prometheus::Error> {
                let registry = prometheus::Registry::new();
                Ok(Self {
                    $($($name: Register::register(
                        &registry,
                        &metrics!(@define $group, $name, $kind, [$($($label),+)?], $unit, [$($buckets)?], [$($help),+], [$($alert)?]),
                    )?,)+)+
                    registry,
                    $($($beside: Default::default(),)+)?
                })
            }

            /// All figures, in the text exposition format 0.0.4.
            pub fn render(&self) -> String {
                // It fails only on metrics without a name.
                prometheus::TextEncoder::new().encode_to_string(&self.registry.gather()).unwrap_or_default()
            }
        }
    };
    (@type $kind:ident) => { $kind };
    (@type $kind:ident $($label:ident)+) => { Labelled<$kind, { [$(stringify!($label)),+].len() }> };
    (@define $group:literal, $name:ident, $kind:ident, [$($label:ident),*], $unit:literal, [$($buckets:ident)?], [$($help:literal),+], [$($alert:literal)?]) => {
        Definition {
            group: $group,
            name: concat!("phi_audit_", stringify!($name)),
            instrument: stringify!($kind),
            unit: $unit,
            labels: &[$($label),*],
            buckets: metrics!(@or [] $($buckets)?),
            help: concat!($($help),+),
            alert: metrics!(@some $($alert)?),
        }
    };
    (@or []) => { &[] };
    (@or [] $buckets:ident) => { $buckets };
    (@some) => { None };
    (@some $alert:literal) => { Some($alert) };
}
pub(super) use metrics;
