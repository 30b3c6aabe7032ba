//! Finding → alert: which findings become one, what it says, and which belong together.
