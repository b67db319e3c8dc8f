use super::POD_IDENTITY;
use crate::finding::{Finding, Verdict};
use crate::model::{Role, Statement};
use crate::rule::{Check, Context, Rule};
use crate::value::{Rest, Text, Truth};

pub(crate) const RULE: Rule =
    Rule::new(include_str!("../../../rules/identity/pod-identity-trust.md"), Check::Role(check));

/// Both are needed: EKS tags the session with the cluster, the namespace and the account.
const ACTIONS: [&str; 2] = ["sts:AssumeRole", "sts:TagSession"];

const NOTE: &str = "EKS may not assume the role, so the agent hands out no credentials to the pods";

fn check(role: &Role, context: &Context<'_>) -> Verdict {
    let associations = context.project.associations_with(role);
    let statements = &role.trust.statements;
    let trusting: Vec<&Statement> =
        statements.iter().filter(|it| names_pods(it) == Truth::True).collect();
    let open = role.trust.rest != Rest::Closed
        || statements.iter().any(|it| names_pods(it) == Truth::Unknown);
    let seen = if open { Truth::Unknown } else { Truth::True };
    let Some(first) = trusting.first() else {
        let Some(association) = associations.first() else { return Verdict::Inapplicable };
        return seen.then(|| {
            let called = association.called();
            let finding =
                Finding::new(format!("the role of `{called}` does not trust Pod Identity"))
                    .at(&association.role_arn.anchor, "the association gives pods this role");
            let finding = statements.iter().take(2).fold(finding, |finding, it| {
                finding.and(&principal_of(it).anchor, "this is who may assume it")
            });
            finding.note(NOTE).help(format!("trust the service `{POD_IDENTITY}` with {}", both()))
        });
    };
    let allowed = |action: &&str| Truth::any(trusting.iter().map(|it| it.allows(action)));
    let Some(missing) = ACTIONS.iter().find(|action| !allowed(action).must()) else {
        return Verdict::Pass;
    };
    (!allowed(missing) & seen).then(|| {
        let finding = Finding::new(format!("the trust policy for Pod Identity lacks `{missing}`"))
            .at(&first.actions.anchor, "EKS needs both actions");
        let finding = associations.iter().take(1).fold(finding, |finding, it| {
            finding.and(&it.role_arn.anchor, format!("`{}` gets this role", it.called()))
        });
        finding.note(NOTE).help(format!("allow {}", both()))
    })
}

fn both() -> String {
    format!("`{}` and `{}`", ACTIONS[0], ACTIONS[1])
}

/// Whether a statement names EKS Pod Identity as who may assume the role.
fn names_pods(statement: &Statement) -> Truth {
    let principal = statement.body.get("Principal");
    if principal.is_none_or(|it| it.as_map().is_none_or(|it| !it.is_closed())) {
        return Truth::Unknown;
    }
    let allows = statement.effect.is(|effect| effect == "Allow");
    allows & statement.services.any(|it| it.holds(|it: &Text| it.equals(POD_IDENTITY)))
}

/// The principals of a statement that are written.
fn principal_of(statement: &Statement) -> &crate::field::Listing<Text> {
    if statement.services.unwritten { &statement.federated } else { &statement.services }
}
