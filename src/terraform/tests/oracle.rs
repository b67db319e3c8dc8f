//! What Terraform itself says of closed expressions.

use std::sync::Arc;

use super::directory;
use crate::source::Texts;
use crate::syntax::hcl;
use crate::terraform::body::Expression;
use crate::terraform::functions::rendered;
use crate::terraform::objects::is_error;
use crate::terraform::{Evaluation, Inputs, Source};
use crate::value::{Format, Value};

const EXPRESSIONS: &str = include_str!("../functions/expressions.txt");

/// The value as `jsonencode` writes it, `error`, or nothing where it is not known.
fn verdict(evaluation: &Evaluation<'_>, texts: &Texts, expression: &str) -> Option<String> {
    let (file, id) = hcl::parse_expression(expression).expect("the expression is well-formed");
    let text = texts.add_file("expression", expression);
    let source = Source { path: "expression".into(), text, file: Arc::new(file) };
    let value = evaluation.expression(Expression { source: &source, id });
    if is_error(&value) {
        return Some("error".to_owned());
    }
    let origin = value.origin.clone();
    rendered(&Value::document(Format::Json, value, origin))
}

#[test]
fn closed_expressions_are_what_terraform_says() {
    let texts = Texts::default();
    let directory = directory(&texts, &[]);
    let inputs = Inputs::default();
    let (mut unknown, mut lenient, mut wrong) = (Vec::new(), Vec::new(), Vec::new());
    let rows = EXPRESSIONS.lines().filter(|line| !line.starts_with('#'));
    for row in rows {
        let (expression, expected) = row.rsplit_once(" => ").expect("a row has an arrow");
        let evaluation = Evaluation::new(&directory, &inputs);
        match verdict(&evaluation, &texts, expression) {
            None => unknown.push(row),
            Some(said) if said == expected => {}
            Some(_) if expected == "error" => lenient.push(row),
            Some(said) => wrong.push(format!("{row}  (not {said})")),
        }
    }
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
    // Unknown is always right, but not the point.
    assert!(unknown.len() < 70, "{}\n{}", unknown.len(), unknown.join("\n"));
    // Where Terraform would stop, nothing is wrong; mostly branches of different types.
    assert!(lenient.len() < 110, "{}\n{}", lenient.len(), lenient.join("\n"));
}
