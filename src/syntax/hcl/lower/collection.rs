//! Objects and `for` expressions.

use hcl_edit::expr::{self, ObjectKey};

use super::Lower;
use crate::syntax::hcl::{ExprKind, For, Item, ItemKey, Part};
use crate::syntax::{DuplicateKey, Range, Repetition};

impl Lower<'_> {
    pub(super) fn object(&mut self, object: &expr::Object) -> ExprKind {
        let mut items = Vec::with_capacity(object.len());
        for (key, value) in object {
            let (key, key_range) = match key {
                ObjectKey::Ident(name) => {
                    let (name, range) = self.name(name);
                    (ItemKey::Name(name), range)
                }
                ObjectKey::Expression(key) => {
                    (ItemKey::Expression(self.expression(key)), self.range(key))
                }
            };
            items.push(Item { key, key_range, value: self.expression(value.expr()) });
        }
        self.note_duplicates(&items);
        ExprKind::Object(items)
    }

    /// Records the keys of an object that are written more than once.
    fn note_duplicates(&mut self, items: &[Item]) {
        if items.len() < 2 {
            return;
        }
        let value = |item: &Item| &self.text[self.file.expression(item.value).range.indices()];
        let mut keys: Vec<(&str, Range, &str)> = items
            .iter()
            .filter_map(|item| Some((self.constant(item)?, item.key_range, value(item))))
            .collect();
        keys.sort_unstable();
        let pairs = keys.windows(2).filter(|pair| pair[0].0 == pair[1].0);
        let duplicates: Vec<_> = pairs
            .map(|pair| DuplicateKey {
                key: pair[0].0.to_owned(),
                first: pair[0].1,
                second: pair[1].1,
                repetition: Repetition::of(pair[0].2, pair[1].2),
            })
            .collect();
        self.file.duplicates.extend(duplicates);
    }

    /// The key of an item, if it is written out.
    fn constant<'b>(&'b self, item: &'b Item) -> Option<&'b str> {
        match &item.key {
            ItemKey::Name(name) => Some(name),
            ItemKey::Expression(key) => match &self.file.expression(*key).kind {
                ExprKind::Template { parts, .. } => match parts.as_slice() {
                    [Part::Literal { text, .. }] => Some(text),
                    _ => None,
                },
                _ => None,
            },
        }
    }

    pub(super) fn for_expression(&mut self, each: &expr::ForExpr) -> ExprKind {
        let collection = self.expression(&each.intro.collection_expr);
        ExprKind::For(Box::new(For {
            key_name: each.intro.key_var.as_ref().map(|name| self.name(name).0),
            value_name: self.name(&each.intro.value_var).0,
            collection,
            key: each.key_expr.as_ref().map(|key| self.expression(key)),
            value: self.expression(&each.value_expr),
            grouping: each.grouping,
            condition: each.cond.as_ref().map(|condition| self.expression(&condition.expr)),
        }))
    }
}
