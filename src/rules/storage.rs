//! Volumes.

pub(super) mod ebs_rwx;
pub(super) mod storageclass_gp2;
pub(super) mod storageclass_immediate_binding;
pub(super) mod storageclass_unencrypted;
pub(super) mod storageclass_unknown;
