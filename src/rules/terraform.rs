//! Terraform itself.

pub(super) mod reference_missing_attribute;
