//! Nodes: what they boot, how many there are, what they may do and who may reach them.

pub(super) mod ami_al2_eol;
pub(super) mod imds_open_to_pods;
pub(super) mod imdsv1_allowed;
pub(super) mod launch_template_latest;
pub(super) mod node_role_addon_policies;
pub(super) mod node_role_extra_policies;
pub(super) mod node_role_trust;
pub(super) mod node_ssh_open;
pub(super) mod node_volume_unencrypted;
pub(super) mod nodegroup_scaling_bounds;
pub(super) mod userdata_format;
