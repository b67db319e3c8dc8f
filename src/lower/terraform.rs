//! From an evaluated Terraform directory to facts.

mod arguments;
mod identity;
mod irsa;
mod manifests;
mod meant;
mod modules;
mod nodes;
mod planned;
mod releases;
mod resources;
mod targets;

use std::collections::BTreeSet;
use std::sync::Arc;

use smol_str::SmolStr;

use crate::field::{Dialect, Object, Subject, Tool};
use crate::model::Facts;
use crate::source::{Span, TextId, Texts};
use crate::terraform::{Declaration, Evaluation, Instance, Plan};
use crate::value::{InstanceKey, Value, Why};

pub use planned::lower_plan;

/// What lowering a directory needs at every step.
struct Lowering<'r, 'a> {
    evaluation: &'r Evaluation<'a>,
    texts: &'r Texts,
    scope: &'r Arc<str>,
    /// A plan of the root, which says what its files leave open.
    plan: Option<&'r Plan>,
}

/// The paths of directories that a root calls as modules.
#[derive(Debug, Default)]
pub struct Entered {
    /// Those that were entered, and the root itself.
    pub made: BTreeSet<Arc<str>>,
    /// Those that a call makes no instance of.
    pub off: BTreeSet<Arc<str>>,
}

/// Adds what a root declares, and what the modules declare that it calls; gives the directories
/// that were entered. A plan of the root fills in what its files leave open.
pub fn lower(
    evaluation: &Evaluation<'_>,
    plan: Option<&Plan>,
    texts: &Texts,
    scope: &Arc<str>,
    facts: &mut Facts,
) -> Entered {
    let lowering = Lowering { evaluation, texts, scope, plan };
    let mut entered = Entered::default();
    lowering.instance(facts, &mut entered);
    lowering.elsewhere(facts);
    lowering.target(facts);
    entered
}

impl Lowering<'_, '_> {
    /// Adds what this module instance declares, and those inside it.
    fn instance(&self, facts: &mut Facts, entered: &mut Entered) {
        let evaluation = self.evaluation;
        entered.made.insert(Arc::clone(&evaluation.directory().path));
        for declaration in evaluation.resources() {
            self.resource(declaration, facts);
            self.arguments(declaration, facts);
        }
        for declaration in evaluation.module_calls() {
            self.module(declaration, facts);
            entered.off.extend(evaluation.switched_off(declaration));
            for inner in self.called(declaration, facts) {
                Lowering { evaluation: &inner, ..*self }.instance(facts, entered);
            }
        }
        for source in evaluation.directory().sources() {
            note_network(source.text, self.texts, facts);
        }
    }
}

impl<'a> Lowering<'_, 'a> {
    /// Every instance of a block, as an object.
    fn objects(&self, declaration: &'a Declaration, dialect: &Dialect) -> Vec<Object> {
        let instances = self.evaluation.instances(declaration);
        let one = |instance: &Instance| {
            let header = self.evaluation.editable_header(declaration.header);
            let body = self.evaluation.body(declaration, instance);
            let body = self.evaluation.editable(body, header);
            self.object(declaration, instance, dialect.clone(), body)
        };
        let made = instances.iter().map(one).collect();
        match self.plan.filter(|_| *dialect == Dialect::Resource) {
            Some(plan) => planned::with_plan(plan, (self.evaluation, declaration), made),
            None => made,
        }
    }

    fn object(
        &self,
        declaration: &Declaration,
        instance: &Instance,
        dialect: Dialect,
        body: Value,
    ) -> Object {
        let module = self.evaluation.module();
        let local = declaration.address();
        let key = shown(&instance.key);
        let path = self.evaluation.module_path();
        let whole =
            if module == path { key } else { self.evaluation.addressed(&format!("{local}{key}")) };
        let name = if path.is_empty() { local } else { format!("{path}.{local}").into() };
        Object {
            subject: Subject { tool: Tool::Terraform, name },
            dialect,
            body,
            fallback: None,
            header: self.evaluation.editable_header(declaration.header),
            existence: self.evaluation.existence() & instance.existence,
            instance: whole,
            module: module.clone(),
            scope: Arc::clone(self.scope),
        }
    }

    /// The module instances that a call makes, as far as they can be entered; those over a limit
    /// are noted.
    fn called(&self, declaration: &'a Declaration, facts: &mut Facts) -> Vec<Evaluation<'a>> {
        let mut entered = Vec::new();
        for instance in self.evaluation.instances(declaration).iter() {
            match self.evaluation.enter_module(declaration, instance) {
                Ok(inner) => entered.push(inner),
                Err(Why::Limit(_)) => {
                    let local = format!("{}{}", declaration.address(), shown(&instance.key));
                    facts.over_limit.push(self.evaluation.addressed(&local));
                }
                Err(_) => {}
            }
        }
        entered
    }
}

/// Notes where a text has the words of custom networking, by which pods may take their addresses
/// elsewhere than nodes do, and of prefix delegation.
fn note_network(text: TextId, texts: &Texts, facts: &mut Facts) {
    let content = texts.text(text).content();
    let places = |word: &'static str| {
        content.match_indices(word).map(move |(at, word)| {
            let short = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
            Span::new(text, short(at), short(at + word.len()))
        })
    };
    let custom = places(super::CUSTOM_NETWORKING).chain(places("ENIConfig"));
    facts.custom_networking.places.extend(custom);
    facts.prefix_delegation.places.extend(places(super::PREFIX_DELEGATION));
}

/// An instance key as Terraform writes it; empty for the only instance.
fn shown(key: &InstanceKey) -> SmolStr {
    match key {
        InstanceKey::Single | InstanceKey::All | InstanceKey::Unknown => SmolStr::default(),
        InstanceKey::Index(index) => format!("[{index}]").into(),
        InstanceKey::Name(name) => format!("[{name:?}]").into(),
    }
}
