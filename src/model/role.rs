//! IAM roles, and which service accounts may assume them.

use smol_str::SmolStr;

use super::admission::Comparison;
use super::policy::{Condition, Policy, Statement};
use crate::field::{Field, Object};
use crate::source::Place;
use crate::syntax::edit::Edit;
use crate::value::{Text, Truth, Why};

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
    /// Why they are not seen; none where a statement simply names no subject.
    pub unseen: Option<Why>,
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
    /// What the tool writes in front of what is written: the module for IRSA takes
    /// `NAMESPACE:NAME`; empty elsewhere.
    pub implied: &'static str,
    /// Whether its statement allows tokens of pods to be exchanged at all.
    pub exchange: Truth,
    /// The action that stands where that of tokens is meant: `sts:AssumeRole` takes none.
    pub mistaken: Option<Field<Text>>,
}

impl Role {
    /// A role with the subjects of its trust policy.
    pub fn new(object: Object, name: Field<Text>, path: Field<Text>, trust: Policy) -> Self {
        let subjects = trust.statements.iter().flat_map(|it| subjects_of(it, &object)).collect();
        let more_subjects = !trust.rest.is_closed() || trust.statements.iter().any(is_open);
        let unseen = trust.rest.why().cloned();
        let unseen = unseen.or_else(|| trust.statements.iter().find_map(unseen_in));
        Self { object, name, path, trust, subjects, more_subjects, unseen }
    }

    /// Whether a pod with this token subject may assume the role.
    ///
    /// True and unknown are not told apart from each other where a condition is only partly known;
    /// false is certain: no statement can admit the subject.
    pub fn admits(&self, subject: &Text) -> Truth {
        let admitted = Truth::any(self.subjects.iter().map(|it| it.admits(subject)));
        if self.more_subjects { admitted | Truth::Unknown } else { admitted }
    }

    /// Whether it can be a role of this AWS account.
    ///
    /// The identity provider that a role trusts is in the role's own account.
    pub fn may_be_in(&self, account: &str) -> bool {
        let providers = self.trust.statements.iter().flat_map(|it| it.federated.seen());
        let arns = providers.filter_map(|it| it.known().and_then(Text::known));
        let mut accounts = arns.filter_map(|arn| account_of(&arn).map(str::to_owned)).peekable();
        accounts.peek().is_none() || accounts.any(|it| it == account)
    }

    /// Whether it trusts pods of any cluster at all.
    pub fn trusts_tokens(&self) -> bool {
        !self.subjects.is_empty()
    }

    /// Whether it takes tokens of anybody, of a cluster or of something else that issues them.
    pub fn takes_tokens(&self) -> Truth {
        let rest = Truth::from(self.trust.rest.is_closed());
        let exchange = self.trust.statements.iter().map(Statement::exchanges_tokens);
        Truth::any(exchange) | (!rest & Truth::Unknown)
    }
}

/// The account in an ARN, if it holds one: twelve digits.
pub(crate) fn account_of(arn: &str) -> Option<&str> {
    let account = arn.split(':').nth(4)?;
    (account.len() == 12 && account.bytes().all(|it| it.is_ascii_digit())).then_some(account)
}

impl TrustSubject {
    /// Whether the operator takes `*` and `?` as wildcards.
    pub fn takes_wildcards(&self) -> bool {
        self.operator.contains("StringLike") || self.operator.contains("ArnLike")
    }

    /// Whether the operator takes upper and lower case for the same.
    pub fn ignores_case(&self) -> bool {
        self.operator.contains("IgnoreCase")
    }

    /// Whether a token subject satisfies this value.
    pub fn admits(&self, subject: &Text) -> Truth {
        self.exchange & self.value.holds(|value| self.comparison().admits(value, subject))
    }

    /// Whether some service account may satisfy this value.
    pub fn admits_some_account(&self) -> bool {
        self.value.known().is_none_or(|value| self.comparison().admits_some_account(value))
    }

    /// Why the value is not wholly known, if it is not.
    pub fn why(&self) -> Option<Why> {
        self.value.why().or_else(|| self.value.known().and_then(Text::why))
    }

    fn comparison(&self) -> Comparison {
        Comparison { wildcards: self.takes_wildcards(), ignores_case: self.ignores_case() }
    }

    /// The place of bytes `start..end` of the subject, as far as they are written.
    pub fn part(&self, start: usize, end: usize) -> Place {
        let written = |at: usize| at.saturating_sub(self.implied.len());
        self.value.anchor.part(written(start), written(end))
    }

    /// How a subject would be written here.
    pub fn spelled<'a>(&self, subject: &'a str) -> &'a str {
        subject.strip_prefix(self.implied).unwrap_or(subject)
    }

    /// The edit that makes the value this subject.
    pub fn set(&self, subject: &str) -> Edit {
        self.value.anchor.set_text(self.spelled(subject))
    }
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
            implied: "",
            exchange: statement.exchanges_tokens(),
            mistaken: statement.mistaken_action().cloned(),
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
    eks && compares_subject(condition)
}

/// Whether a condition admits only subjects that it names, whoever issued the token.
fn compares_subject(condition: &Condition) -> bool {
    let compares = condition.operator.contains("String") && !condition.operator.contains("Not");
    compares && condition.key.ends_with(":sub").must()
}

/// Whether a statement may admit subjects that are not seen: by web identity, with no condition on
/// the subject, or with one that is not wholly known.
fn is_open(statement: &Statement) -> bool {
    if !statement.exchanges_tokens().may() {
        return false;
    }
    let mut subjects =
        statement.conditions.iter().filter(|condition| compares_subject(condition)).peekable();
    let unconditioned = subjects.peek().is_none();
    let open = subjects.any(|condition| condition.values.whole().is_none());
    unconditioned || open || statement.more_conditions.is_some()
}

/// Why a statement may admit subjects that are not seen, where that hangs on what is not known.
fn unseen_in(statement: &Statement) -> Option<Why> {
    if !is_open(statement) {
        return None;
    }
    let mut subjects = statement.conditions.iter().filter(|it| compares_subject(it));
    let values = subjects.find_map(|condition| condition.values.why());
    values.or_else(|| statement.more_conditions.clone()).or_else(|| statement.actions.why())
}
