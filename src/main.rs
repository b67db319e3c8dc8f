//! The `ekslint` command.
fn main() {}
