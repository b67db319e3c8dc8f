//! Where reports go.

use std::path::PathBuf;
use std::str::FromStr;

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
}

impl FromStr for Output {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (format, path) = match text.split_once('=') {
            Some((format, path)) => (format, Some(path)),
            None => (text, None),
        };
        let format = match format {
            "text" => Format::Text,
            "concise" => Format::Concise,
            "json" => Format::Json,
            _ => return Err(format!("`{format}` is no format; use text, concise or json")),
        };
        match path {
            Some("") => Err("a path has to follow `=`".to_owned()),
            path => Ok(Self { format, path: path.map(PathBuf::from) }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Format, Output};

    #[test]
    fn a_format_may_have_a_path() {
        let output = "json=out/report.json".parse::<Output>().unwrap();
        assert_eq!(output, Output { format: Format::Json, path: Some("out/report.json".into()) });
        assert_eq!("text".parse::<Output>().unwrap().path, None);
        assert!("xml".parse::<Output>().is_err() && "json=".parse::<Output>().is_err());
    }
}
