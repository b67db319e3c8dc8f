//! Lines that CI runners act on: annotations of GitHub Actions and issues of Azure Pipelines.
//!
//! What stands in a file must not become a command of its own, nor end the one that quotes it:
//! texts are cleaned as for a terminal, and then escaped as each runner undoes it.

pub mod azure;
pub mod github;

use std::fmt::Write;

use super::Report;
use super::words::details;
use crate::engine::Reported;

/// The text of an annotation: the message, then a line for everything else that is said, then the
/// page of the rule.
fn message(report: &Report<'_>, reported: &Reported) -> String {
    let mut out = super::sanitise::clean(&reported.finding.message).into_owned();
    for detail in details(report, reported) {
        write!(out, "\n{}: {}", detail.name, detail.text).expect("a string takes any text");
    }
    write!(out, "\n{}", reported.rule.url()).expect("a string takes any text");
    out
}

/// The text with each of these characters replaced by what the runner undoes.
fn escaped(text: &str, escapes: &[(char, &str)]) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match escapes.iter().find(|(it, _)| *it == character) {
            Some((_, escape)) => out.push_str(escape),
            None => out.push(character),
        }
    }
    out
}
