//! Units of Terragrunt: each is read as one call of the module that it names, with its inputs.
//!
//! Source: docs.terragrunt.com, "HCL blocks" and "HCL attributes": `source` names a module as
//! Terraform does, `inputs` sets its variables, and what `include` names is merged beneath both.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use smol_str::SmolStr;

use super::super::{Skipped, SkippedKind};
use super::folders::Folder;
use crate::data::modules::known_module;
use crate::source::{Repository, TextId, Texts, Tree, ancestors, folder, joined, relative};
use crate::syntax::Range;
use crate::syntax::hcl::{
    self, Attribute, Block, Body, Expr, ExprId, ExprKind, Item, ItemKey, Label, Part,
};
use crate::terraform::{Source, local_folder};
use crate::value::Why;

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
        let beside = folders.contains_key(&here);
        if !is_unit(&file, beside) {
            continue;
        }
        let module = module(&file, &here, (folders, repository)).filter(|_| !beside);
        let unit = module.and_then(|module| Some((call(&file, &here)?, module)));
        let Some((call, module)) = unit else {
            units.skipped.push(Skipped { what: SkippedKind::Terragrunt, name: path });
            continue;
        };
        let open = call.open || outer.contains(&here) || may_add_inputs(&file, &here, tree);
        let open = open.then(|| Why::Included(path.as_str().into()));
        let file = Arc::new(call.written(file, &module, &here));
        if let Module::Folder(folder) = module {
            units.named.insert(folder);
        }
        let source = Source { path: path.into(), text, file };
        read.push((here, Folder { sources: vec![source], files: 1, open, ..Folder::default() }));
    }
    folders.extend(read);
    units
}

/// Whether a file is applied, and not only included by others; `beside` says whether there are
/// files of Terraform in its folder, which it then applies.
fn is_unit(file: &hcl::File, beside: bool) -> bool {
    let includes = file.body.blocks_of("include").next().is_some();
    includes || beside || source(file).is_some()
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

/// A unit as a call of its module.
struct Call {
    name: SmolStr,
    arguments: Vec<Attribute>,
    /// Where it stands: its inputs, or else its source.
    header: Range,
    range: Range,
    /// Whether more arguments may be set than are seen.
    open: bool,
}

/// Reads the inputs of a unit; none where they are not written out, or it may be left out.
fn call(file: &hcl::File, here: &str) -> Option<Call> {
    let body = &file.body;
    let has = |kind: &str| body.blocks_of(kind).next().is_some();
    if has("exclude") || body.attribute("skip").is_some() {
        return None;
    }
    let mut open = is_told_more(file);
    let mut arguments = Vec::new();
    let source = file.expression(source(file)?).range;
    let (mut header, mut range) = (source, source);
    if let Some(inputs) = body.attribute("inputs") {
        let (objects, whole) = objects(file, inputs.value)?;
        open |= !whole;
        for item in objects.into_iter().flatten() {
            match argument(file, item) {
                Some(argument) => {
                    arguments.retain(|it: &Attribute| it.name != argument.name);
                    arguments.push(argument);
                }
                None => open = true,
            }
        }
        (header, range) = (inputs.name_range, inputs.range);
    }
    let name = here.rsplit('/').next().filter(|name| !name.is_empty()).unwrap_or("unit");
    Some(Call { name: name.into(), arguments, header, range, open })
}

/// The folders around the folder of a file, the nearest first.
fn outside(path: &str) -> impl Iterator<Item = &str> {
    ancestors(folder(path)).skip(1)
}

/// Whether Terraform is given more than the inputs, such as files of variables.
fn is_told_more(file: &hcl::File) -> bool {
    let told = |block: &Block| block.body.blocks_of("extra_arguments").next().is_some();
    file.body.blocks_of("terraform").any(told)
}

/// Whether something that a unit includes may have inputs: what is not found may.
fn may_add_inputs(file: &hcl::File, here: &str, tree: &Tree) -> bool {
    file.body.blocks_of("include").any(|block| {
        let included =
            block.body.attribute("path").and_then(|it| found(file, it.value, here, tree));
        included.is_none_or(|included| {
            is_told_more(&included) || included.body.attribute("inputs").is_some()
        })
    })
}

/// The file that `find_in_parent_folders` finds; none for other ways to name one.
fn found(file: &hcl::File, path: ExprId, here: &str, tree: &Tree) -> Option<hcl::File> {
    let ExprKind::Call { name, arguments, expands: false, .. } = &file.expression(path).kind else {
        return None;
    };
    let wanted = match arguments.as_slice() {
        [] => NAME,
        [only] => literal(file, *only)?,
        _ => return None,
    };
    if name != "find_in_parent_folders" || wanted.contains('/') {
        return None;
    }
    let mut around = ancestors(here).skip(1).filter_map(|outer| joined(outer, wanted));
    let bytes = around.find_map(|path| tree.bytes(&path).ok())?;
    let parsed = hcl::parse(std::str::from_utf8(&bytes).ok()?);
    parsed.errors.is_empty().then_some(parsed)
}

/// The characters of a string without interpolations.
fn literal(file: &hcl::File, id: ExprId) -> Option<&str> {
    let ExprKind::Template { parts, .. } = &file.expression(id).kind else { return None };
    match parts.as_slice() {
        [Part::Literal { text, .. }] => Some(text),
        _ => None,
    }
}

/// The objects that inputs are made of, the strongest last, and whether they are all of it: of
/// `merge(...)` those that nothing else is laid over.
fn objects(file: &hcl::File, inputs: ExprId) -> Option<(Vec<&Vec<Item>>, bool)> {
    let object = |id: &ExprId| match &file.expression(*id).kind {
        ExprKind::Object(items) => Some(items),
        _ => None,
    };
    if let Some(items) = object(&inputs) {
        return Some((vec![items], true));
    }
    let ExprKind::Call { name, arguments, expands: false, .. } = &file.expression(inputs).kind
    else {
        return None;
    };
    let mut last: Vec<_> = arguments.iter().rev().map_while(object).collect();
    last.reverse();
    let whole = last.len() == arguments.len();
    (name == "merge" && !last.is_empty()).then_some((last, whole))
}

/// An input as an argument; none where its name is not written out.
fn argument(file: &hcl::File, item: &Item) -> Option<Attribute> {
    let name = match &item.key {
        ItemKey::Name(name) => name.clone(),
        ItemKey::Expression(id) => literal(file, *id)?.into(),
    };
    let end = file.expression(item.value).range.end;
    let range = Range { start: item.key_range.start, end };
    // These names mean something else in a call.
    let taken = ["source", "version", "count", "for_each", "providers", "depends_on"];
    let free = !taken.contains(&name.as_str());
    free.then_some(Attribute { name, name_range: item.key_range, value: item.value, range })
}

impl Call {
    /// The file as Terraform would have it: the call, and the locals that its arguments read.
    fn written(self, mut file: hcl::File, module: &Module, here: &str) -> hcl::File {
        let Self { name, mut arguments, header, range, .. } = self;
        let written = source(&file).map(|id| (id, file.expression(id).range));
        if let Some((id, range)) = written {
            let value = match module {
                Module::Known => id,
                Module::Folder(folder) => file.add(path(here, folder, range)),
            };
            arguments.push(Attribute { name: "source".into(), name_range: range, value, range });
        }
        let label = Label { text: name, range: header };
        let body = Body { attributes: arguments, blocks: Vec::new(), range };
        let call = Block {
            kind: "module".into(),
            kind_range: header,
            labels: vec![label],
            body,
            header,
            range,
        };
        let top = std::mem::take(&mut file.body);
        let locals = top.blocks.into_iter().filter(|block| block.kind == "locals");
        let blocks = locals.chain(std::iter::once(call)).collect();
        file.with_body(Body { attributes: Vec::new(), blocks, range: top.range })
    }
}

/// The way to a folder, as a source writes it.
fn path(here: &str, folder: &str, range: Range) -> Expr {
    let way = relative(here, folder);
    let way = if way.starts_with('.') { way } else { format!("./{way}") };
    let parts = vec![Part::Literal { text: way.into(), range }];
    Expr { range, kind: ExprKind::Template { parts, heredoc: false } }
}
