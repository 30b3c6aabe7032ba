//! What people look at, in a real browser: the status page and the report.
