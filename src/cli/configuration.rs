//! `ekslint config`: what holds in the end, and where it was said.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use super::console::{Console, Stop};
use super::known_rules;
use crate::check::CheckError;
use crate::config::{self, Config, FILE_NAME, Given};
use crate::data::versions::{self, Minor};
use crate::rule::Severity;
use crate::source::{Root, shown};

/// Options about the configuration.
#[derive(Clone, Debug, Args)]
pub(super) struct ConfigurationArguments {
    /// A configuration file in place of the project's own, or `key = value`; may be repeated.
    #[arg(long, value_name = "FILE|KEY=VALUE", env = "EKSLINT_CONFIG", hide_env_values = true)]
    config: Vec<String>,
    /// Leave the project's own configuration alone.
    #[arg(long)]
    pub(super) isolated: bool,
}

/// Arguments of `ekslint config`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// A file or folder of the project.
    #[arg(default_value = ".", hide_default_value = true)]
    path: PathBuf,
    #[command(flatten)]
    configuration: ConfigurationArguments,
}

/// Prints the effective configuration, and on standard error what of it has no effect whatever the
/// files are.
pub(super) fn run(arguments: &Arguments, console: &mut Console<'_>) -> Result<ExitCode, Stop> {
    let paths = [arguments.path.clone()];
    exists(&arguments.path)?;
    let config = arguments.configuration.load(&paths)?;
    let head = match config.files.as_slice() {
        [] if arguments.configuration.isolated => "# no configuration: --isolated\n".to_owned(),
        [] => {
            let root = shown(&root(&paths)?.folder, Path::new(""));
            format!("# no {FILE_NAME} in {root}: `ekslint init` writes one\n")
        }
        files => {
            let names: Vec<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
            format!("# from {}\n", names.join(", "))
        }
    };
    let text = head + &config::effective(&config, &known_rules());
    console.print(&text)?;
    for warning in config.doubted() {
        console.complain(Severity::Warning, &warning);
    }
    Ok(ExitCode::SUCCESS)
}

impl ConfigurationArguments {
    /// The configuration of the project that some paths belong to.
    pub(super) fn load(&self, paths: &[PathBuf]) -> Result<Config, Stop> {
        let given = Given { config: self.config.clone(), isolated: self.isolated };
        let config = config::load(&root(paths)?, &given, &known_rules());
        config.map_err(|error| Stop::because(&error))
    }
}

/// Reads a version to judge clusters as; one that is not known would let every cluster pass.
pub(super) fn target(text: &str) -> Result<Minor, String> {
    let minor: Minor = text.parse().map_err(|error| format!("it is {error}"))?;
    versions::doubt(minor).map_or(Ok(minor), |doubt| Err(format!("it {doubt}")))
}

/// Refuses a path that is not there.
pub(super) fn exists(path: &Path) -> Result<(), Stop> {
    match path.symlink_metadata() {
        Ok(_) => Ok(()),
        Err(_) => Err(Stop::because(&CheckError::NoSuchPath(path.to_owned()))),
    }
}

/// The root of the project that some paths belong to.
pub(super) fn root(paths: &[PathBuf]) -> Result<Root, Stop> {
    let here = std::env::current_dir();
    let here =
        here.map_err(|error| Stop::Failed(format!("the working directory is gone: {error}")))?;
    Ok(Root::around(paths, &here))
}
