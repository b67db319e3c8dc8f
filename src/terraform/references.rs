//! Resources, data sources and modules as other expressions see them: what their block sets, and
//! otherwise a symbol.

use smol_str::SmolStr;

use super::directory::{Category, Declaration};
use super::evaluation::Evaluation;
use super::instances::{Instance, Repetition, elements, times};
use super::objects;
use crate::source::Span;
use crate::value::{
    Entry, InstanceKey, Kind, Mode, Origin, PathStep, Reference, Step, Transform, Value, Why,
};

/// `split(separator, x)` as a whole: no element of it is taken yet.
pub(super) const ALL_PARTS: i64 = -1;

impl Repetition {
    /// Why its number of instances is not known, where it is not.
    pub(super) fn why(&self) -> Why {
        match self {
            Self::Once => Why::NotEvaluated("nothing"),
            Self::Count(value) | Self::ForEach(value) => value.why(),
        }
    }
}

impl Evaluation<'_> {
    /// A resource, data source or module call as a whole.
    pub(super) fn object(&self, category: Category, kind: &str, name: &str, span: Span) -> Value {
        let origin = Origin::new(span);
        let Some(declaration) = self.directory().find(category, kind, name) else {
            let address = match category {
                Category::Data => format!("`data.{kind}.{name}`"),
                Category::Module => format!("`module.{name}`"),
                _ => format!("`{kind}.{name}`"),
            };
            self.risk();
            return Value::unknown(Why::Elsewhere(address.into()), origin);
        };
        let symbol = |key| Value::reference(self.symbol(declaration, key), origin.clone());
        let repetition = self.repetition(declaration);
        let repeated = match &repetition {
            Repetition::Once => return symbol(InstanceKey::Single),
            Repetition::Count(count) => {
                let list = |count: &Value| {
                    let keys = 0..times(count).filter(|times| *times <= 256)?;
                    let items = keys.map(|key| symbol(InstanceKey::Index(key))).collect();
                    Some(Value::list(items, origin.clone()))
                };
                count.alternatives().iter().map(list).collect::<Option<Vec<Value>>>()
            }
            Repetition::ForEach(each) => {
                let map = |each: &Value| keyed(each, &origin, symbol);
                each.alternatives().iter().map(map).collect()
            }
        };
        match repeated {
            Some(values) => objects::choice(values, repetition.why(), origin),
            None => symbol(InstanceKey::All),
        }
    }

    /// An instance of a block as a symbol.
    pub(super) fn symbol_of(&self, declaration: &Declaration, instance: &Instance) -> Value {
        let symbol = self.symbol(declaration, instance.key.clone());
        Value::reference(symbol, Origin::new(declaration.header))
    }

    fn symbol(&self, declaration: &Declaration, key: InstanceKey) -> Reference {
        let mode = match declaration.category {
            Category::Data => Mode::Data,
            Category::Module => Mode::Module,
            _ => Mode::Managed,
        };
        Reference {
            module: self.here.address.clone(),
            mode,
            kind: declaration.kind.clone(),
            name: declaration.name.clone(),
            key,
            path: Vec::new(),
            transforms: Vec::new(),
        }
    }

    /// One step into a symbol.
    pub(super) fn extend(&self, reference: &Reference, step: PathStep, span: Span) -> Value {
        let origin = Origin::new(span);
        if !reference.transforms.is_empty() {
            return self.part(reference, &step, origin);
        }
        let mut longer = reference.clone();
        match (&reference.key, &step) {
            (InstanceKey::All, PathStep::Index(index)) if reference.path.is_empty() => {
                self.risk();
                longer.key = InstanceKey::Index(*index);
                return Value::reference(longer, origin);
            }
            (InstanceKey::All, PathStep::Name(name)) if reference.path.is_empty() => {
                self.risk();
                longer.key = InstanceKey::Name(name.clone());
                return Value::reference(longer, origin);
            }
            _ => longer.path.push(step),
        }
        if let Some(value) = self.given_out(&longer, span) {
            return value;
        }
        if longer.mode == Mode::Module || longer.path.len() > 1 {
            self.risk();
        }
        match self.configured(&longer) {
            Some(value) => value.through(Step::Attribute(longer.to_string().into()), span),
            None => Value::reference(longer, origin),
        }
    }

    /// An element of `split` on a symbol; other transforms give text, which has no parts.
    fn part(&self, reference: &Reference, step: &PathStep, origin: Origin) -> Value {
        self.risk();
        let mut chosen = reference.clone();
        match (chosen.transforms.last_mut(), step) {
            (Some(Transform::Split(_, at)), PathStep::Index(index)) if *at == ALL_PARTS => {
                *at = *index;
                Value::reference(chosen, origin)
            }
            _ => Value::unknown(reference.why(), origin),
        }
    }

    /// What an output of a module is, where the module can be entered.
    fn given_out(&self, reference: &Reference, span: Span) -> Option<Value> {
        let (Mode::Module, [PathStep::Name(name)]) = (reference.mode, reference.path.as_slice())
        else {
            return None;
        };
        if reference.key == InstanceKey::All {
            return None;
        }
        let caller = self.at_address(&reference.module)?;
        let declaration = caller.call_named(&reference.name)?;
        let instance = caller.instance(declaration, &reference.key);
        let inner = match caller.enter_module(declaration, &instance) {
            Ok(inner) => inner,
            Err(Why::RemoteModule(_)) => return None,
            Err(why) => {
                self.risk();
                return Some(Value::unknown(why, Origin::new(span)));
            }
        };
        let step = Step::Output(reference.to_string().into());
        Some(match inner.output(name) {
            Some(value) if value.origin.span == Span::NOWHERE => {
                Value::new(value.kind, Origin::new(span))
            }
            Some(value) => value.through(step, span),
            None => {
                let message = format!("`{}` has no output `{name}`", declaration.address());
                self.error(message, Origin::new(span))
            }
        })
    }

    /// What the block of a resource or data source sets at the path of a reference.
    fn configured(&self, reference: &Reference) -> Option<Value> {
        if reference.key == InstanceKey::All {
            return None;
        }
        self.at_address(&reference.module)?.set_here(reference)
    }

    /// What a block of this module sets at the path of a reference.
    fn set_here(&self, reference: &Reference) -> Option<Value> {
        let [PathStep::Name(first), rest @ ..] = reference.path.as_slice() else { return None };
        let category = match reference.mode {
            Mode::Managed => Category::Resource,
            Mode::Data => Category::Data,
            Mode::Module => return None,
        };
        let declaration = self.directory().find(category, &reference.kind, &reference.name)?;
        let instance = self.instance(declaration, &reference.key);
        if declaration.kind == "aws_iam_policy_document" && category == Category::Data {
            return matches!(first.as_str(), "json" | "minified_json")
                .then(|| self.policy(declaration, &instance));
        }
        if category == Category::Data
            && let Some(documents) = self.documents(declaration, &instance, first)
        {
            return Some(documents);
        }
        let name = self.stored_as(declaration, first);
        let body = self.directory().body(declaration);
        let block = body.argument(name).is_none();
        if block && rest.is_empty() || super::blocks::is_meta(name) {
            return None;
        }
        let value = self.attribute(declaration, &instance, name)?;
        let value = if block { descend(&value, rest)? } else { value };
        let scalar = !matches!(value.kind, Kind::List(_) | Kind::Map(_));
        (!value.is_null() && (scalar || category == Category::Resource)).then_some(value)
    }

    /// The argument that holds an attribute: the ids of some resources are their names.
    fn stored_as<'s>(&self, declaration: &Declaration, attribute: &'s str) -> &'s str {
        let named = matches!(declaration.kind.as_str(), "aws_eks_cluster" | "aws_iam_role");
        let written = self.directory().body(declaration).argument("name").is_some();
        if attribute == "id" && named && written { "name" } else { attribute }
    }
}

/// A map of symbols, one for each element.
fn keyed(each: &Value, origin: &Origin, symbol: impl Fn(InstanceKey) -> Value) -> Option<Value> {
    let found = elements(each)?;
    if !found.rest.is_closed() {
        return None;
    }
    let entry = |element: &super::instances::Element| {
        let key: SmolStr = element.key.as_str()?.into();
        let value = symbol(InstanceKey::Name(key.clone()));
        Some(Entry { key, key_span: element.key.origin.span, value })
    };
    let entries = found.seen.iter().map(entry).collect::<Option<Vec<Entry>>>()?;
    Some(Value::map(entries, origin.clone()))
}

/// What stands at a path of blocks; none where it is not set, or is a block itself.
fn descend(value: &Value, path: &[PathStep]) -> Option<Value> {
    let (first, rest) = path.split_first()?;
    let inner = match (&value.kind, first) {
        (Kind::List(list), PathStep::Index(index)) if list.rest.is_closed() => {
            list.items.get(usize::try_from(*index).ok()?)?
        }
        (Kind::Map(map), PathStep::Name(name)) => &map.entry(name)?.value,
        _ => return None,
    };
    let whole = matches!(inner.kind, Kind::List(_) | Kind::Map(_));
    match (rest.is_empty(), whole) {
        (true, false) => Some(inner.clone()),
        (true, true) => None,
        (false, _) => descend(inner, rest),
    }
}
