use super::DENIED;
use crate::field::watch;
use crate::finding::{Finding, FixClass, Link, Verdict};
use crate::model::{Role, ServiceAccount, TrustSubject};
use crate::rule::{Check, Context, Rule};
use crate::value::{Text, Truth};

pub(crate) const RULE: Rule = Rule::new(
    include_str!("../../../rules/identity/irsa-subject-unknown.md"),
    Check::TrustSubject(check),
);

fn check(subject: &TrustSubject, role: &Role, context: &Context<'_>) -> Verdict {
    let Some(written) = subject.value.known().and_then(Text::known) else {
        if let Some(why) = subject.why() {
            watch::note(&subject.value.anchor.path, why);
        }
        return Verdict::Undecided;
    };
    let accounts = context.project.accounts_of(role);
    let compared = !accounts.is_empty();
    let mistyped = accounts.into_iter().find(|account| {
        let meant = context.project.mistyped(account, role);
        meant.is_some_and(|meant| std::ptr::eq(meant, subject))
    });
    // What no account can have as its subject is malformed, which is told by itself.
    let told =
        || !subject.admits_some_account() || context.project.breaks_before(Link::Subject, role);
    if mistyped.is_some() && told() {
        return Verdict::Pass;
    }
    let Some(account) = mistyped else {
        return match absent(subject, role, &written, context) {
            Verdict::Inapplicable if compared => Verdict::Pass,
            verdict => verdict,
        };
    };
    let Some(meant) = account.token_subject().and_then(|it| it.known()) else {
        return Verdict::Undecided;
    };
    let chain = context.project.chain_to(account, Some(role));
    misspelt(subject, account, (&written, &meant)).chain(chain).fail()
}

/// Tells a subject from the one that was meant.
fn misspelt(
    subject: &TrustSubject,
    account: &ServiceAccount,
    (written, meant): (&str, &str),
) -> Finding {
    let (start, end) = difference(written, meant);
    let (_, names) = meant.split_at("system:serviceaccount:".len());
    let (first, last) = difference(meant, written);
    let part = &meant[first..last];
    Finding::new(format!(
        "the trust policy names no service account: `{names}` is declared and near"
    ))
    .at(&subject.value.anchor, format!("did you mean `{part}`?"))
    .narrowed(subject.part(start, end))
    .and(&account.name.anchor, "the account with the near name")
    .and(&account.role_arn.anchor, "it asks for this role")
    .note(DENIED)
    .help(format!("trust `{}`", subject.spelled(meant)))
    .fix(FixClass::Unsafe, format!("trust `{}`", subject.spelled(meant)), subject.set(meant))
}

/// The verdict on a subject that no account was meant by: wrong where the files hold all accounts,
/// nothing to compare with where they do not.
fn absent(subject: &TrustSubject, role: &Role, written: &str, context: &Context<'_>) -> Verdict {
    let names = written.strip_prefix("system:serviceaccount:").and_then(|it| it.split_once(':'));
    let Some((namespace, name)) = names else { return Verdict::Inapplicable };
    let pattern = subject.takes_wildcards() && written.contains(['*', '?']);
    // Every namespace has an account `default`, and add-ons of EKS make theirs in `kube-system`.
    if pattern || namespace == "kube-system" || name == "default" {
        return Verdict::Inapplicable;
    }
    let Some(accounts) = context.project.all_accounts(&role.object) else {
        return Verdict::Inapplicable;
    };
    let declared = accounts.iter().filter_map(|account| account.token_subject());
    let absent = !Truth::any(declared.map(|declared| declared.equals(written)));
    absent.then(|| {
        let (name, place) = (format!("`{namespace}/{name}`"), &subject.value.anchor);
        Finding::new(format!(
            "the trust policy names service account {name}, which nobody declares"
        ))
        .at(place, "no such service account")
        .note("ekslint.toml says that these files hold every ServiceAccount")
        .help("declare the account, or name the one that the role is for")
    })
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
