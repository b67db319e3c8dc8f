//! Workloads that other linters misread: what sets hold, and where a flag may stand.

use super::{checked, found_by_all, places};

/// The Cluster Autoscaler with a flag in a field of its container.
fn autoscaler(field: &str) -> String {
    format!(
        "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: cluster-autoscaler\n  \
         namespace: kube-system\nspec:\n  selector:\n    matchLabels: {{app: ca}}\n  template:\n    \
         metadata:\n      labels: {{app: ca}}\n    spec:\n      serviceAccountName: default\n      \
         containers:\n        - name: ca\n          \
         image: registry.k8s.io/autoscaling/cluster-autoscaler:v1.35.0\n          {field}:\n            \
         - ./cluster-autoscaler\n            - --skip-nodes-with-local-storage=false\n"
    )
}

const CACHE: &str = "\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: cache
  namespace: payments
spec:
  selector:
    matchLabels: {app: cache}
  template:
    metadata:
      labels: {app: cache}
    spec:
      containers:
        - name: cache
          image: 111122223333.dkr.ecr.eu-west-1.amazonaws.com/cache:1.0.0
      volumes:
        - name: files
          emptyDir: {}
";

/// Other tools look at `command` alone, and fall over where there is none.
#[test]
fn flags_count_in_command_and_in_args() {
    for field in ["command", "args"] {
        let files = [("ca.yaml", autoscaler(field)), ("cache.yaml", CACHE.to_owned())];
        let files: Vec<_> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
        assert_eq!(found_by_all(&files), [""; 0], "{field}");
        let asked = autoscaler(field).replace("=false", "=true");
        let files = [("ca.yaml", asked.as_str()), ("cache.yaml", CACHE)];
        assert_eq!(found_by_all(&files), ["cache.yaml:18 ca-local-storage-blocks"], "{field}");
    }
}

/// Other tools forbid claims in sets, and `ReadWriteOnce`: that is what both are for.
#[test]
fn a_set_may_claim_a_volume_for_each_pod() {
    let set = "\
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: gp3
provisioner: ebs.csi.aws.com
volumeBindingMode: WaitForFirstConsumer
parameters:
  type: gp3
  encrypted: \"true\"
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: ledger
  namespace: payments
spec:
  serviceName: ledger
  selector:
    matchLabels: {app: ledger}
  template:
    metadata:
      labels: {app: ledger}
    spec:
      containers:
        - name: ledger
          image: 111122223333.dkr.ecr.eu-west-1.amazonaws.com/ledger:1.0.0
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        storageClassName: gp3
        accessModes: [ReadWriteOnce]
        resources:
          requests:
            storage: 100Gi
";
    let result = checked(&[("set.yaml", set)]);
    assert_eq!(places(&result), [""; 0]);
    assert_eq!(result.outcome.tallies["ebs-rwx"].passed, 1, "it was looked at");
}

/// Other tools tell of a module only what its caller passed.
#[test]
fn what_a_module_writes_itself_is_told_where_it_stands() {
    let module = super::cluster("", "endpoint_public_access = false").replace("1.35", "1.29");
    let root = "module \"payments\" {\n  source = \"./modules/cluster\"\n}\n";
    let found = found_by_all(&[("main.tf", root), ("modules/cluster/main.tf", &module)]);
    let told = found.iter().filter(|it| it.ends_with(" k8s-version-unsupported"));
    assert!(
        told.clone().count() == 1 && told.clone().all(|it| it.starts_with("modules/")),
        "{found:?}"
    );
}
