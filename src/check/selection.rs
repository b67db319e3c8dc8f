//! Which rules run: a preset, or rules that are named.

#[cfg(test)]
use super::CheckOptions;
use crate::config::{Config, Levels};
use crate::rule::{Level, Meta, Pattern, Preset, UnknownRule};

/// The rules that a run is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    preset: Preset,
    select: Vec<Pattern>,
    ignore: Vec<Pattern>,
}

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

    /// Whether a rule has to run: some path may want it.
    pub fn includes(&self, rule: &Meta, levels: &Levels) -> bool {
        let wanted = match levels.general(rule) {
            Some((level, _)) if self.select.is_empty() => level != Level::Off,
            _ => self.is_chosen(rule),
        };
        !named(&self.ignore, rule)
            && (wanted || (self.select.is_empty() && levels.wants_somewhere(rule)))
    }

    /// What the verdicts of a rule on a path of the run count as.
    ///
    /// Rules that are selected by name run whatever the configuration says of them, with the
    /// severity that it gives them.
    pub fn level(&self, rule: &Meta, path: &str, config: &Config) -> Level {
        if named(&self.ignore, rule) {
            return Level::Off;
        }
        let set = config.levels.at(rule, &config.world.root.relative(path));
        match set {
            Some(level) if self.select.is_empty() => level,
            Some(Level::Severity(severity)) if self.is_chosen(rule) => Level::Severity(severity),
            _ if self.is_chosen(rule) => Level::On,
            _ => Level::Off,
        }
    }

    /// Whether the preset holds a rule, or it is selected.
    fn is_chosen(&self, rule: &Meta) -> bool {
        if self.select.is_empty() { rule.preset <= self.preset } else { named(&self.select, rule) }
    }

    /// The stricter presets that could add findings; none where rules are selected by name.
    pub fn stricter(&self) -> impl Iterator<Item = Self> + '_ {
        let presets = [Preset::Strict, Preset::Advice];
        let stricter = presets.into_iter().filter(|it| *it > self.preset && self.select.is_empty());
        stricter.map(|preset| Self { preset, ..self.clone() })
    }

    /// Whether the configuration switched a rule off, and the command line says nothing of it.
    pub(super) fn is_switched_off(&self, rule: &Meta, levels: &Levels) -> bool {
        let off = levels.general(rule).is_some_and(|(level, _)| level == Level::Off);
        off && self.select.is_empty() && !named(&self.ignore, rule)
    }

    /// The preset.
    pub fn preset(&self) -> Preset {
        self.preset
    }
}

fn named(patterns: &[Pattern], rule: &Meta) -> bool {
    patterns.iter().any(|pattern| pattern.matches(rule))
}

#[cfg(test)]
impl CheckOptions {
    /// These options for one rule alone.
    pub(crate) fn selecting(self, rule: &str) -> Self {
        let known: Vec<_> = crate::rules::RULES.iter().map(|it| &it.meta).collect();
        let selection = Selection::new(Preset::Recommended, &[rule.to_owned()], &[], &known);
        Self { selection: selection.expect("the rule exists"), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::Selection;
    use crate::config::Levels;
    use crate::report::fixture::{ENDPOINT_OPEN, SUBJECT_UNKNOWN, SUBNET_SMALL};
    use crate::rule::{Meta, Preset};

    static KNOWN: [&Meta; 3] = [&SUBJECT_UNKNOWN, &ENDPOINT_OPEN, &SUBNET_SMALL];

    fn selected(select: &[&str], ignore: &[&str]) -> Result<Vec<&'static str>, String> {
        let owned = |all: &[&str]| all.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
        let (select, ignore) = (owned(select), owned(ignore));
        let selection = Selection::new(Preset::Recommended, &select, &ignore, &KNOWN)
            .map_err(|error| error.to_string())?;
        let included = KNOWN.iter().filter(|rule| selection.includes(rule, &Levels::default()));
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
}
