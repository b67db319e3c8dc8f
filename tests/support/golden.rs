//! Files that hold what is expected, and can be written anew.

use std::path::Path;

use super::read::read;

/// Compares a file with what it should be; with `EKSLINT_BLESS=1` writes it instead.
#[expect(clippy::disallowed_methods, reason = "the switch of the tests is no input of the program")]
pub(crate) fn compare(path: impl AsRef<Path>, actual: &str) -> Result<(), String> {
    let path = path.as_ref();
    if std::env::var("EKSLINT_BLESS").is_ok_and(|it| it == "1") {
        return std::fs::write(path, actual).map_err(|error| error.to_string());
    }
    let expected = if path.exists() { read(path) } else { String::new() };
    if expected == actual {
        return Ok(());
    }
    let first = expected.lines().zip(actual.lines()).position(|(one, two)| one != two);
    let line = first.unwrap_or_else(|| expected.lines().count().min(actual.lines().count()));
    Err(format!(
        "{} differs from line {} on; if that is meant, run the tests with EKSLINT_BLESS=1\n\
         expected: {}\n  actual: {}",
        path.display(),
        line + 1,
        expected.lines().nth(line).unwrap_or("(the end)"),
        actual.lines().nth(line).unwrap_or("(the end)"),
    ))
}
