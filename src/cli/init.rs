//! `ekslint init`: writes a configuration to start from.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use super::check::today;
use super::configuration::{exists, root};
use super::console::{Console, Stop};
use crate::check::{self, CheckOptions, Selection};
use crate::config::FILE_NAME;
use crate::rule::Preset;
use crate::source::shown;

/// Arguments of `ekslint init`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// A folder of the project.
    #[arg(default_value = ".", hide_default_value = true)]
    path: PathBuf,
    /// Write suggestions as settings, and not as comments.
    #[arg(long)]
    accept: bool,
    /// Print the file in place of writing it.
    #[arg(long)]
    print: bool,
}

/// Writes `ekslint.toml` at the root of the project, or prints it.
pub(super) fn run(arguments: &Arguments, console: &mut Console<'_>) -> Result<ExitCode, Stop> {
    exists(&arguments.path)?;
    let root = root(std::slice::from_ref(&arguments.path))?;
    let file = root.folder.join(FILE_NAME);
    let name = shown(&file, &root.here);
    if !arguments.print && file.exists() {
        let reason = format!("`{name}` exists; `ekslint init --print` shows what it would hold");
        return Err(Stop::Failed(reason));
    }
    let mut options = CheckOptions {
        paths: vec![root.folder.clone()],
        selection: Selection::of(Preset::Recommended),
        as_of: today(),
        ..CheckOptions::default()
    };
    std::sync::Arc::make_mut(&mut options.config).world.root = root;
    let starter = check::starter(&options).map_err(|error| Stop::because(&error))?;
    let text = starter.render(arguments.accept);
    if arguments.print {
        return console.print(&text).map(|()| ExitCode::SUCCESS);
    }
    write(&file, &text).map_err(|reason| Stop::Failed(format!("`{name}` {reason}")))?;
    let said = format!("{name} is written; `ekslint config` shows what holds\n");
    console.print(&said).map(|()| ExitCode::SUCCESS)
}

/// Writes a file that is not there yet.
fn write(path: &Path, text: &str) -> Result<(), String> {
    let file = OpenOptions::new().write(true).create_new(true).open(path);
    let written = file.and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => "exists".to_owned(),
        _ => format!("cannot be written: {error}"),
    })
}
