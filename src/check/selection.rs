//! Which rules run: a preset, or rules that are named.

use std::fmt;

use crate::rule::{Meta, Preset};

/// The rules that a run is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    preset: Preset,
    select: Vec<Pattern>,
    ignore: Vec<Pattern>,
}

/// One or more rules by name.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Pattern {
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

impl Selection {
    /// All rules of a preset.
    pub fn of(preset: Preset) -> Self {
        Self { preset, select: Vec::new(), ignore: Vec::new() }
    }

    /// The selected rules, or those of the preset if none is selected, without the ignored ones.
    pub fn new(
        preset: Preset,
        select: &[String],
        ignore: &[String],
        known: &[&'static Meta],
    ) -> Result<Self, UnknownRule> {
        let parse = |patterns: &[String]| -> Result<Vec<Pattern>, UnknownRule> {
            patterns.iter().map(|pattern| Pattern::parse(pattern, known)).collect()
        };
        Ok(Self { preset, select: parse(select)?, ignore: parse(ignore)? })
    }

    /// Whether a rule runs.
    pub fn includes(&self, rule: &Meta) -> bool {
        let named = |patterns: &[Pattern]| patterns.iter().any(|pattern| pattern.matches(rule));
        let wanted =
            if self.select.is_empty() { rule.preset <= self.preset } else { named(&self.select) };
        wanted && !named(&self.ignore)
    }

    /// The stricter presets that could add findings; none where rules are selected by name.
    pub fn stricter(&self) -> impl Iterator<Item = Self> + '_ {
        let presets = [Preset::Strict, Preset::Advice];
        let stricter = presets.into_iter().filter(|it| *it > self.preset && self.select.is_empty());
        stricter.map(|preset| Self { preset, ..self.clone() })
    }

    /// The preset.
    pub fn preset(&self) -> Preset {
        self.preset
    }
}

impl Pattern {
    /// Reads a name, a glob or a category, all of which have to name at least one rule.
    fn parse(text: &str, known: &[&'static Meta]) -> Result<Self, UnknownRule> {
        let pattern = match text.split_once('/') {
            Some((category, "")) => Self::InCategory(category.to_owned(), "*".to_owned()),
            Some((category, name)) => Self::InCategory(category.to_owned(), name.to_owned()),
            None => Self::Name(text.to_owned()),
        };
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

    fn matches(&self, rule: &Meta) -> bool {
        match self {
            Self::Name(name) => glob(name, rule.name),
            Self::InCategory(category, name) => category == rule.category && glob(name, rule.name),
        }
    }
}

/// Whether a name matches a pattern in which `*` stands for any text.
fn glob(pattern: &str, name: &str) -> bool {
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
    use super::{Selection, glob};
    use crate::report::fixture::{ENDPOINT_OPEN, SUBJECT_UNKNOWN, SUBNET_SMALL};
    use crate::rule::{Meta, Preset};

    static KNOWN: [&Meta; 3] = [&SUBJECT_UNKNOWN, &ENDPOINT_OPEN, &SUBNET_SMALL];

    fn selected(select: &[&str], ignore: &[&str]) -> Result<Vec<&'static str>, String> {
        let owned = |all: &[&str]| all.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
        let (select, ignore) = (owned(select), owned(ignore));
        let selection = Selection::new(Preset::Recommended, &select, &ignore, &KNOWN)
            .map_err(|error| error.to_string())?;
        let included = KNOWN.iter().filter(|rule| selection.includes(rule));
        Ok(included.map(|rule| rule.name).collect())
    }

    #[test]
    fn names_globs_and_categories_select() {
        assert_eq!(selected(&[], &["subnet-too-small"]).unwrap().len(), 2);
        assert_eq!(selected(&["irsa-*"], &[]).unwrap(), ["irsa-subject-unknown"]);
        assert_eq!(selected(&["network/"], &[]).unwrap(), ["subnet-too-small"]);
        assert_eq!(selected(&["*"], &["identity/*", "*-open"]).unwrap(), ["subnet-too-small"]);
    }

    #[test]
    fn unknown_names_are_refused_with_a_guess() {
        let refused = |name: &str| selected(&[name], &[]).unwrap_err();
        assert_eq!(
            refused("irsa-subject-unkown"),
            "no rule is called `irsa-subject-unkown`; did you mean `irsa-subject-unknown`?"
        );
        assert!(refused("netwrok/").ends_with("did you mean `network/`?"));
        assert!(refused("subnet").ends_with("did you mean `subnet-too-small`?"));
        assert!(refused("zzz-*").ends_with("`ekslint rules` lists them"));
    }

    #[test]
    fn stars_stand_for_any_text() {
        assert!(glob("a*c*", "abcd") && glob("*", "") && !glob("a*c", "abd"));
    }
}
