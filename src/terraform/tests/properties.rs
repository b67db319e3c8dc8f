//! What holds for any expression.
