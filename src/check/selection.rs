//! Which rules run.

use crate::rule::{Meta, Preset, Rule};
use crate::rules::RULES;

use super::CheckOptions;

/// The rules of a run.
#[derive(Debug)]
pub struct Selection {
    /// The rules that run.
    pub rules: Vec<&'static Rule>,
    /// The rules that the next stricter preset would add.
    pub stricter: Vec<&'static Rule>,
}

/// A rule, glob or category that matches nothing.
#[derive(Debug, PartialEq, Eq)]
pub struct UnknownRule {
    /// What was asked for.
    pub pattern: String,
    /// The nearest name that exists, if one is near.
    pub near: Option<&'static str>,
}

impl std::fmt::Display for UnknownRule {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "no rule is called `{}`", self.pattern)?;
        match self.near {
            Some(name) => write!(out, "; did you mean `{name}`?"),
            None => write!(out, "; `ekslint rules` lists them"),
        }
    }
}

impl Selection {
    /// The rules that options ask for.
    pub fn new(options: &CheckOptions) -> Result<Self, UnknownRule> {
        for pattern in options.select.iter().chain(&options.ignore) {
            if !RULES.iter().any(|rule| matches(pattern, &rule.meta)) {
                return Err(unknown(pattern));
            }
        }
        let chosen = |rule: &&'static Rule, preset: Preset| {
            if options.select.is_empty() {
                rule.meta.preset <= preset
            } else {
                options.select.iter().any(|pattern| matches(pattern, &rule.meta))
            }
        };
        let ignored = |rule: &&'static Rule| {
            options.ignore.iter().any(|pattern| matches(pattern, &rule.meta))
        };
        let rules: Vec<&'static Rule> =
            RULES.iter().filter(|rule| chosen(rule, options.preset) && !ignored(rule)).collect();
        let more = |rule: &&'static Rule| {
            options.select.is_empty()
                && options.preset == Preset::Recommended
                && rule.meta.preset == Preset::Strict
                && !ignored(rule)
        };
        Ok(Self { rules, stricter: RULES.iter().filter(more).collect() })
    }
}

/// The rule of a name, or the nearest name.
pub fn find(name: &str) -> Result<&'static Rule, UnknownRule> {
    RULES.iter().find(|rule| rule.meta.name == name).ok_or_else(|| unknown(name))
}

fn unknown(pattern: &str) -> UnknownRule {
    let distance = |rule: &&Rule| strsim::osa_distance(rule.meta.name, pattern);
    let near = RULES.iter().min_by_key(distance).filter(|rule| distance(rule) <= 4);
    UnknownRule { pattern: pattern.to_owned(), near: near.map(|rule| rule.meta.name) }
}

/// Whether a name, a glob such as `irsa-*`, or a `category/` means a rule.
fn matches(pattern: &str, meta: &Meta) -> bool {
    if let Some(category) = pattern.strip_suffix('/') {
        return meta.category == category;
    }
    match pattern.split_once('*') {
        None => meta.name == pattern,
        Some((start, end)) => {
            meta.name.len() >= start.len() + end.len()
                && meta.name.starts_with(start)
                && meta.name.ends_with(end)
        }
    }
}
