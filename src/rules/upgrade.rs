//! Versions and what becomes of them.

pub(super) mod k8s_version_unsupported;
