//! What nodes are started with and may do: launch templates, and the policies of roles.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::Lowering;
use super::resources::Made;
use crate::field::{Dialect, Field, Object};
use crate::lower::policy;
use crate::model::{AttachedPolicy, Facts, LAUNCH_TEMPLATE_PATHS, ManagedPolicy, Policy};
use crate::source::Texts;
use crate::syntax::hcl::ExprKind;
use crate::terraform::{Category, Declaration, Instance};
use crate::value::{Entry, InstanceKey, Mode, Reference, Value};

/// The type of launch templates.
pub(super) const LAUNCH_TEMPLATE: &str = "aws_launch_template";

/// Adds policies, and what attaches them to roles.
pub(super) fn add_policies(kind: &str, made: &impl Made, texts: &Texts, facts: &mut Facts) {
    let attached = |object: Object, role: &str| {
        let (role, policy) = (object.at(role), object.at("policy_arn"));
        AttachedPolicy { object, role, policy, document: None }
    };
    match kind {
        "aws_iam_policy" => {
            let all = made.objects().into_iter().map(|object| {
                let document = document(&object.at("policy"), texts);
                ManagedPolicy { object, document }
            });
            facts.managed_policies.extend(all);
        }
        "aws_iam_role_policy_attachment" => {
            let all = made.objects().into_iter().map(|object| attached(object, "role"));
            facts.attached_policies.extend(all);
        }
        "aws_iam_policy_attachment" => {
            let all = made.objects().into_iter().flat_map(|object| {
                let roles = object.list_at::<Value>("roles");
                let each = roles.seen().map(|role| AttachedPolicy {
                    role: role.clone(),
                    ..attached(object.clone(), "roles")
                });
                each.collect::<Vec<_>>()
            });
            facts.attached_policies.extend(all);
        }
        "aws_iam_role_policy" => {
            let all = made.objects().into_iter().map(|object| {
                let (role, policy) = (object.at("role"), object.at("policy"));
                let document = Some(document(&policy, texts));
                AttachedPolicy { object, role, policy, document }
            });
            facts.attached_policies.extend(all);
        }
        _ => {}
    }
}

fn document(field: &Field<Value>, texts: &Texts) -> Policy {
    match (field.known(), field.why()) {
        (Some(value), _) => policy(value, texts),
        (None, Some(why)) => Policy::unknown(why),
        (None, None) => Policy::unknown(crate::value::Why::Elsewhere("the policy".into())),
    }
}

impl<'a> Lowering<'_, 'a> {
    /// The launch template that a node group names.
    pub(super) fn template(&self, object: &Object) -> Option<Object> {
        let named = LAUNCH_TEMPLATE_PATHS.map(|(path, _)| object.at::<Value>(path));
        let value = named.iter().find_map(Field::known)?;
        match (value.as_reference(), value.as_str()) {
            (Some(reference), _) => self.referred(reference),
            (None, Some(name)) => self.called_template(name),
            (None, None) => None,
        }
    }

    fn referred(&self, reference: &Reference) -> Option<Object> {
        let Reference { mode: Mode::Managed, kind, name, key, .. } = reference else { return None };
        let directory = self.evaluation.directory();
        let kind = Some(kind.as_str()).filter(|kind| *kind == LAUNCH_TEMPLATE)?;
        let declaration = directory.find(Category::Resource, kind, name)?;
        let here = self.evaluation.addressed(&declaration.address());
        if here != reference.address().as_str() {
            return None;
        }
        let mut all = self.launch_templates(declaration).into_iter();
        match key {
            InstanceKey::Single => all.next(),
            InstanceKey::Index(_) | InstanceKey::Name(_) => {
                let key = super::shown(key);
                all.find(|it| it.key() == key)
            }
            InstanceKey::All | InstanceKey::Unknown => None,
        }
    }

    /// The launch template of this module that has a name.
    fn called_template(&self, name: &str) -> Option<Object> {
        let templates = self.evaluation.resources().filter(|it| it.kind == LAUNCH_TEMPLATE);
        let mut all = templates.flat_map(|it| self.launch_templates(it));
        all.find(|it| it.at::<Value>("name").known().and_then(Value::as_str) == Some(name))
    }

    /// The instances of a launch template, with the text of their user data as nodes get it.
    fn launch_templates(&self, declaration: &'a Declaration) -> Vec<Object> {
        let instances = self.evaluation.instances(declaration);
        let alone = instances.len() == 1;
        let objects = self.objects(declaration, &Dialect::Resource).into_iter();
        let with_text = |object: Object| {
            let own = instances.iter().find(|it| alone || super::shown(&it.key) == object.key());
            let encoded = own.and_then(|it| self.encoded(declaration, it));
            with_user_data(object, encoded.as_ref())
        };
        objects.map(with_text).collect()
    }

    /// What `base64encode` is called with, where user data is written so: with what is known of it,
    /// while of an encoded text all is known or nothing.
    fn encoded(&self, declaration: &'a Declaration, instance: &Instance) -> Option<Value> {
        let user_data = self.evaluation.argument(declaration, "user_data")?.value;
        let ExprKind::Call { name, arguments, .. } = &user_data.node().kind else { return None };
        let [plain] = arguments.as_slice() else { return None };
        let value = || self.evaluation.expression_in(user_data.at(*plain), declaration, instance);
        (name == "base64encode").then(value)
    }
}

/// A launch template whose user data is not encoded.
pub(super) fn with_user_data(object: Object, plain: Option<&Value>) -> Object {
    let Some(map) = object.body.as_map() else { return object };
    let decoded = |value: &Value| {
        let bytes = STANDARD.decode(value.as_str()?.trim()).ok()?;
        Some(Value::string(String::from_utf8(bytes).ok()?, value.origin.clone()))
    };
    let entry = |entry: &Entry| {
        let known = || plain.cloned().or_else(|| decoded(&entry.value));
        let value = (entry.key == "user_data").then(known).flatten();
        Entry { value: value.unwrap_or_else(|| entry.value.clone()), ..entry.clone() }
    };
    let mut map = map.clone();
    map.entries = map.entries.iter().map(entry).collect();
    let kind = crate::value::Kind::Map(map.into());
    Object { body: Value::new(kind, object.body.origin.clone()), ..object }
}
