//! From a pod to its permissions.

pub(super) mod irsa_role_mismatch;
pub(super) mod irsa_subject_unknown;
pub(super) mod irsa_trust_malformed;
