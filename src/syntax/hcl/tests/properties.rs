//! What holds for every text.

use proptest::prelude::*;

use crate::syntax::Range;
use crate::syntax::hcl::{
    Body, ExprKind, File, ItemKey, Part, parse, parse_expression, parse_template,
};

const SEED: &str = "# c\nresource \"a\" \"b\" {\n  x = \"p${var.y[0]}q\\n\"\n  t = { for k, v in m : k => v... if v }\n\
    h = <<-EOF\n    a ${~ b }\n    %{ if c ~}\n d\n    %{ endif }\n    EOF\n  n { o = [1, -2.5, é] }\n}\n\
    locals {\n  a = { b = 1, b = 2, \"c\" : f(x...) ? 1 : 2 }\n}\n";

/// Every range of a file lies inside of the text, on character boundaries.
fn check(file: &File, text: &str) {
    let sound = |range: Range| {
        assert!(text.get(range.indices()).is_some(), "{range:?} of {text:?}");
    };
    file.comments.iter().copied().for_each(sound);
    file.errors.iter().for_each(|error| sound(error.range));
    file.duplicates.iter().for_each(|it| [it.first, it.second].into_iter().for_each(sound));
    body(&file.body, &sound);
    for expression in file.expressions() {
        sound(expression.range);
        match &expression.kind {
            ExprKind::Template { parts: all, .. } => parts(all, text),
            ExprKind::Traversal { steps, .. } => steps.iter().for_each(|step| sound(step.range)),
            ExprKind::Object(items) => {
                for item in items {
                    sound(item.key_range);
                    if let ItemKey::Name(name) = &item.key {
                        assert_eq!(*name, text[item.key_range.indices()]);
                    }
                }
            }
            ExprKind::Variable(name) => assert_eq!(*name, text[expression.range.indices()]),
            _ => {}
        }
    }
}

fn body(it: &Body, sound: &impl Fn(Range)) {
    sound(it.range);
    for attribute in &it.attributes {
        sound(attribute.range);
        sound(attribute.name_range);
    }
    for block in &it.blocks {
        [block.range, block.header, block.kind_range].into_iter().for_each(sound);
        block.labels.iter().for_each(|label| sound(label.range));
        body(&block.body, sound);
    }
}

/// Literals are copied byte for byte, but for escapes.
fn parts(all: &[Part], text: &str) {
    for part in all {
        match part {
            Part::Literal { text: decoded, range } => {
                let source = &text[range.indices()];
                assert!(*decoded == source || source.starts_with(['\\', '$', '%']), "{source:?}");
            }
            Part::Interpolation { range, .. } => assert!(text[range.indices()].starts_with("${")),
            Part::If { yes, no, .. } => {
                parts(yes, text);
                parts(no, text);
            }
            Part::For { body, .. } => parts(body, text),
        }
    }
}

fn all(text: &str) {
    check(&parse(text), text);
    for (file, _) in [parse_expression(text), parse_template(text)].into_iter().flatten() {
        check(&file, text);
    }
}

proptest! {
    #[test]
    fn any_text_is_read(text in "\\PC*") {
        all(&text);
    }

    #[test]
    fn any_soup_of_tokens_is_read(
        parts in prop::collection::vec(prop::sample::select(vec![
            "{", "}", "[", "]", "(", ")", "\"", "${", "%{", "~}", "~", "\n", "\r\n", " ", "=", ":", ",",
            "<<E\n", "<<-E\n", "\nE\n", "#", "//", "/*", "*/", "a", "é", "for", "in", "if", "endif",
            "1", ".", "*", "?", "=>", "...", "\\", "resource \"a\" {\n", "$", "%", "-", "!", "locals {",
        ]), 0..40),
    ) {
        all(&parts.concat());
    }

    #[test]
    fn any_damage_is_survived(
        from in 0..SEED.len(), length in 0..20_usize, put in "[\\PC\n]{0,6}",
    ) {
        let mut text = SEED.to_owned();
        let floor = |at: usize| (0..=at).rev().find(|it| SEED.is_char_boundary(*it)).unwrap_or(0);
        text.replace_range(floor(from)..floor((from + length).min(SEED.len())).max(floor(from)), &put);
        all(&text);
    }
}

#[test]
fn the_seed_is_valid() {
    assert_eq!(parse(SEED).errors, []);
}
