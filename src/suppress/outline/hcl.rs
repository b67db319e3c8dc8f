//! The outline of a Terraform file.

use super::Outline;
use crate::syntax::Range;
use crate::syntax::hcl::{Body, ExprKind, File, parse};

pub(super) fn outline(content: &str) -> Outline {
    let file = parse(content);
    let mut things = Vec::new();
    body(&file.body, &mut things);
    let mut strings = Vec::new();
    for expression in file.expressions() {
        match &expression.kind {
            ExprKind::Template { .. } if content[expression.range.indices()].contains('\n') => {
                strings.push(expression.range);
            }
            ExprKind::Object(items) => {
                let whole = |key: Range, end: u32| Range::new(key.start, end.max(key.end));
                let end = |it: &crate::syntax::hcl::Item| file.expression(it.value).range.end;
                things.extend(items.iter().map(|it| whole(it.key_range, end(it))));
            }
            ExprKind::List(items) => {
                things.extend(items.iter().map(|it| file.expression(*it).range));
            }
            _ => {}
        }
    }
    let first = things.iter().map(|it| it.start).min().unwrap_or(u32::MAX);
    let File { comments, errors, .. } = file;
    let whole = errors.is_empty();
    Outline { comments, strings, things, first, whole, ..Outline::default() }
}

fn body(body: &Body, things: &mut Vec<Range>) {
    things.extend(body.attributes.iter().map(|it| it.range));
    for block in &body.blocks {
        things.push(block.range);
        self::body(&block.body, things);
    }
}
