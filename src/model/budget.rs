//! Disruption budgets, and what sets the number of pods.

use smol_str::SmolStr;

use crate::field::{Decode, DecodeError, Field, Object, State};
use crate::value::{Kind, Text, Truth, Value};

/// A `PodDisruptionBudget`.
#[derive(Clone, Debug)]
pub struct Budget {
    /// Its settings.
    pub object: Object,
    /// The namespace, if it is written.
    pub namespace: Field<Text>,
}

/// Something that sets the replicas of a workload: an HPA or a KEDA `ScaledObject`.
#[derive(Clone, Debug)]
pub struct Autoscaler {
    /// Its settings.
    pub object: Object,
    /// The kind of the workload; `Deployment` where it is not written (KEDA).
    pub target_kind: Field<SmolStr>,
    /// The name of the workload.
    pub target_name: Field<Text>,
    /// The namespace, if it is written.
    pub namespace: Field<Text>,
}

/// A number of pods, or a share of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    /// So many pods.
    Pods(i64),
    /// So many in a hundred.
    Percent(i64),
}

impl Amount {
    /// The number of pods out of `count`; a share is rounded up.
    ///
    /// Source: Kubernetes, "Specifying a Disruption Budget", rounding of percentages.
    pub fn of(self, count: i64) -> i64 {
        match self {
            Self::Pods(pods) => pods,
            Self::Percent(share) => {
                let all = i128::from(share) * i128::from(count);
                i64::try_from((all + 99).div_euclid(100)).unwrap_or(i64::MAX)
            }
        }
    }
}

impl Decode for Amount {
    fn decode(value: &Value) -> Result<Self, DecodeError> {
        if let Some(pods) = value.as_integer() {
            return Ok(Self::Pods(pods));
        }
        let wrong = DecodeError::Wrong { expected: "a whole number or a percentage such as `25%`" };
        let Some(text) = value.as_str() else {
            let known = matches!(value.kind, Kind::Map(_) | Kind::List(_) | Kind::Bool(_));
            return Err(if known { wrong } else { DecodeError::Unknown(value.why()) });
        };
        match text.strip_suffix('%') {
            Some(share) => share.parse().map(Self::Percent).map_err(|_| wrong),
            None => text.parse().map(Self::Pods).map_err(|_| wrong),
        }
    }
}

impl std::fmt::Display for Amount {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Pods(count) => write!(out, "{count}"),
            Self::Percent(share) => write!(out, "{share}%"),
        }
    }
}

impl Autoscaler {
    /// The least number of pods that it keeps: 1 of an HPA and 0 of KEDA, where it is not written.
    pub fn least(&self) -> Field<i64> {
        let version = self.object.body.get("apiVersion").and_then(Value::as_str);
        let keda = version.is_some_and(|version| version.starts_with("keda.sh/"));
        let (path, default) =
            if keda { ("spec.minReplicaCount", 0) } else { ("spec.minReplicas", 1) };
        let mut least = self.object.at(path);
        if least.is_unwritten() {
            least.state = State::Default(default);
        }
        least
    }

    /// The version of the API that has the workload's kind.
    pub fn target_version(&self) -> Field<SmolStr> {
        self.object.at("spec.scaleTargetRef.apiVersion")
    }
}

impl Budget {
    /// The name.
    pub fn name(&self) -> Field<Text> {
        self.object.at("metadata.name")
    }

    /// How many pods may be missing.
    pub fn max_unavailable(&self) -> Field<Amount> {
        self.object.at("spec.maxUnavailable")
    }

    /// How many pods must be there.
    pub fn min_available(&self) -> Field<Amount> {
        self.object.at("spec.minAvailable")
    }

    /// The labels of the pods that it protects: `matchLabels`, if there are no `matchExpressions`.
    pub fn match_labels(&self) -> Option<Value> {
        let selector = self.object.at::<Value>("spec.selector");
        let selector = selector.known()?;
        let map = selector.as_map()?;
        let plain = map.is_closed() && map.entry("matchExpressions").is_none();
        plain.then(|| selector.get("matchLabels").cloned()).flatten()
    }
}

/// Whether every label of `selector` is among `labels`.
pub(crate) fn selects(selector: &Value, labels: &Value) -> Truth {
    let (Some(selector), Some(labels)) = (selector.as_map(), labels.as_map()) else {
        return Truth::Unknown;
    };
    let has = |entry: &crate::value::Entry| match labels.get(&entry.key) {
        crate::value::Lookup::Found(label) => match (entry.value.text(), label.value.text()) {
            (Some(wanted), Some(given)) => wanted.same_as(&given),
            _ => Truth::Unknown,
        },
        crate::value::Lookup::Absent => Truth::False,
        crate::value::Lookup::Unknown(_) => Truth::Unknown,
    };
    let seen = Truth::all(selector.entries.iter().map(has));
    if selector.is_closed() { seen } else { seen & Truth::Unknown }
}
