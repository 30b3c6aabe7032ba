//! Entries from a topic, through the reader that is plugged in.
