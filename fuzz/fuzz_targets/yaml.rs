//! YAML is parsed without a panic, and every node lies inside its text.

#![no_main]

use ekslint::reader::parse_manifest;
use ekslint::syntax::yaml;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for stream in [yaml::parse(text), parse_manifest(text)] {
        for id in stream.ids() {
            assert!(text.get(stream.node(id).range.indices()).is_some());
            let _ = stream.scalar(id, text);
        }
        for error in &stream.errors {
            assert!(text.get(error.range.indices()).is_some());
        }
    }
});
