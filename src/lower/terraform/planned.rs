//! Resources of a plan: those that the files declare are filled in, all others are added.

use std::sync::Arc;

use smol_str::SmolStr;

use super::Lowering;
use super::nodes::{LAUNCH_TEMPLATE, with_user_data};
use super::resources::{Made, add};
use crate::data::modules::known_module;
use crate::field::{Dialect, Object, Subject, Tool};
use crate::model::{Facts, LAUNCH_TEMPLATE_PATHS};
use crate::source::{Span, Texts};
use crate::terraform::{
    Category, Declaration, Evaluation, Plan, Planned, filled, placed, without_keys,
};
use crate::value::{Origin, Truth, Value};

/// Adds what a plan says that belongs to no scanned root: everything stands in the plan itself.
pub fn lower_plan(plan: &Plan, texts: &Texts, scope: &Arc<str>, facts: &mut Facts) {
    for resource in &plan.resources {
        let made = OfPlan { plan, resource, scope, place: None };
        add(&resource.kind, &made, texts, facts);
    }
    super::note_network(plan.text, texts, facts);
}

/// A resource of a plan that no scanned file declares.
struct OfPlan<'p> {
    plan: &'p Plan,
    resource: &'p Planned,
    scope: &'p Arc<str>,
    /// The module call that makes it, if the files have one.
    place: Option<Span>,
}

impl OfPlan<'_> {
    fn object(&self, resource: &Planned) -> Object {
        let whole = |place: Span| placed(&resource.body, &Origin::new(place));
        let keyed = without_keys(&resource.module) != resource.module;
        Object {
            subject: Subject { tool: Tool::Terraform, name: resource.path() },
            dialect: Dialect::Resource,
            body: self.place.map_or_else(|| resource.body.clone(), whole),
            fallback: None,
            header: self.place.unwrap_or(resource.header),
            existence: Truth::True,
            instance: if keyed { resource.address() } else { resource.key.clone() },
            module: resource.module.clone(),
            scope: Arc::clone(self.scope),
        }
    }
}

impl Made for OfPlan<'_> {
    fn objects(&self) -> Vec<Object> {
        vec![self.object(self.resource)]
    }

    /// The template of the name or id that the plan says; one that is yet to be made has no id.
    fn template(&self, object: &Object) -> Option<Object> {
        let named = LAUNCH_TEMPLATE_PATHS
            .into_iter()
            .find_map(|(path, key)| Some((key, object.at::<SmolStr>(path).known().cloned()?)));
        let (key, named) = named?;
        let is_named = |it: &&Planned| {
            let value = it.body.get(key).and_then(Value::as_str);
            it.kind == LAUNCH_TEMPLATE && value == Some(&named)
        };
        let found = self.plan.resources.iter().find(is_named);
        found.map(|it| with_user_data(self.object(it), None))
    }

    /// The plan does not tell the lifecycle; its numbers are what stands there now.
    fn ignores(&self, _: &[&str]) -> bool {
        false
    }
}

/// The instances of a resource with what the plan says of them: holes are filled, and where it is
/// not known how many instances there are, they are the plan's.
pub(super) fn with_plan(
    plan: &Plan,
    (evaluation, declaration): (&Evaluation<'_>, &Declaration),
    made: Vec<Object>,
) -> Vec<Object> {
    let path = evaluation.module_path();
    let told_apart = evaluation.existence() == Truth::True;
    let of_block = |it: &&Planned| {
        let here = it.module == *evaluation.module();
        let module = here || !told_apart && without_keys(&it.module) == *path;
        module && it.kind == declaration.kind && it.name == declaration.name
    };
    let all: Vec<&Planned> = plan.resources.iter().filter(of_block).collect();
    let none = all.is_empty() && told_apart && plan.declares(path, &declaration.address());
    made.into_iter().flat_map(|object| with_planned(object, &all, none)).collect()
}

/// What an object becomes, given all instances that the plan has of its block, and whether the plan
/// is sure to have none.
fn with_planned(object: Object, all: &[&Planned], none: bool) -> Vec<Object> {
    let fill = |it: &Planned| filled(&object.body, &it.body);
    let mut same = all.iter().filter(|it| it.key == object.key());
    match (same.next(), same.next()) {
        (Some(one), None) => {
            vec![Object { body: fill(one), existence: Truth::True, ..object }]
        }
        (None, None) if object.existence == Truth::Unknown && object.key().is_empty() => {
            let each = |it: &&Planned| {
                let keyed = without_keys(&it.module) != it.module;
                let instance = if keyed { it.address() } else { it.key.clone() };
                Object { body: fill(it), existence: Truth::True, instance, ..object.clone() }
            };
            if all.is_empty() && !none { vec![object] } else { all.iter().map(each).collect() }
        }
        _ => vec![object],
    }
}

impl Lowering<'_, '_> {
    /// Adds the resources of the plan that are made by modules whose files are not scanned. They
    /// stand where the innermost call does that is; those of known modules are read by their calls.
    pub(super) fn elsewhere(&self, facts: &mut Facts) {
        let Some(plan) = self.plan else { return };
        for resource in plan.resources.iter().filter(|it| !it.module.is_empty()) {
            if let Some(header) = unread(self.evaluation, &resource.calls()) {
                let scope = self.scope;
                let made = OfPlan { plan, resource, scope, place: Some(header) };
                add(&resource.kind, &made, self.texts, facts);
            }
        }
    }
}

/// The first call on the way that leads out of the scanned files; none where all are followed, or
/// where it is of a module that is known by its inputs.
fn unread(evaluation: &Evaluation<'_>, calls: &[SmolStr]) -> Option<Span> {
    let (first, rest) = calls.split_first()?;
    let call = evaluation.directory().find(Category::Module, "", first)?;
    let source = evaluation.argument(call, "source");
    let source = source.map(|source| evaluation.expression(source.value));
    if evaluation.is_local(call) {
        let instances = evaluation.instances(call);
        let inner = evaluation.enter_module(call, instances.first()?).ok()?;
        return unread(&inner, rest);
    }
    let known = source.is_some_and(|it| it.as_str().is_some_and(|it| known_module(it).is_some()));
    (!known).then(|| evaluation.editable_header(call.header))
}
