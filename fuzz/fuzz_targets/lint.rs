//! A whole run over three files: no panic, and every format prints.
//!
//! The input is split at `#--` lines: manifests, Terraform, variables.

#![no_main]

use ekslint::check::{CheckOptions, lint};
use ekslint::report::{Look, Report, concise, json, text};
use libfuzzer_sys::fuzz_target;

const PATHS: [&str; 3] = ["apps/input.yaml", "main.tf", "terraform.tfvars"];

fuzz_target!(|input: &str| {
    let parts = input.splitn(PATHS.len(), "\n#--\n");
    let files: Vec<_> =
        PATHS.iter().zip(parts).map(|(path, text)| ((*path).to_owned(), text.to_owned())).collect();
    let result = lint(&files, &CheckOptions::default());
    let again = lint(&files, &CheckOptions::default());
    let report = Report { texts: &result.texts, outcome: &result.outcome, summary: &result.summary };
    let second = Report { texts: &again.texts, outcome: &again.outcome, summary: &again.summary };
    assert_eq!(concise::render(&report), concise::render(&second));
    let _ = json::render(&report);
    let look = Look { color: true, ascii: false, width: 80 };
    let options = text::TextOptions { look, all: true, undecided: true, quiet: false, verbose: true };
    let _ = text::render(&report, &options);
});
