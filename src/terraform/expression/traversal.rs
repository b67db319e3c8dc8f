//! Names, attributes, indices and splats.

use smol_str::{SmolStr, format_smolstr};

use super::{Expression, Scope};
use crate::source::{Span, relative};
use crate::syntax::hcl::{self, StepKind};
use crate::terraform::directory::Category;
use crate::terraform::evaluation::Evaluation;
use crate::terraform::objects::quoted;
use crate::value::{InstanceKey, Origin, Step, Value, Why};

/// The steps that are left, and where the traversal started.
struct Path<'e> {
    start: Expression<'e>,
    steps: &'e [hcl::Step],
}

impl<'e> Path<'e> {
    fn name(&self, at: usize) -> Option<&'e SmolStr> {
        match self.steps.get(at).map(|step| &step.kind) {
            Some(StepKind::Name(name)) => Some(name),
            _ => None,
        }
    }

    /// From the root to the end of its first `count` steps.
    fn span(&self, count: usize) -> Span {
        let start = self.start.node().range;
        let end = count.checked_sub(1).and_then(|last| self.steps.get(last));
        let end = end.map_or(start.end, |step| step.range.end);
        Span::new(self.start.source.text, start.start, end.max(start.start))
    }
}

impl Evaluation<'_> {
    /// `root.a.b[0]`.
    pub(super) fn traverse(
        &self,
        start: Expression<'_>,
        root: &str,
        steps: &[hcl::Step],
        scope: Scope<'_>,
    ) -> Value {
        let path = Path { start, steps };
        if let Some(value) = scope.get(root) {
            return self.walk(value.clone(), steps, start, scope);
        }
        if scope.closed {
            let message = format!("{} is not among the values of the template", quoted(root));
            return self.error(message, Origin::new(path.span(0)));
        }
        let (root, path, skipped) = match (root, steps.first().map(|step| &step.kind)) {
            ("resource", Some(StepKind::Name(kind))) => {
                (kind.as_str(), Path { start, steps: &steps[1..] }, 1)
            }
            _ => (root, path, 0),
        };
        let (value, used) = self.root(root, &path, scope);
        self.walk(value, &steps[(used + skipped).min(steps.len())..], start, scope)
    }

    /// What the first names stand for, and how many steps after the root they are.
    fn root(&self, root: &str, path: &Path<'_>, scope: Scope<'_>) -> (Value, usize) {
        let Some(name) = path.name(0) else {
            let message = format!("{} is not an object", quoted(root));
            return (self.error(message, Origin::new(path.span(0))), usize::MAX);
        };
        let span = path.span(1);
        match root {
            "var" => (
                self.read(self.variable(name), || self.variable_step(name), "var", (name, span)),
                1,
            ),
            "local" => {
                let step = || Step::Local(name.clone());
                (self.read(self.local(name), step, "local", (name, span)), 1)
            }
            "each" | "count" => (self.repeated(root, name, scope, span), 1),
            "path" => (self.place(name, span), 1),
            "terraform" | "tofu" => (self.run(name, span), 1),
            "self" => (self.own(scope, span), 0),
            "module" => (self.object(Category::Module, "", name, span), 1),
            "data" => match path.name(1) {
                Some(second) => (self.object(Category::Data, name, second, path.span(2)), 2),
                None => (self.error("a data source needs a name", Origin::new(span)), usize::MAX),
            },
            _ => (self.object(Category::Resource, root, name, span), 1),
        }
    }

    fn read(
        &self,
        value: Option<Value>,
        step: impl FnOnce() -> Step,
        root: &str,
        (name, span): (&str, Span),
    ) -> Value {
        match value {
            Some(value) if value.origin.span == Span::NOWHERE => {
                Value::new(value.kind, Origin::new(span)).through(step(), span)
            }
            Some(value) => value.through(step(), span),
            None => {
                self.risk();
                let name = format_smolstr!("`{root}.{name}`");
                Value::unknown(Why::Elsewhere(name), Origin::new(span))
            }
        }
    }

    fn repeated(&self, root: &str, name: &str, scope: Scope<'_>, span: Span) -> Value {
        let each = scope.instance.and_then(|(_, instance)| instance.each.get(root, name));
        match each {
            Some(value) if value.origin.span == Span::NOWHERE => {
                Value::new(value.kind, Origin::new(span))
            }
            Some(value) => value.through(Step::Each, span),
            None => {
                let message = format!("`{root}.{name}` has no value here");
                self.error(message, Origin::new(span))
            }
        }
    }

    /// `terraform.workspace`, which the user may say.
    fn run(&self, name: &str, span: Span) -> Value {
        let origin = Origin::new(span);
        match &self.inputs().workspace {
            Some(workspace) if name == "workspace" => Value::string(workspace.clone(), origin),
            _ => Value::unknown(Why::Run(format_smolstr!("`terraform.{name}`")), origin),
        }
    }

    /// `path.module` and `path.root`, relative to the root.
    fn place(&self, name: &str, span: Span) -> Value {
        let origin = Origin::new(span);
        let root = &self.session.instance(0).directory.path;
        match name {
            "root" | "module" if self.inputs().called => {
                Value::unknown(Why::NotEvaluated("the path of a module"), origin)
            }
            "root" => Value::string(".", origin),
            "module" => Value::string(relative(root, &self.directory().path), origin),
            _ => Value::unknown(Why::Run("`path.cwd`".into()), origin),
        }
    }

    /// `self` in a provisioner.
    fn own(&self, scope: Scope<'_>, span: Span) -> Value {
        let Some((declaration, instance)) = scope.instance else {
            return self.error("`self` has no value here", Origin::new(span));
        };
        let (kind, name) = (&declaration.kind, &declaration.name);
        let whole = self.object(declaration.category, kind, name, span);
        match &instance.key {
            InstanceKey::Index(index) => {
                self.index(&whole, &Value::integer(*index, Origin::new(span)), span)
            }
            InstanceKey::Name(key) => {
                self.index(&whole, &Value::string(key.clone(), Origin::new(span)), span)
            }
            _ => whole,
        }
    }

    /// Follows steps from a value.
    pub(in crate::terraform) fn walk(
        &self,
        from: Value,
        steps: &[hcl::Step],
        start: Expression<'_>,
        scope: Scope<'_>,
    ) -> Value {
        let mut value = from;
        for (at, step) in steps.iter().enumerate() {
            let span = Path { start, steps }.span(at + 1);
            value = match &step.kind {
                StepKind::Name(name) => self.member(&value, name, span),
                StepKind::Index(id) => {
                    let key = self.evaluate(start.at(*id), scope);
                    self.index(&value, &key, span)
                }
                StepKind::LegacyIndex(index) => {
                    let key = Value::integer(
                        i64::try_from(*index).unwrap_or(i64::MAX),
                        value.origin.clone(),
                    );
                    self.index(&value, &key, span)
                }
                StepKind::FullSplat => {
                    let rest = &steps[at + 1..];
                    return self.splat(&value, span, |item| self.walk(item, rest, start, scope));
                }
                StepKind::AttributeSplat => {
                    let rest = &steps[at + 1..];
                    let names = |step: &&hcl::Step| matches!(step.kind, StepKind::Name(_));
                    let (names, rest) = rest.split_at(rest.iter().take_while(names).count());
                    let all = self.splat(&value, span, |item| self.walk(item, names, start, scope));
                    return self.walk(all, rest, start, scope);
                }
            };
        }
        value
    }
}
