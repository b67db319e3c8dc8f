use super::*;

fn resource(kind: &str, path: &str) -> Option<Argument> {
    argument(Mode::Resource, kind, path)
}

#[test]
fn an_argument_of_a_nested_block() {
    let gateway = resource("aws_route_table", "route.gateway_id").unwrap();
    let expected =
        Argument { kind: ArgumentType::String, required: false, block: false, read_only: false };
    assert_eq!(gateway, expected);
}

#[test]
fn blocks_and_required_arguments() {
    let route = resource("aws_route_table", "route").unwrap();
    assert!(route.block);
    assert_eq!(route.kind, ArgumentType::List(Box::new(ArgumentType::Object)));
    assert_eq!(resource("aws_eks_cluster", "vpc_config").unwrap().kind, ArgumentType::Object);
    assert!(resource("aws_eks_cluster", "role_arn").unwrap().required);
    assert!(resource("aws_eks_cluster", "vpc_config.subnet_ids").unwrap().required);
}

#[test]
fn attributes_that_can_only_be_read() {
    for name in ["id", "arn"] {
        assert!(resource("aws_subnet", name).unwrap().read_only, "{name}");
    }
    assert!(!resource("aws_subnet", "vpc_id").unwrap().read_only);
}

#[test]
fn types_of_collections() {
    let string = || Box::new(ArgumentType::String);
    assert_eq!(resource("aws_subnet", "tags").unwrap().kind, ArgumentType::Map(string()));
    let subnets = resource("aws_eks_node_group", "subnet_ids").unwrap();
    assert_eq!(subnets.kind, ArgumentType::Set(string()));
    assert_eq!(
        resource("kubernetes_manifest", "manifest").unwrap().kind,
        ArgumentType::Map(Box::new(ArgumentType::Any))
    );
}

#[test]
fn resources_and_data_sources_differ() {
    assert!(has_kind(Mode::Data, "aws_iam_policy_document"));
    assert!(!has_kind(Mode::Resource, "aws_iam_policy_document"));
    assert!(has_kind(Mode::Resource, "kubernetes_storage_class"));
    assert!(has_kind(Mode::Resource, "helm_release"));
    assert!(!has_kind(Mode::Resource, "aws_vp"));
    assert!(!has_kind(Mode::Resource, "aws_vpc_"));
}

#[test]
fn what_is_unknown() {
    assert_eq!(resource("aws_route_table", "route.gateway"), None);
    assert_eq!(resource("aws_unheard_of", "id"), None);
    assert_eq!(attributes(Mode::Data, "aws_unheard_of").count(), 0);
}

#[test]
fn names_for_a_near_miss() {
    let names: Vec<_> = attributes(Mode::Data, "aws_partition").map(|(path, _)| path).collect();
    assert_eq!(names, ["dns_suffix", "id", "partition", "reverse_dns_prefix"]);
    assert_eq!(kinds(Mode::Resource).count(), 147);
    assert_eq!(kinds(Mode::Data).count(), 37);
}

#[test]
fn a_data_source_may_be_looked_up_by_id() {
    assert!(!argument(Mode::Data, "aws_vpc", "id").unwrap().read_only);
}

#[test]
fn every_type_is_understood_but_one() {
    let open: Vec<_> = [Mode::Resource, Mode::Data]
        .into_iter()
        .flat_map(|mode| kinds(mode).flat_map(move |kind| attributes(mode, kind)))
        .filter(|(_, argument)| argument.kind == ArgumentType::Any)
        .collect();
    assert_eq!(open.len(), 1);
    assert_eq!(open[0].0, "rule.statement");
    assert!(open[0].1.block);
    let below = resource("aws_wafv2_web_acl", "rule.statement.or_statement.statement").unwrap();
    assert_eq!(below.kind, ArgumentType::Any);
    assert_eq!(resource("aws_wafv2_web_acl", "rule.statements.or_statement"), None);
}
