//! What lets nodes come and go.

pub(super) mod pdb_blocks_eviction;
pub(super) mod safe_to_evict_false;
