//! Files of this repository that tests compare with.

use std::path::Path;

/// The content of a file of this repository.
#[expect(clippy::disallowed_methods, reason = "tests read what they expect, not what they check")]
pub(crate) fn read(path: impl AsRef<Path>) -> String {
    let path = path.as_ref();
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
