//! Kubernetes API groups and the kinds that Kubernetes itself has.

use jiff::civil::{Date, date};

/// The day the tables describe.
pub const AS_OF: Date = date(2026, 8, 21);

/// What the tables were taken from.
pub const SOURCE: &str = "https://kubernetes.io/docs/reference/kubernetes-api/ (built-in groups and kinds); the CustomResourceDefinitions of the projects that own the other groups";

/// Whether an `apiVersion` is that of an object which a cluster stores: a built-in group or one of
/// a well-known custom resource. False says only that the group is not well known.
///
/// Files that tools read and no cluster stores are not counted (`kustomize.config.k8s.io`,
/// `kubelet.config.k8s.io`, `eksctl.io`, `audit.k8s.io`).
pub fn is_kubernetes_group(api_version: &str) -> bool {
    let (group, version) = api_version.split_once('/').unwrap_or(("", api_version));
    if group.is_empty() { version == "v1" } else { is_version(version) && is_known(group) }
}

/// Whether a kind belongs to Kubernetes itself, in any group.
pub fn is_built_in_kind(kind: &str) -> bool {
    BUILT_IN_KINDS.binary_search_by_key(&kind, |(kind, _)| kind).is_ok()
}

/// The kinds of Kubernetes itself with the group that serves them today, sorted by kind; the core
/// group is empty.
pub fn built_in_kinds() -> &'static [(&'static str, &'static str)] {
    BUILT_IN_KINDS
}

/// Whether a text is `v1`, `v2beta1` or `v1alpha1`.
fn is_version(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let Some(rest) = text.strip_prefix('v') else { return false };
    let (major, stage) =
        rest.split_once("alpha").or_else(|| rest.split_once("beta")).unwrap_or((rest, "0"));
    digits(major) && digits(stage)
}

fn is_known(group: &str) -> bool {
    if group.ends_with(".config.k8s.io") || NOT_STORED.contains(&group) {
        return false;
    }
    GROUPS.binary_search(&group).is_ok() || SUFFIXES.iter().any(|suffix| group.ends_with(suffix))
}

/// Groups of files, below a suffix that is otherwise one of objects.
const NOT_STORED: &[&str] = &[
    "admission.k8s.io",
    "audit.k8s.io",
    "client.authentication.k8s.io",
    "kubeadm.k8s.io",
    "kubescheduler.k8s.io",
];

/// Families of groups: every group below is one of objects.
const SUFFIXES: &[&str] = &[
    ".altinity.com",
    ".argoproj.io",
    ".aws.crossplane.io",
    ".aws.upbound.io",
    ".azure.com",
    ".cert-manager.io",
    ".chaos-mesh.org",
    ".cilium.io",
    ".cnrm.cloud.google.com",
    ".coreos.com",
    ".crossplane.io",
    ".eks.amazonaws.com",
    ".elastic.co",
    ".external-secrets.io",
    ".fluxcd.io",
    ".gatekeeper.sh",
    ".istio.io",
    ".jetstack.io",
    ".k8s.amazonaws.com",
    ".k8s.aws",
    ".k8s.io",
    ".karmada.io",
    ".karpenter.sh",
    ".keda.sh",
    ".knative.dev",
    ".konghq.com",
    ".kruise.io",
    ".kserve.io",
    ".kubeflow.org",
    ".kubevirt.io",
    ".kyverno.io",
    ".linkerd.io",
    ".numaproj.io",
    ".open-cluster-management.io",
    ".openshift.io",
    ".percona.com",
    ".projectcalico.org",
    ".solo.io",
    ".strimzi.io",
    ".tekton.dev",
    ".tigera.io",
    ".volcano.sh",
    ".x-k8s.io",
];

/// Groups by name, besides the core group, which has none.
const GROUPS: &[&str] = &[
    "acid.zalan.do",
    "actions.github.com",
    "actions.summerwind.dev",
    "admissionregistration.k8s.io",
    "agones.dev",
    "apiextensions.k8s.io",
    "apiregistration.k8s.io",
    "appmesh.k8s.aws",
    "apps",
    "argoproj.io",
    "authentication.k8s.io",
    "authorization.k8s.io",
    "autoscaling",
    "batch",
    "bitnami.com",
    "ceph.rook.io",
    "cert-manager.io",
    "certificates.k8s.io",
    "chaos-mesh.org",
    "cilium.io",
    "clickhouse.com",
    "coordination.k8s.io",
    "core.humio.com",
    "crd.k8s.amazonaws.com",
    "crd.projectcalico.org",
    "datadoghq.com",
    "discovery.k8s.io",
    "eks.amazonaws.com",
    "elbv2.k8s.aws",
    "events.k8s.io",
    "extensions",
    "external-secrets.io",
    "flagger.app",
    "flink.apache.org",
    "flowcontrol.apiserver.k8s.io",
    "gateway.networking.k8s.io",
    "getambassador.io",
    "grafana.integreatly.org",
    "hub.traefik.io",
    "internal.apiserver.k8s.io",
    "jaegertracing.io",
    "k8s.keycloak.org",
    "k8s.mariadb.com",
    "k8s.nginx.org",
    "karpenter.k8s.aws",
    "karpenter.sh",
    "keda.sh",
    "kro.run",
    "kubeflow.org",
    "kubevirt.io",
    "kustomize.toolkit.fluxcd.io",
    "kyverno.io",
    "linkerd.io",
    "litmuschaos.io",
    "longhorn.io",
    "minio.min.io",
    "monitoring.coreos.com",
    "networking.k8s.aws",
    "networking.k8s.io",
    "node.k8s.io",
    "nvidia.com",
    "opentelemetry.io",
    "operator.victoriametrics.com",
    "pkg.crossplane.io",
    "policy",
    "postgresql.cnpg.io",
    "projectcalico.org",
    "projectcontour.io",
    "rabbitmq.com",
    "ray.io",
    "rbac.authorization.k8s.io",
    "redis.redis.opstreelabs.in",
    "resource.k8s.io",
    "scheduling.k8s.io",
    "secrets-store.csi.x-k8s.io",
    "snapshot.storage.k8s.io",
    "solr.apache.org",
    "storage.k8s.io",
    "storagemigration.k8s.io",
    "traefik.containo.us",
    "traefik.io",
    "velero.io",
    "vpcresources.k8s.aws",
    "wgpolicyk8s.io",
];

const BUILT_IN_KINDS: &[(&str, &str)] = &[
    ("APIService", "apiregistration.k8s.io"),
    ("Binding", ""),
    ("CSIDriver", "storage.k8s.io"),
    ("CSINode", "storage.k8s.io"),
    ("CSIStorageCapacity", "storage.k8s.io"),
    ("CertificateSigningRequest", "certificates.k8s.io"),
    ("ClusterRole", "rbac.authorization.k8s.io"),
    ("ClusterRoleBinding", "rbac.authorization.k8s.io"),
    ("ConfigMap", ""),
    ("ControllerRevision", "apps"),
    ("CronJob", "batch"),
    ("CustomResourceDefinition", "apiextensions.k8s.io"),
    ("DaemonSet", "apps"),
    ("Deployment", "apps"),
    ("DeviceClass", "resource.k8s.io"),
    ("EndpointSlice", "discovery.k8s.io"),
    ("Endpoints", ""),
    ("Event", "events.k8s.io"),
    ("FlowSchema", "flowcontrol.apiserver.k8s.io"),
    ("HorizontalPodAutoscaler", "autoscaling"),
    ("IPAddress", "networking.k8s.io"),
    ("Ingress", "networking.k8s.io"),
    ("IngressClass", "networking.k8s.io"),
    ("Job", "batch"),
    ("Lease", "coordination.k8s.io"),
    ("LimitRange", ""),
    ("List", ""),
    ("MutatingAdmissionPolicy", "admissionregistration.k8s.io"),
    ("MutatingAdmissionPolicyBinding", "admissionregistration.k8s.io"),
    ("MutatingWebhookConfiguration", "admissionregistration.k8s.io"),
    ("Namespace", ""),
    ("NetworkPolicy", "networking.k8s.io"),
    ("Node", ""),
    ("PersistentVolume", ""),
    ("PersistentVolumeClaim", ""),
    ("Pod", ""),
    ("PodDisruptionBudget", "policy"),
    ("PodTemplate", ""),
    ("PriorityClass", "scheduling.k8s.io"),
    ("PriorityLevelConfiguration", "flowcontrol.apiserver.k8s.io"),
    ("ReplicaSet", "apps"),
    ("ReplicationController", ""),
    ("ResourceClaim", "resource.k8s.io"),
    ("ResourceClaimTemplate", "resource.k8s.io"),
    ("ResourceQuota", ""),
    ("ResourceSlice", "resource.k8s.io"),
    ("Role", "rbac.authorization.k8s.io"),
    ("RoleBinding", "rbac.authorization.k8s.io"),
    ("RuntimeClass", "node.k8s.io"),
    ("Secret", ""),
    ("Service", ""),
    ("ServiceAccount", ""),
    ("ServiceCIDR", "networking.k8s.io"),
    ("StatefulSet", "apps"),
    ("StorageClass", "storage.k8s.io"),
    ("ValidatingAdmissionPolicy", "admissionregistration.k8s.io"),
    ("ValidatingAdmissionPolicyBinding", "admissionregistration.k8s.io"),
    ("ValidatingWebhookConfiguration", "admissionregistration.k8s.io"),
    ("VolumeAttachment", "storage.k8s.io"),
    ("VolumeAttributesClass", "storage.k8s.io"),
];

#[cfg(test)]
mod tests;
