//! Reports have the shapes that their readers ask for.
//!
//! `testdata/schemas` holds those shapes in our own words, narrower than the official schemas: they
//! know no key that ekslint does not write. The official ones are compared with by
//! `packaging/formats.sh`.

use std::collections::BTreeSet;

use jsonschema::Validator;
use serde_json::Value;

use super::{json, read, written};

fn validator(schema: &str) -> Validator {
    let options = jsonschema::options();
    options.build(&json(schema)).expect("the schema is one")
}

fn problems(validator: &Validator, value: &Value) -> Vec<String> {
    validator.iter_errors(value).map(|it| format!("{}: {it}", it.instance_path)).collect()
}

#[test]
fn reports_have_their_shapes() {
    let all = written("shapes", &[]);
    for (format, schema) in
        [("sarif", "sarif"), ("sarif-all", "sarif"), ("gitlab", "gitlab"), ("rdjson", "rdjson")]
    {
        let validator = validator(&read::read(format!("testdata/schemas/{schema}.json")));
        assert_eq!(problems(&validator, &json(&all[format])), [""; 0], "{format}");
    }
}

#[test]
fn the_shapes_are_narrow() {
    let all = written("narrow", &[]);
    let sarif = validator(&read::read("testdata/schemas/sarif.json"));
    for pointer in ["/version", "/runs/0/results/0/level", "/runs/0/tool/driver/rules/0/helpUri"] {
        let mut log = json(&all["sarif"]);
        *log.pointer_mut(pointer).expect("it is there") = Value::from(1);
        assert!(!sarif.is_valid(&log), "{pointer}");
    }
    let mut log = json(&all["sarif"]);
    log["runs"][0]["results"][0]["colour"] = "red".into();
    assert!(!sarif.is_valid(&log));
}

#[test]
fn places_in_sarif_are_places_in_files() {
    let log = json(&written("places", &[])["sarif"]);
    let rules = log["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    let ids: Vec<_> = rules.iter().map(|it| it["id"].as_str().unwrap()).collect();
    assert!(ids.is_sorted() && ids.len() > 40, "{ids:?}");
    for result in log["runs"][0]["results"].as_array().unwrap() {
        let place = &result["locations"][0]["physicalLocation"];
        let text =
            read::read(format!("testdata/{}", place["artifactLocation"]["uri"].as_str().unwrap()));
        let number = |key: &str| usize::try_from(place["region"][key].as_u64().unwrap()).unwrap();
        let line = text.lines().nth(number("endLine") - 1).expect("the line is there");
        assert!(number("endColumn") <= line.chars().count() + 1, "{place}");
        assert!(number("startLine") <= number("endLine"));
        assert!(result["partialFingerprints"]["primaryLocationLineHash"].is_string(), "{result}");
    }
}

/// The elements of a `JUnit` report and the attributes that they may have.
const ELEMENTS: [(&str, &[&str]); 5] = [
    ("testsuites", &["name", "tests", "failures", "errors"]),
    ("testsuite", &["name", "file", "tests", "failures", "errors", "skipped"]),
    ("testcase", &["classname", "name"]),
    ("failure", &["type", "message"]),
    ("skipped", &["message"]),
];

#[test]
fn junit_is_well_formed_and_counts_right() {
    let report = written("junit", &[])["junit"].clone();
    let body = report.strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n").unwrap();
    let mut open: Vec<&str> = Vec::new();
    for tag in body.split('<').skip(1) {
        let (tag, _) = tag.split_once('>').expect("a tag ends");
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name));
            continue;
        }
        let (tag, single) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
        let name = tag.split(' ').next().unwrap();
        let allowed = ELEMENTS.iter().find(|(it, _)| *it == name).expect("it is known").1;
        // Values hold no quotes, so that every second part is one.
        let keys =
            tag[name.len()..].split('"').step_by(2).map(|it| it.trim().trim_end_matches('='));
        let keys: Vec<_> = keys.filter(|it| !it.is_empty()).collect();
        assert!(keys.iter().all(|key| allowed.contains(key)), "{tag}");
        assert_eq!(keys.iter().collect::<BTreeSet<_>>().len(), keys.len(), "{tag}");
        if !single {
            open.push(name);
        }
    }
    assert!(open.is_empty());
    let total = format!("tests=\"{}\"", report.matches("<testcase ").count());
    assert!(body.lines().next().unwrap().contains(&total), "{total}");
}

/// The folder of official schemas.
#[expect(clippy::disallowed_methods, reason = "the switch of the tests is no input of the program")]
fn official(name: &str) -> Validator {
    let folder = std::env::var("EKSLINT_SCHEMAS").expect("EKSLINT_SCHEMAS names a folder");
    validator(&read::read(format!("{folder}/{name}")))
}

#[test]
#[ignore = "needs the official schemas in the folder that EKSLINT_SCHEMAS names"]
fn reports_match_the_official_schemas() {
    let all = written("official", &[]);
    for (format, schema) in [
        ("sarif", "sarif-schema-2.1.0.json"),
        ("sarif-all", "sarif-schema-2.1.0.json"),
        ("rdjson", "DiagnosticResult.json"),
    ] {
        assert_eq!(problems(&official(schema), &json(&all[format])), [""; 0], "{format}");
    }
    let issue = official("codeclimate.json");
    for it in json(&all["gitlab"]).as_array().unwrap() {
        assert_eq!(problems(&issue, it), [""; 0]);
    }
}
