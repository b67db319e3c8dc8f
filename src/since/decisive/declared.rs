//! What the names of Terraform stand for.

use std::collections::BTreeMap;

use crate::source::{TextId, folder, joined};
use crate::syntax::Range;
use crate::syntax::hcl::{Attribute, Block, Body, ExprKind, File, Part};

/// Bytes of a file.
type Place = (TextId, Range);

/// Every declaration of a run.
#[derive(Default)]
pub(super) struct Declared {
    /// By folder and name, such as `local.a`, `var.a`, `output.a`, `aws_subnet.a`.
    names: BTreeMap<(String, String), Vec<Place>>,
    /// Settings of blocks by folder, block and name.
    settings: BTreeMap<(String, String, String), Vec<Place>>,
    /// The folder of a module by that of its caller and its name.
    sources: BTreeMap<(String, String), String>,
    /// What callers pass, by the folder of the module and the name of the variable.
    passed: BTreeMap<(String, String), Vec<Place>>,
    /// What files of variables set: their folder, the name and the place.
    set: Vec<(String, String, Place)>,
}

/// What a name stands for.
#[derive(Default)]
pub(super) struct Named {
    /// The declarations.
    pub(super) parts: Vec<Place>,
    /// The variables among them: their folder and name.
    pub(super) variables: Vec<(String, String)>,
}

impl Declared {
    /// Adds the declarations of a file.
    pub(super) fn add(&mut self, text: TextId, path: &str, file: &File) {
        let here = folder(path).to_owned();
        if path.ends_with(".tfvars") {
            for it in &file.body.attributes {
                self.set.push((here.clone(), it.name.to_string(), (text, it.range)));
            }
            return;
        }
        for block in &file.body.blocks {
            let labels: Vec<&str> = block.labels.iter().map(|it| it.text.as_str()).collect();
            match (block.kind.as_str(), labels.as_slice()) {
                ("locals", _) => {
                    for it in &block.body.attributes {
                        let name = format!("local.{}", it.name);
                        self.name(&here, name, (text, it.range));
                    }
                }
                ("variable", [name]) => {
                    self.name(&here, format!("var.{name}"), (text, block.range));
                }
                ("output", [name]) => {
                    self.name(&here, format!("output.{name}"), (text, block.range));
                }
                ("module", [name]) => self.module(&here, name, (text, file, block)),
                ("resource", [kind, name]) => {
                    self.block(&here, format!("{kind}.{name}"), (text, block));
                }
                ("data", [kind, name]) => {
                    self.block(&here, format!("data.{kind}.{name}"), (text, block));
                }
                _ => {}
            }
        }
    }

    fn name(&mut self, here: &str, name: String, place: Place) {
        self.names.entry((here.to_owned(), name)).or_default().push(place);
    }

    /// A resource or a data source: its settings, and how often it is there.
    fn block(&mut self, here: &str, name: String, (text, block): (TextId, &Block)) {
        self.name(here, name.clone(), (text, block.header));
        for it in &block.body.attributes {
            let key = (here.to_owned(), name.clone(), it.name.to_string());
            self.settings.entry(key).or_default().push((text, it.range));
        }
        for it in repeats(&block.body) {
            self.name(here, name.clone(), (text, it.range));
        }
    }

    fn module(&mut self, here: &str, name: &str, (text, file, block): (TextId, &File, &Block)) {
        self.block(here, format!("module.{name}"), (text, block));
        let source = block.body.attribute("source").map(|it| &file.expression(it.value).kind);
        let Some(ExprKind::Template { parts, .. }) = source else { return };
        let [Part::Literal { text: source, .. }] = parts.as_slice() else { return };
        let Some(there) = joined(here, source).filter(|_| source.starts_with('.')) else { return };
        for it in &block.body.attributes {
            let key = (there.clone(), it.name.to_string());
            self.passed.entry(key).or_default().push((text, it.range));
        }
        self.sources.insert((here.to_owned(), name.to_owned()), there);
    }

    /// What a name with its first steps stands for in a folder.
    pub(super) fn named(&self, here: &str, root: &str, steps: &[String]) -> Named {
        let step = |at: usize| steps.get(at).map_or("", String::as_str);
        let mut named = Named::default();
        match root {
            "var" => {
                let name = step(0);
                self.declaration(here, format!("var.{name}"), &mut named);
                let key = (here.to_owned(), name.to_owned());
                named.parts.extend(self.passed.get(&key).into_iter().flatten());
                let near = |at: &str| is_around(at, here) || is_around(here, at);
                let set = self.set.iter().filter(|(at, it, _)| it == name && near(at));
                named.parts.extend(set.map(|(.., place)| *place));
                named.variables.push(key);
            }
            "local" => self.declaration(here, format!("local.{}", step(0)), &mut named),
            "module" => {
                let module = (here.to_owned(), step(0).to_owned());
                if let Some(there) = self.sources.get(&module) {
                    self.declaration(there, format!("output.{}", step(1)), &mut named);
                }
                self.declaration(here, format!("module.{}", step(0)), &mut named);
            }
            "data" => {
                self.setting(here, format!("data.{}.{}", step(0), step(1)), step(2), &mut named);
            }
            "each" | "count" | "path" | "terraform" | "tofu" | "self" => {}
            kind => self.setting(here, format!("{kind}.{}", step(0)), step(1), &mut named),
        }
        named
    }

    fn declaration(&self, here: &str, name: String, named: &mut Named) {
        named.parts.extend(self.names.get(&(here.to_owned(), name)).into_iter().flatten());
    }

    fn setting(&self, here: &str, block: String, name: &str, named: &mut Named) {
        let key = (here.to_owned(), block.clone(), name.to_owned());
        named.parts.extend(self.settings.get(&key).into_iter().flatten());
        self.declaration(here, block, named);
    }
}

/// Whether a folder is another one, or lies around it.
pub(super) fn is_around(outer: &str, inner: &str) -> bool {
    let rest = inner.strip_prefix(outer);
    outer.is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The settings that say how often a block is there.
fn repeats(body: &Body) -> impl Iterator<Item = &Attribute> {
    body.attributes.iter().filter(|it| ["count", "for_each"].contains(&it.name.as_str()))
}

/// The expressions around some bytes, and those that say how often their blocks are there; where a
/// block is meant as a whole, the setting `key` in it as well.
pub(super) fn around(body: &Body, range: Range, key: &str) -> Vec<Range> {
    let attribute = body.attributes.iter().find(|it| it.range.contains(range));
    if let Some(attribute) = attribute {
        return vec![attribute.range];
    }
    let Some(block) = body.blocks.iter().find(|it| it.range.contains(range)) else {
        return Vec::new();
    };
    let mut found: Vec<Range> = repeats(&block.body).map(|it| it.range).collect();
    if block.header.contains(range) || range == block.range {
        keyed(&block.body, key, &mut found);
    }
    found.extend(around(&block.body, range, key));
    found
}

/// The settings of a name in a body and its blocks, and what repeats these.
fn keyed(body: &Body, key: &str, found: &mut Vec<Range>) {
    found.extend(body.attribute(key).map(|it| it.range));
    for block in &body.blocks {
        found.extend(repeats(&block.body).map(|it| it.range));
        keyed(&block.body, key, found);
    }
}
