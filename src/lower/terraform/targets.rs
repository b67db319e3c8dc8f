//! The cluster that a root applies Kubernetes objects to, where that is declared elsewhere.

use std::collections::BTreeSet;

use smol_str::SmolStr;

use super::Lowering;
use crate::model::Facts;
use crate::terraform::{Category, Declaration};
use crate::value::{Kind, Mode, Value};

/// The providers that apply objects, each with what its connection is set in.
const PROVIDERS: [(&str, &str); 3] = [("kubernetes", ""), ("kubectl", ""), ("helm", "kubernetes")];

impl Lowering<'_, '_> {
    /// Notes the cluster that all providers of a root connect to, if its name is known: they have
    /// its endpoint from `data.aws_eks_cluster`.
    pub(super) fn target(&self, facts: &mut Facts) {
        let providers = self.evaluation.directory().of(Category::Provider);
        let connected = providers.filter_map(|it| {
            let (_, block) = PROVIDERS.iter().find(|(name, _)| *name == it.name)?;
            Some(self.connected(it, block))
        });
        let all: BTreeSet<Option<SmolStr>> = connected.collect();
        let mut all = all.into_iter();
        if let (Some(Some(name)), None) = (all.next(), all.next()) {
            facts.target = Some(name);
        }
    }

    /// The name of the cluster that a provider connects to.
    fn connected(&self, provider: &Declaration, block: &str) -> Option<SmolStr> {
        let instances = self.evaluation.instances(provider);
        let outer = if block.is_empty() { "host" } else { block };
        let value = self.evaluation.attribute(provider, instances.first()?, outer)?;
        let host = match &value.kind {
            Kind::List(list) => list.items.first()?.get("host")?.clone(),
            Kind::Map(_) => value.get("host")?.clone(),
            _ => value,
        };
        self.named(&host)
    }

    /// The name of the cluster whose endpoint a value is.
    fn named(&self, host: &Value) -> Option<SmolStr> {
        let reference = host.as_reference()?;
        let read = reference.mode == Mode::Data
            && reference.kind == "aws_eks_cluster"
            && reference.attribute() == Some("endpoint")
            && reference.module.is_empty();
        let mut sources = self.evaluation.data_sources();
        let source =
            sources.find(|it| read && it.kind == "aws_eks_cluster" && it.name == reference.name)?;
        let instances = self.evaluation.instances(source);
        let [only] = &*instances else { return None };
        self.evaluation.attribute(source, only, "name")?.as_str().map(SmolStr::from)
    }
}
