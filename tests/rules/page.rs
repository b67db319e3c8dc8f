//! The examples of a rule's page.
//!
//! Fences below `## Bad` are bad examples; those below `## Good` and `## When it is silent` are good
//! ones. Each fence is a project of its own, unless a `###` heading groups all fences up to the next
//! heading. A fence of TOML is the `ekslint.toml` of its group. A line `` `path`: `` names the file of the fence that follows. A line that has to be
//! reported ends in `# error`; where no comment can stand, the fence says `error=3,7`. A fence
//! tagged `fixed` holds what the offered fix makes of the file before it; one tagged `before` holds a
//! file as it was at the commit that changes are told from; `as-of=2026-09-01` is the day of its project.

use std::collections::BTreeSet;

use ekslint::check::{CheckOptions, CheckResult, lint_change};
use jiff::civil::Date;

/// One project of a page.
#[derive(Debug, Default)]
pub(crate) struct Example {
    /// The line of the page on which it starts.
    pub(crate) line: usize,
    /// Whether nothing may be reported in it.
    pub(crate) good: bool,
    /// Its files.
    pub(crate) files: Vec<File>,
    /// Its files as they were at the commit that changes are told from.
    pub(crate) before: Vec<(String, String)>,
    /// Its `ekslint.toml`; empty if it has none.
    pub(crate) config: String,
    /// The day that it is judged at, if the page says one.
    pub(crate) as_of: Option<Date>,
}

/// One file of a project.
#[derive(Debug)]
pub(crate) struct File {
    /// Its path in the project.
    pub(crate) path: String,
    /// Its content.
    pub(crate) text: String,
    /// The lines to be reported.
    pub(crate) errors: BTreeSet<u32>,
    /// Its content after the fix.
    pub(crate) fixed: Option<String>,
    /// What it is written for, as front matter says it.
    pub(crate) format: &'static str,
}

impl Example {
    /// What is said of its files.
    pub(crate) fn lint(&self, options: &CheckOptions) -> CheckResult {
        lint_change(&self.before, &self.sources(), options)
    }

    /// The files as the library takes them.
    pub(crate) fn sources(&self) -> Vec<(String, String)> {
        self.files.iter().map(|file| (file.path.clone(), file.text.clone())).collect()
    }
}

/// Every example of a page, or what is wrong with the page.
pub(crate) fn examples(page: &str) -> Result<Vec<Example>, String> {
    let mut reader = Reader { lines: page.lines().enumerate(), ..Reader::default() };
    while let Some((at, line)) = reader.lines.next() {
        reader.line(at + 1, line)?;
    }
    let examples = reader.examples;
    match examples.iter().find_map(misplaced) {
        Some(problem) => Err(problem),
        None => Ok(examples),
    }
}

/// An example whose marks do not fit the section it stands in.
fn misplaced(example: &Example) -> Option<String> {
    let marked = example.files.iter().any(|file| !file.errors.is_empty());
    let Example { line, good, .. } = example;
    match (good, marked) {
        (true, true) => Some(format!("line {line}: a good example has a line marked as an error")),
        (false, false) => {
            Some(format!("line {line}: a bad example has no line marked as an error"))
        }
        _ => None,
    }
}

struct Reader<'a> {
    lines: std::iter::Enumerate<std::str::Lines<'a>>,
    /// Whether fences are good or bad examples here; none where they are neither.
    good: Option<bool>,
    grouped: bool,
    named: Option<&'a str>,
    examples: Vec<Example>,
}

impl Default for Reader<'_> {
    fn default() -> Self {
        Self {
            lines: "".lines().enumerate(),
            good: None,
            grouped: false,
            named: None,
            examples: Vec::new(),
        }
    }
}

impl<'a> Reader<'a> {
    fn line(&mut self, at: usize, line: &'a str) -> Result<(), String> {
        if let Some(path) = line.strip_prefix('`').and_then(|line| line.strip_suffix("`:")) {
            self.named = Some(path);
        } else if let Some(section) = line.strip_prefix("## ") {
            self.grouped = false;
            self.good = match section {
                "Bad" => Some(false),
                "Good" | "When it is silent" => Some(true),
                _ => None,
            };
        } else if line.starts_with("### ") {
            self.grouped = true;
            self.start(at);
        } else if let Some(info) = line.strip_prefix("```") {
            let body = self.body(at)?;
            if self.good.is_some() {
                self.fence(at, info, body).map_err(|problem| format!("line {at}: {problem}"))?;
            }
        }
        Ok(())
    }

    fn start(&mut self, line: usize) {
        if let Some(good) = self.good {
            self.examples.push(Example { line, good, ..Example::default() });
        }
    }

    fn body(&mut self, at: usize) -> Result<String, String> {
        let mut body = String::new();
        for (_, line) in self.lines.by_ref() {
            if line == "```" {
                return Ok(body);
            }
            body.push_str(line);
            body.push('\n');
        }
        Err(format!("line {at}: a fence is not closed"))
    }

    fn fence(&mut self, at: usize, info: &str, body: String) -> Result<(), String> {
        let mut words = info.split_whitespace();
        let language = words.next().unwrap_or("");
        let (days, tags): (Vec<&str>, Vec<&str>) =
            words.partition(|word| word.starts_with("as-of="));
        let named = self.named.take();
        if tags.contains(&"fixed") {
            return self.fixed(named, body);
        }
        if !self.grouped {
            self.start(at);
        }
        if tags.contains(&"before") {
            let path = named.unwrap_or(described(language, &body)?.0).to_owned();
            let example = self.examples.last_mut().ok_or("a fence stands before any section")?;
            example.before.push((path, body));
            return Ok(());
        }
        if language == "toml" {
            let example = self.examples.last_mut().ok_or("a fence stands before any section")?;
            example.config = body;
            return Ok(());
        }
        let errors = marks(&tags, &body)?;
        let (path, format) = described(language, &body)?;
        let path = named.unwrap_or(path).to_owned();
        let example = self.examples.last_mut().ok_or("a fence stands before any section")?;
        for day in days {
            let day = day.trim_start_matches("as-of=");
            example.as_of = Some(day.parse().map_err(|_| format!("`{day}` is no day"))?);
        }
        if example.files.iter().any(|file| file.path == path) {
            return Err(format!("two files of one project are called `{path}`"));
        }
        example.files.push(File { path, text: body, errors, fixed: None, format });
        Ok(())
    }

    fn fixed(&mut self, named: Option<&str>, body: String) -> Result<(), String> {
        let files = self.examples.last_mut().map(|example| &mut example.files);
        let mut files = files.ok_or("a fixed form comes before what it fixes")?.iter_mut().rev();
        let file = files.find(|file| named.is_none_or(|name| file.path == name));
        file.ok_or("a fixed form names no file of its project")?.fixed = Some(body);
        Ok(())
    }
}

/// The lines that a fence marks as errors.
fn marks(tags: &[&str], body: &str) -> Result<BTreeSet<u32>, String> {
    let ends = body.lines().zip(1..).filter(|(line, _)| line.ends_with("# error"));
    let mut marks: BTreeSet<u32> = ends.map(|(_, number)| number).collect();
    for tag in tags {
        let numbers = tag.strip_prefix("error=").ok_or(format!("a fence has the tag `{tag}`"))?;
        for number in numbers.split(',') {
            marks.insert(number.parse().map_err(|_| format!("`{number}` is not a line"))?);
        }
    }
    Ok(marks)
}

/// The usual name of a file in this language, and what it is written for.
fn described(language: &str, body: &str) -> Result<(&'static str, &'static str), String> {
    match language {
        "terraform" => Ok(("main.tf", "terraform")),
        "yaml" if body.contains("apiVersion: eksctl.io/") => Ok(("cluster.yaml", "eksctl")),
        "yaml" => Ok(("manifest.yaml", "kubernetes")),
        "json" => Ok(("manifest.json", "kubernetes")),
        other => Err(format!("an example is written in `{other}`")),
    }
}
