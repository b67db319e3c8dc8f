use crate::finding::{Finding, FixClass, Verdict};
use crate::model::{Role, TrustSubject};
use crate::rule::{Check, Context, Rule};

pub(crate) const RULE: Rule = Rule::new(
    include_str!("../../../rules/identity/irsa-subject-unknown.md"),
    Check::TrustSubject(check),
);

fn check(subject: &TrustSubject, role: &Role, context: &Context<'_>) -> Verdict {
    let Some(written) = subject.value.known().and_then(crate::value::Text::known) else {
        return if subject.value.why().is_some() { Verdict::Undecided } else { Verdict::Pass };
    };
    let accounts = context.project.accounts_of(role);
    let mistyped = accounts.into_iter().find(|account| {
        let meant = context.project.mistyped(account, role);
        meant.is_some_and(|meant| std::ptr::eq(meant, subject))
    });
    let Some(account) = mistyped else { return Verdict::Pass };
    let Some(meant) = account.token_subject().and_then(|it| it.known()) else {
        return Verdict::Undecided;
    };
    let (start, end) = difference(&written, &meant);
    let (_, names) = meant.split_at("system:serviceaccount:".len());
    let (first, last) = difference(&meant, &written);
    let part = &meant[first..last];
    Finding::new(format!(
        "the trust policy names no service account: `{names}` is declared and near"
    ))
    .at(&subject.value.anchor, format!("did you mean `{part}`?"))
    .narrowed(subject.value.anchor.part(start, end))
    .and(&account.name.anchor, "the account with the near name")
    .and(&account.role_arn.anchor, "it asks for this role")
    .note("every AWS call of its pods fails: AccessDenied on sts:AssumeRoleWithWebIdentity")
    .help(format!("trust `{meant}`"))
    .fix(
        FixClass::Unsafe,
        format!("trust `{meant}`"),
        subject.value.anchor.set_text(meant.as_str()),
    )
    .fail()
}

/// The namespace or name in which two subjects differ, as bytes of the first.
fn difference(written: &str, meant: &str) -> (usize, usize) {
    let mut start = 0;
    let mut other = meant.split(':');
    for part in written.split(':') {
        if other.next() != Some(part) {
            return (start, start + part.len());
        }
        start += part.len() + 1;
    }
    (0, written.len())
}
