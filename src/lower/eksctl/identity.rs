//! The identity provider that eksctl makes for a cluster, and associations of Pod Identity.

use super::{object, shown};
use crate::field::{Field, Items, Listing, Object, Row, State, Tool, ToolDefault};
use crate::model::{AUDIENCE, Association, Facts, IdentityProvider, own_issuer};
use crate::value::{Rest, Text, Value};

/// Source: eksctl schema, `iam.withOIDC`.
const WITH_OIDC: Row<bool> =
    Row { eksctl: "iam.withOIDC", default: ToolDefault::Api(|| false), ..Row::EMPTY };

/// The provider of the cluster, if it is made.
pub(super) fn providers(cluster: &Object, facts: &mut Facts) {
    let exists = cluster.read(&WITH_OIDC).is(|on| *on);
    let own = Text::of(&Value::string(AUDIENCE, cluster.body.origin.clone()));
    let audience = |own| Field { state: State::Default(own), anchor: cluster.anchor() };
    let items = Items { items: own.map(audience).into_iter().collect(), rest: Rest::Closed };
    let anchor = cluster.anchor();
    let audiences = Listing { alternatives: vec![items], anchor, unwritten: true, why: None };
    let (url, object) = (own_issuer(cluster), cluster.clone());
    facts.providers.push(IdentityProvider { object, url, audiences, exists });
}

/// `iam.podIdentityAssociations`; where no role is named, eksctl makes one with the right trust.
pub(super) fn associations(cluster: &Object, called: &str, facts: &mut Facts) {
    let list = cluster.list_at::<Value>("iam.podIdentityAssociations");
    for body in list.seen().filter_map(Field::known) {
        let mut part = object(Tool::Eksctl, "", body.clone(), body.origin.span, &cluster.scope);
        let namespace = part.at("namespace");
        let account = part.at::<Text>("serviceAccountName");
        let name = shown(body.get("serviceAccountName"));
        part.subject.name = format!("cluster/{called}/podidentity/{name}").into();
        part.header = account.anchor.key();
        let role_arn = part.at("roleARN");
        facts.associations.push(Association { object: part, namespace, account, role_arn });
    }
}
