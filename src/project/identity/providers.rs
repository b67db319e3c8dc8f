//! The identity provider that a trust policy names, and whose tokens it takes.

use smol_str::SmolStr;

use crate::field::Object;
use crate::model::{Condition, IdentityProvider, Issuer, Role, Statement, is_eks_issuer};
use crate::project::{Join, Project};
use crate::value::{Truth, Why};

impl Project {
    /// The identity provider that a statement of a role's trust policy names.
    pub fn trusted_by(&self, statement: &Statement, role: &Role) -> Join<'_, IdentityProvider> {
        let Some(issuer) = statement.issuer() else {
            let why = statement.provider().and_then(|it| it.why().or_else(|| it.known()?.why()));
            return Join::Unknown(why.unwrap_or(Why::NotEvaluated("the identity provider")));
        };
        let Some(unit) = self.unit_of(&role.object) else { return Join::NotHere };
        let units = match issuer {
            // Addresses mean something in their own root only.
            Issuer::OfCluster(_) | Issuer::OfProvider(_) => vec![unit],
            Issuer::Known(_) => self.linked(&unit.scope).collect(),
        };
        let providers = units.into_iter().flat_map(|unit| &unit.facts.providers);
        let found: Vec<_> = providers.filter(|it| is_meant(it, &issuer)).collect();
        let made: Vec<_> = found.iter().copied().filter(|it| it.exists.may()).collect();
        Join::of(if made.is_empty() { found } else { made })
    }

    /// Whether a statement lets the pods of an EKS cluster in, by their tokens.
    pub fn lets_pods_in(&self, statement: &Statement, role: &Role) -> Truth {
        let own = statement.is_for_pods();
        if own != Truth::Unknown {
            return own;
        }
        match statement.issuer().map(|issuer| self.resolved(issuer, &role.object)) {
            Some(Issuer::Known(url)) if !is_eks_issuer(&url) => Truth::False,
            Some(Issuer::Known(_) | Issuer::OfCluster(_)) => {
                statement.allows("sts:AssumeRoleWithWebIdentity")
            }
            Some(Issuer::OfProvider(_)) | None => Truth::Unknown,
        }
    }

    /// The issuer behind a name of it: that of the provider that is named.
    pub(super) fn resolved(&self, issuer: Issuer, object: &Object) -> Issuer {
        let Issuer::OfProvider(address) = &issuer else { return issuer };
        let provider = self
            .unit_of(object)
            .and_then(|unit| unit.facts.providers.iter().find(|it| it.address() == *address));
        provider.and_then(IdentityProvider::issuer).unwrap_or(issuer)
    }

    /// Whether a condition of a statement compares the tokens of the provider that it trusts.
    pub fn agrees(&self, condition: &Condition, statement: &Statement, role: &Role) -> Truth {
        let issuers = condition.issuer().zip(statement.issuer());
        let Some((one, two)) = issuers else { return Truth::Unknown };
        let (one, two) = (self.resolved(one, &role.object), self.resolved(two, &role.object));
        match (&one, &two) {
            (Issuer::Known(one), Issuer::Known(two)) => (one == two).into(),
            (Issuer::OfCluster(one), Issuer::OfCluster(two)) if one == two => Truth::True,
            (Issuer::OfCluster(one), Issuer::OfCluster(two)) => {
                let both = self.is_cluster(one, &role.object) && self.is_cluster(two, &role.object);
                if both { Truth::False } else { Truth::Unknown }
            }
            _ => Truth::Unknown,
        }
    }

    /// Whether an address is that of a cluster that the same root makes.
    fn is_cluster(&self, address: &SmolStr, object: &Object) -> bool {
        let Some(unit) = self.unit_of(object) else { return false };
        let mut clusters = unit.facts.clusters.iter();
        clusters.any(|it| format!("{}{}", it.object.address(), it.object.key()) == *address)
    }

    /// The provider that a statement was meant for, where it names one that nobody declares: its URL
    /// is nearly the same.
    pub fn nearly_trusted(&self, statement: &Statement, role: &Role) -> Option<&IdentityProvider> {
        let Join::NotHere = self.trusted_by(statement, role) else { return None };
        let Some(Issuer::Known(url)) = statement.issuer() else { return None };
        self.providers_near(&role.object).into_iter().find(|it| {
            let Some(Issuer::Known(other)) = it.issuer() else { return false };
            is_near_issuer(&url, &other)
        })
    }

    /// The identity providers that are declared near an object.
    fn providers_near(&self, object: &Object) -> Vec<&IdentityProvider> {
        let Some(scope) = self.scope_of(object) else { return Vec::new() };
        self.linked(scope).flat_map(|unit| &unit.facts.providers).collect()
    }

    /// The statements that name an identity provider, each with its role.
    pub fn statements_of(&self, provider: &IdentityProvider) -> Vec<(&Statement, &Role)> {
        let Some(unit) = self.unit_of(&provider.object) else { return Vec::new() };
        let roles = self.linked(&unit.scope).flat_map(|unit| &unit.facts.roles);
        let statements =
            roles.flat_map(|role| role.trust.statements.iter().map(move |it| (it, role)));
        let trusts = |(statement, role): &(&Statement, &Role)| {
            let found = self.trusted_by(statement, role);
            found.candidates().iter().any(|it| std::ptr::eq(*it, provider))
        };
        statements.filter(trusts).collect()
    }
}

/// Whether a provider is the one that a name means.
fn is_meant(provider: &IdentityProvider, issuer: &Issuer) -> bool {
    match issuer {
        Issuer::OfProvider(address) => provider.address() == *address,
        Issuer::OfCluster(_) | Issuer::Known(_) => provider.issuer().as_ref() == Some(issuer),
    }
}

/// Whether two URLs of issuers are meant for the same cluster, though they differ: its id is the
/// same, or nearly so. Ids are random, so that no two clusters have near ones.
fn is_near_issuer(one: &str, two: &str) -> bool {
    let id = |url: &str| url.rsplit_once("/id/").map(|(_, id)| id.to_ascii_uppercase());
    let (Some(first), Some(second)) = (id(one), id(two)) else { return false };
    one != two && first.len() >= 16 && strsim::osa_distance(&first, &second) <= 2
}
