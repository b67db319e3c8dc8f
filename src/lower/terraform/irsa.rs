//! The trust policy that the module for IRSA writes, as a statement.

use super::identity::only;
use crate::field::{Anchor, Field, Found, Listing, Located, State};
use crate::model::{AUDIENCE, Condition, Statement, TrustSubject};
use crate::value::{Origin, Segment, Text, Value, Why};

/// The statement for one entry of `oidc_providers`.
///
/// Source: terraform-aws-modules/iam, `modules/iam-role-for-service-accounts-eks/main.tf`: the keys
/// of the conditions are made of the provider's ARN.
pub(super) fn statement(entry: &Value, subjects: Vec<TrustSubject>) -> Statement {
    let given = entry.get("provider_arn").cloned();
    let unknown = || Value::unknown(Why::NotEvaluated("the provider"), entry.origin.clone());
    let provider = given.unwrap_or_else(unknown);
    let anchor = Anchor::at(provider.origin.clone(), "provider_arn");
    let literal = |text: &str| Text::of(&Value::string(text, entry.origin.clone()));
    let listing = |text: Option<Text>| match text {
        Some(text) => only(text, &anchor),
        None => Listing::new(Located::one(Found::Unknown(provider.why()), anchor.clone()), &[]),
    };
    let key = |end: &str| key(&provider, end, &entry.origin);
    let mut conditions: Vec<Condition> =
        subjects.into_iter().map(|it| of_subject(it, key(":sub"))).collect();
    conditions.push(Condition {
        operator: "StringEquals".into(),
        operator_anchor: anchor.clone(),
        key: key(":aud"),
        values: listing(literal(AUDIENCE)),
    });
    Statement {
        body: entry.clone(),
        effect: Field { state: State::Written("Allow".into()), anchor: anchor.clone() },
        actions: listing(literal("sts:AssumeRoleWithWebIdentity")),
        federated: listing(provider.text()),
        services: Listing::new(Located::one(Found::Absent, anchor.clone()), &[]),
        conditions,
        more_conditions: Some(Why::NotEvaluated("the module's other conditions")),
    }
}

fn of_subject(subject: TrustSubject, key: Text) -> Condition {
    let anchor = subject.value.anchor.clone();
    let items =
        crate::field::Items { items: vec![subject.value], rest: crate::value::Rest::Closed };
    Condition {
        operator: subject.operator,
        operator_anchor: subject.operator_anchor,
        key,
        values: Listing { alternatives: vec![items], anchor, unwritten: false, why: None },
    }
}

/// The provider's ARN without what stands before the issuer, and the end of a key.
fn key(provider: &Value, end: &str, origin: &Origin) -> Text {
    let literal = |text: &str| Segment::Literal { text: text.into(), origin: origin.clone() };
    let known = provider.as_str().and_then(|arn| arn.rsplit_once("provider/"));
    let issuer = match known {
        Some((_, issuer)) => literal(issuer),
        None => Segment::Hole(provider.clone()),
    };
    let value = Value::segments(vec![issuer, literal(end)], origin.clone());
    Text::of(&value).expect("segments are text")
}
