//! Every document becomes a value, with aliases and merges followed, in bounded time.

#![no_main]

use ekslint::document::{self, Placeholders};
use ekslint::source::Texts;
use ekslint::syntax::yaml;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let texts = Texts::default();
    let id = texts.add_file("input.yaml", text);
    let stream = yaml::parse(text);
    let all = [
        Placeholders::All,
        Placeholders::Kubernetes,
        Placeholders::Policy,
        Placeholders::Literal,
    ];
    for placeholders in all {
        for document in &stream.documents {
            if let Some(value) = document::root(&texts, &stream, id, document, placeholders) {
                let _ = document::parsed(&value, &texts, placeholders);
            }
        }
    }
});
