//! Stand-in, not committed.
