//! The alert rules of `deploy/prometheus`, run by promtool, and what they may name.
