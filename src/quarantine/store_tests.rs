//! The store against real folders.
