//! ekslint.
