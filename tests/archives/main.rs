//! Archives in object stores, read by the real program from a real server.
