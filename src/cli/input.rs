//! Options about what is read.

use std::io::Read;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use super::configuration::ConfigurationArguments;
use super::console::Stop;
use super::variables::VariableArguments;
use crate::check::{CheckError, CheckOptions, Selection, Stdin};
use crate::config::{Config, FILE_NAME};
use crate::source::Root;

/// Options about what is read.
#[derive(Debug, Args)]
#[command(next_help_heading = "What to read")]
pub(super) struct InputArguments {
    /// Files and directories; `-` reads standard input.
    #[arg(default_value = ".", hide_default_value = true, help_heading = "Arguments")]
    paths: Vec<PathBuf>,
    /// The file of the project that standard input (`-`) stands for.
    #[arg(long, value_name = "PATH")]
    stdin_filename: Option<PathBuf>,
    /// Skip files above this size, such as `512k` or `10M`.
    #[arg(long, value_name = "SIZE", default_value = "16M", value_parser = size)]
    max_file_size: u64,
    /// Read files that git ignores as well.
    #[arg(long)]
    no_gitignore: bool,
    #[command(flatten)]
    variables: VariableArguments,
    /// Leave excluded files out even if they are named.
    #[arg(long)]
    force_exclude: bool,
    #[command(flatten)]
    pub(super) configuration: ConfigurationArguments,
    /// Number of threads; all cores by default.
    #[arg(long, value_name = "NUMBER")]
    threads: Option<NonZeroUsize>,
}

impl InputArguments {
    /// What to read, once standard input has been.
    pub(super) fn options(
        &self,
        select: impl FnOnce(&Config) -> Result<Selection, Stop>,
        as_of: jiff::civil::Date,
    ) -> Result<CheckOptions, Stop> {
        let stdin = self.stdin()?;
        let named = self.paths.iter().filter(|path| !is_stdin(path));
        let mut paths: Vec<PathBuf> = named.cloned().collect();
        let standing_for = stdin.as_ref().and_then(|it| it.filename.as_ref());
        if let Some(file) = standing_for.filter(|_| paths.is_empty()) {
            paths.push(project_of(file));
        }
        // A link that leads nowhere is still there to be named.
        if let Some(path) = paths.iter().find(|path| path.symlink_metadata().is_err()) {
            return Err(Stop::because(&CheckError::NoSuchPath(path.clone())));
        }
        let config = self.configuration.load(&paths)?;
        if !self.configuration.isolated
            && let Some(other) =
                elsewhere(paths.iter().skip(1).chain(&self.stdin_filename), &config)
        {
            let reason = format!(
                "`{}` has a configuration of its own, and one run takes one; check it alone",
                other.display()
            );
            return Err(Stop::Failed(reason));
        }
        Ok(CheckOptions {
            paths,
            selection: select(&config)?,
            config: Arc::new(config),
            as_of,
            max_file_size: self.max_file_size,
            gitignore: !self.no_gitignore,
            variables: self.variables.given.clone(),
            force_exclude: self.force_exclude,
            stdin,
            ignores: true,
            keep_passed: false,
            baseline: None,
            since: None,
            threads: self.threads,
            renderer: None,
        })
    }

    /// Whether standard input is one of the files.
    pub(super) fn reads_stdin(&self) -> bool {
        self.paths.iter().any(|path| is_stdin(path))
    }

    /// Reads standard input if it is named.
    fn stdin(&self) -> Result<Option<Stdin>, Stop> {
        let (asked, alone) = (self.reads_stdin(), self.paths.len() == 1);
        match (asked, &self.stdin_filename) {
            (false, Some(_)) => {
                return Err(Stop::Failed("--stdin-filename needs the path `-`".to_owned()));
            }
            (true, None) if !alone => {
                let reason = "`-` is checked alone; to check it with other files, \
                              say which one it is with --stdin-filename";
                return Err(Stop::Failed(reason.to_owned()));
            }
            (false, None) => return Ok(None),
            (true, _) => {}
        }
        let mut content = Vec::new();
        match std::io::stdin().lock().read_to_end(&mut content) {
            Ok(_) => Ok(Some(Stdin { content, filename: self.stdin_filename.clone() })),
            Err(error) => Err(Stop::Failed(format!("standard input cannot be read: {error}"))),
        }
    }
}

/// The folder to read around a file that standard input stands for: the working directory, or the
/// file's own project if it is another one, spelled as the file is.
fn project_of(file: &Path) -> PathBuf {
    let Ok(here) = std::env::current_dir() else { return PathBuf::from(".") };
    let root = Root::around(&[file.to_owned()], &here).folder;
    if here.starts_with(&root) {
        return PathBuf::from(".");
    }
    let is_root = |folder: &&Path| folder.canonicalize().is_ok_and(|it| it == root);
    file.ancestors().find(is_root).map_or(root.clone(), Path::to_owned)
}

/// A path of another project than the configuration's, which has a configuration that would be left
/// out without a word.
fn elsewhere<'a>(
    mut paths: impl Iterator<Item = &'a PathBuf>,
    config: &Config,
) -> Option<&'a PathBuf> {
    let root = &config.world.root;
    paths.find(|path| {
        let other = Root::around(&[(*path).clone()], &root.here).folder;
        other != root.folder && other.join(FILE_NAME).is_file()
    })
}

fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Reads a number of bytes, or of kilobytes with `k`, megabytes with `M`, gigabytes with `G`.
fn size(text: &str) -> Result<u64, String> {
    let digits = text.trim_end_matches(|it: char| it.is_ascii_alphabetic());
    let shift = match text[digits.len()..].to_ascii_lowercase().as_str() {
        "" | "b" => 0,
        "k" | "kb" | "kib" => 10,
        "m" | "mb" | "mib" => 20,
        "g" | "gb" | "gib" => 30,
        unit => return Err(format!("`{unit}` is no unit; use k, M or G")),
    };
    let number: u64 = digits.parse().map_err(|_| "expected a size such as `512k`".to_owned())?;
    number.checked_mul(1 << shift).ok_or_else(|| "that is too large".to_owned())
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn sizes_take_units() {
        assert_eq!(size("123"), Ok(123));
        assert_eq!(size("512k"), Ok(512 * 1024));
        assert_eq!(size("5MiB"), Ok(5 * 1024 * 1024));
        assert!(size("5x").is_err() && size("").is_err() && size("99999999999G").is_err());
    }
}
