//! Who can reach the API server.

pub(super) mod public_endpoint_open;
