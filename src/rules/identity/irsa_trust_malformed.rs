use super::DENIED;
use crate::field::{Field, watch};
use crate::finding::{Finding, FixClass, Link, Verdict};
use crate::model::{Role, TrustSubject, WEB_IDENTITY, is_of_names};
use crate::rule::{Check, Context, Rule};
use crate::value::{Text, Why};

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

fn check(subject: &TrustSubject, role: &Role, context: &Context<'_>) -> Verdict {
    if !is_operator(&subject.operator) {
        return unknown_operator(subject);
    }
    if let Some(action) = &subject.mistaken
        && is_cluster_key(subject)
    {
        return mistaken(action).chain(context.project.chain_through(Link::Subject, role)).fail();
    }
    let Some(value) = subject.value.known() else { return undecided(subject) };
    if subject.admits_some_account() {
        return if value.known().is_some() { Verdict::Pass } else { undecided(subject) };
    }
    let found = match value.known() {
        Some(text) => {
            let text = if subject.ignores_case() { text.to_ascii_lowercase() } else { text.into() };
            defect(&text, subject.takes_wildcards()).or_else(|| foreign(&text, subject))
        }
        // The holes may hold anything, but what stands before the first is certain.
        None => misspelt(value.prefix())
            .filter(|defect| defect.part.1 < value.prefix().len())
            .map(|defect| Defect { meant: None, ..defect }),
    };
    match found {
        Some(_) if context.project.breaks_before(Link::Subject, role) => Verdict::Pass,
        Some(defect) => {
            let chain = context.project.chain_through(Link::Subject, role);
            report(subject, &value.display(), &defect).chain(chain).fail()
        }
        None if is_cluster_key(subject) => Verdict::Inapplicable,
        // Another issuer's subjects look different, and which one issues is not known.
        None => {
            watch::note(
                &subject.value.anchor.path,
                Why::Elsewhere("the issuer of the tokens".into()),
            );
            Verdict::Undecided
        }
    }
}

/// The operators that compare text and ask for something.
///
/// Source: IAM user guide, "IAM JSON policy elements: Condition operators".
const OPERATORS: [&str; 3] = ["StringEquals", "StringEqualsIgnoreCase", "StringLike"];

/// Whether IAM knows an operator, with what may stand around it.
fn is_operator(written: &str) -> bool {
    let plain = written.rsplit_once(':').map_or(written, |(set, operator)| {
        if ["ForAnyValue", "ForAllValues"].contains(&set) { operator } else { written }
    });
    let plain = plain.strip_suffix("IfExists").unwrap_or(plain);
    OPERATORS.iter().any(|it| it.eq_ignore_ascii_case(plain))
}

fn unknown_operator(subject: &TrustSubject) -> Verdict {
    let written = &subject.operator;
    let near = |it: &&&str| strsim::osa_distance(it, written);
    let meant = OPERATORS.iter().min_by_key(near).filter(|it| near(it) <= 2);
    let finding = Finding::new(format!("IAM has no condition operator `{written}`"))
        .at(&subject.operator_anchor, "how the subject is compared")
        .note("IAM refuses the policy when it is applied: MalformedPolicyDocument");
    let help =
        meant.map_or("write StringEquals or StringLike".into(), |it| format!("write `{it}`"));
    finding.help(help).fail()
}

/// The action by which a user or a service assumes a role, where tokens of pods are meant.
fn mistaken(action: &Field<Text>) -> Finding {
    Finding::new(format!("`{}` takes no token of a pod", action.display()))
        .at(&action.anchor, "the identity provider is trusted with this")
        .note(DENIED)
        .help(format!("write `{WEB_IDENTITY}`"))
        .fix(
            FixClass::Unsafe,
            format!("write `{WEB_IDENTITY}`"),
            action.anchor.set_text(WEB_IDENTITY),
        )
}

fn undecided(subject: &TrustSubject) -> Verdict {
    if let Some(why) = subject.why() {
        watch::note(&subject.value.anchor.path, why);
    }
    Verdict::Undecided
}

fn report(subject: &TrustSubject, shown: &str, defect: &Defect) -> Finding {
    let Defect { part, label, meant } = defect;
    let finding = Finding::new(format!("no token has the subject `{shown}`"))
        .at(&subject.value.anchor, *label)
        .narrowed(subject.part(part.0, part.1));
    let operator = &subject.operator_anchor;
    let finding =
        if operator.is_written() { finding.and(operator, "how it is compared") } else { finding };
    let finding = finding.note(DENIED);
    let remedy = match (meant, subject.implied) {
        (Some(meant), _) => format!("write `{}`", subject.spelled(meant)),
        (None, "") => {
            "write `system:serviceaccount:NAMESPACE:NAME`, or use StringLike for patterns"
                .to_owned()
        }
        (None, _) => {
            let test = &operator.path;
            format!("write `NAMESPACE:NAME`; a pattern needs `StringLike` in `{test}`")
        }
    };
    let finding = finding.help(remedy.clone());
    match meant {
        Some(meant) => finding.fix(FixClass::Unsafe, remedy, subject.set(meant)),
        None => finding,
    }
}

/// A subject that is no service account's, where a cluster's tokens are certainly meant.
fn foreign(text: &str, subject: &TrustSubject) -> Option<Defect> {
    if text == "sts.amazonaws.com" {
        let label = "this is the audience; the subject is a service account";
        return Some(Defect { part: (0, text.len()), label, meant: None });
    }
    let pattern = subject.takes_wildcards() && text.contains(['*', '?']);
    if !is_cluster_key(subject) || text.starts_with(PREFIX) || pattern {
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
    !text.is_empty() && text.chars().all(is_of_names)
}

/// What is wrong with a subject that is fully known, if it is meant for a service account at all.
fn defect(text: &str, wild: bool) -> Option<Defect> {
    if let Some(defect) = misspelt(text) {
        return Some(defect);
    }
    let names = text.strip_prefix(PREFIX)?;
    if names.starts_with(PREFIX) {
        let part = (PREFIX.len(), 2 * PREFIX.len());
        return Some(Defect {
            part,
            label: "the prefix stands there twice",
            meant: Some(names.into()),
        });
    }
    let whole = (PREFIX.len(), text.len());
    let of = |part, label| Some(Defect { part, label, meant: None });
    if let Some(at) = text.find(char::is_whitespace) {
        let meant = text.split_whitespace().collect::<String>();
        return Some(Defect { part: (at, at + 1), label: "a space", meant: Some(meant) });
    }
    if let Some(at) = text.find(['*', '?']).filter(|_| !wild) {
        return of((at, at + 1), "only StringLike takes this as a wildcard");
    }
    match names.matches(':').count() {
        _ if wild && names.contains('*') => {}
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
