//! Finding and reading configuration files.

use std::fmt;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::file::File;
use super::resolve::{self, Problem};
use super::{Config, FILE_NAME, unread};
use crate::rule::{Meta, instead};
use crate::source::{Root, Span, Texts, decode, shown};

/// What the command line says about the configuration.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// A file in place of the one at the root, or `key = value`; may be several.
    pub config: Vec<String>,
    /// Whether the file at the root is left alone.
    pub isolated: bool,
}

/// Why a configuration cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    /// `path:line:column`, or the path.
    pub place: String,
    /// What is wrong, and what to do.
    pub reason: String,
}

impl fmt::Display for ConfigError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.place, self.reason)
    }
}

impl std::error::Error for ConfigError {}

/// Loads what holds for a project: the file at its root, or what the command line names instead.
pub fn load(root: &Root, given: &Given, known: &[&'static Meta]) -> Result<Config, ConfigError> {
    let mut loading =
        Loading { root, known, texts: Texts::default(), files: Vec::new(), open: Vec::new() };
    let mut config = Config::default();
    let (files, inline): (Vec<&String>, Vec<&String>) =
        given.config.iter().partition(|it| !it.contains('='));
    let own = root.folder.join(FILE_NAME);
    // A link that leads nowhere and a folder of that name are there, and cannot be read.
    if files.is_empty() && !given.isolated && own.symlink_metadata().is_ok() {
        config = loading.file(&own, config)?;
    }
    for file in files {
        if file.is_empty() {
            let reason = "a file, or `key = value`, is expected".to_owned();
            return Err(ConfigError { place: "--config".to_owned(), reason });
        }
        config = loading.file(Path::new(file), config)?;
    }
    for text in inline {
        config = loading.text("--config", text, None, config)?;
    }
    config.unread = unread::around(root, given);
    config.files = loading.files;
    config.world.root = root.clone();
    Ok(config)
}

struct Loading<'a> {
    root: &'a Root,
    known: &'a [&'static Meta],
    texts: Texts,
    files: Vec<(String, String)>,
    /// The files that are being read, each of which extends the next, as they lie on disk.
    open: Vec<PathBuf>,
}

impl Loading<'_> {
    /// Reads a file on top of what is known.
    fn file(&mut self, path: &Path, below: Config) -> Result<Config, ConfigError> {
        let name = self.name(path);
        let refuse = |reason: String| ConfigError { place: name.clone(), reason };
        let content = crate::source::read(path, 1 << 20);
        let content = content.map_err(|problem| refuse(problem.message()))?;
        self.open.push(path.canonicalize().unwrap_or_else(|_| path.to_owned()));
        let read = self.text(&name, &content.text, Some(path), below);
        self.open.pop();
        read
    }

    fn name(&self, path: &Path) -> String {
        let here = std::env::current_dir().unwrap_or_else(|_| self.root.folder.clone());
        shown(path, &here)
    }

    /// Reads a text on top of what is known.
    fn text(
        &mut self,
        name: &str,
        content: &str,
        path: Option<&Path>,
        below: Config,
    ) -> Result<Config, ConfigError> {
        let text = self.texts.add_file(name, content);
        self.files.push((name.to_owned(), content.to_owned()));
        let parsed = toml::de::Deserializer::parse(content)
            .map_err(|error| self.refused(&error, text, content))?;
        let file =
            File::deserialize(parsed).map_err(|error| self.refused(&error, text, content))?;
        let below = match (&file.extends, path) {
            (Some(base), Some(path)) => {
                let place = Span::new(text, byte(base.span().start), byte(base.span().end));
                let base = self.base(base.as_ref(), path);
                let base = base.map_err(|reason| self.error(Problem { place, reason }))?;
                self.file(&base, below)?
            }
            (Some(_), None) => {
                let place = Span::new(text, 0, 0);
                let reason = "`extends` needs a file; name the other one with --config".to_owned();
                return Err(self.error(Problem { place, reason }));
            }
            (None, _) => below,
        };
        resolve::resolve(&file, text, below, self.known).map_err(|problem| self.error(problem))
    }

    /// The file that another one extends, or why it cannot.
    fn base(&self, written: &str, path: &Path) -> Result<PathBuf, String> {
        if written.contains("://") {
            return Err("a path on this machine is expected; nothing is fetched".to_owned());
        }
        let base = path.parent().unwrap_or(Path::new("")).join(written);
        if !base.is_file() {
            return Err(format!("`{}` does not exist", self.name(&base)));
        }
        let real = base.canonicalize().unwrap_or_else(|_| base.clone());
        let Some(first) = self.open.iter().position(|open| *open == real) else { return Ok(base) };
        let around = self.open.iter().skip(first).chain([&real]);
        let around: Vec<String> = around.map(|it| format!("`{}`", self.name(it))).collect();
        Err(format!("configurations extend each other in a circle: {}", around.join(" extends ")))
    }

    fn error(&self, problem: Problem) -> ConfigError {
        ConfigError { place: pointer(&self.texts, problem.place), reason: problem.reason }
    }

    /// What the TOML reader refused, in our words where they are better.
    fn refused(
        &self,
        error: &toml::de::Error,
        text: crate::source::TextId,
        content: &str,
    ) -> ConfigError {
        let span = error.span().unwrap_or(0..0);
        let end = span.end.min(content.len());
        let place = Span::new(text, byte(span.start.min(end)), byte(end));
        self.error(Problem { place, reason: said(error.message()) })
    }
}

/// The reader's complaint about a key or value, with the name that was probably meant.
fn said(message: &str) -> String {
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    let kinds = [("unknown field", "key"), ("unknown variant", "value"), ("missing field", "key")];
    let kind = kinds.iter().find(|(start, _)| message.starts_with(start));
    match (kind, quoted.as_slice()) {
        (Some(("missing field", _)), [name, ..]) => format!("the key `{name}` is missing"),
        (Some((_, what)), [name, expected @ ..]) => {
            format!("unknown {what} `{name}`; {}", instead(name, expected))
        }
        _ if message.ends_with("expected a sequence") => match message.split('"').nth(1) {
            Some(text) => format!("a list is expected, in brackets: [\"{text}\"]"),
            None => "a list is expected, in brackets".to_owned(),
        },
        _ if message.contains("untagged enum Day") => {
            "a day is expected, such as 2027-01-31".to_owned()
        }
        _ => message.lines().next().unwrap_or("this is no TOML").to_owned(),
    }
}

/// `path:line:column`.
pub(super) fn pointer(texts: &Texts, place: Span) -> String {
    let position = texts.text(place.text).position(place.start);
    format!("{}:{}:{}", texts.path(place), position.line, position.column)
}

pub(super) fn byte(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Bytes of an in-memory configuration, for tests of other modules.
impl Config {
    /// Reads a configuration from its text, as if it lay at the root.
    pub fn from_text(content: &str, known: &[&'static Meta]) -> Result<Self, ConfigError> {
        let root = Root::default();
        let mut loading = Loading {
            root: &root,
            known,
            texts: Texts::default(),
            files: Vec::new(),
            open: Vec::new(),
        };
        let decoded = decode(content.as_bytes().to_vec());
        let content = decoded.map(|it| it.text).unwrap_or_default();
        let mut config = loading.text(FILE_NAME, &content, None, Self::default())?;
        config.files = loading.files;
        Ok(config)
    }
}
