//! What a statement of a trust policy says of tokens of pods.

use super::admission::Comparison;
use super::policy::{Condition, Statement};
use super::provider::{Issuer, is_eks_issuer};
use crate::field::Field;
use crate::source::Place;
use crate::value::{Segment, Text, Truth, Value};

/// The action with which a pod's token is exchanged.
pub const WEB_IDENTITY: &str = "sts:AssumeRoleWithWebIdentity";

impl Statement {
    /// Whether it allows an action; actions are compared without regard to case, and `*` and `?`
    /// are wildcards.
    pub fn allows(&self, action: &str) -> Truth {
        let actions = Comparison { wildcards: true, ignores_case: true };
        let Some(name) = Value::string(action, self.body.origin.clone()).text() else {
            return Truth::Unknown;
        };
        let allowed = self.actions.any(|it| it.holds(|it| actions.admits(it, &name)));
        let written = if self.body.get("NotAction").is_some() { Truth::Unknown } else { allowed };
        self.effect.is(|effect| effect == "Allow") & written
    }

    /// Whether it allows tokens to be exchanged, whoever issued them.
    ///
    /// A statement without an effect is taken for one that allows.
    pub fn exchanges_tokens(&self) -> Truth {
        let allows = self.allows(WEB_IDENTITY);
        if self.effect.is_unwritten() { allows | Truth::Unknown } else { allows }
    }

    /// The action that stands where that of tokens is meant: an identity provider is trusted with
    /// `sts:AssumeRole`, by which no token is exchanged.
    pub fn mistaken_action(&self) -> Option<&Field<Text>> {
        let mistaken = !self.exchanges_tokens() & self.allows("sts:AssumeRole");
        let [only] = self.actions.whole()? else { return None };
        (mistaken.must() && !self.federated.whole()?.is_empty()).then_some(only)
    }

    /// Whether it lets the pods of an EKS cluster in, and nobody else's tokens.
    pub fn is_for_pods(&self) -> Truth {
        let by_key = self.conditions.iter().any(Condition::is_of_cluster);
        let by_provider = match self.issuer() {
            Some(Issuer::Known(url)) => Truth::from(is_eks_issuer(&url)),
            Some(Issuer::OfCluster(_)) => Truth::True,
            Some(Issuer::OfProvider(_)) | None if by_key => Truth::True,
            Some(Issuer::OfProvider(_)) | None => Truth::Unknown,
        };
        self.allows(WEB_IDENTITY) & by_provider
    }

    /// The identity provider that it trusts, if it names exactly one.
    pub fn provider(&self) -> Option<&Field<Text>> {
        match self.federated.whole()? {
            [only] => Some(only),
            _ => None,
        }
    }

    /// Who issues the tokens that it admits, by the provider it names.
    pub fn issuer(&self) -> Option<Issuer> {
        Issuer::of(self.provider()?.known()?)
    }

    /// The conditions on a claim, such as `:sub`, that ask for something.
    pub fn on_claim<'a>(&'a self, claim: &'a str) -> impl Iterator<Item = &'a Condition> + 'a {
        self.conditions
            .iter()
            .filter(move |it| it.asks_for_text() && it.key.ends_with(claim).must())
    }
}

impl Condition {
    /// Whether it compares text, and not the other way round.
    pub fn asks_for_text(&self) -> bool {
        self.operator.contains("String") && !self.operator.contains("Not")
    }

    /// Whether a claim of a token satisfies it.
    pub fn admits(&self, claim: &str) -> Truth {
        let comparison = Comparison {
            wildcards: self.operator.contains("Like"),
            ignores_case: self.operator.contains("IgnoreCase"),
        };
        let Some(claim) = Value::string(claim, self.operator_anchor.origin.clone()).text() else {
            return Truth::Unknown;
        };
        self.values.any(|value| value.holds(|value| comparison.admits(value, &claim)))
    }

    /// Where its key stands.
    pub fn key_place(&self) -> Place {
        let first = self.key.segments().first();
        first.map_or(self.operator_anchor.place(), |segment| match segment {
            Segment::Literal { origin, .. } => origin.span.into(),
            Segment::Hole(value) => value.origin.span.into(),
        })
    }

    /// Whether its key is a claim of tokens that a cluster issued, by what is known of the key: the
    /// host stands first, so the rest of it may be unknown.
    fn is_of_cluster(&self) -> bool {
        self.key.known().map_or_else(|| is_eks_issuer(self.key.prefix()), |key| is_eks_issuer(&key))
    }

    /// Who issues the tokens whose claim it compares.
    pub fn issuer(&self) -> Option<Issuer> {
        Issuer::of(&self.key.before_last_colon()?)
    }
}
