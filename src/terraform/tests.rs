//! HCL in, values out.

mod admits;
mod expressions;
mod files;
mod instances;
mod json;
mod modules;
mod oracle;
mod plans;
mod policies;
mod properties;
mod show;
mod transfer;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Directory, Evaluation, Inputs, Source, Tfvars, TfvarsContent};
use crate::source::Texts;
use crate::syntax::hcl;

use show::show;

/// A directory of files with contents; `*.tfvars` among them set variables.
pub(super) fn directory(texts: &Texts, files: &[(&str, &str)]) -> Directory {
    let mut sources = Vec::new();
    let mut tfvars = Vec::new();
    for (path, content) in files {
        let text = texts.add_file(*path, *content);
        if path.ends_with(".tfvars") {
            let readable = !content.contains('\0');
            let content = if readable {
                TfvarsContent::Hcl(Arc::new(hcl::parse(content)))
            } else {
                TfvarsContent::Unreadable
            };
            tfvars.push(Tfvars { path: (*path).into(), text, content });
        } else {
            let file = Arc::new(hcl::parse(content));
            assert!(file.errors.is_empty(), "{path}: {:?}", file.errors);
            sources.push(Source { path: (*path).into(), text, file });
        }
    }
    Directory::load("", sources, tfvars)
}

/// What `local.out` is in a directory of one file.
fn out(hcl: &str) -> String {
    evaluated(&[("main.tf", hcl)], &BTreeMap::new())
}

/// What an expression is on its own.
fn of(expression: &str) -> String {
    out(&format!("locals {{\n  out = {expression}\n}}\n"))
}

fn evaluated(
    files: &[(&str, &str)],
    variables: &BTreeMap<smol_str::SmolStr, crate::value::Value>,
) -> String {
    let texts = Texts::default();
    let directory = directory(&texts, files);
    let inputs = Inputs { variables: variables.clone(), ..Inputs::default() };
    let evaluation = Evaluation::new(&directory, &inputs);
    show(&evaluation.local("out").expect("there is `local.out`"))
}

/// Checks lines of `expression => what it shows as`, below common declarations.
fn table(declarations: &str, rows: &str) {
    for row in rows.lines().filter(|row| !row.is_empty()) {
        let (expression, expected) = row.rsplit_once(" => ").expect("a row has an arrow");
        let file = format!("{declarations}\nlocals {{\n  out = {expression}\n}}\n");
        assert_eq!(out(&file), *expected, "{expression}");
    }
}
