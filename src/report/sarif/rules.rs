//! What a SARIF log says of each rule that ran.

use std::collections::BTreeMap;

use super::document::{Configuration, Help, Properties, Rule, Text};
use crate::report::Report;
use crate::report::words::cut;
use crate::rule::{Meta, Preset, Severity};
use crate::rules::RULES;

/// Bytes of a description that GitHub takes.
const DESCRIPTION: usize = 1_024;

/// The rules that ran or found something, by name.
pub(super) fn of(report: &Report<'_>) -> BTreeMap<&'static str, &'static Meta> {
    let outcome = report.outcome;
    let ran = RULES.iter().map(|rule| &rule.meta);
    let ran = ran.filter(|meta| outcome.tallies.contains_key(meta.name));
    let hidden = outcome.suppressed.iter().map(|it| it.reported.rule);
    let found = outcome.findings.iter().map(|it| it.rule).chain(hidden);
    ran.chain(found).map(|meta| (meta.name, meta)).collect()
}

/// The level of a severity.
pub(super) fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// A rule as the driver lists it.
pub(super) fn descriptor(meta: &'static Meta) -> Rule {
    let why = section(meta, "Why");
    let first = why.split("\n\n").next().unwrap_or_default();
    let first = first.split_whitespace().collect::<Vec<_>>().join(" ");
    let title = format!("{}.", meta.title());
    let full = if first.is_empty() { title.clone() } else { first };
    let url = meta.url();
    let sections = [("Why", why), ("Fix", section(meta, "Fix"))];
    let sections = sections.iter().filter(|(_, text)| !text.is_empty());
    let sections: Vec<_> =
        sections.map(|(name, text)| format!("## {name}\n\n{text}\n\n")).collect();
    let sections = sections.concat();
    Rule {
        id: meta.name,
        deprecated_ids: meta.aliases().collect(),
        name: pascal(meta.name),
        short_description: Text { text: title.clone() },
        full_description: Text { text: cut(&full, DESCRIPTION) },
        help: Help {
            text: format!("{full} See {url}"),
            markdown: format!("# {}\n\n{sections}[More, with examples]({url})", meta.title()),
        },
        help_uri: url,
        default_configuration: Configuration { level: level(meta.severity) },
        properties: properties(meta),
    }
}

fn properties(meta: &'static Meta) -> Properties {
    // GitHub shows their findings as alerts of security, all others as those of quality.
    let security = meta.concerns_security();
    let mut tags = vec!["eks", meta.category];
    tags.extend(security.then_some("security"));
    Properties {
        tags,
        precision: if meta.preset == Preset::Recommended { "very-high" } else { "high" },
        problem: match meta.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "recommendation",
        },
        security: security.then_some(match meta.severity {
            Severity::Error => "8.0",
            Severity::Warning => "5.5",
            Severity::Info => "2.0",
        }),
    }
}

/// The text of a page below a heading; empty if it has none.
fn section(meta: &'static Meta, name: &str) -> &'static str {
    let heading = format!("\n## {name}\n");
    let rest = meta.page.split_once(&heading).map_or("", |(_, rest)| rest);
    rest.split("\n## ").next().unwrap_or_default().trim()
}

/// `irsa-subject-unknown` as `IrsaSubjectUnknown`.
fn pascal(name: &str) -> String {
    let word = |word: &str| {
        let mut letters = word.chars();
        letters.next().map(|first| format!("{}{}", first.to_ascii_uppercase(), letters.as_str()))
    };
    name.split('-').filter_map(word).collect()
}

#[cfg(test)]
mod tests {
    use super::{descriptor, pascal};
    use crate::rules::RULES;

    #[test]
    fn every_rule_has_what_github_needs() {
        for rule in RULES {
            let it = descriptor(&rule.meta);
            let texts = [&it.short_description.text, &it.full_description.text];
            assert!(texts.iter().all(|text| !text.is_empty() && text.len() <= 1_024), "{}", it.id);
            assert!(it.full_description.text.ends_with(['.', ':', '…', '`', ')']), "{}", it.id);
            assert!(it.help.markdown.contains("## Why") && it.help.text.len() > 20, "{}", it.id);
            assert!(!it.help.markdown.contains("# error"), "{}", it.id);
            assert!(it.properties.tags.len() <= 10);
        }
    }

    #[test]
    fn a_rule_is_about_security_if_its_page_says_so() {
        let tagged = |name: &str| {
            let rule = RULES.iter().find(|rule| rule.meta.name == name).expect("it is a rule");
            let it = descriptor(&rule.meta).properties;
            (it.tags.contains(&"security"), it.security)
        };
        assert_eq!(tagged("public-endpoint-open"), (true, Some("8.0")));
        assert_eq!(tagged("retired-component"), (true, Some("5.5")));
        assert_eq!(tagged("ebs-rwx"), (false, None));
    }

    #[test]
    fn names_are_in_pascal_case() {
        assert_eq!(pascal("irsa-subject-unknown"), "IrsaSubjectUnknown");
        assert_eq!(pascal("imdsv1-allowed"), "Imdsv1Allowed");
    }
}
