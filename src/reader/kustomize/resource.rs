//! An object on its way through a kustomization.

use std::sync::Arc;

use smol_str::SmolStr;

use super::tree::{self, Change, Missing};
use crate::value::{Rest, Text, Truth, Value, Why};

/// One object, as it was written and as it is made.
#[derive(Clone, Debug)]
pub(crate) struct Resource {
    /// As it stands in its file; for what a generator makes, the generator.
    pub(crate) written: Value,
    /// As it is made.
    pub(crate) body: Value,
    /// The file that it stands in; none for what a generator makes.
    pub(crate) file: Option<Arc<str>>,
    /// What changes it in a way that is not followed.
    pub(crate) opened: Option<Opened>,
    /// The names and namespaces that it had, the first one first.
    pub(super) before: Vec<Id>,
    /// The prefixes and suffixes that its name got, in order.
    pub(super) affixes: Vec<SmolStr>,
    /// Whether its name ends in a hash of its content.
    pub(super) hashed: bool,
}

/// A change that is not followed.
#[derive(Clone, Debug)]
pub(crate) struct Opened {
    why: Why,
    /// Whether it may change the name and the namespace too.
    names: bool,
}

/// A name and a namespace.
#[derive(Clone, Debug)]
pub(super) struct Id {
    pub(super) name: Option<Text>,
    pub(super) namespace: Option<Text>,
}

/// Kinds that no namespace holds; a custom resource counts as one that some does.
///
/// Source: the output of `kubectl api-resources --namespaced=false` of Kubernetes 1.32.
const CLUSTER_WIDE: [&str; 24] = [
    "APIService",
    "CSIDriver",
    "CSINode",
    "CertificateSigningRequest",
    "ClusterRole",
    "ClusterRoleBinding",
    "ComponentStatus",
    "CustomResourceDefinition",
    "FlowSchema",
    "IngressClass",
    "MutatingWebhookConfiguration",
    "Namespace",
    "Node",
    "PersistentVolume",
    "PodSecurityPolicy",
    "PriorityClass",
    "PriorityLevelConfiguration",
    "RuntimeClass",
    "StorageClass",
    "ValidatingAdmissionPolicy",
    "ValidatingAdmissionPolicyBinding",
    "ValidatingWebhookConfiguration",
    "VolumeAttachment",
    "VolumeAttributesClass",
];

impl Resource {
    pub(super) fn new(written: &Value, file: Option<Arc<str>>) -> Self {
        let mut resource = Self {
            written: written.clone(),
            body: written.clone(),
            file,
            opened: None,
            before: Vec::new(),
            affixes: Vec::new(),
            hashed: false,
        };
        resource.before.push(resource.id());
        resource
    }

    /// Leaves word that something changes it which is not followed.
    pub(super) fn open(&mut self, why: &Why, names: bool) {
        let opened = self.opened.get_or_insert_with(|| Opened { why: why.clone(), names });
        opened.names |= names;
    }

    /// Takes out what may not be concluded from, once all is done.
    pub(super) fn finish(&mut self) {
        let Some(Opened { why, names }) = &self.opened else { return };
        let why = Some(why);
        let named = why.filter(|_| *names);
        let opened =
            self.body.as_map().and_then(|map| super::opened::opened(map, why, named, named));
        self.body = opened.unwrap_or_else(|| self.body.clone());
    }

    /// Whether no more than its header was read, as nobody asks for more.
    pub(super) fn is_header(&self) -> bool {
        let rest = self.written.as_map().map(|map| &map.rest);
        matches!(rest, Some(Rest::Open { why: Why::Incomplete, .. }))
    }

    pub(super) fn kind(&self) -> &str {
        tree::text(&self.body, &["kind"]).unwrap_or("")
    }

    /// The group and the version of its API.
    pub(super) fn api(&self) -> (&str, &str) {
        let version = tree::text(&self.body, &["apiVersion"]).unwrap_or("");
        version.split_once('/').unwrap_or(("", version))
    }

    /// Whether Kubernetes itself has its kind.
    pub(super) fn is_builtin(&self) -> bool {
        let (group, _) = self.api();
        let own = !group.contains('.') || group.ends_with(".k8s.io");
        own && crate::data::names::is_built_in_kind(self.kind())
    }

    /// Whether no namespace holds it.
    pub(super) fn is_cluster_wide(&self) -> bool {
        self.is_builtin() && CLUSTER_WIDE.contains(&self.kind())
    }

    /// The name and the namespace that it has now.
    pub(super) fn id(&self) -> Id {
        let at = |key| tree::at(&self.body, &["metadata", key]).and_then(Value::text);
        Id { name: at("name"), namespace: at("namespace") }
    }

    /// Its API, kind, namespace and name, which no two objects of a build share; none where one of
    /// them is not known.
    pub(super) fn key(&self) -> Option<[SmolStr; 4]> {
        let Id { name, namespace } = self.id();
        let namespace = match namespace.filter(|_| !self.is_cluster_wide()) {
            Some(namespace) => namespace.known()?,
            None => DEFAULT.into(),
        };
        let api = tree::text(&self.body, &["apiVersion"])?;
        Some([api.into(), self.kind().into(), namespace, name?.known()?])
    }

    /// Leaves word of the name and the namespace, before they change.
    pub(super) fn remember(&mut self) {
        let id = self.id();
        self.before.push(id);
    }

    /// Changes what stands at a path of its body.
    pub(super) fn change(
        &mut self,
        path: &[&str],
        missing: Missing,
        change: &mut dyn FnMut(Option<&Value>) -> Change,
    ) {
        self.body = tree::with(&self.body, path, missing, change);
    }

    /// Every name and namespace that it has or had.
    pub(super) fn ids(&self) -> impl Iterator<Item = Id> {
        self.before.iter().cloned().chain(std::iter::once(self.id()))
    }

    /// Whether it has or had this name and this namespace.
    pub(super) fn is_called(&self, name: &str, namespace: Option<&str>) -> Truth {
        let same = |id: Id| {
            let named = id.name.map_or(Truth::False, |it| it.equals(name));
            named & self.in_namespace(id.namespace.as_ref(), namespace)
        };
        Truth::any(self.ids().map(same))
    }

    /// Whether a namespace that it has or had is this one; nothing stands for `default`.
    fn in_namespace(&self, own: Option<&Text>, namespace: Option<&str>) -> Truth {
        if self.is_cluster_wide() {
            return Truth::True;
        }
        let wanted = namespace.filter(|it| !it.is_empty()).unwrap_or(DEFAULT);
        own.map_or(Truth::from(wanted == DEFAULT), |own| own.equals(wanted))
    }
}

/// The namespace of objects that are written without one.
pub(super) const DEFAULT: &str = "default";
