//! The formats of `ekslint check` say the same, in the shapes that their readers ask for, and in the
//! same bytes wherever and however often they are written.

#[path = "support/about.rs"]
mod about;
#[path = "reports/counted.rs"]
mod counted;
#[path = "support/read.rs"]
mod read;
#[path = "support/repository.rs"]
mod repository;
#[path = "reports/same.rs"]
mod same;
#[path = "reports/shapes.rs"]
mod shapes;

use std::collections::BTreeMap;

use repository::Repository;
use serde_json::Value;

/// Every format.
const FORMATS: [&str; 12] = [
    "text",
    "concise",
    "json",
    "jsonl",
    "sarif",
    "sarif-all",
    "github",
    "gitlab",
    "azure",
    "junit",
    "rdjson",
    "markdown",
];

/// The demo in a repository of this name, as every format tells it: one run, a file for each.
fn written(name: &str, arguments: &[&str]) -> BTreeMap<&'static str, String> {
    let repository = Repository::new(name);
    repository.copy("testdata/demo", "demo");
    written_of(&repository, arguments)
}

fn written_of(repository: &Repository, arguments: &[&str]) -> BTreeMap<&'static str, String> {
    let outputs: Vec<String> =
        FORMATS.iter().map(|format| format!("--output={format}=.git/out.{format}")).collect();
    let outputs: Vec<&str> = outputs.iter().map(String::as_str).collect();
    let (code, out, err) = repository.check_all(&[&["demo"], arguments, &outputs[..]].concat());
    assert_eq!((code, out.as_str()), (1, ""), "{err}");
    FORMATS.iter().map(|it| (*it, repository.read(&format!(".git/out.{it}")))).collect()
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("it is JSON")
}
