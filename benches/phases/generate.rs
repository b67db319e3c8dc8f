//! A repository of any size, always the same: clusters with subnets, roles, accounts and workloads.

use std::fmt::Write;

/// Paths and texts of a repository with so many clusters, in the order of paths. Every fourth
/// cluster has mistakes, so that there is something to report.
pub(crate) fn tree(clusters: usize) -> Vec<(String, String)> {
    let mut files: Vec<_> = (0..clusters).flat_map(cluster).collect();
    files.sort();
    files
}

/// A few files with so many findings each, which all have a fix.
pub(crate) fn crowded(findings: usize) -> Vec<(String, String)> {
    let (mut items, mut documents, mut clusters) = (String::new(), String::new(), String::new());
    for number in 0..findings {
        let annotation = "cluster-autoscaler.kubernetes.io/safe-to-evict: \"false\"";
        let _ = write!(
            items,
            "  - apiVersion: apps/v1\n    kind: Deployment\n    metadata: {{ name: a{number} }}\n    \
             spec:\n      template:\n        metadata:\n          annotations:\n            \
             {annotation}\n"
        );
        let _ = write!(
            documents,
            "---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {{ name: b{number} }}\nspec:\n  \
             template:\n    metadata:\n      annotations:\n        {annotation}\n"
        );
        let _ = write!(
            clusters,
            "resource \"aws_eks_cluster\" \"c{number}\" {{\n  name = \"c{number}\"\n  vpc_config {{\n    \
             endpoint_public_access = true\n  }}\n}}\n"
        );
    }
    let list = format!("apiVersion: v1\nkind: List\nitems:\n{items}");
    [("clusters.tf", clusters), ("documents.yaml", documents), ("list.yaml", list)]
        .map(|(path, text)| (path.to_owned(), text))
        .into()
}

fn cluster(number: usize) -> Vec<(String, String)> {
    let folder = format!("live/cluster-{number:04}");
    let wrong = number.is_multiple_of(4);
    let file = |name: &str, text: String| (format!("{folder}/{name}"), text);
    vec![
        file("main.tf", control_plane(number, wrong)),
        file("network.tf", network(wrong)),
        file("roles.tf", roles(number, wrong)),
        file("variables.tf", variables(wrong)),
        file("apps/accounts.yaml", accounts(number)),
        file("apps/storage.yaml", storage(wrong)),
        file("apps/workloads.yaml", workloads(wrong)),
        (format!("eksctl/cluster-{number:04}.yaml"), eksctl(number, wrong)),
    ]
}

fn control_plane(number: usize, wrong: bool) -> String {
    let cidr = if wrong { "0.0.0.0/0" } else { "203.0.113.0/24" };
    format!(
        r#"locals {{
  name = "cluster-{number:04}"
  tags = {{ for key in ["team", "stage"] : key => upper("${{local.name}}-${{key}}") }}
}}

resource "aws_eks_cluster" "main" {{
  name     = local.name
  role_arn = "arn:aws:iam::111122223333:role/control-plane"
  version  = var.kubernetes_version
  tags     = merge(local.tags, {{ Name = local.name }})

  vpc_config {{
    subnet_ids              = aws_subnet.private[*].id
    endpoint_private_access = true
    endpoint_public_access  = true
    public_access_cidrs     = ["{cidr}"]
  }}
}}

resource "aws_eks_node_group" "workers" {{
  cluster_name   = aws_eks_cluster.main.name
  node_role_arn  = "arn:aws:iam::111122223333:role/workers"
  subnet_ids     = aws_subnet.private[*].id
  instance_types = ["m6i.large"]

  scaling_config {{
    desired_size = 3
    max_size     = 9
    min_size     = 3
  }}
}}
"#
    )
}

fn network(wrong: bool) -> String {
    let bits = if wrong { 8 } else { 4 };
    format!(
        r#"resource "aws_vpc" "main" {{
  cidr_block = var.cidr
}}

resource "aws_subnet" "private" {{
  count             = length(var.zones)
  vpc_id            = aws_vpc.main.id
  cidr_block        = cidrsubnet(var.cidr, {bits}, count.index)
  availability_zone = var.zones[count.index]
}}
"#
    )
}

fn variables(wrong: bool) -> String {
    let version = if wrong { "1.24" } else { "1.34" };
    format!(
        r#"variable "kubernetes_version" {{
  type    = string
  default = "{version}"
}}

variable "cidr" {{
  default = "10.0.0.0/16"
}}

variable "zones" {{
  default = ["eu-west-1a", "eu-west-1b", "eu-west-1c"]
}}
"#
    )
}

/// How many accounts and roles a cluster has.
const ACCOUNTS: usize = 8;

fn roles(number: usize, wrong: bool) -> String {
    let mut text = String::new();
    for account in 0..ACCOUNTS {
        let prefix =
            if wrong && account == 0 { "system:serviceacount" } else { "system:serviceaccount" };
        let _ = write!(
            text,
            r#"resource "aws_iam_role" "account_{account}" {{
  name = "cluster-{number:04}-account-{account}"
  assume_role_policy = jsonencode({{
    Version = "2012-10-17"
    Statement = [{{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = {{ Federated = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/A" }}
      Condition = {{
        StringEquals = {{
          "oidc.eks.eu-west-1.amazonaws.com/id/A:sub" = "{prefix}:apps:account-{account}"
        }}
      }}
    }}]
  }})
}}

"#
        );
    }
    text
}

fn accounts(number: usize) -> String {
    let mut text = String::new();
    for account in 0..ACCOUNTS {
        let _ = write!(
            text,
            "---\napiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: account-{account}\n  \
             namespace: apps\n  annotations:\n    eks.amazonaws.com/role-arn: \
             arn:aws:iam::111122223333:role/cluster-{number:04}-account-{account}\n"
        );
    }
    text
}

fn storage(wrong: bool) -> String {
    let binding = if wrong { "Immediate" } else { "WaitForFirstConsumer" };
    format!(
        "apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata:\n  name: fast\nprovisioner: \
         ebs.csi.aws.com\nvolumeBindingMode: {binding}\nparameters:\n  type: gp3\n"
    )
}

fn workloads(wrong: bool) -> String {
    let (mut text, least) = (String::new(), if wrong { 2 } else { 1 });
    for workload in 0..ACCOUNTS {
        let _ = write!(
            text,
            r#"---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: app-{workload}
  namespace: apps
spec:
  replicas: 2
  selector:
    matchLabels: {{ app: app-{workload} }}
  template:
    metadata:
      labels: {{ app: app-{workload} }}
    spec:
      serviceAccountName: account-{workload}
      containers:
        - name: app
          image: "registry.example.com/app:{workload}"
          env:
            - {{ name: LOG_LEVEL, value: info }}
          resources:
            requests: {{ cpu: 100m, memory: 128Mi }}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: app-{workload}
  namespace: apps
spec:
  minAvailable: {least}
  selector:
    matchLabels: {{ app: app-{workload} }}
"#
        );
    }
    text
}

fn eksctl(number: usize, wrong: bool) -> String {
    let cidr = if wrong { "10.1.0.0/21" } else { "10.1.0.0/16" };
    format!(
        r#"apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata:
  name: eksctl-{number:04}
  region: eu-west-1
  version: "1.34"
vpc:
  cidr: {cidr}
  publicAccessCIDRs: ["203.0.113.0/24"]
managedNodeGroups:
  - name: workers
    instanceType: m6i.large
    privateNetworking: true
"#
    )
}
