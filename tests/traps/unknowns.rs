//! What is not read or not known is neither a default nor a mistake.

use super::{checked, cluster, found, places, undecided};

const NOTHING: [&str; 0] = [];

#[test]
fn an_alias_that_cannot_be_read_leaves_the_default_open() {
    for vpc in ["*nowhere", "{<<: *nowhere}", "\n  clusterEndpoints: *nowhere"] {
        let config = format!("{}vpc: {vpc}\n", super::OPEN);
        let found = found(&[("cluster.yaml", &config)]);
        assert!(found.iter().all(|it| it.contains("syntax-error")), "{vpc}: {found:?}");
    }
}

#[test]
fn an_alias_that_can_be_read_counts() {
    let config = "apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: &about
  name: payments
  region: eu-west-1
vpc:
  clusterEndpoints: &closed
    publicAccess: false
    privateAccess: true
";
    assert_eq!(found(&[("cluster.yaml", config)]), NOTHING);
    let merged = config.replace("&closed\n", "\n    <<: {publicAccess: true}\n");
    assert_eq!(
        found(&[("cluster.yaml", &merged)]),
        NOTHING,
        "what is written beats what is merged"
    );
}

#[test]
fn a_dynamic_block_may_hold_what_is_not_written() {
    let config = r#"
variable "endpoints" {
  type = list(object({ public = bool }))
}

resource "aws_eks_cluster" "main" {
  name     = "payments"
  role_arn = "arn:aws:iam::111122223333:role/payments-cluster"
  version  = "1.35"

  dynamic "vpc_config" {
    for_each = var.endpoints
    content {
      subnet_ids             = ["subnet-0a1b2c3d4e5f60718"]
      endpoint_public_access = vpc_config.value.public
    }
  }
}
"#;
    assert_eq!(found(&[("main.tf", config)]), NOTHING);
}

#[test]
fn a_dynamic_block_over_known_values_counts() {
    let config = r#"
resource "aws_eks_cluster" "main" {
  name     = "payments"
  role_arn = "arn:aws:iam::111122223333:role/payments-cluster"
  version  = "1.35"

  dynamic "vpc_config" {
    for_each = [true]
    content {
      subnet_ids             = ["subnet-0a1b2c3d4e5f60718"]
      endpoint_public_access = vpc_config.value
    }
  }
}
"#;
    let found = found(&[("main.tf", config)]);
    assert!(found.iter().all(|it| it.ends_with("public-endpoint-open")), "{found:?}");
    assert_eq!(found.len(), 1);
}

#[test]
fn a_data_source_has_no_defaults() {
    let config = r#"
data "aws_eks_cluster" "main" {
  name = "payments"
}

data "aws_subnet" "nodes" {
  id = "subnet-0a1b2c3d4e5f60718"
}

resource "aws_eks_node_group" "general" {
  cluster_name    = data.aws_eks_cluster.main.name
  node_group_name = "general"
  node_role_arn   = "arn:aws:iam::111122223333:role/payments-nodes"
  subnet_ids      = [data.aws_subnet.nodes.id]
  instance_types  = ["m6i.large"]

  scaling_config {
    desired_size = 6
    min_size     = 3
    max_size     = 40
  }
}
"#;
    assert_eq!(found(&[("main.tf", config)]), NOTHING);
    let copied = cluster(
        "data \"aws_eks_cluster\" \"old\" {\n  name = \"old\"\n}\n",
        "endpoint_public_access = data.aws_eks_cluster.old.vpc_config[0].endpoint_public_access",
    );
    let result = checked(&[("main.tf", &copied)]);
    assert_eq!(places(&result), NOTHING);
    let reasons = undecided(&result);
    assert!(reasons.iter().any(|it| it.contains("read from the AWS account")), "{reasons:?}");
}

#[test]
fn a_merge_with_a_variable_may_hold_what_is_not_written() {
    let merged = |arguments: &str| {
        format!(
            r#"
variable "annotations" {{
  type = map(string)
}}

resource "kubernetes_storage_class_v1" "gp3" {{
  metadata {{
    name = "gp3"
  }}
  storage_provisioner = "ebs.csi.aws.com"
  volume_binding_mode = merge({arguments}).mode
}}
"#
        )
    };
    let rules = |arguments: &str| found(&[("main.tf", &merged(arguments))]);
    assert_eq!(rules(r#"var.annotations, { other = "x" }"#), NOTHING);
    assert_eq!(rules(r#"{ mode = "Immediate" }, var.annotations"#), NOTHING, "it may be replaced");
    let last = rules(r#"var.annotations, { mode = "Immediate" }"#);
    assert!(last.len() == 1 && last[0].ends_with("storageclass-immediate-binding"), "{last:?}");
}

const STORAGE: &str = "apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: gp3
provisioner: ebs.csi.aws.com
";

#[test]
fn what_a_kustomization_patches_is_not_judged_as_it_stands() {
    let alone = found(&[("base/storage.yaml", STORAGE)]);
    assert_eq!(alone, ["base/storage.yaml:2 storageclass-immediate-binding"]);
    let base = "resources: [storage.yaml]\n";
    let overlay = "resources: [../base]
patches:
  - target: {kind: StorageClass}
    patch: |
      - {op: add, path: /volumeBindingMode, value: WaitForFirstConsumer}
";
    let files = [
        ("base/kustomization.yaml", base),
        ("base/storage.yaml", STORAGE),
        ("production/kustomization.yaml", overlay),
    ];
    assert_eq!(found(&files), NOTHING);
    let other = overlay.replace("StorageClass", "Deployment");
    let files = [files[0], files[1], ("production/kustomization.yaml", other.as_str())];
    assert_eq!(found(&files), alone, "a patch of another kind leaves it alone");
}

#[test]
fn one_entry_that_is_known_to_be_everyone_is_enough() {
    let admitted = |list: &str| {
        let before = "variable \"office\" {\n  type = string\n}\n";
        let config = cluster(before, &format!("public_access_cidrs = {list}"));
        found(&[("main.tf", &config)]).len()
    };
    assert_eq!(admitted(r#"["0.0.0.0/0", var.office]"#), 1);
    assert_eq!(admitted(r#"[var.office, "0.0.0.0/0"]"#), 1);
    assert_eq!(admitted(r#"concat(["0.0.0.0/0"], [var.office])"#), 1);
    assert_eq!(admitted(r#"[var.office, "203.0.113.0/24"]"#), 0);
    assert_eq!(admitted("[var.office]"), 0);
}

#[test]
fn as_many_as_a_variable_says_may_be_none_but_each_is_judged() {
    let with = |meta: &str| {
        let config = cluster("variable \"wanted\" {}\n", "endpoint_public_access = true");
        let config = config.replace("version  = ", &format!("{meta}\n  version  = "));
        found(&[("main.tf", &config)])
    };
    for meta in ["count = var.wanted", "for_each = toset(var.wanted)"] {
        let found = with(meta);
        assert!(
            found.len() == 1 && found[0].ends_with("public-endpoint-open"),
            "{meta}: a cluster that may not exist is still wrong in itself: {found:?}"
        );
    }
    assert_eq!(with("count = 0"), NOTHING);
}

#[test]
fn what_hangs_on_an_unknown_instance_is_not_known() {
    let config = cluster(
        "variable \"clusters\" {\n  type = map(object({ open = bool }))\n}\n",
        "endpoint_public_access = each.value.open",
    );
    let config = config.replace("version  = ", "for_each = var.clusters\n  version  = ");
    assert_eq!(found(&[("main.tf", &config)]), NOTHING);
}

#[test]
fn a_variable_without_a_default_is_counted_with_its_reason() {
    let open = "variable \"open\" {\n  type = bool\n}\n";
    let config = cluster(open, "endpoint_public_access = var.open");
    let result = checked(&[("main.tf", &config)]);
    assert_eq!(places(&result), NOTHING);
    let wanted = "public-endpoint-open: `var.open` has no default and no tfvars file sets it";
    assert!(undecided(&result).iter().any(|it| it == wanted), "{:?}", undecided(&result));
    let set = [("main.tf", config.as_str()), ("terraform.tfvars", "open = false\n")];
    let result = checked(&set);
    assert!(!undecided(&result).iter().any(|it| it.starts_with("public-endpoint-open")));
}

#[test]
fn the_default_of_a_called_module_is_for_its_callers_to_change() {
    let open = "variable \"open\" {\n  type    = bool\n  default = true\n}\n";
    let module = cluster(open, "endpoint_public_access = var.open");
    let alone = found(&[("modules/eks/main.tf", &module)]);
    assert_eq!(alone.len(), 1, "nobody calls it: {alone:?}");
    let call = |argument: &str| {
        let call = format!("module \"eks\" {{\n  source = \"../modules/eks\"\n  {argument}\n}}\n");
        found(&[("modules/eks/main.tf", &module), ("production/main.tf", &call)])
    };
    assert_eq!(call("open = false"), NOTHING);
    assert_eq!(call("open = var.unknown"), NOTHING);
    let call = "module \"eks\" {\n  source = \"../modules/eks\"\n}\n";
    let result = checked(&[("modules/eks/main.tf", &module), ("production/main.tf", call)]);
    let callers = "public-endpoint-open: `var.open` is set by the callers of this module";
    assert_eq!(places(&result).len() + undecided(&result).len(), 1);
    assert!(undecided(&result).iter().all(|it| it == callers), "{:?}", undecided(&result));
}

#[test]
fn module_instances_over_the_limit_are_counted() {
    let files = [
        ("main.tf", "module \"m\" {\n  source = \"./m\"\n  count  = 70\n}\n"),
        ("m/main.tf", "resource \"aws_eks_cluster\" \"a\" {\n  name = \"a\"\n}\n"),
    ];
    let summary = super::checked(&files).summary;
    let cut: Vec<_> = summary.not_checked.iter().map(|it| (it.count, it.what)).collect();
    assert_eq!(cut, [(6, "module instance over the limit")]);
}
