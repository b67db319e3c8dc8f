//! `--var` and `--var-file`, in the order in which they are given.

use std::path::PathBuf;

use clap::{ArgMatches, Args, Command, FromArgMatches};

use crate::check::VariableOption;

/// The variables of a command line; of several that set the same one, the last counts, as in
/// Terraform.
#[derive(Clone, Debug, Default)]
pub(super) struct VariableArguments {
    /// What is given, the strongest last.
    pub(super) given: Vec<VariableOption>,
}

/// Both options as they are declared, apart from each other.
#[derive(Debug, Args)]
struct Declared {
    /// Set a variable of the Terraform roots, as in --var region=eu-west-1; may be repeated.
    #[arg(long = "var", value_name = "NAME=VALUE", value_parser = assignment)]
    variables: Vec<(String, String)>,
    /// Read a file of variables after those that Terraform reads by itself; may be repeated.
    #[arg(long = "var-file", value_name = "FILE")]
    var_files: Vec<PathBuf>,
}

impl FromArgMatches for VariableArguments {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let Declared { variables, var_files } = Declared::from_arg_matches(matches)?;
        let places = |id: &str| matches.indices_of(id).into_iter().flatten();
        let set = |(name, value)| VariableOption::Value { name, value };
        let values = places("variables").zip(variables.into_iter().map(set));
        let files = places("var_files").zip(var_files.into_iter().map(VariableOption::File));
        let mut given: Vec<(usize, VariableOption)> = values.chain(files).collect();
        given.sort_by_key(|(place, _)| *place);
        Ok(Self { given: given.into_iter().map(|(_, option)| option).collect() })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

impl Args for VariableArguments {
    fn augment_args(command: Command) -> Command {
        Declared::augment_args(command)
    }

    fn augment_args_for_update(command: Command) -> Command {
        Declared::augment_args_for_update(command)
    }
}

/// Reads `NAME=VALUE`.
fn assignment(text: &str) -> Result<(String, String), String> {
    let parts = text.split_once('=').filter(|(name, _)| !name.trim().is_empty());
    let (name, value) = parts.ok_or_else(|| "expected NAME=VALUE".to_owned())?;
    Ok((name.trim().to_owned(), value.to_owned()))
}
