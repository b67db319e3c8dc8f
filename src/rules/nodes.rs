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

use crate::model::NodeGroup;

/// What people call a node group; one of a module goes by its key.
fn called(group: &NodeGroup) -> String {
    let subject = &group.object.subject;
    let key = || match group.object.dialect {
        crate::field::Dialect::Module { .. } => subject.name.rsplit('/').next(),
        _ => None,
    };
    let name = group.name();
    let known = name.known().map(crate::value::Text::display);
    known.unwrap_or_else(|| key().map_or_else(|| subject.to_string(), str::to_owned))
}
