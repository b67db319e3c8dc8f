//! From a release to the repository that its chart is taken from.

use super::Project;
use crate::field::Field;
use crate::model::{Dependency, DependencyKind};
use crate::value::Text;

impl Project {
    /// The address of the repository that a chart is taken from by name, if the scope of the
    /// release or a linked one declares exactly one of that name.
    pub fn repository_of(&self, chart: &Dependency) -> Option<&Field<Text>> {
        let DependencyKind::ChartOf(namespace, name) = &chart.kind else { return None };
        let scope = self.scope_of(&chart.object)?;
        let named = |it: &&Dependency| {
            let at = |path: &str| it.object.at::<smol_str::SmolStr>(path).known().cloned();
            matches!(it.kind, DependencyKind::Charts)
                && at("metadata.name").as_ref() == Some(name)
                && at("metadata.namespace").unwrap_or_default() == *namespace
        };
        let mut found = self.linked(scope).flat_map(|unit| &unit.facts.dependencies).filter(named);
        let (one, more) = (found.next()?, found.next());
        more.is_none().then_some(&one.name)
    }
}
