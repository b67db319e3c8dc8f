//! From a service account to the role it asks for, and back.

mod chain;
pub(super) mod pods;
mod providers;

use std::collections::BTreeMap;

use smol_str::SmolStr;

use super::{Join, Place, Project, roles};
use crate::field::{Field, Object};
use crate::model::{Role, Scope, ServiceAccount, TrustSubject, Unit, account_of};
use crate::value::{Mode, Segment, Text, Truth, Value};

pub use chain::{PROVIDERS, first_broken};

impl Project {
    /// The roles that a service account's annotation can mean.
    ///
    /// In the account's own scope and in linked ones the role's name decides. In any other scope it
    /// takes a second piece of evidence: that the role's trust policy speaks of an account of this
    /// name. The ARN of an AWS account that is none of the user's means no role of these files.
    pub fn roles_of(&self, account: &ServiceAccount) -> Join<'_, Role> {
        let Some(arn) = account.role_arn.known() else {
            return account.role_arn.why().map_or(Join::NotHere, Join::Unknown);
        };
        let roles = self.roles_named_by(arn, &account.object);
        let linked = |role: &&Role| self.live_together(role, account);
        let (near, far): (Vec<&Role>, Vec<&Role>) = roles.into_iter().partition(linked);
        if !near.is_empty() {
            return Join::of(near);
        }
        Join::of(far.into_iter().filter(|role| speaks_of(role, account)).collect())
    }

    /// The role that a service account was meant to ask for, where its annotation names an AWS account
    /// that is none of the user's: one of that name, near it, that is sure to trust it.
    pub fn role_meant_by(&self, account: &ServiceAccount) -> Option<&Role> {
        let arn = account.role_arn.known()?.known()?;
        let owner = account_of(&arn)?;
        if self.is_own_account(owner, &account.object).may() {
            return None;
        }
        let subject = account.token_subject()?;
        let near = self.roles_called(&arn).filter(|role| self.live_together(role, account));
        near.into_iter().find(|role| role.admits(&subject).must())
    }

    /// Whether a role and a service account are linked, or lie in one folder.
    fn live_together(&self, role: &Role, account: &ServiceAccount) -> bool {
        let own = self.index_of(&account.object.scope);
        let Some((own, other)) = own.zip(self.index_of(&role.object.scope)) else { return false };
        let folder = |unit: usize| self.units[unit].scope.folder();
        let beside = folder(own) == folder(other);
        self.links.go_together(own, other) && (beside || self.links.share_home(own, other))
    }

    /// The roles that an ARN names, wherever they are: by reference within one unit, else by name.
    pub fn roles_named_by(&self, arn: &Text, by: &Object) -> Vec<&Role> {
        if let [Segment::Hole(value)] = arn.segments() {
            let place = value.as_reference().map(|it| SmolStr::from(it.address()));
            let place = self.index_of(&by.scope).zip(place);
            let places = place.and_then(|place| self.role_addresses.get(&place));
            let roles =
                places.map(Vec::as_slice).unwrap_or_default().iter().map(|it| self.role(it));
            return roles.filter(|role| is_reference_to(value, role)).collect();
        }
        let known = arn.known();
        // A text that is no ARN is mostly the role's name.
        let named = known.as_deref().map(|it| match it.trim() {
            name if !name.contains([':', '/']) => format!("/{name}"),
            other => other.to_owned(),
        });
        let roles = self.roles_called(named.as_deref().unwrap_or(arn.suffix()));
        let arn = known;
        let Some(owner) = arn.as_deref().and_then(account_of) else { return roles.collect() };
        if !self.is_own_account(owner, by).may() {
            return Vec::new();
        }
        roles.filter(|role| role.may_be_in(owner)).collect()
    }

    /// The roles that have the name at the end of an ARN, wherever they are.
    fn roles_called(&self, arn: &str) -> impl Iterator<Item = &Role> {
        let name = arn.rsplit_once('/').map(|(_, name)| name);
        let places = name.and_then(|name| self.roles.get(name)).map(Vec::as_slice);
        places.unwrap_or_default().iter().map(|place| self.role(place))
    }

    fn role(&self, (unit, place): &Place) -> &Role {
        &self.units[*unit].facts.roles[*place]
    }

    /// The service accounts whose annotation can mean a role.
    pub fn accounts_of<'a>(&'a self, role: &'a Role) -> Vec<&'a ServiceAccount> {
        let all = self.accounts.get_or_init(|| self.accounts_by_role());
        let accounts = self.place_of(role).and_then(|place| all.get(&place));
        let account = |(unit, place): &Place| &self.units[*unit].facts.service_accounts[*place];
        accounts.map(|places| places.iter().map(account).collect()).unwrap_or_default()
    }

    fn accounts_by_role(&self) -> BTreeMap<Place, Vec<Place>> {
        let mut all: BTreeMap<Place, Vec<Place>> = BTreeMap::new();
        for (unit, facts) in self.units.iter().map(|unit| &unit.facts).enumerate() {
            for (place, account) in facts.service_accounts.iter().enumerate() {
                for role in self.roles_of(account).candidates() {
                    if let Some(role) = self.place_of(role) {
                        all.entry(role).or_default().push((unit, place));
                    }
                }
            }
        }
        all
    }

    fn place_of(&self, role: &Role) -> Option<Place> {
        let unit = self.index_of(&role.object.scope)?;
        let places = self.role_addresses.get(&(unit, role.object.address()))?;
        places.iter().find(|place| std::ptr::eq(self.role(place), role)).copied()
    }

    /// The value of a role's trust policy that an account was most likely meant by, mistyped:
    /// near enough, no other account is exactly what it names, and nothing else admits the account.
    pub fn mistyped<'a>(
        &'a self,
        account: &ServiceAccount,
        role: &'a Role,
    ) -> Option<&'a TrustSubject> {
        let token = account.token_subject()?;
        if role.admits(&token).may() {
            return None;
        }
        let subject = token.known()?;
        let scope = self.scope_of(&account.object)?;
        role.subjects.iter().find(|candidate| {
            let written = candidate.value.known().and_then(Text::known);
            written.is_some_and(|written| {
                is_near(&subject, &written) && !self.is_declared(&written, scope)
            })
        })
    }

    /// The value of a role's trust policy that would admit an account if it had another name.
    pub fn trusted_as<'a>(
        &'a self,
        account: &ServiceAccount,
        name: &Field<Text>,
    ) -> Option<&'a TrustSubject> {
        let renamed = ServiceAccount { name: name.clone(), ..account.clone() };
        let subject = renamed.token_subject()?;
        let roles = self.roles_of(account);
        let mut subjects = roles.candidates().iter().flat_map(|role| &role.subjects);
        subjects.find(|it| it.admits(&subject).must())
    }

    /// Whether a service account with this token subject is declared near a scope.
    fn is_declared(&self, subject: &str, scope: &Scope) -> bool {
        let accounts = self.linked(scope).flat_map(|unit| &unit.facts.service_accounts);
        let mut subjects = accounts.filter_map(ServiceAccount::token_subject);
        subjects.any(|declared| declared.equals(subject) == Truth::True)
    }
}

/// The roles of each name that is known.
pub(super) fn by_name(units: &[Unit]) -> BTreeMap<SmolStr, Vec<Place>> {
    let mut roles: BTreeMap<SmolStr, Vec<Place>> = BTreeMap::new();
    for (unit, facts) in units.iter().map(|unit| &unit.facts).enumerate() {
        for (place, role) in facts.roles.iter().enumerate() {
            if let Some(name) = role.name.known().and_then(Text::known) {
                roles.entry(name).or_default().push((unit, place));
            }
        }
    }
    roles
}

/// The roles at each address of each unit.
pub(super) fn by_address(units: &[Unit]) -> BTreeMap<(usize, SmolStr), Vec<Place>> {
    let mut roles: BTreeMap<(usize, SmolStr), Vec<Place>> = BTreeMap::new();
    for (unit, facts) in units.iter().map(|unit| &unit.facts).enumerate() {
        for (place, role) in facts.roles.iter().enumerate() {
            roles.entry((unit, role.object.address())).or_default().push((unit, place));
        }
    }
    roles
}

/// Whether a symbolic value is the ARN of a role.
///
/// Source: the outputs of terraform-aws-modules/iam, `iam-role-for-service-accounts` since version 6
/// and `iam-role-for-service-accounts-eks` before.
fn is_reference_to(value: &Value, role: &Role) -> bool {
    let Some(reference) = value.as_reference() else { return false };
    let attribute = reference.attribute();
    let of_module = reference.mode == Mode::Module && attribute == Some("iam_role_arn");
    (attribute == Some("arn") || of_module) && roles::is_object(value, &role.object).must()
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
