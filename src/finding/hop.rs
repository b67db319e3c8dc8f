//! One step of a way along which something is handed on, and whether it holds.

use crate::source::Place;
use crate::value::Truth;

/// A link between a pod and its AWS credentials, in the order of the walk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Link {
    /// The pod names its service account.
    Pod,
    /// The service account names its role.
    Account,
    /// The role that is named.
    Role,
    /// The trust policy names the service account.
    Subject,
    /// Token, trust policy and identity provider agree on the audience.
    Audience,
    /// The trust policy names an identity provider that exists.
    Provider,
    /// The identity provider is that of the cluster's issuer.
    Issuer,
}

/// One link as far as it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hop {
    /// Which link.
    pub link: Link,
    /// Whether it holds.
    pub holds: Truth,
    /// The line that decides it; none for what stands in no file.
    pub place: Option<Place>,
    /// What is there, in a few words.
    pub text: String,
}

impl Link {
    /// The name in reports, at most eight letters.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pod => "pod",
            Self::Account => "account",
            Self::Role => "role",
            Self::Subject => "subject",
            Self::Audience => "audience",
            Self::Provider => "provider",
            Self::Issuer => "issuer",
        }
    }
}
