//! How many zones a storage class admits.

use std::collections::BTreeSet;

use crate::value::{Kind, Rest, Truth, Value};

/// The labels that name a zone.
///
/// Sources: Kubernetes, "Well-Known Labels, Annotations and Taints"; the topology keys of the AWS
/// EBS CSI driver, which knows zones by their id too.
const KEYS: [&str; 4] = [
    "topology.kubernetes.io/zone",
    "topology.ebs.csi.aws.com/zone",
    "failure-domain.beta.kubernetes.io/zone",
    "topology.k8s.aws/zone-id",
];

/// Whether allowed topologies admit one zone alone.
pub(super) fn is_one(topologies: &Value) -> Truth {
    let zones = || -> Option<BTreeSet<&str>> {
        let mut all = BTreeSet::new();
        for term in closed(topologies)? {
            all.extend(of_term(term)?);
        }
        Some(all)
    };
    zones().map_or(Truth::Unknown, |zones| (zones.len() == 1).into())
}

/// The zones of one term: its requirements all hold, so the narrowest one decides. None where one
/// of them is about something else, or not known.
fn of_term(term: &Value) -> Option<Vec<&str>> {
    let expressions =
        term.get("matchLabelExpressions").or_else(|| term.get("match_label_expressions"))?;
    let mut narrowest: Option<Vec<&str>> = None;
    for expression in closed(expressions)? {
        let key = expression.get("key")?.as_str()?;
        let values = closed(expression.get("values")?)?;
        let values = values.iter().map(Value::as_str).collect::<Option<Vec<_>>>()?;
        if !KEYS.contains(&key) {
            return None;
        }
        if narrowest.as_ref().is_none_or(|found| values.len() < found.len()) {
            narrowest = Some(values);
        }
    }
    narrowest
}

/// Whether parameters name one zone alone, as those of the driver that was part of Kubernetes can.
///
/// Source: Kubernetes 1.30, "Storage Classes", AWS EBS: `zone`, and `zones` with commas.
pub(super) fn is_one_by_parameter(parameters: &Value) -> Truth {
    let Some(map) = parameters.as_map() else { return Truth::Unknown };
    let named = ["zone", "zones"].into_iter().find_map(|key| map.entry(key));
    match named {
        None if map.is_closed() => Truth::False,
        None => Truth::Unknown,
        Some(entry) => entry.value.as_str().map_or(Truth::Unknown, |zones| {
            (zones.split(',').filter(|zone| !zone.trim().is_empty()).count() == 1).into()
        }),
    }
}

/// The items of a list that is whole.
fn closed(value: &Value) -> Option<&[Value]> {
    match &value.kind {
        Kind::List(list) if list.rest == Rest::Closed => Some(&list.items),
        _ => None,
    }
}
