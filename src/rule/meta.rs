//! The front matter of a rule's page, read while compiling.

use serde::Serialize;

pub use crate::finding::Severity;

/// The smallest preset that a rule belongs to.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Preset {
    /// What a busy team wants on day one.
    Recommended,
    /// What a strict team wants as well.
    Strict,
    /// Opinions.
    Advice,
}

/// What findings count as in an environment whose class is not `prod`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Elsewhere {
    /// The same: the page has no key `production`.
    Same,
    /// Info, whatever they are in production: `production: info`.
    Info,
    /// Nothing, since only production needs it: `production: true`.
    Silent,
}

/// What a rule's page says about the rule.
#[derive(Clone, Copy, Debug)]
pub struct Meta {
    /// The only identifier: kebab-case, names the bad pattern.
    pub name: &'static str,
    /// The folder of the page.
    pub category: &'static str,
    /// How bad its findings are.
    pub severity: Severity,
    /// The smallest preset that runs it.
    pub preset: Preset,
    /// The formats it covers, separated by commas.
    pub formats: &'static str,
    /// The version that brought it.
    pub since: &'static str,
    /// The whole page.
    pub page: &'static str,
}

impl Preset {
    /// The name in pages and options.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Recommended => "recommended",
            Self::Strict => "strict",
            Self::Advice => "advice",
        }
    }
}

impl Meta {
    /// Reads the front matter of a page.
    ///
    /// # Panics
    /// While compiling, if a key is missing or has a value that is not known.
    pub const fn of(page: &'static str) -> Self {
        Self {
            name: value_of(page, "name: "),
            category: value_of(page, "category: "),
            severity: severity(value_of(page, "severity: ")),
            preset: preset(value_of(page, "preset: ")),
            formats: value_of(page, "formats: "),
            since: value_of(page, "since: "),
            page,
        }
    }

    /// Where the page can be read.
    pub fn url(&self) -> String {
        let repository = env!("CARGO_PKG_REPOSITORY");
        format!("{repository}/blob/main/rules/{}/{}.md", self.category, self.name)
    }

    /// The heading of the page: what the rule finds, in one sentence.
    pub fn title(&self) -> &'static str {
        self.page.lines().find_map(|line| line.strip_prefix("# ")).unwrap_or(self.name)
    }

    /// The page without its front matter.
    pub fn body(&self) -> &'static str {
        let after = self.page.get(3..).and_then(|rest| rest.split_once("\n---"));
        after.map_or(self.page, |(_, body)| body.trim_start())
    }

    /// The formats one by one.
    pub fn formats(&self) -> impl Iterator<Item = &'static str> {
        self.formats.split(',').map(str::trim)
    }

    /// The sources that the page names in its front matter.
    pub fn references(&self) -> impl Iterator<Item = &'static str> {
        self.front().lines().filter_map(|line| line.trim().strip_prefix("- "))
    }

    /// The names that the rule had before, from the key `aliases` of its page, separated by commas:
    /// reports name them, so that a code host knows the findings again.
    pub fn aliases(&self) -> impl Iterator<Item = &'static str> {
        let written = self.front().lines().find_map(|line| line.strip_prefix("aliases: "));
        let names = written.unwrap_or_default().split(',').map(str::trim);
        names.filter(|name| !name.is_empty())
    }

    /// What the rule's findings count as in an environment that the user calls other than production.
    pub fn elsewhere(&self) -> Elsewhere {
        let written = self.front().lines().find_map(|line| line.strip_prefix("production: "));
        match written {
            Some("true") => Elsewhere::Silent,
            Some("info") => Elsewhere::Info,
            _ => Elsewhere::Same,
        }
    }

    /// Whether the rule is about what somebody could do who should not be able to, or about what gets no
    /// fixes any more: its page has `security: true`.
    pub fn concerns_security(&self) -> bool {
        self.front().lines().any(|line| line == "security: true")
    }

    /// Whether the rule compares with what was declared at the commit that changes are told from:
    /// its page has examples of that, in fences with the word `before`.
    pub fn compares_with_past(&self) -> bool {
        self.page.lines().any(|line| line.starts_with("```") && line.ends_with(" before"))
    }

    pub(super) fn front(&self) -> &'static str {
        let front = self.page.get(3..).and_then(|rest| rest.split_once("\n---"));
        front.map_or("", |(front, _)| front)
    }
}

/// The rest of the line that starts with `key`, between the first `---` and the second.
const fn value_of(page: &'static str, key: &str) -> &'static str {
    let bytes = page.as_bytes();
    let mut line = 4;
    while line + 3 < bytes.len() && !starts_with(bytes, line, "---") {
        let mut end = line;
        while end < bytes.len() && bytes[end] != b'\n' {
            end += 1;
        }
        if starts_with(bytes, line, key) {
            let stop = if bytes[end - 1] == b'\r' { end - 1 } else { end };
            return page.split_at(stop).0.split_at(line + key.len()).1;
        }
        line = end + 1;
    }
    panic!(
        "a key is missing from the front matter: name, category, severity, preset, formats, since"
    )
}

const fn starts_with(bytes: &[u8], at: usize, prefix: &str) -> bool {
    let prefix = prefix.as_bytes();
    let mut index = 0;
    while index < prefix.len() {
        if at + index >= bytes.len() || bytes[at + index] != prefix[index] {
            return false;
        }
        index += 1;
    }
    true
}

const fn severity(text: &str) -> Severity {
    match text.as_bytes() {
        b"error" => Severity::Error,
        b"warning" => Severity::Warning,
        b"info" => Severity::Info,
        _ => panic!("severity is one of: error, warning, info"),
    }
}

const fn preset(text: &str) -> Preset {
    match text.as_bytes() {
        b"recommended" => Preset::Recommended,
        b"strict" => Preset::Strict,
        b"advice" => Preset::Advice,
        _ => panic!("preset is one of: recommended, strict, advice"),
    }
}
