//! Every rule, one module each: rule `a-b` of category `c` is `rules/c/a-b.md` and `src/rules/c/a_b.rs`.

mod endpoint;
mod identity;
mod network;
mod nodes;
mod reader;
mod scaling;
mod storage;
mod suppression;
mod terraform;
mod traffic;
mod upgrade;

use crate::rule::Rule;

/// All rules, in the order of category and name.
pub static RULES: &[Rule] = &[
    endpoint::control_plane_logging::RULE,
    endpoint::private_endpoint_disabled::RULE,
    endpoint::public_endpoint::RULE,
    endpoint::public_endpoint_open::RULE,
    endpoint::secrets_without_customer_key::RULE,
    identity::irsa_and_pod_identity::RULE,
    identity::irsa_annotation_invalid::RULE,
    identity::irsa_role_mismatch::RULE,
    identity::irsa_sa_unused::RULE,
    identity::irsa_subject_unknown::RULE,
    identity::irsa_trust_malformed::RULE,
    identity::irsa_trust_unscoped::RULE,
    identity::oidc_audience::RULE,
    identity::oidc_provider_missing::RULE,
    identity::oidc_url_mismatch::RULE,
    identity::pod_identity_trust::RULE,
    identity::sa_not_found::RULE,
    identity::static_aws_credentials::RULE,
    network::control_plane_subnet_too_small::RULE,
    network::nodes_in_public_subnet::RULE,
    network::single_nat_gateway::RULE,
    network::subnet_role_tag_missing::RULE,
    network::subnet_too_small::RULE,
    network::subnets_too_few_azs::RULE,
    network::vpc_cidr_too_small::RULE,
    nodes::ami_al2_eol::RULE,
    nodes::imds_open_to_pods::RULE,
    nodes::imdsv1_allowed::RULE,
    nodes::launch_template_latest::RULE,
    nodes::node_role_addon_policies::RULE,
    nodes::node_role_extra_policies::RULE,
    nodes::node_role_trust::RULE,
    nodes::node_ssh_open::RULE,
    nodes::node_volume_unencrypted::RULE,
    nodes::nodegroup_scaling_bounds::RULE,
    nodes::userdata_format::RULE,
    reader::DUPLICATE_KEY,
    reader::SYNTAX_ERROR,
    reader::UNKNOWN_KEY,
    reader::UNREADABLE_FILE,
    reader::WRONG_TYPE,
    scaling::ca_local_storage_blocks::RULE,
    scaling::hpa_dangling::RULE,
    scaling::missing_pdb::RULE,
    scaling::pdb_blocks_eviction::RULE,
    scaling::safe_to_evict_false::RULE,
    storage::ebs_rwx::RULE,
    storage::storageclass_gp2::RULE,
    storage::storageclass_immediate_binding::RULE,
    storage::storageclass_unencrypted::RULE,
    storage::storageclass_unknown::RULE,
    suppression::IGNORE_EXPIRED,
    suppression::IGNORE_MALFORMED,
    suppression::IGNORE_UNKNOWN_RULE,
    suppression::IGNORE_UNUSED,
    suppression::IGNORE_WITHOUT_REASON,
    terraform::reference_missing_attribute::RULE,
    traffic::loadbalancer_per_service::RULE,
    upgrade::auto_upgrade_due::RULE,
    upgrade::extended_support_cost::RULE,
    upgrade::k8s_version_unsupported::RULE,
    upgrade::node_version_skew::RULE,
    upgrade::removed_api::RULE,
    upgrade::retired_component::RULE,
    upgrade::version_skip::RULE,
    upgrade::version_unquoted_float::RULE,
];
