//! `ekslint rules`: lists all rules.

use std::process::ExitCode;

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::console::{Console, Stop};
use super::known_rules;
use crate::report::wrap::{append, shorten};
use crate::report::{Look, json, plural::count};
use crate::rule::{Meta, Preset, Severity};

/// Arguments of `ekslint rules`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// What to print.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    output: Format,
}

/// A format of the list.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// A table.
    Text,
    /// An array of objects.
    Json,
}

/// A rule in the JSON list.
#[derive(Debug, Serialize)]
struct Entry {
    name: &'static str,
    category: &'static str,
    severity: Severity,
    preset: Preset,
    security: bool,
    title: &'static str,
    formats: Vec<&'static str>,
    since: &'static str,
    url: String,
}

/// Prints the list.
pub(super) fn run(arguments: &Arguments, console: &mut Console<'_>) -> Result<ExitCode, Stop> {
    let rules = known_rules();
    let text = match arguments.output {
        Format::Text => table(&rules, console.look),
        Format::Json => json::print(&rules.iter().map(|rule| entry(rule)).collect::<Vec<_>>()),
    };
    console.print(&text).map(|()| ExitCode::SUCCESS)
}

fn entry(rule: &Meta) -> Entry {
    Entry {
        name: rule.name,
        category: rule.category,
        severity: rule.severity,
        preset: rule.preset,
        security: rule.concerns_security(),
        title: rule.title(),
        formats: rule.formats().collect(),
        since: rule.since,
        url: rule.url(),
    }
}

/// One line a rule, grouped by category; presets are named where they are not `recommended`.
fn table(rules: &[&Meta], look: Look) -> String {
    let mut out = String::new();
    let names = rules.iter().map(|rule| rule.name.len()).max().unwrap_or(0);
    let mut category = "";
    for rule in rules {
        if rule.category != category {
            category = rule.category;
            let blank = if out.is_empty() { "" } else { "\n" };
            append(&mut out, format_args!("{blank}{}\n", look.bold(category)));
        }
        let preset = match rule.preset {
            Preset::Recommended => String::new(),
            preset => format!("({}) ", preset.name()),
        };
        let room = look.width.saturating_sub(names + 13).max(16);
        let title = shorten(&format!("{preset}{}", rule.title()), room, look.ellipsis());
        let severity = look.severity(rule.severity, &format!("{:<7}", rule.severity.name()));
        append(&mut out, format_args!("  {:<names$}  {severity}  {title}\n", rule.name));
    }
    append(
        &mut out,
        format_args!("\n{}; `ekslint explain NAME` tells more\n", count(rules.len(), "rule")),
    );
    out
}

#[cfg(test)]
mod tests {
    use super::table;
    use crate::report::Look;
    use crate::report::fixture::{ENDPOINT_OPEN, SUBJECT_UNKNOWN, VERSION_OLD};

    #[test]
    fn the_table_is_grouped_by_category() {
        let rules = [&ENDPOINT_OPEN, &SUBJECT_UNKNOWN, &VERSION_OLD];
        let expected = "\
endpoint
  public-endpoint-open    error    A title

identity
  irsa-subject-unknown    error    A title

upgrade
  version-leaves-support  info     A title

3 rules; `ekslint explain NAME` tells more
";
        assert_eq!(table(&rules, Look::default()), expected);
    }
}
