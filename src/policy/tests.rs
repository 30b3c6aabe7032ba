//! Tests of the policy room as a whole.
