use crate::finding::{Finding, FixClass, Verdict};
use crate::model::{Role, TrustSubject};
use crate::rule::{Check, Context, Rule};

pub(crate) const RULE: Rule = Rule::new(
    include_str!("../../../rules/identity/irsa-trust-malformed.md"),
    Check::TrustSubject(check),
);

const PREFIX: &str = "system:serviceaccount:";

/// What is wrong with a subject: which bytes, and why.
struct Defect {
    part: (usize, usize),
    label: &'static str,
    meant: Option<String>,
}

fn check(subject: &TrustSubject, _: &Role, _: &Context<'_>) -> Verdict {
    let Some(value) = subject.value.known() else { return Verdict::Undecided };
    let wild = subject.takes_wildcards();
    let defect = match value.known() {
        Some(text) => defect(&text, wild).or_else(|| foreign(&text, wild, subject)),
        // The holes may hold anything, but what stands before the first is certain.
        None => misspelt(value.prefix()).filter(|defect| defect.part.1 < value.prefix().len()),
    };
    let Some(Defect { part, label, meant }) = defect else { return Verdict::Pass };
    let shown = value.display();
    let finding = Finding::new(format!("no token has the subject `{shown}`"))
        .at(&subject.value.anchor, label)
        .narrowed(subject.value.anchor.part(part.0, part.1))
        .and(&subject.operator_anchor, "how it is compared")
        .note("every AWS call of the pods fails: AccessDenied on sts:AssumeRoleWithWebIdentity");
    match meant {
        Some(meant) => finding
            .help(format!("write `{meant}`"))
            .fix(FixClass::Unsafe, format!("write `{meant}`"), subject.value.anchor.set_text(meant))
            .fail(),
        None => finding
            .help("write `system:serviceaccount:NAMESPACE:NAME`, or use StringLike for patterns")
            .fail(),
    }
}

/// A subject that is no service account's, where a cluster's tokens are certainly meant.
fn foreign(text: &str, wild: bool, subject: &TrustSubject) -> Option<Defect> {
    if text == "sts.amazonaws.com" {
        let label = "this is the audience; the subject is a service account";
        return Some(Defect { part: (0, text.len()), label, meant: None });
    }
    let cluster = subject.key.known().is_some_and(|key| key.starts_with("oidc"));
    if !cluster || text.starts_with(PREFIX) || (wild && text.contains(['*', '?'])) {
        return None;
    }
    let pair = text.split(':').count() == 2 && !text.contains(char::is_whitespace);
    let meant = pair.then(|| format!("{PREFIX}{text}"));
    Some(Defect { part: (0, text.len()), label: "`system:serviceaccount:` is missing", meant })
}

/// What is wrong with a subject that is fully known, if it is meant for a service account at all.
fn defect(text: &str, wild: bool) -> Option<Defect> {
    if wild && text.starts_with('*') {
        return None;
    }
    if let Some(defect) = misspelt(text) {
        return Some(defect);
    }
    let names = text.strip_prefix(PREFIX)?;
    let whole = (PREFIX.len(), text.len());
    let of = |part, label| Some(Defect { part, label, meant: None });
    if let Some(at) = text.find(char::is_whitespace) {
        let meant = text.split_whitespace().collect::<String>();
        return Some(Defect { part: (at, at + 1), label: "a space", meant: Some(meant) });
    }
    if let Some(at) = text.find(['*', '?']).filter(|_| !wild) {
        return of((at, at + 1), "only StringLike takes this as a wildcard");
    }
    if wild && names.contains('*') {
        return None;
    }
    match names.matches(':').count() {
        0 => return of(whole, "the namespace or the name is missing"),
        1 => {}
        _ => return of(whole, "more than a namespace and a name"),
    }
    if names.starts_with(':') || names.ends_with(':') {
        return of(whole, "the namespace or the name is missing");
    }
    let upper = names.find(|it: char| it.is_ascii_uppercase() || it == '_')?;
    of((PREFIX.len() + upper, PREFIX.len() + upper + 1), "no Kubernetes name has this character")
}

/// A prefix that is nearly `system:serviceaccount:`.
fn misspelt(text: &str) -> Option<Defect> {
    if text.starts_with(PREFIX) {
        return None;
    }
    let trimmed = text.trim_start();
    if trimmed.len() < text.len() && trimmed.starts_with(PREFIX) {
        let part = (0, text.len() - trimmed.len());
        return Some(Defect { part, label: "a space", meant: Some(trimmed.to_owned()) });
    }
    let parts: Vec<&str> = text.splitn(3, ':').collect();
    match parts.as_slice() {
        [system, account, rest] => {
            let written = format!("{system}:{account}:");
            let near = strsim::osa_distance(&written.to_lowercase(), PREFIX) <= 3;
            let meant = near.then(|| format!("{PREFIX}{rest}"));
            meant.map(|meant| Defect {
                part: (0, written.len() - 1),
                label: "not `system:serviceaccount`",
                meant: Some(meant),
            })
        }
        [first, _] if strsim::osa_distance(&first.to_lowercase(), "serviceaccount") <= 2 => {
            Some(Defect {
                part: (0, text.len()),
                label: "`system:` is missing",
                meant: Some(format!("system:{text}")),
            })
        }
        _ => None,
    }
}
