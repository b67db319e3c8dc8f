//! The environments that a root is applied to: each is evaluated by itself.
//!
//! The user names them with their files of variables. Where nobody does, every file of variables
//! that Terraform does not read by itself stands for one: nobody keeps `prod.tfvars` beside a root
//! to leave it out. What another such file sets may hold as well, so it is not known.

use std::collections::BTreeMap;

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
        let automatic = |path: &str| {
            variables::is_automatic(path) && roots.iter().any(|root| root == folder(path))
        };
        let named = tfvars.iter().filter(|(path, _)| !automatic(path));
        let files: BTreeMap<String, Tfvars> = named.map(read).collect();
        let mut all: BTreeMap<String, Vec<Environment>> = BTreeMap::new();
        for root in roots {
            let said = said(root, &files, roots, world);
            let found = if said.is_empty() { seen(root, &files, roots) } else { said };
            if !found.is_empty() {
                all.insert(root.clone(), found);
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
/// while their paths hold this one.
fn said(
    root: &str,
    files: &BTreeMap<String, Tfvars>,
    roots: &[String],
    world: &World,
) -> Vec<Environment> {
    let relative = |path: &str| world.root.relative(path).into_owned();
    let named: BTreeMap<String, &Tfvars> =
        files.iter().map(|(path, file)| (relative(path), file)).collect();
    let mut found = Vec::new();
    for environment in &world.environments {
        let holds = |path: &str| match nearest(path, roots) {
            Some(nearest) => nearest == root,
            None => environment.paths.contain(&relative(root)),
        };
        let given = environment.var_files.iter().filter_map(|path| named.get(path.as_str()));
        let given = given.filter(|file| holds(&file.path)).copied().cloned();
        let files: Vec<Tfvars> = given.collect();
        if !files.is_empty() {
            let name = environment.name.clone();
            found.push(Environment { name, files, doubtful: Vec::new() });
        }
    }
    found
}

/// The environments that the files of variables around a root stand for.
fn seen(root: &str, files: &BTreeMap<String, Tfvars>, roots: &[String]) -> Vec<Environment> {
    let own = files.iter().filter(|(path, _)| nearest(path, roots) == Some(root));
    let own: Vec<(&String, &Tfvars)> = own.filter(|(path, _)| !is_sample(path)).collect();
    let environment = |(path, file): &(&String, &Tfvars)| Environment {
        name: name(path, root),
        files: vec![(*file).clone()],
        doubtful: own
            .iter()
            .filter(|(other, _)| other != path)
            .map(|(_, it)| (*it).clone())
            .collect(),
    };
    own.iter().map(environment).collect()
}

/// The innermost root around a file.
fn nearest<'a>(path: &str, roots: &'a [String]) -> Option<&'a str> {
    let mut folders = ancestors(folder(path));
    folders.find_map(|folder| roots.iter().find(|root| root.as_str() == folder)).map(String::as_str)
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
    use super::{is_sample, name, nearest};

    #[test]
    fn files_of_variables_stand_for_environments() {
        assert_eq!(name("live/prod.tfvars", "live"), "prod");
        assert_eq!(name("live/envs/prod-eu.tfvars.json", "live"), "prod-eu");
        assert_eq!(name("live/prod/terraform.tfvars", "live"), "prod");
        assert!(is_sample("live/example.tfvars") && !is_sample("live/prod.tfvars"));
        let roots = ["live".to_owned(), "live/network".to_owned()];
        assert_eq!(nearest("live/network/envs/a.tfvars", &roots), Some("live/network"));
        assert_eq!(nearest("live/envs/a.tfvars", &roots), Some("live"));
        assert_eq!(nearest("envs/a.tfvars", &roots), None);
    }
}
