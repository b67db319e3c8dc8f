use super::*;

#[test]
fn built_in_groups_and_well_known_ones() {
    let groups = [
        "v1",
        "apps/v1",
        "extensions/v1beta1",
        "storage.k8s.io/v1",
        "autoscaling/v2beta2",
        "karpenter.sh/v1beta1",
        "karpenter.k8s.aws/v1",
        "eks.amazonaws.com/v1",
        "argoproj.io/v1alpha1",
        "kustomize.toolkit.fluxcd.io/v1",
        "external-secrets.io/v1",
        "generators.external-secrets.io/v1alpha1",
        "elbv2.k8s.aws/v1beta1",
        "vpcresources.k8s.aws/v1beta1",
        "crd.k8s.amazonaws.com/v1alpha1",
        "keda.sh/v1alpha1",
        "snapshot.storage.k8s.io/v1",
        "monitoring.coreos.com/v1",
        "gateway.networking.k8s.io/v1",
        "cert-manager.io/v1",
        "secrets-store.csi.x-k8s.io/v1",
    ];
    for group in groups {
        assert!(is_kubernetes_group(group), "{group}");
    }
}

#[test]
fn files_that_no_cluster_stores_and_other_texts() {
    let others = [
        "",
        "v2",
        "2012-10-17",
        "apps",
        "apps/",
        "apps/1",
        "apps/v1/x",
        "eksctl.io/v1alpha5",
        "kustomize.config.k8s.io/v1beta1",
        "kubelet.config.k8s.io/v1beta1",
        "audit.k8s.io/v1",
        "admission.k8s.io/v1",
        "example.com/v1",
        "notkarpenter.sh/v1",
    ];
    for other in others {
        assert!(!is_kubernetes_group(other), "{other}");
    }
}

#[test]
fn kinds_of_kubernetes_itself() {
    assert!(is_built_in_kind("Deployment"));
    assert!(!is_built_in_kind("Deploymnet"));
    assert!(!is_built_in_kind("NodePool"));
}

#[test]
fn the_lists_are_sorted() {
    assert!(GROUPS.is_sorted_by(|one, next| one < next));
    assert!(BUILT_IN_KINDS.is_sorted_by(|(one, _), (next, _)| one < next));
    assert!(SUFFIXES.is_sorted_by(|one, next| one < next));
    for (kind, group) in BUILT_IN_KINDS {
        assert!(
            is_kubernetes_group(&if group.is_empty() {
                "v1".into()
            } else {
                format!("{group}/v1")
            }),
            "{kind}"
        );
    }
}
