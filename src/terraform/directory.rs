//! The symbol table of one folder.

use std::collections::HashMap;
use std::sync::Arc;

use smol_str::SmolStr;

use super::body::{Body, Expression, Source};
use super::tfvars::Tfvars;
use crate::source::{Span, is_installed};
use crate::syntax::hcl;
use crate::value::Why;

/// What a block at the top level declares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// `resource "kind" "name"`.
    Resource,
    /// `data "kind" "name"`.
    Data,
    /// `module "name"`.
    Module,
    /// `variable "name"`.
    Variable,
    /// `output "name"`.
    Output,
    /// `provider "name"`.
    Provider,
    /// `terraform`.
    Terraform,
    /// `moved`, `import`, `check`, and whatever comes later.
    Other,
}

/// A block at the top level, with the override blocks that belong to it.
#[derive(Debug)]
pub struct Declaration {
    /// What it declares.
    pub category: Category,
    /// The type of a resource or data source; the block type for [`Category::Other`]; else empty.
    pub kind: SmolStr,
    /// The name; empty for `terraform`.
    pub name: SmolStr,
    /// Block type and labels.
    pub header: Span,
    /// Block type to closing brace.
    pub span: Span,
    pub(super) number: usize,
    blocks: Vec<(usize, usize)>,
}

/// One folder of `.tf` files: a module, called or not.
#[derive(Debug)]
pub struct Directory {
    /// Its path, relative to the root of the run.
    pub path: Arc<str>,
    /// Whether it is a copy that `terraform init` made, which nobody edits.
    pub installed: bool,
    /// Why its calls may have arguments that are not seen, if they may.
    pub(super) more_arguments: Option<Why>,
    /// Why its variables may be set in a way that is not seen, if they may.
    pub(super) more_inputs: Option<Why>,
    pub(super) tfvars: Vec<Tfvars>,
    sources: Vec<Source>,
    declarations: Vec<Declaration>,
    index: HashMap<(Category, SmolStr, SmolStr), usize>,
    locals: Vec<(SmolStr, [usize; 3])>,
}

impl Directory {
    /// Reads the tables of all files of a folder; names that are declared twice keep the first.
    pub fn load(path: impl Into<Arc<str>>, sources: Vec<Source>, tfvars: Vec<Tfvars>) -> Self {
        let path = path.into();
        let mut sources = shadowed(sources);
        sources.sort_by(|one, two| {
            (overrides(&one.path), &one.path).cmp(&(overrides(&two.path), &two.path))
        });
        let mut directory = Self {
            installed: is_installed(&format!("{path}/")),
            path,
            more_arguments: None,
            more_inputs: None,
            tfvars: super::tfvars::in_order(tfvars),
            sources,
            declarations: Vec::new(),
            index: HashMap::new(),
            locals: Vec::new(),
        };
        for file in 0..directory.sources.len() {
            directory.add_file(file);
        }
        directory
    }

    /// The same directory, whose calls may have arguments that are not seen.
    #[must_use]
    pub fn with_more_arguments(self, why: Option<Why>) -> Self {
        Self { more_arguments: why, ..self }
    }

    /// The same directory, whose variables may be set in a way that is not seen.
    #[must_use]
    pub fn with_more_inputs(self, why: Option<Why>) -> Self {
        Self { more_inputs: why, ..self }
    }

    fn add_file(&mut self, number: usize) {
        let source = self.sources[number].clone();
        let over = overrides(&source.path);
        for (at, block) in source.file.body.blocks.iter().enumerate() {
            if block.kind == "locals" {
                self.add_locals(block, [number, at], over);
            } else {
                self.add_block(&source, block, (number, at), over);
            }
        }
    }

    fn add_locals(&mut self, block: &hcl::Block, [file, at]: [usize; 2], over: bool) {
        for (position, attribute) in block.body.attributes.iter().enumerate() {
            let place = [file, at, position];
            match self.locals.iter_mut().find(|(name, _)| *name == attribute.name) {
                Some(known) if over => known.1 = place,
                Some(_) => {}
                None => self.locals.push((attribute.name.clone(), place)),
            }
        }
    }

    fn add_block(
        &mut self,
        source: &Source,
        block: &hcl::Block,
        place: (usize, usize),
        over: bool,
    ) {
        let Some((category, kind, name)) = identity(block) else { return };
        let named = !matches!(category, Category::Provider | Category::Terraform | Category::Other);
        let key = (category, kind.clone(), name.clone());
        match self.index.get(&key) {
            Some(known) if named && over => return self.declarations[*known].blocks.push(place),
            Some(_) if named => return,
            _ => {}
        }
        let number = self.declarations.len();
        self.index.entry(key).or_insert(number);
        self.declarations.push(Declaration {
            category,
            kind,
            name,
            header: block.header.of(source.text),
            span: block.range.of(source.text),
            number,
            blocks: vec![place],
        });
    }

    /// Every declaration, in order of files and lines.
    pub fn declarations(&self) -> &[Declaration] {
        &self.declarations
    }

    /// The declarations of a category, in order of files and lines.
    pub fn of(&self, category: Category) -> impl Iterator<Item = &Declaration> {
        self.declarations.iter().filter(move |it| it.category == category)
    }

    /// A declaration by its name; `kind` is empty but for resources and data sources.
    pub fn find(&self, category: Category, kind: &str, name: &str) -> Option<&Declaration> {
        let key = (category, SmolStr::from(kind), SmolStr::from(name));
        self.index.get(&key).map(|number| &self.declarations[*number])
    }

    /// The content of a declaration, overrides applied.
    pub fn body(&self, declaration: &Declaration) -> Body<'_> {
        let layer = |(file, block): &(usize, usize)| {
            let source = &self.sources[*file];
            (source, &source.file.body.blocks[*block].body)
        };
        Body { layers: declaration.blocks.iter().map(layer).collect() }
    }

    /// The names of all locals, in order of files and lines.
    pub fn locals(&self) -> impl Iterator<Item = &SmolStr> {
        self.locals.iter().map(|(name, _)| name)
    }

    /// The expression of a local.
    pub fn local(&self, name: &str) -> Option<Expression<'_>> {
        let (_, [file, block, attribute]) = self.locals.iter().find(|(known, _)| known == name)?;
        let source = &self.sources[*file];
        let attribute = &source.file.body.blocks[*block].body.attributes[*attribute];
        Some(Expression { source, id: attribute.value })
    }

    /// The files, in the order they are read.
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }
}

impl Declaration {
    /// The address, such as `data.aws_ami.node`.
    pub fn address(&self) -> SmolStr {
        let Self { kind, name, .. } = self;
        match self.category {
            Category::Resource => smol_str::format_smolstr!("{kind}.{name}"),
            Category::Data => smol_str::format_smolstr!("data.{kind}.{name}"),
            Category::Module => smol_str::format_smolstr!("module.{name}"),
            Category::Variable => smol_str::format_smolstr!("var.{name}"),
            Category::Output => smol_str::format_smolstr!("output.{name}"),
            Category::Provider => smol_str::format_smolstr!("provider.{name}"),
            Category::Terraform => "terraform".into(),
            Category::Other => kind.clone(),
        }
    }
}

/// The files without those that OpenTofu does not read: `main.tofu` takes the place of `main.tf`.
fn shadowed(sources: Vec<Source>) -> Vec<Source> {
    let shadows = |path: &str| -> Option<String> {
        let stem = path.strip_suffix(".tofu").map(|stem| format!("{stem}.tf"));
        stem.or_else(|| path.strip_suffix(".tofu.json").map(|stem| format!("{stem}.tf.json")))
    };
    let hidden: Vec<String> = sources.iter().filter_map(|it| shadows(&it.path)).collect();
    if hidden.is_empty() {
        return sources;
    }
    sources.into_iter().filter(|it| !hidden.iter().any(|path| **path == *it.path)).collect()
}

/// Whether a file is merged over the others.
fn overrides(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.split('.').next().unwrap_or(name);
    stem == "override" || stem.ends_with("_override")
}

/// What a block declares; none for one that lacks its labels.
fn identity(block: &hcl::Block) -> Option<(Category, SmolStr, SmolStr)> {
    let label = |at: usize| block.labels.get(at).map(|label| label.text.clone());
    let named = |category| Some((category, SmolStr::default(), label(0)?));
    match block.kind.as_str() {
        "resource" => Some((Category::Resource, label(0)?, label(1)?)),
        "data" => Some((Category::Data, label(0)?, label(1)?)),
        "module" => named(Category::Module),
        "variable" => named(Category::Variable),
        "output" => named(Category::Output),
        "provider" => named(Category::Provider),
        "terraform" => Some((Category::Terraform, SmolStr::default(), SmolStr::default())),
        _ => Some((Category::Other, block.kind.clone(), label(0).unwrap_or_default())),
    }
}
