//! Service accounts with the way to their credentials, and roles with who may assume them.

use super::words::shown;
use super::{at, detail};
use crate::check::inspection::Thing;
use crate::finding::Hop;
use crate::model::{Role, ServiceAccount};
use crate::project::Project;
use crate::value::{Text, Truth};

/// Every service account that asks for a role: those whose way is broken, then those of which not
/// all is known, then the rest.
pub(super) fn accounts(project: &Project) -> Vec<Thing> {
    let units = project.units().iter();
    let accounts = units.flat_map(|unit| &unit.facts.service_accounts);
    let mut things: Vec<Thing> = accounts.filter_map(|it| of_account(project, it)).collect();
    things.sort_by_key(|thing| match Truth::all(thing.chain.iter().map(|hop| hop.holds)) {
        Truth::False => 0,
        Truth::Unknown => 1,
        Truth::True => 2,
    });
    things
}

fn of_account(project: &Project, account: &ServiceAccount) -> Option<Thing> {
    let chain: Vec<Hop> = project.chain_of(account);
    let role = || at("role", shown(&account.role_arn, Text::display), None);
    (!chain.is_empty()).then(|| Thing {
        kind: "service account",
        name: account.called().into(),
        place: Some(account.object.header.into()),
        settings: vec![role()],
        chain,
        ..Thing::default()
    })
}

/// Every role that trusts tokens of pods.
pub(super) fn roles(project: &Project) -> Vec<Thing> {
    let roles = project.units().iter().flat_map(|unit| &unit.facts.roles);
    roles.filter(|role| role.trusts_tokens()).map(|role| of_role(project, role)).collect()
}

fn of_role(project: &Project, role: &Role) -> Thing {
    let mut subjects: Vec<String> =
        role.subjects.iter().map(|subject| shown(&subject.value, Text::display)).collect();
    subjects.dedup();
    if role.more_subjects {
        subjects.push("others that are not known".to_owned());
    }
    let accounts = project.accounts_of(role);
    let used: Vec<String> = accounts.iter().map(|account| account.called().to_string()).collect();
    let mut settings = vec![
        detail("may be assumed by", subjects.join(", ")),
        detail("asked for by", used.join(", ")),
    ];
    settings.retain(|it| !it.value.is_empty());
    Thing {
        kind: "role",
        name: role.object.called(&role.name),
        place: Some(role.object.header.into()),
        settings,
        ..Thing::default()
    }
}
