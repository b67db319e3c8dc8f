//! From the file's shape to what it means.

mod rules;
mod world;

pub(super) use world::listed;

use std::path::PathBuf;

use jiff::civil::Date;
use toml::Spanned;

use super::file::{self, File};
use super::load::byte;
use super::{Config, Ignore, Setting, Wanted};
use crate::rule::{Meta, Pattern, Preset, Severity, instead};
use crate::source::{Paths, Span, TextId};

/// Why a value cannot be used.
#[derive(Debug)]
pub(super) struct Problem {
    pub(super) place: Span,
    pub(super) reason: String,
}

/// The configuration that a file gives on top of another.
pub(super) fn resolve(
    file: &File,
    text: TextId,
    below: Config,
    known: &[&'static Meta],
) -> Result<Config, Problem> {
    let reader = Reader { text, known };
    let mut config = below;
    let presets = [Preset::Recommended, Preset::Strict, Preset::Advice];
    let presets = presets.map(|preset| (preset.name(), preset));
    if let Some(name) = &file.preset {
        config.preset = Some(reader.setting(name, "preset", &presets)?);
    }
    let limits = [Severity::Error, Severity::Warning, Severity::Info];
    let mut limits: Vec<_> = limits.map(|limit| (limit.name(), Some(limit))).into();
    limits.push(("never", None));
    if let Some(name) = &file.fail_on {
        config.fail_on = Some(reader.setting(name, "severity", &limits)?);
    }
    if let Some(exclude) = &file.exclude {
        let place = reader.place(exclude);
        let paths = |all: &[String]| Paths::new(all).map_err(|reason| Problem { place, reason });
        let own = exclude.as_ref().as_slice();
        config.excluded.push((paths(own)?, place));
        let value = paths(&[config.exclude.value.patterns(), own].concat())?;
        config.exclude = Setting { value, place: Some(place) };
    }
    if let Some(path) = &file.baseline {
        let value = PathBuf::from(path.as_ref());
        config.baseline = Some(Setting { value, place: Some(reader.place(path)) });
    }
    if let Some(flag) = &file.require_reason {
        let (value, place) = (*flag.as_ref(), Some(reader.place(flag)));
        config.require_reason = Some(Setting { value, place });
    }
    reader.rules(file, &mut config)?;
    for ignore in &file.ignore {
        let ignore = reader.ignore(ignore, &mut config)?;
        config.ignores.push(ignore);
    }
    reader.world(file, &mut config)?;
    Ok(config)
}

struct Reader<'a> {
    text: TextId,
    known: &'a [&'static Meta],
}

impl Reader<'_> {
    fn place<T>(&self, spanned: &Spanned<T>) -> Span {
        Span::new(self.text, byte(spanned.span().start), byte(spanned.span().end))
    }

    /// One of some names.
    fn one_of<T: Clone>(
        &self,
        name: &Spanned<String>,
        what: &str,
        names: &[(&str, T)],
    ) -> Result<T, Problem> {
        let written = name.as_ref();
        let found = names.iter().find(|(known, _)| known == written);
        found.map(|(_, value)| value.clone()).ok_or_else(|| {
            let names: Vec<&str> = names.iter().map(|(name, _)| *name).collect();
            let remedy = instead(written, &names);
            let reason = format!("`{written}` is no {what}; {remedy}");
            Problem { place: self.place(name), reason }
        })
    }

    fn setting<T: Clone>(
        &self,
        name: &Spanned<String>,
        what: &str,
        names: &[(&str, T)],
    ) -> Result<Setting<T>, Problem> {
        let value = self.one_of(name, what, names)?;
        Ok(Setting { value, place: Some(self.place(name)) })
    }

    /// Patterns of paths, which have to match something in the end.
    fn paths(
        &self,
        written: Option<&Spanned<Vec<String>>>,
        config: &mut Config,
    ) -> Result<Paths, Problem> {
        let Some(written) = written else { return Ok(Paths::default()) };
        let place = self.place(written);
        let paths = Paths::new(written.as_ref()).map_err(|reason| Problem { place, reason })?;
        config.patterns.push(Wanted { paths: paths.clone(), place, folders_of: None });
        Ok(paths)
    }

    /// Patterns that hold for folders as a whole.
    fn folders(
        &self,
        written: Option<&Spanned<Vec<String>>>,
        what: &'static str,
        config: &mut Config,
    ) -> Result<Paths, Problem> {
        let before = config.patterns.len();
        let paths = self.paths(written, config)?;
        config.patterns.iter_mut().skip(before).for_each(|it| it.folders_of = Some(what));
        Ok(paths)
    }

    fn pattern(&self, written: &Spanned<String>) -> Result<Pattern, Problem> {
        let place = self.place(written);
        Pattern::parse(written.as_ref(), self.known)
            .map_err(|unknown| Problem { place, reason: unknown.to_string() })
    }

    fn ignore(
        &self,
        ignore: &Spanned<file::Ignore>,
        config: &mut Config,
    ) -> Result<Ignore, Problem> {
        let place = self.place(ignore);
        let ignore = ignore.as_ref();
        self.pattern(&ignore.rule)?;
        let until = ignore.until.as_ref().map(|until| self.date(until)).transpose()?;
        Ok(Ignore {
            rule: ignore.rule.as_ref().clone(),
            subject: ignore.subject.clone(),
            paths: self.paths(ignore.paths.as_ref(), config)?,
            reason: ignore.reason.clone(),
            until,
            place: place.into(),
        })
    }

    fn date(&self, written: &Spanned<file::Day>) -> Result<Date, Problem> {
        let text = match written.as_ref() {
            file::Day::Date(date) => date.to_string(),
            file::Day::Text(text) => text.clone(),
        };
        text.parse::<Date>().map_err(|_| {
            let reason = format!("`{text}` is no day such as 2027-01-31");
            Problem { place: self.place(written), reason }
        })
    }
}
