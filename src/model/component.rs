//! What is installed on a cluster beside its node groups.

use smol_str::SmolStr;

use crate::field::Object;
use crate::value::Why;

/// Something that runs pods, or provides a service to them.
#[derive(Clone, Debug)]
pub struct Component {
    /// What it is.
    pub kind: ComponentKind,
    /// Where it is declared.
    pub object: Object,
    /// The cluster that it is declared in, as an index into the unit's clusters; none where it is
    /// an object of its own.
    pub cluster: Option<usize>,
}

/// What a component is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ComponentKind {
    /// A Fargate profile.
    Fargate,
    /// Karpenter: its controller, or a node pool of it.
    Karpenter,
    /// A network for hybrid nodes.
    Hybrid,
    /// An EKS add-on, by its name.
    Addon(SmolStr),
    /// An EKS add-on whose name is not known, and why.
    UnnamedAddon(Why),
    /// A Helm release, by its chart.
    Release(SmolStr),
}

impl ComponentKind {
    /// The component that a Helm chart installs.
    pub fn of_chart(chart: &str) -> Self {
        let name = chart.rsplit('/').next().unwrap_or(chart);
        if name == "karpenter" { Self::Karpenter } else { Self::Release(name.into()) }
    }
}
