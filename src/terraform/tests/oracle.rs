//! What the real `terraform console` says, row by row: `testdata/oracle` tells how it was asked.

#![expect(clippy::print_stdout, reason = "with `--nocapture` people read the rates")]

mod soundness;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use serde_json::Value as Json;

use super::directory;
use crate::source::{Texts, Tree};
use crate::syntax::hcl;
use crate::terraform::body::Expression;
use crate::terraform::functions::rendered;
use crate::terraform::objects::is_error;
use crate::terraform::outcome::Outcome;
use crate::terraform::scope::Scope;
use crate::terraform::{Directory, Evaluation, Inputs, Source};
use crate::value::Value;

const FUNCTIONS: &str = include_str!("../../../testdata/oracle/functions.jsonl");
const EXPRESSIONS: &str = include_str!("../../../testdata/oracle/expressions.jsonl");
const HEREDOCS: &str = include_str!("../../../testdata/oracle/heredocs.jsonl");
const CONSTRAINTS: &str = include_str!("../../../testdata/oracle/constraints.jsonl");
const DIFFERENCES: &str = include_str!("../../../testdata/oracle/differences.jsonl");

/// The functions of more than nineteen in twenty calls in public code: no row may differ.
const COMMON: [&str; 38] = [
    "try",
    "can",
    "lookup",
    "length",
    "format",
    "merge",
    "join",
    "jsonencode",
    "concat",
    "coalesce",
    "base64decode",
    "file",
    "cidrsubnet",
    "contains",
    "one",
    "templatefile",
    "toset",
    "compact",
    "element",
    "yamlencode",
    "replace",
    "basename",
    "slice",
    "index",
    "split",
    "flatten",
    "keys",
    "tolist",
    "startswith",
    "distinct",
    "coalescelist",
    "values",
    "indent",
    "jsondecode",
    "formatlist",
    "yamldecode",
    "lower",
    "list",
];

/// A header, and rows of JSON.
fn rows(file: &str) -> (Json, Vec<Vec<Json>>) {
    let mut lines = file.lines();
    let header = serde_json::from_str(lines.next().expect("a header")).expect("it is JSON");
    let row = |line| serde_json::from_str(line).expect("a row is a list");
    (header, lines.map(row).collect())
}

fn declarations(header: &Json) -> &str {
    header["declarations"].as_str().unwrap_or("")
}

/// Declarations that expressions stand below.
struct Below {
    texts: Texts,
    directory: Directory,
    tree: Arc<Tree>,
}

impl Below {
    fn new(declarations: &str) -> Self {
        let texts = Texts::default();
        let directory = directory(&texts, &[("main.tf", declarations)]);
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/oracle");
        let tree = Arc::new(Tree::on_disk(&folder, std::slice::from_ref(&folder)));
        Self { texts, directory, tree }
    }

    /// The value of an expression, and whether Terraform evaluates it at all.
    fn value(&self, expression: &str) -> (Value, Outcome) {
        let inputs = Inputs { tree: Arc::clone(&self.tree), ..Inputs::default() };
        let evaluation = Evaluation::new(&self.directory, &inputs);
        let (file, id) = hcl::parse_expression(expression).expect("the expression is well-formed");
        let text = self.texts.add_file("expression", expression);
        let source = Source { path: "expression".into(), text, file: Arc::new(file) };
        let expression = Expression { source: &source, id };
        evaluation.attempt(|| evaluation.evaluate(expression, Scope::default()))
    }

    /// What is said of a row, where Terraform says something else.
    fn different(&self, row: &[Json]) -> Option<(String, String)> {
        let (expression, expected) = (row[row.len() - 2].as_str()?, row[row.len() - 1].as_str());
        let said = verdict(&self.value(&format!("jsonencode({expression})")));
        let expected = expected.unwrap_or("error");
        (said != expected).then(|| (expression.to_owned(), format!("{said} and not {expected}")))
    }
}

/// What a value is that `jsonencode` made: its text, `error`, or `unknown`.
fn verdict((value, outcome): &(Value, Outcome)) -> String {
    if *outcome == Outcome::Failed {
        return "error".to_owned();
    }
    rendered(value).unwrap_or_else(|| "unknown".to_owned())
}

/// The rows of a file that are listed as different, with the reason.
fn listed(file: &str) -> BTreeMap<String, String> {
    let row = |row: Vec<Json>| match row.as_slice() {
        [name, expression, reason] if name == file => {
            Some((expression.as_str()?.to_owned(), reason.as_str()?.to_owned()))
        }
        _ => None,
    };
    rows(DIFFERENCES).1.into_iter().filter_map(row).collect()
}

/// Every difference has to be listed, and what is listed has to differ.
fn assert_listed(file: &str, different: &BTreeMap<String, String>) {
    let listed = listed(file);
    let new: Vec<_> = different.iter().filter(|(row, _)| !listed.contains_key(*row)).collect();
    let lines: Vec<String> = new.iter().map(|(row, said)| format!("{row}\n    {said}")).collect();
    assert!(lines.is_empty(), "{} rows of {file} differ:\n{}", lines.len(), lines.join("\n"));
    let stale: Vec<_> = listed.keys().filter(|row| !different.contains_key(*row)).collect();
    assert!(stale.is_empty(), "listed for {file}, and no different: {stale:?}");
    assert!(listed.values().all(|reason| reason.len() > 10), "a reason is missing");
}

#[test]
fn functions_are_what_terraform_says() {
    let (header, rows) = rows(FUNCTIONS);
    assert!(rows.len() >= 4000, "only {} rows", rows.len());
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut differences = BTreeMap::new();
    let below = Below::new(declarations(&header));
    for row in &rows {
        let different = below.different(row);
        let count = counts.entry(row[0].as_str().expect("a function")).or_default();
        count.0 += 1;
        count.1 += usize::from(different.is_some());
        differences.extend(different);
    }
    assert_listed("functions", &differences);
    println!("functions: {} of {} rows are equal", rows.len() - differences.len(), rows.len());
    for (name, (all, wrong)) in counts.iter().filter(|(_, (_, wrong))| *wrong > 0) {
        println!("    {name}: {} of {all}", all - wrong);
    }
    println!("    all other of the {} functions: every row", counts.len());
    for (name, (all, wrong)) in &counts {
        assert!(wrong * 20 <= *all, "{wrong} of {all} rows of {name} differ");
        assert!(*wrong == 0 || !COMMON.contains(name), "{wrong} rows of {name} differ");
    }
    assert!(COMMON.iter().all(|name| counts.contains_key(name)));
    assert!(differences.len() * 200 <= rows.len(), "{} of {}", differences.len(), rows.len());
}

#[test]
fn expressions_are_what_terraform_says() {
    let (header, rows) = rows(EXPRESSIONS);
    assert!(rows.len() >= 5000, "only {} rows", rows.len());
    let below = Below::new(declarations(&header));
    let differences: BTreeMap<_, _> = rows.iter().filter_map(|row| below.different(row)).collect();
    let equal = rows.len() - differences.len();
    println!("expressions: {equal} of {} rows are equal", rows.len());
    assert_listed("expressions", &differences);
    assert!(differences.len() * 200 <= rows.len(), "{} of {}", differences.len(), rows.len());
}

#[test]
fn heredocs_are_what_terraform_says() {
    let (header, rows) = rows(HEREDOCS);
    assert!(rows.len() >= 500, "only {} rows", rows.len());
    let mut differences = BTreeMap::new();
    for row in &rows {
        let (heredoc, expected) = (row[0].as_str().unwrap(), row[1].as_str().unwrap());
        let main =
            format!("locals {{\n{}}}\nlocals {{\nout = {heredoc}}}\n", declarations(&header));
        let texts = Texts::default();
        let directory = directory(&texts, &[("main.tf", &main)]);
        let inputs = Inputs::default();
        let said = Evaluation::new(&directory, &inputs).local("out").expect("it is declared");
        if said.as_str() != Some(expected) {
            differences.insert(heredoc.to_owned(), format!("{said:?} and not {expected:?}"));
        }
    }
    println!("heredocs: {} of {} rows are equal", rows.len() - differences.len(), rows.len());
    assert_listed("heredocs", &differences);
}

#[test]
fn type_constraints_are_what_terraform_says() {
    let (_, rows) = rows(CONSTRAINTS);
    assert!(rows.len() >= 600, "only {} rows", rows.len());
    let mut differences = BTreeMap::new();
    for row in &rows {
        let (kind, default) = (row[0].as_str().unwrap(), row[1].as_str().unwrap());
        let variable = format!("variable \"v\" {{\n  type = {kind}\n  default = {default}\n}}\n");
        let (value, _) = Below::new(&variable).value("jsonencode(var.v)");
        let outcome = if is_error(&value) { Outcome::Failed } else { Outcome::Fine };
        let said = verdict(&(value, outcome));
        let expected = row[2].as_str().unwrap_or("error");
        if said != expected {
            differences.insert(format!("{kind} = {default}"), format!("{said} and not {expected}"));
        }
    }
    println!("constraints: {} of {} rows are equal", rows.len() - differences.len(), rows.len());
    assert_listed("constraints", &differences);
}

#[test]
fn every_listed_file_is_known() {
    let (_, rows) = rows(DIFFERENCES);
    let files: BTreeSet<&str> = rows.iter().filter_map(|row| row[0].as_str()).collect();
    assert!(
        files.is_subset(&["functions", "expressions", "heredocs", "constraints"].into()),
        "{files:?}"
    );
}
