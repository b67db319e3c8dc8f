//! Blocks of configuration: ekslint's own, pipelines and hooks.

use ekslint::config::Config;
use ekslint::rules::RULES;
use serde::Deserialize as _;
use serde_yaml::Value;

use super::flags;
use super::page::{Block, Page};
use super::read;

/// Every block of a page can be read by what it is for.
pub(crate) fn check(page: &Page) {
    let known: Vec<_> = RULES.iter().map(|rule| &rule.meta).collect();
    for block in page.blocks() {
        let Block { language, text, .. } = &block;
        match language.as_str() {
            // A file that extends another one is read where a command of the page runs.
            "toml" if text.contains("extends = ") => assert!(block.file.is_some(), "{text}"),
            "toml" => {
                let read = Config::from_text(text, &known);
                assert!(read.is_ok(), "{}: {:?}", page.path, read.err());
            }
            "yaml" => documents(text, &page.path).iter().for_each(|it| value(it, &page.path)),
            "json" => _ = serde_json::from_str::<serde_json::Value>(text).expect("it is JSON"),
            "console" | "sh" | "bash" | "text" | "vim" => {}
            "groovy" => {
                let text = text.replace("\\\n", " ");
                text.lines().for_each(|line| flags::accepts(line, &page.path));
            }
            other => panic!("{}: nothing looks at `{other}`", page.path),
        }
    }
}

fn documents(text: &str, place: &str) -> Vec<Value> {
    let documents = serde_yaml::Deserializer::from_str(text).map(Value::deserialize);
    documents.collect::<Result<_, _>>().unwrap_or_else(|error| panic!("{place}: {error}\n{text}"))
}

/// What is said of ekslint anywhere in a value.
fn value(it: &Value, place: &str) {
    match it {
        Value::Mapping(map) => {
            uses(it, place);
            hooks(it, place);
            map.values().for_each(|it| value(it, place));
        }
        Value::Sequence(list) => list.iter().for_each(|it| value(it, place)),
        Value::String(text) => {
            let text = text.replace("\\\n", " ");
            text.lines().for_each(|line| flags::accepts(line, place));
        }
        _ => {}
    }
}

/// A step with the action has inputs that the action has, and names this version.
fn uses(step: &Value, place: &str) {
    let Some(action) = step["uses"].as_str().filter(|it| it.starts_with("ekslint/")) else {
        return;
    };
    assert_eq!(action, concat!("ekslint/ekslint@v", env!("CARGO_PKG_VERSION")), "{place}");
    let known: Value = serde_yaml::from_str(&read::read("action.yml")).expect("it is YAML");
    for name in step["with"].as_mapping().into_iter().flat_map(|with| with.keys()) {
        let name = name.as_str().expect("a name");
        assert!(known["inputs"][name].is_mapping(), "{place}: the action has no input `{name}`");
    }
}

/// A repository of pre-commit's names this version and hooks that exist, with options that exist.
fn hooks(repository: &Value, place: &str) {
    let address = repository["repo"].as_str();
    if address != Some("https://github.com/ekslint/ekslint") {
        return;
    }
    let version = concat!("v", env!("CARGO_PKG_VERSION"));
    assert_eq!(repository["rev"].as_str(), Some(version), "{place}");
    let known: Value = serde_yaml::from_str(&read::read(".pre-commit-hooks.yaml")).expect("YAML");
    for hook in repository["hooks"].as_sequence().expect("it has hooks") {
        let all = known.as_sequence().expect("a list");
        let own = all.iter().find(|it| it["id"] == hook["id"]);
        let entry = own.unwrap_or_else(|| panic!("{place}: no hook is {:?}", hook["id"]));
        let arguments = hook["args"].as_sequence().into_iter().flatten().filter_map(Value::as_str);
        let arguments: Vec<_> =
            arguments.filter(|it| *it != "--").map(|it| format!("'{it}'")).collect();
        let line = format!("{} {}", entry["entry"].as_str().expect("a line"), arguments.join(" "));
        flags::accepts(&line, place);
    }
}
