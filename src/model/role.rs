//! IAM roles, and which service accounts may assume them.

use smol_str::SmolStr;

use super::policy::{Condition, Policy, Statement};
use crate::field::{Field, Object};
use crate::value::{Text, Truth};

/// An IAM role, as a resource or a module declares it.
#[derive(Clone, Debug)]
pub struct Role {
    /// Its settings.
    pub object: Object,
    /// The name.
    pub name: Field<Text>,
    /// The path, such as `/`.
    pub path: Field<Text>,
    /// Who may assume it.
    pub trust: Policy,
    /// The subjects that its trust policy compares with.
    pub subjects: Vec<TrustSubject>,
    /// Whether other subjects may be admitted than those that are seen.
    pub more_subjects: bool,
}

/// One value that a trust policy compares the subject of a token with.
#[derive(Clone, Debug)]
pub struct TrustSubject {
    /// The role, by its address.
    pub object: Object,
    /// The operator: `StringEquals`, `StringLike`, with or without a set prefix.
    pub operator: SmolStr,
    /// The operator's place.
    pub operator_anchor: crate::field::Anchor,
    /// The key, of which usually only `:sub` is known.
    pub key: Text,
    /// What the subject is compared with.
    pub value: Field<Text>,
}

/// The action with which a pod's token is exchanged.
const WEB_IDENTITY: &str = "sts:AssumeRoleWithWebIdentity";

impl Role {
    /// A role with the subjects of its trust policy.
    pub fn new(object: Object, name: Field<Text>, path: Field<Text>, trust: Policy) -> Self {
        let subjects = trust.statements.iter().flat_map(|it| subjects_of(it, &object)).collect();
        let more_subjects = !trust.rest.is_closed() || trust.statements.iter().any(is_open);
        Self { object, name, path, trust, subjects, more_subjects }
    }

    /// Whether a pod with this token subject may assume the role.
    ///
    /// True and unknown are not told apart from each other where a condition is only partly known;
    /// false is certain: no statement can admit the subject.
    pub fn admits(&self, subject: &Text) -> Truth {
        let admitted = Truth::any(self.subjects.iter().map(|it| it.admits(subject)));
        if self.more_subjects { admitted | Truth::Unknown } else { admitted }
    }

    /// Whether it trusts pods of any cluster at all.
    pub fn trusts_tokens(&self) -> bool {
        !self.subjects.is_empty()
    }
}

impl TrustSubject {
    /// Whether the operator takes `*` and `?` as wildcards.
    pub fn takes_wildcards(&self) -> bool {
        self.operator.contains("StringLike") || self.operator.contains("ArnLike")
    }

    /// Whether a token subject satisfies this value.
    pub fn admits(&self, subject: &Text) -> Truth {
        self.value.holds(|value| match value.known() {
            Some(pattern) if self.takes_wildcards() && pattern.contains(['*', '?']) => {
                like(&pattern, subject)
            }
            _ => value.same_as(subject),
        })
    }
}

/// Whether a text matches a pattern of IAM's `StringLike`.
fn like(pattern: &str, subject: &Text) -> Truth {
    let escaped = regex::escape(pattern).replace(r"\*", "(?s:.*)").replace(r"\?", "(?s:.)");
    let Ok(regex) = regex::Regex::new(&format!("^{escaped}$")) else { return Truth::Unknown };
    if let Some(subject) = subject.known() {
        return regex.is_match(&subject).into();
    }
    let fixed = pattern.split(['*', '?']).next().unwrap_or("");
    let known = subject.prefix();
    let possible = known.starts_with(fixed) || fixed.starts_with(known);
    if possible { Truth::Unknown } else { Truth::False }
}

/// The subjects that a statement admits.
fn subjects_of(statement: &Statement, object: &Object) -> Vec<TrustSubject> {
    let denies = statement.effect.is(|effect| effect == "Deny");
    if denies.may() && !statement.effect.is_unwritten() {
        return Vec::new();
    }
    let conditions = statement.conditions.iter().filter(|condition| is_subject(condition));
    let one = |condition: &Condition| {
        let each = condition.values.seen().map(|value| TrustSubject {
            object: object.clone(),
            operator: condition.operator.clone(),
            operator_anchor: condition.operator_anchor.clone(),
            key: condition.key.clone(),
            value: value.clone(),
        });
        each.collect::<Vec<_>>()
    };
    conditions.flat_map(one).collect()
}

/// Whether a condition compares the subject of a token that an EKS cluster issued.
///
/// GitHub, GitLab and others federate through the same kind of key: theirs are not meant.
fn is_subject(condition: &Condition) -> bool {
    let known = condition.key.known();
    let eks = known
        .as_ref()
        .is_none_or(|key| key.starts_with("oidc.eks.") || key.starts_with("oidc-eks."));
    let compares = condition.operator.contains("String") && !condition.operator.contains("Not");
    compares && eks && condition.key.ends_with(":sub").must()
}

/// Whether a statement may admit subjects that are not seen: by web identity, with no condition on
/// the subject, or with one that is not wholly known.
fn is_open(statement: &Statement) -> bool {
    let web = statement.actions.any(|action| {
        action.holds(|text| {
            text.equals(WEB_IDENTITY)
                | text.equals("sts:*")
                | text.equals("*")
                | text.equals("sts:AssumeRoleWith*")
        })
    });
    if !web.may() {
        return false;
    }
    let mut subjects =
        statement.conditions.iter().filter(|condition| is_subject(condition)).peekable();
    let unconditioned = subjects.peek().is_none();
    let open = subjects.any(|condition| condition.values.whole().is_none());
    unconditioned || open || statement.more_conditions
}
