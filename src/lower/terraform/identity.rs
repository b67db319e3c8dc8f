//! Identity providers and associations, from resources and from the modules that make them.

use super::modules::created;
use crate::field::{Field, Items, Listing, Object, Row, State};
use crate::model::{AUDIENCE, Association, Facts, IdentityProvider, own_issuer};
use crate::value::{Rest, Text, Value};

/// Whether terraform-aws-modules/eks makes an identity provider for its cluster.
const ENABLE_IRSA: Row<bool> = Row { module: &[(0, "enable_irsa")], ..Row::EMPTY };

/// A provider that is written by itself.
pub(super) fn provider(object: Object) -> IdentityProvider {
    let (url, audiences) = (object.at("url"), object.list_at("client_id_list"));
    IdentityProvider { exists: object.existence, object, url, audiences }
}

/// The provider that a module makes for its cluster, if it is told to.
///
/// Source: terraform-aws-modules/eks, `main.tf`: the audiences are that of STS and
/// `openid_connect_audiences`.
pub(super) fn provider_of_cluster(object: &Object) -> IdentityProvider {
    let exists = object.existence & object.read(&ENABLE_IRSA).is(|on| *on);
    let mut audiences = object.list_at::<Text>("openid_connect_audiences");
    let own = Text::of(&Value::string(AUDIENCE, object.body.origin.clone()));
    for items in &mut audiences.alternatives {
        items.items.extend(
            own.clone().map(|own| Field { state: State::Default(own), anchor: object.anchor() }),
        );
    }
    IdentityProvider { url: own_issuer(object), audiences, exists, object: object.clone() }
}

/// An association that is written by itself.
pub(super) fn association(object: Object) -> Association {
    let (namespace, account) = (object.at("namespace"), object.at("service_account"));
    Association { role_arn: object.at("role_arn"), namespace, account, object }
}

/// The associations of one call of the module for Pod Identity, which makes the role as well.
///
/// Source: terraform-aws-modules/eks-pod-identity, `main.tf`.
pub(super) fn associations(object: &Object, facts: &mut Facts) {
    let map = object.at::<Value>("associations");
    let defaults = object.at::<Value>("association_defaults").known().cloned();
    let entries = map.known().and_then(Value::as_map).map(|map| map.entries.clone());
    for entry in entries.unwrap_or_default() {
        let (body, header, fallback) = (entry.value, entry.key_span, defaults.clone());
        let part = Object { body, fallback, header, ..object.clone() };
        let Some(part) = created(part) else { continue };
        let (namespace, account) = (part.at("namespace"), part.at("service_account"));
        let role_arn = Field { state: State::Absent, anchor: part.anchor() };
        facts.associations.push(Association { object: part, namespace, account, role_arn });
    }
}

/// A list of one text that is known.
pub(super) fn only(text: Text, anchor: &crate::field::Anchor) -> Listing<Text> {
    let item = Field { state: State::Written(text), anchor: anchor.clone() };
    let items = Items { items: vec![item], rest: Rest::Closed };
    Listing { alternatives: vec![items], anchor: anchor.clone(), unwritten: false, why: None }
}
