//! Names, defaults and notations that a rule has to know in all their forms.

use ekslint::check::CheckOptions;
use ekslint::finding::Severity;
use ekslint::rule::Preset;

use super::{about, checked_with, cluster, found, pinned, places};

/// Where one rule finds something in a Terraform file, by the lines.
fn lines(rule: &str, text: &str) -> Vec<String> {
    let selection = about::selection(Preset::Advice, &[rule]);
    let options = CheckOptions { selection, ..pinned::options() };
    let found = places(&checked_with(&[("main.tf", text)], &options));
    let end = format!(" {rule}");
    let line =
        |place: &String| place.strip_prefix("main.tf:")?.strip_suffix(&end).map(str::to_owned);
    found.iter().filter_map(line).collect()
}

/// A call of the EKS module, with its arguments from line 4 on.
fn module(version: &str, arguments: &str) -> String {
    format!(
        "module \"eks\" {{\n  source = \"terraform-aws-modules/eks/aws\"\n  version = \"{version}\"\n{arguments}\n}}\n"
    )
}

/// A node group, with its arguments from line 5 on.
fn group(arguments: &str) -> String {
    format!(
        r#"resource "aws_eks_node_group" "main" {{
  cluster_name  = "payments"
  node_role_arn = "arn:aws:iam::111122223333:role/nodes"
  subnet_ids    = ["subnet-0a1b2c3d4e5f60718"]
{arguments}
}}
"#
    )
}

#[test]
fn every_version_of_a_module_has_its_own_names_and_defaults() {
    let logs = |version: &str, arguments: &str| {
        lines("control-plane-logging", &module(version, arguments))
    };
    for version in ["~> 18.0", "~> 20.0", "~> 21.0"] {
        assert!(logs(version, "").is_empty(), "{version} sends audit logs by itself");
    }
    assert_eq!(logs("~> 17.0", ""), ["1"], "this one does not");
    assert!(logs("~> 17.0", "  cluster_enabled_log_types = [\"audit\"]").is_empty());
    assert_eq!(logs("~> 20.0", "  cluster_enabled_log_types = [\"api\"]"), ["4"]);
    assert_eq!(logs("~> 21.0", "  enabled_log_types = [\"api\"]"), ["4"]);

    assert_eq!(logs("~> 21.0", "  enabled_log_types = null"), ["4"], "it is handed on");

    let open =
        |version: &str, arguments: &str| lines("public-endpoint-open", &module(version, arguments));
    assert_eq!(open("~> 18.0", ""), ["1"]);
    assert!(open("~> 20.0", "").is_empty());
    assert_eq!(open("~> 20.0", "  cluster_endpoint_public_access = true"), ["4"]);
    assert_eq!(open("~> 21.0", "  endpoint_public_access = true"), ["4"]);
    assert!(open(">= 17.0", "").is_empty(), "the default hangs on the version that is taken");
}

#[test]
fn everyone_has_many_spellings() {
    let open = |cidrs: &str| {
        let settings = format!("endpoint_private_access = true\n    public_access_cidrs = {cidrs}");
        lines("public-endpoint-open", &cluster("", &settings))
    };
    for everyone in [
        r#"["0.0.0.0/0"]"#,
        r#"["203.0.113.0/24", "0.0.0.0/0"]"#,
        r#"["10.1.2.3/0"]"#,
        r#"["::/0"]"#,
        r#"["0.0.0.0/1", "128.0.0.0/1"]"#,
        r#"["0.0.0.0/2", "64.0.0.0/2", "128.0.0.0/2", "192.0.0.0/2"]"#,
        r#"toset(concat(["203.0.113.0/24"], ["0.0.0.0/0"]))"#,
        "[]",
        "null",
    ] {
        assert_eq!(open(everyone).len(), 1, "{everyone}");
    }
    assert!(open(r#"["0.0.0.0/2", "64.0.0.0/2", "128.0.0.0/2"]"#).is_empty());
    let bare = "resource \"aws_eks_cluster\" \"main\" {\n  name = \"payments\"\n}\n";
    assert_eq!(lines("public-endpoint-open", bare), ["1"], "without a `vpc_config` as well");
}

#[test]
fn only_the_argument_that_exists_names_who_may_connect() {
    let ssh = |sources: &str| {
        let remote = format!("  remote_access {{\n    ec2_ssh_key = \"ops\"\n    {sources}\n  }}");
        lines("node-ssh-open", &group(&remote))
    };
    assert_eq!(ssh(""), ["6"]);
    assert!(ssh(r#"source_security_group_ids = ["sg-0a1b2c3d4e5f60718"]"#).is_empty());
    assert_eq!(ssh(r#"source_security_groups_ids = ["sg-0a1b2c3d4e5f60718"]"#), ["6"]);
    assert_eq!(ssh("source_security_group_ids = []"), ["6"]);
}

#[test]
fn an_image_is_judged_by_the_version_it_has_to_serve() {
    let image = |version: &str| {
        let text = group(&format!("  version  = \"{version}\"\n  ami_type = \"AL2_x86_64\""));
        let selection = about::selection(Preset::Recommended, &["ami-al2-eol"]);
        let options = CheckOptions { selection, ..pinned::options() };
        let result = checked_with(&[("main.tf", &text)], &options);
        result.outcome.findings.iter().map(|it| it.severity).collect::<Vec<_>>()
    };
    assert_eq!(image("1.33"), [Severity::Error], "there is none");
    assert_eq!(image("1.32"), [Severity::Warning], "there is one that nobody mends");
}

#[test]
fn every_group_is_looked_at_not_the_first_alone() {
    let safe =
        r#"{ metadata_options = { http_tokens = "required", http_put_response_hop_limit = 1 } }"#;
    let open =
        r#"{ metadata_options = { http_tokens = "optional", http_put_response_hop_limit = 2 } }"#;
    let groups = format!(
        "  eks_managed_node_groups = {{\n    first = {safe}\n    second = {open}\n    third = {safe}\n  }}"
    );
    let text = module("~> 20.0", &groups);
    assert_eq!(lines("imdsv1-allowed", &text), ["6"]);
    assert_eq!(lines("imds-open-to-pods", &text), ["6"]);
}

#[test]
fn nodes_are_not_started_by_a_token_of_somebody_else() {
    let role = |principal: &str| {
        let role = format!(
            r#"resource "aws_iam_role" "nodes" {{
  assume_role_policy = jsonencode({{
    Version   = "2012-10-17"
    Statement = [{{ Effect = "Allow", Action = "*", Principal = {{ {principal} }} }}]
  }})
}}
"#
        );
        let group =
            group("").replace("\"arn:aws:iam::111122223333:role/nodes\"", "aws_iam_role.nodes.arn");
        lines("node-role-trust", &format!("{role}{group}")).len()
    };
    assert_eq!(role(r#"Federated = "arn:aws:iam::111122223333:oidc-provider/example.com""#), 1);
    assert_eq!(role(r#"Service = "eks.amazonaws.com""#), 1);
    assert_eq!(role(r#"Service = ["eks.amazonaws.com", "ec2.amazonaws.com"]"#), 0);
}

/// A VPC with public and private subnets, and nodes in those of a kind from line 33 on.
fn network(kind: &str) -> String {
    let subnets = |kind: &str, third: u8| {
        format!(
            r#"resource "aws_subnet" "{kind}" {{
  count                   = 3
  vpc_id                  = "vpc-0a1b2c3d4e5f60718"
  cidr_block              = "10.0.${{count.index * 16 + {third}}}.0/20"
  map_public_ip_on_launch = {}
}}
resource "aws_route_table_association" "{kind}" {{
  count          = 3
  subnet_id      = aws_subnet.{kind}[count.index].id
  route_table_id = aws_route_table.{kind}.id
}}
"#,
            kind == "public"
        )
    };
    let table = |kind: &str, target: &str| {
        format!(
            r#"resource "aws_route_table" "{kind}" {{
  vpc_id = "vpc-0a1b2c3d4e5f60718"
  route {{
    cidr_block = "0.0.0.0/0"
    {target}
  }}
}}
"#
        )
    };
    let nodes =
        group("").replace("[\"subnet-0a1b2c3d4e5f60718\"]", &format!("aws_subnet.{kind}[*].id"));
    [
        table("public", "gateway_id = \"igw-0a1b2c3d4e5f60718\""),
        table("private", "nat_gateway_id = \"nat-0a1b2c3d4e5f60718\""),
        subnets("public", 0),
        subnets("private", 64),
        nodes,
    ]
    .concat()
}

#[test]
fn public_subnets_are_for_load_balancers_and_counted_once() {
    assert!(lines("nodes-in-public-subnet", &network("private")).is_empty());
    assert_eq!(lines("nodes-in-public-subnet", &network("public")).len(), 1, "not one for each");
}

#[test]
fn what_a_called_module_writes_by_itself_counts() {
    let root = "module \"platform\" {\n  source = \"./platform\"\n}\n";
    let inside = cluster("", "public_access_cidrs = [\"0.0.0.0/0\"]");
    let places = found(&[("main.tf", root), ("platform/main.tf", &inside)]);
    assert_eq!(places, ["platform/main.tf:8 public-endpoint-open"]);
}

#[test]
fn the_advised_middle_way_is_clean() {
    let both = "endpoint_private_access = true\n    endpoint_public_access = true\n    public_access_cidrs = [\"203.0.113.0/24\"]";
    let text = cluster("", both);
    let about = ["public-endpoint", "public-endpoint-open", "private-endpoint-disabled"];
    let selection = about::selection(Preset::Recommended, &about);
    let options = CheckOptions { selection, ..pinned::options() };
    assert!(places(&checked_with(&[("main.tf", &text)], &options)).is_empty());
}

#[test]
fn what_nobody_knows_has_no_default() {
    let text = cluster(
        "variable \"public\" {\n  type = bool\n}\n",
        "endpoint_public_access = var.public\n    endpoint_private_access = var.public",
    );
    for rule in ["public-endpoint", "public-endpoint-open", "private-endpoint-disabled"] {
        assert!(lines(rule, &text).is_empty(), "{rule}");
    }
}
