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
        None => misspelt(value.prefix())
            .filter(|defect| defect.part.1 < value.prefix().len())
            .map(|defect| Defect { meant: None, ..defect }),
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
    if !is_cluster_key(subject) || text.starts_with(PREFIX) || (wild && text.contains(['*', '?'])) {
        return None;
    }
    let pair = text.split_once(':').is_some_and(|(one, two)| is_label(one) && is_label(two));
    // A key that is only partly known may be another provider's, whose subjects look different.
    if !pair && subject.key.known().is_none() {
        return None;
    }
    let meant = pair.then(|| format!("{PREFIX}{text}"));
    Some(Defect { part: (0, text.len()), label: "`system:serviceaccount:` is missing", meant })
}

/// Whether a key compares tokens that a cluster issued: by its text, or by what its text comes from,
/// such as `${module.eks.oidc_provider}:sub`.
fn is_cluster_key(subject: &TrustSubject) -> bool {
    match subject.key.known() {
        Some(key) => key.starts_with("oidc"),
        None => subject.key.display().contains("eks"),
    }
}

/// Whether a text can be the name of a namespace or a service account.
fn is_label(text: &str) -> bool {
    let plain = |it: char| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '-' || it == '.';
    !text.is_empty() && text.chars().all(plain)
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
    if let [first, _, ..] = parts.as_slice()
        && strsim::osa_distance(&first.to_lowercase(), "serviceaccount") <= 2
    {
        let names = &text[first.len() + 1..];
        let meant = Some(format!("{PREFIX}{names}"));
        return Some(Defect { part: (0, first.len()), label: "`system:` is missing", meant });
    }
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
        _ => None,
    }
}
