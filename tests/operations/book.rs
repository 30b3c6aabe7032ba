//! The pages of `docs/` as a book: every page has its place, and every link its target.
