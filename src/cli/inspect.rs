//! `ekslint inspect`: shows what was understood.

mod address;
mod coverage;

use std::process::ExitCode;

use clap::Args;

use super::check::today;
use super::console::{Console, Stop};
use super::input::InputArguments;
use crate::check::{self, Inspection, Selection, Thing};
use crate::report::sanitise::clean;
use crate::report::wrap::append;
use crate::report::{Look, place_name};
use crate::rule::{Preset, Severity};

/// Arguments of `ekslint inspect`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    input: InputArguments,
    /// Show one value of Terraform, the way it took, and why it is not known.
    #[arg(long, value_name = "LOCAL.NAME")]
    address: Option<String>,
    /// Show how much is known of each setting, and why the rest is not.
    #[arg(long, conflicts_with = "address")]
    coverage: bool,
}

/// Prints a tree of what was understood.
pub(super) fn run(arguments: &Arguments, console: &mut Console<'_>) -> Result<ExitCode, Stop> {
    let options = arguments.input.options(|_| Ok(Selection::of(Preset::Advice)), today())?;
    if let Some(address) = &arguments.address {
        let report = check::find_address(&options, address).map_err(|it| Stop::because(&it))?;
        if report.found.is_empty() {
            let reason = format!("no Terraform root here has anything called `{address}`");
            return Err(Stop::Failed(reason));
        }
        return console.print(&address::render(&report, console.look)).map(|()| ExitCode::SUCCESS);
    }
    if arguments.coverage {
        let coverage = check::coverage(&options).map_err(|error| Stop::because(&error))?;
        return console
            .print(&coverage::render(&coverage, console.look))
            .map(|()| ExitCode::SUCCESS);
    }
    let inspection = check::inspect(&options).map_err(|error| Stop::because(&error))?;
    if inspection.things.is_empty() {
        console.complain(Severity::Warning, "nothing of Amazon EKS was understood here");
    }
    console.print(&render(&inspection, console.look)).map(|()| ExitCode::SUCCESS)
}

/// The tree as text.
fn render(inspection: &Inspection, look: Look) -> String {
    let mut out = String::new();
    for (index, thing) in inspection.things.iter().enumerate() {
        if index > 0 {
            out.push('\n');
        }
        add(&mut out, inspection, (thing, 0), look);
    }
    out
}

fn add(out: &mut String, inspection: &Inspection, (thing, depth): (&Thing, usize), look: Look) {
    let indent = "  ".repeat(depth);
    let name = look.bold(&clean(&thing.name));
    let place = thing.place.and_then(|place| place_name(&inspection.texts, place));
    let place = place.map_or_else(String::new, |place| format!("  {}", look.accent(&place)));
    append(out, format_args!("{indent}{} {name}{place}\n", thing.kind));
    let width = thing.settings.iter().map(|(key, _)| key.chars().count()).max().unwrap_or(0);
    for (key, value) in &thing.settings {
        append(out, format_args!("{indent}  {:<width$}  {}\n", clean(key), clean(value)));
    }
    for part in &thing.parts {
        add(out, inspection, (part, depth + 1), look);
    }
}

#[cfg(test)]
mod tests {
    use super::render;
    use crate::check::{Inspection, Thing};
    use crate::report::Look;
    use crate::source::Span;

    #[test]
    fn things_are_printed_as_a_tree() {
        let mut inspection = Inspection::default();
        let file = inspection.texts.add_file("prod.yaml", "metadata:\n  name: prod\n");
        let group = Thing { kind: "node group", name: "blue\u{1b}".to_owned(), ..Thing::default() };
        let settings = vec![
            ("version".to_owned(), "1.31".to_owned()),
            ("public access".to_owned(), "0.0.0.0/0".to_owned()),
        ];
        let place = Some(Span::new(file, 18, 22).into());
        let name = "prod".to_owned();
        inspection.things =
            vec![Thing { kind: "cluster", name, place, settings, parts: vec![group] }];
        let expected = "\
cluster prod  prod.yaml:2:9
  version        1.31
  public access  0.0.0.0/0
  node group blue␛
";
        assert_eq!(render(&inspection, Look::default()), expected);
    }
}
