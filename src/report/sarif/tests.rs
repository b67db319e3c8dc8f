use serde_json::{Value, json};

use super::{render, render_all};
use crate::engine::{Suppressed, Suppression, SuppressionKind};
use crate::finding::{Finding, FixClass};
use crate::report::fixture::{ENDPOINT_OPEN, Run, SUBJECT_UNKNOWN, assert_snapshot};

fn parsed(text: &str) -> Value {
    serde_json::from_str::<Value>(text).unwrap()["runs"][0].clone()
}

#[test]
fn a_log_holds_everything() {
    assert_snapshot("irsa.sarif", &render(&Run::irsa().report()));
}

#[test]
fn results_point_at_their_rules() {
    let run = parsed(&render(&Run::big().report()));
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 48);
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(run["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
    }
}

#[test]
fn columns_count_code_points_and_paths_are_encoded() {
    let mut run = Run::default();
    let file = run.file("a b/é#.yaml", "\u{feff}é🦀: \"日本\"\r\n");
    run.add(&SUBJECT_UNKNOWN, Finding::new("x").at_place(run.find(file, "\"日本\"\r\n"), ""));
    let log = parsed(&render(&run.report()));
    assert_eq!(log["columnKind"], "unicodeCodePoints");
    let place = &log["results"][0]["locations"][0]["physicalLocation"];
    let expected = json!({"uri": "a%20b/%C3%A9%23.yaml", "uriBaseId": "SRCROOT"});
    assert_eq!(place["artifactLocation"], expected);
    let expected = json!({"startLine": 1, "startColumn": 5, "endLine": 1, "endColumn": 9});
    assert_eq!(place["region"], expected);
}

#[test]
fn what_does_not_count_is_told_only_where_that_is_asked_for() {
    let mut run = Run::irsa();
    let file = run.file("a.tf", "a = 1\n");
    run.add(&ENDPOINT_OPEN, Finding::new("x").at_place(run.find(file, "1"), ""));
    let reported = run.outcome.findings.pop().unwrap();
    let kind = SuppressionKind::Inline;
    let by = Suppression { kind, reason: "only for\u{202e} us".into(), until: None, place: None };
    run.outcome.suppressed.push(Suppressed { reported: reported.clone(), by: by.clone() });
    let by = Suppression { kind: SuppressionKind::Baseline, reason: String::new(), ..by };
    run.outcome.suppressed.push(Suppressed { reported, by });
    run.summary.baseline = Some(crate::baseline::Standing::default());
    let plain = parsed(&render(&run.report()));
    assert_eq!(plain["results"].as_array().unwrap().len(), 1);
    assert_eq!(plain["results"][0]["baselineState"], Value::Null);
    let all = parsed(&render_all(&run.report()));
    let states: Vec<_> =
        all["results"].as_array().unwrap().iter().map(|it| &it["baselineState"]).collect();
    assert_eq!(states, ["new", "new", "unchanged"]);
    let expected = json!([
        {"kind": "inSource", "status": "accepted", "justification": "only for<U+202E> us"}
    ]);
    assert_eq!(all["results"][1]["suppressions"], expected);
    let expected = json!([{"kind": "external", "status": "accepted"}]);
    assert_eq!(all["results"][2]["suppressions"], expected);
}

#[test]
fn only_fixes_that_anyone_may_apply_are_offered() {
    let mut run = Run::irsa();
    assert_eq!(parsed(&render(&run.report()))["results"][0]["fixes"], Value::Null);
    run.outcome.findings[0].finding.fixes[0].class = FixClass::Safe;
    let log = parsed(&render(&run.report()));
    let fix = &log["results"][0]["fixes"][0];
    assert_eq!(fix["description"]["text"], "Trust the service account that is declared.");
    let change = &fix["artifactChanges"][0];
    assert_eq!(change["artifactLocation"]["uri"], "irsa.tf");
    let text = &change["replacements"][0]["insertedContent"]["text"];
    assert!(text.as_str().unwrap().contains("order-service"), "{text}");
}

#[test]
fn the_exit_code_is_told_and_what_was_not_checked() {
    let mut run = Run::irsa();
    run.summary.exit_code = Some(2);
    let log = parsed(&render(&run.report()));
    let invocation = &log["invocations"][0];
    assert_eq!(
        (&invocation["executionSuccessful"], &invocation["exitCode"]),
        (&json!(false), &json!(2))
    );
    let told = &invocation["toolExecutionNotifications"][0];
    let expected = "12 module calls not checked: run `terraform init` first.";
    assert_eq!((&told["level"], &told["message"]["text"]), (&json!("note"), &json!(expected)));
}

#[test]
fn of_too_many_the_worst_are_kept() {
    let mut run = Run::big();
    let few = run.outcome.findings.clone();
    for _ in 0..520 {
        run.outcome.findings.extend(few.iter().cloned());
    }
    let total = run.outcome.findings.len();
    assert!(total > 25_000);
    let log = parsed(&render(&run.report()));
    let results = log["results"].as_array().unwrap();
    assert_eq!(results.len(), 25_000);
    let errors = results.iter().filter(|it| it["level"] == "error").count();
    assert_eq!(errors, total / 3);
    let told = log["invocations"][0]["toolExecutionNotifications"].as_array().unwrap();
    let text = told.last().unwrap()["message"]["text"].as_str().unwrap();
    assert!(text.starts_with("8 findings less bad than the others left out"), "{text}");
}
