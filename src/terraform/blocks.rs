//! Bodies as values: arguments by name, nested blocks by type.

use smol_str::SmolStr;

use super::body::{Body, Nested};
use super::directory::Declaration;
use super::evaluation::Evaluation;
use super::instances::Instance;
use super::memo::Symbol;
use super::objects::capped;
use super::scope::Scope;
use crate::source::Span;
use crate::value::{Entry, Kind, Origin, Rest, Truth, Value, Why};

/// More blocks of one type are not made.
const BLOCKS: usize = 256;

/// Whether a name of a resource's body belongs to Terraform and not to the provider.
pub(super) fn is_meta(name: &str) -> bool {
    matches!(
        name,
        "count"
            | "for_each"
            | "provider"
            | "providers"
            | "depends_on"
            | "lifecycle"
            | "provisioner"
            | "connection"
    )
}

/// The blocks of one type as they are collected.
struct Collected {
    items: Vec<Value>,
    rest: Rest,
}

impl Evaluation<'_> {
    /// The settings of an instance: a map with its arguments by name and a list of maps for each
    /// type of nested block. What Terraform itself reads (`count`, `lifecycle` ...) is left out.
    pub fn body(&self, declaration: &Declaration, instance: &Instance) -> Value {
        let body = self.directory().body(declaration);
        let mut entries: Vec<Entry> = Vec::new();
        for argument in body.arguments() {
            if !is_meta(argument.name) {
                let value = self.attribute(declaration, instance, argument.name);
                entries.extend(value.map(|value| Entry {
                    key: argument.name.clone(),
                    key_span: argument.name_span,
                    value,
                }));
            }
        }
        for (kind, key_span) in kinds(&body).into_iter().filter(|(kind, _)| !is_meta(kind)) {
            let value = self.attribute(declaration, instance, &kind);
            entries.extend(value.map(|value| Entry { key: kind, key_span, value }));
        }
        let origin = Origin::new(declaration.span);
        match &self.directory().more_arguments {
            Some(why) => Value::open_map(entries, Rest::open(why.clone()), origin),
            None => Value::map(entries, origin),
        }
    }

    /// An argument of an instance, or all its blocks of a type; none if there is no such thing.
    pub fn attribute(
        &self,
        declaration: &Declaration,
        instance: &Instance,
        name: &str,
    ) -> Option<Value> {
        let body = self.directory().body(declaration);
        let symbol = || Symbol::Attribute(declaration.number, instance.number, name.into());
        let scope = Scope::of(declaration, instance);
        if let Some(argument) = body.argument(name) {
            return Some(self.remember(symbol(), || self.evaluate(argument.value, scope)));
        }
        let blocks = body.blocks_of(name);
        (!blocks.is_empty()).then(|| self.remember(symbol(), || self.blocks(&blocks, scope)))
    }

    /// The settings of a nested block.
    fn nested(&self, body: &Body<'_>, span: Span, scope: Scope<'_>) -> Value {
        let argument = |argument: super::body::Argument<'_>| Entry {
            key: argument.name.clone(),
            key_span: argument.name_span,
            value: self.evaluate(argument.value, scope),
        };
        let mut entries: Vec<Entry> = body.arguments().into_iter().map(argument).collect();
        for (kind, key_span) in kinds(body) {
            let value = self.blocks(&body.blocks_of(&kind), scope);
            entries.push(Entry { key: kind, key_span, value });
        }
        Value::map(entries, Origin::new(span))
    }

    /// The blocks of one type.
    fn blocks(&self, blocks: &[Nested<'_>], scope: Scope<'_>) -> Value {
        let origin = Origin::new(whole(blocks));
        if let ([only], Ok(())) = (blocks, self.enter()) {
            let value = if only.is_dynamic() {
                self.alternatives(*only, scope, &origin)
            } else {
                let item = self.nested(&only.body(), only.span(), scope);
                Value::list(vec![item], origin)
            };
            self.leave();
            return capped(value);
        }
        let mut all = Collected { items: Vec::new(), rest: Rest::Closed };
        for block in blocks {
            if !block.is_dynamic() {
                all.items.push(self.nested(&block.body(), block.span(), scope));
                continue;
            }
            match &self.alternatives(*block, scope, &origin).kind {
                Kind::List(list) => {
                    all.items.extend(list.items.iter().cloned());
                    all.rest = sum(&all.rest, &list.rest);
                }
                _ => all.rest = Rest::open(Why::Instances(dynamic_name(*block))),
            }
        }
        capped(Value::open_list(all.items, all.rest, origin))
    }

    /// The blocks that a dynamic block makes, for each value that `for_each` may have.
    fn alternatives(&self, block: Nested<'_>, scope: Scope<'_>, origin: &Origin) -> Value {
        let each = block.body().argument("for_each");
        let each = each.map(|each| self.evaluate(each.value, scope));
        let values = each.as_ref().map_or(&[][..], Value::alternatives);
        let lists = values.iter().map(|each| {
            let made = self.dynamic(block, each, scope);
            Value::open_list(made.items, made.rest, origin.clone())
        });
        let why = each.as_ref().map_or(Why::Instances(dynamic_name(block)), Value::why);
        super::objects::choice(lists.collect(), why, origin.clone())
    }

    fn dynamic(&self, block: Nested<'_>, each: &Value, scope: Scope<'_>) -> Collected {
        let mut all = Collected { items: Vec::new(), rest: Rest::Closed };
        let why = || Why::Instances(dynamic_name(block));
        let (Some(content), Some(items)) = (content(block), super::expression::iterated(each))
        else {
            return Collected { rest: Rest::open(why()), ..all };
        };
        if !items.rest.is_closed() || items.seen.len() > BLOCKS {
            all.rest = Rest::open(why());
        }
        let name = iterator(block);
        for element in items.seen.into_iter().take(BLOCKS) {
            if element.existence != Truth::True {
                all.rest = Rest::open(why());
                continue;
            }
            let entry = |key: &str, value: Value| Entry {
                key: key.into(),
                key_span: value.origin.span,
                value,
            };
            let pair = vec![entry("key", element.key), entry("value", element.value)];
            let frame = scope.frame(name.clone(), Value::map(pair, each.origin.clone()));
            all.items.push(self.nested(&content.body(), content.span(), scope.with(&frame)));
        }
        all
    }
}

/// The types of block in a body, each with the place of its first; inside of other blocks all are
/// settings, `provider` in `encryption_config` too.
fn kinds(body: &Body<'_>) -> Vec<(SmolStr, Span)> {
    let mut kinds: Vec<(SmolStr, Span)> = Vec::new();
    for block in body.blocks() {
        let kind = block.kind();
        if !kinds.iter().any(|(known, _)| known == kind) {
            kinds.push((kind.into(), block.kind_span()));
        }
    }
    kinds
}

fn content(block: Nested<'_>) -> Option<Nested<'_>> {
    block.body().blocks().into_iter().find(|inner| inner.block.kind == "content")
}

/// The name that stands for the element inside a dynamic block.
fn iterator(block: Nested<'_>) -> SmolStr {
    use crate::syntax::hcl::ExprKind;
    let named = block.body().argument("iterator");
    match named.map(|named| &named.value.node().kind) {
        Some(ExprKind::Variable(name)) => name.clone(),
        _ => block.kind().into(),
    }
}

fn dynamic_name(block: Nested<'_>) -> SmolStr {
    smol_str::format_smolstr!("dynamic \"{}\"", block.kind())
}

/// First block to last, where they stand in one file.
fn whole(blocks: &[Nested<'_>]) -> Span {
    let spans = blocks.iter().map(|block| block.span());
    let join = |one: Span, two: Span| {
        if one.text == two.text {
            Span::new(one.text, one.start, two.end.max(one.end))
        } else {
            one
        }
    };
    spans.reduce(join).unwrap_or(Span::NOWHERE)
}

/// The unseen items of two lists together.
pub(super) fn sum(one: &Rest, two: &Rest) -> Rest {
    match (one, two) {
        (Rest::Closed, rest) | (rest, Rest::Closed) => rest.clone(),
        (
            Rest::Open { at_least, at_most, why },
            Rest::Open { at_least: least, at_most: most, .. },
        ) => Rest::Open {
            at_least: at_least.saturating_add(*least),
            at_most: at_most.zip(*most).map(|(one, two)| one.saturating_add(two)),
            why: why.clone(),
        },
    }
}
