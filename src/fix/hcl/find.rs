//! Finding what stands at a range.

use super::Source;
use crate::syntax::Range;
use crate::syntax::hcl::{Body, Expr, ExprId, ExprKind, ItemKey, Part};

/// What holds something that can be removed.
pub(super) enum Home<'a> {
    /// A block or a file; the range is the argument or the nested block.
    Body { body: &'a Body, range: Range },
    /// An object and its items.
    Object { range: Range, items: Vec<Range>, index: usize },
    /// A list and its items.
    List { range: Range, items: Vec<Range>, index: usize },
}

/// What a setting can be written into.
pub(super) enum Parent<'a> {
    /// A block or a file.
    Body(&'a Body),
    /// An object: each item's key and the whole of it.
    Object { range: Range, items: Vec<(Range, Range)> },
}

impl<'a> Source<'a> {
    /// The expression that is written at exactly this range.
    pub(super) fn expression(&self, range: Range) -> Option<&'a Expr> {
        self.file.expressions().find(|expression| expression.range == range)
    }

    /// Whether an expression is written out: nothing in it is computed.
    pub(super) fn is_constant(&self, expression: &Expr) -> bool {
        let constant = |id: &ExprId| self.is_constant(self.file.expression(*id));
        match &expression.kind {
            ExprKind::Null | ExprKind::Bool(_) | ExprKind::Number(_) => true,
            ExprKind::Template { parts, .. } => {
                parts.iter().all(|part| matches!(part, Part::Literal { .. }))
            }
            ExprKind::List(items) => items.iter().all(constant),
            ExprKind::Object(items) => items.iter().all(|item| {
                let key = match &item.key {
                    ItemKey::Name(_) => true,
                    ItemKey::Expression(key) => constant(key),
                };
                key && constant(&item.value)
            }),
            _ => false,
        }
    }

    /// What holds the argument, block or item of this range; of arguments and items it may be the
    /// range of the value or of the whole.
    pub(super) fn home(&self, range: Range) -> Option<Home<'a>> {
        self.in_body(&self.file.body, range)
            .or_else(|| self.file.expressions().find_map(|it| self.in_expression(it, range)))
    }

    fn in_body(&self, body: &'a Body, wanted: Range) -> Option<Home<'a>> {
        for attribute in &body.attributes {
            let value = self.file.expression(attribute.value).range;
            if value == wanted || attribute.range == wanted {
                return Some(Home::Body { body, range: attribute.range });
            }
        }
        for block in &body.blocks {
            if block.range == wanted {
                return Some(Home::Body { body, range: block.range });
            }
            if block.range.contains(wanted) {
                return self.in_body(&block.body, wanted);
            }
        }
        None
    }

    fn in_expression(&self, expression: &Expr, wanted: Range) -> Option<Home<'a>> {
        let range = expression.range;
        if !range.contains(wanted) {
            return None;
        }
        match &expression.kind {
            ExprKind::List(items) => {
                let items: Vec<_> =
                    items.iter().map(|it| self.file.expression(*it).range).collect();
                let index = items.iter().position(|item| *item == wanted)?;
                Some(Home::List { range, items, index })
            }
            ExprKind::Object(_) => {
                let items = self.items(expression);
                let matching = |(key, whole): &(Range, Range)| {
                    *whole == wanted || (whole.end == wanted.end && wanted.start > key.end)
                };
                let index = items.iter().position(matching)?;
                let items = items.into_iter().map(|(_, whole)| whole).collect();
                Some(Home::Object { range, items, index })
            }
            _ => None,
        }
    }

    /// The key and the whole of each item of an object.
    fn items(&self, object: &Expr) -> Vec<(Range, Range)> {
        let ExprKind::Object(items) = &object.kind else { return Vec::new() };
        let both = items.iter().map(|item| {
            let value = self.file.expression(item.value).range;
            (item.key_range, Range::new(item.key_range.start, value.end))
        });
        both.collect()
    }

    /// The block, file or object of this range; of a block it may be its braces or all of it.
    pub(super) fn parent(&self, range: Range) -> Option<Parent<'a>> {
        if let Some(body) = body_of(&self.file.body, range) {
            return Some(Parent::Body(body));
        }
        let object = self.expression(range).filter(|it| matches!(it.kind, ExprKind::Object(_)))?;
        Some(Parent::Object { range, items: self.items(object) })
    }
}

fn body_of(body: &Body, range: Range) -> Option<&Body> {
    if body.range == range {
        return Some(body);
    }
    body.blocks.iter().find_map(|block| {
        if block.range == range { Some(&block.body) } else { body_of(&block.body, range) }
    })
}
