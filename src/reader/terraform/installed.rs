//! What `terraform init` has installed for each root, and which calls that makes readable.

use std::collections::{BTreeMap, BTreeSet};

use super::folders::{Calls, Folder};
use crate::source::{installed_modules, joined};

/// One module of a list: the folder of the root, the names of the calls from there joined by dots,
/// and the folder of the module.
type Installed = (String, String, String);

/// What lists of installed modules say, as far as their folders are there.
pub(super) fn installed(
    manifests: &[(String, String)],
    folders: &BTreeMap<String, Folder>,
) -> Vec<Installed> {
    let of_root = |(root, text): &(String, String)| {
        let modules = installed_modules(text).into_iter();
        let found = modules.filter_map(|(call, path)| {
            let path = joined(root, &path).filter(|path| folders.contains_key(path))?;
            Some((root.clone(), call, path))
        });
        found.collect::<Vec<_>>()
    };
    manifests.iter().flat_map(of_root).collect()
}

/// For each folder the names of its calls that every root enters which reaches the folder.
pub(super) fn entered<'i>(
    installed: &'i [Installed],
    calls: &Calls,
    roots: &[String],
) -> BTreeMap<&'i str, BTreeSet<&'i str>> {
    // A list names local modules too, so that the folder of a chain of calls is known.
    let chains: BTreeMap<(&str, &str), &str> =
        installed.iter().map(|(root, call, path)| ((&**root, &**call), &**path)).collect();
    let mut by: BTreeMap<(&str, &str), BTreeSet<&str>> = BTreeMap::new();
    for (root, chain, _) in installed {
        let (folder, call) = match chain.rsplit_once('.') {
            Some((outer, call)) => (chains.get(&(&**root, outer)).copied(), call),
            None => (Some(root.as_str()), chain.as_str()),
        };
        let Some(folder) = folder else { continue };
        by.entry((folder, call)).or_default().insert(root);
    }
    let mut all: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut reaching: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for ((folder, call), in_roots) in by {
        let wanted = reaching.entry(folder).or_insert_with(|| reached_from(folder, calls, roots));
        if wanted.iter().all(|root| in_roots.contains(root)) {
            all.entry(folder).or_default().insert(call);
        }
    }
    all
}

/// The roots that call a folder, directly or through others; a root reaches itself.
fn reached_from<'r>(folder: &str, calls: &Calls, roots: &'r [String]) -> Vec<&'r str> {
    let mut seen = BTreeSet::from([folder]);
    let mut open = vec![folder];
    while let Some(inner) = open.pop() {
        let callers = calls.iter().filter(|(_, called)| called.contains(inner));
        open.extend(callers.map(|(caller, _)| caller.as_str()).filter(|it| seen.insert(it)));
    }
    roots.iter().map(String::as_str).filter(|root| seen.contains(root)).collect()
}
