//! Every rule, one module each: rule `a-b` of category `c` is `rules/c/a-b.md` and `src/rules/c/a_b.rs`.

mod endpoint;
mod identity;
mod network;
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
    endpoint::public_endpoint_open::RULE,
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
    network::subnet_too_small::RULE,
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
    upgrade::k8s_version_unsupported::RULE,
];
