//! Addresses and routes.

pub(super) mod control_plane_subnet_too_small;
pub(super) mod nodes_in_public_subnet;
pub(super) mod single_nat_gateway;
pub(super) mod subnet_role_tag_missing;
pub(super) mod subnet_too_small;
pub(super) mod subnets_too_few_azs;
pub(super) mod vpc_cidr_too_small;
