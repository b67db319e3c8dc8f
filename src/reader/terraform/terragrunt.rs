//! Units of Terragrunt: each is read as one call of the module that it names, with its inputs.
//!
//! Source: docs.terragrunt.com, "HCL blocks" and "HCL attributes": `source` names a module as
//! Terraform does, `inputs` sets its variables, and what `include` names is merged beneath both.

mod call;
mod include;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::super::{Skipped, SkippedKind};
use super::folders::Folder;
use crate::data::modules::known_module;
use crate::source::{Repository, TextId, Texts, Tree, ancestors, folder, joined};
use crate::syntax::hcl::{self, ExprId, ExprKind, Part};
use crate::terraform::{Source, local_folder};
use crate::value::Why;
use call::call;
use include::{is_told_more, may_add_inputs};

/// The name of the file that makes a folder a unit.
const NAME: &str = "terragrunt.hcl";

/// What the units of a run gave beside their folders.
#[derive(Debug, Default)]
pub(super) struct Units {
    /// Those that are not read.
    pub(super) skipped: Vec<Skipped>,
    /// The folders that they name as modules: they are no roots, whatever state they keep.
    pub(super) named: BTreeSet<String>,
}

/// One file of Terragrunt.
struct Unit {
    path: String,
    text: TextId,
    file: hcl::File,
    /// Its folder.
    here: String,
    /// Whether more variables may be set than it sets itself.
    more: bool,
}

/// Adds a folder for each unit whose module and inputs are seen.
pub(super) fn add(
    files: Vec<(String, TextId)>,
    folders: &mut BTreeMap<String, Folder>,
    (tree, repository): (&Tree, &Repository),
    texts: &Texts,
) -> Units {
    let mut units = Units::default();
    let named = |path: &str| path.rsplit('/').next() == Some(NAME);
    let files: Vec<_> = files.into_iter().filter(|(path, _)| named(path)).collect();
    // What lies around other units is most likely included by them.
    let outer: BTreeSet<String> =
        files.iter().flat_map(|(path, _)| outside(path).map(str::to_owned)).collect();
    let mut read = Vec::new();
    for (path, text) in files {
        let file = hcl::parse(texts.text(text).content());
        let here = folder(&path).to_owned();
        let around = outer.contains(&here);
        if around && source(&file).is_none() {
            continue;
        }
        let more = around || may_add_inputs(&file, &here, tree);
        let unit = Unit { path, text, file, here, more };
        if let Some(beside) = folders.get_mut(&unit.here) {
            units.beside(unit, beside);
        } else {
            read.extend(units.alone(unit, folders, repository));
        }
    }
    folders.extend(read);
    units
}

impl Units {
    /// A unit in a folder with files of Terraform: it may set their variables.
    fn beside(&mut self, unit: Unit, folder: &mut Folder) {
        let Unit { path, file, more, .. } = unit;
        if more || is_told_more(&file) || file.body.attribute("inputs").is_some() {
            folder.unseen = Some(Why::MaySet(path.as_str().into()));
            self.skipped.push(Skipped { what: SkippedKind::Terragrunt, name: path });
        }
    }

    /// A unit in a folder of its own, as such a folder with the call of its module; none for one
    /// that is not read.
    fn alone(
        &mut self,
        unit: Unit,
        folders: &BTreeMap<String, Folder>,
        repository: &Repository,
    ) -> Option<(String, Folder)> {
        let Unit { path, text, file, here, more } = unit;
        let includes = file.body.blocks_of("include").next().is_some();
        if !includes && source(&file).is_none() {
            return None;
        }
        let module = module(&file, &here, (folders, repository));
        let unit = module.and_then(|module| Some((call(&file, &here)?, module)));
        let Some((call, module)) = unit else {
            self.skipped.push(Skipped { what: SkippedKind::Terragrunt, name: path });
            return None;
        };
        let open = (call.open || more).then(|| Why::Included(path.as_str().into()));
        let file = Arc::new(call.written(file, &module, &here));
        if let Module::Folder(folder) = module {
            self.named.insert(folder);
        }
        let sources = vec![Source { path: path.into(), text, file }];
        Some((here, Folder { sources, files: 1, open, ..Folder::default() }))
    }
}

/// The folders around the folder of a file, the nearest first.
fn outside(path: &str) -> impl Iterator<Item = &str> {
    ancestors(folder(path)).skip(1)
}

/// The expression that names the module.
fn source(file: &hcl::File) -> Option<ExprId> {
    file.body.blocks_of("terraform").find_map(|it| Some(it.body.attribute("source")?.value))
}

/// The module that a unit names.
enum Module {
    /// One that is known by name.
    Known,
    /// A scanned folder.
    Folder(String),
}

fn module(
    file: &hcl::File,
    here: &str,
    (folders, repository): (&BTreeMap<String, Folder>, &Repository),
) -> Option<Module> {
    let ExprKind::Template { parts, .. } = &file.expression(source(file)?).kind else {
        return None;
    };
    let scanned = |path: &String| folders.contains_key(path);
    match parts.as_slice() {
        [Part::Literal { text, .. }] if known_module(text).is_some() => Some(Module::Known),
        [Part::Literal { text, .. }] => {
            local_folder(here, text, repository).filter(scanned).map(Module::Folder)
        }
        [Part::Interpolation { value, .. }, Part::Literal { text, .. }] => {
            let ExprKind::Call { name, .. } = &file.expression(*value).kind else { return None };
            let found = match name.as_str() {
                "get_terragrunt_dir" => joined(here, text).filter(scanned),
                "get_repo_root" | "get_path_to_repo_root" | "dirname" => below(here, text, folders),
                _ => None,
            };
            found.map(Module::Folder)
        }
        _ => None,
    }
}

/// The only folder of a path below one of the folders around another.
fn below(here: &str, path: &str, folders: &BTreeMap<String, Folder>) -> Option<String> {
    let inside = !path.split('/').any(|part| part == "..");
    let all = ancestors(here).filter(|_| inside).filter_map(|outer| joined(outer, path));
    let mut found = all.filter(|path| folders.contains_key(path));
    found.next().filter(|_| found.next().is_none())
}

/// The characters of a string without interpolations.
fn literal(file: &hcl::File, id: ExprId) -> Option<&str> {
    let ExprKind::Template { parts, .. } = &file.expression(id).kind else { return None };
    match parts.as_slice() {
        [Part::Literal { text, .. }] => Some(text),
        _ => None,
    }
}
