//! What stands at an address, such as `module.eks["a"].aws_eks_cluster.this.version`.

use smol_str::{SmolStr, format_smolstr};

use super::body::{Expression, Source};
use super::directory::{Category, Declaration};
use super::evaluation::Evaluation;
use super::instances::Instance;
use super::scope::Scope;
use crate::source::TextId;
use crate::syntax::SyntaxError;
use crate::syntax::hcl::{self, ExprKind, Step, StepKind};
use crate::value::{Entry, InstanceKey, Origin, Value};

/// An address as it was asked for.
#[derive(Clone, Debug)]
pub struct Address {
    source: Source,
    id: hcl::ExprId,
    text: SmolStr,
}

/// Something that an address names.
#[derive(Clone, Debug)]
pub struct Addressed {
    /// Its own address, with the keys of all instances.
    pub address: SmolStr,
    /// Its value; for a block its settings, for a module its outputs.
    pub value: Value,
}

/// The steps that are still to go, of which address.
#[derive(Clone, Copy)]
struct Rest<'e> {
    address: &'e Address,
    steps: &'e [Step],
}

impl Address {
    /// Reads an address; `id` is a text with the same content.
    ///
    /// # Errors
    /// What is wrong with it, if it is no traversal.
    pub fn parse(text: &str, id: TextId) -> Result<Self, SyntaxError> {
        let (file, root) = hcl::parse_expression(text)?;
        let source = Source { path: "--address".into(), text: id, file: file.into() };
        Ok(Self { source, id: root, text: text.into() })
    }

    fn expression(&self) -> Expression<'_> {
        Expression { source: &self.source, id: self.id }
    }
}

impl<'e> Rest<'e> {
    fn after(self, count: usize) -> Self {
        Self { steps: self.steps.get(count..).unwrap_or(&[]), ..self }
    }

    fn name(self, at: usize) -> Option<&'e SmolStr> {
        match self.steps.get(at).map(|step| &step.kind) {
            Some(StepKind::Name(name)) => Some(name),
            _ => None,
        }
    }

    /// The steps as they were written.
    fn text(self) -> &'e str {
        let start = self.steps.first().map(|step| step.range.start as usize);
        start.and_then(|start| self.address.text.get(start..)).unwrap_or("")
    }
}

impl Evaluation<'_> {
    /// What an address names in this root: each instance, where its key is left out; nothing, where
    /// there is no such thing.
    pub fn find_address(&self, address: &Address) -> Vec<Addressed> {
        let whole = address.expression();
        let (root, steps) = match &whole.node().kind {
            ExprKind::Variable(name) => (name, &[][..]),
            ExprKind::Traversal { base, steps } => match &whole.at(*base).node().kind {
                ExprKind::Variable(name) => (name, steps.as_slice()),
                _ => return Vec::new(),
            },
            _ => return Vec::new(),
        };
        self.named(root, Rest { address, steps })
    }

    fn named(&self, root: &str, rest: Rest<'_>) -> Vec<Addressed> {
        let Some(name) = rest.name(0) else { return Vec::new() };
        let value = match root {
            "module" => return self.in_module(name, rest.after(1)),
            "data" => {
                let Some(second) = rest.name(1) else { return Vec::new() };
                return self.block((Category::Data, name, second), rest.after(2));
            }
            "var" => self.variable(name),
            "local" => self.local(name),
            "output" => self.output(name),
            kind => return self.block((Category::Resource, kind, name), rest.after(1)),
        };
        let local = format!("{root}.{name}");
        value.map(|value| self.shown(&local, value, rest.after(1))).into_iter().collect()
    }

    /// A value with the steps that lead into it.
    fn shown(&self, local: &str, value: Value, rest: Rest<'_>) -> Addressed {
        let whole = rest.address.expression();
        let (value, _) = self.attempt(|| self.walk(value, rest.steps, whole, Scope::default()));
        Addressed { address: self.addressed(&format!("{local}{}", rest.text())), value }
    }

    fn in_module(&self, name: &str, rest: Rest<'_>) -> Vec<Addressed> {
        let Some(declaration) = self.call_named(name) else { return Vec::new() };
        let (instances, rest) = self.chosen(declaration, rest);
        let one = |instance: Instance| {
            let local = format!("{}{}", declaration.address(), instance.written());
            match self.enter_module(declaration, &instance) {
                Ok(inner) => inner.inside(rest),
                Err(why) => {
                    let value = Value::unknown(why, Origin::new(declaration.header));
                    let address = self.addressed(&format!("{local}{}", rest.text()));
                    vec![Addressed { address, value }]
                }
            }
        };
        instances.into_iter().flat_map(one).collect()
    }

    /// What the steps behind a module lead to: something inside of it, or an output.
    fn inside(&self, rest: Rest<'_>) -> Vec<Addressed> {
        let Some(first) = rest.name(0) else {
            let outputs = self.directory().of(Category::Output);
            let entry = |output: &Declaration| {
                let value = self.output(&output.name)?;
                Some(Entry { key: output.name.clone(), key_span: output.header, value })
            };
            let value = Value::map(
                outputs.filter_map(entry).collect(),
                Origin::new(crate::source::Span::NOWHERE),
            );
            return vec![Addressed { address: self.module().clone(), value }];
        };
        let declared = rest.name(1).is_some_and(|second| {
            ["module", "data", "var", "local", "output"].contains(&first.as_str())
                || self.directory().find(Category::Resource, first, second).is_some()
        });
        if declared {
            return self.named(first, rest.after(1));
        }
        let output = self.output(first);
        output.map(|value| self.shown(first, value, rest.after(1))).into_iter().collect()
    }

    fn block(
        &self,
        (category, kind, name): (Category, &str, &str),
        rest: Rest<'_>,
    ) -> Vec<Addressed> {
        let Some(declaration) = self.directory().find(category, kind, name) else {
            return Vec::new();
        };
        let (instances, rest) = self.chosen(declaration, rest);
        let one = |instance: Instance| {
            let local = format_smolstr!("{}{}", declaration.address(), instance.written());
            let Some(argument) = rest.name(0) else {
                return self.shown(&local, self.body(declaration, &instance), rest);
            };
            match self.attribute(declaration, &instance, argument) {
                Some(value) => self.shown(&format!("{local}.{argument}"), value, rest.after(1)),
                None => self.shown(&local, self.symbol_of(declaration, &instance), rest),
            }
        };
        instances.into_iter().map(one).collect()
    }

    /// The instances that a key names, or all; and the steps behind the key.
    fn chosen<'e>(&self, declaration: &Declaration, rest: Rest<'e>) -> (Vec<Instance>, Rest<'e>) {
        let Some(StepKind::Index(index)) = rest.steps.first().map(|step| &step.kind) else {
            return (self.instances(declaration).to_vec(), rest);
        };
        let key = self.expression(rest.address.expression().at(*index));
        let key = match (key.as_integer(), key.as_str()) {
            (Some(index), _) => InstanceKey::Index(index),
            (_, Some(name)) => InstanceKey::Name(name.into()),
            _ => InstanceKey::Unknown,
        };
        let known = self.instances(declaration);
        let found = known.iter().find(|it| it.key == key);
        let any = || known.iter().find(|it| it.key == InstanceKey::Unknown);
        (found.or_else(any).cloned().into_iter().collect(), rest.after(1))
    }
}
