//! The outline of a Terraform file.

use super::{ANNOTATION, Annotation, Outline};
use crate::syntax::Range;
use crate::syntax::hcl::{Body, Expr, ExprKind, File, Item, ItemKey, Part, parse};

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
                let end = |it: &Item| file.expression(it.value).range.end;
                things.extend(items.iter().map(|it| whole(it.key_range, end(it))));
            }
            ExprKind::List(items) => {
                things.extend(items.iter().map(|it| file.expression(*it).range));
            }
            _ => {}
        }
    }
    let annotated = annotated(&file);
    let first = things.iter().map(|it| it.start).min().unwrap_or(u32::MAX);
    let stray = strays(&file, &annotated);
    let File { comments, errors, .. } = file;
    let whole = errors.is_empty();
    let annotations = annotated;
    Outline { comments, strings, things, annotations, stray, first, whole, ..Outline::default() }
}

fn body(body: &Body, things: &mut Vec<Range>) {
    things.extend(body.attributes.iter().map(|it| it.range));
    for block in &body.blocks {
        things.push(block.range);
        self::body(&block.body, things);
    }
}

/// The objects that carry an annotation for ekslint: blocks with a `metadata` block, as typed
/// resources and their templates have it, and values that are written as the object itself.
fn annotated(file: &File) -> Vec<Annotation> {
    let mut found = Vec::new();
    blocks(file, &file.body, &mut found);
    for expression in file.expressions() {
        let ExprKind::Object(items) = &expression.kind else { continue };
        let inner = |items: &'_ [Item], name: &str| {
            let item = items.iter().rfind(|item| key(file, item).as_deref() == Some(name))?;
            Some(item.value)
        };
        let Some(metadata) = inner(items, "metadata") else { continue };
        let ExprKind::Object(metadata) = &file.expression(metadata).kind else { continue };
        let Some(annotations) = inner(metadata, "annotations") else { continue };
        found.extend(annotation(file, file.expression(annotations), expression.range));
    }
    found
}

fn blocks(file: &File, body: &Body, found: &mut Vec<Annotation>) {
    for block in &body.blocks {
        for metadata in block.body.blocks_of("metadata") {
            let Some(attribute) = metadata.body.attribute("annotations") else { continue };
            found.extend(annotation(file, file.expression(attribute.value), block.range));
        }
        blocks(file, &block.body, found);
    }
}

/// The annotation for ekslint in an expression, if that is written out.
fn annotation(file: &File, annotations: &Expr, object: Range) -> Option<Annotation> {
    let ExprKind::Object(items) = &annotations.kind else { return None };
    let item = items.iter().rfind(|item| key(file, item).as_deref() == Some(ANNOTATION))?;
    let value = file.expression(item.value);
    let text = text(value)?;
    Some(Annotation { object, key: item.key_range, value: value.range, text })
}

/// Keys that look like the annotation, or stand where they are none of an object.
fn strays(file: &File, known: &[Annotation]) -> Vec<(Range, String)> {
    let items = file.expressions().filter_map(|expression| match &expression.kind {
        ExprKind::Object(items) => Some(items),
        _ => None,
    });
    let stray = |item: &Item| {
        let key = key(file, item)?;
        let misplaced = key == ANNOTATION && !known.iter().any(|it| it.key == item.key_range);
        let misplaced = misplaced.then(|| {
            format!("`{ANNOTATION}` is read where it is written out for one object alone")
        });
        Some((item.key_range, misplaced.or_else(|| super::stray(&key))?))
    };
    items.flatten().filter_map(stray).collect()
}

/// The key of an item, if it is written out.
fn key(file: &File, item: &Item) -> Option<String> {
    match &item.key {
        ItemKey::Name(name) => Some(name.to_string()),
        ItemKey::Expression(id) => text(file.expression(*id)),
    }
}

/// A string without interpolations.
fn text(expression: &Expr) -> Option<String> {
    let ExprKind::Template { parts, .. } = &expression.kind else { return None };
    let literal = |part: &Part| match part {
        Part::Literal { text, .. } => Some(text.to_string()),
        _ => None,
    };
    parts.iter().map(literal).collect()
}
