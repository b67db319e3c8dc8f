//! HCL is parsed without a panic, and every range lies inside its text.

#![no_main]

use ekslint::syntax::hcl;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let file = hcl::parse(text);
    for expression in file.expressions() {
        assert!(text.get(expression.range.indices()).is_some());
    }
    for error in &file.errors {
        assert!(text.get(error.range.indices()).is_some());
    }
    let _ = hcl::parse_expression(text);
    let _ = hcl::parse_template(text);
});
