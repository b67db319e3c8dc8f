//! Files of arguments: `@FILE` stands for the lines of a file.

use std::ffi::OsString;
use std::path::Path;

use crate::source::{ReadProblem, read};

/// A file of more bytes holds no arguments.
const SIZE: u64 = 1 << 20;

/// Puts the lines of files in the place of `@FILE`, up to `--`; the name of the program stays.
///
/// Each line is one argument, as it stands; empty lines are left out, and no line names another
/// file.
///
/// # Errors
/// If a file cannot be read, as a sentence.
pub(super) fn expand(
    arguments: impl IntoIterator<Item = OsString>,
) -> Result<Vec<OsString>, String> {
    let mut expanded = Vec::new();
    let mut plain = false;
    for (index, argument) in arguments.into_iter().enumerate() {
        plain |= argument == "--";
        let file = argument.to_str().and_then(|it| it.strip_prefix('@'));
        match file.filter(|it| index > 0 && !plain && !it.is_empty()) {
            Some(file) => expanded.extend(lines(file)?),
            None => expanded.push(argument),
        }
    }
    Ok(expanded)
}

fn lines(file: &str) -> Result<Vec<OsString>, String> {
    let content = read(Path::new(file), SIZE).map_err(|problem| {
        let why = match problem {
            ReadProblem::Refused(why) => why,
            ReadProblem::TooLarge { .. } => "it is too large".to_owned(),
            _ => "it is no text".to_owned(),
        };
        format!("the file of arguments `{file}` cannot be read: {why}; a path is `./@{file}`")
    })?;
    let text = content.text.trim_start_matches('\u{feff}');
    Ok(text.lines().filter(|line| !line.is_empty()).map(OsString::from).collect())
}
