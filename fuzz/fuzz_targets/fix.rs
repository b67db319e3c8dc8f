//! Every fix that is offered can be applied, or is refused; what it leaves behind can be read.

#![no_main]

use ekslint::check::{CheckOptions, lint};
use ekslint::fix::{apply, resolve};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &str| {
    for path in ["input.yaml", "main.tf"] {
        let files = [(path.to_owned(), input.to_owned())];
        let result = lint(&files, &CheckOptions::default());
        let fixes = result.outcome.findings.iter().flat_map(|found| &found.finding.fixes);
        for fix in fixes {
            let resolved = fix.edits.iter().map(|edit| resolve(&result.texts, edit));
            let Ok(edits) = resolved.collect::<Result<Vec<_>, _>>() else { continue };
            let Ok(after) = apply(input, &edits.concat()) else { continue };
            let _ = lint(&[(path.to_owned(), after)], &CheckOptions::default());
        }
    }
});
