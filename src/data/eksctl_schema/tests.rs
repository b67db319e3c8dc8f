use super::*;

fn at(path: &str) -> Schema {
    Schema::at(path.split('.')).unwrap_or_else(|| panic!("{path} is a field"))
}

#[test]
fn a_path_through_lists_and_mappings() {
    assert_eq!(at("metadata.version").kinds(), [Kind::String]);
    assert_eq!(at("managedNodeGroups").kinds(), [Kind::Array]);
    assert_eq!(at("managedNodeGroups.0.desiredCapacity").kinds(), [Kind::Integer]);
    assert_eq!(at("managedNodeGroups.*.labels.any-name").kinds(), [Kind::String]);
    assert_eq!(at("vpc.nat.gateway").kinds(), [Kind::String]);
    assert_eq!(Schema::root().kinds(), [Kind::Object]);
}

#[test]
fn unknown_keys() {
    let cluster = Schema::root();
    assert_eq!(cluster.property("managedNodeGroup"), None);
    assert!(!cluster.allows_other_keys());
    assert!(cluster.property_names().any(|name| name == "managedNodeGroups"));
    let tags = at("metadata.tags");
    assert!(tags.allows_other_keys());
    assert_eq!(tags.property_names().count(), 0);
    assert_eq!(at("metadata.name").property("anything"), None);
    assert_eq!(at("metadata.name").item(), None);
}

#[test]
fn strings_behind_go_types() {
    for path in [
        "vpc.cidr",
        "vpc.subnets.private.us-west-2a.cidr",
        "accessConfig.accessEntries.0.principalARN",
    ] {
        assert_eq!(at(path).kinds(), [Kind::String], "{path}");
    }
}

#[test]
fn taints_are_a_list_or_a_mapping_where_eksctl_reads_both() {
    let taints = at("nodeGroups.0.taints");
    assert_eq!(taints.kinds(), [Kind::Array, Kind::Object]);
    assert_eq!(taints.item().unwrap().property("effect").unwrap().kinds(), [Kind::String]);
    assert_eq!(taints.property("dedicated").unwrap().kinds(), [Kind::String]);
    assert!(taints.allows_other_keys());
    assert_eq!(at("managedNodeGroups.0.taints").kinds(), [Kind::Array]);
}

#[test]
fn free_documents() {
    let policy = at("iam.serviceAccounts.0.attachPolicy");
    assert_eq!(policy.kinds(), [Kind::Object]);
    let statement = policy.property("Statement").unwrap();
    assert_eq!(statement.kinds(), [Kind::Any]);
    assert_eq!(statement.item().unwrap().property("Effect").unwrap().kinds(), [Kind::Any]);
}

#[test]
fn accepted_values() {
    let gateways: Vec<_> = at("vpc.nat.gateway").values().collect();
    assert_eq!(gateways, ["HighlyAvailable", "Single", "Disable"]);
    let log_types = at("cloudWatch.clusterLogging.enableTypes").item().unwrap();
    assert!(log_types.values().any(|value| value == "audit"));
    assert_eq!(at("metadata.name").values().count(), 0);
}

#[test]
fn required_fields_and_the_one_that_is_not() {
    let required: Vec<_> = at("metadata").required_names().collect();
    assert_eq!(required, ["name", "region"]);
    let required: Vec<_> = at("remoteNetworkConfig").required_names().collect();
    assert_eq!(required, ["remoteNodeNetworks"]);
    assert!(at("managedNodeGroups.0.name").required());
}

#[test]
fn identity_providers_have_their_fields_beside_the_type() {
    assert_eq!(at("identityProviders.0.issuerURL").kinds(), [Kind::String]);
    assert_eq!(at("identityProviders.0.type").values().next(), Some("oidc"));
}

#[test]
fn releases_of_eksctl() {
    assert_eq!(at("accessConfig").since(), Some("0.167"));
    assert_eq!(at("metadata").since(), None);
    assert_eq!(at("remoteNetworkConfig.remoteNodeNetworks").since(), Some("0.195"));
}

#[test]
fn every_type_in_the_table_is_understood() {
    let scalars = ["string", "integer", "number", "boolean", "any"];
    for (_, rest) in SECTIONS.iter().flat_map(Section::entries) {
        let mut written = field(rest).written;
        for part in ["[", "{"] {
            written = alternatives(written)
                .0
                .strip_prefix(part)
                .map_or(written, |inner| inner.trim_end_matches([']', '}']));
        }
        let schema = Schema::of(written);
        let known =
            scalars.contains(&written) || schema.values().count() > 0 || schema.section().is_some();
        assert!(known, "{rest}");
    }
}
