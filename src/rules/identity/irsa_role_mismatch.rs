use super::{DENIED, POD_IDENTITY};
use crate::field::watch;
use crate::finding::{Finding, Link, Verdict};
use crate::model::{Role, ServiceAccount, account_of};
use crate::project::{Join, first_broken};
use crate::rule::{Check, Context, Rule};
use crate::value::{Text, Truth, Why};

pub(crate) const RULE: Rule = Rule::new(
    include_str!("../../../rules/identity/irsa-role-mismatch.md"),
    Check::ServiceAccount(check),
);

fn check(account: &ServiceAccount, context: &Context<'_>) -> Verdict {
    if let Some(role) = context.project.role_meant_by(account) {
        return Verdict::Fail(Box::new(of_a_foreign_account(account, role)));
    }
    let join = context.project.roles_of(account);
    let roles: Vec<&Role> =
        join.candidates().iter().copied().filter(|role| role.trusts_tokens()).collect();
    if roles.is_empty() {
        return without_subject(account, &join, context);
    }
    let Some(subject) = account.token_subject() else { return Verdict::Undecided };
    let chain = context.project.chain_of(account);
    if first_broken(&chain).is_some_and(|hop| hop.link < Link::Subject) {
        return Verdict::Pass;
    }
    let denied = |role: &&Role| {
        let typo = context.project.mistyped(account, role).is_some()
            || is_misspelt(role, account)
            || role.subjects.iter().any(|it| it.mistaken.is_some());
        !role.admits(&subject) & Truth::from(!typo)
    };
    Truth::all(roles.iter().map(denied)).then(|| {
        let called = account.called();
        let message = format!("service account `{called}` asks for a role that does not trust it");
        let finding = Finding::new(message).at(&account.role_arn.anchor, "asks for this role");
        roles
            .iter()
            .fold(finding, |finding, role| label(finding, role))
            .note(DENIED)
            .chain(chain)
            .help(format!(
                "trust `{}` in the role, or name the role meant for it",
                subject.display()
            ))
    })
}

/// The annotation names an AWS account that is none of the user's, while a role of that name, which
/// trusts the service account, is declared here.
fn of_a_foreign_account(account: &ServiceAccount, role: &Role) -> Finding {
    let called = account.called();
    let arn = account.role_arn.display();
    let owner = account_of(&arn).unwrap_or(&arn);
    let message =
        format!("service account `{called}` asks for a role in account {owner}, none of yours");
    label(Finding::new(message).at(&account.role_arn.anchor, "asks for this role"), role)
        .note(
            "its pods ask the other account, where no such role trusts them: every AWS call fails",
        )
        .help(format!(
            "name the AWS account of `{}` in the ARN, or add {owner} to `accounts` in ekslint.toml",
            role.object.address()
        ))
}

/// The verdict where no role is seen whose trust policy names service accounts: each takes no tokens
/// at all, or what it takes is not known.
fn without_subject(
    account: &ServiceAccount,
    join: &Join<'_, Role>,
    context: &Context<'_>,
) -> Verdict {
    let roles = join.candidates();
    let takes = Truth::any(roles.iter().map(|role| role.takes_tokens()));
    // With an association too, the annotation is what is left over, and has a rule of its own.
    let associated = context.project.may_be_associated(account);
    if let [role, ..] = roles
        && !takes.may()
        && !associated
    {
        return of_a_role_without_tokens(account, role).fail();
    }
    let unread = join.candidates().iter().any(|role| role.more_subjects);
    let why = match join {
        Join::Unknown(why) => why.clone(),
        _ if unread => Why::NotEvaluated("the trust policy of the role"),
        _ => return Verdict::Inapplicable,
    };
    watch::note(&account.role_arn.anchor.path, why);
    Verdict::Undecided
}

/// The role is for something else than pods with tokens.
fn of_a_role_without_tokens(account: &ServiceAccount, role: &Role) -> Finding {
    let called = account.called();
    let message =
        format!("service account `{called}` asks for a role that trusts no pods by token");
    let finding = Finding::new(message).at(&account.role_arn.anchor, "asks for this role");
    let services: Vec<_> = role.trust.statements.iter().flat_map(|it| it.services.seen()).collect();
    let by_agent = services.iter().any(|it| it.holds(|it| it.equals(POD_IDENTITY)).must());
    let finding = services.iter().take(3).fold(finding, |finding, service| {
        finding.and(&service.anchor, format!("the role trusts `{}`", service.display()))
    });
    let remedy = if by_agent {
        "the role is made for EKS Pod Identity: associate it with the account and remove the annotation"
    } else {
        "trust the cluster's identity provider in the role, or name the role meant for the account"
    };
    finding.note(DENIED).help(remedy)
}

/// Whether a role trusts an account of this name, in words that no token has: that is the first
/// mistake to mend, and has a rule of its own.
fn is_misspelt(role: &Role, account: &ServiceAccount) -> bool {
    let Some(name) = account.name.known().and_then(Text::known) else { return false };
    let mut subjects = role.subjects.iter();
    subjects.any(|it| !it.admits_some_account() && it.value.display().contains(name.as_str()))
}

/// Labels what a role does trust.
fn label(finding: Finding, role: &Role) -> Finding {
    role.subjects.iter().take(3).fold(finding, |finding, subject| {
        let trusted = subject.value.display();
        finding.and(&subject.value.anchor, format!("the role trusts `{trusted}`"))
    })
}
