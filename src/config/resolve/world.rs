//! What is said about the world.

use std::collections::BTreeSet;

use smol_str::SmolStr;
use toml::Spanned;

use super::{Problem, Reader};
use crate::config::file::{self, File};
use crate::config::{Config, Wanted};
use crate::data::versions::{self, Doubt, Minor};
use crate::inputs::{Accounts, Class, Compute, Environment, KnownCluster, PROVIDED};
use crate::rule::closest;
use crate::source::{Paths, Span};
use crate::value::{Origin, Value};

/// Kinds whose absence some rule can speak of.
pub(in crate::config) const CLOSABLE: [&str; 7] = [
    "Deployment",
    "OpenIDConnectProvider",
    "Pod",
    "PodDisruptionBudget",
    "ServiceAccount",
    "StatefulSet",
    "StorageClass",
];

/// The key of what AWS calls "Amazon EBS encryption by default".
const ENCRYPTION: &str = "ebs-encryption-by-default";

impl Reader<'_> {
    pub(super) fn world(&self, file: &File, config: &mut Config) -> Result<(), Problem> {
        once("cluster", file.cluster.iter().map(|it| (it.as_ref().name.as_ref(), self.place(it))))?;
        let environments = file.environment.iter();
        once("environment", environments.map(|it| (&it.as_ref().name, self.place(it))))?;
        for cluster in &file.cluster {
            let known = self.cluster(cluster.as_ref(), config)?;
            let what = format!("cluster `{}`", known.name);
            // What is said last of a cluster takes the place of what another file says of it.
            config.said.retain(|(said, ..)| *said != what);
            config.said.push((what, described(&known), self.place(cluster)));
            config.world.clusters.retain(|it| it.name != known.name);
            config.world.clusters.push(known);
        }
        let mut own = Vec::new();
        for environment in &file.environment {
            let known = self.environment(environment.as_ref(), config)?;
            let what = format!("environment `{}`", known.name);
            config.said.retain(|(said, ..)| *said != what);
            config.said.push((what, depicted(&known), self.place(environment)));
            config.world.environments.retain(|it| it.name != known.name);
            own.push(known);
        }
        // The first that matches counts, and a file comes before those that it extends.
        config.world.environments.splice(0..0, own);
        let closed = self.kinds(&file.closed)?;
        for (kind, written) in closed.iter().zip(&file.closed) {
            config.said.push(("closed".to_owned(), kind.to_string(), self.place(written)));
        }
        config.world.closed.extend(closed);
        self.assumptions(&file.assume, config)
    }

    fn assumptions(&self, assume: &file::Assume, config: &mut Config) -> Result<(), Problem> {
        for (name, value) in &assume.variables {
            let place = self.place(value);
            let json = json(value.as_ref()).map_err(|reason| Problem { place, reason })?;
            let value = Value::from_json(&json, &Origin::new(place));
            config.world.variables.insert(name.as_ref().as_str().into(), value);
            config.assumed.push((name.as_ref().clone(), self.place(name)));
            config.said.push((format!("var.{}", name.as_ref()), json.to_string(), place));
        }
        for id in &assume.accounts {
            config.world.accounts.ids.insert(self.account(id)?);
            config.said.push(("account".to_owned(), id.as_ref().clone(), self.place(id)));
        }
        if let Some(on) = &assume.ebs_encryption_by_default {
            config.world.accounts.encrypt_volumes = Some(*on.as_ref());
            config.said.retain(|(said, ..)| said != ENCRYPTION);
            config.said.push((ENCRYPTION.to_owned(), on.as_ref().to_string(), self.place(on)));
        }
        Ok(())
    }

    /// The identifier of an AWS account.
    fn account(&self, written: &Spanned<String>) -> Result<SmolStr, Problem> {
        let id = written.as_ref();
        if id.len() == 12 && id.bytes().all(|it| it.is_ascii_digit()) {
            return Ok(id.into());
        }
        let reason = format!("`{id}` is no AWS account; twelve digits are expected");
        Err(Problem { place: self.place(written), reason })
    }

    fn cluster(
        &self,
        cluster: &file::Cluster,
        config: &mut Config,
    ) -> Result<KnownCluster, Problem> {
        let version = cluster.version.as_ref().map(|written| self.version(written, config));
        let version = version.transpose()?;
        for name in &cluster.provides {
            let meant = closest(name.as_ref(), PROVIDED.iter().map(|it| (*it).to_owned()));
            let meant = meant.filter(|_| !PROVIDED.contains(&name.as_ref().as_str()));
            if let Some(meant) = meant {
                let doubt = format!("`{}` is nothing that ekslint knows", name.as_ref());
                let doubt = format!("{doubt}; did you mean `{meant}`?");
                config.doubts.push((doubt, self.place(name)));
            }
        }
        let ways = Compute::ALL.map(|way| (way.key(), way));
        let compute: Result<BTreeSet<Compute>, Problem> = cluster
            .compute
            .iter()
            .map(|name| self.one_of(name, "way to run pods", &ways))
            .collect();
        Ok(KnownCluster {
            name: cluster.name.as_ref().as_str().into(),
            named: Some(self.place(&cluster.name)),
            paths: self.folders(cluster.paths.as_ref(), "cluster", config)?,
            place: cluster.paths.as_ref().map(|paths| self.place(paths)),
            version,
            compute: compute?,
            provides: cluster.provides.iter().map(|it| it.as_ref().into()).collect(),
            closed: self.kinds(&cluster.closed)?,
        })
    }

    fn version(
        &self,
        written: &Spanned<String>,
        config: &mut Config,
    ) -> Result<(Minor, Span), Problem> {
        let place = self.place(written);
        let refuse = |reason: String| Problem { place, reason };
        if written.as_ref().is_empty() {
            let reason = "a Kubernetes version such as 1.34 is expected, not nothing";
            return Err(refuse(reason.to_owned()));
        }
        let minor = written.as_ref().parse::<Minor>();
        let minor = minor.map_err(|error| refuse(format!("`{}` is {error}", written.as_ref())))?;
        match versions::doubt(minor) {
            Some(Doubt::Never) => Err(refuse(format!("`{minor}` {}", Doubt::Never))),
            Some(doubt) => {
                config.doubts.push((format!("`{minor}` {doubt}"), place));
                Ok((minor, place))
            }
            None => Ok((minor, place)),
        }
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
            let paths = paths.map_err(|reason| Problem { place, reason })?;
            config.patterns.push(Wanted { paths, place, folders_of: None });
        }
        Ok(Environment {
            name: environment.name.as_str().into(),
            class: class.transpose()?,
            paths: self.folders(environment.paths.as_ref(), "environment", config)?,
            var_files: environment.var_files.iter().map(|it| it.as_ref().clone()).collect(),
            workspace: environment.workspace.as_deref().map(SmolStr::from),
            accounts: Accounts {
                ids: environment
                    .accounts
                    .iter()
                    .map(|id| self.account(id))
                    .collect::<Result<_, _>>()?,
                encrypt_volumes: environment
                    .ebs_encryption_by_default
                    .as_ref()
                    .map(|it| *it.as_ref()),
            },
        })
    }

    fn kinds(&self, written: &[Spanned<String>]) -> Result<BTreeSet<SmolStr>, Problem> {
        let kinds = CLOSABLE.map(|kind| (kind, SmolStr::from(kind)));
        let what = "kind whose absence a rule speaks of";
        written.iter().map(|kind| self.one_of(kind, what, &kinds)).collect()
    }
}

/// Refuses a name that one file gives twice.
fn once<'a>(what: &str, names: impl Iterator<Item = (&'a String, Span)>) -> Result<(), Problem> {
    let mut seen = BTreeSet::new();
    for (name, place) in names {
        if !seen.insert(name) {
            let reason = format!("the {what} `{name}` is above; say everything of it there");
            return Err(Problem { place, reason });
        }
    }
    Ok(())
}

/// A value of TOML as JSON has it; TOML's dates, `nan` and `inf` have no counterpart.
fn json(value: &toml::Value) -> Result<serde_json::Value, String> {
    use serde_json::Value as Json;
    Ok(match value {
        toml::Value::Datetime(date) => {
            return Err(format!("Terraform has no dates; write \"{date}\", in quotes"));
        }
        toml::Value::Float(number) if !number.is_finite() => {
            return Err(format!("`{number}` is no number of Terraform"));
        }
        toml::Value::Array(items) => Json::Array(items.iter().map(json).collect::<Result<_, _>>()?),
        toml::Value::Table(table) => {
            let entry = |(key, value): (&String, _)| Ok((key.clone(), json(value)?));
            Json::Object(table.iter().map(entry).collect::<Result<_, String>>()?)
        }
        plain => serde_json::to_value(plain).map_err(|error| error.to_string())?,
    })
}

/// What is said of an environment, in one line.
fn depicted(environment: &Environment) -> String {
    let mut parts = vec![environment.class.map_or("no class", Class::name).to_owned()];
    parts.extend(listed("paths", environment.paths.patterns()));
    parts.extend(listed("var-files", &environment.var_files));
    parts.extend(environment.workspace.as_ref().map(|name| format!("workspace = {name:?}")));
    let ids: Vec<String> = environment.accounts.ids.iter().map(ToString::to_string).collect();
    parts.extend(listed("accounts", &ids));
    parts.extend(environment.accounts.encrypt_volumes.map(|on| format!("{ENCRYPTION} = {on}")));
    parts.join(", ")
}

/// `paths = ["a", "b"]`, unless there are none.
pub(in crate::config) fn listed(key: &str, all: &[String]) -> Option<String> {
    (!all.is_empty()).then(|| format!("{key} = {all:?}"))
}

/// What is said of a cluster, in one line.
fn described(cluster: &KnownCluster) -> String {
    let mut parts = Vec::new();
    parts.extend(listed("paths", cluster.paths.patterns()));
    parts.extend(cluster.version.map(|(minor, _)| format!("version {minor}")));
    parts.extend(cluster.compute.iter().map(|way| way.name().to_owned()));
    parts.extend(cluster.provides.iter().map(|name| format!("has {name}")));
    parts.extend(cluster.closed.iter().map(|kind| format!("every {kind} is here")));
    parts.join(", ")
}
