//! From an evaluated Terraform directory to facts.

mod arguments;
mod meant;
mod modules;
mod resources;

use std::sync::Arc;

use smol_str::SmolStr;

use crate::field::{Dialect, Object, Subject, Tool};
use crate::model::Facts;
use crate::source::Texts;
use crate::terraform::{Declaration, Evaluation, Instance};
use crate::value::{InstanceKey, Value};

/// What lowering a directory needs at every step.
struct Lowering<'a> {
    evaluation: &'a Evaluation<'a>,
    texts: &'a Texts,
    scope: &'a Arc<str>,
}

/// Adds what a directory declares.
pub fn lower(evaluation: &Evaluation<'_>, texts: &Texts, scope: &Arc<str>, facts: &mut Facts) {
    let lowering = Lowering { evaluation, texts, scope };
    for declaration in evaluation.resources() {
        lowering.resource(declaration, facts);
        lowering.arguments(declaration, facts);
    }
    for declaration in evaluation.module_calls() {
        lowering.module(declaration, facts);
    }
    facts.custom_networking |= lowering.mentions_custom_networking();
}

impl<'a> Lowering<'a> {
    /// Every instance of a block, as an object.
    fn objects(&self, declaration: &'a Declaration, dialect: &Dialect) -> Vec<Object> {
        let instances = self.evaluation.instances(declaration);
        let one = |instance: &Instance| {
            self.object(
                declaration,
                instance,
                dialect.clone(),
                self.evaluation.body(declaration, instance),
            )
        };
        instances.iter().map(one).collect()
    }

    fn object(
        &self,
        declaration: &Declaration,
        instance: &Instance,
        dialect: Dialect,
        body: Value,
    ) -> Object {
        Object {
            subject: Subject { tool: Tool::Terraform, name: declaration.address() },
            dialect,
            body,
            fallback: None,
            header: declaration.header,
            existence: instance.existence,
            instance: shown(&instance.key),
            scope: Arc::clone(self.scope),
        }
    }

    /// Whether pods may take their addresses elsewhere than nodes do: then the subnets of a node
    /// group say little about pods.
    fn mentions_custom_networking(&self) -> bool {
        let sources = self.evaluation.directory().sources();
        sources.iter().any(|source| {
            let content = self.texts.text(source.text).content();
            content.contains(super::CUSTOM_NETWORKING) || content.contains("ENIConfig")
        })
    }
}

/// An instance key as Terraform writes it; empty for the only instance.
fn shown(key: &InstanceKey) -> SmolStr {
    match key {
        InstanceKey::Single | InstanceKey::All | InstanceKey::Unknown => SmolStr::default(),
        InstanceKey::Index(index) => format!("[{index}]").into(),
        InstanceKey::Name(name) => format!("[{name:?}]").into(),
    }
}
