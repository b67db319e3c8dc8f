//! What the module instances of one evaluation share, and how one enters another.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use smol_str::{SmolStr, format_smolstr};

use super::directory::{Category, Declaration, Directory};
use super::evaluation::Evaluation;
use super::inputs::Inputs;
use super::instances::{Instance, written};
use super::memo::Memo;
use super::modules::Modules;
use super::outcome::Outcome;
use crate::source::Texts;
use crate::value::{InstanceKey, Truth, Why};

/// Modules are not followed through more calls within calls.
const NESTING: usize = 16;

/// More module instances are not made in one root.
const MODULES: usize = 1_000;

/// More instances of one call are not made.
const INSTANCES: usize = 64;

/// The instances of a block, by the numbers of its module instance and its declaration.
type Repeated = HashMap<(usize, usize), Rc<[Instance]>>;

/// The module instance that a call makes, by the numbers of the calling module instance, the call,
/// and the instance of the call.
type Calls = HashMap<(usize, usize, usize), Result<usize, Why>>;

/// What all module instances of one root share: one memo, so that a circle through several of them
/// is one circle, and one count of steps.
pub(super) struct Session<'a> {
    pub(super) inputs: &'a Inputs,
    pub(super) modules: Option<&'a Modules>,
    pub(super) memo: RefCell<Memo>,
    pub(super) repeated: RefCell<Repeated>,
    pub(super) outcome: Cell<Outcome>,
    pub(super) steps: Cell<u32>,
    pub(super) depth: Cell<u32>,
    /// The texts of the run, where places in named files are wanted.
    pub(super) texts: Cell<Option<&'a Texts>>,
    instances: RefCell<Vec<Rc<ModuleInstance<'a>>>>,
    calls: RefCell<Calls>,
}

/// One instance of a module: the root, or what a call makes of a directory.
pub(super) struct ModuleInstance<'a> {
    pub(super) number: usize,
    pub(super) directory: &'a Directory,
    /// Its path with instance keys, such as `module.eks["a"]`; empty for the root.
    pub(super) address: SmolStr,
    /// Its path without instance keys.
    pub(super) path: SmolStr,
    /// Whether it exists.
    pub(super) existence: Truth,
    /// Who makes it.
    pub(super) call: Option<Call<'a>>,
}

/// The call that makes a module instance.
pub(super) struct Call<'a> {
    pub(super) caller: Rc<ModuleInstance<'a>>,
    pub(super) declaration: &'a Declaration,
    pub(super) instance: Instance,
}

impl<'a> Session<'a> {
    /// A session of which only the root exists.
    pub(super) fn new(
        modules: Option<&'a Modules>,
        directory: &'a Directory,
        inputs: &'a Inputs,
    ) -> Self {
        let root = ModuleInstance {
            number: 0,
            directory,
            address: SmolStr::default(),
            path: SmolStr::default(),
            existence: Truth::True,
            call: None,
        };
        Self {
            inputs,
            modules,
            memo: RefCell::default(),
            repeated: RefCell::default(),
            outcome: Cell::default(),
            steps: Cell::new(0),
            depth: Cell::new(0),
            texts: Cell::new(None),
            instances: RefCell::new(vec![Rc::new(root)]),
            calls: RefCell::default(),
        }
    }

    /// A module instance by its number.
    pub(super) fn instance(&self, number: usize) -> Rc<ModuleInstance<'a>> {
        Rc::clone(&self.instances.borrow()[number])
    }
}

impl ModuleInstance<'_> {
    /// This instance and those around it, the root last.
    fn outward(&self) -> impl Iterator<Item = &Self> {
        std::iter::successors(Some(self), |inner| inner.call.as_ref().map(|call| &*call.caller))
    }
}

impl<'a> Evaluation<'a> {
    /// The evaluation of another module instance of the same root.
    pub(super) fn of(&self, here: Rc<ModuleInstance<'a>>) -> Self {
        Self { session: Rc::clone(&self.session), here }
    }

    /// The module instance with an address, if it was entered.
    pub(super) fn at_address(&self, address: &str) -> Option<Self> {
        if self.here.address == address {
            return Some(self.of(Rc::clone(&self.here)));
        }
        let instances = self.session.instances.borrow();
        let found = instances.iter().find(|it| it.address == address).cloned();
        found.map(|here| self.of(here))
    }

    /// The path of this module instance, such as `module.eks["a"]`; empty for the root.
    pub fn module(&self) -> &SmolStr {
        &self.here.address
    }

    /// The path of this module without instance keys, such as `module.eks`; empty for the root.
    pub fn module_path(&self) -> &SmolStr {
        &self.here.path
    }

    /// Whether this module instance exists, as far as its own call and those around it say.
    pub fn existence(&self) -> Truth {
        self.here.existence
    }

    /// Whether the source of a call is a directory that can be entered, whatever its instances are.
    pub fn is_local(&self, declaration: &Declaration) -> bool {
        self.target(declaration).is_ok()
    }

    /// The path of the directory that a call would enter, if it is sure to make no instance of it.
    pub fn switched_off(&self, declaration: &Declaration) -> Option<Arc<str>> {
        let off = self.instances(declaration).is_empty();
        let directory = self.target(declaration).ok().filter(|_| off)?;
        Some(Arc::clone(&directory.path))
    }

    /// The module instance that an instance of a call makes.
    ///
    /// # Errors
    /// Why it is not followed: its source is elsewhere, it goes round in a circle, or a limit.
    pub fn enter_module(
        &self,
        declaration: &'a Declaration,
        instance: &Instance,
    ) -> Result<Self, Why> {
        let key = (self.here.number, declaration.number, instance.number);
        if let Some(known) = self.session.calls.borrow().get(&key) {
            let known = known.clone();
            return known.map(|number| self.of(self.session.instance(number)));
        }
        let made = self.make_module(declaration, instance);
        self.session.calls.borrow_mut().insert(key, made.clone());
        made.map(|number| self.of(self.session.instance(number)))
    }

    fn make_module(&self, declaration: &'a Declaration, instance: &Instance) -> Result<usize, Why> {
        let directory = self.target(declaration)?;
        let address = self.addressed(&declaration.address());
        if self.here.outward().any(|outer| outer.directory.path == directory.path) {
            return Err(Why::Cycle(address));
        }
        if self.here.outward().count() > NESTING {
            return Err(Why::Limit("modules nest too deeply"));
        }
        let number = self.session.instances.borrow().len();
        let told_apart = !matches!(instance.key, InstanceKey::Unknown);
        if number >= MODULES || told_apart && instance.number >= INSTANCES {
            return Err(Why::Limit("too many module instances"));
        }
        let within = |path: &SmolStr| match path.as_str() {
            "" => declaration.address(),
            outer => format_smolstr!("{outer}.{}", declaration.address()),
        };
        let made = ModuleInstance {
            number,
            directory,
            address: format_smolstr!("{address}{}", written(&instance.key)),
            path: within(&self.here.path),
            existence: self.here.existence & instance.existence,
            call: Some(Call {
                caller: Rc::clone(&self.here),
                declaration,
                instance: instance.clone(),
            }),
        };
        self.session.instances.borrow_mut().push(Rc::new(made));
        Ok(number)
    }

    /// The directory that a call names.
    fn target(&self, declaration: &Declaration) -> Result<&'a Directory, Why> {
        let address = || Why::RemoteModule(self.addressed(&declaration.address()));
        let source = self.argument(declaration, "source").ok_or_else(address)?;
        let source = self.expression(source.value);
        let source = source.as_str().ok_or_else(address)?;
        let modules = self.session.modules.ok_or_else(address)?;
        let root = self.session.instance(0).directory;
        let calls = match self.here.path.as_str() {
            "" => declaration.name.clone(),
            outer => format_smolstr!("{}.{}", outer.replace("module.", ""), declaration.name),
        };
        modules.called(&self.here.directory.path, source, (&root.path, &calls)).ok_or_else(address)
    }

    /// An address of this module instance as the root sees it.
    pub fn addressed(&self, local: &str) -> SmolStr {
        match self.here.address.as_str() {
            "" => local.into(),
            module => format_smolstr!("{module}.{local}"),
        }
    }

    /// The evaluation of the caller, with the call and its instance; none for the root.
    pub(super) fn caller(&self) -> Option<(Self, &Declaration, &Instance)> {
        let call = self.here.call.as_ref()?;
        Some((self.of(Rc::clone(&call.caller)), call.declaration, &call.instance))
    }

    /// The declaration of a module call by its name.
    pub(super) fn call_named(&self, name: &str) -> Option<&'a Declaration> {
        self.directory().find(Category::Module, "", name)
    }
}
