//! `ekslint.toml`: what the user tells ekslint.
//!
//! It has two halves. What is said about the world (clusters, environments, what is complete) becomes
//! [`World`], which knows no rules. What is said about rules (levels, options, exceptions) stays
//! here. Every value remembers the place that it was written at.

mod effective;
mod file;
mod idle;
mod levels;
mod load;
mod resolve;
mod schema;
mod unread;

use std::collections::BTreeMap;
use std::path::PathBuf;

use jiff::civil::Date;

use crate::inputs::World;
use crate::rule::{Options, Preset, Severity};
use crate::source::{Paths, Place, Span, Texts};

pub use effective::effective;
pub use levels::Levels;
pub use load::{ConfigError, Given, load};
pub use schema::schema;

/// The name of the file, at the root of the project.
pub const FILE_NAME: &str = "ekslint.toml";

/// Everything that the user said; the default is a project without a configuration.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// The files it was read from, as `(path, content)`: their texts are the first of a run, in this
    /// order, so that places in them can be pointed at.
    pub files: Vec<(String, String)>,
    /// How much to ask.
    pub preset: Option<Setting<Preset>>,
    /// The least severity that fails a run; `None` inside is "never".
    pub fail_on: Option<Setting<Option<Severity>>>,
    /// Paths that are not looked at.
    pub exclude: Setting<Paths>,
    /// The same, by the place that they are written at.
    pub excluded: Vec<(Paths, Span)>,
    /// The file of known findings, relative to the root of the project.
    pub baseline: Option<Setting<PathBuf>>,
    /// Whether every suppression needs a reason.
    pub require_reason: Option<Setting<bool>>,
    /// How rules are set, for which paths.
    pub levels: Levels,
    /// Options of rules.
    pub options: Options,
    /// Where each option that was set is written, as `rule.option`.
    pub optioned: BTreeMap<String, Span>,
    /// Findings that do not count.
    pub ignores: Vec<Ignore>,
    /// What is said about the world.
    pub world: World,
    /// Keys of the world with the places they are written at, to show.
    pub said: Vec<(String, String, Span)>,
    /// Patterns of paths: each has to match something.
    pub patterns: Vec<Wanted>,
    /// Variables that are given values, and where.
    pub assumed: Vec<(String, Span)>,
    /// Files that look like a configuration of the project and that are not read.
    pub unread: Vec<String>,
    /// What has no effect as it is written, with its place.
    pub doubts: Vec<(String, Span)>,
}

/// Patterns of paths that have to match something.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// The patterns.
    pub paths: Paths,
    /// Where they are written.
    pub place: Span,
    /// What they are about, if that holds for folders as a whole: `cluster` or `environment`.
    pub folders_of: Option<&'static str>,
}

/// A value and where it is written.
#[derive(Clone, Debug, Default)]
pub struct Setting<T> {
    /// The value.
    pub value: T,
    /// Where it is written; none for a default.
    pub place: Option<Span>,
}

/// A finding that does not count, by rule and subject.
#[derive(Clone, Debug)]
pub struct Ignore {
    /// A rule's name, a glob, or a category.
    pub rule: String,
    /// The subject's address, in which `*` stands for any text; with `["key"]` at its end, one
    /// instance. None means every subject.
    pub subject: Option<String>,
    /// Paths, relative to the root of the project; empty means everywhere.
    pub paths: Paths,
    /// Why.
    pub reason: String,
    /// The last day on which it holds.
    pub until: Option<Date>,
    /// Where it is written.
    pub place: Place,
}

impl Config {
    /// New texts that begin with those of the configuration, which its places point into.
    pub fn texts(&self) -> Texts {
        let texts = Texts::default();
        for (path, content) in &self.files {
            texts.add_file(path.as_str(), content.as_str());
        }
        texts
    }

    /// The preset, recommended by default.
    pub fn preset(&self) -> Preset {
        self.preset.as_ref().map_or(Preset::Recommended, |it| it.value)
    }

    /// The least severity that fails a run; `None` is "never".
    pub fn fail_on(&self) -> Option<Severity> {
        self.fail_on.as_ref().map_or(Some(Severity::Warning), |it| it.value)
    }
}

/// Rules' options by name, as a table of the configuration gives them.
type OptionTable = BTreeMap<String, i64>;
