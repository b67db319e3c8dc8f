//! What a controller in a cluster keeps applied from a folder of the repository.

use smol_str::SmolStr;

use crate::field::Object;

/// One folder that Argo CD or Flux applies.
#[derive(Clone, Debug)]
pub struct Delivery {
    /// The `Application`, `ApplicationSet` or `Kustomization`.
    pub object: Object,
    /// The folder, relative to the root of the repository, without `./` and a closing `/`.
    pub path: SmolStr,
    /// The cluster that it is applied to.
    pub destination: Destination,
}

/// The cluster that something is applied to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// The cluster in which the controller runs.
    Own,
    /// A cluster by the name that the controller knows it by.
    Named(SmolStr),
    /// A cluster that the files do not name.
    Elsewhere,
}
