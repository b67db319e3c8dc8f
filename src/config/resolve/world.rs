//! What is said about the world.

use std::collections::BTreeSet;

use smol_str::SmolStr;
use toml::Spanned;

use super::{Problem, Reader};
use crate::config::Config;
use crate::config::file::{self, File};
use crate::data::versions::Minor;
use crate::inputs::{Class, Compute, Environment, KnownCluster};
use crate::source::Paths;
use crate::value::{Origin, Value};

/// Kinds whose absence some rule can speak of.
pub(in crate::config) const CLOSABLE: [&str; 1] = ["ServiceAccount"];

impl Reader<'_> {
    pub(super) fn world(&self, file: &File, config: &mut Config) -> Result<(), Problem> {
        for cluster in &file.cluster {
            let known = self.cluster(cluster.as_ref(), config)?;
            let what = format!("cluster `{}`", known.name);
            config.said.push((what, described(&known), self.place(cluster)));
            config.world.clusters.push(known);
        }
        for environment in &file.environment {
            let known = self.environment(environment.as_ref(), config)?;
            let what = format!("environment `{}`", known.name);
            let class = known.class.map_or("no class", Class::name).to_owned();
            config.said.push((what, class, self.place(environment)));
            config.world.environments.push(known);
        }
        let closed = self.kinds(&file.closed)?;
        config.world.closed.extend(closed);
        for (name, value) in &file.assume.variables {
            let place = self.place(value);
            let json = serde_json::to_value(value.as_ref())
                .map_err(|error| Problem { place, reason: error.to_string() })?;
            let value = Value::from_json(&json, &Origin::new(place));
            config.world.variables.insert(name.as_ref().as_str().into(), value);
            config.said.push((format!("var.{}", name.as_ref()), json.to_string(), place));
        }
        Ok(())
    }

    fn cluster(
        &self,
        cluster: &file::Cluster,
        config: &mut Config,
    ) -> Result<KnownCluster, Problem> {
        let version = cluster.version.as_ref().map(|written| {
            let place = self.place(written);
            let minor = written.as_ref().parse::<Minor>();
            minor.map(|minor| (minor, place)).map_err(|error| Problem {
                place,
                reason: format!("`{}` is {error}", written.as_ref()),
            })
        });
        let ways = Compute::ALL.map(|way| (way.key(), way));
        let compute: Result<BTreeSet<Compute>, Problem> = cluster
            .compute
            .iter()
            .map(|name| self.one_of(name, "way to run pods", &ways))
            .collect();
        Ok(KnownCluster {
            name: cluster.name.as_str().into(),
            paths: self.paths(cluster.paths.as_ref(), config)?,
            version: version.transpose()?,
            compute: compute?,
            provides: cluster.provides.iter().map(SmolStr::from).collect(),
            closed: self.kinds(&cluster.closed)?,
        })
    }

    fn environment(
        &self,
        environment: &file::Environment,
        config: &mut Config,
    ) -> Result<Environment, Problem> {
        let classes = Class::ALL.map(|class| (class.name(), class));
        let class = environment.class.as_ref();
        let class = class.map(|name| self.one_of(name, "class of environments", &classes));
        for file in &environment.var_files {
            let place = self.place(file);
            let paths = Paths::new(std::slice::from_ref(file.as_ref()));
            config.patterns.push((paths.map_err(|reason| Problem { place, reason })?, place));
        }
        Ok(Environment {
            name: environment.name.as_str().into(),
            class: class.transpose()?,
            paths: self.paths(environment.paths.as_ref(), config)?,
            var_files: environment.var_files.iter().map(|it| it.as_ref().clone()).collect(),
        })
    }

    fn kinds(&self, written: &[Spanned<String>]) -> Result<BTreeSet<SmolStr>, Problem> {
        let kinds = CLOSABLE.map(|kind| (kind, SmolStr::from(kind)));
        let what = "kind whose absence a rule speaks of";
        written.iter().map(|kind| self.one_of(kind, what, &kinds)).collect()
    }
}

/// What is said of a cluster, in one line.
fn described(cluster: &KnownCluster) -> String {
    let mut parts = Vec::new();
    parts.extend(cluster.version.map(|(minor, _)| format!("version {minor}")));
    parts.extend(cluster.compute.iter().map(|way| way.name().to_owned()));
    parts.extend(cluster.provides.iter().map(|name| format!("has {name}")));
    parts.extend(cluster.closed.iter().map(|kind| format!("every {kind} is here")));
    parts.join(", ")
}
