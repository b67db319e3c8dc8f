//! `ekslint explain`: the page of a rule.

use std::process::ExitCode;

use clap::Args;

use super::console::{Console, Stop};
use super::{known_rules, markdown};
use crate::report::Look;
use crate::report::wrap::append;
use crate::rule::Meta;
use crate::rule::{UnknownRule, closest};

/// Arguments of `ekslint explain`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The name of a rule.
    name: String,
}

/// Prints the page.
pub(super) fn run(arguments: &Arguments, console: &mut Console<'_>) -> Result<ExitCode, Stop> {
    let rule = find(&arguments.name, &known_rules()).map_err(|error| Stop::because(&error))?;
    console.print(&page(rule, console.look)).map(|()| ExitCode::SUCCESS)
}

/// The rule of a name, with or without its category.
pub(super) fn find(name: &str, known: &[&'static Meta]) -> Result<&'static Meta, UnknownRule> {
    let bare = name.rsplit_once('/').map_or(name, |(_, bare)| bare);
    let names = known.iter().map(|rule| rule.name.to_owned());
    known
        .iter()
        .copied()
        .find(|rule| rule.name == bare)
        .ok_or_else(|| UnknownRule { pattern: name.to_owned(), meant: closest(bare, names) })
}

fn page(rule: &Meta, look: Look) -> String {
    let severity = look.severity(rule.severity, rule.severity.name());
    let formats: Vec<_> = rule.formats().collect();
    let mut out = format!(
        "{severity} {}\n{}, preset {}, for {}, since {}\n\n",
        look.bold(rule.name),
        rule.category,
        rule.preset.name(),
        formats.join(", "),
        rule.since
    );
    out.push_str(&markdown::render(rule.body(), look));
    let references: Vec<_> =
        rule.references().map(|it| format!("  {}\n", look.accent(it))).collect();
    if !references.is_empty() {
        append(&mut out, format_args!("\n{}\n{}", look.bold("Read more"), references.concat()));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{find, page};
    use crate::report::Look;
    use crate::report::fixture::{ENDPOINT_OPEN, SUBJECT_UNKNOWN};

    #[test]
    fn a_page_names_its_rule_first() {
        let expected = "\
error irsa-subject-unknown
identity, preset recommended, for terraform, since 0.1.0

# A title
";
        assert_eq!(page(&SUBJECT_UNKNOWN, Look::default()), expected);
    }

    #[test]
    fn misspelt_names_get_a_guess() {
        let known = [&SUBJECT_UNKNOWN, &ENDPOINT_OPEN];
        assert_eq!(
            find("identity/irsa-subject-unknown", &known).unwrap().name,
            SUBJECT_UNKNOWN.name
        );
        let refused = find("public-endpoint", &known).unwrap_err().to_string();
        assert!(refused.ends_with("did you mean `public-endpoint-open`?"), "{refused}");
    }
}
