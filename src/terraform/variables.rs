//! Variables: who sets them, and to what.

use std::sync::Arc;

use super::body::{Expression, Source};
use super::directory::{Category, Declaration};
use super::evaluation::Evaluation;
use super::memo::Symbol;
use super::scope::Scope;
use super::tfvars::{Tfvars, TfvarsContent};
use crate::source::Span;
use crate::value::{Origin, Step, Value, Why};

/// Who sets a variable.
enum Setter {
    /// The configuration of the run, or a module call.
    Outside(Value, Option<Step>),
    /// A file of variables.
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
        match self.setter(name) {
            Setter::Outside(_, Some(step)) => step,
            Setter::File(_) => Step::Tfvars(name.into()),
            _ => Step::VariableDefault(name.into()),
        }
    }

    fn set_variable(&self, declaration: &Declaration) -> Value {
        let name = &declaration.name;
        let value = match self.setter(name) {
            Setter::Outside(value, _) | Setter::File(value) => value,
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
            None => match self.assumed(&declaration.name) {
                Some(value) => self.typed(declaration, value),
                None => Value::unknown(Why::NoDefault(declaration.name.clone()), origin),
            },
        }
    }

    /// What the user says that a root's variable has where nothing sets it.
    fn assumed(&self, name: &str) -> Option<Value> {
        let is_root = self.inputs().arguments.is_none();
        self.inputs().assumed.get(name).filter(|_| is_root).cloned()
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

    fn setter(&self, name: &str) -> Setter {
        if let Some(value) = self.inputs().variables.get(name) {
            return Setter::Outside(value.clone(), None);
        }
        match &self.inputs().arguments {
            Some(arguments) => match arguments.get(name) {
                Some(value) => {
                    Setter::Outside(value.clone(), Some(Step::ModuleArgument(name.into())))
                }
                None => Setter::Default,
            },
            None if self.directory().called => Setter::Unseen(Why::Callers(name.into())),
            None => self.setting_file(name),
        }
    }

    fn setting_file(&self, name: &str) -> Setter {
        for file in self.directory().tfvars.iter().rev() {
            if let Some(value) = self.set_by(file, name) {
                return Setter::File(value);
            }
            if !file.content.is_whole() {
                return Setter::Unseen(Why::Tfvars(file.path.clone()));
            }
        }
        Setter::Default
    }

    /// What a file sets a variable to; files of variables know no names and functions.
    fn set_by(&self, file: &Tfvars, name: &str) -> Option<Value> {
        match &file.content {
            TfvarsContent::Hcl(hcl) => {
                let id = hcl.body.attribute(name)?.value;
                let path: Arc<str> = file.path.as_str().into();
                let source = Source { path, text: file.text, file: Arc::clone(hcl) };
                let expression = Expression { source: &source, id };
                Some(self.evaluate(expression, Scope::default()))
            }
            TfvarsContent::Json(json) => {
                let start = Origin::new(Span::new(file.text, 0, 0));
                json.get(name).map(|value| Value::from_json(value, &start))
            }
            TfvarsContent::Unreadable => None,
        }
    }
}
