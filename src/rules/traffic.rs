//! Load balancers.

pub(super) mod loadbalancer_per_service;
