use crate::field::{Anchor, Tool};
use crate::finding::{Finding, Severity, Verdict};
use crate::model::{Association, ServiceAccount};
use crate::rule::{Check, Context, Rule};
use crate::value::Truth;

pub(crate) const RULE: Rule = Rule::new(
    include_str!("../../../rules/identity/irsa-and-pod-identity.md"),
    Check::ServiceAccount(check),
);

fn check(account: &ServiceAccount, context: &Context<'_>) -> Verdict {
    let Some(anchor) = asks(account) else { return Verdict::Inapplicable };
    let named = (&account.name, &account.namespace);
    let associations = context.project.associations_of(named, &account.object);
    let Some(association) = associations.first() else { return Verdict::Inapplicable };
    // Of several declarations of one account, another may be the one that is deployed.
    let all = context.project.accounts_named(&account.name, &account.namespace, &account.object);
    if all.len() > 1 {
        return Verdict::Undecided;
    }
    let called = account.called();
    let finding = Finding::new(format!("service account `{called}` has a role in two ways"))
        .at(&anchor, "by IRSA; this role is never used")
        .and(&association.account.anchor, "by EKS Pod Identity; this one counts")
        .note("the webhook gives the pods the credentials of Pod Identity, and leaves IRSA out")
        .help("remove the annotation once the association works, or remove the association");
    match is_same_role(account, association) {
        Truth::True => finding.severity(Severity::Info).fail(),
        Truth::False | Truth::Unknown => finding.fail(),
    }
}

/// Where the account is given a role by IRSA.
fn asks(account: &ServiceAccount) -> Option<Anchor> {
    if !account.role_arn.is_unwritten() {
        return Some(account.role_arn.anchor.clone());
    }
    // eksctl makes the role and annotates the account, unless it is told to make the role alone.
    let made = account.object.tool() == Tool::Eksctl
        && (!account.object.at::<bool>("roleOnly").is(|on| *on)).must();
    made.then(|| account.name.anchor.clone())
}

fn is_same_role(account: &ServiceAccount, association: &Association) -> Truth {
    match (account.role_arn.known(), association.role_arn.known()) {
        (Some(one), Some(two)) => one.same_as(two),
        _ => Truth::Unknown,
    }
}
