//! What Terraform reads from other files, and what it makes of them.

use ekslint::check::{CheckResult, run};

use super::{checked, found, found_by_all, on_disk, places};

/// A cluster that is open to what a local says.
const OPEN: &str = r#"
resource "aws_eks_cluster" "main" {
  name    = "payments"
  version = "1.35"

  vpc_config {
    endpoint_public_access = true
    public_access_cidrs    = local.config.cidrs
  }
}
"#;

fn checked_on_disk(name: &str, files: &[(&str, &str)]) -> CheckResult {
    let bytes: Vec<(&str, &[u8])> =
        files.iter().map(|(path, text)| (*path, text.as_bytes())).collect();
    run(&on_disk(name, &bytes)).expect("it is checked")
}

/// Every finding by the end of its path.
fn found_on_disk(name: &str, files: &[(&str, &str)]) -> Vec<String> {
    let mut all = places(&checked_on_disk(name, files));
    all.retain(|it| it.ends_with("public-endpoint-open"));
    all.iter().map(|it| it.rsplit('/').next().unwrap_or(it).to_owned()).collect()
}

#[test]
fn what_is_decoded_stands_in_the_file_that_was_read() {
    for (file, decode, content) in [
        ("config.yaml", "yamldecode", "region: eu-west-1\n\ncidrs:\n  - 0.0.0.0/0\n"),
        (
            "config.json",
            "jsondecode",
            "{\n  \"region\": \"eu-west-1\",\n  \"cidrs\": [\n    \"0.0.0.0/0\"\n  ]\n}\n",
        ),
    ] {
        let config =
            format!("locals {{\n  config = {decode}(file(\"${{path.module}}/{file}\"))\n}}\n");
        let main = format!("{config}{OPEN}");
        let found = found_on_disk(decode, &[("main.tf", &main), (file, content)]);
        assert_eq!(found, [format!("{file}:4 public-endpoint-open")]);
    }
}

/// A role whose trust policy has these lines, and a subject that no token has on line 10.
fn role(lines: &str) -> String {
    let issuer = "oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE";
    format!(
        r#"resource "aws_iam_role" "app" {{
  name               = "app"
  assume_role_policy = <<-EOT
    {{"Statement": [{{
      {lines}
      "Effect": "Allow",
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Principal": {{"Federated": "arn:aws:iam::111122223333:oidc-provider/{issuer}"}},
      "Condition": {{"StringEquals": {{
        "{issuer}:sub": "system:serviceaccount:payments:*"
      }}}}
    }}], "Version": "2012-10-17"}}
  EOT
}}

locals {{
  sid = "one"
}}
"#
    )
}

#[test]
fn what_a_template_writes_moves_nothing_behind_it() {
    let wanted = ["main.tf:10 irsa-trust-malformed"];
    for lines in [
        r#""Sid": "a","#,
        r#""Sid": "$${a}", "X": "$${b}","#,
        r#""Sid": "%%{a}","#,
        r#""Sid": "%%{a} $${b}","#,
        r#""Sid": "${local.sid}","#,
        r#"%{ if true }"Sid": "a",%{ endif }"#,
        r#"%{ for it in ["a", "b"] ~}"X${it}": "a", %{ endfor ~}"#,
    ] {
        assert_eq!(found(&[("main.tf", &role(lines))]), wanted, "{lines}");
    }
}

/// A VPC with one small subnet, and a group of nodes in it.
fn scaling(cluster: &str) -> String {
    format!(
        r#"
resource "aws_subnet" "nodes" {{
  vpc_id     = "vpc-0a1b2c3d4e5f60718"
  cidr_block = "10.0.1.0/24"
}}

resource "aws_launch_template" "nodes" {{
  image_id      = "ami-0a1b2c3d4e5f60718"
  instance_type = "m5.large"
}}

resource "aws_autoscaling_group" "nodes" {{
  name                = "nodes"
  min_size            = 5
  max_size            = 3
  vpc_zone_identifier = [aws_subnet.nodes.id]

  launch_template {{
    id      = aws_launch_template.nodes.id
    version = "$Latest"
  }}

  tag {{
    key                 = "{cluster}"
    value               = "owned"
    propagate_at_launch = true
  }}
}}
"#
    )
}

#[test]
fn an_auto_scaling_group_of_a_cluster_is_a_node_group() {
    let cluster = "resource \"aws_eks_cluster\" \"main\" {\n  name = \"payments\"\n  version = \"1.35\"\n  vpc_config {\n    endpoint_public_access = false\n  }\n}\n";
    let about = ["subnet-too-small", "nodegroup-scaling-bounds"];
    let judged = |key: &str| {
        let main = format!("{}{cluster}", scaling(key));
        let all = found_by_all(&[("main.tf", &main)]);
        all.into_iter().filter(|it| about.iter().any(|rule| it.ends_with(rule))).collect::<Vec<_>>()
    };
    let wanted = ["main.tf:4 subnet-too-small", "main.tf:15 nodegroup-scaling-bounds"];
    assert_eq!(judged("kubernetes.io/cluster/payments"), wanted);
    assert_eq!(judged("kubernetes.io/cluster/${aws_eks_cluster.main.name}"), wanted);
    assert_eq!(judged("team"), [""; 0], "nothing says that these are nodes");
}

#[test]
fn auto_scaling_groups_of_a_local_module_are_node_groups() {
    let module = format!(
        "variable \"cluster\" {{\n  type = string\n}}\n{}",
        scaling("kubernetes.io/cluster/${var.cluster}")
    );
    let main = "module \"nodes\" {\n  source  = \"./nodes\"\n  cluster = \"payments\"\n}\n";
    let found = found(&[("main.tf", main), ("nodes/main.tf", &module)]);
    assert!(found.contains(&"nodes/main.tf:7 subnet-too-small".to_owned()), "{found:?}");
}

/// What was not checked, by its kind and its names.
fn unread(result: &CheckResult) -> Vec<(&'static str, usize)> {
    result.summary.not_checked.iter().map(|it| (it.what, it.count)).collect()
}

#[test]
fn a_module_that_is_installed_for_a_local_module_is_read() {
    let outer = "module \"net\" {\n  source = \"./net\"\n}\n";
    let inner = "module \"vpc\" {\n  source  = \"acme/vpc/aws\"\n  version = \"1.0.0\"\n}\n";
    let list = r#"{"Modules": [
        {"Key": "", "Source": "", "Dir": "."},
        {"Key": "net", "Source": "./net", "Dir": "net"},
        {"Key": "net.vpc", "Source": "registry.terraform.io/acme/vpc/aws", "Dir": ".terraform/modules/net.vpc"}]}"#;
    let vpc = "resource \"aws_vpc\" \"this\" {\n  cidr_block = \"10.0.0.0/16\"\n}\n";
    let mut files = vec![
        ("main.tf", outer),
        ("net/main.tf", inner),
        (".terraform/modules/modules.json", list),
        (".terraform/modules/net.vpc/main.tf", vpc),
    ];
    assert_eq!(unread(&checked_on_disk("installed-inner", &files)), []);
    let other = "module \"net\" {\n  source = \"../net\"\n}\n";
    files.push(("other/main.tf", other));
    let unread_there = unread(&checked_on_disk("installed-once", &files));
    assert_eq!(unread_there, [("remote module call", 1)], "another root has not installed it");
    let unread = unread(&checked(&[("main.tf", outer), ("net/main.tf", inner)]));
    assert_eq!(unread, [("remote module call", 1)]);
}

#[test]
fn every_file_that_terraform_reads_by_itself_counts() {
    let main = format!(
        "variable \"cidrs\" {{\n  default = []\n}}\nlocals {{\n  config = {{ cidrs = var.cidrs }}\n}}\n{OPEN}"
    );
    let (shut, open) = (r#"{"cidrs": ["198.51.100.0/24"]}"#, r#"{"cidrs": ["0.0.0.0/0"]}"#);
    let found_with = |more: &[(&str, &str)]| {
        let files: Vec<(&str, &str)> =
            [("main.tf", main.as_str())].into_iter().chain(more.iter().copied()).collect();
        let mut all = found(&files);
        all.retain(|it| it.ends_with("public-endpoint-open"));
        all
    };
    assert_eq!(found_with(&[("terraform.tfvars.json", shut)]), [""; 0]);
    let by_json = ["b.auto.tfvars.json:1 public-endpoint-open"];
    assert_eq!(
        found_with(&[("terraform.tfvars.json", shut), ("b.auto.tfvars.json", open)]),
        by_json
    );
    assert_eq!(
        found_with(&[
            ("a.auto.tfvars", "cidrs = [\"198.51.100.0/24\"]\n"),
            ("b.auto.tfvars.json", open)
        ]),
        by_json
    );
    assert_eq!(
        found_with(&[
            ("b.auto.tfvars.json", open),
            ("c.auto.tfvars", "cidrs = [\"198.51.100.0/24\"]\n")
        ]),
        [""; 0]
    );
    let private = "resource \"aws_eks_cluster\" \"main\" {\n  vpc_config {\n    endpoint_public_access = false\n    endpoint_private_access = true\n  }\n}\n";
    let vars = ("terraform.tfvars.json", open);
    assert_eq!(found_with(&[vars, ("override.tf", private)]), [""; 0]);
    assert_eq!(found_with(&[vars, ("main_override.tf", private)]), [""; 0]);
    let json = r#"{"resource": {"aws_eks_cluster": {"main": {"vpc_config": {"endpoint_public_access": false, "endpoint_private_access": true}}}}}"#;
    assert_eq!(found_with(&[vars, ("main_override.tf.json", json)]), [""; 0]);
    assert_eq!(found_with(&[vars, ("main_override.tofu", private)]), [""; 0]);
    let tofu = main.replace("endpoint_public_access = true", "endpoint_public_access = false");
    assert_eq!(found_with(&[vars, ("main.tofu", &tofu)]), [""; 0]);
}

#[test]
fn a_key_that_is_set_twice_to_the_same_loses_nothing() {
    let severity = |second: &str| {
        let tags = format!(
            "resource \"aws_vpc\" \"main\" {{\n  cidr_block = \"10.20.0.0/16\"\n  tags = {{\n    Name = \"a\"\n    Name = \"{second}\"\n  }}\n}}\n"
        );
        let result = checked(&[("main.tf", &tags)]);
        assert_eq!(places(&result), ["main.tf:5 duplicate-key"]);
        result.outcome.findings[0].severity
    };
    assert_eq!(severity("a").name(), "info");
    assert_eq!(severity("b").name(), "warning");
}
