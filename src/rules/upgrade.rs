//! Versions and what becomes of them.

pub(super) mod auto_upgrade_due;
pub(super) mod extended_support_cost;
pub(super) mod k8s_version_unsupported;
pub(super) mod node_version_skew;
pub(super) mod removed_api;
pub(super) mod retired_component;
pub(super) mod version_skip;
pub(super) mod version_unquoted_float;
