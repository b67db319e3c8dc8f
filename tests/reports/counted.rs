//! Every format has every finding.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Repository, json, written};

/// Findings as rule and place, such as `ebs-rwx demo/a.yaml:3`, sorted.
type Found = Vec<String>;

fn sorted(found: impl Iterator<Item = String>) -> Found {
    let mut found: Found = found.collect();
    found.sort();
    found
}

fn text(value: &Value) -> &str {
    value.as_str().expect("it is a string")
}

/// The findings of one of the formats that are JSON.
fn of_json(items: &Value, rule: &str, path: &str, line: &str) -> Found {
    let at = |item: &Value, pointer: &str| item.pointer(pointer).cloned().unwrap_or_default();
    let items = items.as_array().expect("it is a list").iter();
    sorted(items.map(|item| {
        format!("{} {}:{}", text(&at(item, rule)), text(&at(item, path)), at(item, line))
    }))
}

/// What stands between two marks on a line.
fn between<'a>(line: &'a str, before: &str, after: &str) -> &'a str {
    let rest = line.split_once(before).map(|(_, rest)| rest);
    rest.and_then(|rest| rest.split_once(after)).expect("the marks are there").0
}

fn of_concise(text: &str) -> Found {
    sorted(text.lines().map(|line| {
        let place = line.split(':').take(2).collect::<Vec<_>>().join(":");
        format!("{} {place}", between(line, "[", "]"))
    }))
}

fn of_azure(text: &str) -> Found {
    sorted(text.lines().map(|line| {
        let of = |key: &str| between(line, &format!(";{key}="), ";").to_owned();
        format!("{} {}:{}", of("code"), of("sourcepath"), of("linenumber"))
    }))
}

fn of_markdown(text: &str) -> Found {
    let severities = ["| error", "| warning", "| info"];
    let rows = text.lines().filter(|line| severities.iter().any(|it| line.starts_with(it)));
    sorted(rows.map(|row| {
        let (_, rule) = row.rsplit_once("| [").expect("there is a link to the rule");
        let (rule, _) = rule.split_once(']').expect("the link has a name");
        format!("{rule} {}", between(row, "| `", "` |"))
    }))
}

/// The findings of every format but the annotations of GitHub, which leaves some out.
fn by_format(all: &BTreeMap<&'static str, String>) -> Vec<(&'static str, Found)> {
    let [report, log, gitlab, rdjson] =
        ["json", "sarif", "gitlab", "rdjson"].map(|format| json(&all[format]));
    let counts = |it: &Value| it["type"] == "diagnostic" && it["suppression"].is_null();
    let lines = Value::Array(all["jsonl"].lines().map(json).filter(counts).collect());
    let own = ["/rule/name", "/primary/path", "/primary/range/start/line"];
    let uri = "/locations/0/physicalLocation/artifactLocation/uri";
    let line = "/locations/0/physicalLocation/region/startLine";
    let read = |items: &Value, [rule, path, line]: [&str; 3]| of_json(items, rule, path, line);
    vec![
        ("json", read(&report["diagnostics"], own)),
        ("jsonl", read(&lines, own)),
        ("sarif", read(&log["runs"][0]["results"], ["/ruleId", uri, line])),
        ("gitlab", read(&gitlab, ["/check_name", "/location/path", "/location/lines/begin"])),
        (
            "rdjson",
            read(
                &rdjson["diagnostics"],
                ["/code/value", "/location/path", "/location/range/start/line"],
            ),
        ),
        ("concise", of_concise(&all["concise"])),
        ("azure", of_azure(&all["azure"])),
        ("markdown", of_markdown(&all["markdown"])),
    ]
}

#[test]
fn all_formats_have_the_same_findings() {
    let all = written("counted", &[]);
    let found = by_format(&all);
    let (_, expected) = &found[0];
    assert!(expected.len() > 10, "{expected:?}");
    for (format, found) in &found {
        assert_eq!(found, expected, "{format}");
    }
    let of = |tag: &str| all["junit"].matches(tag).count();
    assert_eq!(of("<failure ") + of("<skipped "), expected.len());
}

#[test]
fn annotations_are_the_worst_and_the_rest_is_counted() {
    let all = written("annotated", &[]);
    let total = json(&all["json"])["diagnostics"].as_array().unwrap().len();
    let (notices, shown): (Vec<_>, Vec<_>) =
        all["github"].lines().partition(|line| line.starts_with("::notice title=ekslint::"));
    let counted: usize = notices
        .iter()
        .flat_map(|line| {
            let told = between(line, "::notice title=ekslint::", " more");
            told.split(", ").map(|part| part.split(' ').next().unwrap().parse::<usize>().unwrap())
        })
        .sum();
    assert_eq!(shown.len() + counted, total);
}

#[test]
fn what_does_not_count_is_in_sarif_all_alone() {
    let repository = Repository::new("hidden");
    repository.copy("testdata/demo", "demo");
    let (_, out, err) = repository.check_all(&["demo", "--update-baseline", "--quiet"]);
    assert_eq!(out, "", "{err}");
    let log = |format: &str| {
        let (code, out, _) = repository.check_all(&["demo", "--output", format]);
        assert_eq!(code, 0);
        json(&out)["runs"][0]["results"].as_array().unwrap().clone()
    };
    assert!(log("sarif").is_empty());
    let all = log("sarif-all");
    assert!(all.len() > 10);
    assert!(all.iter().all(|it| it["baselineState"] == "unchanged"));
    assert!(all.iter().all(|it| it["suppressions"][0]["kind"] == "external"));
}
