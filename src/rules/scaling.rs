//! What lets nodes come and go.

pub(super) mod ca_local_storage_blocks;
pub(super) mod hpa_dangling;
pub(super) mod missing_pdb;
pub(super) mod pdb_blocks_eviction;
pub(super) mod safe_to_evict_false;
