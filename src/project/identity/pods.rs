//! Which pods run as which service account.

use std::collections::BTreeMap;

use smol_str::SmolStr;

use crate::field::{Field, Tool};
use crate::model::{Association, Role, ScopeKind, ServiceAccount, Unit, Workload};
use crate::project::namespace::{Reach, same};
use crate::project::{Place, Project, is_near};
use crate::value::{Text, Truth};

/// The workloads of each service account's name.
pub(in crate::project) type ByAccount = BTreeMap<SmolStr, Vec<Place>>;

impl Project {
    /// The workloads whose pods run as a service account, as far as namespaces are known.
    pub fn pods_of(&self, account: &ServiceAccount) -> Vec<&Workload> {
        let Some(name) = account.name.known().and_then(Text::known) else { return Vec::new() };
        let Some(scope) = self.scope_of(&account.object) else { return Vec::new() };
        let all = self.pods.get_or_init(|| by_account(&self.units));
        let places = all.get(&name).map(Vec::as_slice).unwrap_or_default();
        let near: Vec<&Unit> =
            if places.is_empty() { vec![] } else { self.linked(scope).collect() };
        let workloads = places.iter().filter_map(|(unit, place)| {
            let unit = &self.units[*unit];
            let linked = near.iter().any(|it| std::ptr::eq(*it, unit));
            linked.then(|| &unit.facts.workloads[*place])
        });
        workloads.filter(|it| self.same_namespace(it, account).may()).collect()
    }

    /// The service account that pods were meant to run as, where there is none of the name that they
    /// give: one of nearly that name that asks for a role and that nothing runs as.
    pub fn account_meant_by(&self, pods: &Workload) -> Option<&ServiceAccount> {
        let field = pods.account();
        let name = field.known().and_then(Text::known)?;
        if !self.accounts_named(&field, &pods.namespace, &pods.object).is_empty() {
            return None;
        }
        self.unit_of(&pods.object)?.facts.service_accounts.iter().find(|account| {
            let other = account.name.known().and_then(Text::known);
            !account.role_arn.is_unwritten()
                && !account.is_packaged
                && other.is_some_and(|other| is_near(&name, &other))
                && self.same_namespace(pods, account).must()
                && self.pods_of(account).is_empty()
        })
    }

    /// The pods that were meant to run as a service account.
    pub(super) fn pods_meant_for(&self, account: &ServiceAccount) -> Option<&Workload> {
        let name = account.name.known().and_then(Text::known)?;
        self.unit_of(&account.object)?.facts.workloads.iter().find(|pods| {
            let written = pods.account().known().and_then(Text::known);
            written.is_some_and(|written| is_near(&written, &name))
                && self.account_meant_by(pods).is_some_and(|it| std::ptr::eq(it, account))
        })
    }

    /// The service accounts that a name in a namespace may mean, near an object.
    pub fn accounts_named<'a>(
        &'a self,
        name: &'a Field<Text>,
        namespace: &'a Field<Text>,
        object: &crate::field::Object,
    ) -> Vec<&'a ServiceAccount> {
        let Some(scope) = self.scope_of(object) else { return Vec::new() };
        let own = std::sync::Arc::clone(&object.scope);
        let Some(name) = name.known() else { return Vec::new() };
        let accounts = self.linked(scope).flat_map(|unit| &unit.facts.service_accounts);
        let meant = |account: &&ServiceAccount| {
            let reach = if account.object.scope == own { Reach::Together } else { Reach::Apart };
            let called = account.name.holds(|it| it.same_as(name)).must();
            called && same(&account.namespace, namespace, reach).may()
        };
        accounts.filter(meant).collect()
    }

    /// Whether a workload and a service account are in one namespace.
    pub fn same_namespace(&self, workload: &Workload, account: &ServiceAccount) -> Truth {
        let own = workload.object.scope == account.object.scope;
        let reach = if own { Reach::Together } else { Reach::Apart };
        same(&workload.namespace, &account.namespace, reach)
    }

    /// The associations of EKS Pod Identity that name a role.
    pub fn associations_with(&self, role: &Role) -> Vec<&Association> {
        let Some(scope) = self.scope_of(&role.object) else { return Vec::new() };
        let all = self.linked(scope).flat_map(|unit| &unit.facts.associations);
        let names = |it: &&Association| {
            let roles = it.role_arn.known().map(|arn| self.roles_named_by(arn, &it.object));
            let roles = roles.unwrap_or_default();
            matches!(roles.as_slice(), [only] if std::ptr::eq(*only, role))
        };
        all.filter(names).collect()
    }

    /// Whether a word stands in an object near a service account where a controller may read it.
    pub fn is_mentioned(&self, name: &str, object: &crate::field::Object) -> bool {
        let Some(scope) = self.scope_of(object) else { return false };
        self.linked(scope).any(|unit| unit.facts.mentions.contains(name))
    }

    /// The associations of EKS Pod Identity that a service account certainly has.
    pub fn associations_of(
        &self,
        account: (&Field<Text>, &Field<Text>),
        object: &crate::field::Object,
    ) -> Vec<&Association> {
        self.associations(account, object, Truth::must)
    }

    /// Whether some association may be of an account, as far as its names are known.
    pub fn may_be_associated(&self, account: &ServiceAccount) -> bool {
        let named = (&account.name, &account.namespace);
        !self.associations(named, &account.object, Truth::may).is_empty()
    }

    fn associations(
        &self,
        account: (&Field<Text>, &Field<Text>),
        object: &crate::field::Object,
        holds: fn(Truth) -> bool,
    ) -> Vec<&Association> {
        let Some(scope) = self.scope_of(object) else { return Vec::new() };
        let equal = |one: &Field<Text>, two: &Field<Text>| match (one.known(), two.known()) {
            (Some(one), Some(two)) => one.same_as(two),
            _ => Truth::Unknown,
        };
        let all = self.linked(scope).flat_map(|unit| &unit.facts.associations);
        // Every file of eksctl is a cluster of its own, and a folder may hold many.
        let one = self.linked(scope).filter(|it| it.scope.kind == ScopeKind::Eksctl).count() <= 1;
        let own = |it: &&Association| {
            (one || it.object.tool() != Tool::Eksctl || it.object.scope == object.scope)
                && holds(equal(&it.account, account.0) & equal(&it.namespace, account.1))
                && holds(it.object.existence)
        };
        all.filter(own).collect()
    }
}

fn by_account(units: &[Unit]) -> ByAccount {
    let mut all = ByAccount::new();
    for (unit, facts) in units.iter().map(|unit| &unit.facts).enumerate() {
        for (place, workload) in facts.workloads.iter().enumerate() {
            if let Some(name) = workload.account().known().and_then(Text::known) {
                all.entry(name).or_default().push((unit, place));
            }
        }
    }
    all
}
