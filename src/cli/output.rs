//! Where reports go.

use std::path::PathBuf;
use std::str::FromStr;

use super::console::Stop;

/// A format and where it goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Output {
    pub(super) format: Format,
    /// A file; standard output if there is none.
    pub(super) path: Option<PathBuf>,
}

/// A format of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// For people.
    Text,
    /// One line a finding.
    Concise,
    /// For programs.
    Json,
    /// For programs, a line for each entry.
    JsonLines,
    /// For code hosts and editors.
    Sarif,
    /// The same with what does not count.
    SarifAll,
    /// Annotations of GitHub Actions.
    Github,
    /// The Code Quality report of GitLab.
    Gitlab,
    /// Issues of Azure Pipelines.
    Azure,
    /// Tests.
    Junit,
    /// For reviewdog.
    Rdjson,
    /// For comments and summaries.
    Markdown,
}

/// Every format by its name, in the order of the help.
const FORMATS: [(&str, Format); 12] = [
    ("text", Format::Text),
    ("concise", Format::Concise),
    ("json", Format::Json),
    ("jsonl", Format::JsonLines),
    ("sarif", Format::Sarif),
    ("sarif-all", Format::SarifAll),
    ("github", Format::Github),
    ("gitlab", Format::Gitlab),
    ("azure", Format::Azure),
    ("junit", Format::Junit),
    ("rdjson", Format::Rdjson),
    ("markdown", Format::Markdown),
];

/// The names of all formats.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    FORMATS.iter().map(|(name, _)| *name)
}

impl FromStr for Output {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (name, path) = match text.split_once('=') {
            Some((format, path)) => (format, Some(path)),
            None => (text, None),
        };
        let Some((_, format)) = FORMATS.iter().find(|(it, _)| *it == name) else {
            let names: Vec<_> = names().collect();
            return Err(format!("`{name}` is no format; use {}", names.join(", ")));
        };
        match path {
            Some("") => Err("a path has to follow `=`".to_owned()),
            path => Ok(Self { format: *format, path: path.map(PathBuf::from) }),
        }
    }
}

impl Format {
    /// Whether a runner picks its lines out of a log, so that others may stand around them.
    fn is_for_logs(self) -> bool {
        matches!(self, Self::Github | Self::Azure)
    }

    /// Whether it is read by people or line by line, so that lines for a runner may follow.
    fn is_lines(self) -> bool {
        matches!(self, Self::Text | Self::Concise) || self.is_for_logs()
    }
}

/// Checks that no report would spoil another one.
///
/// # Errors
/// If two are to be printed that do not go together, or two go to one file.
pub(super) fn check(outputs: &[Output]) -> Result<(), Stop> {
    let printed: Vec<Format> =
        outputs.iter().filter(|it| it.path.is_none()).map(|it| it.format).collect();
    let others = printed.iter().filter(|it| !it.is_for_logs()).count();
    if printed.len() > 1 && (others > 1 || !printed.iter().all(|it| it.is_lines())) {
        let reason = "only one report can be printed, and `github` or `azure` behind text; give the \
                      others a path, as in `--output json=report.json`";
        return Err(Stop::Failed(reason.to_owned()));
    }
    for (index, output) in outputs.iter().enumerate() {
        let earlier = outputs.iter().take(index);
        if let Some(path) = &output.path
            && earlier.clone().any(|it| it.path.as_ref() == Some(path))
        {
            let reason = format!(
                "two reports would be written to `{}`; give each a path of its own",
                path.display()
            );
            return Err(Stop::Failed(reason));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{FORMATS, Format, Output, check};

    fn fits(outputs: &[&str]) -> bool {
        let outputs: Vec<Output> = outputs.iter().map(|it| it.parse().unwrap()).collect();
        check(&outputs).is_ok()
    }

    #[test]
    fn a_format_may_have_a_path() {
        let output = "json=out/report.json".parse::<Output>().unwrap();
        assert_eq!(output, Output { format: Format::Json, path: Some("out/report.json".into()) });
        assert_eq!("text".parse::<Output>().unwrap().path, None);
        assert!("xml".parse::<Output>().is_err() && "json=".parse::<Output>().is_err());
    }

    #[test]
    fn reports_that_would_spoil_each_other_are_refused() {
        assert!(FORMATS.iter().all(|(name, _)| fits(&[name])));
        assert!(fits(&["text", "github"]) && fits(&["azure", "concise", "github"]));
        assert!(fits(&["text", "json=a.json", "sarif=b.sarif"]));
        assert!(!fits(&["text", "json"]) && !fits(&["json", "github"]));
        assert!(!fits(&["text", "concise"]));
        assert!(!fits(&["json=a", "sarif=a"]));
    }
}
