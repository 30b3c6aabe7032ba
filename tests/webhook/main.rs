//! The webhook receiver, asked by a real HTTP client.
