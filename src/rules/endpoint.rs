//! Rules about the control plane: who reaches it, what it logs and encrypts.

pub(super) mod control_plane_logging;
pub(super) mod private_endpoint_disabled;
pub(super) mod public_endpoint;
pub(super) mod public_endpoint_open;
pub(super) mod secrets_without_customer_key;
