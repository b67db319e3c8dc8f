//! Addresses and routes.

pub(super) mod subnet_too_small;
