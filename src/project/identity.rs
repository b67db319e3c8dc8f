//! From a service account to the role it asks for, and back.

use std::collections::BTreeMap;

use super::roles::Place;
use super::{Join, Project};
use crate::field::Object;
use crate::model::{Role, Scope, ServiceAccount, TrustSubject, Unit};
use crate::value::{InstanceKey, Text, Truth};

impl Project {
    /// The roles that a service account's annotation can mean.
    ///
    /// In the account's own scope and in linked ones the role's name decides. In any other scope it
    /// takes a second piece of evidence: that the role's trust policy speaks of an account of this
    /// name.
    pub fn roles_of(&self, account: &ServiceAccount) -> Join<'_, Role> {
        let Some(arn) = account.role_arn.known() else {
            return account.role_arn.why().map_or(Join::NotHere, Join::Unknown);
        };
        let Some(own) = self.unit_of(&account.object) else { return Join::NotHere };
        let named = self.named(arn, own, &account.object);
        let is_own = |role: &&Role| role.object.scope == account.object.scope;
        let (mut near, far): (Vec<_>, Vec<_>) = named.into_iter().partition(|role| {
            self.scope_of(&role.object).is_some_and(|it| self.links.are_linked(&own.scope, it))
        });
        // The account's own scope comes first; the order of the others stays.
        near.sort_by_key(|role| !is_own(role));
        if !near.is_empty() {
            return Join::of(near);
        }
        Join::of(far.into_iter().filter(|role| speaks_of(role, account)).collect())
    }

    /// The roles that an annotation names: by reference within its own unit, else by the role's
    /// name, in every unit.
    fn named<'a>(&'a self, arn: &Text, own: &'a Unit, object: &Object) -> Vec<&'a Role> {
        if let [crate::value::Segment::Hole(value)] = arn.segments() {
            let Some(reference) = value.as_reference() else { return Vec::new() };
            let is_named = |role: &&Role| {
                object.scope == role.object.scope
                    && reference.attribute() == Some("arn")
                    && reference.address() == role.object.subject.name
                    && matches!(reference.key, InstanceKey::Single)
            };
            return own.facts.roles.iter().filter(is_named).collect();
        }
        let Some((_, name)) = arn.suffix().rsplit_once('/') else { return Vec::new() };
        let places = self.roles.by_name(name).iter();
        places.map(|place| &self.units()[place.unit].facts.roles[place.index]).collect()
    }

    /// The service accounts whose annotation can mean a role.
    pub fn accounts_of(&self, role: &Role) -> Vec<&ServiceAccount> {
        let places = self.place_of(role).map_or(&[][..], |place| self.roles.accounts_of(place));
        let account = |place: &Place| &self.units()[place.unit].facts.service_accounts[place.index];
        places.iter().map(account).collect()
    }

    /// For each role: the accounts that can mean it.
    pub(super) fn askers(&self) -> BTreeMap<Place, Vec<Place>> {
        let mut askers: BTreeMap<Place, Vec<Place>> = BTreeMap::new();
        for (unit, declared) in self.units().iter().enumerate() {
            for (index, account) in declared.facts.service_accounts.iter().enumerate() {
                let roles = self.roles_of(account);
                for place in roles.candidates().iter().filter_map(|role| self.place_of(role)) {
                    askers.entry(place).or_default().push(Place { unit, index });
                }
            }
        }
        askers
    }

    /// Where a role of this project stands.
    fn place_of(&self, role: &Role) -> Option<Place> {
        let unit = self.keys.binary_search(&role.object.scope).ok()?;
        let roles = &self.units()[unit].facts.roles;
        let index = roles.iter().position(|it| std::ptr::eq(it, role))?;
        Some(Place { unit, index })
    }

    /// The value of a role's trust policy that an account was most likely meant by, mistyped:
    /// near enough, and no other account is exactly what it names.
    pub fn mistyped<'a>(
        &'a self,
        account: &ServiceAccount,
        role: &'a Role,
    ) -> Option<&'a TrustSubject> {
        let subject = account.token_subject()?.known()?;
        let scope = self.scope_of(&account.object)?;
        role.subjects.iter().find(|candidate| {
            let written = candidate.value.known().and_then(Text::known);
            written.is_some_and(|written| {
                is_near(&subject, &written) && !self.is_declared(&written, scope)
            })
        })
    }

    /// Whether a service account with this token subject is declared near a scope.
    fn is_declared(&self, subject: &str, scope: &Scope) -> bool {
        let accounts = self.linked(scope).flat_map(|unit| &unit.facts.service_accounts);
        let mut subjects = accounts.filter_map(ServiceAccount::token_subject);
        subjects.any(|declared| declared.equals(subject) == Truth::True)
    }
}

/// Whether a role's trust policy names an account of this name, in whatever namespace.
fn speaks_of(role: &Role, account: &ServiceAccount) -> bool {
    let Some(name) = account.name.known().and_then(Text::known) else { return false };
    role.subjects.iter().any(|subject| {
        let value = subject.value.known();
        value.is_some_and(|value| value.suffix().rsplit_once(':').is_some_and(|(_, it)| it == name))
    })
}

/// Whether two names are so near that one is a mistyped form of the other.
///
/// `payment-api` and `payments-api` both exist somewhere, so nearness is only ever one of two pieces
/// of evidence. Names that differ in digits or in an environment's name are never near.
pub fn is_near(one: &str, two: &str) -> bool {
    if one == two || !(1..=2).contains(&strsim::osa_distance(one, two)) {
        return false;
    }
    let letters = |text: &str| text.chars().filter(|it| !it.is_ascii_digit()).collect::<String>();
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    if letters(one) == letters(two) || digits(one) != digits(two) {
        return false;
    }
    let tokens =
        |text: &str| text.split(['-', ':', '_', '.']).map(str::to_owned).collect::<Vec<_>>();
    let (one, two) = (tokens(one), tokens(two));
    let differ = one.iter().zip(&two).filter(|(left, right)| left != right);
    let mut differ = differ.peekable();
    let short = |(left, right): &(&String, &String)| left.len().min(right.len()) < 3;
    one.len() != two.len()
        || (differ.peek().is_some() && !differ.any(|pair| short(&pair) || environments(&pair)))
}

/// Whether both tokens name environments, such as `dev` and `qa`.
fn environments((one, two): &(&String, &String)) -> bool {
    const NAMES: [&str; 16] = [
        "dev",
        "test",
        "qa",
        "uat",
        "stg",
        "stage",
        "staging",
        "prod",
        "prd",
        "production",
        "sandbox",
        "east",
        "west",
        "north",
        "south",
        "central",
    ];
    NAMES.contains(&one.as_str()) && NAMES.contains(&two.as_str())
}

#[cfg(test)]
mod tests {
    use super::is_near;

    #[test]
    fn mistyped_names_are_near() {
        assert!(is_near(
            "system:serviceaccount:production:orders",
            "system:serviceaccount:prodction:orders"
        ));
        assert!(is_near("payments:orders", "payments:order"));
    }

    #[test]
    fn names_of_siblings_are_not() {
        assert!(!is_near("payments:orders", "payments:orders"));
        assert!(!is_near("payments:worker-1", "payments:worker-2"));
        assert!(!is_near("team-a:api", "team-b:api"));
        assert!(!is_near("x-dev:api", "x-qa:api"));
        assert!(!is_near("kube-system:aws-node", "kube-system:ebs-csi"));
    }
}
