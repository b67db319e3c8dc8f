use super::{render, schema};
use crate::finding::Finding;
use crate::report::fixture::{Run, SUBJECT_UNKNOWN, assert_snapshot};
use crate::source::Span;

fn parsed(run: &Run) -> serde_json::Value {
    serde_json::from_str(&render(&run.report())).unwrap()
}

#[test]
fn a_report_holds_everything() {
    assert_snapshot("irsa.json", &render(&Run::irsa().report()));
}

#[test]
fn reports_match_their_schema() {
    let schema: serde_json::Value = serde_json::from_str(&schema()).unwrap();
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    for run in [Run::irsa(), Run::big(), Run::default()] {
        let errors: Vec<_> =
            validator.iter_errors(&parsed(&run)).map(|it| it.to_string()).collect();
        assert!(errors.is_empty(), "{errors:?}");
    }
    let mut broken = parsed(&Run::irsa());
    broken["diagnostics"][0]["severity"] = "fatal".into();
    assert!(!validator.is_valid(&broken));
}

#[test]
fn columns_count_code_points_and_offsets_bytes() {
    let mut run = Run::default();
    let file = run.file("a.yaml", "\u{feff}é: \"日本\"\r\n");
    let finding = Finding::new("x").at_place(run.find(file, "\"日本\""), "");
    run.add(&SUBJECT_UNKNOWN, finding);
    run.add(&SUBJECT_UNKNOWN, Finding::new("x").at_place(Span::NOWHERE, ""));
    let report = parsed(&run);
    let range = &report["diagnostics"][0]["primary"]["range"];
    assert_eq!(range["start"], serde_json::json!({"line": 1, "column": 4, "offset": 7}));
    assert_eq!(range["end"], serde_json::json!({"line": 1, "column": 8, "offset": 15}));
    assert_eq!(report["diagnostics"][1]["primary"], serde_json::Value::Null);
    let fingerprints = [0, 1].map(|index| &report["diagnostics"][index]["fingerprint"]);
    assert_ne!(fingerprints[0], fingerprints[1]);
}

#[test]
fn strings_are_exact_and_safe_to_show() {
    let mut run = Run::default();
    let evil = "\u{1b}[31m\u{202e}##[error]\u{e0041}\u{7f}\n::error::";
    let file = run.file("a.yaml", "a: 1\n");
    run.add(&SUBJECT_UNKNOWN, Finding::new(evil).at_place(run.find(file, "1"), ""));
    let text = render(&run.report());
    assert!(!text.contains(['\u{1b}', '\u{202e}', '\u{e0041}', '\u{7f}']) && !text.contains("##["));
    assert_eq!(parsed(&run)["diagnostics"][0]["message"], evil);
}

#[test]
fn every_line_matches_its_schema_and_the_report() {
    let schema: serde_json::Value = serde_json::from_str(&super::lines_schema()).unwrap();
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    for run in [Run::irsa(), Run::big(), Run::default()] {
        let (text, whole) = (super::render_lines(&run.report()), parsed(&run));
        let lines: Vec<serde_json::Value> =
            text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        for line in &lines {
            let errors: Vec<_> = validator.iter_errors(line).map(|it| it.to_string()).collect();
            assert!(errors.is_empty(), "{errors:?}");
        }
        assert_eq!(lines[0]["type"], "header");
        let count = |kind: &str| lines.iter().filter(|line| line["type"] == kind).count();
        let entries = |name: &str| whole[name].as_array().unwrap().len();
        assert_eq!(count("diagnostic"), entries("diagnostics") + entries("suppressed"));
        assert_eq!(count("undecided"), entries("undecided"));
        let mut last = lines.last().unwrap().clone();
        last.as_object_mut().unwrap().remove("type");
        assert_eq!(last, whole["summary"]);
    }
}
