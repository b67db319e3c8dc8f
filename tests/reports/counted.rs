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
        let mut parts = line.split(':');
        let (path, number) = (parts.next().unwrap(), parts.next().unwrap());
        format!("{} {path}:{number}", between(line, "[", "]"))
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
        format!("{} {}", rule.split(']').next().unwrap(), between(row, "| `", "` |"))
    }))
}

#[test]
fn all_formats_have_the_same_findings() {
    let all = written("counted", &[]);
    let (report, log) = (json(&all["json"]), json(&all["sarif"]));
    let expected =
        of_json(&report["diagnostics"], "/rule/name", "/primary/path", "/primary/range/start/line");
    assert!(expected.len() > 10, "{expected:?}");
    let physical = "/locations/0/physicalLocation";
    let sarif = of_json(
        &log["runs"][0]["results"],
        "/ruleId",
        &format!("{physical}/artifactLocation/uri"),
        &format!("{physical}/region/startLine"),
    );
    let lines: Vec<Value> = all["jsonl"].lines().map(json).collect();
    let lines = lines
        .into_iter()
        .filter(|line| line["type"] == "diagnostic" && line["suppression"].is_null())
        .collect();
    let others: BTreeMap<&str, Found> = [
        ("sarif", sarif),
        ("jsonl", of_json(&lines, "/rule/name", "/primary/path", "/primary/range/start/line")),
        (
            "gitlab",
            of_json(
                &json(&all["gitlab"]),
                "/check_name",
                "/location/path",
                "/location/lines/begin",
            ),
        ),
        (
            "rdjson",
            of_json(
                &json(&all["rdjson"])["diagnostics"],
                "/code/value",
                "/location/path",
                "/location/range/start/line",
            ),
        ),
        ("concise", of_concise(&all["concise"])),
        ("azure", of_azure(&all["azure"])),
        ("markdown", of_markdown(&all["markdown"])),
    ]
    .into();
    for (format, found) in others {
        assert_eq!(found, expected, "{format}");
    }
    let failed =
        all["junit"].matches("<failure ").count() + all["junit"].matches("<skipped ").count();
    assert_eq!(failed, expected.len());
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
