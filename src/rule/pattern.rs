//! Rules by name, by glob, by category.

use std::fmt;

use super::Meta;

/// One or more rules by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern(Kind);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    /// `irsa-subject-unknown`, or `irsa-*`.
    Name(String),
    /// `identity/`, or `identity/irsa-*`.
    InCategory(String, String),
}

/// A pattern that no rule answers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownRule {
    /// The pattern.
    pub pattern: String,
    /// A rule or category that was probably meant.
    pub meant: Option<String>,
}

impl fmt::Display for UnknownRule {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "no rule is called `{}`", self.pattern)?;
        match &self.meant {
            Some(meant) => write!(out, "; did you mean `{meant}`?"),
            None => write!(out, "; `ekslint rules` lists them"),
        }
    }
}

impl std::error::Error for UnknownRule {}

impl Pattern {
    /// Reads a name, a glob or a category, all of which have to name at least one rule.
    pub fn parse(text: &str, known: &[&'static Meta]) -> Result<Self, UnknownRule> {
        let pattern = Self(match text.split_once('/') {
            Some((category, "")) => Kind::InCategory(category.to_owned(), "*".to_owned()),
            Some((category, name)) => Kind::InCategory(category.to_owned(), name.to_owned()),
            None => Kind::Name(text.to_owned()),
        });
        if known.iter().any(|rule| pattern.matches(rule)) {
            return Ok(pattern);
        }
        let names = known.iter().map(|rule| rule.name.to_owned());
        let categories = known.iter().map(|rule| format!("{}/", rule.category));
        let name = text.rsplit_once('/').map_or(text, |(_, name)| name);
        let meant = match name {
            "" => closest(text, categories),
            name => closest(name, names.chain(categories)),
        };
        Err(UnknownRule { pattern: text.to_owned(), meant })
    }

    /// Whether it names a rule.
    pub fn matches(&self, rule: &Meta) -> bool {
        match &self.0 {
            Kind::Name(name) => glob(name, rule.name) || rule.aliases().any(|old| old == name),
            Kind::InCategory(category, name) => category == rule.category && glob(name, rule.name),
        }
    }

    /// Whether it names one rule, and not a group.
    pub fn is_exact(&self) -> bool {
        matches!(&self.0, Kind::Name(name) if !name.contains('*'))
    }
}

/// Whether a name matches a pattern in which `*` stands for any text.
pub(crate) fn glob(pattern: &str, name: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == name,
        Some((start, rest)) => name.strip_prefix(start).is_some_and(|tail| {
            tail.char_indices()
                .map(|(at, _)| at)
                .chain([tail.len()])
                .any(|at| glob(rest, &tail[at..]))
        }),
    }
}

/// What to write in place of a name that is none of some: the one that was probably meant, or all.
pub(crate) fn instead(name: &str, names: &[&str]) -> String {
    match closest(name, names.iter().map(|it| (*it).to_owned())) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("use one of {}", names.join(", ")),
    }
}

/// The candidate that is most like a misspelt name, if any is like it at all.
pub(crate) fn closest(name: &str, candidates: impl Iterator<Item = String>) -> Option<String> {
    let likeness = |candidate: &String| {
        let edits = strsim::normalized_damerau_levenshtein(name, candidate);
        // Half a name is a good guess too: `irsa-subject` for `irsa-subject-unknown`.
        let part = name.len() >= 4 && candidate.contains(name);
        if part { edits.max(0.7) } else { edits }
    };
    let likely = candidates.map(|candidate| (likeness(&candidate), candidate));
    let best = likely.max_by(|one, other| one.0.total_cmp(&other.0).then(other.1.cmp(&one.1)));
    best.filter(|(likeness, _)| *likeness >= 0.55).map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::{Pattern, glob};
    use crate::rule::Meta;

    #[test]
    fn a_rule_answers_to_its_old_names() {
        static RENAMED: Meta = Meta::of(
            "---\nname: new\naliases: old, older\ncategory: c\nseverity: info\npreset: strict\n\
             formats: eksctl\nsince: 0.1.0\n---\n# A title\n",
        );
        let named = |text: &str| Pattern::parse(text, &[&RENAMED]).is_ok();
        assert!(named("new") && named("old") && named("older"));
        assert!(!named("oldest") && !named("aliases"));
    }

    #[test]
    fn stars_stand_for_any_text() {
        assert!(glob("a*c*", "abcd") && glob("*", "") && !glob("a*c", "abd"));
    }
}
