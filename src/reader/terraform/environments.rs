//! The environments that a root is applied to: each is evaluated by itself.
//!
//! The user names them with their files of variables. Where nobody does, every file of variables
//! that Terraform does not read by itself stands for one: nobody keeps `prod.tfvars` beside a root
//! to leave it out. What another such file sets may hold as well, so it is not known.

use std::collections::{BTreeMap, BTreeSet};

use smol_str::SmolStr;

use super::variables;
use crate::inputs::World;
use crate::source::{TextId, Texts, ancestors, folder};
use crate::terraform::Tfvars;

/// The environments of every root that has some, by its folder.
#[derive(Debug, Default)]
pub(super) struct Environments(BTreeMap<String, Vec<Environment>>);

/// One environment of a root.
#[derive(Debug)]
pub(super) struct Environment {
    pub(super) name: SmolStr,
    /// What it is applied with, the strongest last.
    pub(super) files: Vec<Tfvars>,
    /// What may be given as well.
    pub(super) doubtful: Vec<Tfvars>,
    /// The workspace that it is, if the user says so.
    pub(super) workspace: Option<SmolStr>,
}

/// Words in the names of files that show what a file of variables could hold.
const SAMPLES: [&str; 3] = ["example", "sample", "template"];

impl Environments {
    /// The environments of some roots, from the files of variables of a run.
    pub(super) fn of(
        tfvars: &[(String, Option<TextId>)],
        roots: &[String],
        world: &World,
        texts: &Texts,
    ) -> Self {
        let read = |(path, text): &(String, Option<TextId>)| {
            (path.clone(), variables::file(path, *text, texts))
        };
        let roots: BTreeSet<&str> = roots.iter().map(String::as_str).collect();
        let automatic = |path: &str| variables::is_automatic(path) && roots.contains(folder(path));
        let named = tfvars.iter().filter(|(path, _)| !automatic(path));
        let files: BTreeMap<String, Tfvars> = named.map(read).collect();
        let told = world.environments.iter().any(|it| it.workspace.is_some());
        if files.is_empty() && !told {
            return Self::default();
        }
        // Each file is looked up once: there may be a thousand of them, and of roots.
        let mut inside: BTreeMap<&str, Vec<&Tfvars>> = BTreeMap::new();
        let mut outside: BTreeMap<String, &Tfvars> = BTreeMap::new();
        for (path, file) in &files {
            match nearest(path, &roots) {
                Some(root) => inside.entry(root).or_default().push(file),
                None => {
                    outside.insert(world.root.relative(path).into_owned(), file);
                }
            }
        }
        let mut all: BTreeMap<String, Vec<Environment>> = BTreeMap::new();
        for root in roots {
            let own = inside.get(root).map(Vec::as_slice).unwrap_or_default();
            let said = said(root, own, &outside, world);
            let found = if said.is_empty() { seen(root, own) } else { said };
            if !found.is_empty() {
                all.insert(root.to_owned(), found);
            }
        }
        Self(all)
    }

    /// The environments of a root; none for one that is evaluated as it stands.
    pub(super) fn of_root(&self, root: &str) -> &[Environment] {
        self.0.get(root).map(Vec::as_slice).unwrap_or_default()
    }
}

/// The environments that the user names for a root: those whose files lie in it, or lie in no root
/// while their paths hold this one; and those that are a workspace of the roots of their paths.
fn said(
    root: &str,
    own: &[&Tfvars],
    outside: &BTreeMap<String, &Tfvars>,
    world: &World,
) -> Vec<Environment> {
    if world.environments.iter().all(|it| it.var_files.is_empty() && it.workspace.is_none()) {
        return Vec::new();
    }
    let relative = |path: &str| world.root.relative(path).into_owned();
    let own: BTreeMap<String, &Tfvars> =
        own.iter().map(|file| (relative(&file.path), *file)).collect();
    let folder = relative(root);
    let mut found = Vec::new();
    for environment in &world.environments {
        let here = environment.paths.contain(&folder);
        let given = environment.var_files.iter().filter_map(|path| {
            own.get(path).or_else(|| outside.get(path).filter(|_| here)).copied().cloned()
        });
        let files: Vec<Tfvars> = given.collect();
        let workspace = environment.workspace.clone();
        if !files.is_empty() || here && workspace.is_some() {
            let name = environment.name.clone();
            // Who names a workspace says nothing of files of variables.
            let others = own.values().filter(|it| files.is_empty() && !is_sample(&it.path));
            let doubtful = others.map(|it| (*it).clone()).collect();
            found.push(Environment { name, files, doubtful, workspace });
        }
    }
    found
}

/// The environments that the files of variables around a root stand for.
fn seen(root: &str, own: &[&Tfvars]) -> Vec<Environment> {
    let own: Vec<&Tfvars> = own.iter().copied().filter(|file| !is_sample(&file.path)).collect();
    let others = |path: &str| -> Vec<Tfvars> {
        own.iter().filter(|it| it.path != path).map(|it| (*it).clone()).collect()
    };
    let environment = |file: &&Tfvars| Environment {
        name: name(&file.path, root),
        files: vec![(*file).clone()],
        doubtful: others(&file.path),
        workspace: None,
    };
    own.iter().map(environment).collect()
}

/// The innermost root around a file.
fn nearest<'a>(path: &str, roots: &BTreeSet<&'a str>) -> Option<&'a str> {
    ancestors(folder(path)).find_map(|folder| roots.get(folder).copied())
}

/// What a file of variables is called, with its folder below the root if all are called alike.
fn name(path: &str, root: &str) -> SmolStr {
    let inside = path.strip_prefix(root).unwrap_or(path).trim_start_matches('/');
    let stem = inside.strip_suffix(".json").unwrap_or(inside);
    let stem = stem.strip_suffix(".tfvars").unwrap_or(stem);
    match stem.rsplit_once('/') {
        Some((folder, "terraform")) => folder.rsplit('/').next().unwrap_or(folder).into(),
        Some((_, name)) => name.into(),
        None => stem.into(),
    }
}

fn is_sample(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.split(['.', '-', '_']).any(|word| SAMPLES.contains(&word))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{is_sample, name, nearest};

    #[test]
    fn files_of_variables_stand_for_environments() {
        assert_eq!(name("live/prod.tfvars", "live"), "prod");
        assert_eq!(name("live/envs/prod-eu.tfvars.json", "live"), "prod-eu");
        assert_eq!(name("live/prod/terraform.tfvars", "live"), "prod");
        assert!(is_sample("live/example.tfvars") && !is_sample("live/prod.tfvars"));
        let roots = BTreeSet::from(["live", "live/network"]);
        assert_eq!(nearest("live/network/envs/a.tfvars", &roots), Some("live/network"));
        assert_eq!(nearest("live/envs/a.tfvars", &roots), Some("live"));
        assert_eq!(nearest("envs/a.tfvars", &roots), None);
    }
}
