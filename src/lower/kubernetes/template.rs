//! Objects of chart templates: their API version may hang on the cluster, and whether there are any
//! on values.

use std::sync::Arc;

use smol_str::SmolStr;

use crate::data::names::built_in_kinds;
use crate::data::removed_apis::removal;
use crate::field::Tool;
use crate::lower::{header_of, object};
use crate::model::{ApiUse, Facts};
use crate::value::{Truth, Value};

/// An object as a template writes it.
#[derive(Clone, Debug)]
pub struct Templated<'a> {
    /// Its content.
    pub body: &'a Value,
    /// The content as it is written, which gives the name that people look for.
    pub written: &'a Value,
    /// Whether it is written: unknown where that hangs on a condition.
    pub existence: Truth,
    /// What has to hold for that, for people.
    pub condition: Option<SmolStr>,
    /// Whether the template asks which API versions the cluster has before it writes this one.
    pub is_guarded: bool,
    /// Which installation of its chart makes it; empty for none in particular.
    pub instance: &'a str,
}

/// Adds what one object of a template declares, or each item of a list; false where its kind is not
/// known.
pub fn lower_template(template: &Templated<'_>, scope: &Arc<str>, facts: &mut Facts) -> bool {
    let Some(kind) = template.body.get("kind").and_then(Value::as_str) else { return false };
    if kind == "List" {
        let items = template.body.get("items").and_then(Value::as_list);
        for item in items.into_iter().flat_map(|list| &list.items) {
            lower_template(
                &Templated { body: item, written: item, ..template.clone() },
                scope,
                facts,
            );
        }
        return true;
    }
    let Some(api_version) = api_version(template.body, kind) else { return false };
    let name = super::name_of(template.written, &api_version, kind);
    let header = header_of(template.body);
    let mut object = object(Tool::Kubernetes, name, template.body.clone(), header, scope);
    object.existence = template.existence;
    object.condition.clone_from(&template.condition);
    object.instance = template.instance.into();
    if !template.is_guarded {
        facts.api_uses.extend(ApiUse::of(&object, &api_version, kind));
    }
    super::add(object, &api_version, kind, facts);
    true
}

/// The API version that a body is read by.
///
/// Of several the one that is served longest: only where that one ends, all do. One that is
/// computed is taken to be the one of the kind that Kubernetes serves today, as nothing else may be
/// concluded from it.
fn api_version(body: &Value, kind: &str) -> Option<SmolStr> {
    let written = body.get("apiVersion")?;
    let known: Option<Vec<&str>> = written.alternatives().iter().map(Value::as_str).collect();
    let end = |version: &&str| removal(version, kind).map(|it| it.removed_in);
    // No end is later than any; of equals the first.
    let last = |it: &&str| std::cmp::Reverse((end(it).is_none(), end(it)));
    if let Some(version) = known.and_then(|all| all.into_iter().min_by_key(last)) {
        return Some(version.into());
    }
    let group = built_in_kinds().iter().find(|(name, _)| *name == kind)?.1;
    Some(if group.is_empty() { "v1".into() } else { smol_str::format_smolstr!("{group}/v1") })
}
