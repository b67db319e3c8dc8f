//! One evaluation of a directory: what rules and lowering ask.

use std::rc::Rc;

use super::body::{Argument, Expression};
use super::directory::{Category, Declaration, Directory};
use super::inputs::Inputs;
use super::instances::Instance;
use super::memo::Symbol;
use super::modules::Modules;
use super::scope::Scope;
use super::session::{ModuleInstance, Session};
use crate::source::Texts;
use crate::value::Value;

/// Deeper nesting, through references too, is not followed.
const DEPTH: u32 = 256;

/// More expressions are not evaluated.
const STEPS: u32 = 2_000_000;

/// One module instance under certain inputs; values are made when they are asked for, and kept.
///
/// It belongs to one thread; several evaluations may share a [`Directory`].
pub struct Evaluation<'a> {
    pub(super) session: Rc<Session<'a>>,
    pub(super) here: Rc<ModuleInstance<'a>>,
}

impl<'a> Evaluation<'a> {
    /// An evaluation of a root of which nothing has been asked yet; module calls are not followed.
    pub fn new(directory: &'a Directory, inputs: &'a Inputs) -> Self {
        Self::start(Session::new(None, directory, inputs))
    }

    /// The same, following calls of the modules that are given.
    pub fn with_modules(
        modules: &'a Modules,
        directory: &'a Directory,
        inputs: &'a Inputs,
    ) -> Self {
        Self::start(Session::new(Some(modules), directory, inputs))
    }

    fn start(session: Session<'a>) -> Self {
        let here = session.instance(0);
        Self { session: Rc::new(session), here }
    }

    /// The same, with values that come from files which `file()` and `templatefile()` read standing
    /// in these files; they stand at the call otherwise.
    #[must_use]
    pub fn with_texts(self, texts: &'a Texts) -> Self {
        self.session.texts.set(Some(texts));
        self
    }

    /// The directory.
    pub fn directory(&self) -> &'a Directory {
        self.here.directory
    }

    /// What is set from outside the root.
    pub fn inputs(&self) -> &'a Inputs {
        self.session.inputs
    }

    /// The `resource` blocks.
    pub fn resources(&self) -> impl Iterator<Item = &'a Declaration> {
        self.directory().of(Category::Resource)
    }

    /// The `data` blocks.
    pub fn data_sources(&self) -> impl Iterator<Item = &'a Declaration> {
        self.directory().of(Category::Data)
    }

    /// The `module` blocks.
    pub fn module_calls(&self) -> impl Iterator<Item = &'a Declaration> {
        self.directory().of(Category::Module)
    }

    /// The argument of a declaration as it is written; its value is [`Self::attribute`].
    pub fn argument(&self, declaration: &Declaration, name: &str) -> Option<Argument<'a>> {
        self.directory().body(declaration).argument(name)
    }

    /// The value of a local, if it is declared.
    pub fn local(&self, name: &str) -> Option<Value> {
        let expression = self.directory().local(name)?;
        let work = || self.evaluate(expression, Scope::default());
        Some(self.remember(Symbol::Local(name.into()), work))
    }

    /// The value of an output, if it is declared.
    pub fn output(&self, name: &str) -> Option<Value> {
        let declaration = self.directory().find(Category::Output, "", name)?;
        let value = self.argument(declaration, "value")?.value;
        let work = || self.evaluate(value, Scope::default());
        Some(self.remember(Symbol::Output(name.into()), work))
    }

    /// The value of an expression that stands in no instance.
    pub fn expression(&self, expression: Expression<'_>) -> Value {
        self.attempt(|| self.evaluate(expression, Scope::default())).0
    }

    /// The value of an expression that stands in an instance of a block.
    pub fn expression_in(
        &self,
        expression: Expression<'_>,
        declaration: &Declaration,
        instance: &Instance,
    ) -> Value {
        self.attempt(|| self.evaluate(expression, Scope::of(declaration, instance))).0
    }

    /// Counts one more expression, and one level more until `leave`; or the limit that it breaks.
    pub(super) fn enter(&self) -> Result<(), &'static str> {
        let Session { depth, steps, .. } = &*self.session;
        if depth.get() >= DEPTH {
            return Err("expressions nest too deeply");
        }
        if steps.get() >= STEPS {
            return Err("too many expressions");
        }
        steps.set(steps.get() + 1);
        depth.set(depth.get() + 1);
        Ok(())
    }

    /// Ends a level that `enter` began.
    pub(super) fn leave(&self) {
        let depth = &self.session.depth;
        depth.set(depth.get() - 1);
    }
}
