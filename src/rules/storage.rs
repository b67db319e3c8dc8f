//! Volumes.

pub(super) mod ebs_rwx;
pub(super) mod storageclass_immediate_binding;
