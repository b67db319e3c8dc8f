//! Settings of the VPC CNI: read where they are written, silent where only their words are.

use super::found;

/// A Terraform root with a small subnet, and these blocks.
fn small_root(blocks: &str) -> String {
    format!(
        "resource \"aws_subnet\" \"a\" {{\n  cidr_block = \"10.0.0.0/26\"\n  vpc_id     = \"vpc-0a\"\n}}\n\
         resource \"aws_eks_node_group\" \"a\" {{\n  cluster_name  = \"blue\"\n  \
         node_role_arn = \"arn:aws:iam::111122223333:role/node\"\n  subnet_ids    = [aws_subnet.a.id]\n  \
         scaling_config {{\n    desired_size = 3\n    max_size     = 9\n    min_size     = 1\n  }}\n}}\n{blocks}"
    )
}

/// The words of a setting say nothing where its value can be read.
#[test]
fn custom_networking_that_is_off_is_not_on() {
    let of = |blocks: &str| {
        let found = found(&[("main.tf", &small_root(blocks))]);
        found.iter().filter(|it| it.ends_with("subnet-too-small")).count()
    };
    assert_eq!(of(""), 1);
    let addon = |told: &str| {
        format!(
            "resource \"aws_eks_addon\" \"cni\" {{\n  cluster_name = \"blue\"\n  \
             addon_name   = \"vpc-cni\"\n  configuration_values = {told}\n}}\n"
        )
    };
    let module = |told: &str| {
        format!(
            "module \"eks\" {{\n  source  = \"terraform-aws-modules/eks/aws\"\n  version = \"~> 20.0\"\n  \
             cluster_addons = {{\n    vpc-cni = {{\n      configuration_values = {told}\n    }}\n  }}\n}}\n"
        )
    };
    let name = "AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG";
    let encoded = |value: &str| format!("jsonencode({{ env = {{ {name} = {value} }} }})");
    let text = |value: &str| format!("<<-JSON\n    {{\"env\": {{\"{name}\": {value}}}}}\n  JSON");
    for (off, on) in [("\"false\"", "\"true\""), ("\"0\"", "\"1\""), ("false", "true")] {
        for (of_off, of_on) in [(encoded(off), encoded(on)), (text(off), text(on))] {
            assert_eq!((of(&addon(&of_off)), of(&addon(&of_on))), (1, 0), "{of_off}");
            assert_eq!((of(&module(&of_off)), of(&module(&of_on))), (1, 0), "{of_off}");
        }
    }
    assert_eq!(of(&addon(&encoded("var.custom"))), 0);
    // One that nobody reads may be of something else.
    let other = format!("locals {{\n  other = \"{name}=true\"\n}}\n");
    assert_eq!(of(&(addon(&encoded("\"false\"")) + &other)), 0);
}
