//! Levels and options of rules.

use toml::{Spanned, Value};

use super::{Problem, Reader};
use crate::config::file::{File, Rules};
use crate::config::levels::Entry;
use crate::config::{Config, OptionTable};
use crate::rule::{Level, OptionMeta, Pattern, closest, instead};
use crate::source::{Paths, Span};

impl Reader<'_> {
    pub(super) fn rules(&self, file: &File, config: &mut Config) -> Result<(), Problem> {
        let table = self.table(&file.rules, None, config)?;
        config.levels.add(table);
        for one in &file.overrides {
            let paths = self.paths(Some(&one.paths), config)?;
            if paths.is_empty() {
                let reason = "no path is named, so that it holds nowhere".to_owned();
                return Err(Problem { place: self.place(&one.paths), reason });
            }
            let table = self.table(&one.rules, Some(&paths), config)?;
            config.levels.add(table);
        }
        Ok(())
    }

    fn table(
        &self,
        rules: &Rules,
        paths: Option<&Paths>,
        config: &mut Config,
    ) -> Result<Vec<Entry>, Problem> {
        let mut entries = Vec::new();
        for (name, setting) in rules {
            let pattern = self.pattern(name)?;
            let (level, options) = self.setting_of(setting)?;
            if paths.is_some() && !options.is_empty() {
                let reason = "options are set for the whole project, in [rules]".to_owned();
                return Err(Problem { place: self.place(setting), reason });
            }
            self.options(&pattern, setting, &options, config)?;
            let (written, paths) = (name.as_ref().clone(), paths.cloned());
            let place = self.place(setting);
            entries.extend(level.map(|level| Entry { pattern, written, level, paths, place }));
        }
        Ok(entries)
    }

    /// What a rule is set to: a level, or a table of level and options.
    fn setting_of(
        &self,
        setting: &Spanned<Value>,
    ) -> Result<(Option<Level>, OptionTable), Problem> {
        let place = self.place(setting);
        let refuse = |reason: String| Problem { place, reason };
        match setting.as_ref() {
            Value::String(name) => Ok((Some(level(name, place)?), OptionTable::new())),
            Value::Table(table) => {
                let mut options = OptionTable::new();
                let mut found = None;
                for (key, value) in table {
                    match (key.as_str(), value) {
                        ("level", Value::String(name)) => found = Some(level(name, place)?),
                        ("level", other) => {
                            let names = Level::NAMES.map(|(name, _)| name).join(", ");
                            let reason =
                                format!("`level = {other}` is no level; use one of {names}");
                            return Err(refuse(reason));
                        }
                        (_, Value::Integer(number)) => {
                            options.insert(key.clone(), *number);
                        }
                        _ => return Err(refuse(format!("`{key}` has to be a whole number"))),
                    }
                }
                Ok((found, options))
            }
            other => {
                let reason = format!("a level is expected, such as \"off\", not `{other}`");
                Err(refuse(reason))
            }
        }
    }

    fn options(
        &self,
        pattern: &Pattern,
        setting: &Spanned<Value>,
        options: &OptionTable,
        config: &mut Config,
    ) -> Result<(), Problem> {
        for (name, value) in options {
            let rules = self.known.iter().filter(|rule| pattern.matches(rule));
            let having: Vec<_> = rules
                .clone()
                .filter_map(|rule| Some((rule, rule.options().find(|it| it.name == *name)?)))
                .collect();
            if having.is_empty() {
                let names = rules.flat_map(|rule| rule.options()).map(|it| it.name.to_owned());
                let meant = closest(name, names);
                let meant = meant.map(|it| format!("; did you mean `{it}`?")).unwrap_or_default();
                let reason = format!("the rule has no option `{name}`{meant}");
                return Err(Problem { place: self.place(setting), reason });
            }
            for (rule, option) in having {
                let OptionMeta { least, most, .. } = option;
                if !(least..=most).contains(value) {
                    let reason = format!(
                        "`{name} = {value}` is out of range: {} takes {least} to {most}",
                        rule.name
                    );
                    return Err(Problem { place: self.place(setting), reason });
                }
                config.options.set(rule, option, *value);
                let name = format!("{}.{}", rule.name, option.name);
                config.optioned.insert(name, self.place(setting));
            }
        }
        Ok(())
    }
}

fn level(name: &str, place: Span) -> Result<Level, Problem> {
    let found = Level::NAMES.iter().find(|(known, _)| *known == name);
    found.map(|(_, level)| *level).ok_or_else(|| {
        let names = Level::NAMES.map(|(name, _)| name);
        let remedy = instead(name, &names);
        Problem { place, reason: format!("`{name}` is no level; {remedy}") }
    })
}
