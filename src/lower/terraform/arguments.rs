//! Arguments that want a string and are given a whole object.

use smol_str::SmolStr;

use super::{Lowering, meant};
use crate::data::terraform_schema::{self as schema, ArgumentType, Mode as SchemaMode};
use crate::field::{Anchor, Dialect, Object};
use crate::model::{Argument, Facts, Missing};
use crate::syntax::hcl::{ExprKind, Step, StepKind};
use crate::terraform::{Body, Category, Declaration, Expression};
use crate::value::{InstanceKey, Mode, Origin, Reference};

impl<'a> Lowering<'_, 'a> {
    /// Adds the arguments of a resource that are given a whole object where they want a string.
    ///
    /// Only a reference that stands in the argument itself is looked at: it is decided by syntax and
    /// schema alone, so nothing is evaluated.
    pub(super) fn arguments(&self, declaration: &'a Declaration, facts: &mut Facts) {
        let own = !self.evaluation.directory().installed;
        if !own || !schema::has_kind(SchemaMode::Resource, &declaration.kind) {
            return;
        }
        let body = self.evaluation.directory().body(declaration);
        let mut found = Vec::new();
        self.visit(&declaration.kind, &body, "", &mut found);
        // Terraform checks types before it counts: what exists zero times is refused all the same.
        let instances = self.evaluation.instances(declaration);
        let any = || self.evaluation.instance(declaration, &InstanceKey::Unknown);
        let first = &instances.first().cloned().unwrap_or_else(any);
        for (anchor, given, missing) in found {
            let empty = crate::value::Value::map(Vec::new(), Origin::new(declaration.span));
            let object: Object = self.object(declaration, first, Dialect::Resource, empty);
            facts.arguments.push(Argument { object, anchor, given, missing });
        }
    }

    /// Walks the arguments and nested blocks of a body.
    fn visit(
        &self,
        kind: &str,
        body: &Body<'_>,
        within: &str,
        found: &mut Vec<(Anchor, SmolStr, Option<Missing>)>,
    ) {
        for argument in body.arguments() {
            if !may_name_objects(argument.value) {
                continue;
            }
            let path = format!("{within}{}", argument.name);
            let wanted = schema::argument(SchemaMode::Resource, kind, &path);
            let Some(wanted) = wanted.filter(|it| !it.read_only && !it.block) else { continue };
            for expression in strings(&wanted.kind, argument.value) {
                if let Some(given) = self.whole_object(expression) {
                    let anchor = Anchor::at(Origin::new(expression.span()), path.as_str());
                    let missing = meant::attribute(&path, &given);
                    let written = self.texts.slice(expression.span()).trim();
                    found.push((anchor, written.into(), missing));
                }
            }
        }
        for block in body.blocks() {
            if !block.is_dynamic() {
                let within = format!("{within}{}.", block.kind());
                self.visit(kind, &block.body(), &within, found);
            }
        }
    }

    /// The object that an expression names as a whole, if it is declared in this directory.
    fn whole_object(&self, expression: Expression<'_>) -> Option<Reference> {
        let ExprKind::Traversal { base, steps } = &expression.node().kind else { return None };
        let ExprKind::Variable(root) = &expression.at(*base).node().kind else { return None };
        let (mode, kind, steps) = match (root.as_str(), steps.as_slice()) {
            ("data", [Step { kind: StepKind::Name(kind), .. }, rest @ ..]) => {
                (Mode::Data, kind, rest)
            }
            _ => (Mode::Managed, root, steps.as_slice()),
        };
        let [Step { kind: StepKind::Name(name), .. }, rest @ ..] = steps else { return None };
        let key = match rest {
            [] => InstanceKey::Single,
            [Step { kind: StepKind::Index(index), .. }] => key(expression.at(*index)),
            _ => return None,
        };
        let category = if mode == Mode::Data { Category::Data } else { Category::Resource };
        self.evaluation.directory().find(category, kind, name)?;
        Some(Reference {
            module: self.evaluation.module().clone(),
            mode,
            kind: kind.clone(),
            name: name.clone(),
            key,
            path: Vec::new(),
            transforms: Vec::new(),
        })
    }
}

/// The key that an index gives, where it is a literal.
fn key(index: Expression<'_>) -> InstanceKey {
    match &index.node().kind {
        ExprKind::Number(number) => {
            number.integer().map_or(InstanceKey::Unknown, InstanceKey::Index)
        }
        ExprKind::Template { parts, .. } => match parts.as_slice() {
            [crate::syntax::hcl::Part::Literal { text, .. }] => InstanceKey::Name(text.clone()),
            _ => InstanceKey::Unknown,
        },
        _ => InstanceKey::Unknown,
    }
}

/// Whether an argument is written as a reference, or as a list with some: all others are left out
/// before their types are looked up.
fn may_name_objects(value: Expression<'_>) -> bool {
    let is_reference =
        |value: Expression<'_>| matches!(value.node().kind, ExprKind::Traversal { .. });
    match &value.node().kind {
        ExprKind::List(items) => items.iter().any(|item| is_reference(value.at(*item))),
        _ => is_reference(value),
    }
}

/// The expressions of an argument that have to be strings.
fn strings<'a>(wanted: &ArgumentType, value: Expression<'a>) -> Vec<Expression<'a>> {
    match wanted {
        ArgumentType::String => vec![value],
        ArgumentType::List(item) | ArgumentType::Set(item) if **item == ArgumentType::String => {
            match &value.node().kind {
                ExprKind::List(items) => items.iter().map(|item| value.at(*item)).collect(),
                _ => Vec::new(),
            }
        }
        _ => Vec::new(),
    }
}
