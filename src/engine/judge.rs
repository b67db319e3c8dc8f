//! One rule over the facts of one unit.

mod nodes;

use crate::field::{Object, Subject, Tool};
use crate::finding::Verdict;
use crate::model::{Role, TrustSubject, Unit};
use crate::rule::{Check, Context, Fact, Trust};

/// The verdicts of a check on every fact of its kind in a unit.
pub(super) fn judge(check: &Check, index: usize, unit: &Unit, context: &Context<'_>) -> Vec<Fact> {
    let facts = &unit.facts;
    match check {
        Check::Cluster(check) => each(&facts.clusters, |it| (&it.object, check(it, context))),
        Check::NodeGroup(check) => each(&facts.node_groups, |it| (&it.object, check(it, context))),
        Check::ApiUse(check) => each(&facts.api_uses, |it| (&it.object, check(it, context))),
        Check::Vpc(_)
        | Check::Egress(_)
        | Check::Discovery(_)
        | Check::AddressPool(_)
        | Check::NodeGroupInCluster(_)
        | Check::Nodes(_)
        | Check::LaunchTemplate(_)
        | Check::NodeRole(_)
        | Check::NodePolicy(_) => nodes::judge(check, index, unit, context),
        Check::Dependency(_)
        | Check::StorageClass(_)
        | Check::Claim(_)
        | Check::PodAnnotation(_)
        | Check::ServiceAccount(_)
        | Check::Workload(_)
        | Check::Autoscaler(_)
        | Check::Budget(_) => of_workloads(check, unit, context),
        Check::Argument(check) => each(&facts.arguments, |it| (&it.object, check(it, context))),
        Check::Traffic(check) => {
            let all = context.project.traffic(index).iter();
            all.map(|it| whole(&it.scope.path, check(it, context))).collect()
        }
        Check::Notice(kind) => {
            let all = facts.notices.iter().filter(|notice| notice.kind == *kind);
            all.map(Fact::from).collect()
        }
        Check::TrustSubject(_)
        | Check::Trust(_)
        | Check::Role(_)
        | Check::Association(_)
        | Check::RoleAnnotation(_)
        | Check::Variable(_) => of_identity(check, unit, context),
    }
}

/// The verdicts of a check on pods, and on what they store and scale.
fn of_workloads(check: &Check, unit: &Unit, context: &Context<'_>) -> Vec<Fact> {
    let facts = &unit.facts;
    match check {
        Check::Dependency(check) => {
            each(&facts.dependencies, |it| (&it.object, check(it, context)))
        }
        Check::StorageClass(check) => {
            each(&facts.storage_classes, |it| (&it.object, check(it, context)))
        }
        Check::Claim(check) => each(&facts.claims, |it| (&it.object, check(it, context))),
        Check::PodAnnotation(check) => {
            each(&facts.pod_annotations, |it| (&it.object, check(it, context)))
        }
        Check::ServiceAccount(check) => {
            each(&facts.service_accounts, |it| (&it.object, check(it, context)))
        }
        Check::Workload(check) => each(&facts.workloads, |it| (&it.object, check(it, context))),
        Check::Autoscaler(check) => each(&facts.autoscalers, |it| (&it.object, check(it, context))),
        Check::Budget(check) => each(&facts.budgets, |it| (&it.object, check(it, context))),
        _ => Vec::new(),
    }
}

/// The verdicts on the subjects of a role.
fn subjects(role: &Role, check: impl Fn(&TrustSubject) -> Verdict) -> Vec<Fact> {
    each(&role.subjects, |it| (&it.object, check(it)))
}

/// The verdicts of a check on what gives pods their identity.
fn of_identity(check: &Check, unit: &Unit, context: &Context<'_>) -> Vec<Fact> {
    let facts = &unit.facts;
    match check {
        Check::TrustSubject(check) => {
            let of = |role| subjects(role, |it| check(it, role, context));
            facts.roles.iter().flat_map(of).collect()
        }
        Check::Trust(check) => trust(unit, |it| check(it, context)),
        Check::Role(check) => each(&facts.roles, |it| (&it.object, check(it, context))),
        Check::Association(check) => {
            each(&facts.associations, |it| (&it.object, check(it, context)))
        }
        Check::RoleAnnotation(check) => {
            each(&facts.role_annotations, |it| (&it.object, check(it, context)))
        }
        Check::Variable(check) => each(&facts.variables, |it| (&it.object, check(it, context))),
        _ => Vec::new(),
    }
}

/// The verdicts on the statements of all roles, and on the identity providers.
fn trust(unit: &Unit, check: impl Fn(&Trust<'_>) -> Verdict) -> Vec<Fact> {
    let mut all = Vec::new();
    for role in &unit.facts.roles {
        let of = |it| (&role.object, check(&Trust::Statement(it, role)));
        all.extend(each(&role.trust.statements, of));
    }
    all.extend(each(&unit.facts.providers, |it| (&it.object, check(&Trust::Provider(it)))));
    all
}

/// The verdicts on facts that belong to an object each.
fn each<'a, T>(facts: &'a [T], check: impl Fn(&'a T) -> (&'a Object, Verdict)) -> Vec<Fact> {
    let fact = |it| {
        crate::field::watch::take();
        let (object, verdict) = check(it);
        let undecided = match verdict {
            Verdict::Undecided => crate::field::watch::take(),
            Verdict::Pass | Verdict::Inapplicable | Verdict::Fail(_) => Vec::new(),
        };
        let verdict = conditional(verdict, object);
        let (subject, instance) = (object.subject.clone(), object.instance.clone());
        Fact { subject, place: object.header, instance, verdict, undecided }
    };
    facts.iter().map(fact).collect()
}

/// A verdict that says under which condition its object exists, if its file names one.
fn conditional(verdict: Verdict, object: &Object) -> Verdict {
    match (verdict, &object.condition) {
        (Verdict::Fail(mut finding), Some(condition)) => {
            finding.notes.push(format!("the template makes this only where {condition}"));
            Verdict::Fail(finding)
        }
        (verdict, _) => verdict,
    }
}

/// The verdict on a scope as a whole.
fn whole(path: &str, verdict: Verdict) -> Fact {
    let name = if path.is_empty() { "." } else { path };
    let subject = Subject { tool: Tool::Kubernetes, name: name.into() };
    let place = crate::source::Span::NOWHERE;
    Fact { subject, place, instance: "".into(), verdict, undecided: Vec::new() }
}
