use crate::finding::{Finding, Verdict};
use crate::model::{Role, ServiceAccount};
use crate::rule::{Check, Context, Rule};
use crate::value::Truth;

pub(crate) const RULE: Rule = Rule::new(
    include_str!("../../../rules/identity/irsa-role-mismatch.md"),
    Check::ServiceAccount(check),
);

fn check(account: &ServiceAccount, context: &Context<'_>) -> Verdict {
    let join = context.project.roles_of(account);
    let roles: Vec<&Role> =
        join.candidates().iter().copied().filter(|role| role.trusts_tokens()).collect();
    let Some(subject) = account.token_subject().filter(|_| !roles.is_empty()) else {
        return Verdict::Pass;
    };
    let denied = |role: &&Role| {
        let typo = context.project.mistyped(account, role).is_some();
        !role.admits(&subject) & Truth::from(!typo)
    };
    Truth::all(roles.iter().map(denied)).then(|| {
        let called = account.called();
        let message = format!("service account `{called}` asks for a role that does not trust it");
        let finding = Finding::new(message).at(&account.role_arn.anchor, "asks for this role");
        roles
            .iter()
            .fold(finding, |finding, role| label(finding, role))
            .note("every AWS call of its pods fails: AccessDenied on sts:AssumeRoleWithWebIdentity")
            .help(format!(
                "trust `{}` in the role, or name the role meant for it",
                subject.display()
            ))
    })
}

/// Labels what a role does trust.
fn label(finding: Finding, role: &Role) -> Finding {
    role.subjects.iter().take(3).fold(finding, |finding, subject| {
        let trusted = subject.value.display();
        finding.and(&subject.value.anchor, format!("the role trusts `{trusted}`"))
    })
}
