//! Terraform evaluates to values, whatever refers to whatever.

#![no_main]

use std::sync::Arc;

use ekslint::lower;
use ekslint::model::Facts;
use ekslint::source::Texts;
use ekslint::syntax::hcl;
use ekslint::terraform::{Directory, Evaluation, Inputs, Source};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let texts = Texts::default();
    let id = texts.add_file("main.tf", text);
    let source = Source { path: "main.tf".into(), text: id, file: Arc::new(hcl::parse(text)) };
    let directory = Directory::load("", vec![source], Vec::new());
    let inputs = Inputs::default();
    let evaluation = Evaluation::new(&directory, &inputs);
    for declaration in evaluation.resources() {
        for instance in evaluation.instances(declaration).iter() {
            let _ = evaluation.body(declaration, instance);
        }
    }
    let mut facts = Facts::default();
    lower::terraform::lower(&evaluation, None, &texts, &"1-terraform:".into(), &mut facts);
});
