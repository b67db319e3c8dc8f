//! Variables: who sets them, and to what.

use std::sync::Arc;

use super::body::{Expression, Source};
use super::directory::{Category, Declaration};
use super::evaluation::Evaluation;
use super::memo::Symbol;
use super::scope::Scope;
use super::tfvars::{Tfvars, TfvarsContent};
use crate::source::Span;
use crate::syntax::hcl::{self, ExprKind};
use crate::value::{Origin, Step, Value, Why};

/// Who sets a variable.
enum Setter {
    /// The test of a run, or its inputs.
    Outside(Value),
    /// The call that makes this module.
    Call(Value),
    /// A file of variables, or the command line.
    File(Value),
    /// Nobody; the default holds, if there is one.
    Default,
    /// Someone who is not seen.
    Unseen(Why),
}

impl Evaluation<'_> {
    /// The value of a variable as it is read inside the module, if it is declared.
    pub fn variable(&self, name: &str) -> Option<Value> {
        let declaration = self.directory().find(Category::Variable, "", name)?;
        let work = || self.set_variable(declaration);
        Some(self.remember(Symbol::Variable(name.into()), work))
    }

    /// The step that a reader of a variable takes.
    pub(super) fn variable_step(&self, name: &str) -> Step {
        let passed = self.caller().is_some_and(|(caller, call, _)| {
            caller.directory().body(call).argument(name).is_some()
        });
        let root = self.here.call.is_none();
        if passed {
            Step::ModuleArgument(name.into())
        } else if root && self.files().any(|file| file.sets(name)) {
            Step::Tfvars(name.into())
        } else {
            Step::VariableDefault(name.into())
        }
    }

    fn set_variable(&self, declaration: &Declaration) -> Value {
        let value = match self.setter(declaration) {
            Setter::Outside(value) | Setter::Call(value) | Setter::File(value) => value,
            Setter::Default => return self.default(declaration),
            Setter::Unseen(why) => return Value::unknown(why, Origin::new(declaration.header)),
        };
        let nullable = self.argument(declaration, "nullable").map(|it| self.expression(it.value));
        let refuses = nullable.is_some_and(|flag| flag.as_bool() == Some(false));
        if value.is_null() && refuses {
            return self.default(declaration);
        }
        self.typed(declaration, value)
    }

    fn default(&self, declaration: &Declaration) -> Value {
        let origin = Origin::new(declaration.header);
        match self.argument(declaration, "default") {
            Some(default) => {
                self.typed(declaration, self.evaluate(default.value, Scope::default()))
            }
            None if self.here.call.is_some() => {
                let name = &declaration.name;
                self.error(format!("the module call lacks the argument `{name}`"), origin)
            }
            // What the user says that a root's variable has where nothing sets it.
            None => match self.inputs().assumed.get(&declaration.name) {
                Some(value) => self.typed(declaration, value.clone()),
                None => Value::unknown(Why::NoDefault(declaration.name.clone()), origin),
            },
        }
    }

    /// A value converted by the variable's type.
    fn typed(&self, declaration: &Declaration, value: Value) -> Value {
        let Some(constraint) = self.argument(declaration, "type") else { return value };
        let origin = value.origin.clone();
        match self.constraint(constraint.value).convert(&value) {
            Ok(value) => value,
            Err(message) => self.error(message, origin),
        }
    }

    fn setter(&self, declaration: &Declaration) -> Setter {
        let name = declaration.name.as_str();
        if let Some((caller, call, instance)) = self.caller() {
            let argument = caller.directory().body(call).argument(name);
            let value = argument.and_then(|_| caller.attribute(call, instance, name));
            let unset = || match &caller.directory().more_arguments {
                Some(why) => Setter::Unseen(why.clone()),
                None => Setter::Default,
            };
            return value.map_or_else(unset, Setter::Call);
        }
        if let Some(value) = self.inputs().variables.get(name) {
            return Setter::Outside(value.clone());
        }
        for file in self.files() {
            if let Some(value) = self.set_by(file, declaration) {
                return Setter::File(value);
            }
            if !file.content.is_whole() {
                return Setter::Unseen(Why::Tfvars(file.path.clone()));
            }
        }
        let sets = |file: &&Tfvars| file.sets(name) || !file.content.is_whole();
        if let Some(file) = self.inputs().doubtful.iter().find(sets) {
            return Setter::Unseen(Why::MaySet(file.path.clone()));
        }
        if self.inputs().called {
            return Setter::Unseen(Why::Callers(name.into()));
        }
        // Where there is no default, the user may say what the variable has.
        let default = self.argument(declaration, "default");
        match self.directory().more_inputs.as_ref().filter(|_| default.is_some()) {
            Some(why) => Setter::Unseen(why.clone()),
            None => Setter::Default,
        }
    }

    /// The files that set variables of the root, the strongest first; a directory that others call
    /// has only those that were named.
    fn files(&self) -> impl Iterator<Item = &Tfvars> {
        let own = if self.inputs().called { &[][..] } else { &self.directory().tfvars };
        own.iter().chain(&self.inputs().files).rev()
    }

    /// What a text on the command line sets a variable to.
    fn assigned(&self, file: &Tfvars, declaration: &Declaration, value: &str) -> Value {
        let end = u32::try_from(value.len()).unwrap_or(u32::MAX);
        let origin = Origin::new(Span::new(file.text, 0, end));
        let literal = self.argument(declaration, "type").is_none_or(|constraint| {
            let kind = &constraint.value.node().kind;
            let primitive = ["string", "number", "bool"];
            matches!(kind, ExprKind::Variable(name) if primitive.contains(&name.as_str()))
        });
        if literal {
            return Value::string(value, origin);
        }
        match hcl::parse_expression(value) {
            Ok((parsed, id)) => {
                let path: Arc<str> = file.path.as_str().into();
                let source = Source { path, text: file.text, file: Arc::new(parsed) };
                self.evaluate(Expression { source: &source, id }, Scope::default())
            }
            Err(error) => self.error(error.message, origin),
        }
    }

    /// What a file sets a variable to; files of variables know no names and functions.
    fn set_by(&self, file: &Tfvars, declaration: &Declaration) -> Option<Value> {
        let start = Origin::new(Span::new(file.text, 0, 0));
        match &file.content {
            TfvarsContent::Hcl(hcl) => {
                let id = hcl.body.attribute(&declaration.name)?.value;
                let path: Arc<str> = file.path.as_str().into();
                let source = Source { path, text: file.text, file: Arc::clone(hcl) };
                let expression = Expression { source: &source, id };
                Some(self.evaluate(expression, Scope::default()))
            }
            TfvarsContent::Json(json) => {
                json.get(declaration.name.as_str()).map(|value| Value::from_json(value, &start))
            }
            TfvarsContent::Assignment { name, value } if *name == declaration.name => {
                Some(self.assigned(file, declaration, value))
            }
            TfvarsContent::Assignment { .. } | TfvarsContent::Unreadable => None,
        }
    }
}
