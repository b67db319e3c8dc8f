//! `terraform show -json` of a plan, or of a state: what the real tool computed.
//!
//! Source: the Terraform documentation, "JSON Output Format", format versions 1.x: `planned_values`
//! has the values that are known, `resource_changes[].change.after_unknown` says which are not, by
//! address, and `sensitive_values` which nobody should print.

mod fill;
mod resources;

use std::collections::BTreeSet;
use std::sync::Arc;

use smol_str::{SmolStr, format_smolstr};

use super::directory::{Category, Directory};
use super::evaluation::Evaluation;
use super::inputs::Inputs;
use super::modules::Modules;
use super::objects;
use crate::document::{self, Placeholders};
use crate::source::{Span, TextId, Texts};
use crate::syntax::SyntaxError;
use crate::syntax::yaml;
use crate::value::{Entry, Origin, Value};

pub use fill::{filled, placed};

/// Modules are not followed through more of each other.
const NESTING: usize = 32;

/// What a plan says.
#[derive(Debug)]
pub struct Plan {
    /// The path of its file.
    pub path: Arc<str>,
    /// The text of its file.
    pub text: TextId,
    /// The resources that there will be, in the order of the file.
    pub resources: Vec<Planned>,
    /// Whether it is a plan of the whole configuration.
    whole: bool,
    /// The resources and module calls of the root, as the configuration declared them.
    declared: BTreeSet<SmolStr>,
    /// The same with those of all modules inside, by their paths without instance keys.
    configured: BTreeSet<SmolStr>,
    /// The values of the root's variables.
    variables: Vec<Entry>,
}

/// One instance of a resource in a plan.
#[derive(Debug)]
pub struct Planned {
    /// The module instance that declares it, such as `module.eks["a"]`; empty in the root.
    pub module: SmolStr,
    /// The type, such as `aws_eks_cluster`.
    pub kind: SmolStr,
    /// The name in the configuration.
    pub name: SmolStr,
    /// Which instance, such as `["blue"]`; empty for the only one.
    pub key: SmolStr,
    /// Its settings; what Terraform leaves open until it applies the plan is unknown.
    pub body: Value,
    /// Where the plan writes its address.
    pub header: Span,
}

impl Plan {
    /// Reads a plan.
    ///
    /// # Errors
    /// Where the text is no JSON.
    pub fn read(path: &str, text: TextId, texts: &Texts) -> Result<Self, Vec<SyntaxError>> {
        let stream = yaml::parse(texts.text(text).content());
        if !stream.errors.is_empty() {
            return Err(stream.errors);
        }
        let document = stream.documents.first();
        let root = document
            .and_then(|it| document::root(texts, &stream, text, it, Placeholders::Literal))
            .unwrap_or_else(|| Value::null(Origin::new(Span::new(text, 0, 0))));
        let values = root.get("planned_values").or_else(|| root.get("values"));
        let mut all = Vec::new();
        if let Some(module) = values.and_then(|values| values.get("root_module")) {
            resources::collect(module, &resources::unknown(&root), NESTING, &mut all);
        }
        let configured = root.get("configuration").and_then(|it| it.get("root_module"));
        let configured = configured.map(|root| declared(root, "", NESTING)).unwrap_or_default();
        let of_root = |it: &&SmolStr| match it.strip_prefix("module.") {
            Some(inner) => !inner.contains('.'),
            None => true,
        };
        let flag = |key: &str| root.get(key).and_then(Value::as_bool);
        let variables = root.get("variables").and_then(Value::as_map);
        Ok(Self {
            path: path.into(),
            text,
            resources: all,
            whole: flag("complete") != Some(false) && flag("errored") != Some(true),
            declared: configured.iter().filter(of_root).cloned().collect(),
            configured,
            variables: variables.map(|map| map.entries.clone()).unwrap_or_default(),
        })
    }

    /// Whether the configuration of the plan has a resource, and the plan is one of all of it, not
    /// only of targets: then what it does not hold is not made.
    pub fn declares(&self, module: &str, address: &str) -> bool {
        let path =
            if module.is_empty() { address.into() } else { format_smolstr!("{module}.{address}") };
        self.whole && self.configured.contains(&path)
    }

    /// Whether a folder may be the root that this plan was made of: it declares all that the plan's
    /// configuration does.
    pub fn is_of(&self, directory: &Directory) -> bool {
        let own = addresses(directory);
        !self.declared.is_empty() && self.declared.iter().all(|address| own.contains(address))
    }

    /// Whether a folder declares what the plan's configuration does, and nothing else.
    pub fn is_exactly_of(&self, directory: &Directory) -> bool {
        !self.declared.is_empty() && self.declared == addresses(directory)
    }

    /// Whether no variable of a root is known to be set otherwise than when the plan was made.
    pub fn is_made_with(&self, modules: &Modules, directory: &Directory, inputs: &Inputs) -> bool {
        let variables = self.variables((modules, directory), inputs);
        variables.iter().all(|(_, own, planned)| fill::agrees(own, planned))
    }

    /// The inputs of a root with the variables that the plan was made with, where the files do not
    /// say the same: such a value stands at the declaration of its variable.
    pub fn inputs(&self, modules: &Modules, directory: &Directory, inputs: &Inputs) -> Inputs {
        let mut variables = inputs.variables.clone();
        for (name, own, planned) in self.variables((modules, directory), inputs) {
            match (fill::agrees(&own, &planned), objects::is_known(&own)) {
                (true, true) => {}
                (true, false) => drop(variables.insert(name, filled(&own, &planned))),
                (false, _) => drop(variables.insert(name, planned)),
            }
        }
        Inputs { variables, ..inputs.clone() }
    }

    /// The variables of a root, but for secret ones: by the files, and by the plan, which has them as
    /// they were given, so that their types are still to be applied.
    fn variables(
        &self,
        (modules, directory): (&Modules, &Directory),
        inputs: &Inputs,
    ) -> Vec<(SmolStr, Value, Value)> {
        let files = Evaluation::with_modules(modules, directory, inputs);
        let given = self.variables.iter().filter_map(|Entry { key, value, .. }| {
            let declaration = directory.find(Category::Variable, "", key)?;
            let secret = files.argument(declaration, "sensitive").is_some();
            let planned = value.get("value").filter(|_| !secret)?;
            Some((key.clone(), placed(planned, &Origin::new(declaration.header))))
        });
        let made = Inputs { variables: given.collect(), ..inputs.clone() };
        let plan = Evaluation::with_modules(modules, directory, &made);
        let both =
            |name: &SmolStr| Some((name.clone(), files.variable(name)?, plan.variable(name)?));
        made.variables.keys().filter_map(both).collect()
    }
}

impl Planned {
    /// The address without instance keys, such as `module.eks.aws_eks_cluster.this`.
    pub fn path(&self) -> SmolStr {
        let Self { kind, name, .. } = self;
        match without_keys(&self.module).as_str() {
            "" => format_smolstr!("{kind}.{name}"),
            module => format_smolstr!("{module}.{kind}.{name}"),
        }
    }

    /// The address with all instance keys.
    pub fn address(&self) -> SmolStr {
        let Self { module, kind, name, key, .. } = self;
        match module.as_str() {
            "" => format_smolstr!("{kind}.{name}{key}"),
            module => format_smolstr!("{module}.{kind}.{name}{key}"),
        }
    }

    /// The names of the module calls around it, from the root inwards.
    pub fn calls(&self) -> Vec<SmolStr> {
        let path = without_keys(&self.module);
        path.split('.').skip(1).step_by(2).map(SmolStr::from).collect()
    }
}

/// An address of a module without instance keys.
pub fn without_keys(address: &str) -> SmolStr {
    let (mut out, mut inside, mut quoted, mut escaped) = (String::new(), false, false, false);
    for character in address.chars() {
        match character {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' if inside => quoted = !quoted,
            '[' if !quoted => inside = true,
            ']' if !quoted => inside = false,
            _ if !inside => out.push(character),
            _ => {}
        }
    }
    out.into()
}

/// What the configuration of a module declares, and the modules inside it, as the plan repeats it.
fn declared(module: &Value, path: &str, depth: usize) -> BTreeSet<SmolStr> {
    let resources = module.get("resources").and_then(Value::as_list);
    let resources = resources.map(|list| list.items.as_slice()).unwrap_or_default();
    let address = |it: &Value| {
        let own = it.get("address").and_then(Value::as_str)?;
        Some(format_smolstr!("{path}{own}"))
    };
    let mut all: BTreeSet<SmolStr> = resources.iter().filter_map(address).collect();
    let calls = module.get("module_calls").and_then(Value::as_map);
    for Entry { key, value, .. } in calls.map(|map| map.entries.as_slice()).unwrap_or_default() {
        let inner = value.get("module").filter(|_| depth > 0);
        let path = format_smolstr!("{path}module.{key}");
        all.extend(
            inner.map(|it| declared(it, &format!("{path}."), depth - 1)).unwrap_or_default(),
        );
        all.insert(path);
    }
    all
}

/// The resources, data sources and module calls of a folder.
fn addresses(directory: &Directory) -> BTreeSet<SmolStr> {
    let declares =
        |category| matches!(category, Category::Resource | Category::Data | Category::Module);
    let declarations = directory.declarations().iter();
    declarations.filter(|it| declares(it.category)).map(super::Declaration::address).collect()
}
