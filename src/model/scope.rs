//! Where facts live.

use std::sync::Arc;

use smol_str::SmolStr;

/// Where facts live together: joins look here first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Scope {
    /// What holds it together.
    pub kind: ScopeKind,
    /// The folder or file, relative to the root of the run.
    pub path: Arc<str>,
    /// The environment that a Terraform root is applied to; empty for one that has none.
    pub environment: SmolStr,
}

/// What holds a scope together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ScopeKind {
    /// A Terraform root module.
    Terraform,
    /// A plan of Terraform whose root is not scanned.
    Plan,
    /// One eksctl file.
    Eksctl,
    /// A kustomization with what lies in its folder.
    Kustomization,
    /// The templates of a Helm chart.
    Chart,
    /// A folder of loose manifests.
    Manifests,
    /// What one release brings to another cluster than the one that its file is about.
    Release,
}

impl Scope {
    /// The scope's name in objects: kind and path, ordered as scopes are.
    pub fn key(&self) -> Arc<str> {
        let kind = match self.kind {
            ScopeKind::Terraform => "1-terraform",
            ScopeKind::Plan => "1-terraform-plan",
            ScopeKind::Eksctl => "2-eksctl",
            ScopeKind::Kustomization => "3-kustomization",
            ScopeKind::Chart => "3-chart",
            ScopeKind::Manifests => "4-manifests",
            ScopeKind::Release => "5-release",
        };
        let environment = if self.environment.is_empty() { "" } else { "\u{1}" };
        format!("{kind}:{}{environment}{}", self.path, self.environment).into()
    }

    /// A scope that is no environment's in particular.
    pub fn of(kind: ScopeKind, path: impl Into<Arc<str>>) -> Self {
        Self { kind, path: path.into(), environment: SmolStr::default() }
    }

    /// The folder that the scope lies in.
    pub fn folder(&self) -> &str {
        match self.kind {
            ScopeKind::Eksctl | ScopeKind::Plan => crate::source::folder(&self.path),
            ScopeKind::Terraform
            | ScopeKind::Kustomization
            | ScopeKind::Chart
            | ScopeKind::Manifests
            | ScopeKind::Release => &self.path,
        }
    }
}
