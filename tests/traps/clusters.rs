//! Clusters that are not what a glance at their file says.

use super::{checked, found};

const HEAD: &str = "apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata:
  name: payments
  region: eu-west-1
";

/// What is found in an eksctl file with these lines.
fn eksctl(lines: &str) -> Vec<String> {
    found(&[("cluster.yaml", &format!("{HEAD}{lines}"))])
}

const OPEN: &str = "cluster.yaml:2 public-endpoint-open";

#[test]
fn a_private_cluster_has_no_public_endpoint() {
    assert!(eksctl("privateCluster:\n  enabled: true\n").is_empty());
    assert_eq!(eksctl("privateCluster:\n  enabled: false\n"), [OPEN]);
    assert!(
        eksctl("outpost:\n  controlPlaneOutpostARN: arn:aws:outposts:eu-west-1:1:outpost/op-1\n")
            .is_empty()
    );
}

#[test]
fn a_control_plane_on_an_outpost_has_no_public_endpoint() {
    let of = |block: &str| found(&[("main.tf", &super::cluster("", &format!("}}\n{block}")))]);
    assert_eq!(of("kubernetes_network_config {"), ["main.tf:6 public-endpoint-open"]);
    let outpost =
        "outpost_config {\n outpost_arns = [\"arn:aws:outposts:eu-west-1:1:outpost/op-1\"]";
    assert!(of(outpost).is_empty());
}

#[test]
fn nodes_of_a_private_cluster_are_in_private_subnets() {
    let lines = "privateCluster: {enabled: true}
vpc: {cidr: 10.0.0.0/21}
managedNodeGroups:
  - {name: general, instanceType: m5.large}
";
    assert_eq!(eksctl(lines), ["cluster.yaml:7 subnet-too-small"]);
    let large = lines.replace("/21", "/16");
    assert!(eksctl(&large).is_empty());
}

#[test]
fn nodes_for_a_cluster_that_exists_say_nothing_of_its_endpoint() {
    let group = "managedNodeGroups:\n  - name: general\n";
    assert_eq!(eksctl(group), [OPEN], "this makes the cluster as well");
    assert!(eksctl(&format!("{group}    subnets: [subnet-0a1b2c3d4e5f60718]\n")).is_empty());
    assert!(eksctl(&format!("{group}    subnets: [$PRIMARY_SUBNET]\n")).is_empty());
    assert_eq!(eksctl(&format!("{group}    subnets: [eu-west-1a]\n")), [OPEN], "a zone");
    assert!(
        eksctl(&format!("{group}    outpostARN: arn:aws:outposts:eu-west-1:1:outpost/op-1\n"))
            .is_empty()
    );
    let network = "vpc:\n  id: vpc-0a1b2c3d4e5f60718\n";
    let inside = eksctl(&format!("{network}{group}    subnets: [subnet-0a1b2c3d4e5f60718]\n"));
    assert_eq!(inside, ["cluster.yaml:6 public-endpoint-open"]);
    assert!(eksctl(&format!("{network}  securityGroup: sg-0a1b2c3d4e5f60718\n{group}")).is_empty());
    let open = "vpc:\n  securityGroup: sg-1\n  clusterEndpoints: {publicAccess: true, privateAccess: true}\n";
    assert_eq!(eksctl(open), ["cluster.yaml:8 public-endpoint-open"], "what is written counts");
}

#[test]
fn a_placeholder_is_shown_as_it_is_written() {
    let result = checked(&[("cluster.yaml", &HEAD.replace("payments", "\"${CLUSTER}\""))]);
    let message = &result.outcome.findings[0].finding.message;
    assert_eq!(message, "the API server of `cluster/${CLUSTER}` is open to the whole internet");
}

#[test]
fn an_empty_list_of_networks_admits_everyone() {
    let listed = |networks: &str| {
        let lines = format!("endpoint_private_access = true\n    public_access_cidrs = {networks}");
        found(&[("main.tf", &super::cluster("", &lines))])
    };
    assert_eq!(listed("[]").len(), 1);
    assert_eq!(listed(r#"["0.0.0.0/2", "64.0.0.0/2", "128.0.0.0/1"]"#).len(), 1);
    assert_eq!(listed(r#"["10.0.0.0/8", "0.0.0.0/1", "128.0.0.0/1"]"#).len(), 1);
    assert!(listed(r#"["0.0.0.0/2", "128.0.0.0/1"]"#).is_empty());
    assert!(listed("var.networks").is_empty());
}

/// An eksctl file of a cluster with small subnets, but for these lines.
fn small(name: &str, lines: &str) -> String {
    format!(
        "{}vpc:
  cidr: 10.0.0.0/21
  clusterEndpoints: {{publicAccess: false, privateAccess: true}}
managedNodeGroups:
  - {{name: {name}, instanceType: m5.large, privateNetworking: true, maxSize: 40}}
{lines}",
        HEAD.replace("payments", name)
    )
}

const SMALL: &str = "cluster.yaml:7 subnet-too-small";

#[test]
fn pods_elsewhere_or_without_ipv4_need_no_large_subnets() {
    let of = |lines: &str| found(&[("cluster.yaml", &small("blue", lines))]);
    assert_eq!(of(""), [SMALL]);
    for family in ["IPv6", "ipv6"] {
        let lines = format!("kubernetesNetworkConfig:\n  ipFamily: {family}\n");
        assert!(of(&lines).is_empty(), "{family}");
    }
    let setting = |variable: &str| {
        format!(
            "addons:\n  - name: vpc-cni\n    configurationValues: '{{\"env\":{{\"{variable}\":\"true\"}}}}'\n"
        )
    };
    assert!(of(&setting("AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG")).is_empty());
    let off = setting("AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG").replace("true", "false");
    assert_eq!(of(&off), [SMALL]);
    assert_eq!(of(&setting("ENABLE_PREFIX_DELEGATION")), [SMALL]);
    let eni = "apiVersion: crd.k8s.amazonaws.com/v1alpha1
kind: ENIConfig
metadata:
  name: eu-west-1a
spec:
  subnet: subnet-0a1b2c3d4e5f60718
";
    let file = small("blue", "");
    let beside = |path| found(&[("cluster.yaml", file.as_str()), (path, eni)]);
    assert!(beside("eni.yaml").is_empty());
    assert!(beside("manifests/eni.yaml").is_empty(), "the only cluster around it");
}

#[test]
fn clusters_of_one_file_have_their_own_subnets() {
    let large = small("green", "").replace("10.0.0.0/21", "10.1.0.0/16");
    let file = format!("{}---\n{large}", small("blue", ""));
    let result = checked(&[("cluster.yaml", &file)]);
    let messages: Vec<_> = result.outcome.findings.iter().map(|it| &it.finding.message).collect();
    assert_eq!(messages, ["753 addresses in 3 subnets for all nodes and pods of `blue`"]);
}

#[test]
fn what_all_nodes_take_is_said_where_the_pool_holds_them() {
    let notes = |file: &str| {
        let result = checked(&[("cluster.yaml", file)]);
        result.outcome.findings[0].finding.notes.clone()
    };
    let many = notes(&small("blue", ""));
    assert_eq!(many[0], "753 addresses at 30 for each m5.large: full at node 25");
    let one = notes(&small("blue", "").replace("maxSize: 40", "maxSize: 1"));
    assert_eq!(
        one[0],
        "at most 1 x m5.large at 30 addresses: 30 of 753, if nothing else takes any"
    );
}

#[test]
fn a_switch_of_a_module_turns_everything_off() {
    let call = |switch: &str| {
        let text = format!(
            r#"variable "some" {{ type = bool }}
module "eks" {{
  source  = "terraform-aws-modules/eks/aws"
  version = "~> 20.31"
  {switch}
  cluster_name                   = "payments"
  cluster_version                = "1.28"
  cluster_endpoint_public_access = true
}}
"#
        );
        found(&[("main.tf", &text)])
    };
    let both = ["main.tf:7 k8s-version-unsupported", "main.tf:8 public-endpoint-open"];
    assert_eq!(call(""), both);
    assert_eq!(call("create = true"), both);
    assert_eq!(call("create = var.some"), both, "it is judged as if it were made");
    assert!(call("create = false").is_empty());
}

#[test]
fn a_group_or_a_role_that_is_not_made_is_not_judged() {
    let group = |switch: &str| {
        let text = format!(
            r#"resource "aws_subnet" "small" {{
  vpc_id     = "vpc-0a1b2c3d4e5f60718"
  cidr_block = "10.0.0.0/24"
}}
module "eks" {{
  source          = "terraform-aws-modules/eks/aws"
  version         = "~> 21.0"
  name            = "payments"
  subnet_ids      = [aws_subnet.small.id]
  eks_managed_node_groups = {{
    general = {{ {switch} instance_types = ["m5.large"] }}
  }}
}}
"#
        );
        checked(&[("main.tf", &text)])
    };
    let made = group("");
    let message = &made.outcome.findings[0].finding.message;
    assert_eq!(
        message, "251 addresses in 1 subnet for all nodes and pods of `general`",
        "the group is called by its key in the module"
    );
    assert!(group("create = false,").outcome.findings.is_empty());
    let role = r#"module "irsa" {
  source         = "terraform-aws-modules/iam/aws//modules/iam-role-for-service-accounts-eks"
  version        = "~> 5.0"
  create_role    = false
  role_name      = "ledger"
  oidc_providers = { main = { provider_arn = "x", namespace_service_accounts = ["ledger"] } }
}
"#;
    assert!(found(&[("main.tf", role)]).is_empty());
    assert_eq!(found(&[("main.tf", &role.replace("false", "true"))]).len(), 1);
}

#[test]
fn an_old_version_has_no_invented_date() {
    let file = format!("{HEAD}  version: \"1.12\"\n");
    let result = checked(&[("cluster.yaml", &file)]);
    let messages: Vec<_> = result.outcome.findings.iter().map(|it| &it.finding.message).collect();
    assert!(
        messages.iter().any(|it| *it == "EKS no longer supports Kubernetes 1.12"),
        "{messages:?}"
    );
}

#[test]
fn an_undecided_pool_says_which_setting_it_hangs_on() {
    let lines = "vpc:
  clusterEndpoints: {publicAccess: false, privateAccess: true}
managedNodeGroups:
  - {name: general, subnets: [subnet-0a1b2c3d4e5f60718]}
";
    let result = checked(&[("cluster.yaml", &format!("{HEAD}{lines}"))]);
    let of_rule = result.outcome.undecided.iter().filter(|it| it.rule == "subnet-too-small");
    let settings = of_rule.flat_map(|it| &it.settings);
    assert_eq!(settings.map(|(key, _)| key.as_str()).collect::<Vec<_>>(), ["subnets"]);
}

#[test]
fn a_version_that_is_not_written_is_not_counted() {
    let counted = |lines: &str| {
        let result = checked(&[("cluster.yaml", &format!("{HEAD}{lines}"))]);
        result.outcome.tallies.get("k8s-version-unsupported").map_or(0, |it| it.all())
    };
    assert_eq!(counted(""), 0);
    assert_eq!(counted("  version: \"1.35\"\n"), 1);
}

/// A word of three letters has two in common with many.
#[test]
fn a_short_key_is_taken_for_no_other() {
    let text = format!(
        "{HEAD}managedNodeGroups:\n  - name: a\n    iam:\n      withAddonPolicies:\n        foo: true\n"
    );
    let result = checked(&[("cluster.yaml", &text)]);
    let unknown = result.outcome.findings.iter().find(|it| it.rule.name == "unknown-key");
    let help = unknown.and_then(|it| it.finding.help.as_deref()).expect("it is found, with help");
    assert!(help.starts_with("remove it"), "{help}");
}
