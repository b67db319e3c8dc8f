//! `ekslint inspect`: shows what was understood.

mod address;
mod coverage;
mod document;
mod tree;

pub(super) use document::schema;

use std::process::ExitCode;

use clap::Args;

use super::check::today;
use super::console::{Console, Stop};
use super::input::InputArguments;
use crate::check::{self, CheckOptions, Selection, Thing};
use crate::rule::{Preset, Severity};

/// Arguments of `ekslint inspect`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    input: InputArguments,
    /// Show only what has this in its name, and show it in full.
    #[arg(help_heading = "What to show", long, value_name = "NAME")]
    name: Option<String>,
    /// Show everything in full, however much there is.
    #[arg(help_heading = "What to show", long)]
    all: bool,
    /// The format; JSON has everything in full.
    #[arg(help_heading = "What to show", long, value_enum, default_value = "text")]
    output: Format,
    /// Say what EKS supports as of this day; today by default.
    #[arg(help_heading = "What to show", long, value_name = "YYYY-MM-DD")]
    as_of: Option<jiff::civil::Date>,
    /// Show one value of Terraform, the way it took, and why it is not known.
    #[arg(help_heading = "What to show", long, value_name = "LOCAL.NAME", conflicts_with_all = ["name", "all", "output"])]
    address: Option<String>,
    /// Show how much is known of each setting, and why the rest is not.
    #[arg(help_heading = "What to show", long, conflicts_with_all = ["address", "name", "all", "output"])]
    coverage: bool,
}

/// A format of what was understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// For programs; `ekslint schema inspection` prints its schema.
    Json,
}

/// Prints what was understood.
pub(super) fn run(arguments: &Arguments, console: &mut Console<'_>) -> Result<ExitCode, Stop> {
    let as_of = arguments.as_of.unwrap_or_else(today);
    let options = arguments.input.options(|_| Ok(Selection::of(Preset::Advice)), as_of)?;
    let out = if let Some(address) = &arguments.address {
        let report = check::find_address(&options, address).map_err(|it| Stop::because(&it))?;
        if report.found.is_empty() {
            let reason = format!("no Terraform root here has anything called `{address}`");
            return Err(Stop::Failed(reason));
        }
        address::render(&report, console.look)
    } else if arguments.coverage {
        let coverage = check::coverage(&options).map_err(|error| Stop::because(&error))?;
        coverage::render(&coverage, console.look)
    } else {
        understood(arguments, &options, console)?
    };
    console.print(&out).map(|()| ExitCode::SUCCESS)
}

/// The things that were understood, as far as they are asked for.
fn understood(
    arguments: &Arguments,
    options: &CheckOptions,
    console: &mut Console<'_>,
) -> Result<String, Stop> {
    let inspection = check::inspect(options).map_err(|error| Stop::because(&error))?;
    let name = arguments.name.as_deref();
    let asked = |it: &&Thing| name.is_none_or(|name| it.is_called(name));
    let things: Vec<&Thing> = inspection.things.iter().filter(asked).collect();
    if let (Some(name), true) = (name, things.is_empty()) {
        let reason = format!("nothing that was understood here is called `{name}`");
        return Err(Stop::Failed(reason));
    }
    if things.is_empty() {
        console.complain(Severity::Warning, "nothing of Amazon EKS was understood here");
    }
    Ok(match arguments.output {
        Format::Json => document::render(&inspection, &things),
        Format::Text if things.is_empty() => String::new(),
        Format::Text => {
            let whole = arguments.all || name.is_some();
            tree::render(&inspection, &things, whole, console.look)
        }
    })
}
