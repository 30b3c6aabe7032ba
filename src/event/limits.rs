//! The bounds within which a document is read. Each is generous for what Twilio and Segment send and finite for what an
//! attacker may. A bound that is hit is reported as a [`Failure`](crate::audit::Failure) of the same name, never ignored.

/// Bounds of one document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Nesting of containers, decoded layers included. Deeper values are not read (`limit_depth`).
    pub depth: u8,
    /// JSON values in one document (`limit_values`).
    pub values: usize,
    /// Layers of decoding: JSON in base64 in JSON … (`limit_layers`).
    pub layers: u8,
    /// Bytes decoded out of strings, all layers of one document together (`limit_decoded`).
    pub decoded: usize,
    /// Matches kept per event (`limit_matches`).
    pub matches: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { depth: 64, values: 400_000, layers: 4, decoded: 4 << 20, matches: 1_000 }
    }
}

/// A bound that was hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Bound {
    /// Containers nested too deep.
    Depth,
    /// Too many values in one document.
    Values,
    /// Too many layers of encoding.
    Layers,
    /// Too many bytes decoded out of strings.
    Decoded,
    /// Too many matches in one event.
    Matches,
}

impl Bound {
    /// The name in error records.
    pub const fn name(self) -> &'static str {
        match self {
            Bound::Depth => "limit_depth",
            Bound::Values => "limit_values",
            Bound::Layers => "limit_layers",
            Bound::Decoded => "limit_decoded",
            Bound::Matches => "limit_matches",
        }
    }
}
